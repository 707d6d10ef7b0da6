import Disclosure
import Statistics

/// Looks for one break of unknown date in a series that has none known: another level and slope from some year on.
///
/// **Definition.** The largest F over the dates with four values on either side, its p-value from 499 permutations of the residuals of the unbroken line (``BreakTest``), on the scale
/// of the trend's model: log(y + 1) for counts with a log-linear trend. A break is told when p ≤ 1 − level. The permutations take years as exchangeable: autocorrelated series
/// show breaks more often than they have them.
struct BreakSearch {
    let level: Double

    private static let margin = 4

    func breaks(in series: YearlySeries, model: String) -> [TrendRow.Break] {
        guard series.effectiveBreaks.isEmpty, series.values.count >= 2 * Self.margin else { return [] }
        let isLogLinear = series.measure == .count && (model == "quasipoisson" || model == "poisson")
        let values = isLogLinear ? series.values.map { Logarithm.natural($0 + 1) } : series.values
        let test = BreakTest(model: .trend, margin: Self.margin, permutations: PermutationTest(permutations: 499, seed: 1))
        guard let fit = try? test.fit(x: series.years.map(Double.init), y: values), fit.statistic.isFinite, fit.pValue <= 1 - level else { return [] }
        return [.init(year: Int(fit.breakAbscissa), kind: .searched, pValue: fit.pValue)]
    }
}
