/// The least-squares line through one short series.
///
/// Choose it for series whose errors are about normal and independent; its *t* test rejects far too often when neighboring years resemble each
/// other. ``TheilSen`` with ``MannKendall`` makes fewer assumptions.
///
/// ```swift
/// let fit = try SimpleTrend().fit(x: [2019, 2020, 2021, 2022], y: [3, 5, nil, 8])
/// fit.slope                               // 1.642857…
/// fit.confidenceInterval(level: 0.95)
/// ```
/// **Definition.** β̂ = Σ(x − x̄)(y − ȳ) / Σ(x − x̄)², α̂ = ȳ − β̂x̄, σ̂² = Σ(y − α̂ − β̂x)² / (n − 2), SE(β̂) = σ̂ / √Σ(x − x̄)², t = β̂ / SE on
/// n − 2 degrees of freedom. Data are shifted to their first point and scaled by powers of two, so that neither a large offset nor values near
/// the ends of the range of doubles cost digits.
///
/// **Missing values.** Pairs whose ordinate is `nil` are left out. **Constant series.** Slope 0, t = 0, p = 1, no R². **Exact lines.** SE 0,
/// t = ±∞, p = 0.
/// - Complexity: O(*n*).
/// - References: Draper & Smith (1998), ch. 1. Test values: SciPy 1.17.1, `Tests/StatisticsTests/ReferenceValues/TrendTests.py`; agreement is to 1e-10
///   relative but for intercepts at year 0, 1e-9, two thousand steps from the data, where SciPy's own unshifted arithmetic has lost the digits.
public struct SimpleTrend: Sendable, Equatable {
    /// The estimator; it has no parameters.
    public init() {}

    /// Fits the line.
    ///
    /// - Parameters:
    ///   - x: Abscissae, finite, not all equal.
    ///   - y: Ordinates, as many; `nil` where missing.
    /// - Throws: ``EstimationError/tooFewObservations(needed:found:)`` below three pairs, ``EstimationError/constantAbscissa(value:)``,
    ///   ``EstimationError/invalidValue(index:value:)``.
    public func fit(x: [Double], y: [Double?]) throws(EstimationError) -> Fit {
        let series = try SeriesObservations(x: x, y: y, needed: 3)
        return Fit(CenteredLine(x: series.x, y: series.y))
    }

    /// The line and what follows from it.
    public struct Fit: Sendable, Equatable {
        /// Pairs used.
        public let observations: Int
        /// β̂, units of *y* per unit of *x*.
        public let slope: Double
        /// α̂, the height of the line at x = 0.
        public let intercept: Double
        /// Standard error of the slope.
        public let standardError: Double
        /// Standard error of the intercept.
        public let interceptStandardError: Double
        /// σ̂, the standard deviation of the residuals on n − 2 degrees of freedom.
        public let residualStandardDeviation: Double
        /// The t statistic of the slope.
        public let statistic: Double
        /// n − 2.
        public let degreesOfFreedom: Double
        /// Two-sided p-value of a slope of 0.
        public let pValue: Double
        /// Share of the variance explained; `nil` for a constant series.
        public let rSquared: Double?

        init(_ line: CenteredLine) {
            observations = line.count
            slope = line.slope
            intercept = line.intercept
            let df = Double(line.count - 2)
            degreesOfFreedom = df
            residualStandardDeviation = (line.residualSumOfSquares / df).squareRoot() * line.yScale
            let scaledError = (line.residualSumOfSquares / df / line.sxx).squareRoot()
            standardError = scaledError * line.slopeScale
            let spread = 1 / Double(line.count) + (line.meanX / line.xScale) * (line.meanX / line.xScale) / line.sxx
            interceptStandardError = (line.residualSumOfSquares / df * spread).squareRoot() * line.yScale
            statistic = line.scaledSlope == 0 ? 0 : line.scaledSlope / scaledError
            pValue = StudentT(degreesOfFreedom: df).twoSidedPValue(statistic)
            rSquared = line.syy == 0 ? nil : min(1, line.scaledSlope * line.sxy / line.syy)
        }

        /// The interval of the slope that covers with probability `level`.
        public func confidenceInterval(level: Double = 0.95) -> ConfidenceInterval {
            precondition(level > 0 && level < 1, "confidence level \(level) outside (0, 1)")
            let half = StudentT(degreesOfFreedom: degreesOfFreedom).upperTailQuantile((1 - level) / 2) * standardError
            return ConfidenceInterval(lower: slope - half, upper: slope + half, level: level)
        }
    }
}

/// Sums of squares about the means of a line's data, in units scaled by powers of two.
struct CenteredLine {
    let count: Int
    /// Units of the scaled sums.
    let xScale: Double, yScale: Double
    /// Mean abscissa, in the caller's units.
    let meanX: Double
    let sxx: Double, sxy: Double, syy: Double, residualSumOfSquares: Double
    /// Slope in scaled units, slope and intercept in the caller's.
    let scaledSlope: Double, slope: Double, intercept: Double
    /// From scaled slopes to the caller's.
    var slopeScale: Double { yScale / xScale }

    /// Needs at least one pair and abscissae that are not all equal.
    init(x: [Double], y: [Double]) {
        let n = Double(x.count)
        count = x.count
        let (dx, unitX, originX) = Self.shifted(x)
        let (dy, unitY, originY) = Self.shifted(y)
        (xScale, yScale) = (unitX, unitY)
        let centerX = dx.reduce(0, +) / n
        let centerY = dy.reduce(0, +) / n
        var (xx, xy, yy) = (0.0, 0.0, 0.0)
        for (u, v) in zip(dx, dy) {
            xx += (u - centerX) * (u - centerX)
            xy += (u - centerX) * (v - centerY)
            yy += (v - centerY) * (v - centerY)
        }
        let beta = xy / xx
        var rss = 0.0
        for (u, v) in zip(dx, dy) {
            let residual = (v - centerY) - beta * (u - centerX)
            rss += residual * residual
        }
        (sxx, sxy, syy, residualSumOfSquares, scaledSlope) = (xx, xy, yy, rss, beta)
        slope = beta * (unitY / unitX)
        meanX = (originX + centerX) * unitX
        intercept = ((originY + centerY) - beta * (originX + centerX)) * unitY
    }

    /// Values less the first, in a unit that is a power of two near their magnitude; with the first in that unit.
    private static func shifted(_ values: [Double]) -> (differences: [Double], unit: Double, origin: Double) {
        let largest = values.reduce(0) { max($0, $1.magnitude) }
        let unit = largest == 0 ? 1 : Double(sign: .plus, exponent: min(max(largest.exponent, -1000), 1000), significand: 1)
        let origin = values[0] / unit
        return (values.map { $0 / unit - origin }, unit, origin)
    }
}
