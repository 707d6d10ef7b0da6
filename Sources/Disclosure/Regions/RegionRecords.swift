import CRegionData

/// Joins the three embedded tables (codes of today, history of counties since 2007, changes since 2008) into one list of regions.
struct RegionRecords {
    private(set) var regions: [Region] = []

    private struct Change {
        let year: Int
        let type: String
        let level: Int
        let oldCode: String
        let oldName: String
        let newCode: String
    }

    private struct Current {
        let name: String
        let level: Body.Level
        let parentCode: String?
    }

    /// Mergers that the table of changes leaves without their new code.
    private static let mergedInto = [
        "330103": "330105", "350403": "350404", "410306": "410308", "410322": "410308", "140402": "140403", "140411": "140403",
        "370802": "370811",
    ]

    static func embedded() -> [Region] {
        var records = RegionRecords()
        let changes = readChanges()
        let (order, current) = readCurrent()
        let covered = records.addCounties(current: current, changes: changes)
        records.addHigherLevels(order: order, current: current, changes: changes, covered: covered)
        return records.regions
    }

    private static func readCurrent() -> (order: [String], byCode: [String: Current]) {
        var order: [String] = []
        var byCode: [String: Current] = [:]
        EmbeddedTable(region_codes_csv_bytes(), count: region_codes_csv_length).forEachRow { row in
            let parent = row(3)
            order.append(row(0))
            byCode[row(0)] = Current(name: row(1), level: Body.Level(rawValue: row(2)) ?? .unknown, parentCode: parent.isEmpty ? nil : parent)
        }
        return (order, byCode)
    }

    private static func readChanges() -> [Change] {
        var changes: [Change] = []
        EmbeddedTable(region_changes_csv_bytes(), count: region_changes_csv_length).forEachRow { row in
            guard let year = row.integer(0), let level = row.integer(2) else { return }
            changes.append(Change(year: year, type: row(1), level: level, oldCode: row(3), oldName: row(4), newCode: row(6)))
        }
        return changes
    }

    /// The successor that the changes name for a code that is no longer in force. A county dissolved into a county of another prefecture is
    /// a coincidence of names in the table (桥东区), not a successor.
    private static func successor(of code: String, in changes: [String: Change], current: [String: Current]) -> String? {
        if let merged = mergedInto[code] { return merged }
        guard let change = changes[code], !change.newCode.isEmpty, change.newCode != code, current[change.newCode] != nil else { return nil }
        if change.type == "撤销", change.newCode.prefix(4) != code.prefix(4), !change.newCode.hasSuffix("00"), !code.hasSuffix("00") { return nil }
        return change.newCode
    }

    /// Adds the counties and returns the codes that the history knows.
    private mutating func addCounties(current: [String: Current], changes: [Change]) -> Set<String> {
        let byOldCode = Dictionary(changes.filter { !$0.oldCode.isEmpty && $0.newCode != $0.oldCode }.map { ($0.oldCode, $0) }) { $1 }
        var covered: Set<String> = []
        let lastYear = 2024
        EmbeddedTable(region_history_csv_bytes(), count: region_history_csv_length).forEachRow { row in
            guard let first = row.integer(7), let last = row.integer(8) else { return }
            let code = row(0)
            covered.insert(code)
            let isOpen = last == lastYear && current[code] != nil
            var later: String? = row(11)
            if later == code || later == "" { later = nil }
            if later == nil && !isOpen && current[code] == nil { later = Self.successor(of: code, in: byOldCode, current: current) }
            // The history files counties of municipalities and those directly under a province below a prefecture that does not exist.
            let isNominal = ["市辖区", "县", "直辖县"].contains(row(3))
            let parent = current[code]?.parentCode ?? (isNominal ? row(4) : row(2))
            regions.append(
                Region(
                    code: code, name: row(1), level: .county, parentCode: parent,
                    years: (first == 2007 ? Region.earliestYear : first)...(isOpen ? Region.latestYear : last), laterCode: later))
        }
        return covered
    }

    /// Adds provinces and prefectures, former prefectures, and counties younger than the history.
    private mutating func addHigherLevels(order: [String], current: [String: Current], changes: [Change], covered: Set<String>) {
        let upper = changes.filter { $0.level == 2 }
        for code in order where !covered.contains(code) {
            let entry = current[code]!
            // A county that the history to 2024 does not have came after it.
            var first = entry.level == .county ? 2025 : Region.earliestYear
            if let renaming = upper.first(where: { $0.oldCode == code && $0.newCode == code }) {
                regions.append(
                    Region(
                        code: code, name: renaming.oldName, level: entry.level, parentCode: entry.parentCode,
                        years: Region.earliestYear...renaming.year - 1))
                first = renaming.year
            } else if let founding = upper.first(where: { $0.newCode == code && $0.oldCode != code }) {
                first = founding.year
            }
            regions.append(
                Region(code: code, name: entry.name, level: entry.level, parentCode: entry.parentCode, years: first...Region.latestYear))
        }
        for change in upper where !change.oldCode.isEmpty && current[change.oldCode] == nil {
            regions.append(
                Region(
                    code: change.oldCode, name: change.oldName, level: .prefecture, parentCode: change.oldCode.prefix(2) + "0000",
                    years: Region.earliestYear...change.year - 1, laterCode: change.newCode.isEmpty ? nil : change.newCode))
        }
    }
}
