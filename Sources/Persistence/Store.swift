import Foundation
import GRDB
import Synchronization

/// The store on disk: one SQLite file with reports, their cells packed together, verdicts and imported panels.
///
/// ```swift
/// let store = try Store(creatingAt: "analyze.sqlite")
/// let outcome = try store.put(report)                 // .stored, .unchanged or .newVersion(2)
/// let contents = try store.loadPanel()                // bodies, numbers and forms, without touching prose
/// ```
/// A report is stored whole or not at all: each is one transaction. While reports are written SQLite keeps a write-ahead log beside the file;
/// `close()` folds it back, and after a crash the next opening does. Safe to use from several threads, and by several programs at a time.
///
/// **Reading writes nothing that it needs.** Where file, folder or disk admit no writing, a log that was left behind and tables of an older program are
/// read as they are, in memory.
///
/// **Every row is checked when it is read** (``StoreDamage``). A store opened to read that turns out to be damaged goes on with what is whole of it.
public final class Store: Sendable {
    private struct State {
        var queue: DatabaseQueue
        var damage: StoreDamage?
        /// Whether the queue is that of the file, not of a copy in memory.
        var isFile: Bool
        var conflicts: [MergeConflict] = []
    }

    /// The path of the file; of several read as one, the first.
    public let path: String
    /// The paths of all files that are read as this store.
    public let sources: [String]
    private let isReadOnly: Bool
    private let state: Mutex<State>
    /// What the last transaction knew to be there. One that is taken back after all has other tallies.
    let keys = Mutex(RememberedKeys())
    /// The layouts that were met so far.
    let layouts = LayoutTable()

    /// The newest version of the tables that this program knows.
    public static var schemaVersion: Int { StoreSchema.migrations.count }

    /// What had to be left out, or could not be told, of a store opened to read; `nil` as long as everything that was read is as it was written.
    public var damage: StoreDamage? { state.withLock { $0.damage } }

    /// What the files differ in that are read as this store; for each the word of the later one holds.
    public var conflicts: [MergeConflict] { state.withLock { $0.conflicts } }

    /// Opens a store to read, bringing one of an older program to the newest version first.
    ///
    /// - Throws: ``StoreError``: no file, another kind of file, a newer program's file.
    public init(readingAt path: String) throws(StoreError) {
        try StoreFile.check(path)
        guard StoreFile.hasContent(path) else { throw .notFound(path: path) }
        self.path = path
        sources = [path]
        isReadOnly = true
        state = Mutex(try Self.openToRead(path))
    }

    /// Opens several stores to read as one, such as those of provinces or years: what they hold is merged (``merge(_:)``) in a file without a name, which is
    /// gone with this store.
    ///
    /// - Throws: ``StoreError``, as for one.
    /// - Precondition: there is at least one path.
    /// - Complexity: linear in the rows of all; on disk, not in memory.
    public init(readingAt paths: [String]) throws(StoreError) {
        precondition(!paths.isEmpty, "no store to read")
        path = paths[0]
        sources = paths
        isReadOnly = true
        let queue = try Self.checked(paths[0]) {
            // SQLite's name of a file that has none and is deleted when it is closed.
            let queue = try DatabaseQueue(path: "", configuration: Self.configuration)
            try queue.write { db in try StoreSchema.upgrade(db, paths[0]) }
            return queue
        }
        state = Mutex(State(queue: queue, damage: nil, isFile: false))
        for path in paths {
            let part = try Store(readingAt: path)
            let conflicts = try merge(part)
            state.withLock { state in
                state.conflicts += conflicts
                if let damage = part.damage { state.damage = state.damage.map { $0.joined(with: damage) } ?? damage }
            }
        }
    }

    /// Opens a store to write, creating it or bringing it to the newest version when needed.
    ///
    /// - Throws: ``StoreError``: another kind of file, a newer program's file, a file that cannot be written.
    public init(creatingAt path: String) throws(StoreError) {
        try StoreFile.check(path)
        self.path = path
        sources = [path]
        isReadOnly = false
        state = Mutex(State(queue: try Self.openToWrite(path), damage: nil, isFile: true))
    }

    private static func openToRead(_ path: String) throws(StoreError) -> State {
        do {
            if StoreFile.isOfOlderProgram(path) { try Store(creatingAt: path).close() }
            var configuration = configuration
            // A log left by a writer that was stopped must be folded in, which a read-only connection cannot do.
            configuration.readonly = !StoreFile.isLogged(path)
            let queue = try checked(path) { [configuration] in try DatabaseQueue(path: StoreFile.plain(path), configuration: configuration) }
            try checked(path) { try queue.writeWithoutTransaction { db in try StoreFile.prepareToRead(db, path) } }
            return State(queue: queue, damage: nil, isFile: true)
        } catch {
            switch error {
            case .readOnly, .full, .cannotWrite, .cannotOpen: return State(queue: try inMemory(path), damage: nil, isFile: false)
            case .damaged, .notAStore, .newerSchema, .database:
                guard let (queue, damage) = try Salvage.copy(of: path) else { throw error }
                return State(queue: queue, damage: damage, isFile: false)
            default: throw error
            }
        }
    }

