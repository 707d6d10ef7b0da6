import Disclosure
import GRDB

/// Something that two stores say differently: what was kept of it, and what was not.
public struct MergeConflict: Sendable, Hashable {
    /// What the stores differ in.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// Other bytes are used for a body and year. Both stay, as versions.
        case version
        /// Another verdict, or another note, on the same finding.
        case verdict
        /// Another panel of the same name.
        case panel
    }

    /// What they differ in.
    public var kind: Kind
    /// The path of the store that came later, whose word holds.
    public var store: String
    /// The body's name; empty for a panel.
    public var entity: String
    /// The year; `nil` for a panel, and where a verdict does not know it.
    public var year: Int?
    /// The file of a report, the fingerprint of a finding, the name of a panel.
    public var subject: String
    /// What holds: a digest of bytes, or a verdict with its note.
    public var kept: String
    /// What the stores before said.
    public var replaced: String
}

extension Store {
    /// Adds everything of another store, all of it or nothing: reports with all their versions, verdicts, findings, panels, and which files were read.
    ///
    /// What both have is there once. Where they differ, what comes from `source` is used, and the difference is returned; of a report both files stay, as
    /// versions of one body and year. A store of several parts merged in any order holds the same reports; only who wins depends on the order.
    ///
    /// - Returns: the differences, by kind, body, year and subject.
    /// - Throws: ``StoreError``.
    /// - Complexity: linear in the rows of both stores; the rows of `source` are copied one after the other.
    public func merge(_ source: Store) throws(StoreError) -> [MergeConflict] {
        let conflicts: [MergeConflict] = try source.read { other in
            try self.transaction { transaction in
                var merge = StoreMerge(from: other, path: source.path, into: transaction)
                try merge.run()
                return merge.conflicts
            }
        }
        return conflicts.sorted {
            ($0.kind.rawValue, $0.entity, $0.year ?? .min, $0.subject) < ($1.kind.rawValue, $1.entity, $1.year ?? .min, $1.subject)
        }
    }
}

/// The copying of one store into another, row by row, with new numbers.
private struct StoreMerge {
    private struct Slot: Hashable {
        let body: Int64
        let year: Int
    }

    /// A report that the target has.
    private struct Known {
        let id: Int64
        let sha256: String
        var version: Int
        var isCurrent: Bool
        var isForgotten: Bool
    }

    let other: Database
    let path: String
    let transaction: StoreTransaction
    private(set) var conflicts: [MergeConflict] = []
    /// The numbers in the target by those in the source.
    private var bodies: [Int64: Int64] = [:]
    private var layouts: [Int64: Int64] = [:]
    private var reports: [Int64: Int64] = [:]
    /// The reports whose contents have to be copied.
    private var added: Set<Int64> = []
    private var names: [Int64: String] = [:]

    init(from other: Database, path: String, into transaction: StoreTransaction) {
        (self.other, self.path, self.transaction) = (other, path, transaction)
    }

    mutating func run() throws {
        try mergeBodies()
        try mergeLayouts()
        try mergeReports()
        try copyContents()
        try mergeVerdicts()
        try mergeHistory()
        try mergeFindings()
        try mergePanels()
        try mergeSources()
    }

    private mutating func mergeBodies() throws {
        let table = StoreTable.body
        var known: [StoredValue: Int64] = [:]
        try VerifiedScan.forEach(table, transaction.db) { known[$0.value(table["key"])] = $0.integer(0) }
        var next = try transaction.nextNumber(table)
        try VerifiedScan.forEach(table, other) { row in
            names[row.integer(0)] = row.text(table["name"])
            if let id = known[row.value(table["key"])] {
                bodies[row.integer(0)] = id
                return
            }
            var values = row.values(of: table)
            values[0] = .integer(next)
            try transaction.insert(table, values)
            bodies[row.integer(0)] = next
            next += 1
        }
    }

    private mutating func mergeLayouts() throws {
        let table = StoreTable.layout
        var known: [[StoredValue]: Int64] = [:]
        try VerifiedScan.forEach(table, transaction.db) { known[[$0.value(1), $0.value(2)]] = $0.integer(0) }
        var next = try transaction.nextNumber(table)
        try VerifiedScan.forEach(table, other) { row in
            if let id = known[[row.value(1), row.value(2)]] {
                layouts[row.integer(0)] = id
                return
            }
            try transaction.insert(table, [.integer(next), row.value(1), row.value(2)])
            layouts[row.integer(0)] = next
            next += 1
        }
    }

