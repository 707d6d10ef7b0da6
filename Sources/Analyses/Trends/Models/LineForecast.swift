import Statistics

/// The years that follow on a fitted line, with the scatter of years and the uncertainty of the line, on the line's own scale.
struct LineForecast {
    let fitted: FittedTrend
    let level: Double

    func years(after series: YearlySeries, count: Int) -> [TrendRow.ForecastYear] {
        guard let last = series.years.last, let center = fitted.center, let error = fitted.standardError, let dispersion = fitted.dispersion,
            let degrees = fitted.degreesOfFreedom, degrees > 0
        else { return [] }
        let quantile = StudentT(degreesOfFreedom: degrees).upperTailQuantile((1 - level) / 2)
        return (1...count).compactMap { ahead -> TrendRow.ForecastYear? in
            let year = last + ahead
            guard let mean = fitted.value(in: Double(year)) else { return nil }
            let distance = Double(year) - center
            // Counts have the variance of their mean, which on the logarithmic scale is one over it.
            let events = mean * (series.exposure?.units.last ?? 1)
            let scatter = fitted.model == .quasiPoisson ? max(dispersion, 1) / max(events, 0.25) : dispersion
            let half = quantile * (scatter * (1 + 1 / Double(series.values.count)) + error * error * distance * distance).squareRoot()
            let (low, high): (Double, Double) =
                switch fitted.model.scale {
                case .logarithm: (mean * Logarithm.exponential(-half), mean * Logarithm.exponential(half))
                case .shareOfMean: (mean - half * fitted.mean, mean + half * fitted.mean)
                case .units: (mean - half, mean + half)
                }
            guard low.isFinite, high.isFinite else { return nil }
            let floor = fitted.hasPercent ? 0 : -Double.infinity
            return .init(year: year, mean: max(floor, mean), low: max(floor, low), high: max(floor, high))
        }
    }
}
