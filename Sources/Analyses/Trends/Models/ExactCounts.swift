import Disclosure
import Statistics

/// Counts of a handful of events, by the exact law of their years given their sum (``QuasiPoissonTrends``).
struct ExactCounts {
    let level: Double
    let forecastYears: Int
    /// ρ of the counts of the same indicator that are not sparse, where many tell it.
    let shared: Double?

    /// Fewer than this many events in all, or fewer than three a year up to a hundred, are tested exactly.
    private static let fewest = 20.0
    private static let fewestPerYear = 3.0

    /// Whether a series of counts is one for the exact law, which has neither a step for a known break nor an exposure.
    static func takes(_ series: YearlySeries) -> Bool {
        if series.exposure != nil { return false }
        let total = series.total
        return (total < fewest || total < fewestPerYear * Double(series.values.count) && total <= 100) && series.effectiveBreaks.isEmpty
            && series.values.allSatisfy { $0 == $0.rounded() }
    }

    func fit(_ series: [YearlySeries]) -> [TrendOutcome] {
        let first = series.lazy.compactMap(\.years.first).min() ?? 0
        let last = series.lazy.compactMap(\.years.last).max() ?? first
        let counts = series.map { one in
            var row = [Double?](repeating: nil, count: last - first + 1)
            for (year, value) in zip(one.years, one.values) { row[year - first] = value }
            return row
        }
        // Rare events hide their autocorrelation: few of them take that of the others.
        let autocorrelation: ModeratedTrends.Autocorrelation =
            if let shared, series.count < SharedTrends.manySeries { .fixed(max(shared, 0)) } else { .pooled }
        do throws(EstimationError) {
            let fit = try QuasiPoissonTrends(
                dispersion: series.count >= 10 ? .empiricalBayes : .own, autocorrelation: autocorrelation, exactBelow: .infinity
            ).fit(x: (first...last).map(Double.init), counts: counts)
            return zip(fit.trends, series).map { trend, one in
                guard let trend else { return .reason(TrendNotes.reason(.tooFewObservations(needed: 3, found: one.values.count))) }
                return .estimate(PoissonTrend.estimate(trend, one, model: .exactPoisson, level: level, forecastYears: forecastYears))
            }
        } catch {
            return series.map { _ in .reason(TrendNotes.reason(error)) }
        }
    }
}
