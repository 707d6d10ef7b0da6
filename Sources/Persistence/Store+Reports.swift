public import Disclosure
import FilePaths
import Foundation
import GRDB
import Synchronization

/// What putting a report into the store did.
public enum PutOutcome: Sendable, Hashable {
    /// The first report of its body and year.
    case stored
    /// The same bytes are there already; nothing was written.
    case unchanged
    /// Other bytes for a body and year that had a report: kept beside it, and used from now on.
    case newVersion(Int)
    /// The same bytes had been taken out; they are used again, under the number of the version that they had.
    case broughtBack(Int)
}

/// A report in the store without its cells.
public struct StoredReport: Sendable, Hashable {
    /// The report's number in the store.
    public let id: Int
    /// Whose report.
    public let body: Body
    /// The year reported on.
    public let year: Int
    /// 1 for the first file of the body and year, 2 for the next.
    public let version: Int
    /// Whether it is the newest version.
    public let isCurrent: Bool
    /// The edition of the principal form; `nil` when it has none.
    public let edition: Edition?
    /// The file.
    public let source: ReportSource
    /// Cells in all forms.
    public let cells: Int
    /// Blank cells.
    public let blank: Int
    /// Exact identities that could be evaluated; `nil` when nobody did.
    public let exactRules: Int?
    /// Exact identities that do not hold.
    public let violated: Int?
    /// Versions of the body and year in the store.
    public let versions: Int
    /// Whether it was taken out: kept, but not used.
    public let isForgotten: Bool
}

extension Store {
    /// Puts a report into the store, whole or not at all.
    ///
    /// - Parameters:
    ///   - report: The report.
    ///   - exactRules: How many exact identities could be evaluated on it, for the list of reports.
    ///   - violated: How many of them do not hold.
    @discardableResult
    public func put(_ report: Report, exactRules: Int? = nil, violated: Int? = nil) throws(StoreError) -> PutOutcome {
        try file(report, exactRules: exactRules, violated: violated).outcome
    }

    /// Puts a report into the store like ``put(_:exactRules:violated:)``, and says under which number it is there.
    public func file(_ report: Report, exactRules: Int?, violated: Int?) throws(StoreError) -> (outcome: PutOutcome, id: Int) {
        try transaction { transaction in
            let (outcome, id) = try Self.put(report, exactRules: exactRules, violated: violated, transaction)
            return (outcome, Int(id))
        }
    }

    /// Puts many reports into the store in one transaction: all of them or none.
    public func put(contentsOf reports: some Sequence<Report>) throws(StoreError) {
        try transaction { transaction in
            for report in reports { _ = try Self.put(report, exactRules: nil, violated: nil, transaction) }
        }
    }

    /// What putting the report would do, without doing it.
    public func outcomeOfPutting(_ report: Report) throws(StoreError) -> PutOutcome {
        try read { db in
            let known = try keys.withLock { try $0.taken(db) } ?? StoredKeys(db)
            defer { try? keys.withLock { try $0.remember(known, db) } }
            return Self.outcome(report, bodyID: known.bodies[StoredValue(report.body.key)], known).outcome
        }
    }

    /// What putting a report of a body means, with the number of the report that is there already.
    private static func outcome(_ report: Report, bodyID: Int64?, _ keys: StoredKeys) -> (outcome: PutOutcome, id: Int64?) {
        guard let bodyID else { return (.stored, nil) }
        let others = keys.reports(of: bodyID).filter { $0.year == report.year }
        if let same = others.first(where: { $0.sha256.elementsEqual(report.source.sha256.utf8) }) {
            return (same.isForgotten ? .broughtBack(same.version) : .unchanged, same.id)
        }
        guard let last = others.map(\.version).max() else { return (.stored, nil) }
        return (.newVersion(last + 1), nil)
    }

    static func put(
        _ report: Report, exactRules: Int?, violated: Int?, _ transaction: StoreTransaction
    ) throws -> (outcome: PutOutcome, id: Int64) {
        let body = report.body
        var bodyID = try transaction.keys().bodies[StoredValue(body.key)]
        if bodyID == nil {
            bodyID = try transaction.nextNumber(.body)
            try transaction.insert(
                .body,
                [
                    .integer(bodyID!), StoredValue(body.key), StoredValue(body.name), StoredValue(body.kind.rawValue),
                    StoredValue(body.level.rawValue), StoredValue(body.regionCode), StoredValue(body.scope.rawValue),
                ])
        }
        let (outcome, known) = outcome(report, bodyID: bodyID, try transaction.keys())
        let version: Int
        switch outcome {
        case .unchanged: return (outcome, known!)
        case .stored: version = 1
        case .newVersion(let next): version = next
        case .broughtBack:
            try use(known!, bodyID: bodyID!, year: report.year, transaction)
            return (outcome, known!)
        }
        let cells = report.forms.flatMap(\.cells)
        let reportID = try transaction.nextNumber(.report)
        if version > 1 { try replace(bodyID: bodyID!, year: report.year, by: reportID, transaction) }
        try transaction.insert(
            .report,
            [
                .integer(reportID), .integer(bodyID!), StoredValue(report.year), StoredValue(version), StoredValue(1),
                StoredValue(report.edition?.rawValue), StoredValue(report.source.format), StoredValue(cells.count),
                StoredValue(cells.count { $0.state == .blank }), StoredValue(exactRules), StoredValue(violated), StoredValue(report.title),
                StoredValue(report.source.path.shown), StoredValue(report.source.sha256), StoredValue(body.scope.rawValue), StoredValue(0),
                StoredValue(report.forms.count),
            ])
        try fill(reportID, report, transaction)
        return (outcome, reportID)
    }

