import Disclosure

/// Cells of the statutory tables left blank: one finding a report. A blank is not a zero, and every sum over it cannot be told.
struct BlankCellDetector: AnomalyDetector {
    private static let cells = PerEdition { Form.of($0).cells.map(\.id) }

    func findings(in history: BodyHistory) throws -> [Finding] {
        var findings: [Finding] = []
        for year in history.years {
            for edition in history.editions(year) where edition.hasStatutoryTables {
                let cells = Self.cells[edition]
                if let finding = marks(cells, history, year) { findings.append(finding) }
                let blank = cells.filter { history.state($0, year) == .blank }
                guard !blank.isEmpty else { continue }
                let pattern = Self.pattern(cells, history, year)
                var finding = history.finding(
                    .missing, rule: "blank.policy", definition: "no blank cell in T2/T3/T4", severity: .info, year: year, subject: [],
                    message: LocalizedText(
                        zh: "\(cells.count)格中有\(blank.count)格留空（\(pattern.zh)），留空不等于零，涉及的合计无法核对。",
                        en:
                            "\(blank.count) of \(cells.count) cells are blank (\(pattern.en)); a blank is not a zero, and sums over them cannot be checked."
                    ))
                finding.observed = Double(blank.count)
                finding.expected = 0
                finding.certainty = .exact
                finding.readings = [
                    LocalizedText(
                        zh: "留空：" + blank.prefix(12).map { history.shortLabel($0, year) }.joined(separator: "、") + (blank.count > 12 ? "等" : ""),
                        en: "Blank: " + blank.prefix(12).map(history.english).joined(separator: ", ") + (blank.count > 12 ? ", …" : ""))
                ]
                findings.append(finding)
            }
        }
        return findings
    }

    /// How the blanks lie: zeros alone, totals alone, parts alone, or mixed.
    private static func pattern(_ cells: [String], _ history: BodyHistory, _ year: Int) -> LocalizedText {
        let states = cells.map { (isTotal: $0.hasSuffix(".total"), state: history.state($0, year), value: history.count($0, year)) }
        let blank = states.filter { $0.state == .blank }
        if blank.allSatisfy(\.isTotal) { return LocalizedText(zh: "只有总计留空", en: "totals only") }
        if blank.allSatisfy({ !$0.isTotal }) {
            return states.contains { $0.value == 0 } ? LocalizedText(zh: "分项留空", en: "parts only") : LocalizedText(zh: "凡零皆留空", en: "every zero")
        }
        return states.contains { $0.value == 0 }
            ? LocalizedText(zh: "分项和总计都有", en: "parts and totals") : LocalizedText(zh: "零和总计留空", en: "zeros and totals")
    }

    /// Marks such as / and — where a number is asked for: read as not applicable, which is neither a blank nor a zero.
    private func marks(_ cells: [String], _ history: BodyHistory, _ year: Int) -> Finding? {
        let marked = cells.filter { history.state($0, year) == .notApplicable }
        guard let first = marked.first else { return nil }
        var finding = history.finding(
            .format, rule: "mark.policy", definition: "no mark in T2/T3/T4", severity: .info, year: year, subject: [],
            message: LocalizedText(
                zh: "\(cells.count)格中有\(marked.count)格填的是“/”之类的符号，按不适用处理，不作零计。",
                en: "\(marked.count) of \(cells.count) cells hold a mark such as “/”: taken for not applicable, not for 0."))
        finding.observed = Double(marked.count)
        finding.expected = 0
        finding.certainty = .exact
        finding.readings = [
            LocalizedText(
                zh: "例如“\(history.shortLabel(first, year))”", en: "For example \(history.english(first))")
        ]
        return finding
    }
}
