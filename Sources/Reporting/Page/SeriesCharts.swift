import Analyses
import Disclosure

/// Which series are drawn and what is said under them, for the page and for files of their own.
struct SeriesCharts {
    let options: TrendOptions
    let language: Language

    /// The positions of the strongest rows of either direction, at most so many each; where there is none, of those that were tested at all.
    static func strongest(_ rows: [TrendRow], each count: Int) -> [Int] {
        let rising = rows.indices.filter { rows[$0].direction == .rising }.prefix(count)
        let falling = rows.indices.filter { rows[$0].direction == .falling }.prefix(count)
        if rising.isEmpty, falling.isEmpty { return Array(rows.indices.filter { rows[$0].pValue != nil }.prefix(count)) }
        return Array(rising) + Array(falling)
    }

    /// The direction of a series, the change a year with its interval, and q.
    func words(_ row: TrendRow) -> String {
        let percent = row.percentPerYear.map { NumberStyle.percent(1).text($0) + (language == .zh ? "/年" : " a year") }
        let interval = row.percentLow.flatMap { low in
            row.percentHigh.map { "(\(NumberStyle.percent(1).text(low)) … \(NumberStyle.percent(1).text($0)))" }
        }
        let q = row.qValue.map { "q \(NumberStyle.probability.text($0))" }
        return [direction(row), percent, interval, q].compactMap { $0 }.joined(separator: " · ")
    }

    /// The direction of a series in words, with an arrow.
    func direction(_ row: TrendRow) -> String {
        if row.direction == .uncertain, let p = row.pValue, p <= 1 - options.level { return ReportPageWords.text("notAfterCorrection", language) }
        let arrow =
            switch row.direction {
            case .rising: "↗ "
            case .falling: "↘ "
            case .stable: "→ "
            case .uncertain: ""
            }
        return arrow + (ResultTable.directions[row.direction.rawValue]?[language] ?? "")
    }
}
