#if canImport(Glibc)
    internal import Glibc
#endif
internal import LinearAlgebra

/// Two lines that meet: a trend whose slope changes once, at a time the data tell.
///
/// ```swift
/// let fit = try SegmentedTrend().fit(x: years, y: values)
/// fit.breakAbscissa                                      // 2017.4
/// ```
/// **Definition.** y = α + β₁x + δ(x − τ)₊ + ε by least squares over α, β₁, δ and τ, with at least `margin` points at or before τ and at or after it. Between two neighboring points the
/// best τ is where the lines of either side meet, or one of the points (Hudson 1966): the minimum is exact. The interval of τ is the hull of those with
/// (RSS(τ) − RSS)/(RSS/(n − 4)) ≤ F(1, n − 4); the slopes' standard errors take τ as estimated by linearization.
///
/// Whether there is a break at all is another question: ``BreakTest``.
///
/// **Missing values.** `nil` is left out.
/// - Complexity: O(*n*²).
/// - References: Hudson (1966), *JASA* 61, 1097–1129; Muggeo (2003), *Statist. Med.* 22, 3055–3071. Test values: a search by SciPy,
///   `Tests/StatisticsTests/ReferenceValues/SegmentedTrend.py`.
public struct SegmentedTrend: Sendable, Equatable {
    /// Least number of points on either side, one at the break counted on both.
    public let margin: Int

    /// A trend that changes its slope once, with at least `margin` ≥ 2 points on either side.
    public init(margin: Int = 3) {
        precondition(margin >= 2, "\(margin) points on a side")
        self.margin = margin
    }

    /// The two lines.
    public struct Fit: Sendable, Equatable {
        /// τ̂.
        public let breakAbscissa: Double
        /// Slope before the break.
        public let slopeBefore: Double
        /// Slope after it.
        public let slopeAfter: Double
        /// Their standard errors; infinite where the linearization is singular.
        public let slopeStandardErrors: (before: Double, after: Double)
        /// Height at the break.
        public let levelAtBreak: Double
        /// Residual sum of squares.
        public let residualSumOfSquares: Double
        /// n − 4.
        public let degreesOfFreedom: Double
        /// Values used.
        public let observations: Int

        let profile: BreakProfile

        /// The break dates that the data do not reject, from the first to the last of them.
        public func breakInterval(level: Double = 0.95) -> ConfidenceInterval {
            precondition(level > 0 && level < 1, "confidence level \(level) outside (0, 1)")
            let critical = FDistribution(numerator: 1, denominator: degreesOfFreedom).upperTailQuantile(1 - level)
            let limit = residualSumOfSquares * (1 + critical / degreesOfFreedom)
            let (lower, upper) = profile.hull(around: breakAbscissa, below: limit)
            return ConfidenceInterval(lower: lower, upper: upper, level: level)
        }

        /// Intervals of the slopes before and after.
        public func slopeIntervals(level: Double = 0.95) -> (before: ConfidenceInterval, after: ConfidenceInterval) {
            precondition(level > 0 && level < 1, "confidence level \(level) outside (0, 1)")
            let critical = StudentT(degreesOfFreedom: degreesOfFreedom).upperTailQuantile((1 - level) / 2)
            func around(_ slope: Double, _ error: Double) -> ConfidenceInterval {
                ConfidenceInterval(lower: slope - critical * error, upper: slope + critical * error, level: level)
            }
            return (around(slopeBefore, slopeStandardErrors.before), around(slopeAfter, slopeStandardErrors.after))
        }

        /// Whether all parts agree.
        public static func == (a: Fit, b: Fit) -> Bool {
            a.profile == b.profile && a.breakAbscissa == b.breakAbscissa && a.residualSumOfSquares == b.residualSumOfSquares
        }
    }

