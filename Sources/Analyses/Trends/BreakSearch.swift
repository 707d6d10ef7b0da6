import ColumnStore
import Disclosure
import Statistics

/// Looks for one break of unknown date in series that have none known: another level and slope from some year on.
///
/// **Definition.** The largest F over the dates with four values on either side, its p-value from 499 permutations of the residuals of the unbroken line (``BreakTest``), on the scale
/// of the trend's model: log(y + 1) for counts with a log-linear trend. Years of one series resemble each other, and by how much all series of the indicator tell together; a break
/// in many of them looks like that, too, and makes the search more cautious. A break is told when p ≤ 1 − level.
struct BreakSearch {
    let level: Double

    private static let margin = 4

    /// The breaks found, a list for each series; `models` names the model of each trend, `nil` where there is none and nothing is searched.
    func breaks(in series: [YearlySeries], models: [TrendModel?]) -> [[TrendRow.Break]] {
        var found = [[TrendRow.Break]](repeating: [], count: series.count)
        for isLogLinear in [false, true] {
            let members = series.indices.filter { index in
                guard let model = models[index], series[index].effectiveBreaks.isEmpty else { return false }
                return isLogLinear == (series[index].measure == .count && model.scale == .logarithm)
            }
            for batch in SeriesBatch.batches(members.map { series[$0] }) {
                let values = batch.values.map { row in row.map { value in isLogLinear ? value.map { Logarithm.natural($0 + 1) } : value } }
                // A value that is not finite throws; the model has said so already.
                guard let shared = try? AutocorrelationPosterior(x: batch.years, series: values) else { continue }
                let test = BreakTest(model: .trend, margin: Self.margin, permutations: PermutationTest(permutations: 499, seed: 1))
                var columns = BreakColumns(seriesCount: values.count)
                test.fit(SeriesColumn(values, periodCount: batch.years.count), x: batch.years, autocorrelation: shared, into: &columns)
                for (position, member) in batch.members.enumerated() {
                    guard let p = columns[.pValue, position], p <= 1 - level, let year = columns[.breakAbscissa, position] else { continue }
                    found[members[member]].append(.init(year: Int(year), kind: .searched, pValue: p))
                }
            }
        }
        return found
    }
}
