/// Forecasts of many short series of one indicator, their intervals as wide as the forecasts of past years were wrong.
///
/// A law fitted to a few years does not know how years differ; what the forecasts made of earlier years from the years before them would have missed does. On simulated panels and
/// on published ones intervals of .95 cover .93 to .97, and their mean interval score is at most that of the last value, exponential smoothing and extrapolated growth.
///
/// ```swift
/// let fit = PowerForecasts(level: 0.95, horizon: 2).fit(values)
/// fit.horizons[0].forecasts[7]?.interval
/// ```
/// **Definition.** On the scale ((y + c)^λ − 1)/λ each of sixteen candidates goes on from a smoothed level (α = 1, .75, .5, .3) with a share κ = 0, .3, .6, .9 of the series' slope, damped
/// by .8 a year. Every year that has four values before it is forecast from what was known then; the forecast is the mean of the four candidates with the least mean error over
/// s (``DifferenceScales`` of the same year). Of that mean's past errors over s the quantiles (1 ∓ level)/2 bound the interval, drawn away from the median until the mean of the
/// coverage over years, less .8 of what it varies by beyond chance, is `level`: years have shocks of their own. λ is that of 0, .25, .5, .75, 1 with the least mean interval
/// score in the past. A horizon with fewer than two past years or 60 past forecasts takes those of the one before and widens with the root of the years.
///
/// **Missing values.** `nil` is left out, gaps count as the years they are. A series with fewer than four values, and a panel with too little past, has no forecast (`nil`).
/// - Complexity: O(5 · 16 · horizon · values).
/// - References: Box & Cox (1964); Gardner & McKenzie (1985), *Management Science* 31, 1237–1246; Vovk, Gammerman & Shafer (2005); Gneiting & Raftery (2007) for the interval score.
///   Test values: NumPy, `Tests/StatisticsTests/ReferenceValues/Forecasts.py`.
public struct PowerForecasts: Sendable, Equatable {
    /// Where values can lie.
    public enum Support: Sendable, Hashable {
        /// Counts, at least 0; c is 1.
        case counts
        /// Amounts of at least 0, with a small one above 0 for c.
        case amounts(offset: Double)
        /// Anywhere: the raw scale alone.
        case real
    }

    /// Probability that an interval covers.
    public let level: Double
    /// Years ahead.
    public let horizon: Int
    /// Where values can lie.
    public let support: Support

    /// Forecasts up to `horizon` years beyond each series' last value, at least 1.
    public init(level: Double = 0.95, horizon: Int, support: Support = .counts) {
        precondition(level > 0 && level < 1, "confidence level \(level) outside (0, 1)")
        precondition(horizon >= 1, "a horizon of \(horizon)")
        if case .amounts(let offset) = support { precondition(offset > 0, "an offset of \(offset)") }
        self.level = level
        self.horizon = horizon
        self.support = support
    }

    /// A value to come.
    public struct Forecast: Sendable, Equatable {
        /// The middle.
        public let value: Double
        /// What it should fall into.
        public let interval: ConfidenceInterval
    }

    /// The forecasts of one distance.
    public struct Horizon: Sendable, Equatable {
        /// λ.
        public let power: Double
        /// The factor by which the past errors were widened.
        public let widening: Double
        /// Past years that were forecast.
        public let pastYears: Int
        /// Past values that were forecast.
        public let pastForecasts: Int
        /// One a series.
        public let forecasts: [Forecast?]
    }

    /// All forecasts.
    public struct Fit: Sendable, Equatable {
        /// One a year ahead; empty where the past does not suffice.
        public let horizons: [Horizon]
    }

    /// Forecasts every series.
    ///
    /// - Parameters:
    ///   - values: One row a series, as many years each; `nil` where missing. What is no number, or lies outside the support, counts as missing.
    ///   - directions: The slope of each series' trend, where it is known: a forecast does not go on against it.
    public func fit(_ values: [[Double?]], directions: [Double?]? = nil) -> Fit {
        let count = values.first?.count ?? 0
        precondition(values.allSatisfy { $0.count == count }, "rows of different length")
        precondition(directions?.count ?? values.count == values.count, "\(directions?.count ?? 0) directions for \(values.count) series")
        let admitted = values.map { row in
            row.map { value -> Double? in
                guard let value, value.isFinite, value.magnitude < 1e150 else { return nil }
                return support == .real || value >= 0 ? value : nil
            }
        }
        let scales: [PowerScale] =
            switch support {
            case .counts: [0, 0.25, 0.5, 0.75, 1].map { PowerScale(power: $0, offset: 1) }
            case .amounts(let offset): [0, 0.25, 0.5, 0.75, 1].map { PowerScale(power: $0, offset: offset) }
            case .real: [PowerScale(power: 1, offset: 1)]
            }
        let pasts = scales.map { PastForecasts(admitted, scale: $0, support: support, level: level) }
        var horizons: [Horizon] = []
        var known: (past: PastForecasts, bounds: PastForecasts.Bounds, ahead: Int)?
        for ahead in 1...horizon {
            // So far ahead nothing was ever forecast.
            let tried = ahead < count ? pasts.compactMap { past in past.bounds(ahead: ahead).map { (past, $0) } } : []
            if let best = tried.min(by: { $0.1.score < $1.1.score }) { known = (best.0, best.1, ahead) }
            guard let (past, bounds, distance) = known else { return Fit(horizons: []) }
            let stretch = (Double(ahead) / Double(distance)).squareRoot()
            horizons.append(
                Horizon(
                    power: past.scale.power, widening: bounds.widening * stretch, pastYears: bounds.years, pastForecasts: bounds.count,
                    forecasts: values.indices.map { past.forecast($0, ahead: ahead, bounds, stretch: stretch, direction: directions?[$0]) }))
        }
        return Fit(horizons: horizons)
    }
}
