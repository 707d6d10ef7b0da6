/// Sample quantiles in each of the nine definitions in use.
///
/// ```swift
/// try Quantile(.linear).value(of: [1, 2, 4, 8], at: 0.5)          // 3
/// ```
/// **Definition.** With the ordered sample x₍₁₎ ≤ … ≤ x₍ₙ₎ the types of Hyndman and Fan: 1–3 are steps, 4–9 interpolate at the position p(n + 1 − a − b) + a
/// with (a, b) of (0, 1), (½, ½), (0, 0), (1, 1), (⅓, ⅓), (⅜, ⅜). Type 7 is the default of R, NumPy and spreadsheets, type 6 that of SPSS and Minitab.
///
/// **Missing values.** `nil` is left out.
/// - Complexity: O(*n* log *n*), once for any number of probabilities.
/// - References: Hyndman & Fan (1996), *The American Statistician* 50, 361–365. Test values: R 4.2.2 and NumPy,
///   `Tests/StatisticsTests/ReferenceValues/Descriptive.py`.
public struct Quantile: Sendable, Equatable {
    /// The definitions, numbered as Hyndman and Fan have them.
    public enum Definition: Int, Sendable, CaseIterable {
        /// The inverse of the empirical distribution.
        case inverse = 1
        /// The same with averages at its steps.
        case averagedInverse = 2
        /// The nearest order statistic, even ones at a tie.
        case nearestEven = 3
        /// Linear interpolation of the empirical distribution.
        case interpolatedInverse = 4
        /// Hazen's: piecewise linear with knots at the middle of the steps.
        case hazen = 5
        /// Weibull's: the expectation of the order statistics of a uniform sample.
        case weibull = 6
        /// The mode of the order statistics of a uniform sample: the usual default.
        case linear = 7
        /// About unbiased for the median, whatever the distribution.
        case medianUnbiased = 8
        /// About unbiased for normal samples.
        case normalUnbiased = 9
    }

    /// The definition used.
    public let definition: Definition

    /// Quantiles by a definition.
    public init(_ definition: Definition = .linear) { self.definition = definition }

    /// The quantile at probability `p` in [0, 1].
    ///
    /// - Throws: ``EstimationError/tooFewObservations(needed:found:)`` without values, ``EstimationError/invalidValue(index:value:)`` for NaN.
    public func value(of values: [Double?], at p: Double) throws(EstimationError) -> Double { try self.values(of: values, at: [p])[0] }

    /// The quantiles at several probabilities.
    ///
    /// - Throws: As ``value(of:at:)``.
    public func values(of values: [Double?], at probabilities: [Double]) throws(EstimationError) -> [Double] {
        for (index, value) in values.enumerated() where value?.isNaN == true { throw .invalidValue(index: index, value: .nan) }
        let sorted = values.compactMap { $0 }.sorted()
        guard !sorted.isEmpty else { throw .tooFewObservations(needed: 1, found: 0) }
        return probabilities.map { value(ofSorted: sorted, at: $0) }
    }

    /// The quantile of values that ascend, at least one and none NaN. O(1).
    public func value(ofSorted sorted: [Double], at p: Double) -> Double {
        requireProbability(p)
        precondition(!sorted.isEmpty, "a quantile of no values")
        let n = Double(sorted.count)
        // Products such as 0.1 · 30 miss the whole number they mean by some last bits.
        let fuzz = 4 * Double.ulpOfOne
        func order(_ rank: Double) -> Double { sorted[Int(min(max(rank, 1), n)) - 1] }
        let (a, b): (Double, Double)
        switch definition {
        case .inverse, .averagedInverse, .nearestEven:
            let position = definition == .nearestEven ? n * p - 0.5 : n * p
            let whole = (position + fuzz).rounded(.down)
            let ahead = position - whole > fuzz
            switch definition {
            case .inverse: return order(ahead ? whole + 1 : whole)
            case .averagedInverse: return ahead ? order(whole + 1) : Self.between(order(whole), order(whole + 1), 0.5)
            default: return order(ahead || whole.truncatingRemainder(dividingBy: 2) != 0 ? whole + 1 : whole)
            }
        case .interpolatedInverse: (a, b) = (0, 1)
        case .hazen: (a, b) = (0.5, 0.5)
        case .weibull: (a, b) = (0, 0)
        case .linear: (a, b) = (1, 1)
        case .medianUnbiased: (a, b) = (1.0 / 3, 1.0 / 3)
        case .normalUnbiased: (a, b) = (3.0 / 8, 3.0 / 8)
        }
        let position = a + p * (n + 1 - a - b)
        let whole = (position + fuzz).rounded(.down)
        let share = (position - whole).magnitude < fuzz ? 0 : position - whole
        return Self.between(order(whole), order(whole + 1), share)
    }

    private static func between(_ low: Double, _ high: Double, _ share: Double) -> Double {
        if share == 0 || low == high { return low }
        let span = high - low
        return span.isFinite ? low + share * span : low * (1 - share) + high * share
    }
}