    /// Fits the two lines.
    ///
    /// - Parameters: x: abscissae, increasing.  y: ordinates; `nil` where missing.
    /// - Throws: ``EstimationError/tooFewObservations(needed:found:)`` below max(5, 2·margin), ``EstimationError/invalidValue(index:value:)``.
    public func fit(x: [Double], y: [Double?]) throws(EstimationError) -> Fit {
        precondition(zip(x, x.dropFirst()).allSatisfy { $0 < $1 }, "abscissae must increase")
        let series = try SeriesObservations(x: x, y: y, needed: max(5, 2 * margin))
        let profile = BreakProfile(x: series.x, y: series.y, margin: margin)
        let place = profile.minimum()
        let fit = profile.fit(at: place)
        let df = Double(series.count - 4)
        let errors = profile.slopeErrors(at: place, fit: fit, degreesOfFreedom: df)
        return Fit(
            breakAbscissa: place, slopeBefore: fit.before, slopeAfter: fit.before + fit.change, slopeStandardErrors: errors,
            levelAtBreak: fit.level, residualSumOfSquares: fit.squares, degreesOfFreedom: df, observations: series.count, profile: profile)
    }
}

/// The residual sum of squares as a function of the break.
struct BreakProfile: Sendable, Equatable {
    let x: [Double]
    let y: [Double]
    let margin: Int

    /// First and last place a break may have.
    var range: ClosedRange<Double> { x[margin - 1]...x[x.count - margin] }

    /// Two lines that meet at a place: level there, slope before, change of slope, squares.
    func fit(at place: Double) -> (level: Double, before: Double, change: Double, squares: Double) {
        let columns = [x.map { _ in 1.0 }, x.map { $0 - place }, x.map { max(0, $0 - place) }]
        guard let solution = try? LeastSquares(design: Matrix(columns: columns), response: y) else { return (.nan, .nan, .nan, .infinity) }
        return (solution.coefficients[0], solution.coefficients[1], solution.coefficients[2], solution.residualSumOfSquares)
    }

    /// The best place: a point, or between two points where the lines of either side meet.
    func minimum() -> Double {
        var candidates = Array(x[(margin - 1)...(x.count - margin)])
        for index in (margin - 1)..<(x.count - margin) where index >= 1 && x.count - index - 1 >= 2 {
            let before = CenteredLine(x: Array(x[...index]), y: Array(y[...index]))
            let after = CenteredLine(x: Array(x[(index + 1)...]), y: Array(y[(index + 1)...]))
            let place = (before.intercept - after.intercept) / (after.slope - before.slope)
            if place > x[index] && place < x[index + 1] { candidates.append(place) }
        }
        let heights = candidates.map { fit(at: $0).squares }
        var best = 0
        for index in heights.indices where heights[index] < heights[best] { best = index }
        return candidates[best]
    }

    /// The outermost places whose squares stay below a limit, to a millionth of the range.
    func hull(around place: Double, below limit: Double) -> (Double, Double) {
        let steps = 40
        var grid: [Double] = []
        for (a, b) in zip(x[(margin - 1)...(x.count - margin)], x[margin...]) where b <= range.upperBound {
            for step in 0..<steps { grid.append(a + (b - a) * Double(step) / Double(steps)) }
        }
        grid.append(range.upperBound)
        let inside = grid.filter { fit(at: $0).squares <= limit } + [place]
        func edge(_ within: Double, _ direction: Double) -> Double {
            let bound = direction < 0 ? range.lowerBound : range.upperBound
            guard let next = direction < 0 ? grid.last(where: { $0 < within }) : grid.first(where: { $0 > within }) else { return bound }
            var (low, high) = (within, next)
            for _ in 0..<40 {
                let middle = (low + high) / 2
                if fit(at: middle).squares <= limit { low = middle } else { high = middle }
            }
            return low
        }
        return (edge(inside.min() ?? place, -1), edge(inside.max() ?? place, 1))
    }

    /// Standard errors of the slopes when the break is estimated too.
    func slopeErrors(
        at place: Double, fit: (level: Double, before: Double, change: Double, squares: Double), degreesOfFreedom: Double
    ) -> (before: Double, after: Double) {
        let columns = [
            x.map { _ in 1.0 }, x.map { $0 - place }, x.map { max(0, $0 - place) }, x.map { $0 > place ? -fit.change : 0 },
        ]
        guard degreesOfFreedom > 0, let solution = try? LeastSquares(design: Matrix(columns: columns), response: y), solution.rank == 4 else {
            return (.infinity, .infinity)
        }
        let variance = fit.squares / degreesOfFreedom
        let gram = solution.inverseGram
        return ((variance * gram[1, 1]).squareRoot(), (variance * (gram[1, 1] + 2 * gram[1, 2] + gram[2, 2])).squareRoot())
    }
}
