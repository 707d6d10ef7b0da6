import Disclosure
import FilePaths
import GRDB

/// Copies what is whole of a damaged store: every row whose digest fits, wherever in the file it lies, and of these the reports and panels of which
/// no part is missing.
///
/// Rows are looked for page by page (``PageRecords``), so neither a damaged header, schema, index nor tree hides them. What is lost of bodies, lists
/// and verdicts comes back from its second copy. What is missing then is told by the parts that refer to each other and by the tallies.
enum Salvage {
    /// A copy in memory with what is missing from it; `nil` when nothing of a store is in the file, or that of a newer program is.
    static func copy(of path: String) throws(StoreError) -> (DatabaseQueue, StoreDamage)? {
        let image = try DatabaseImage(path: path)
        return try Store.checked(path) {
            let target = try DatabaseQueue(configuration: Store.configuration)
            return try copy(image, to: target, path: path).map { (target, $0) }
        }
    }

    /// Fills an empty database.
    static func copy(_ image: DatabaseImage, to target: DatabaseQueue, path: String) throws -> StoreDamage? {
        let found = Rows(image)
        guard let schema = found.tallies[Tally.schema] ?? (found.isEmpty ? nil : Tally(rows: Store.schemaVersion, sum: 0)),
            (StoreSchema.sealedSince...Store.schemaVersion).contains(schema.rows)
        else { return nil }
        return try target.write { db in
            try db.execute(sql: "PRAGMA defer_foreign_keys = ON")
            try StoreSchema.upgrade(db, path)
            let transaction = StoreTransaction(db)
            var filling = Filling(transaction: transaction, found: found)
            let damage = try filling.run()
            try transaction.finish()
            return damage
        }
    }

    /// The rows of a store that are as they were written.
    struct Rows {
        private(set) var rows: [String: [[StoredValue]: [StoredValue]]] = [:]
        private(set) var tallies: [String: Tally] = [:]
        private(set) var found: [String: Tally] = [:]

        var isEmpty: Bool { rows.isEmpty }

        init(_ image: DatabaseImage) {
            let tables = Dictionary(grouping: StoreTable.all + [.tally]) { $0.columns.count + 1 }
            PageRecords(image).forEach { record in
                for table in tables[record.values.count] ?? [] {
                    var values = record.values
                    if table.isNumbered {
                        // SQLite keeps the number beside the record.
                        guard case .null = values[0], let number = record.number else { continue }
                        values[0] = .integer(number)
                    }
                    guard case .integer(let digest) = values.removeLast(), RowDigest.of(values, in: table) == digest else { continue }
                    add(values, digest, to: table)
                    return
                }
            }
        }

        private mutating func add(_ values: [StoredValue], _ digest: Int64, to table: StoreTable) {
            let key = Array(values.prefix(table.keyCount))
            if table.name == StoreTable.tally.name {
                tallies[values[0].text] = Tally(rows: values[1].int, sum: UInt64(bitPattern: values[2].integer ?? 0))
            } else if rows[table.name, default: [:]].updateValue(values, forKey: key) == nil {
                found[table.name, default: Tally()].add(digest)
            }
        }

        /// The rows of a table in the order of their keys.
        func of(_ table: StoreTable) -> [[StoredValue]] {
            (rows[table.name] ?? [:]).values.sorted { one, other in
                for (left, right) in zip(one.prefix(table.keyCount), other.prefix(table.keyCount)) where left != right {
                    if let left = left.integer, let right = right.integer { return left < right }
                    return left.text < right.text
                }
                return false
            }
        }

        /// How many rows of a table are missing; `nil` when that cannot be told.
        func missing(of table: StoreTable) -> Int? {
            guard let stated = tallies[table.name] else { return tallies[Tally.schema] == nil ? nil : 0 }
            let own = found[table.name] ?? Tally()
            return own == stated ? 0 : max(1, stated.rows - own.rows)
        }
    }

    /// Puts rows into an empty store, and finds out what is missing.
    private struct Filling {
        let transaction: StoreTransaction
        let found: Rows
        var damage = StoreDamage()

