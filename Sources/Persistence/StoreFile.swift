import Foundation
import GRDB

/// What the header and the tables of a file say it is.
struct StoreHeader {
    let version: Int
    let isEmpty: Bool

    /// - Throws: ``StoreError``: another program's file, a newer program's, or one that contradicts itself.
    init(_ db: Database, _ path: String) throws {
        version = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
        let application = try Int.fetchOne(db, sql: "PRAGMA application_id") ?? 0
        isEmpty = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_schema") == 0
        if isEmpty { return }
        guard application == StoreSchema.applicationID else { throw StoreError.notAStore(path: path) }
        guard version <= Store.schemaVersion else {
            throw StoreError.newerSchema(path: path, found: version, supported: Store.schemaVersion)
        }
        guard version > 0 else { throw StoreError.damaged("tables without a version") }
    }
}

/// The file of a store: whether a path can be one, and its log.
enum StoreFile {
    /// - Throws: ``StoreError/notAFile(path:_:)`` for a folder, a pipe, a socket, a device, and for names by which SQLite means something else.
    static func check(_ path: String) throws(StoreError) {
        if path.isEmpty || path == ":memory:" || path.hasPrefix("file:") { throw .notAFile(path: path, .special) }
        var status = stat()
        guard stat(path, &status) == 0 else { return }
        switch status.st_mode & S_IFMT {
        case S_IFREG: return
        case S_IFDIR: throw .notAFile(path: path, .folder)
        case S_IFIFO: throw .notAFile(path: path, .pipe)
        case S_IFSOCK: throw .notAFile(path: path, .socket)
        default: throw .notAFile(path: path, .device)
        }
    }

    /// A path that SQLite takes as it stands.
    static func plain(_ path: String) -> String { path.hasPrefix("/") ? path : "./" + path }

    /// Whether there is anything at the path: a first run that was stopped before it wrote leaves an empty file.
    static func hasContent(_ path: String) -> Bool {
        guard let file = FileStamp(path: path) else { return false }
        return file.size > 0 || (FileStamp(path: path + "-wal")?.size ?? 0) > 0
    }

    /// Whether a file is a store whose tables have to be brought up to date; `false` for whatever cannot be read as one.
    static func isOfOlderProgram(_ path: String) -> Bool {
        var configuration = Store.configuration
        configuration.readonly = !isLogged(path)
        let header = try? DatabaseQueue(path: plain(path), configuration: configuration).read { db in try StoreHeader(db, path) }
        return header.map { !$0.isEmpty && $0.version < Store.schemaVersion } ?? false
    }

    /// Whether a file is written through a log, by what its header says: the versions of its format for writing and reading, bytes 18 and 19, are 2.
    static func isLogged(_ path: String) -> Bool {
        guard let file = FileHandle(forReadingAtPath: path), let header = try? file.read(upToCount: 20) else { return false }
        return header.count == 20 && header.suffix(2).contains(2)
    }

    static func prepareToRead(_ db: Database, _ path: String) throws {
        let header = try StoreHeader(db, path)
        // A first run that was stopped before it wrote anything.
        guard !header.isEmpty else { throw StoreError.notFound(path: path) }
        guard header.version == Store.schemaVersion else { throw StoreError.damaged("schema \(header.version) in the middle of an upgrade") }
        // A log left by a writer that was stopped; one that is still at work keeps its own.
        if isLogged(path) { try foldLog(db) }
    }

    /// Begins to write through a log. The switch does not wait for others by itself, as other statements do.
    static func startLog(_ queue: DatabaseQueue) throws {
        var attempts = 0
        while true {
            do {
                return try queue.writeWithoutTransaction { db in try db.execute(sql: "PRAGMA journal_mode = WAL") }
            } catch let error as DatabaseError where [.SQLITE_BUSY, .SQLITE_LOCKED].contains(error.resultCode) && attempts < 600 {
                attempts += 1
                Thread.sleep(forTimeInterval: 0.05)
            }
        }
    }

    /// Folds the log into the file, unless another program has the store open, which then does it, or nothing can be written, where it is read as it is.
    static func foldLog(_ db: Database) throws {
        try db.execute(sql: "PRAGMA busy_timeout = 0")
        do {
            try db.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode = DELETE")
        } catch let error as DatabaseError where error.resultCode != .SQLITE_CORRUPT && error.resultCode != .SQLITE_NOTADB {}
        try db.execute(sql: "PRAGMA busy_timeout = 30000")
    }
}

extension Store {
    /// Whether a file is a store of this program, whatever its name and version, or one in the making: told from its header, without opening it as one.
    public static func isStore(_ path: String) -> Bool {
        guard let file = FileHandle(forReadingAtPath: path), let header = try? file.read(upToCount: 100), header.count == 100,
            header.starts(with: Array("SQLite format 3\0".utf8))
        else { return false }
        let application = header[header.startIndex + 68..<header.startIndex + 72].reduce(0) { $0 << 8 | Int($1) }
        // The first tables of a store may stand only in its log yet.
        return application == StoreSchema.applicationID || FileManager.default.fileExists(atPath: path + "-wal")
    }
}
