public import Disclosure
import FilePaths
import Foundation
import GRDB

/// What putting a report into the store did.
public enum PutOutcome: Sendable, Hashable {
    /// The first report of its body and year.
    case stored
    /// The same bytes are there already; nothing was written.
    case unchanged
    /// Other bytes for a body and year that had a report: kept beside it, and used from now on.
    case newVersion(Int)
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
        try transaction { db in try Self.put(report, exactRules: exactRules, violated: violated, db) }
    }

    /// Puts many reports into the store in one transaction: all of them or none.
    public func put(contentsOf reports: some Sequence<Report>) throws(StoreError) {
        try transaction { db in
            for report in reports { _ = try Self.put(report, exactRules: nil, violated: nil, db) }
        }
    }

    /// Whether a file with these bytes is in the store.
    public func contains(sha256: String) throws(StoreError) -> Bool {
        try read { db in try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM report WHERE sha256 = ?)", arguments: [sha256]) ?? false }
    }

    /// What putting the report would do, without doing it.
    public func outcomeOfPutting(_ report: Report) throws(StoreError) -> PutOutcome {
        try read { db in
            try Self.outcome(report, bodyID: Int64.fetchOne(db, sql: "SELECT id FROM body WHERE key = ?", arguments: [report.body.key]), db)
        }
    }

    private static func outcome(_ report: Report, bodyID: Int64?, _ db: Database) throws -> PutOutcome {
        guard let bodyID else { return .stored }
        let rows = try Row.fetchAll(
            db, sql: "SELECT version, sha256 FROM report WHERE body_id = ? AND year = ? ORDER BY version", arguments: [bodyID, report.year])
        guard let last = rows.last else { return .stored }
        if rows.contains(where: { $0["sha256"] == report.source.sha256 }) { return .unchanged }
        return .newVersion((last["version"] as Int) + 1)
    }

    private static func put(_ report: Report, exactRules: Int?, violated: Int?, _ db: Database) throws -> PutOutcome {
        let body = report.body
        try db.cachedStatement(
            sql: "INSERT INTO body (key, name, kind, level, region_code, scope) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (key) DO NOTHING"
        ).execute(arguments: [body.key, body.name, body.kind.rawValue, body.level.rawValue, body.regionCode, body.scope.rawValue])
        let bodyID = try Int64.fetchOne(db.cachedStatement(sql: "SELECT id FROM body WHERE key = ?"), arguments: [body.key])!
        let outcome = try outcome(report, bodyID: bodyID, db)
        let version: Int
        switch outcome {
        case .unchanged: return outcome
        case .stored: version = 1
        case .newVersion(let next):
            version = next
            try db.cachedStatement(sql: "UPDATE report SET current = 0 WHERE body_id = ? AND year = ?").execute(arguments: [bodyID, report.year])
        }
        let cells = report.forms.flatMap(\.cells)
        try db.cachedStatement(
            sql: """
                INSERT INTO report (body_id, year, version, current, edition, format, cells, blank, exact_rules, violated, title, source, sha256, scope)
                VALUES (?, ?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            bodyID, report.year, version, report.edition?.rawValue, report.source.format, cells.count, cells.count { $0.state == .blank },
            exactRules, violated, report.title, report.source.path.shown, report.source.sha256, body.scope.rawValue,
        ])
        let reportID = db.lastInsertedRowID
        for (position, form) in report.forms.enumerated() {
            let layout = try layoutID(form, db)
            try db.cachedStatement(sql: "INSERT INTO report_cells (report_id, form, layout_id, packed) VALUES (?, ?, ?, ?)")
                .execute(arguments: [reportID, position, layout, Data(PackedValues.pack(form.cells))])
            try db.cachedStatement(sql: "INSERT INTO report_places (report_id, form, packed) VALUES (?, ?, ?)")
                .execute(arguments: [reportID, position, Data(PackedPlaces.pack(form.cells))])
        }
        try db.cachedStatement(sql: "INSERT INTO report_prose (report_id, packed) VALUES (?, ?)")
            .execute(arguments: [reportID, Data(PackedProse.pack(report))])
        return outcome
    }

    private static func layoutID(_ form: FilledForm, _ db: Database) throws -> Int64 {
        let indicators = form.cells.map(\.indicator).joined(separator: "\n")
        let find = try db.cachedStatement(sql: "SELECT id FROM layout WHERE edition = ? AND indicators = ?")
        if let id = try Int64.fetchOne(find, arguments: [form.edition.rawValue, indicators]) { return id }
        try db.execute(sql: "INSERT INTO layout (edition, indicators) VALUES (?, ?)", arguments: [form.edition.rawValue, indicators])
        return db.lastInsertedRowID
    }

    /// The reports in the order of bodies, years and versions.
    ///
    /// - Parameter versions: Also the versions that a newer one has replaced.
    public func reports(versions: Bool = false) throws(StoreError) -> [StoredReport] {
        try read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT report.*, body.name, body.kind, body.level, body.region_code,
                        (SELECT count(*) FROM report AS sibling WHERE sibling.body_id = report.body_id AND sibling.year = report.year) AS versions
                    FROM report JOIN body ON body.id = report.body_id \(versions ? "" : "WHERE current = 1")
                    ORDER BY report.body_id, year, version
                    """
            ).map { row in
                StoredReport(
                    id: row["id"], body: Self.body(row), year: row["year"], version: row["version"], isCurrent: row["current"],
                    edition: (row["edition"] as String?).flatMap(Edition.init(rawValue:)),
                    source: ReportSource(path: FilePath(shown: row["source"]), sha256: row["sha256"], format: row["format"]), cells: row["cells"],
                    blank: row["blank"], exactRules: row["exact_rules"], violated: row["violated"], versions: row["versions"])
            }
        }
    }

    /// A report with its cells, prose, evidence and notes; `nil` when there is none of that number.
    public func report(id: Int) throws(StoreError) -> Report? {
        try read { db in
            guard
                let row = try Row.fetchOne(
                    db,
                    sql:
                        "SELECT report.*, body.name, body.kind, body.level, body.region_code FROM report JOIN body ON body.id = body_id WHERE report.id = ?",
                    arguments: [id])
            else { return nil }
            var report = Report(
                body: Self.body(row), year: row["year"], title: row["title"], forms: [],
                source: ReportSource(path: FilePath(shown: row["source"]), sha256: row["sha256"], format: row["format"]))
            let forms = try Row.fetchAll(
                db,
                sql: """
                    SELECT edition, indicators, report_cells.packed AS cells, report_places.packed AS places
                    FROM report_cells JOIN layout ON layout.id = layout_id JOIN report_places USING (report_id, form)
                    WHERE report_id = ? ORDER BY form
                    """, arguments: [id])
            for form in forms {
                guard let edition = Edition(rawValue: form["edition"]) else { throw StoreError.damaged("a form of an unknown edition") }
                let indicators = (form["indicators"] as String).split(separator: "\n").map(String.init)
                let values = try (form["cells"] as Data).withUnsafeBytes { try PackedValues.unpack($0) }
                let cells = try (form["places"] as Data).withUnsafeBytes { try PackedPlaces.unpack($0, indicators: indicators, values: values) }
                report.forms.append(FilledForm(edition: edition, cells: cells))
            }
            if let prose = try Data.fetchOne(db, sql: "SELECT packed FROM report_prose WHERE report_id = ?", arguments: [id]) {
                try prose.withUnsafeBytes { try PackedProse.unpack($0, into: &report) }
            }
            return report
        }
    }

    static func body(_ row: Row) -> Body {
        Body(
            name: row["name"], kind: Body.Kind(rawValue: row["kind"]) ?? .unknown, level: Body.Level(rawValue: row["level"]) ?? .unknown,
            regionCode: row["region_code"], scope: Body.Scope(rawValue: row["scope"]) ?? .unknown)
    }
}