    /// Writes the cells, places and prose of a report.
    static func fill(_ reportID: Int64, _ report: Report, _ transaction: StoreTransaction) throws {
        for (position, form) in report.forms.enumerated() {
            let layout = try layoutID(form, transaction)
            let key: [StoredValue] = [.integer(reportID), StoredValue(position)]
            try transaction.insert(.cells, key + [.integer(layout), .blob(PackedValues.pack(form.cells))])
            try transaction.insert(.places, key + [.blob(PackedPlaces.pack(form.cells))])
        }
        try transaction.insert(.prose, [.integer(reportID), .blob(PackedProse.pack(report))])
    }

    /// Makes a report the one that is used for its body and year.
    static func use(_ reportID: Int64, bodyID: Int64, year: Int, _ transaction: StoreTransaction) throws {
        let table = StoreTable.report
        try replace(bodyID: bodyID, year: year, by: reportID, transaction)
        try transaction.update(table, where: "id = ?", [.integer(reportID)]) {
            $0[table["current"]] = StoredValue(1)
            $0[table["forgotten"]] = StoredValue(0)
        }
    }

    /// Makes the report that was used for a body and year an older version.
    private static func replace(bodyID: Int64, year: Int, by reportID: Int64, _ transaction: StoreTransaction) throws {
        let table = StoreTable.report
        for other in try transaction.keys().reports(of: bodyID) where other.year == year && other.isCurrent && other.id != reportID {
            try transaction.update(table, where: table.isKey, [.integer(other.id)]) { $0[table["current"]] = StoredValue(0) }
        }
    }

    private static func layoutID(_ form: FilledForm, _ transaction: StoreTransaction) throws -> Int64 {
        let indicators = StoredValue(form.cells.map(\.indicator).joined(separator: "\n"))
        let edition = StoredValue(form.edition.rawValue)
        if let id = try transaction.keys().layout(edition, indicators) { return id }
        let id = try transaction.nextNumber(.layout)
        try transaction.insert(.layout, [.integer(id), edition, indicators])
        return id
    }

    /// The reports in the order of bodies (``Body/precedes(_:)``), years and versions.
    ///
    /// - Parameters:
    ///   - versions: Also the versions that a newer one has replaced.
    ///   - forgotten: Also those that were taken out.
    public func reports(versions: Bool = false, forgotten: Bool = false) throws(StoreError) -> [StoredReport] {
        try read { db in
            let bodies = try Self.fetchBodies(db)
            let table = StoreTable.report
            let current = table["current"]
            let isForgotten = table["forgotten"]
            var counts: [[Int]: Int] = [:]
            var rows: [StoredReportRow] = []
            try VerifiedScan.forEach(table, db) { row in
                let report = StoredReportRow(row)
                if row.int(isForgotten) == 0 { counts[[report.body, report.year], default: 0] += 1 }
                if row.int(isForgotten) == 1 ? forgotten : versions || row.int(current) == 1 { rows.append(report) }
            }
            let listed = try rows.map { row in
                guard let body = bodies[Int64(row.body)] else { throw StoreError.damaged("report \(row.id) of an unknown body") }
                return row.listed(body, versions: counts[[row.body, row.year]] ?? 0)
            }
            return listed.sorted {
                if $0.body.key != $1.body.key { return $0.body.precedes($1.body) }
                return ($0.year, $0.version) < ($1.year, $1.version)
            }
        }
    }

    static func body(_ row: [StoredValue]) -> Body {
        let table = StoreTable.body
        return Body(
            name: row[table["name"]].text, kind: Body.Kind(rawValue: row[table["kind"]].text) ?? .unknown,
            level: Body.Level(rawValue: row[table["level"]].text) ?? .unknown, regionCode: row[table["region_code"]].optionalText,
            scope: Body.Scope(rawValue: row[table["scope"]].text) ?? .unknown)
    }

    static func fetchBodies(_ db: Database) throws -> [Int64: Body] {
        var bodies: [Int64: Body] = [:]
        try VerifiedScan.forEach(.body, db) { row in
            bodies[row.integer(0)] = body(row.values(of: .body))
        }
        return bodies
    }
}

/// A row of the table of reports, out of the database.
struct StoredReportRow {
    let id: Int
    let body: Int
    let year: Int
    private let values: [StoredValue]

    init(_ row: ScannedRow) { self.init(row.values(of: .report)) }

    init(_ values: [StoredValue]) {
        self.values = values
        (id, body, year) = (values[0].int, values[1].int, values[2].int)
    }

    func listed(_ body: Body, versions: Int) -> StoredReport {
        let table = StoreTable.report
        func int(_ column: String) -> Int? { values[table[column]].integer.map(Int.init) }
        func text(_ column: String) -> String { values[table[column]].text }
        var owner = body
        owner.scope = Body.Scope(rawValue: text("scope")) ?? .unknown
        return StoredReport(
            id: id, body: owner, year: year, version: int("version") ?? 0, isCurrent: int("current") == 1,
            edition: Edition(rawValue: text("edition")),
            source: ReportSource(path: FilePath(shown: text("source")), sha256: text("sha256"), format: text("format")), cells: int("cells") ?? 0,
            blank: int("blank") ?? 0, exactRules: int("exact_rules"), violated: int("violated"), versions: versions,
            isForgotten: int("forgotten") == 1)
    }
}
