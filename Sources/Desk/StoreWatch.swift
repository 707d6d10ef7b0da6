import Disclosure
import Foundation
import Persistence

/// What is known of the store at the moment, looked at again as soon as its file changes, whoever changed it.
///
/// A look costs two calls of the file system. Only when one of them says something else is the store opened and are its verdicts read; when its reports are
/// other ones than those of the page, the page is made anew as soon as the writer pauses.
actor StoreWatch {
    /// The store as the pages that are open see it.
    struct State: Sendable {
        /// Another number after every change of a verdict.
        var revision: Int
        /// Verdicts with who decided, by fingerprint.
        var verdicts: [String: VerdictService.Entry]
        /// The number of the page that is served.
        var page: Int
        /// Whether the store has other reports than the page.
        var isStale: Bool
    }

    private let path: String
    private let source: any DeskSource
    private let now: @Sendable () -> Int64
    private var stamps: [FileStamp?] = []
    private var revision = 0
    private var verdicts: [String: VerdictService.Entry] = [:]
    private var contents: UInt64 = 0
    /// When the reports were seen to be other ones, first and last.
    private var changed: (first: Int64, last: Int64)?
    private var page: DeskPage?
    private var number = 0
    private var making: Task<DeskPage, any Error>?
    private var seen: [String: String]?

    /// A writer that pauses so long, in nanoseconds, is taken to be done; one that never does is not waited for longer than the second.
    private static let pause: (short: Int64, long: Int64) = (2_000_000_000, 20_000_000_000)

    init(_ path: String, source: any DeskSource, now: @escaping @Sendable () -> Int64 = { FileStamp.now }) {
        (self.path, self.source, self.now) = (path, source, now)
    }

    /// The state of the store.
    ///
    /// - Throws: ``StoreError``.
    func state() throws -> State {
        try look()
        let isStale = page.map { $0.contents != contents } ?? false
        if isStale, making == nil, isQuiet { make() }
        return State(revision: revision, verdicts: verdicts, page: number, isStale: isStale)
    }

    /// The page of the store as it is now.
    ///
    /// - Throws: what keeps the store from being read.
    func currentPage() async throws -> DeskPage {
        try look()
        if let page, page.contents == contents { return page }
        return try await (making ?? make()).value
    }

    /// When each finding of the page was there for the first time, by fingerprint.
    ///
    /// - Throws: ``StoreError``.
    func firstSeen() throws -> [String: String] {
        if let seen { return seen }
        let times = try Store(readingAt: path).firstSeen()
        // A finding that is not in the store yet is as new as can be.
        let found = (page?.fingerprints ?? []).reduce(into: [:]) { $0[$1] = times[$1] ?? VerdictHand.currentTime }
        seen = found
        return found
    }

    private var isQuiet: Bool {
        guard let changed else { return true }
        return now() - changed.last > Self.pause.short || now() - changed.first > Self.pause.long
    }

    private func look() throws {
        let found = ["", "-wal"].map { FileStamp(path: path + $0) }
        guard found != stamps else { return }
        let store = try Store(readingAt: path)
        let hands = try store.verdictHands()
        let decided = try store.verdicts()
        let digest = try store.contentsDigest()
        try store.close()
        var entries: [String: VerdictService.Entry] = [:]
        for (fingerprint, verdict) in decided { entries[fingerprint] = VerdictService.Entry(verdict, hands[fingerprint] ?? .unknown) }
        if entries != verdicts || revision == 0 {
            verdicts = entries
            revision += 1
        }
        if digest != contents {
            changed = (changed?.first ?? now(), now())
            contents = digest
        }
        // Read before the store was: what is written meanwhile gives other stamps. What was written a moment ago might not, and is looked at again.
        stamps = found.allSatisfy { $0?.isSettled(at: now()) ?? true } ? found : []
    }

    @discardableResult
    private func make() -> Task<DeskPage, any Error> {
        let task = Task {
            defer { making = nil }
            let made = try await Background.run { [source] in try source.page() }
            page = made
            number += 1
            seen = nil
            changed = nil
            return made
        }
        making = task
        return task
    }
}

/// Work that waits or takes long, on a thread of its own: neither the few threads that answer requests nor other work of this kind is held up by it.
enum Background {
    /// - Throws: what the work throws.
    static func run<Result: Sendable>(_ work: @escaping @Sendable () throws -> Result) async throws -> Result {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread { continuation.resume(with: Swift.Result { try work() }) }
        }
    }
}
