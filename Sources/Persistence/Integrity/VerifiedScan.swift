import GRDB
import GRDBSQLite

/// A row under the cursor of a scan: its columns without a copy.
struct ScannedRow {
    let statement: OpaquePointer

    func integer(_ column: Int) -> Int64 { sqlite3_column_int64(statement, Int32(column)) }

    func int(_ column: Int) -> Int { Int(integer(column)) }

    func optionalInt(_ column: Int) -> Int? { sqlite3_column_type(statement, Int32(column)) == SQLITE_NULL ? nil : int(column) }

    func text(_ column: Int) -> String { String(decoding: bytes(column), as: UTF8.self) }

    func optionalText(_ column: Int) -> String? { sqlite3_column_type(statement, Int32(column)) == SQLITE_NULL ? nil : text(column) }

    /// The bytes of a text or blob, valid until the next row.
    func bytes(_ column: Int) -> UnsafeRawBufferPointer {
        let start = sqlite3_column_blob(statement, Int32(column))
        return UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(statement, Int32(column))))
    }

    /// The value of a column.
    func value(_ column: Int) -> StoredValue {
        switch sqlite3_column_type(statement, Int32(column)) {
        case SQLITE_INTEGER: .integer(integer(column))
        case SQLITE_TEXT: .text(Array(bytes(column)))
        case SQLITE_BLOB: .blob(Array(bytes(column)))
        default: .null
        }
    }

    /// The values of its columns, in the order of ``StoreTable/columns``.
    func values(of table: StoreTable) -> [StoredValue] { table.columns.indices.map { value($0) } }

    /// The digest of the first columns, as they are.
    fileprivate func digest(of table: StoreTable) -> Int64? {
        var digest = RowDigest(table)
        for column in 0..<table.columns.count {
            switch sqlite3_column_type(statement, Int32(column)) {
            case SQLITE_INTEGER: digest.integer(integer(column))
            case SQLITE_TEXT: digest.text(bytes(column))
            case SQLITE_BLOB: digest.blob(bytes(column))
            case SQLITE_NULL: digest.null()
            // Nothing that the store wrote is a floating-point number.
            default: return nil
            }
        }
        return digest.value
    }
}

/// Reads rows of a table and believes those alone whose digest fits.
enum VerifiedScan {
    /// Calls `body` with each row, columns in the order of ``StoreTable/columns``.
    ///
    /// No index is used, so a damaged one changes nothing. A whole table is also held against its tally: rows that are gone or there twice are seen.
    ///
    /// - Parameters:
    ///   - condition: SQL that chooses rows, with its values; by default all.
    ///   - order: SQL of an order; by default that of the file.
    ///   - tally: what the whole table must come to; by default what the store says.
    /// - Throws: ``StoreError/damaged(_:)``.
    static func forEach(
        _ table: StoreTable, _ db: Database, where condition: (sql: String, values: [StoredValue])? = nil, order: String? = nil,
        tally: Tally? = nil, _ body: (ScannedRow) throws -> Void
    ) throws {
        var sum = Tally()
        try run(
            "SELECT \(table.listing) FROM \(table.name) NOT INDEXED" + (condition.map { " WHERE \($0.sql)" } ?? "")
                + (order.map { " ORDER BY \($0)" } ?? ""), condition?.values ?? [], db
        ) { row in
            let digest = row.integer(table.columns.count)
            guard row.digest(of: table) == digest else { throw StoreError.damaged("a row of table \(table.name) is not as it was written") }
            sum.add(digest)
            try body(row)
        }
        guard condition == nil, try tally ?? Tally.stored(of: table, db) != sum else { return }
        throw StoreError.damaged("rows of table \(table.name) are missing or there twice")
    }

    /// The rows that a condition chooses.
    static func rows(_ table: StoreTable, _ db: Database, where sql: String, _ values: [StoredValue]) throws -> [[StoredValue]] {
        var rows: [[StoredValue]] = []
        try forEach(table, db, where: (sql, values)) { row in rows.append(row.values(of: table)) }
        return rows
    }

    /// The row of a key; `nil` when there is none.
    static func row(_ table: StoreTable, _ db: Database, key: [StoredValue]) throws -> [StoredValue]? {
        try rows(table, db, where: table.isKey, key).first
    }

