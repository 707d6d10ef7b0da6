import GRDB

extension Store {
    /// Takes reports out: they are kept, and no command uses them. The newest of the other versions of a year is used in place of one that was.
    public func forget(reports ids: Set<Int>) throws(StoreError) {
        try mark(ids, forgotten: true)
    }

    /// Uses reports again that were taken out.
    public func bringBack(reports ids: Set<Int>) throws(StoreError) {
        try mark(ids, forgotten: false)
    }

    private func mark(_ ids: Set<Int>, forgotten: Bool) throws(StoreError) {
        let table = StoreTable.report
        try transaction { transaction in
            for id in ids.sorted() {
                try transaction.update(table, where: "id = ?", [StoredValue(id)]) { row in
                    row[table["forgotten"]] = StoredValue(forgotten ? 1 : 0)
                    row[table["current"]] = StoredValue(0)
                }
                guard let row = try VerifiedScan.row(table, transaction.db, key: [StoredValue(id)]) else { continue }
                try Self.useNewest(bodyID: row[table["body_id"]].integer ?? 0, year: row[table["year"]].int, transaction)
            }
            // A file whose report was taken out is read when it is met again.
            if forgotten { try Self.forgetSources(of: ids, transaction) }
        }
    }

    /// Makes the newest version of a body and year that is not taken out the one that is used.
    private static func useNewest(bodyID: Int64, year: Int, _ transaction: StoreTransaction) throws {
        let kept = try transaction.keys().reports(of: bodyID).filter { $0.year == year && !$0.isForgotten }
        guard let newest = kept.max(by: { $0.version < $1.version }) else { return }
        try use(newest.id, bodyID: bodyID, year: year, transaction)
    }

    /// Removes reports for good, with their verdicts and findings where no other version of the year is left, and their bytes from the file.
    ///
    /// Rows that are deleted are overwritten, and the file is written anew without the room that they took. What the disk keeps of earlier states of the
    /// file, and other copies of it, is beyond the reach of any program.
    public func purge(reports ids: Set<Int>) throws(StoreError) {
        let table = StoreTable.report
        try transaction { transaction in
            try Self.forgetSources(of: ids, transaction)
            for id in ids.sorted() {
                let key = [StoredValue(id)]
                guard let row = try VerifiedScan.row(table, transaction.db, key: key) else { continue }
                for part in [StoreTable.cells, .places, .prose] { try transaction.delete(part, where: "report_id = ?", key) }
                try transaction.delete(table, where: "id = ?", key)
                let (bodyID, year) = (row[table["body_id"]], row[table["year"]])
                try Self.useNewest(bodyID: bodyID.integer ?? 0, year: year.int, transaction)
                let others = try transaction.keys().reports(of: bodyID.integer ?? 0)
                guard let body = try VerifiedScan.row(.body, transaction.db, key: [bodyID]) else { continue }
                if !others.contains(where: { $0.year == year.int }) {
                    let about = [body[StoreTable.body["name"]], year]
                    for finding in [StoreTable.verdict, .finding] {
                        for row in try VerifiedScan.rows(finding, transaction.db, where: "entity = ? AND year = ?", about) {
                            for trace in [StoreTable.verdictLog, .firstSeen] { try transaction.delete(trace, where: "fingerprint = ?", [row[0]]) }
                        }
                    }
                    try transaction.delete(.verdict, where: "entity = ? AND year = ?", about)
                    try transaction.delete(.finding, where: "entity = ? AND year = ?", about)
                }
                if others.isEmpty { try transaction.delete(.body, where: "id = ?", [bodyID]) }
            }
        }
        try compact()
    }

    /// Takes out panels, or uses them again.
    public func mark(panels names: Set<String>, forgotten: Bool) throws(StoreError) {
        let table = StoreTable.panel
        try transaction { transaction in
            for name in names.sorted() {
                try transaction.update(table, where: "name = ?", [StoredValue(name)]) { $0[table["forgotten"]] = StoredValue(forgotten ? 1 : 0) }
            }
        }
    }

    /// Removes panels for good, and their bytes from the file. Verdicts on their findings stay.
    public func purge(panels names: Set<String>) throws(StoreError) {
        try transaction { transaction in
            for name in names.sorted() {
                for row in try VerifiedScan.rows(.panel, transaction.db, where: "name = ?", [StoredValue(name)]) {
                    try Self.removePanel(row[0], transaction)
                }
            }
        }
        try compact()
    }

    /// Name, file and state of every panel, in the order of their names.
    public func panelListing() throws(StoreError) -> [(name: String, source: String, isForgotten: Bool)] {
        let table = StoreTable.panel
        return try read { db in
            var listing: [(name: String, source: String, isForgotten: Bool)] = []
            try VerifiedScan.forEach(table, db) { row in
                listing.append((row.text(table["name"]), row.text(table["source"]), row.int(table["forgotten"]) == 1))
            }
            return listing.sorted { $0.name < $1.name }
        }
    }

    private func compact() throws(StoreError) {
        try write { db in try db.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE); VACUUM; PRAGMA wal_checkpoint(TRUNCATE)") }
    }
}
