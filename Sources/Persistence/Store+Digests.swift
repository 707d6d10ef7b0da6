import GRDB

extension Store {
    /// The digest of each report over everything that the store has of it: its row, its cells with their layouts, its places, its prose.
    ///
    /// Every row is read and checked, so that damage is met here, before anything was told from the numbers. O(bytes), near the speed of the disk.
    public func reportDigests() throws(StoreError) -> [Int: UInt64] {
        try read { db in
            var layouts: [Int64: UInt64] = [:]
            try VerifiedScan.forEach(.layout, db) { row in layouts[row.integer(0)] = Self.digest(of: row, in: .layout) }
            var digests: [Int: UInt64] = [:]
            try VerifiedScan.forEach(.report, db) { row in digests[row.int(0)] = Self.digest(of: row, in: .report) }
            try VerifiedScan.forEach(.cells, db) { row in
                // A layout without a row is damage, met where the form is read.
                digests[row.int(0), default: 0] &+= Self.mixed(Self.digest(of: row, in: .cells) &+ Self.mixed(layouts[row.integer(2)] ?? 0))
            }
            for table in [StoreTable.places, .prose] {
                try VerifiedScan.forEach(table, db) { row in digests[row.int(0), default: 0] &+= Self.mixed(Self.digest(of: row, in: table)) }
            }
            return digests
        }
    }

    /// What tells the panels from elsewhere that are in the store from any others: the tallies of their tables.
    public func importDigest() throws(StoreError) -> [UInt64] { try tallies(of: [.panel, .panelAttribute, .panelVariable, .panelDetail]) }

    /// What tells the verdicts and the remembered findings from any others: the tallies of their tables.
    public func findingDigest() throws(StoreError) -> [UInt64] { try tallies(of: [.verdict, .finding]) }

    private func tallies(of tables: [StoreTable]) throws(StoreError) -> [UInt64] {
        try read { db in
            try tables.flatMap { table in
                let tally = try Tally.stored(of: table, db)
                return [UInt64(tally.rows), tally.sum]
            }
        }
    }

    /// The digest that stands behind the columns of a row.
    private static func digest(of row: ScannedRow, in table: StoreTable) -> UInt64 { UInt64(bitPattern: row.integer(table.columns.count)) }

    /// Spreads the bits of a digest, so that a sum of several tells them apart (the finalizer of SplitMix64).
    private static func mixed(_ value: UInt64) -> UInt64 {
        var value = value &+ 0x9E37_79B9_7F4A_7C15
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}
