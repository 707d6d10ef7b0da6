#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// The trends of year effects, several indicators of one panel at once: what a year does to all bodies is one observation and no more.
///
/// With shocks of years as large as a body's own noise, errors clustered by body reject a trend that is not there in three of four panels of forty bodies; this in about one of twenty.
///
/// ```swift
/// let fit = YearEffectsTrends().fit(indicators)
/// fit.trends[0]?.pValue
/// ```
/// **Definition.** δ̂ = α + β·year + Σ γ·step + u, Cov(u) = σ²·D½R(ρ)D½, D from the moments of what shocks and sampling add to each year. At a value of ρ the whitened fit gives β̂ and
/// s² on d degrees of freedom. The ratio of s² to the mean sampling variance is moderated over the indicators (``VarianceShrinkage``). Indicators of a panel share their shocks, so that
/// K of them count as K_eff = K/(1 + (K − 1)r̄²), r̄² = max(0, (mean r² − 1/d)/(1 − 1/d)) over the pairs' whitened residuals: the log-likelihood of ρ is taken times K_eff/K, and no
/// t has more than max(d, K_eff·d) degrees of freedom. A priori ρ ~ N(.5, .3²) on (−.9, .95). Laws are mixtures over ρ.
///
/// **Missing values.** Years without an effect are left out, gaps count as the years they are. Without a degree of freedom, or where steps and trend cannot be told apart, there is no
/// trend (`nil`).
/// - Complexity: O(19 · indicators · years · columns²).
/// - References: Donald & Lang (2007); Smyth (2004). Test values: NumPy and SciPy, `Tests/StatisticsTests/ReferenceValues/YearEffects.py`.
public struct YearEffectsTrends: Sendable, Equatable {
    /// The estimator; it has no parameters.
    public init() {}

    /// The year effects of one indicator.
    public struct Series: Sendable, Equatable {
        /// Years, increasing whole numbers.
        public let years: [Int]
        /// Effects, one a year.
        public let effects: [Double]
        /// The sampling variance of each.
        public let variances: [Double]
        /// First years of known steps, ascending; each has an effect before and one after.
        public let steps: [Int]

        /// Year effects with what is known of them.
        public init(years: [Int], effects: [Double], variances: [Double], steps: [Int] = []) {
            precondition(years.count == effects.count && years.count == variances.count, "\(years.count) years, \(effects.count) effects")
            precondition(zip(years, years.dropFirst()).allSatisfy { $0 < $1 }, "years must increase")
            self.years = years
            self.effects = effects
            self.variances = variances
            self.steps = steps
        }
    }

    /// A coefficient with its law.
    public struct Coefficient: Sendable, Equatable {
        let mixture: SlopeMixture
        let unit: Double

        /// The estimate.
        public var value: Double { mixture.slope * unit }
        /// Its standard error, what is not known of ρ included.
        public var standardError: Double { mixture.error * unit }
        /// Estimate over error.
        public var statistic: Double { mixture.slope == 0 ? 0 : mixture.slope / mixture.error }
        /// Degrees of freedom at the most probable ρ.
        public var degreesOfFreedom: Double { mixture.degreesOfFreedom }
        /// Two-sided p-value of 0.
        public var pValue: Double { mixture.slope == 0 ? 1 : mixture.pValue }

        /// The coefficient with another error, where that is the larger one: where bodies differ in their trends, years do not tell how little their mean is known.
        public func withError(atLeast error: Double, degreesOfFreedom: Double) -> Coefficient {
            guard error.isFinite, error > standardError, degreesOfFreedom > 0 else { return self }
            let only = SlopeMixture.Component(weight: 1, slope: mixture.slope, error: error / unit, degreesOfFreedom: degreesOfFreedom)
            return Coefficient(mixture: SlopeMixture(components: [only]), unit: unit)
        }

        /// The interval that covers with probability `level`.
        public func confidenceInterval(level: Double = 0.95) -> ConfidenceInterval {
            precondition(level > 0 && level < 1, "confidence level \(level) outside (0, 1)")
            let interval = mixture.interval(level: level)
            return ConfidenceInterval(lower: interval.lower * unit, upper: interval.upper * unit, level: level)
        }
    }

    /// The trend of one indicator.
    public struct Trend: Sendable, Equatable {
        /// β, a year.
        public let slope: Coefficient
        /// γ, one a step.
        public let steps: [Coefficient]
    }

    /// All trends and what they share.
    public struct Fit: Sendable, Equatable {
        /// The mean of ρ.
        public let autocorrelation: Double
        /// K_eff: as how many independent indicators these count.
        public let effectiveCount: Double
        /// One a series.
        public let trends: [Trend?]
    }

    private static let (least, most, nodes) = (-0.85, 0.95, 19)