    private mutating func mergeReports() throws {
        let table = StoreTable.report
        var known: [Slot: [Known]] = [:]
        try VerifiedScan.forEach(table, transaction.db) { row in
            known[Slot(body: row.integer(1), year: row.int(2)), default: []].append(Self.known(row, table))
        }
        var groups: [Slot: [[StoredValue]]] = [:]
        try VerifiedScan.forEach(table, other) { row in
            guard let body = bodies[row.integer(1)] else { throw StoreError.damaged("report \(row.integer(0)) of an unknown body") }
            groups[Slot(body: body, year: row.int(2)), default: []].append(row.values(of: table))
        }
        var next = try transaction.nextNumber(table)
        for (slot, rows) in groups.sorted(by: { ($0.key.body, $0.key.year) < ($1.key.body, $1.key.year) }) {
            try merge(rows.sorted { $0[table["version"]].int < $1[table["version"]].int }, at: slot, known: known[slot] ?? [], next: &next)
        }
    }

    private static func known(_ row: ScannedRow, _ table: StoreTable) -> Known {
        Known(
            id: row.integer(0), sha256: row.text(table["sha256"]), version: row.int(table["version"]), isCurrent: row.int(table["current"]) == 1,
            isForgotten: row.int(table["forgotten"]) == 1)
    }

    /// Adds the versions of one body and year, and settles which of them is used.
    private mutating func merge(_ rows: [[StoredValue]], at slot: Slot, known: [Known], next: inout Int64) throws {
        let table = StoreTable.report
        let before = known.first { $0.isCurrent }
        var last = known.map(\.version).max()
        var current: (id: Int64, sha256: String, row: [StoredValue])?
        for row in rows {
            let number = row[0].integer ?? 0
            let digest = row[table["sha256"]].text
            let isCurrent = row[table["current"]].int == 1
            if let same = known.first(where: { $0.sha256 == digest }) {
                reports[number] = same.id
                if isCurrent { current = (same.id, digest, row) }
                continue
            }
            var values = row
            values[0] = .integer(next)
            values[1] = .integer(slot.body)
            // A store of its own keeps its numbers; behind other versions the next ones are given.
            if let version = last {
                values[table["version"]] = StoredValue(version + 1)
                last = version + 1
            }
            if before != nil { values[table["current"]] = StoredValue(0) }
            try transaction.insert(table, values)
            reports[number] = next
            added.insert(number)
            if isCurrent { current = (next, digest, row) }
            next += 1
        }
        guard let current, current.id != before?.id else { return }
        if let before {
            try set(before.id, current: false)
            conflicts.append(
                MergeConflict(
                    kind: .version, store: path, entity: name(of: current.row), year: slot.year, subject: current.row[table["source"]].text,
                    kept: current.sha256, replaced: before.sha256))
        }
        try set(current.id, current: true)
    }

    private func name(of report: [StoredValue]) -> String { report[1].integer.flatMap { names[$0] } ?? "" }

    private func set(_ id: Int64, current: Bool) throws {
        let table = StoreTable.report
        try transaction.update(table, where: "id = ?", [.integer(id)]) { row in
            row[table["current"]] = StoredValue(current ? 1 : 0)
            if current { row[table["forgotten"]] = StoredValue(0) }
        }
    }

    private mutating func copyContents() throws {
        for table in [StoreTable.cells, .places, .prose] {
            try VerifiedScan.forEach(table, other) { row in
                guard added.contains(row.integer(0)), let id = reports[row.integer(0)] else { return }
                var values = row.values(of: table)
                values[0] = .integer(id)
                if table.name == StoreTable.cells.name {
                    guard let layout = layouts[row.integer(2)] else { throw StoreError.damaged("a form of an unknown layout") }
                    values[2] = .integer(layout)
                }
                try transaction.insert(table, values)
            }
        }
    }

