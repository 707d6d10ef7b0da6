/// Control limits for a league of bodies: which proportions or rates differ from the target by more than chance and common variation explain.
///
/// It comes before a league table: most bodies inside the funnel cannot be told apart, and a rank would pretend they can.
///
/// ```swift
/// let funnel = try FunnelPlot().fit(successes: granted, trials: concluded)
/// funnel.points[i].position            // .below, .within, .above
/// ```
/// **Definition.** Limits at probability p for n trials: with r the smallest count with P(K ≤ r) ≥ p under the target, (r − α)/n where
/// α = (P(K ≤ r) − p)/P(K = r). Over-dispersion: zᵢ = (yᵢ − θ₀)/sᵢ, winsorized at the `winsorized` share of either end, φ̂ = Σzᵢ²/I; where φ̂ > (I − 1)/I,
/// the additive form has τ² = (Iφ̂ − (I − 1))/(Σw − Σw²/Σw), w = 1/s², and limits θ₀ ± z√(s² + τ²); the multiplicative form θ₀ ± z·s·√φ̂ where φ̂ > 1.
///
/// **Missing values.** A body without trials or expectation is `.within` with no z.
/// - Complexity: O(I log I).
/// - References: Spiegelhalter (2005), *Statistics in Medicine* 24, 1185–1202. Test values: SciPy, `Tests/StatisticsTests/ReferenceValues/Shrinkage.py`.
public struct FunnelPlot: Sendable, Equatable {
    /// How common variation beyond chance widens the limits.
    public enum Overdispersion: String, Sendable, CaseIterable {
        /// Not at all: exact limits.
        case none
        /// Standard errors multiplied by √φ̂.
        case multiplicative
        /// A variance τ² between bodies added, as in a random-effects model.
        case additive
    }

    /// How over-dispersion is handled.
    public let overdispersion: Overdispersion
    /// Probability between the limits that decide a body's position.
    public let level: Double
    /// Share of z values pulled in at either end before φ̂ is computed.
    public let winsorized: Double

    /// The funnel; by default limits of 99.8 % (three standard errors) with additive over-dispersion.
    public init(overdispersion: Overdispersion = .additive, level: Double = 0.998, winsorized: Double = 0.1) {
        precondition(level > 0 && level < 1, "level \(level) outside (0, 1)")
        precondition(winsorized >= 0 && winsorized < 0.5, "winsorized share \(winsorized) outside [0, .5)")
        self.overdispersion = overdispersion
        self.level = level
        self.winsorized = winsorized
    }

    /// A funnel of proportions.
    /// - Parameter target: θ₀; the pooled proportion when left out.
    /// - Throws: ``EstimationError/tooFewObservations(needed:found:)`` below two bodies with trials, ``EstimationError/noVariation(value:)`` for a target of 0 or 1.
    public func fit(successes: [Int], trials: [Int], target: Double? = nil) throws(EstimationError) -> Fit {
        precondition(successes.count == trials.count, "\(successes.count) successes and \(trials.count) trials")
        for (i, (k, n)) in zip(successes, trials).enumerated() { precondition(k >= 0 && k <= n, "\(k) successes among \(n) trials at \(i)") }
        let pooled = Double(successes.reduce(0, +)) / Double(max(trials.reduce(0, +), 1))
        let center = target ?? pooled
        guard center > 0, center < 1 else { throw .noVariation(value: center) }
        return try Fit(
            self, target: center, values: zip(successes, trials).map { $1 > 0 ? Double($0) / Double($1) : .nan },
            sizes: trials.map(Double.init), variance: { center * (1 - center) / $0 },
            exact: { probability, size in
                let law = Binomial(trials: Int(size), probabilityOfSuccess: center)
                return Self.interpolated(law.quantile(probability), probability, law.cumulative, law.probability) / size
            })
    }