    /// Calls `body` with each row that a condition chooses, by a statement that is prepared once for all calls with this condition.
    ///
    /// For what is asked for again and again: rows of one report. Must not be called with the same table and condition from within `body`.
    static func forEachAgain(_ table: StoreTable, _ db: Database, where condition: String, _ key: StoredValue, _ body: (ScannedRow) throws -> Void)
        throws
    {
        let prepared = try db.cachedStatement(sql: "SELECT \(table.listing) FROM \(table.name) NOT INDEXED WHERE \(condition)")
        let statement = prepared.sqliteStatement
        defer {
            sqlite3_reset(statement)
            sqlite3_clear_bindings(statement)
        }
        bind([key], to: statement)
        try step(statement, db) { row in
            guard row.digest(of: table) == row.integer(table.columns.count) else {
                throw StoreError.damaged("a row of table \(table.name) is not as it was written")
            }
            try body(row)
        }
    }

    /// Runs a statement that SQLite may refuse because of damage.
    static func run(_ sql: String, _ values: [StoredValue] = [], _ db: Database, _ body: (ScannedRow) throws -> Void) throws {
        var statement: OpaquePointer?
        let code = sqlite3_prepare_v2(db.sqliteConnection, sql, -1, &statement, nil)
        guard code == SQLITE_OK, let statement else { throw failure(code, db) }
        defer { sqlite3_finalize(statement) }
        bind(values, to: statement)
        try step(statement, db, body)
    }

    private static func bind(_ values: [StoredValue], to statement: OpaquePointer) {
        for (position, value) in values.enumerated() {
            let index = Int32(position + 1)
            // SQLITE_TRANSIENT: SQLite takes a copy.
            let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
            switch value {
            case .null: sqlite3_bind_null(statement, index)
            case .integer(let number): sqlite3_bind_int64(statement, index, number)
            case .text(let bytes):
                _ = bytes.withUnsafeBytes {
                    sqlite3_bind_text(statement, index, $0.baseAddress?.assumingMemoryBound(to: CChar.self) ?? emptyText, Int32($0.count), transient)
                }
            case .blob(let bytes):
                _ = bytes.withUnsafeBytes {
                    bytes.isEmpty
                        ? sqlite3_bind_zeroblob(statement, index, 0)
                        : sqlite3_bind_blob64(statement, index, $0.baseAddress, UInt64($0.count), transient)
                }
            }
        }
    }

    private static func step(_ statement: OpaquePointer, _ db: Database, _ body: (ScannedRow) throws -> Void) throws {
        let row = ScannedRow(statement: statement)
        while true {
            let code = sqlite3_step(statement)
            if code == SQLITE_DONE { return }
            guard code == SQLITE_ROW else { throw failure(code, db) }
            try body(row)
        }
    }

    private nonisolated(unsafe) static let emptyText: UnsafePointer<CChar> = {
        let text = UnsafeMutablePointer<CChar>.allocate(capacity: 1)
        text.initialize(to: 0)
        return UnsafePointer(text)
    }()

    private static func failure(_ code: Int32, _ db: Database) -> any Error {
        DatabaseError(resultCode: ResultCode(rawValue: sqlite3_extended_errcode(db.sqliteConnection)), message: db.lastErrorMessage)
    }
}

/// How many rows a table has, and the sum of their digests, which is the same in any order.
struct Tally: Hashable {
    var rows = 0
    var sum: UInt64 = 0

    mutating func add(_ digest: Int64) {
        rows += 1
        sum &+= UInt64(bitPattern: digest)
    }

    mutating func remove(_ digest: Int64) {
        rows -= 1
        sum &-= UInt64(bitPattern: digest)
    }

    /// The row of the tallies that holds the version of the tables.
    static let schema = "schema"

    /// What the store says of a table; nothing said is nothing there.
    static func stored(of table: StoreTable, _ db: Database) throws -> Tally { try stored(table.name, db) ?? Tally() }

    static func stored(_ name: String, _ db: Database) throws -> Tally? {
        var tally: Tally?
        try VerifiedScan.forEachAgain(.tally, db, where: StoreTable.tally.isKey, StoredValue(name)) { row in
            tally = Tally(rows: row.int(1), sum: UInt64(bitPattern: row.integer(2)))
        }
        return tally
    }
}
