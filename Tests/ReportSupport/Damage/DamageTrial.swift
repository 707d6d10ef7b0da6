import Analyses
import Disclosure
import DocumentReading
import FilePaths
import ReportParsing
public import ReportRendering
import Rules

/// A good report in one format, and what becomes of its cells when the file is damaged.
public struct DamageTrial: Sendable {
    /// What a damaged copy gave.
    public enum Outcome: Sendable, Equatable {
        /// Every cell as it was.
        case exact
        /// Some cells are not, and each of them is named by a finding, stands in a broken rule, or shows no number.
        case flagged
        /// No report was made of it.
        case quarantined
        /// The copy is, byte for byte, a good report with other figures that break no rule: nothing in it tells.
        case otherFigures
        /// A wrong number, year or body, and nothing said.
        case silent([String])
    }

    /// The report.
    public let report: GeneratedReport
    private let rendering: any Rendering
    private let elements: [DraftElement]
    /// The good file.
    public let bytes: [UInt8]
    private let good: [String: (state: CellState, value: ExactDecimal?)]
    private let year: Int
    private let region: String?
    private let brokenBefore: Set<Int>
    private let foundBefore: Set<String>
    private let rules: RuleSystem

    /// A report written in a format and read back.
    ///
    /// - Throws: what the rendering throws, or the reason why the good file itself is not read.
    public init(report: GeneratedReport, rendering: any Rendering) async throws {
        self.report = report
        self.rendering = rendering
        elements = report.draft.elements
        bytes = try rendering.bytes(of: elements)
        rules = Self.exactRules(report.edition)
        let read = try await Self.read(bytes).get()
        let cells = Self.cells(read, report.edition)
        // Of glued cells some have several ways in the good file already; they are named, and not compared.
        let open = rendering.name == "text-glued" ? Set(read.notes.filter { $0.kind == .ambiguousCells }.flatMap(\.indicators)) : []
        good = Dictionary(
            uniqueKeysWithValues: report.texts.filter { !open.contains($0.key) }.map { id, text in
                (id, report.values[id].map { (.number, $0) } ?? (text.isEmpty ? .blank : .notApplicable, nil))
            })
        if let (id, cell) = good.first(where: { cells[$0.key]?.state != $0.value.state || cells[$0.key]?.value != $0.value.value }) {
            throw Misread(
                description:
                    "\(id) is \(cell.value?.description ?? cell.state.name), read as \(cells[id]?.raw ?? "nothing"): the good file itself is misread")
        }
        year = read.year
        region = read.body.regionCode
        brokenBefore = Set(rules.violatedRules(in: Self.record(cells, rules)))
        foundBefore = Set(try Self.findings(read).map(\.fingerprint))
    }

    /// The good file is not read as what it says, so that nothing can be learned from damaged copies.
    struct Misread: Error, CustomStringConvertible {
        let description: String
    }

    /// The exact rules that one report can be held against, inequalities and domains included.
    private static func exactRules(_ edition: Edition) -> RuleSystem {
        let rules = IdentityCatalog.of(edition).filter(\.isExact).flatMap(\.rules).filter { $0.terms.allSatisfy { $0.lag == 0 } }
        return RuleSystem(rules)
    }

    private static func record(_ cells: [String: Cell], _ rules: RuleSystem) -> [Int?] {
        rules.variables.map { variable in
            cells[variable.id]?.value?.integer.flatMap { $0.magnitude <= UInt(RuleSystem.largestValue) ? $0 : nil }
        }
    }

    private static func cells(_ report: Report, _ edition: Edition) -> [String: Cell] {
        Dictionary((report.forms.first { $0.edition == edition } ?? report.forms[0]).cells.map { ($0.indicator, $0) }) { first, _ in first }
    }

    private static func read(_ bytes: [UInt8]) async -> Result<Report, ReportFile.Quarantine> {
        let outcomes = await ReportFile.read(bytes: bytes, path: "report")
        return outcomes[0].result.map { $0[0] }
    }

    /// What `analyze anomalies` says of a report by itself.
    private static func findings(_ report: Report) throws -> [Finding] { try AnomalyAnalysis().findings(in: Corpus(reports: [report])) }

    /// How many places a kind of damage has in the file.
    public func places(_ damage: Damage) -> Int {
        switch damage.unit {
        case .cell, .row:
            elements.reduce(0) { count, element in
                guard case .table(let table) = element else { return count }
                return count + (damage.unit == .row ? table.rows.count : table.rows.reduce(0) { $0 + $1.count })
            }
        case .line: bytes.count { $0 == 10 } + 1
        case .byte: bytes.count
        }
    }

