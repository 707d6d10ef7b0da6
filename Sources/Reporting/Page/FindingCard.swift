import Analyses
import Disclosure

/// A finding as the page shows it: what, where, why, and what to check.
struct FindingCard {
    let language: Language
    let links: SourceLinks

    /// The finding as its template takes it.
    ///
    /// - Parameters:
    ///   - number: by which the marks at the cells name it; `nil` where none are shown.
    ///   - address: where a cell is shown in the table as published.
    func value(_ finding: Finding, number: Int?, address: (Finding.CellReference) -> String?, isOpen: Bool) -> PageValue {
        .object([
            ("fp", .shown(finding.fingerprint)), ("number", number.map { .list([.number(Double($0))]) } ?? .list([])),
            ("sev", .text(finding.severity.rawValue)), ("sevLabel", .text(Codes.severities[finding.severity.rawValue]![language])),
            ("kind", .text(Codes.kinds[finding.kind.rawValue]![language])), ("year", .text(String(finding.year))),
            ("certainty", .text(Codes.certainties[finding.certainty.rawValue]![language])),
            ("verdict", finding.verdict == .open ? .list([]) : .list([.text(Codes.verdicts[finding.verdict.rawValue]![language])])),
            ("heading", .list([.shown(finding.message[language])])), ("facts", .optional(facts(finding))),
            ("alternatives", .list(alternatives(finding))), ("hasCells", .flag(!finding.cells.isEmpty)),
            ("cells", .list(finding.cells.map { cell($0, address($0)) })), ("hasReadings", .flag(!finding.readings.isEmpty)),
            ("readings", .list(finding.readings.map { .shown($0[language]) })), ("open", .flag(isOpen)), ("rule", .shown(finding.rule)),
        ])
    }

    /// The numbers behind a finding in one line.
    private func facts(_ finding: Finding) -> String? {
        func number(_ value: Double) -> String { PageText.value(value, unit: "", language) }
        var words: [String] = []
        if let observed = finding.observed { words.append(language == .zh ? "实填 \(number(observed))" : "observed \(number(observed))") }
        if let expected = finding.expected { words.append(language == .zh ? "应为 \(number(expected))" : "expected \(number(expected))") }
        if let low = finding.low, let high = finding.high {
            words.append(language == .zh ? "通常在 \(number(low)) 至 \(number(high)) 之间" : "usually \(number(low)) to \(number(high))")
        }
        if let p = finding.pValue { words.append("p = \(NumberStyle.probability.text(p))".replacing("= <", with: "< ")) }
        if let q = finding.qValue { words.append("q = \(NumberStyle.probability.text(q))".replacing("= <", with: "< ")) }
        if let influence = finding.influence, influence.isFinite {
            let share = NumberStyle.fraction(1).text(influence)
            words.append(language == .zh ? "差额占本地区合计的 \(share)" : "the difference is \(share) of the region's total")
        }
        return words.isEmpty ? nil : words.joined(separator: " · ")
    }

    // MARK: What was probably meant

    private func alternatives(_ finding: Finding) -> [PageValue] {
        let words = RepairWords(finding)
        return finding.repairs.enumerated().map { index, repair in
            let name = words.name(index)?[language] ?? ReportPageWords.text("suggestion", language)
            let mechanism = repair.mechanism == .none ? nil : Codes.mechanisms[repair.mechanism.rawValue]?[language]
            let tags = [mechanism, words.breaks(repair)?[language]].compactMap { $0 }
            return .object([
                ("name", .text(name)), ("mechanism", .list(tags.map { .text($0) })),
                ("items", .list(repair.changes.map { change($0, words) })),
            ])
        }
    }

    /// A small number as it counts things in Chinese.
    static func chinese(_ number: Int) -> String {
        let digits = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"]
        guard number < 100 else { return String(number) }
        let (tens, ones) = (number / 10, number % 10)
        return tens == 0 ? digits[ones] : (tens == 1 ? "" : digits[tens]) + "十" + digits[ones]
    }

    private func change(_ change: Finding.Change, _ words: RepairWords) -> PageValue {
        .object([
            ("label", .shown(words.label(change)[language])), ("from", .text(Self.number(change.from, language))),
            ("to", .text(Self.number(change.to, language))),
        ])
    }

    private static func number(_ value: ExactDecimal?, _ language: Language) -> String {
        value.map { PageText.grouped($0.description) } ?? (language == .zh ? "（空白）" : "(blank)")
    }

    /// The first change that would do, in few words, for a list of findings.
    static func change(_ finding: Finding, _ language: Language) -> String {
        guard let first = finding.suggestions.first else { return "" }
        var text = "\(number(first.from, language)) → \(number(first.to, language))"
        let (cells, ways) = (finding.suggestions.count, finding.repairs.count)
        if cells > 1 { text += language == .zh ? " 等 \(cells) 格" : " and \(cells - 1) more cell\(cells == 2 ? "" : "s")" }
        if ways > 1 { text += language == .zh ? "（方案一，共 \(ways) 种）" : " (way 1 of \(ways))" }
        return text
    }

    // MARK: Cells

    private func cell(_ cell: Finding.CellReference, _ address: String?) -> PageValue {
        let blank = language == .zh ? "（空白）" : "(blank)"
        let label = cell.name[language]
        return .object([
            ("label", .shown(label)), ("link", address.map { .list([.text($0)]) } ?? .list([])),
            ("plain", address == nil ? .list([.shown(label)]) : .list([])),
            ("raw", .shown(cell.raw.allSatisfy(\.isWhitespace) ? blank : cell.raw)), ("place", .text(Self.place(cell, language))),
            ("source", PageBuilder.source(links.link(shown: cell.source))),
        ])
    }

    /// Where a cell stands, in words.
    static func place(_ cell: Finding.CellReference, _ language: Language) -> String {
        guard cell.row > 0 else { return language == .zh ? "\(cell.year) 年" : "\(cell.year)" }
        return switch language {
        case .zh:
            cell.table > 0 ? "\(cell.year) 年，表 \(cell.table) 第 \(cell.row) 行第 \(cell.column) 列" : "\(cell.year) 年，第 \(cell.row) 行第 \(cell.column) 个数"
        case .en:
            cell.table > 0
                ? "\(cell.year), table \(cell.table), row \(cell.row), column \(cell.column)" : "\(cell.year), line \(cell.row), value \(cell.column)"
        }
    }
}