    private mutating func mergeVerdicts() throws {
        let table = StoreTable.verdict
        var known: [StoredValue: [StoredValue]] = [:]
        try VerifiedScan.forEach(table, transaction.db) { known[$0.value(0)] = $0.values(of: table) }
        try VerifiedScan.forEach(table, other) { row in
            let values = row.values(of: table)
            guard let old = known[values[0]] else { return try transaction.insert(table, values) }
            if old == values { return }
            try transaction.update(table, where: table.isKey, [values[0]]) { $0 = values }
            let (kept, replaced) = (Self.said(values, table), Self.said(old, table))
            guard kept != replaced else { return }
            conflicts.append(
                MergeConflict(
                    kind: .verdict, store: path, entity: values[table["entity"]].text, year: values[table["year"]].integer.map(Int.init),
                    subject: values[0].text, kept: kept, replaced: replaced))
        }
    }

    /// Who decided what, of both, and of both the earlier time at which a finding was there.
    private func mergeHistory() throws {
        let (log, seen) = (StoreTable.verdictLog, StoreTable.firstSeen)
        var known: Set<[StoredValue]> = []
        try VerifiedScan.forEach(log, transaction.db) { known.insert(Array($0.values(of: log).dropFirst())) }
        var next = try transaction.nextNumber(log)
        try VerifiedScan.forEach(log, other) { row in
            let entry = Array(row.values(of: log).dropFirst())
            guard known.insert(entry).inserted else { return }
            try transaction.insert(log, [.integer(next)] + entry)
            next += 1
        }
        var times: [StoredValue: StoredValue] = [:]
        try VerifiedScan.forEach(seen, transaction.db) { times[$0.value(0)] = $0.value(1) }
        try VerifiedScan.forEach(seen, other) { row in
            let values = row.values(of: seen)
            guard let time = times[values[0]] else { return try transaction.insert(seen, values) }
            if values[1].text < time.text { try transaction.update(seen, where: seen.isKey, [values[0]]) { $0 = values } }
        }
    }

    private static func said(_ verdict: [StoredValue], _ table: StoreTable) -> String {
        let note = verdict[table["note"]].text
        return verdict[table["verdict"]].text + (note.isEmpty ? "" : ": \(note)")
    }

    /// Findings of both, so that verdicts take short fingerprints; the next run of `anomalies` replaces them by its own.
    private func mergeFindings() throws {
        let table = StoreTable.finding
        var known: Set<StoredValue> = []
        try VerifiedScan.forEach(table, transaction.db) { known.insert($0.value(0)) }
        try VerifiedScan.forEach(table, other) { row in
            let values = row.values(of: table)
            if known.contains(values[0]) {
                try transaction.update(table, where: table.isKey, [values[0]]) { $0 = values }
            } else {
                try transaction.insert(table, values)
            }
        }
    }

    private mutating func mergePanels() throws {
        let table = StoreTable.panel
        var known: [StoredValue: [StoredValue]] = [:]
        try VerifiedScan.forEach(table, transaction.db) { known[$0.value(table["name"])] = $0.values(of: table) }
        var numbers: [Int64: StoredValue] = [:]
        var next = try transaction.nextNumber(table)
        try VerifiedScan.forEach(table, other) { row in
            var values = row.values(of: table)
            if let old = known[values[table["name"]]] {
                // All that is said of a panel but its number and its file's path.
                if zip(old, values).enumerated().allSatisfy({ $0.offset == 0 || $0.offset == table["source"] || $0.element.0 == $0.element.1 }) {
                    return
                }
                try Store.removePanel(old[0], transaction)
                conflicts.append(
                    MergeConflict(
                        kind: .panel, store: path, entity: "", year: nil, subject: values[table["name"]].text, kept: values[table["sha256"]].text,
                        replaced: old[table["sha256"]].text))
            }
            numbers[row.integer(0)] = .integer(next)
            values[0] = .integer(next)
            try transaction.insert(table, values)
            next += 1
        }
        for part in [StoreTable.panelAttribute, .panelVariable, .panelDetail] {
            try VerifiedScan.forEach(part, other) { row in
                guard let number = numbers[row.integer(0)] else { return }
                var values = row.values(of: part)
                values[0] = number
                try transaction.insert(part, values)
            }
        }
    }

    private func mergeSources() throws {
        let table = StoreTable.sourceFile
        var known: Set<StoredValue> = []
        try VerifiedScan.forEach(table, transaction.db) { known.insert($0.value(0)) }
        try VerifiedScan.forEach(table, other) { row in
            guard let source = try Store.renumbered(row.bytes(1), reports) else { return }
            if known.contains(row.value(0)) { try transaction.delete(table, where: table.isKey, [row.value(0)]) }
            try transaction.insert(table, [row.value(0), .blob(source)])
        }
    }
}
