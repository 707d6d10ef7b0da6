import ColumnStore
public import Disclosure
import FilePaths

/// The reports of one body over the years, as the detectors read them: numbers and states from the panel, whole reports on demand.
///
/// A report is fetched only when a detector asks for its prose or shows one of its cells, and then kept. Not for use from two threads at once.
public final class BodyHistory {
    /// The corpus.
    public let corpus: Corpus
    /// The body's index in it.
    public let index: Int
    /// The body.
    public let body: Body
    /// The years with a report, ascending.
    public let years: [Int]

    private var reports: [Int: Report?] = [:]
    private var forms: [Int: Report?] = [:]
    private var proses: [Int: NarrativeProse] = [:]
    private var readings: [Int: TableReadings] = [:]

    /// The history of one body of a corpus.
    public init(_ corpus: Corpus, body index: Int) {
        self.corpus = corpus
        self.index = index
        body = corpus.bodies[index]
        years = corpus.years.filter { corpus.hasReport(body: index, year: $0) }
    }

    /// The editions of the forms in the report of a year, the principal one first; empty without a report.
    public func editions(_ year: Int) -> [Edition] {
        corpus.years.contains(year) ? corpus.forms[index * corpus.panel.yearCount + year - corpus.years.lowerBound] : []
    }

    /// The number of a cell; `nil` when it has none.
    public func value(_ indicator: String, _ year: Int) -> Double? { corpus.panel.value(indicator, entity: index, year: year) }

    /// The number of a cell when it is whole and within the range of exact arithmetic.
    public func count(_ indicator: String, _ year: Int) -> Int? {
        guard let value = value(indicator, year) else { return nil }
        return ExactRecord.count(value)
    }

    /// What stands in a cell.
    public func state(_ indicator: String, _ year: Int) -> CellState {
        CellState(rawValue: corpus.panel.state(indicator, entity: index, year: year)) ?? .absent
    }

    /// The whole report of a year; `nil` when there is none to be had.
    public func report(_ year: Int) throws -> Report? {
        if let known = reports[year] { return known }
        let report = corpus.hasReport(body: index, year: year) ? try corpus.provider.report(body: index, year: year) : nil
        reports[year] = .some(report)
        return report
    }

    /// Fetches the reports of all years at once, for detectors that read all of them.
    func fetchReports() throws {
        let fetched = try corpus.provider.reports(body: index, years: years)
        for year in years { reports[year] = .some(fetched[year]) }
    }

    /// The report of a year with its forms; its prose, evidence and notes are there only when the whole report was asked for.
    private func filledForms(_ year: Int) throws -> Report? {
        if let known = reports[year] ?? forms[year] { return known }
        let report = corpus.hasReport(body: index, year: year) ? try corpus.provider.filledForms(body: index, year: year) : nil
        forms[year] = .some(report)
        return report
    }

    /// The prose of a year's report, folded and read once for all detectors; `nil` without a report or without prose.
    func prose(_ year: Int) throws -> NarrativeProse? {
        if let known = proses[year] { return known }
        guard let report = try report(year), !report.passages.isEmpty else { return nil }
        let prose = NarrativeProse(report.passages, year: year)
        proses[year] = prose
        return prose
    }

    /// The numbers of a year's tables as prose may mean them, made ready once for all detectors.
    func tables(_ year: Int) -> TableReadings {
        if let known = readings[year] { return known }
        let tables = TableReadings(self, year)
        readings[year] = tables
        return tables
    }

    /// The label of an indicator on the form of a year; its id where the form has no such cell.
    public func label(_ indicator: String, _ year: Int) -> String {
        for edition in editions(year) {
            if let cell = Catalog.standard.indicator(indicator, edition: edition) { return cell.label }
        }
        return Catalog.standard.indicators(indicator).first?.label ?? indicator
    }

