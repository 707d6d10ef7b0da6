import Foundation
import GRDB
import Synchronization

/// What analyses of a store worked out, in a file beside it: `analyze.sqlite-cache` beside `analyze.sqlite`.
///
/// Nothing depends on it. Where the file is not there, cannot be written, is damaged or another program's, nothing is found, nothing is kept, and nobody is
/// told: every answer can be worked out again. What stands under a key is whole, or it is not found: each row carries a digest.
///
/// **Layout.** One SQLite table: layer, key, digest, bytes. Keys are digests of all that a value depends on, so a value is never out of date, only unused.
public final class AnalysisCache: Sendable {
    /// The path of the file.
    public let path: String
    private let mode: mode_t

    /// "DAca" in the file's header, by which a cache is told from other SQLite files.
    static let applicationID = 0x4441_6361
    /// The version of the table. A file of another version is made anew.
    static let version = 1

    /// The cache beside a store, whether it is there or not.
    public init(besideStore store: String) {
        path = Self.path(besideStore: store)
        // Who may not read the store may not read what was found in it.
        var status = stat()
        mode = stat(store, &status) == 0 ? status.st_mode & 0o066 | 0o600 : 0o600
    }

    /// Where the cache of a store is.
    public static func path(besideStore store: String) -> String { store + ending }

    /// What the name of a cache ends with.
    public static let ending = "-cache"

    /// The bytes under some keys of a layer; what is missing or damaged is left out.
    public func values(layer: Int, keys: Set<[UInt8]>) -> [[UInt8]: [UInt8]] {
        guard !keys.isEmpty, let queue = openToRead() else { return [:] }
        defer { try? queue.close() }
        let found = try? queue.read { db in
            var found: [[UInt8]: [UInt8]] = [:]
            if keys.count == 1, let key = keys.first {
                let condition = (sql: "layer = ? AND key = ?", values: [StoredValue(layer), .blob(key)])
                try Self.forEach(db, condition) { found[$0] = $1 }
            } else {
                try Self.forEach(db, (sql: "layer = ?", values: [StoredValue(layer)])) { if keys.contains($0) { found[$0] = $1 } }
            }
            return found
        }
        return found ?? [:]
    }

