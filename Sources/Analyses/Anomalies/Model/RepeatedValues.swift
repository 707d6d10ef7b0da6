import ColumnStore
import Disclosure

/// Flows and amounts that are last year's to the last digit, where the panel says that they move.
///
/// **Definition.** Where counts vary by s² on the log scale, half as much as bodies usually do (for some are steadier), one repeats y by chance with probability δ/√(2π(y + s²y²)) at most, δ the last digit
/// that was written. Of the values of ten and more that a report has in common with last year's, on the same form, those that move together, such as the applications
/// received and answered, count as one: the least likely of them. The statistic *t* of a report is the product over what repeats. Its p-value is the probability
/// that one value, or two that do not move together, repeat by chance with a *t* as small. Repetitions are discrete: the false-discovery rate at *t* is the number
/// of reports expected to repeat by chance with such a *t*, over all reports that could, divided by the number that do (the step-up of Benjamini and Hochberg with
/// the p-values' own distribution under the null, as Gilbert 2005 has it). A series that has often repeated itself before is left out.
/// - References: Gilbert (2005), *Applied Statistics* 54, 143–158.
enum RepeatedValues {
    /// A value that could have been repeated.
    struct Cell: Sendable {
        let body: Int
        let period: Int
        /// The probability of a repetition by chance.
        let probability: Double
        /// Whether the value is last year's.
        let isRepeated: Bool
    }

    /// The repetitions in one report.
    struct Report: Sendable {
        let body: Int
        let period: Int
        /// The cells that repeat, the least likely by chance first.
        let cells: [(indicator: String, probability: Double)]
        /// The logarithm of the product of their probabilities.
        let logStatistic: Double
        let pValue: Double
        var q = 1.0
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
                    Cell(
                        body: body, period: period, probability: chance(before, variance, isMoney: indicator.kind == .money),
                        isRepeated: now == before))
            }
            let repeats = own.count { $0.isRepeated }
            if repeats <= 1 || 3 * repeats <= own.count { cells += own }
        }
        return cells
    }

    private static func chance(_ value: Double, _ variance: Double, isMoney: Bool) -> Double {
        let step = isMoney ? ExactRecord.decimal(value).map { ExactDecimal(mantissa: 1, scale: $0.scale).doubleValue } ?? 1 : 1
        let spread = (value + max(variance / 2, 0.003) * value * value).squareRoot()
        return min(1, step / (2.5066 * spread))
    }

    /// The reports that repeat something, by body and year, each with its false-discovery rate.
    static func reports(_ cells: [(variable: String, cells: [Cell])]) -> [Report] {
        struct Key: Hashable {
            let body: Int
            let period: Int
        }
        var comparable: [Key: [(variable: String, group: Int, probability: Double, isRepeated: Bool)]] = [:]
        var groups: [String: Int] = [:]
        for (variable, cells) in cells {
            let name = group(variable)
            let group = groups[name] ?? groups.count
            groups[name] = group
            for cell in cells {
                comparable[Key(body: cell.body, period: cell.period), default: []].append((variable, group, cell.probability, cell.isRepeated))
            }
        }
        var expected = ExpectedRepetitions()
        var found: [Report] = []
        // In the order of bodies and years: a sum of doubles depends on it.
        for (key, values) in comparable.sorted(by: { ($0.key.body, $0.key.period) < ($1.key.body, $1.key.period) }) {
            let logs = values.map { (group: $0.group, log: RobustPanelFit.log(max($0.probability, 1e-300))) }
            expected.add(logs)
            let repeated = values.filter(\.isRepeated).map { (indicator: $0.variable, probability: $0.probability) }
            guard !repeated.isEmpty else { continue }
            var least: [Int: Double] = [:]
            for (value, entry) in zip(values, logs) where value.isRepeated { least[entry.group] = min(least[entry.group] ?? 0, entry.log) }
            let statistic = least.values.sorted().reduce(0, +)
            found.append(
                Report(
                    body: key.body, period: key.period,
                    cells: repeated.sorted { $0.probability != $1.probability ? $0.probability < $1.probability : $0.indicator < $1.indicator },
                    logStatistic: statistic, pValue: ExpectedRepetitions.probability(of: statistic, logs)))
        }
        found.sort { $0.logStatistic != $1.logStatistic ? $0.logStatistic < $1.logStatistic : ($0.body, $0.period) < ($1.body, $1.period) }
        var least = 1.0
        for index in found.indices.reversed() {
            least = min(least, expected.count(upTo: found[index].logStatistic) / Double(index + 1))
            found[index].q = least
        }
        return found.sorted { ($0.body, $0.period) < ($1.body, $1.period) }
    }

    /// What moves together: everything about applications, and the cells of one row.
    private static func group(_ variable: String) -> String {
        let parts = variable.split(separator: ".")
        if parts.contains("applications") || parts.contains("answers") || parts[0] == "outcome" { return "applications" }
        return parts.count > 2 ? parts.dropLast().joined(separator: ".") : variable
    }

    static func finding(_ report: Report, history: BodyHistory) throws -> Finding {
        let year = history.corpus.years.lowerBound + report.period
        let ids = report.cells.map(\.indicator)
        let main = ids[0]
        let value = history.value(main, year).flatMap(ExactRecord.decimal)?.description ?? ""
        let rest = ids.count - 1
        var finding = history.finding(
            .duplicate, rule: "panel.repeated_value", definition: "flow != prev(flow)",
            severity: report.q <= OutlierDetector.warningRate ? .warning : .info, year: year, subject: [],
            message: LocalizedText(
                zh: "“\(history.shortLabel(main, year))”\(value)与上年完全相同\(rest > 0 ? "（共\(ids.count)个数相同）" : "")，而这类数字逐年变动，疑照抄上年。",
                en:
                    "\(history.english(main)) is \(value), just as last year\(rest > 0 ? ", and so are \(rest) more" : ""), though such figures move from year to year: probably copied."
            ))
        finding.mechanism = .copiedFromLastYear
        finding.certainty = .candidates
        finding.observed = history.value(main, year)
        finding.pValue = report.pValue
        finding.qValue = report.q
        finding.score = Double(ids.count)
        finding.cells = try history.references(Array(ids.prefix(8)), year)
        finding.readings = report.cells.map { id, probability in
            let share = OutlierFinding.text((1 / max(probability, 1e-12)).rounded())
            return LocalizedText(
                zh: "“\(history.shortLabel(id, year))”：若如常变动，恰好相同的机会约为\(share)分之一",
                en: "\(history.english(id)): the same by chance about once in \(share)")
        }
        return finding
    }
}

