import Foundation
import GRDB

/// The store on disk: one SQLite file with reports, their cells packed together, verdicts and imported panels.
///
/// ```swift
/// let store = try Store(creatingAt: "analyze.sqlite")
/// let outcome = try store.put(report)                 // .stored, .unchanged or .newVersion(2)
/// let contents = try store.loadPanel()                // bodies, numbers and forms, without touching prose
/// ```
/// A report is stored whole or not at all: each is one transaction. While reports are written SQLite keeps a write-ahead log beside the file;
/// `close()` folds it back, and after a crash the next opening does. Safe to use from several threads.
public final class Store: Sendable {
    /// The path of the file.
    public let path: String
    let queue: DatabaseQueue
    private let isReadOnly: Bool

    /// The newest version of the tables that this program knows.
    public static var schemaVersion: Int { StoreSchema.migrations.count }

    /// Opens a store to read, bringing one of an older program to the newest version first.
    ///
    /// - Throws: ``StoreError``: no file, another kind of file, a newer program's file.
    public convenience init(readingAt path: String) throws(StoreError) {
        guard FileManager.default.fileExists(atPath: path) else { throw .notFound(path: path) }
        if Self.isOfOlderProgram(path) { try Store(path: path, isReadOnly: false).close() }
        try self.init(path: path, isReadOnly: true)
    }

    /// Opens a store to write, creating it or bringing it to the newest version when needed.
    ///
    /// - Throws: ``StoreError``: another kind of file, a newer program's file, a file that cannot be written.
    public convenience init(creatingAt path: String) throws(StoreError) { try self.init(path: path, isReadOnly: false) }

    private init(path: String, isReadOnly: Bool) throws(StoreError) {
        self.path = path
        self.isReadOnly = isReadOnly
        var configuration = Configuration()
        configuration.busyMode = .timeout(10)
        configuration.label = "store"
        do {
            queue = try Self.checked { [configuration] in
                var configuration = configuration
                // A log left by a writer that was stopped must be folded in, which a read-only connection cannot do.
                configuration.readonly = isReadOnly && !Self.isLogged(path)
                return try DatabaseQueue(path: path, configuration: configuration)
            }
            try prepare()
        } catch .database(let message) where message.contains("not a database") {
            throw .notAStore(path: path)
        }
    }

    /// Whether a file is a store whose tables have to be brought up to date; `false` for whatever cannot be read as one.
    private static func isOfOlderProgram(_ path: String) -> Bool {
        var configuration = Configuration()
        configuration.readonly = !isLogged(path)
        let versions = try? DatabaseQueue(path: path, configuration: configuration).read { db in
            (try Int.fetchOne(db, sql: "PRAGMA application_id") ?? 0, try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0)
        }
        guard let (application, version) = versions else { return false }
        return application == StoreSchema.applicationID && version < StoreSchema.migrations.count
    }

    /// Whether a file is a store of this program, whatever its name and version, or one in the making: told from its header, without opening it as one.
    public static func isStore(_ path: String) -> Bool {
        guard let file = FileHandle(forReadingAtPath: path), let header = try? file.read(upToCount: 100), header.count == 100,
            header.starts(with: Array("SQLite format 3\0".utf8))
        else { return false }
        let application = header[header.startIndex + 68..<header.startIndex + 72].reduce(0) { $0 << 8 | Int($1) }
        // The first tables of a store may stand only in its log yet.
        return application == StoreSchema.applicationID || FileManager.default.fileExists(atPath: path + "-wal")
    }

    /// Whether a file is written through a log, by what its header says: the versions of its format for writing and reading, bytes 18 and 19, are 2.
    private static func isLogged(_ path: String) -> Bool {
        guard let file = FileHandle(forReadingAtPath: path), let header = try? file.read(upToCount: 20) else { return false }
        return header.count == 20 && header.suffix(2).contains(2)
    }

    private func prepare() throws(StoreError) {
        try write { [path, isReadOnly] db in
            let version = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
            let application = try Int.fetchOne(db, sql: "PRAGMA application_id") ?? 0
            let isEmpty = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_schema") == 0
            guard isEmpty || application == StoreSchema.applicationID else { throw StoreError.notAStore(path: path) }
            guard version <= StoreSchema.migrations.count else {
                throw StoreError.newerSchema(path: path, found: version, supported: StoreSchema.migrations.count)
            }
            if isReadOnly {
                // A first run that was stopped before it wrote anything leaves an empty file.
                guard !isEmpty else { throw StoreError.notFound(path: path) }
                guard version == StoreSchema.migrations.count else { throw StoreError.notAStore(path: path) }
                // Left by a writer that was stopped; one that is still at work keeps its log.
                if Self.isLogged(path) { try Self.foldLog(db) }
                return
            }
            try db.execute(sql: "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON")
            if version < StoreSchema.migrations.count { try StoreSchema.migrate(db, from: version) }
        }
    }

    /// Folds the log into the file, so that the store is one file again, and lets go of it.
    public func close() throws(StoreError) {
        try write { [isReadOnly] db in
            if !isReadOnly { try Self.foldLog(db) }
        }
        try Self.checked { try self.queue.close() }
    }

    /// Folds the log into the file, unless another program has the store open, which then does it.
    private static func foldLog(_ db: Database) throws {
        try db.execute(sql: "PRAGMA busy_timeout = 0")
        do {
            try db.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode = DELETE")
        } catch let error as DatabaseError where [.SQLITE_BUSY, .SQLITE_LOCKED].contains(error.resultCode) {}
        try db.execute(sql: "PRAGMA busy_timeout = 10000")
    }

    /// What SQLite's own check and the references between tables complain of; empty for a sound store.
    public func integrityProblems() throws(StoreError) -> [String] {
        try read { db in
            let integrity = try String.fetchAll(db, sql: "PRAGMA integrity_check").filter { $0 != "ok" }
            let references = try Row.fetchAll(db, sql: "PRAGMA foreign_key_check").map { row in
                "a row of \(row[0] as String) refers to one of \(row[2] as String) that is not there"
            }
            let incomplete = try Int.fetchAll(
                db, sql: "SELECT id FROM report WHERE cells > 0 AND id NOT IN (SELECT report_id FROM report_cells)")
            return integrity + references + incomplete.map { "report \($0) has no cells" }
        }
    }

    func read<Result>(_ body: (Database) throws -> Result) throws(StoreError) -> Result {
        try Self.checked { try queue.read(body) }
    }

    /// Runs statements outside a transaction.
    func write<Result>(_ body: (Database) throws -> Result) throws(StoreError) -> Result {
        try Self.checked { try queue.writeWithoutTransaction(body) }
    }

    /// Runs statements in a transaction: all of them or none.
    func transaction<Result>(_ body: (Database) throws -> Result) throws(StoreError) -> Result {
        try Self.checked { try queue.write(body) }
    }

    private static func checked<Result>(_ body: () throws -> Result) throws(StoreError) -> Result {
        do {
            return try body()
        } catch let error as StoreError {
            throw error
        } catch let error as DatabaseError {
            throw .database(error.message ?? "SQLite error \(error.resultCode.rawValue)")
        } catch {
            throw .database(String(describing: error))
        }
    }
}