    /// Keeps values of a layer, if that is possible.
    /// - Parameters:
    ///   - current: keys that stay, with the new ones; other rows of the layer are taken out. `nil` keeps all.
    ///   - newest: how many rows of the layer stay at most, the newest ones; `nil` for no bound.
    /// - Returns: whether they were kept.
    @discardableResult
    public func keep(layer: Int, _ values: [[UInt8]: [UInt8]], current: Set<[UInt8]>? = nil, newest: Int? = nil) -> Bool {
        let outcome: Void? = try? writing { db in
            if let current {
                var gone: [[UInt8]] = []
                try Self.forEachKey(db, layer: layer) { key in if !current.contains(key) && values[key] == nil { gone.append(key) } }
                for key in gone { try Self.delete(db, layer: layer, key: key) }
            }
            let insertion = try db.cachedStatement(sql: "INSERT INTO entry (layer, key, packed, digest) VALUES (?, ?, ?, ?)")
            for (key, bytes) in values.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
                try Self.delete(db, layer: layer, key: key)
                try insertion.execute(arguments: [layer, Data(key), Data(bytes), Self.digest(layer: layer, key: key, bytes)])
            }
            if let newest {
                try db.execute(
                    sql: "DELETE FROM entry WHERE layer = ? AND id NOT IN (SELECT id FROM entry WHERE layer = ? ORDER BY id DESC LIMIT ?)",
                    arguments: [layer, layer, newest])
            }
        }
        return outcome != nil
    }

    /// What is in the cache: its bytes on disk, and how many values each layer has; `nil` when there is none that can be read.
    public var contents: (bytes: Int, values: [Int: Int])? {
        guard let size = FileStamp(path: path)?.size, let queue = openToRead() else { return nil }
        defer { try? queue.close() }
        let counts = try? queue.read { db in
            let rows = try Row.fetchAll(db, sql: "SELECT layer, count(*) FROM entry GROUP BY layer")
            return Dictionary(uniqueKeysWithValues: rows.map { ($0[0] as Int, $0[1] as Int) })
        }
        return counts.map { (Int(size), $0) }
    }

    /// Takes the cache away, its contents overwritten first.
    /// - Returns: whether there was one, and it is gone.
    @discardableResult
    public func clear() -> Bool {
        guard isOwn else { return false }
        if let queue = try? open(readOnly: false) {
            try? queue.writeWithoutTransaction { db in try db.execute(sql: "PRAGMA secure_delete = ON; DELETE FROM entry") }
            try? queue.close()
        }
        return remove()
    }

    /// Takes the cache away as ``clear()`` does, where what is in it must not be left behind.
    ///
    /// - Throws: ``StoreError/cannotWrite(path:reason:)`` when it is still there, or cannot be told from another program's file.
    public func purge() throws(StoreError) {
        if clear() || isAbsent { return }
        if access(path, R_OK) == 0 && !isOwn && !isEmptyFile { return }
        guard access(path, R_OK) == 0, unlink(path) == 0 else { throw .cannotWrite(path: path, reason: String(cString: strerror(errno))) }
    }

    /// Whether a file is the cache of a store, told from its header.
    public static func isCache(_ path: String) -> Bool {
        var status = stat()
        // A link is none: whoever may write beside the store shall not lead this program elsewhere.
        guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG, let file = FileHandle(forReadingAtPath: path),
            let header = try? file.read(upToCount: 100), header.count == 100, header.starts(with: Array("SQLite format 3\0".utf8))
        else { return false }
        return header[header.startIndex + 68..<header.startIndex + 72].reduce(0) { $0 << 8 | Int($1) } == applicationID
    }

    private var isOwn: Bool { Self.isCache(path) }

    private func openToRead() -> DatabaseQueue? { isOwn ? try? open(readOnly: true) : nil }

    /// Runs statements in a transaction, on a fresh file where the one that is there is damaged or of another version.
    private func writing(_ body: (Database) throws -> Void) throws {
        do {
            try attempt(body)
        } catch {
            guard isOwn && Self.isDamage(error) else { throw error }
            remove()
            try attempt(body)
        }
    }

    private func attempt(_ body: (Database) throws -> Void) throws {
        // Nothing that is there and of another kind is written to.
        guard isOwn || isEmptyFile || isAbsent else { throw StoreError.notAStore(path: path) }
        let queue = try open(readOnly: false)
        defer { try? queue.close() }
        try queue.write(body)
    }

    private static func isDamage(_ error: any Error) -> Bool {
        if case .damaged? = error as? StoreError { return true }
        return [.SQLITE_CORRUPT, .SQLITE_NOTADB].contains((error as? DatabaseError)?.resultCode)
    }

    @discardableResult
    private func remove() -> Bool {
        for companion in ["-journal", "-wal", "-shm"] { unlink(path + companion) }
        return unlink(path) == 0
    }

    /// Whether a regular file without content is there: of a run that was stopped before it wrote.
    private var isEmptyFile: Bool {
        var status = stat()
        return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG && status.st_size == 0
    }

    private var isAbsent: Bool {
        var status = stat()
        return lstat(path, &status) != 0 && errno == ENOENT
    }

    private func open(readOnly: Bool) throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.readonly = readOnly
        configuration.busyMode = .timeout(5)
        configuration.label = "cache"
        configuration.prepareDatabase { db in
            // A file that is torn by a loss of power is found out by its digests, and made anew: nothing has to wait for the disk.
            try db.execute(sql: readOnly ? "PRAGMA temp_store = MEMORY" : "PRAGMA temp_store = MEMORY; PRAGMA synchronous = OFF")
        }
        let queue = try DatabaseQueue(path: StoreFile.plain(path), configuration: configuration)
        do {
            if readOnly {
                guard try queue.read({ db in try Int.fetchOne(db, sql: "PRAGMA user_version") }) == Self.version else {
                    throw StoreError.damaged("a cache of another version")
                }
            } else {
                // SQLite has made the file, still empty, where there was none; a link would have led elsewhere.
                guard isOwn || isEmptyFile else { throw StoreError.notAStore(path: path) }
                if isEmptyFile { chmod(path, mode) }
                try queue.write { db in try Self.prepare(db) }
            }
            return queue
        } catch {
            try? queue.close()
            throw error
        }
    }

    private static func prepare(_ db: Database) throws {
        let version = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
        if version == Self.version { return }
        guard try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_schema") == 0 else { throw StoreError.damaged("a cache of another version") }
        try db.execute(
            sql: """
                CREATE TABLE entry (
                    id INTEGER PRIMARY KEY AUTOINCREMENT, layer INTEGER NOT NULL, key BLOB NOT NULL, packed BLOB NOT NULL, digest INTEGER NOT NULL,
                    UNIQUE (layer, key)
                );
                PRAGMA application_id = \(applicationID);
                PRAGMA user_version = \(Self.version);
                """)
    }

    private static func delete(_ db: Database, layer: Int, key: [UInt8]) throws {
        try db.cachedStatement(sql: "DELETE FROM entry WHERE layer = ? AND key = ?").execute(arguments: [layer, Data(key)])
    }

    private static func forEachKey(_ db: Database, layer: Int, _ body: ([UInt8]) -> Void) throws {
        try VerifiedScan.run("SELECT key FROM entry WHERE layer = ?", [StoredValue(layer)], db) { body(Array($0.bytes(0))) }
    }

    private static func forEach(_ db: Database, _ condition: (sql: String, values: [StoredValue]), _ body: ([UInt8], [UInt8]) -> Void) throws {
        try VerifiedScan.run("SELECT layer, key, packed, digest FROM entry WHERE \(condition.sql)", condition.values, db) { row in
            let (key, bytes) = (Array(row.bytes(1)), Array(row.bytes(2)))
            if digest(layer: row.int(0), key: key, bytes) == row.integer(3) { body(key, bytes) }
        }
    }

    private static func digest(layer: Int, key: [UInt8], _ bytes: [UInt8]) -> Int64 {
        var digest = RowDigest(seed: 0x6361_6368_65)
        digest.integer(Int64(layer))
        key.withUnsafeBytes { digest.blob($0) }
        bytes.withUnsafeBytes { digest.blob($0) }
        return digest.value
    }
}
