/// The Theil–Sen estimator of a linear trend: the median of the slopes between all pairs of points.
///
/// Withstands up to 29.3 % of arbitrary outliers and assumes no distribution of the errors: the companion of ``MannKendall`` for short yearly
/// series.
///
/// ```swift
/// let fit = try TheilSen().fit(x: years, y: counts)
/// fit.slope
/// fit.confidenceInterval(level: 0.95)
/// ```
/// **Definition.** β̂ = median{(yⱼ − yᵢ) / (xⱼ − xᵢ) : xᵢ < xⱼ}, α̂ = median(y) − β̂·median(x). The interval inverts Kendall's S by its normal
/// approximation with Sen's tie correction: of the N ordered slopes the round((N − C)/2)-th and the round((N + C)/2 + 1)-th, C = z·√Var(S),
/// halves rounded to even, ends held inside the slopes.
///
/// **Missing values.** Pairs whose ordinate is `nil` are left out. **Small series.** Below six points the widest interval, from the smallest to
/// the largest slope, covers with less than 95 % probability: ``Fit/coverage(of:)`` tells what is attained.
/// - Complexity: O(*n*² log *n*).
/// - References: Sen (1968), *JASA* 63, 1379–1389. Test values: SciPy 1.17.1, `Tests/StatisticsTests/ReferenceValues/TrendTests.py`, and
///   R trend.
public struct TheilSen: Sendable, Equatable {
    /// The estimator; it has no parameters.
    public init() {}

    /// Fits the trend.
    ///
    /// - Parameters:
    ///   - x: Abscissae, finite, not all equal; equal ones make no pair.
    ///   - y: Ordinates, as many; `nil` where missing.
    /// - Throws: ``EstimationError/tooFewObservations(needed:found:)`` below two pairs, ``EstimationError/constantAbscissa(value:)``,
    ///   ``EstimationError/invalidValue(index:value:)``.
    public func fit(x: [Double], y: [Double?]) throws(EstimationError) -> Fit {
        let series = try SeriesObservations(x: x, y: y, needed: 2)
        var slopes: [Double] = []
        slopes.reserveCapacity(series.count * (series.count - 1) / 2)
        for j in 1..<series.count {
            for i in 0..<j where series.x[i] != series.x[j] {
                slopes.append(slope(from: (series.x[i], series.y[i]), to: (series.x[j], series.y[j])))
            }
        }
        slopes.sort()
        let variance = KendallScore.variance(count: series.count, ties: tieSizes(series.y), abscissaTies: tieSizes(series.x))
        let slope = medianOfSorted(slopes)
        let intercept = medianOfSorted(series.y.sorted()) - slope * medianOfSorted(series.x.sorted())
        return Fit(observations: series.count, slope: slope, intercept: intercept, scoreVariance: variance, slopes: slopes)
    }

    /// The slope between two points, halved first where the difference would overflow.
    private func slope(from a: (Double, Double), to b: (Double, Double)) -> Double {
        let rise = b.1 - a.1
        if rise.isFinite { return rise / (b.0 - a.0) }
        return (b.1 / 2 - a.1 / 2) / (b.0 / 2 - a.0 / 2)
    }

    /// The trend and what follows from it.
    public struct Fit: Sendable, Equatable {
        /// Pairs used.
        public let observations: Int
        /// β̂, units of *y* per unit of *x*.
        public let slope: Double
        /// α̂, the height of the line at x = 0.
        public let intercept: Double
        /// Variance of Kendall's S, corrected for ties.
        public let scoreVariance: Double
        /// The slopes between all pairs with different abscissae, ascending.
        public let slopes: [Double]

        /// The interval of the slope from the normal approximation to Kendall's S.
        public func confidenceInterval(level: Double = 0.95) -> ConfidenceInterval {
            let (lower, upper) = ranks(level: level)
            return ConfidenceInterval(lower: slopes[lower], upper: slopes[upper], level: level)
        }

        /// The exact probability, for untied errors in exchangeable order, with which the interval of nominal `level` covers the slope; above
        /// 50 observations the nominal level itself.
        public func coverage(of level: Double = 0.95) -> Double {
            let (lower, upper) = ranks(level: level)
            guard observations <= 50 else { return level }
            let distribution = KendallScore.inversions(tieSizes: [Int](repeating: 1, count: observations))
            return distribution[min(lower + 1, distribution.count)..<min(upper + 1, distribution.count)].reduce(0, +)
        }

        /// Positions of the interval's ends among the ordered slopes.
        private func ranks(level: Double) -> (lower: Int, upper: Int) {
            precondition(level > 0 && level < 1, "confidence level \(level) outside (0, 1)")
            let reach = Normal().upperTailQuantile((1 - level) / 2) * scoreVariance.squareRoot()
            let count = Double(slopes.count)
            let lower = Int(((count - reach) / 2).rounded(.toNearestOrEven)) - 1
            let upper = Int(((count + reach) / 2).rounded(.toNearestOrEven))
            return (max(lower, 0), min(upper, slopes.count - 1))
        }
    }
}

/// Sizes of the groups of equal values, groups of one left out.
func tieSizes(_ values: [Double]) -> [Int] {
    let sorted = values.sorted()
    var sizes: [Int] = []
    var start = 0
    for end in 1...max(sorted.count, 1) where end == sorted.count || sorted[end] != sorted[start] {
        if end - start > 1 { sizes.append(end - start) }
        start = end
    }
    return sizes
}

/// The median of ascending values, at least one.
func medianOfSorted(_ sorted: [Double]) -> Double {
    let half = sorted.count / 2
    if sorted.count % 2 == 1 { return sorted[half] }
    let sum = sorted[half - 1] + sorted[half]
    return sum.isFinite ? sum / 2 : sorted[half - 1] / 2 + sorted[half] / 2
}
