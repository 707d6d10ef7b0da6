import Disclosure

/// 历年累计 left blank between numbers that tell what it is: the rows of one year are one finding.
struct BlankRunningTotalDetector: AnomalyDetector {
    /// The rows with a running total on the forms of a year.
    private static func rows(_ history: BodyHistory, _ year: Int) -> [String] {
        history.editions(year).flatMap { edition -> [String] in
            edition.profile.hasRunningTotals ? Form.of(edition).tables.flatMap { $0.rows.map(\.id) } : []
        }
    }

    private struct Blank {
        let row: String
        let value: Int
        /// Whether last year's and next year's totals agree on it.
        let isConfirmed: Bool
        var total: String { "\(row).\(FormTable.runningTotal)" }
    }

    func findings(in history: BodyHistory) throws -> [Finding] {
        try history.years.compactMap { year in
            let blanks = Self.rows(history, year).compactMap { row -> Blank? in
                let total = "\(row).\(FormTable.runningTotal)"
                guard history.state(total, year) == .blank, let flow = history.count(row, year), let before = history.count(total, year - 1),
                    before > 0
                else { return nil }
                let next = history.count(total, year + 1).flatMap { total in history.count(row, year + 1).map { total - $0 } }
                return Blank(row: row, value: before + flow, isConfirmed: next == before + flow)
            }
            return blanks.isEmpty ? nil : try missing(blanks, history, year)
        }
    }

    private func missing(_ blanks: [Blank], _ history: BodyHistory, _ year: Int) throws -> Finding {
        let (main, count) = (blanks[0], blanks.count)
        var finding = history.finding(
            .missing, rule: "fj.cumulative_blank", definition: "cumulative = prev(cumulative) + value", severity: .warning, year: year, subject: [],
            message: LocalizedText(
                zh: "“\(history.shortLabel(main.row, year))”的历年累计留空，按上年累计加本年应为\(main.value)\(count > 1 ? "（共\(count)行）" : "")。",
                en:
                    "The running total of \(history.english(main.row)) is blank; last year's and this year's figure make it \(main.value)\(count > 1 ? " (\(count) rows)" : "")."
            ))
        finding.mechanism = .blankTotal
        finding.expected = Double(main.value)
        finding.certainty = blanks.allSatisfy(\.isConfirmed) ? .exact : .candidates
        finding.cells = try history.references(blanks.map(\.total), year)
        finding.repairs = [.init(blanks.map { finding.change($0.total, from: nil, to: ExactDecimal($0.value)) })]
        finding.readings = blanks.map { blank in
            LocalizedText(
                zh: "“\(history.shortLabel(blank.row, year))”：应为\(blank.value)\(blank.isConfirmed ? "，次年累计减次年数也得此数" : "")",
                en:
                    "\(history.english(blank.row)): should be \(blank.value)\(blank.isConfirmed ? ", as next year's total less its figure is too" : "")"
            )
        }
        return finding
    }
}
