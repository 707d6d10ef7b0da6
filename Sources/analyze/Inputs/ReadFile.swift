import Disclosure
import DocumentReading
import Foundation
import Output
import ReportParsing

/// Reads many files at once, a bounded number at a time, and hands over what became of each in the order of the files.
enum ReadFiles {
    /// Calls `body` with the outcome of each file (and each member of an archive), in the order of `files`, from one task.
    static func forEach(
        _ files: [Result<String, ReadingError>], jobs: Int, parser: ReportParser, progress: ProgressBar, _ body: (ReportFile.Outcome) throws -> Void
    ) async throws {
        try await Interruption.deferred {
            try await readAll(files, jobs: jobs, parser: parser, progress: progress, body)
        }
        try Interruption.check()
    }

    private static func readAll(
        _ files: [Result<String, ReadingError>], jobs: Int, parser: ReportParser, progress: ProgressBar, _ body: (ReportFile.Outcome) throws -> Void
    ) async throws {
        try await withThrowingTaskGroup(of: (Int, [ReportFile.Outcome])?.self) { group in
            // Ends the group, and with it whatever is being read, when the person asks to stop.
            group.addTask {
                try await Interruption.wait()
                return nil
            }
            var queue = Queue(count: files.count, jobs: max(1, jobs))
            while let index = queue.start() { group.addTask { (index, await read(files[index], parser)) } }
            while queue.next < queue.count, let read = try await group.next() {
                guard let (index, outcomes) = read else { continue }
                progress.advance()
                queue.finish(index, outcomes)
                while let ready = queue.takeNext() {
                    for outcome in ready { try body(outcome) }
                }
                while let index = queue.start() { group.addTask { (index, await Self.read(files[index], parser)) } }
            }
            group.cancelAll()
        }
    }

    private static func read(_ file: Result<String, ReadingError>, _ parser: ReportParser) async -> [ReportFile.Outcome] {
        switch file {
        case .success(let path): await ReportFile.read(path: path, parser: parser)
        case .failure(let error): [ReportFile.failed(error)]
        }
    }

    /// Which files are being read, and which results wait for a slower file before them.
    private struct Queue {
        let count: Int
        let jobs: Int
        var started = 0
        var running = 0
        var next = 0
        var waiting: [Int: [ReportFile.Outcome]] = [:]

        /// The next file to read; `nil` while enough are being read or too many results wait.
        mutating func start() -> Int? {
            guard started < count, running < jobs, started - next < 4 * jobs else { return nil }
            running += 1
            started += 1
            return started - 1
        }

        mutating func finish(_ index: Int, _ outcomes: [ReportFile.Outcome]) {
            running -= 1
            waiting[index] = outcomes
        }

        /// The result of the next file in order; `nil` when it is not there yet.
        mutating func takeNext() -> [ReportFile.Outcome]? {
            guard let ready = waiting.removeValue(forKey: next) else { return nil }
            next += 1
            return ready
        }
    }
}

extension ReportFile.Quarantine {
    /// The reason for people, in both languages.
    var text: LocalizedText { LocalizedText(zh: chinese, en: reason) }
}