/// How many reports are expected to repeat values by chance, by how unlikely the repetition is: one value of a report, or two.
///
/// The expectation is kept in bins of the logarithm; three values and more, by chance, are too rare to matter.
struct ExpectedRepetitions {
    private static let width = 0.02
    private static let deepest = 80.0
    private var bins = [Double](repeating: 0, count: Int(deepest / width) + 1)

    /// Adds a report by the logarithms of its values' probabilities; values of one group move together.
    mutating func add(_ values: [(group: Int, log: Double)]) {
        Self.forEachRepetition(values) { bins[Self.bin($0)] += RobustPanelFit.exp($0) }
    }

    /// Each value of a report by itself, and each two of different groups.
    private static func forEachRepetition(_ values: [(group: Int, log: Double)], _ body: (Double) -> Void) {
        for (index, one) in values.enumerated() {
            body(one.log)
            for other in values[(index + 1)...] where other.group != one.group { body(one.log + other.log) }
        }
    }

    /// The expected number of repetitions that are as unlikely as this or more.
    func count(upTo logStatistic: Double) -> Double { bins[Self.bin(logStatistic)...].reduce(0, +) }

    /// The probability that a report repeats one or two of its values with a statistic as small.
    static func probability(of logStatistic: Double, _ values: [(group: Int, log: Double)]) -> Double {
        var sum = 0.0
        forEachRepetition(values) { if $0 <= logStatistic { sum += RobustPanelFit.exp($0) } }
        return min(1, max(sum, RobustPanelFit.exp(logStatistic)))
    }

    private static func bin(_ log: Double) -> Int { Int(min(max(-log, 0), deepest) / width) }
}