    /// A funnel of ratios of observed to expected counts (or of counts to exposure, with the common rate as target).
    /// - Parameter target: θ₀; Σ counts / Σ expected when left out.
    /// - Throws: as for proportions.
    public func fit(counts: [Int], expected: [Double], target: Double? = nil) throws(EstimationError) -> Fit {
        precondition(counts.count == expected.count, "\(counts.count) counts and \(expected.count) expectations")
        for (i, (k, e)) in zip(counts, expected).enumerated() { precondition(k >= 0 && e >= 0 && e.isFinite, "count \(k), expectation \(e) at \(i)") }
        let total = expected.reduce(0, +)
        let center = target ?? (total > 0 ? Double(counts.reduce(0, +)) / total : 0)
        guard center > 0 else { throw .noVariation(value: center) }
        return try Fit(
            self, target: center, values: zip(counts, expected).map { $1 > 0 ? Double($0) / $1 : .nan }, sizes: expected,
            variance: { center / $0 },
            exact: { probability, size in
                let law = Poisson(mean: center * size)
                return Self.interpolated(law.quantile(probability), probability, law.cumulative, law.probability) / size
            })
    }

    private static func interpolated(
        _ r: Int, _ probability: Double, _ cumulative: (Int) -> Double, _ mass: (Int) -> Double
    ) -> Double {
        max(0, Double(r) - (cumulative(r) - probability) / mass(r))
    }

    /// One body in the funnel.
    public struct Point: Sendable, Equatable {
        /// Where a body stands against the limits.
        public enum Position: String, Sendable {
            /// Below the lower limit.
            case below
            /// Between the limits: not distinguishable from the target.
            case within
            /// Above the upper limit.
            case above
        }
        /// The proportion or ratio; `nil` without trials or expectation.
        public let value: Double?
        /// Lower limit at the body's size.
        public let lower: Double
        /// Upper limit at the body's size.
        public let upper: Double
        /// (y − θ₀) over its standard deviation, over-dispersion included; `nil` without trials or expectation.
        public let zScore: Double?
        /// Where the body stands.
        public let position: Position
    }

    /// A fitted funnel.
    public struct Fit: Sendable, Equatable {
        /// θ₀.
        public let target: Double
        /// φ̂, the mean squared winsorized z; about 1 without over-dispersion.
        public let dispersion: Double
        /// τ, the standard deviation between bodies in the additive form; 0 otherwise.
        public let standardDeviationBetween: Double
        /// The bodies, in the order given.
        public let points: [Point]
        /// Bodies with trials or expectation.
        public let observations: Int

        init(
            _ plot: FunnelPlot, target: Double, values: [Double], sizes: [Double], variance: (Double) -> Double,
            exact: (_ probability: Double, _ size: Double) -> Double
        ) throws(EstimationError) {
            let rows = sizes.indices.filter { sizes[$0] > 0 }
            guard rows.count >= 2 else { throw .tooFewObservations(needed: 2, found: rows.count) }
            let count = Double(rows.count)
            let z = rows.map { (values[$0] - target) / variance(sizes[$0]).squareRoot() }
            // Winsorized at order statistics: the share of each end, rounded down, is set to the nearest value that stays.
            let sorted = z.sorted()
            let cut = Int(plot.winsorized * count)
            let phi =
                z.reduce(0) { sum, value in
                    let pulled = min(max(value, sorted[cut]), sorted[sorted.count - 1 - cut])
                    return sum + pulled * pulled
                } / count
            let weights = rows.map { 1 / variance(sizes[$0]) }
            let sum = weights.reduce(0, +)
            let spread = sum - weights.reduce(0) { $0 + $1 * $1 } / sum
            let excess = count * phi - (count - 1)
            let between = plot.overdispersion == .additive && excess > 0 ? excess / spread : 0
            let factor = plot.overdispersion == .multiplicative ? max(phi, 1) : 1
            let quantile = Normal().upperTailQuantile((1 - plot.level) / 2)
            self.target = target
            dispersion = phi
            standardDeviationBetween = between.squareRoot()
            observations = rows.count
            points = sizes.indices.map { i in
                guard sizes[i] > 0 else { return Point(value: nil, lower: 0, upper: .infinity, zScore: nil, position: .within) }
                let deviation = (variance(sizes[i]) * factor + between).squareRoot()
                let widened = between > 0 || factor > 1
                let lower = widened ? target - quantile * deviation : exact((1 - plot.level) / 2, sizes[i])
                let upper = widened ? target + quantile * deviation : exact((1 + plot.level) / 2, sizes[i])
                return Point(
                    value: values[i], lower: lower, upper: upper, zScore: (values[i] - target) / deviation,
                    position: values[i] < lower ? .below : values[i] > upper ? .above : .within)
            }
        }
    }
}
