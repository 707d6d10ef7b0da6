public import Disclosure
import FilePaths
import GRDB
import Synchronization

/// The parts of a report that are stored apart, each to be had without the other.
public struct ReportParts: OptionSet, Sendable, Hashable {
    /// The bits of the parts.
    public let rawValue: Int
    /// Parts of some bits.
    public init(rawValue: Int) { self.rawValue = rawValue }

    /// The filled forms: cells with raw texts and places.
    public static let forms = ReportParts(rawValue: 1)
    /// The prose, with evidence and notes.
    public static let prose = ReportParts(rawValue: 2)
    /// Everything.
    public static let all: ReportParts = [.forms, .prose]
}

extension Store {
    /// A report with its cells, prose, evidence and notes; `nil` when there is none of that number, or it is damaged and ``damage`` says so.
    /// - Parameter parts: what is wanted of it; of the other parts nothing is read, and they are empty.
    public func report(id: Int, parts: ReportParts = .all) throws(StoreError) -> Report? { try reports(ids: [id], parts: parts)[0] }

    /// Several reports at once, in the order of their numbers; `nil` for each that is not to be had.
    ///
    /// The bytes are fetched by statements that are prepared once, all on one state of the store; they are unpacked outside of its lock, so that several
    /// threads read at once. O(bytes).
    public func reports(ids: [Int], parts: ReportParts = .all) throws(StoreError) -> [Report?] {
        let packed = try read { db in try ids.map { try PackedReport(id: $0, parts: parts, layouts: layouts, db) } }
        var reports: [Report?] = []
        reports.reserveCapacity(ids.count)
        var damage: StoreError?
        do throws(StoreError) {
            for report in packed { reports.append(try report?.unpacked()) }
            return reports
        } catch {
            damage = error
        }
        // What the row's digest says is whole, but cannot be unpacked: found out under the lock, where damage leads to the copy of what is whole.
        guard let damage else { return reports }
        return try read { db in
            do throws(StoreError) { return try Self.unpacked(ids, parts, layouts, db) } catch { throw damage }
        }
    }

    private static func unpacked(_ ids: [Int], _ parts: ReportParts, _ layouts: LayoutTable, _ db: Database) throws(StoreError) -> [Report?] {
        do {
            return try ids.map { try PackedReport(id: $0, parts: parts, layouts: layouts, db)?.unpacked() }
        } catch let error as StoreError {
            throw error
        } catch {
            throw .database(String(describing: error))
        }
    }
}

/// The bytes of a report, out of the database.
private struct PackedReport {
    private struct Form {
        let layout: LayoutTable.Layout
        let values: [UInt8]
        var places: [UInt8] = []
    }

    private var report: Report
    private var forms: [Form] = []
    private var prose: [UInt8]?

    /// - Returns: `nil` when there is no report of that number.
    init?(id: Int, parts: ReportParts, layouts: LayoutTable, _ db: Database) throws {
        let (table, key) = (StoreTable.report, StoredValue(id))
        var row: [StoredValue]?
        try VerifiedScan.forEachAgain(table, db, where: table.isKey, key) { found in row = table.columns.indices.map { found.value($0) } }
        guard let row else {
            // A number that is not found may be one that cannot be found any more.
            try VerifiedScan.forEach(table, db) { _ in }
            return nil
        }
        var owner: Body?
        try VerifiedScan.forEachAgain(.body, db, where: StoreTable.body.isKey, row[table["body_id"]]) { found in
            owner = Store.body(StoreTable.body.columns.indices.map { found.value($0) })
        }
        guard var owner else { throw StoreError.damaged("report \(id) of an unknown body") }
        owner.scope = Body.Scope(rawValue: row[table["scope"]].text) ?? .unknown
        report = Report(
            body: owner, year: row[table["year"]].int, title: row[table["title"]].text, forms: [],
            source: ReportSource(
                path: FilePath(shown: row[table["source"]].text), sha256: row[table["sha256"]].text, format: row[table["format"]].text))
        if parts.contains(.forms) { try fetchForms(id, count: row[table["forms"]].int, layouts, db) }
        guard parts.contains(.prose) else { return }
        try VerifiedScan.forEachAgain(.prose, db, where: StoreTable.prose.isKey, key) { prose = Array($0.bytes(1)) }
        guard prose != nil else { throw StoreError.damaged("the prose of report \(id) is missing") }
    }

    private mutating func fetchForms(_ id: Int, count: Int, _ layouts: LayoutTable, _ db: Database) throws {
        var cells: [(form: Int, layout: Int64, values: [UInt8])] = []
        var places: [(form: Int, bytes: [UInt8])] = []
        try VerifiedScan.forEachAgain(.cells, db, where: "report_id = ?", StoredValue(id)) { row in
            cells.append((row.int(1), row.integer(2), Array(row.bytes(3))))
        }
        try VerifiedScan.forEachAgain(.places, db, where: "report_id = ?", StoredValue(id)) { row in
            places.append((row.int(1), Array(row.bytes(2))))
        }
        guard cells.count == count, places.map(\.form) == cells.map(\.form) else {
            throw StoreError.damaged("forms of report \(id) are missing")
        }
        for (cell, place) in zip(cells, places) {
            forms.append(Form(layout: try layouts.layout(cell.layout, db), values: cell.values, places: place.bytes))
        }
    }

    func unpacked() throws(StoreError) -> Report {
        var report = report
        for form in forms {
            let cells: Result<[Cell], StoreError> = form.places.withUnsafeBytes { places in
                form.values.withUnsafeBytes { values in
                    do throws(StoreError) {
                        return .success(
                            try PackedPlaces.unpack(places, indicators: form.layout.indicators, values: try PackedValues.unpack(values)))
                    } catch { return .failure(error) }
                }
            }
            report.forms.append(FilledForm(edition: form.layout.edition, cells: try cells.get()))
        }
        guard let prose else { return report }
        let failure: StoreError? = prose.withUnsafeBytes { bytes in
            do throws(StoreError) {
                try PackedProse.unpack(bytes, into: &report)
                return nil
            } catch { return error }
        }
        if let failure { throw failure }
        return report
    }
}

/// The layouts of forms that were met, each read, checked and taken apart once.
final class LayoutTable: Sendable {
    /// The cells of a form, in their order.
    struct Layout: Sendable {
        let edition: Edition
        let indicators: [String]
    }

    private struct Key: Hashable {
        let id: Int64
        let digest: Int64
    }

    private let known = Mutex<[Key: Layout]>([:])

    /// The layout of a number. It is known again by the digest of its row.
    func layout(_ id: Int64, _ db: Database) throws -> Layout {
        var digest: Int64?
        let statement = try db.cachedStatement(sql: "SELECT digest FROM layout NOT INDEXED WHERE id = ?")
        digest = try Int64.fetchOne(statement, arguments: [id])
        if let digest, let layout = known.withLock({ $0[Key(id: id, digest: digest)] }) { return layout }
        guard let row = try VerifiedScan.row(.layout, db, key: [.integer(id)]), let edition = Edition(rawValue: row[1].text), let digest else {
            throw StoreError.damaged("a form of an unknown edition")
        }
        let layout = Layout(edition: edition, indicators: row[2].text.split(separator: "\n").map(String.init))
        known.withLock { $0[Key(id: id, digest: digest)] = layout }
        return layout
    }
}
