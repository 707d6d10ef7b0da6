import Statistics

/// The predictive law of a count to come: negative binomial, with the fit's dispersion and the uncertainty of its line.
///
/// **Definition.** μ* = e^{η*}, Var = φ̃μ* + μ*²·v, v = φ̃·(1/Σμᵢ + (x* − x̄)²/Σμᵢ(xᵢ − x̄)²) with the μ-weighted mean x̄: the variance of the linear
/// predictor of a log-linear model. Below φ̃ = 1 the variance is at least Poisson's.
struct CountForecast {
    private let trend: CountTrend
    private let total: Double
    private let center: Double
    private let spread: Double

    init(_ trend: CountTrend, years: [Int]) {
        self.trend = trend
        let means = years.map { trend.expectedCount(at: Double($0)) }
        let total = means.reduce(0, +)
        let center = zip(means, years).reduce(0) { $0 + $1.0 * Double($1.1) } / total
        self.total = total
        self.center = center
        spread = zip(means, years).reduce(0) { $0 + $1.0 * (Double($1.1) - center) * (Double($1.1) - center) }
    }

    /// The forecast of years; empty when the fit has no finite slope.
    func years(_ years: [Int], level: Double) -> [TrendRow.ForecastYear] {
        guard trend.slope.isFinite, spread > 0 else { return [] }
        let tail = (1 - level) / 2
        return years.compactMap { year in
            let mean = trend.expectedCount(at: Double(year))
            guard mean.isFinite, mean > 0, mean < 1e12 else { return nil }
            let distance = Double(year) - center
            let dispersion = max(trend.dispersion, 1)
            let excess = (dispersion - 1) / mean + dispersion * (1 / total + distance * distance / spread)
            let law = NegativeBinomial(mean: mean, dispersion: max(excess, 1e-9))
            return TrendRow.ForecastYear(
                year: year, mean: mean, low: Double(law.quantile(tail)), high: Double(law.upperTailQuantile(tail)))
        }
    }
}