        mutating func run() throws -> StoreDamage {
            var restored: [String: [[StoredValue]]] = [:]
            for copy in found.of(.secondCopy) {
                guard let table = StoreTable.all.first(where: { $0.hasCopy && $0.name == copy[0].text }),
                    let values = try? RowCopy.unpack(copy[2].bytes, count: table.columns.count),
                    found.rows[table.name]?[Array(values.prefix(table.keyCount))] == nil
                else { continue }
                restored[table.name, default: []].append(values)
                damage.restored += 1
            }
            func rows(_ table: StoreTable) -> [[StoredValue]] { found.of(table) + (restored[table.name] ?? []) }
            for table in [StoreTable.body, .layout, .verdict, .verdictLog] {
                for row in rows(table) { try transaction.insert(table, row) }
            }
            // What analyses and the last run of ingest remember is made anew, and not worth a half.
            for table in [StoreTable.finding, .firstSeen, .sourceFile] where found.missing(of: table) == 0 {
                for row in found.of(table) { try transaction.insert(table, row) }
            }
            try fillReports(rows(.report), layouts: Set(rows(.layout).map { $0[0] }), bodies: rows(.body))
            try fillPanels(rows(.panel))
            damage.verdicts = missing(.verdict, restored)
            damage.unnamedReports = max(damage.unnamedReports, missing(.report, restored))
            damage.unnamedPanels = missing(.panel, restored)
            damage.isUncertain = [StoreTable.report, .verdict, .panel].contains { found.missing(of: $0) == nil }
            damage.reports.sort {
                if $0.body.key != $1.body.key { return $0.body.precedes($1.body) }
                return ($0.year, $0.version) < ($1.year, $1.version)
            }
            return damage
        }

        /// How many rows of a table neither they themselves nor their copies give.
        private func missing(_ table: StoreTable, _ restored: [String: [[StoredValue]]]) -> Int {
            guard let stated = found.tallies[table.name] else { return 0 }
            return max(0, stated.rows - (found.found[table.name]?.rows ?? 0) - (restored[table.name]?.count ?? 0))
        }

        private mutating func fillReports(_ reports: [[StoredValue]], layouts: Set<StoredValue>, bodies: [[StoredValue]]) throws {
            let table = StoreTable.report
            let parts = [StoreTable.cells, .places, .prose].map { part in (part, Dictionary(grouping: found.of(part)) { $0[0] }) }
            let bodyOf = Dictionary(bodies.map { ($0[0], $0) }, uniquingKeysWith: { first, _ in first })
            for report in reports {
                let id = report[0]
                let forms = report[table["forms"]].int
                let counts = [forms, forms, 1]
                let isWhole =
                    zip(parts, counts).allSatisfy { part, count in (part.1[id]?.count ?? 0) == count }
                    && (parts[0].1[id] ?? []).allSatisfy { layouts.contains($0[2]) }
                guard let body = bodyOf[report[table["body_id"]]] else {
                    damage.unnamedReports += 1
                    continue
                }
                guard isWhole else {
                    damage.reports.append(Self.damaged(report, Store.body(body)))
                    continue
                }
                try transaction.insert(table, report)
                for (part, rows) in parts {
                    for row in rows[id] ?? [] { try transaction.insert(part, row) }
                }
            }
            let known = Set(reports.map { $0[0] })
            let orphans = Set(parts.flatMap { $0.1.keys }).subtracting(known)
            damage.unnamedReports += orphans.count
        }

        private static func damaged(_ row: [StoredValue], _ body: Body) -> StoreDamage.Report {
            let table = StoreTable.report
            func text(_ column: String) -> String { row[table[column]].text }
            var body = body
            body.scope = Body.Scope(rawValue: text("scope")) ?? .unknown
            return StoreDamage.Report(
                id: row[0].int, body: body, year: row[table["year"]].int, version: row[table["version"]].int,
                source: ReportSource(path: FilePath(shown: text("source")), sha256: text("sha256"), format: text("format")),
                isCurrent: row[table["current"]].int == 1, isForgotten: row[table["forgotten"]].int == 1,
                exactRules: row[table["exact_rules"]].integer.map(Int.init), violated: row[table["violated"]].integer.map(Int.init))
        }

        private mutating func fillPanels(_ panels: [[StoredValue]]) throws {
            let table = StoreTable.panel
            let parts = [(StoreTable.panelVariable, "variables"), (.panelAttribute, "attributes"), (.panelDetail, "details")].map { part, count in
                (table: part, count: table[count], rows: Dictionary(grouping: found.of(part)) { $0[0] })
            }
            for panel in panels {
                guard parts.allSatisfy({ ($0.rows[panel[0]]?.count ?? 0) == panel[$0.count].int }) else {
                    damage.panels.append(StoreDamage.Panel(name: panel[table["name"]].text, source: panel[table["source"]].text))
                    continue
                }
                try transaction.insert(table, panel)
                for part in parts {
                    for row in part.rows[panel[0]] ?? [] { try transaction.insert(part.table, row) }
                }
            }
            damage.panels.sort { $0.name < $1.name }
        }
    }
}
