import Foundation
import GRDB

/// Writes rows with their digests, their second copies and the tallies of their tables: the only way in which contents are changed.
final class StoreTransaction {
    let db: Database
    private var tallies: [String: Tally] = [:]
    private var known: StoredKeys?

    /// - Parameter keys: what is known to be in the store; what is asked for without it is read first.
    init(_ db: Database, keys: StoredKeys? = nil) {
        self.db = db
        known = keys
    }

    /// What is in the store, the changes of this transaction included.
    func keys() throws -> StoredKeys {
        if known == nil { known = try StoredKeys(db, tallies: tallies) }
        return known!
    }

    /// Hands over what is in the store, if that was asked for; the transaction does not know it any more.
    func takeKeys() -> StoredKeys? {
        defer { known = nil }
        return known
    }

    /// The next number of a table whose rows are numbered.
    func nextNumber(_ table: StoreTable) throws -> Int64 {
        try Int64.fetchOne(db.cachedStatement(sql: "SELECT coalesce(max(\(table.columns[0])), 0) + 1 FROM \(table.name)"))!
    }

    /// Adds a row; its values in the order of ``StoreTable/columns``.
    func insert(_ table: StoreTable, _ values: [StoredValue]) throws {
        precondition(values.count == table.columns.count, "\(values.count) values for a row of \(table.name)")
        let digest = RowDigest.of(values, in: table)
        let marks = Array(repeating: "?", count: values.count + 1).joined(separator: ", ")
        try db.cachedStatement(sql: "INSERT INTO \(table.name) (\(table.listing)) VALUES (\(marks))")
            .execute(arguments: StatementArguments(values + [.integer(digest)]))
        try change(table) { $0.add(digest) }
        known?.add(table, values)
        if table.hasCopy { try insert(.secondCopy, [StoredValue(table.name), Self.key(of: values), .blob(RowCopy.pack(values))]) }
    }

    /// Changes the rows that a condition chooses.
    /// - Returns: how many there were.
    @discardableResult
    func update(_ table: StoreTable, where sql: String, _ arguments: [StoredValue], _ change: (inout [StoredValue]) -> Void) throws -> Int {
        let rows = try VerifiedScan.rows(table, db, where: sql, arguments)
        for old in rows {
            var new = old
            change(&new)
            guard new != old else { continue }
            try remove(table, old, digest: RowDigest.of(old, in: table))
            try insert(table, new)
        }
        return rows.count
    }

    /// Takes out the rows that a condition chooses.
    /// - Returns: how many there were.
    @discardableResult
    func delete(_ table: StoreTable, where sql: String, _ arguments: [StoredValue]) throws -> Int {
        let rows = try VerifiedScan.rows(table, db, where: sql, arguments)
        for row in rows { try remove(table, row, digest: RowDigest.of(row, in: table)) }
        return rows.count
    }

    /// Empties a table that has no second copies, whatever is in it.
    func empty(_ table: StoreTable) throws {
        try db.execute(sql: "DELETE FROM \(table.name)")
        tallies[table.name] = Tally()
    }

    private func remove(_ table: StoreTable, _ row: [StoredValue], digest: Int64) throws {
        try db.cachedStatement(sql: "DELETE FROM \(table.name) WHERE \(table.isKey)")
            .execute(arguments: StatementArguments(Array(row.prefix(table.keyCount))))
        try change(table) { $0.remove(digest) }
        known?.remove(table, row)
        if table.hasCopy { try delete(.secondCopy, where: "origin = ? AND key = ?", [StoredValue(table.name), Self.key(of: row)]) }
    }

    /// Writes digests, copies and tally for the rows of a table that has none yet: one brought over from an older schema.
    func seal(_ table: StoreTable) throws {
        var tally = Tally()
        var rows: [[StoredValue]] = []
        try VerifiedScan.run("SELECT \(table.columns.joined(separator: ", ")) FROM \(table.name)", [], db) { row in
            rows.append(row.values(of: table))
        }
        for values in rows {
            let digest = RowDigest.of(values, in: table)
            try db.cachedStatement(sql: "UPDATE \(table.name) SET digest = ? WHERE \(table.isKey)")
                .execute(arguments: StatementArguments([.integer(digest)] + values.prefix(table.keyCount)))
            tally.add(digest)
            if table.hasCopy { try insert(.secondCopy, [StoredValue(table.name), Self.key(of: values), .blob(RowCopy.pack(values))]) }
        }
        tallies[table.name] = tally
    }

    /// Says which version the tables have, beside the contents.
    func setVersion(_ version: Int) { tallies[Tally.schema] = Tally(rows: version, sum: 0) }

    /// Says that the findings belong to the contents as they are now.
    func rememberContents() throws { tallies[Tally.judged] = try Tally.ofContents(db) }

    /// Writes the tallies; the last thing in a transaction.
    func finish() throws {
        for (name, tally) in tallies.sorted(by: { $0.key < $1.key }) {
            let values: [StoredValue] = [StoredValue(name), StoredValue(tally.rows), .integer(Int64(bitPattern: tally.sum))]
            try db.cachedStatement(sql: "INSERT OR REPLACE INTO tally (\(StoreTable.tally.listing)) VALUES (?, ?, ?, ?)")
                .execute(arguments: StatementArguments(values + [.integer(RowDigest.of(values, in: .tally))]))
        }
        tallies = [:]
    }

    private func change(_ table: StoreTable, _ change: (inout Tally) -> Void) throws {
        var tally = try tallies[table.name] ?? Tally.stored(of: table, db)
        change(&tally)
        tallies[table.name] = tally
    }

    /// The key of a row with a single column as key, as a text.
    static func key(of values: [StoredValue]) -> StoredValue {
        if case .integer(let number) = values[0] { StoredValue(String(number)) } else { values[0] }
    }
}

extension StatementArguments {
    fileprivate init(_ values: [StoredValue]) {
        self.init(
            values.map { value -> (any DatabaseValueConvertible)? in
                switch value {
                case .null: nil
                case .integer(let number): number
                case .text: value.text
                case .blob(let bytes): Data(bytes)
                }
            })
    }
}

/// The columns of a row in one blob, for its second copy.
///
/// **Layout.** A byte a column that says what it is (0 none, 1 a number, 2 a text, 3 bytes), then the number as eight bytes, or length and bytes.
enum RowCopy {
    static func pack(_ values: [StoredValue]) -> [UInt8] {
        var writer = ByteWriter()
        for value in values {
            switch value {
            case .null: writer.byte(0)
            case .integer(let number):
                writer.byte(1)
                writer.fixed(number)
            case .text(let bytes):
                writer.byte(2)
                writer.data(bytes)
            case .blob(let bytes):
                writer.byte(3)
                writer.data(bytes)
            }
        }
        return writer.bytes
    }

    /// - Throws: ``StoreError/damaged(_:)`` when the bytes are none of `count` columns.
    static func unpack(_ bytes: [UInt8], count: Int) throws(StoreError) -> [StoredValue] {
        let outcome: Result<[StoredValue], StoreError> = bytes.withUnsafeBytes { buffer in
            var reader = ByteReader(buffer)
            do throws(StoreError) {
                var values: [StoredValue] = []
                for _ in 0..<count {
                    switch try reader.byte() {
                    case 0: values.append(.null)
                    case 1: values.append(.integer(try reader.fixed(Int64.self)))
                    case 2: values.append(.text(try reader.data()))
                    case 3: values.append(.blob(try reader.data()))
                    default: throw .damaged("a value of an unknown kind")
                    }
                }
                return .success(values)
            } catch { return .failure(error) }
        }
        return try outcome.get()
    }
}
