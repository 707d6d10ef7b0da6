import ColumnStore
import Disclosure

/// Flows and amounts that are last year's to the last digit, where the panel says that they move.
///
/// **Definition.** Where counts vary by s² on the log scale, as bodies usually do, one repeats y by chance with probability δ/√(2π(y + s²y²)) at most, δ the last digit
/// that was written. Of the *m* values of ten and more that a report has in common with last year's, on the same form, *j* repeat; its p-value is the
/// product of their probabilities times 2ʲ·C(*m*, *j*) for the choice among them. A series that has often repeated itself before is left out.
enum RepeatedValues {
    /// A value that could have been repeated.
    struct Cell: Sendable {
        let body: Int
        let period: Int
        /// The probability of a repetition by chance; `nil` where the value differs from last year's.
        let probability: Double?
    }

    /// The repetitions in one report.
    struct Report: Sendable {
        let body: Int
        let period: Int
        var comparable: Int
        /// The cells that repeat, the least likely by chance first.
        var cells: [(indicator: String, probability: Double)]
        var pValue: Double
    }

    private static let leastValue = 10.0
    /// Office-holding and budgets are the same from year to year for good reasons.
    private static let steady = [".org.", "budget", "spending", ".training.", "staff"]

    /// The values of an indicator that have a value of the year before beside them.
    static func cells(_ variable: String, _ column: SeriesColumn, variance: Double, _ corpus: Corpus) -> [Cell] {
        guard let indicator = Catalog.standard.indicators(variable).first, indicator.kind == .flow || indicator.kind == .money else { return [] }
        guard !steady.contains(where: variable.contains) else { return [] }
        var cells: [Cell] = []
        for body in 0..<column.seriesCount {
            var own: [Cell] = []
            for period in 1..<max(1, column.periodCount) {
                guard let now = column[body, period], let before = column[body, period - 1], max(now, before) >= leastValue else { continue }
                let year = corpus.years.lowerBound + period
                guard corpus.edition(body: body, year: year) == corpus.edition(body: body, year: year - 1) else { continue }
                own.append(
                    Cell(body: body, period: period, probability: now == before ? chance(now, variance, isMoney: indicator.kind == .money) : nil))
            }
            let repeats = own.count { $0.probability != nil }
            if repeats <= 1 || 3 * repeats <= own.count { cells += own }
        }
        return cells
    }

    private static func chance(_ value: Double, _ variance: Double, isMoney: Bool) -> Double {
        let step = isMoney ? ExactRecord.decimal(value).map { ExactDecimal(mantissa: 1, scale: $0.scale).doubleValue } ?? 1 : 1
        let spread = (value + max(variance, 0.005) * value * value).squareRoot()
        return min(1, step / (2.5066 * spread))
    }

    /// The reports that repeat something, and how many could have.
    static func reports(_ cells: [(variable: String, cells: [Cell])]) -> (found: [Report], tested: Int) {
        struct Key: Hashable {
            let body: Int
            let period: Int
        }
        var reports: [Key: Report] = [:]
        for (variable, cells) in cells {
            for cell in cells {
                let key = Key(body: cell.body, period: cell.period)
                var report = reports[key] ?? Report(body: cell.body, period: cell.period, comparable: 0, cells: [], pValue: 1)
                report.comparable += 1
                if let probability = cell.probability { report.cells.append((variable, probability)) }
                reports[key] = report
            }
        }
        let found = reports.values.filter { !$0.cells.isEmpty }.map { report in
            var report = report
            report.cells.sort { $0.probability != $1.probability ? $0.probability < $1.probability : $0.indicator < $1.indicator }
            report.pValue = best(report.cells.map(\.probability), of: report.comparable)
            return report
        }
        return (found.sorted { ($0.body, $0.period) < ($1.body, $1.period) }, reports.count)
    }

    /// The least over j of 2ʲ·C(m, j)·∏ of the j smallest.
    private static func best(_ probabilities: [Double], of comparable: Int) -> Double {
        var (best, product, choices) = (1.0, 1.0, 1.0)
        for (index, probability) in probabilities.enumerated() {
            product *= 2 * probability
            choices *= Double(comparable - index) / Double(index + 1)
            best = min(best, product * choices)
        }
        return best
    }

    static func finding(_ report: Report, q: Double, history: BodyHistory) throws -> Finding {
        let year = history.corpus.years.lowerBound + report.period
        let ids = report.cells.map(\.indicator)
        let main = ids[0]
        let value = history.value(main, year).flatMap(ExactRecord.decimal)?.description ?? ""
        let rest = ids.count - 1
        var finding = history.finding(
            .duplicate, rule: "panel.repeated_value", definition: "flow != prev(flow)", severity: .warning, year: year, subject: [],
            message: LocalizedText(
                zh: "“\(history.shortLabel(main, year))”\(value)与上年完全相同\(rest > 0 ? "（共\(ids.count)个数相同）" : "")，而这类数字逐年变动，疑照抄上年。",
                en:
                    "\(main) is \(value), just as last year\(rest > 0 ? ", and so are \(rest) more" : ""), though such figures move from year to year: probably copied."
            ))
        finding.mechanism = .copiedFromLastYear
        finding.certainty = .candidates
        finding.observed = history.value(main, year)
        finding.pValue = report.pValue
        finding.qValue = q
        finding.score = Double(ids.count)
        finding.cells = try history.references(Array(ids.prefix(8)), year)
        finding.readings = report.cells.map { id, probability in
            let share = OutlierFinding.text((1 / max(probability, 1e-12)).rounded())
            return LocalizedText(
                zh: "“\(history.shortLabel(id, year))”：若如常变动，恰好相同的机会约为\(share)分之一", en: "\(id): the same by chance about once in \(share)")
        }
        return finding
    }
}