    /// The English name of a cell in quotation marks, as a sentence has it; its id where no form has such a cell.
    public func english(_ indicator: String) -> String {
        let own = years.lazy.reversed().flatMap { self.editions($0) }.first { !$0.isRegistered }
        return (Catalog.englishName(of: indicator, edition: own) ?? Catalog.englishName(of: indicator)).map { "“\($0)”" } ?? indicator
    }

    /// What a cell is called in a sentence of either language.
    public func name(_ indicator: String, _ year: Int) -> LocalizedText { LocalizedText(zh: shortLabel(indicator, year), en: english(indicator)) }

    /// The label without the groups that the row stands under, and without the notes on which years printed which wording.
    public func shortLabel(_ indicator: String, _ year: Int) -> String {
        let entries = Catalog.standard.indicators(indicator, among: editions(year))
        guard let entry = entries.first(where: { editions(year).contains($0.edition) }) ?? entries.first else { return indicator }
        return Self.shortLabel(of: entry)
    }

    /// The label of a cell without the groups that its row stands under.
    static func shortLabel(of entry: Indicator) -> String {
        // Wordings of different years are separated by a slash with spaces, groups by one without.
        var row = Substring(entry.row)
        if let variant = row.firstRange(of: " / ") {
            row = row[..<variant.lowerBound]
        } else if let group = row.lastIndex(of: "/") {
            row = row[row.index(after: group)...]
        }
        if let note = row.firstRange(of: " (") { row = row[..<note.lowerBound] }
        // （二）部分公开（区分处理的…） begins with its number.
        if let gloss = row.dropFirst().firstIndex(of: "（") { row = row[..<gloss] }
        // 法人或其他组织/商业企业 has a group, 本年增/减 only a slash.
        let column =
            entry.column.split(separator: "/").last.flatMap { last in Applicant.allCases.first { $0.label == last }?.label } ?? entry.column
        return ["", "N年度", "统计数", "本月累计"].contains(column) || column.hasSuffix("年度累计") ? String(row) : "\(row)·\(column)"
    }

    /// A cell with its value, raw text and place.
    public func reference(_ indicator: String, _ year: Int) throws -> Finding.CellReference {
        let report = try filledForms(year)
        let cell = report?.cell(indicator)
        return Finding.CellReference(
            indicator: indicator, label: label(indicator, year), value: cell?.value ?? value(indicator, year).flatMap(ExactRecord.decimal),
            raw: cell?.raw ?? "", source: report?.source.path.shown ?? "", table: cell?.place.table ?? 0, row: cell?.place.row ?? 0,
            column: cell?.place.column ?? 0, year: year)
    }

    /// Several cells of one year.
    public func references(_ indicators: [String], _ year: Int) throws -> [Finding.CellReference] {
        try indicators.map { try reference($0, year) }
    }

    /// A finding about this body with its fingerprint.
    /// - Parameters:
    ///   - definition: the rule as text; another text is another rule.
    ///   - subject: what it was applied to, in place of the cells' ids.
    public func finding(
        _ kind: Finding.Kind, rule: String, definition: String, severity: Finding.Severity, year: Int, subject: [String],
        message: LocalizedText
    ) -> Finding {
        Finding(
            body: index, fingerprint: fingerprint(rule: rule, definition: definition, year: year, subject: subject), kind: kind, rule: rule,
            severity: severity, entity: body.name, regionCode: body.regionCode, year: year, message: message,
            formerFingerprints: Fingerprint.former(
                body: corpus.body(index, year: year), year: year, rule: rule, definition: definition, subject: subject))
    }

    /// What a finding of the body is remembered by.
    func fingerprint(rule: String, definition: String, year: Int, subject: [String]) -> String {
        Fingerprint.of(body: corpus.body(index, year: year), year: year, rule: rule, definition: definition, subject: subject)
    }
}

extension String {
    /// The text without white space at its ends.
    var trimmed: String {
        var text = Substring(self)
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}