    /// The store as it is, log included, in memory, brought to the newest version there.
    private static func inMemory(_ path: String) throws(StoreError) -> DatabaseQueue {
        let image = try DatabaseImage(path: path)
        return try checked(path) {
            let queue = try DatabaseQueue(configuration: configuration)
            try queue.writeWithoutTransaction { db in try image.load(into: db) }
            try queue.write { db in
                if try StoreHeader(db, path).version < schemaVersion { try StoreSchema.upgrade(db, path) }
            }
            try queue.writeWithoutTransaction { db in try StoreFile.prepareToRead(db, path) }
            return queue
        }
    }

    private static func openToWrite(_ path: String) throws(StoreError) -> DatabaseQueue {
        try writing(path) {
            let queue = try DatabaseQueue(path: StoreFile.plain(path), configuration: configuration)
            let header = try queue.read { db in try StoreHeader(db, path) }
            try StoreFile.startLog(queue)
            // Another program may be doing the same: what is there is looked at again by the one that has the lock.
            if header.version < schemaVersion { try queue.write { db in try StoreSchema.upgrade(db, path) } }
            return queue
        }
    }

    /// How every connection is set up: it waits half a minute for another program's transaction, and what it sorts stays in memory.
    static var configuration: Configuration {
        var configuration = Configuration()
        configuration.busyMode = .timeout(30)
        configuration.label = "store"
        configuration.prepareDatabase { db in
            // Deleted rows are overwritten: nobody finds what was taken out, and no row is found that was taken out.
            try db.execute(sql: "PRAGMA temp_store = MEMORY; PRAGMA secure_delete = ON; PRAGMA synchronous = NORMAL")
        }
        return configuration
    }

    /// Folds the log into the file, so that the store is one file again, and lets go of it.
    public func close() throws(StoreError) {
        let (queue, isFile) = state.withLock { ($0.queue, $0.isFile) }
        try checked {
            if !isReadOnly && isFile { try queue.writeWithoutTransaction { db in try StoreFile.foldLog(db) } }
            try queue.close()
        }
    }

    /// Runs statements that read, on one state of the store.
    ///
    /// When they meet damage in a store opened to read, what is whole of it is copied, and they run once more on the copy.
    func read<Result>(_ body: (Database) throws -> Result) throws(StoreError) -> Result {
        let (queue, wasDamaged) = state.withLock { ($0.queue, $0.damage != nil) }
        do throws(StoreError) {
            return try checked { try queue.read(body) }
        } catch {
            switch error {
            case .damaged, .notAStore, .database: break
            default: throw error
            }
            guard isReadOnly, !wasDamaged else { throw error }
            let copy = try salvaged(insteadOf: queue, error)
            return try Self.checked(path) { try copy.read(body) }
        }
    }

    /// The copy of what is whole, made once, whichever thread asks first.
    private func salvaged(insteadOf queue: DatabaseQueue, _ error: StoreError) throws(StoreError) -> DatabaseQueue {
        let outcome: Result<DatabaseQueue, StoreError> = state.withLock { state in
            if state.queue !== queue { return .success(state.queue) }
            do throws(StoreError) {
                guard let (copy, damage) = try Salvage.copy(of: path) else { return .failure(error) }
                (state.queue, state.damage, state.isFile) = (copy, damage, false)
                return .success(copy)
            } catch { return .failure(error) }
        }
        return try outcome.get()
    }

    /// A number that is another one as soon as another connection has changed the store; what was read between two equal ones is of one state.
    public func dataVersion() throws(StoreError) -> Int {
        try read { db in try Int.fetchOne(db, sql: "PRAGMA data_version") ?? 0 }
    }

    /// Runs statements outside a transaction.
    func write<Result>(_ body: (Database) throws -> Result) throws(StoreError) -> Result {
        let queue = state.withLock { $0.queue }
        return try checked { try queue.writeWithoutTransaction(body) }
    }

    /// Changes contents in a transaction: all of it or nothing.
    func transaction<Result>(_ body: (StoreTransaction) throws -> Result) throws(StoreError) -> Result {
        let queue = state.withLock { $0.queue }
        return try Self.writing(path) {
            try queue.write { db in
                try db.execute(sql: "PRAGMA defer_foreign_keys = ON")
                let transaction = StoreTransaction(db, keys: try keys.withLock { try $0.taken(db) })
                let result = try body(transaction)
                try transaction.finish()
                if let known = transaction.takeKeys() { try keys.withLock { try $0.remember(known, db) } }
                return result
            }
        }
    }

    /// Runs statements on this store; a store opened to write is not only read where a log or a journal cannot be made beside it.
    private func checked<Result>(_ body: () throws -> Result) throws(StoreError) -> Result {
        try isReadOnly ? Self.checked(path, body) : Self.writing(path, body)
    }

    /// Like ``checked(_:_:)``, for what is done in order to write: a file that cannot be opened is one that cannot be written.
    static func writing<Result>(_ path: String, _ body: () throws -> Result) throws(StoreError) -> Result {
        do throws(StoreError) { return try checked(path, body) } catch {
            if case .cannotOpen(let path, let reason) = error { throw .cannotWrite(path: path, reason: reason) }
            throw error
        }
    }

    static func checked<Result>(_ path: String, _ body: () throws -> Result) throws(StoreError) -> Result {
        do {
            return try body()
        } catch let error as StoreError {
            throw error
        } catch let error as DatabaseError {
            throw StoreError(error, path: path)
        } catch {
            throw .database(String(describing: error))
        }
    }
}