    /// Fits all indicators of a panel.
    public func fit(_ series: [Series]) -> Fit {
        let designs = series.map(YearEffectsDesign.init)
        let kept = designs.indices.filter { designs[$0] != nil }
        let none = Fit(autocorrelation: 0.5, effectiveCount: 0, trends: series.map { _ in nil })
        guard !kept.isEmpty else { return none }
        let values = (0..<Self.nodes).map { Self.least + (Self.most - Self.least) * Double($0) / Double(Self.nodes - 1) }
        let lines = values.map { rho in kept.map { designs[$0]!.line(rho) } }
        let fitted = kept.indices.filter { position in lines.allSatisfy { $0[position] != nil } }
        guard !fitted.isEmpty else { return none }
        let prior = values.map { -0.5 * ($0 - 0.5) * ($0 - 0.5) / (0.3 * 0.3) }
        let likelihood = lines.map { row in fitted.reduce(0) { $0 + (row[$1]!.isExact ? 0 : row[$1]!.logLikelihood) } }
        let mode = values.indices.max { likelihood[$0] + prior[$0] < likelihood[$1] + prior[$1] } ?? 0
        let effective = effectiveCount(fitted.compactMap { position in lines[mode][position].map { (series[kept[position]].years, $0) } })
        let share = effective / Double(fitted.count)
        let heights = values.indices.map { likelihood[$0] * share + prior[$0] }
        let top = heights.max() ?? 0
        let raw = heights.map { exp($0 - top) }
        let sum = raw.reduce(0, +)
        var components = [[[SlopeMixture.Component]]](repeating: [], count: series.count)
        for (node, weight) in raw.enumerated() where weight / sum > 1e-9 {
            let here = fitted.map { lines[node][$0]! }
            let common = try? VarianceShrinkage().fit(
                variances: here.map { $0.isExact ? nil : $0.variance }, degreesOfFreedom: here.map(\.degreesOfFreedom))
            for (position, line) in zip(fitted, here) {
                var (variance, degrees) = (line.variance, line.degreesOfFreedom)
                if let common, !line.isExact {
                    let bounded = VarianceShrinkage.Prior(
                        variance: common.variance, degreesOfFreedom: common.degreesOfFreedom, observations: common.observations,
                        pooledDegreesOfFreedom: max(degrees, effective * degrees))
                    (variance, degrees) = bounded.posterior(variance: variance, degreesOfFreedom: degrees)
                }
                let index = kept[position]
                if components[index].isEmpty { components[index] = line.coefficients.map { _ in [] } }
                for column in line.coefficients.indices {
                    components[index][column].append(
                        .init(
                            weight: weight / sum, slope: line.coefficients[column],
                            error: (variance * line.unscaledVariances[column]).squareRoot(), degreesOfFreedom: degrees))
                }
            }
        }
        let trends = components.enumerated().map { index, columns -> Trend? in
            guard columns.count >= 2, let design = designs[index] else { return nil }
            let all = columns.map { Coefficient(mixture: SlopeMixture(components: $0), unit: design.unit) }
            return Trend(slope: all[1], steps: Array(all[2...]))
        }
        return Fit(autocorrelation: zip(values, raw).reduce(0) { $0 + $1.0 * $1.1 / sum }, effectiveCount: effective, trends: trends)
    }

    /// As how many independent indicators these count: by the mean square of the correlations of their whitened residuals beyond what chance gives.
    private func effectiveCount(_ members: [(years: [Int], line: YearEffectsDesign.Line)]) -> Double {
        let telling = members.filter { !$0.line.isExact && $0.line.degreesOfFreedom > 1 }
        let count = Double(telling.count)
        guard telling.count > 1, let first = telling.compactMap(\.years.first).min(), let last = telling.compactMap(\.years.last).max() else {
            return Double(members.count)
        }
        // Σ over pairs of (z′z)² is the square norm of Σ zz′.
        let width = last - first + 1
        var gram = [Double](repeating: 0, count: width * width)
        for (years, line) in telling {
            let norm = line.residuals.reduce(0) { $0 + $1 * $1 }
            for (a, year) in years.enumerated() {
                for (b, other) in years.enumerated() {
                    gram[(year - first) * width + other - first] += line.residuals[a] * line.residuals[b] / norm
                }
            }
        }
        let pairs = count * (count - 1)
        let mean = (gram.reduce(0) { $0 + $1 * $1 } - count) / pairs
        let chance = telling.reduce(0) { $0 + 1 / $1.line.degreesOfFreedom } / count
        let shared = chance < 1 ? min(max((mean - chance) / (1 - chance), 0), 1) : 1
        return Double(members.count) / (1 + (Double(members.count) - 1) * shared)
    }
}