    /// A damaged copy; `nil` when the damage changes nothing there. The place decides all that is random.
    public func damaged(_ damage: Damage, at place: Int) throws -> [UInt8]? {
        var generator = SeededGenerator(seed: UInt64(place) &* 31 &+ UInt64(bytes.count))
        switch damage.unit {
        case .cell, .row:
            guard let damaged = damage.applied(to: elements, at: place, using: &generator) else { return nil }
            return try rendering.bytes(of: damaged)
        case .line, .byte: return damage.applied(to: bytes, at: place, using: &generator)
        }
    }

    /// What a damaged copy gives.
    public func outcome(_ damaged: [UInt8]) async throws -> Outcome {
        guard case .success(let read) = await Self.read(damaged) else { return .quarantined }
        let found = Self.cells(read, report.edition)
        let record = Self.record(found, rules)
        let differing = good.keys.sorted().filter { found[$0]?.state != good[$0]!.state || found[$0]?.value != good[$0]!.value }
        var isExact = differing.isEmpty
        var silent: [String] = []
        if !isExact {
            let findings = try Self.findings(read).filter { !foundBefore.contains($0.fingerprint) }
            var told = Set(findings.flatMap(\.cells).map(\.indicator))
            for rule in rules.violatedRules(in: record) where !brokenBefore.contains(rule) {
                told.formUnion(rules.terms[rule].map { rules.variables[$0.variable].id })
            }
            for id in differing where found[id]?.state == .number && !told.contains(id) {
                silent.append("\(id) \(report.texts[id]!) → \(found[id]!.raw)")
            }
        }
        let kinds = Set(read.notes.map(\.kind))
        if read.year != year {
            isExact = false
            if !kinds.contains(.yearConflict) { silent.append("year \(read.year)") }
        }
        if read.body.regionCode != region {
            isExact = false
            if read.body.regionCode != nil, !kinds.contains(.bodyConflict), !kinds.contains(.regionByContext) {
                silent.append("region \(read.body.regionCode!)")
            }
        }
        if isExact { return .exact }
        if silent.isEmpty { return .flagged }
        return try isReport(damaged, read) ? .otherFigures : .silent(silent.sorted())
    }

    /// The rows of a glued copy that can be cut in several ways, each of which is a good row: the text of the row in its first cell, nothing in the
    /// others, which comes to the same where nothing stands between cells.
    private func gluedRows(_ read: Report, _ found: [String: Cell]) -> [String: String] {
        guard rendering.name == "text-glued" else { return [:] }
        let open = Set(read.notes.filter { $0.kind == .ambiguousCells }.flatMap(\.indicators))
        let form = Form.of(report.edition)
        let rows = (form.tables + form.extensions).filter { $0.section != .remedies }.flatMap { table in
            table.rows.map { row in table.columns.map { table.cellID(row: row, column: $0) } }
        }
        let remedies = form.tables.filter { $0.section == .remedies }.flatMap { table in
            table.columns.map { table.cellID(row: table.rows[0], column: $0) }
        }
        return (rows + [remedies]).reduce(into: [:]) { texts, row in
            guard let id = row.first(where: { open.contains($0) }) else { return }
            for cell in row { texts[cell] = cell == row[0] ? found[id]?.raw : "" }
        }
    }

    private static func words(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] { bytes.split { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\n") } }

    /// Whether a file is, byte for byte, what the report as read would have been written as.
    private func isReport(_ damaged: [UInt8], _ read: Report) throws -> Bool {
        guard read.year == year, read.body.regionCode == region else { return false }
        let found = Self.cells(read, report.edition)
        let rows = gluedRows(read, found)
        let cells = Form.of(report.edition).cells.map { indicator -> Cell in
            let cell = found[indicator.id]
            var text = cell?.state == .blank ? "" : cell?.raw ?? ""
            // As it would have been typed: 8555.0 is a number like 8555, 05 is none.
            if let value = cell?.value, ExactDecimal(text) != value || text.hasPrefix("0") && text.count > 1 && !text.hasPrefix("0.") {
                text = value.description
            }
            return Cell(
                indicator: indicator.id, state: .text, raw: rows[indicator.id] ?? text, place: CellPlace(table: 0, row: 0, column: 0))
        }
        var draft = report.draft
        draft.forms = [FilledForm(edition: report.edition, cells: cells)]
        let bytes = try rendering.bytes(of: draft)
        // In the text of a page the white space follows the widths of the numbers.
        return rendering is PageTextRendering ? Self.words(bytes) == Self.words(damaged) : bytes == damaged
    }
}
