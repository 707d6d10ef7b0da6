/// One break in a series at an unknown time: the largest F over the possible times, with its p-value from permutations.
///
/// For yearly series this short, asymptotic critical values of sup-F are far off; permuted residuals are exact for exchangeable errors. Where neighboring years resemble each other
/// residuals are not exchangeable, and a test that takes them so finds a break in up to four of ten series that have none: give it what many series together say of the
/// autocorrelation.
///
/// ```swift
/// let shared = try AutocorrelationPosterior(x: years, series: bodies)
/// let found = try BreakTest(model: .trend).fit(x: years, y: bodies[0], autocorrelation: shared)
/// ```
/// **Definition.** At an autocorrelation ρ the series and its design are whitened as in ``ModeratedTrends``; at ρ = 0 that changes nothing. F(k) = (RSS₀ − RSS₁(k))/q /
/// (RSS₁(k)/(n − 2q)), where RSS₀ is of one model for the whole series and RSS₁(k) of one before and one from position *k*; q = 1 for a break in level, 2 for a break in level and slope.
/// At least `margin` points lie on either side. The p-value compares max F with that of the whitened residuals of the one model in random order, each value of ρ taking its share of
/// the orders. Statistic and position are those at the most probable ρ.
///
/// **Missing values.** `nil` is left out; a gap counts as the years it is.
/// - Complexity: O(permutations × *n*²).
/// - References: Andrews (1993), *Econometrica* 61, 821–856; permuting residuals: Freedman & Lane (1983), *JBES* 1, 292–298. Test values: R strucchange 1.5.3 `Fstats` for the
///   statistic, `Tests/StatisticsTests/ReferenceValues/Breaks.R`; the level by simulation, `Benchmarks --calibration`.
public struct BreakTest: Sendable, Equatable {
    /// What changes at the break.
    public enum Model: String, Sendable, Equatable, CaseIterable {
        /// The level.
        case level
        /// The level and the slope.
        case trend
    }

    /// What changes at the break.
    public let model: Model
    /// Least number of points on either side.
    public let margin: Int
    /// The permutations.
    public let permutations: PermutationTest

    /// A test for a break with at least `margin` points on either side.
    public init(model: Model = .level, margin: Int = 4, permutations: PermutationTest = PermutationTest(seed: 1)) {
        precondition(margin >= (model == .level ? 1 : 2), "\(margin) points on a side")
        self.model = model
        self.margin = margin
        self.permutations = permutations
    }

    /// The break and its p-value.
    public struct Fit: Sendable, Equatable {
        /// max F; infinite where the two pieces leave no residuals.
        public let statistic: Double
        /// Number of values before the break, counted among those that are there.
        public let breakPosition: Int
        /// The abscissa of the first value after the break.
        public let breakAbscissa: Double
        /// The p-value from permutations.
        public let pValue: Double
        /// Values used.
        public let observations: Int
    }

    /// Looks for a break.
    ///
    /// - Parameters:
    ///   - x: Abscissae, increasing; multiples of one step where an autocorrelation is given.
    ///   - y: Ordinates, as many; `nil` where missing.
    ///   - autocorrelation: What is known of the autocorrelation of the errors; none when `nil`.
    /// - Throws: ``EstimationError/tooFewObservations(needed:found:)`` below twice the margin, ``EstimationError/constantAbscissa(value:)``,
    ///   ``EstimationError/invalidValue(index:value:)``.
    public func fit(x: [Double], y: [Double?], autocorrelation: AutocorrelationPosterior? = nil) throws(EstimationError) -> Fit {
        try fit(x: x, y: y, autocorrelation: autocorrelation, orders: permutations.orders)
    }

    /// With random orders from `orders`, so that many series share them.
    func fit(
        x: [Double], y: [Double?], autocorrelation: AutocorrelationPosterior?, orders: (Int) -> PermutationOrders
    ) throws(EstimationError) -> Fit {
        let series = try SeriesObservations(x: x, y: y, needed: max(2 * margin, 2 * (model == .level ? 1 : 2) + 1))
        precondition(zip(series.x, series.x.dropFirst()).allSatisfy { $0 < $1 }, "abscissae must increase")
        let known = autocorrelation ?? AutocorrelationPosterior(fixed: 0)
        let step = zip(x.dropFirst(), x).map { $0 - $1 }.min() ?? 1
        let orders = orders(series.count)
        var (exceeding, taken, reached) = (0, 0, 0.0)
        var best: (weight: Double, share: Double, position: Int) = (-1, 0, margin)
        for (rho, weight) in zip(known.values, known.weights) {
            let design = BreakDesign(series.x, step: step, rho: rho, model: model, margin: margin)
            let residuals = design.residuals(of: series.y)
            let (share, position) = design.largest(residuals)
            if weight > best.weight { best = (weight, share, position) }
            reached += weight
            let last = rho == known.values.last ? orders.count : min(orders.count, Int((reached * Double(orders.count)).rounded()))
            if taken < last { exceeding += design.exceeding(share, residuals, orders, taken..<last) }
            taken = max(taken, last)
        }
        let (n, q) = (Double(series.count), model == .level ? 1.0 : 2.0)
        return Fit(
            statistic: best.share == 0 ? 0 : best.share / q / ((1 - best.share) / (n - 2 * q)), breakPosition: best.position,
            breakAbscissa: series.x[best.position], pValue: Double(1 + exceeding) / Double(1 + orders.count), observations: series.count)
    }
}
