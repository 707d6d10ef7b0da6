public import Analyses
public import Disclosure
import Output

/// What the checks say about one draft: a list for people and programs, and remarks at the cells of the document.
public struct DraftCheck: Sendable {
    /// The most cells at which one finding is said.
    private static let mostCells = 40

    /// A remark on a cell of the draft.
    public struct Remark: Sendable, Hashable {
        /// Where; `nil` for the whole document.
        public var place: CellPlace?
        /// What, one line a paragraph.
        public var lines: [String]
    }

    private let findings: [Finding]
    private let years: Set<Int>
    private let source: String

    /// - Parameters:
    ///   - findings: what was found about the draft, most serious first.
    ///   - years: the years that the draft reports on.
    ///   - source: the path of the draft as its cells name it.
    public init(_ findings: [Finding], years: Set<Int>, source: String) {
        self.findings = findings
        self.years = years
        self.source = source
    }

    /// Whether anything is an error.
    public var hasErrors: Bool { findings.contains { $0.severity == .error } }

    /// The cells of the draft at which a finding is said: those that probably are wrong, else the most suspicious one; of a doubt about cells, all of them.
    private func cells(of finding: Finding) -> [Finding.CellReference] {
        let own = finding.cells.filter { years.contains($0.year) && $0.table > 0 && $0.source == source }
        switch finding.kind {
        case .format, .missing: return Array(own.prefix(Self.mostCells))
        default:
            let wrong = own.filter { cell in finding.suggestions.contains { $0.indicator == cell.indicator && $0.year == cell.year } }
            return Array((wrong.isEmpty ? own.prefix(1) : wrong[...]).prefix(Self.mostCells))
        }
    }

    /// The remarks, in the order of the list, each with its number there.
    public func remarks(_ language: Language) -> [Remark] {
        findings.enumerated().flatMap { index, finding -> [Remark] in
            let lines = lines(finding, number: index + 1, language)
            let cells = cells(of: finding)
            guard !cells.isEmpty else { return [Remark(place: nil, lines: lines)] }
            return cells.map { Remark(place: CellPlace(table: $0.table, row: $0.row, column: $0.column), lines: lines) }
        }
    }

    private func lines(_ finding: Finding, number: Int, _ language: Language) -> [String] {
        let words = FindingWords(finding: finding, language: language)
        let severity = Codes.severities[finding.severity.rawValue]![language]
        return ["\(number). \(language == .zh ? "【\(severity)】" : "[\(severity)] ")\(finding.message[language])"] + words.suggestions
    }

    /// The list for people to read: each finding with its cells, what stands there and what was probably meant.
    ///
    /// - Parameter notes: what is said behind it.
    public func text(_ language: Language, notes: [LocalizedText]) -> String {
        let isChinese = language == .zh
        var paragraphs = findings.enumerated().map { index, finding -> String in
            let words = FindingWords(finding: finding, language: language)
            let places = cells(of: finding).map { cell in
                isChinese
                    ? "位置：\(cell.name.zh)，表 \(cell.table) 第 \(cell.row) 行第 \(cell.column) 列，现填 \(words.stands(in: cell))"
                    : "at \(cell.name.en), table \(cell.table), row \(cell.row), column \(cell.column): \(words.stands(in: cell))"
            }
            let lines = lines(finding, number: index + 1, language)
            return (lines.prefix(1) + (places + lines.dropFirst()).map { "   " + $0 }).map(TerminalText.of).joined(separator: "\n")
        }
        if findings.isEmpty { paragraphs.append(table.whenEmpty[language]) }
        let remarks = (table.notes + notes).map { TerminalText.of($0[language]) }
        if !remarks.isEmpty { paragraphs.append(remarks.joined(separator: "\n")) }
        return paragraphs.joined(separator: "\n\n") + "\n"
    }

    /// The list.
    public var table: ResultTable {
        var table = ResultTable(
            schema: "analyze.check/1", title: LocalizedText(zh: "报告核对", en: "Check of a draft"), of: Array(findings.enumerated()), columns: columns)
        table.whenEmpty = LocalizedText(zh: "没有发现问题。", en: "Nothing was found.")
        guard !findings.isEmpty else { return table }
        table.notes.append(ResultTable.severityCounts(of: findings))
        return table
    }

    private var columns: [TableColumn<(offset: Int, element: Finding)>] {
        func sentences(_ finding: Finding, _ language: Language) -> String {
            FindingWords(finding: finding, language: language).suggestions.joined(separator: language == .zh ? "" : " ")
        }
        return [
            .number("number", zh: "序号", en: "No.", .plain) { .integer($0.offset + 1) },
            .text("severity", zh: "程度", en: "Severity", codes: Codes.severities, tints: Codes.severityTints) { .text($0.element.severity.rawValue) },
            .text("kind", zh: "类别", en: "Kind", .extra, codes: Codes.kinds) { .text($0.element.kind.rawValue) },
            .text("rule", zh: "规则", en: "Rule", .machine) { .text($0.element.rule) },
            .number("year", zh: "年度", en: "Year", .plain, .machine) { .integer($0.element.year) },
            .text("message", zh: "问题", en: "What is wrong") { .localized($0.element.message) },
            .text("suggestion", zh: "建议", en: "Suggestion") { row in
                row.element.suggestions.isEmpty ? .null : .localized(LocalizedText(zh: sentences(row.element, .zh), en: sentences(row.element, .en)))
            },
            .text("cells", zh: "单元格", en: "Cells", .machine) { row in .list(cells(of: row.element).map(Self.object)) },
            .text("against", zh: "对照", en: "Held against", .machine) { row in
                let shown = cells(of: row.element)
                return .list(row.element.cells.filter { !shown.contains($0) }.map(Self.object))
            },
            .text("fingerprint", zh: "指纹", en: "Fingerprint", .machine) { .text($0.element.fingerprint) },
        ]
    }

    private static func object(_ cell: Finding.CellReference) -> ResultValue {
        .object([
            ResultField("indicator", .text(cell.indicator)), ResultField("label", .text(cell.label)), ResultField("label_en", .text(cell.name.en)),
            ResultField("value", .decimal(cell.value)), ResultField("raw", .text(cell.raw)), ResultField("source", .text(cell.source)),
            ResultField("table", .integer(cell.table)), ResultField("row", .integer(cell.row)), ResultField("column", .integer(cell.column)),
            ResultField("year", .integer(cell.year)),
        ])
    }
}
