import GRDB

/// What is in a store, by what is asked before a row is written: bodies by key, reports by body, layouts by content.
///
/// Indexes are not believed (``VerifiedScan``), and a scan for every report would make a put dearer the more there are. So the three tables are read once, whole and
/// checked, and the transaction that changes rows changes this with them. It belongs to the state of the tables that their tallies tell: what another program has
/// added since is read then, and where that does not come to the tallies, or a transaction failed, all is read anew.
struct StoredKeys: Sendable {
    /// A report, without what is not asked for.
    struct Report: Sendable {
        let id: Int64
        let year: Int
        let version: Int
        let sha256: [UInt8]
        let isCurrent: Bool
        let isForgotten: Bool
    }

    private(set) var bodies: [StoredValue: Int64] = [:]
    private var reports: [Int64: [Report]] = [:]
    private var layouts: [[StoredValue]: Int64] = [:]
    /// The largest number in each table.
    private var last: [String: Int64] = [:]

    private static let tables = [StoreTable.body, .report, .layout]

    /// Reads the tables. O(rows).
    ///
    /// - Parameter tallies: by table, what a transaction has made of the tallies and not written yet.
    /// - Throws: ``StoreError/damaged(_:)``.
    init(_ db: Database, tallies: [String: Tally] = [:]) throws {
        for table in Self.tables {
            try VerifiedScan.forEach(table, db, tally: tallies[table.name]) { row in add(table, row.values(of: table)) }
        }
    }

    /// What tells the state of the tables.
    static func state(_ db: Database) throws -> [Tally] { try tables.map { try Tally.stored(of: $0, db) } }

    /// These keys with the rows that were added to a store since it had a state; `nil` when more than that has changed. O(rows added).
    func broughtUp(from state: [Tally], _ db: Database) throws -> StoredKeys? {
        var keys = self
        for (table, before) in zip(Self.tables, state) {
            let now = try Tally.stored(of: table, db)
            if now == before { continue }
            var tally = before
            let added = (sql: "\(table.columns[0]) > ?", values: [StoredValue.integer(last[table.name] ?? 0)])
            try VerifiedScan.forEach(table, db, where: added) { row in
                tally.add(row.integer(table.columns.count))
                keys.add(table, row.values(of: table))
            }
            guard tally == now else { return nil }
        }
        return keys
    }

    /// The reports of a body, in no order.
    func reports(of body: Int64) -> [Report] { reports[body] ?? [] }

    /// The number of the layout with these cells.
    func layout(_ edition: StoredValue, _ indicators: StoredValue) -> Int64? { layouts[[edition, indicators]] }

    /// Takes note of a row that was added.
    mutating func add(_ table: StoreTable, _ values: [StoredValue]) {
        guard let id = values[0].integer else { return }
        last[table.name] = max(last[table.name] ?? 0, id)
        switch table.name {
        case StoreTable.body.name: bodies[values[table["key"]]] = id
        case StoreTable.layout.name: layouts[Array(values[1...])] = id
        case StoreTable.report.name:
            guard let body = values[table["body_id"]].integer, case .text(let sha256) = values[table["sha256"]] else { return }
            reports[body, default: []].append(
                Report(
                    id: id, year: values[table["year"]].int, version: values[table["version"]].int, sha256: sha256,
                    isCurrent: values[table["current"]].int == 1, isForgotten: values[table["forgotten"]].int == 1))
        default: break
        }
    }

    /// Takes note of a row that was taken out.
    mutating func remove(_ table: StoreTable, _ values: [StoredValue]) {
        switch table.name {
        case StoreTable.body.name: bodies[values[table["key"]]] = nil
        case StoreTable.layout.name: layouts[Array(values[1...])] = nil
        case StoreTable.report.name: if let body = values[table["body_id"]].integer { reports[body]?.removeAll { $0.id == values[0].integer } }
        default: break
        }
    }
}

/// The keys of a store between two of its transactions.
struct RememberedKeys: Sendable {
    private var kept: (state: [Tally], keys: StoredKeys)?

    /// Hands the keys over, brought up to the tables as they are now; `nil` when they are to be read. They are remembered again by ``remember(_:_:)``.
    mutating func taken(_ db: Database) throws -> StoredKeys? {
        defer { kept = nil }
        return try kept?.keys.broughtUp(from: kept!.state, db)
    }

    /// Remembers keys that are those of the tables as they are now.
    mutating func remember(_ keys: StoredKeys, _ db: Database) throws { kept = (try StoredKeys.state(db), keys) }
}
