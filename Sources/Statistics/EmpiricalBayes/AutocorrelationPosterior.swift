internal import CSpecialFunctions

#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// What many short series say together about the autocorrelation they share: weights on a few values of ρ.
///
/// A hundred series of five points still leave ρ uncertain by ±0.2, and a test that takes the estimate for the truth rejects too often where ρ is high.
/// Tests and intervals average over these weights instead.
///
/// **Definition.** Weights ∝ √(1 − ρ²)·∏L(ρ) on eleven equally spaced values of ρ in [−0.9, 0.95] that hold all but e⁻⁸ of the highest weight, where L is the restricted
/// likelihood of a series: with errors of correlation R(ρ), whitened residuals of square *q* and d degrees of freedom,
/// −2 log L = log|R| + log|X′R⁻¹X| + d log q. Where everything lies within 0.06 one value, the mean, stands for all.
///
/// The factor √(1 − ρ²) was chosen among powers of it by simulation: the flat prior is cautious at ρ = 0.3 (3.7 % at five points), the first power too bold at 0.6 (6.8 %).
/// - Complexity: about 60 passes over the values.
/// - References: Patterson & Thompson (1971), *Biometrika* 58, 545–554. Test values: simulation with known ρ.
public struct AutocorrelationPosterior: Sendable, Equatable {
    /// The values of ρ, ascending.
    public let values: [Double]
    /// Their weights, adding to 1.
    public let weights: [Double]
    /// Series that took part.
    public let seriesCount: Int

    /// A belief from elsewhere: values of ρ in (−1, 1), ascending, and their weights, which are brought to add to 1.
    public init(values: [Double], weights: [Double]) {
        precondition(values.count == weights.count && !values.isEmpty, "\(values.count) values, \(weights.count) weights")
        precondition(zip(values, values.dropFirst()).allSatisfy { $0 < $1 } && values.allSatisfy { $0.magnitude < 1 }, "autocorrelations \(values)")
        let sum = weights.reduce(0, +)
        precondition(weights.allSatisfy { $0 >= 0 } && sum > 0 && sum.isFinite, "weights \(weights)")
        self.values = values
        self.weights = weights.map { $0 / sum }
        seriesCount = 0
    }

    /// What a number of series made of it.
    init(values: [Double], weights: [Double], seriesCount: Int) {
        self.values = values
        self.weights = weights
        self.seriesCount = seriesCount
    }

    /// All weight on one value.
    init(fixed rho: Double) { self.init(values: [rho], weights: [1]) }

    /// What series over the same abscissae say of the autocorrelation of the errors about their lines.
    ///
    /// Series below three values, and those on an exact line, take no part; without any other there is one value, 0.
    /// - Parameters:
    ///   - x: Abscissae, increasing, multiples of one step.
    ///   - series: The series, as many values each; `nil` where missing.
    /// - Throws: ``EstimationError/invalidValue(index:value:)`` with the position in its series.
    public init(x: [Double], series: [[Double?]]) throws(EstimationError) {
        let step = zip(x.dropFirst(), x).map { $0 - $1 }.min() ?? 1
        precondition(step > 0, "abscissae must increase")
        var residuals: [AutocorrelatedResiduals] = []
        for y in series where y.count(where: { $0 != nil }) >= 3 {
            let observed = try SeriesObservations(x: x, y: y, needed: 3)
            if let one = AutocorrelatedResiduals(observed, step: step) { residuals.append(one) }
        }
        self.init(of: residuals, scale: .free)
    }

    /// Σ weight·ρ.
    public var mean: Double { zip(values, weights).reduce(0) { $0 + $1.0 * $1.1 } }

    /// The root of Σ weight·(ρ − mean)².
    public var standardDeviation: Double {
        let center = mean
        return zip(values, weights).reduce(0) { $0 + $1.1 * ($1.0 - center) * ($1.0 - center) }.squareRoot()
    }

    /// How the scales of the series relate.
    enum Scale {
        /// Nothing is known of them: d·log q of each series.
        case free
        /// Drawn from the prior of ``VarianceShrinkage``, estimated anew at each ρ.
        case shrunken
        /// One for all.
        case common
    }

    private static let (least, most) = (-0.9, 0.95)

    init(of series: [AutocorrelatedResiduals], scale: Scale) {
        seriesCount = series.count
        guard !series.isEmpty else {
            values = [0]
            weights = [1]
            return
        }
        let height = { (rho: Double) in Self.logLikelihood(series, scale, rho) + 0.5 * log1p(-rho * rho) }
        let peak = LikelihoodPeak(of: height, from: Self.least, to: Self.most, steps: 14, halvings: 8)
        let (low, high) = (peak.low, peak.high)
        let nodes = (0..<11).map { low + (high - low) * Double($0) / 10 }
        let raw = nodes.map { exp(height($0) - peak.top) }
        let sum = raw.reduce(0, +)
        if high - low < 0.06 || !(sum > 0) {
            values = [sum > 0 ? zip(nodes, raw).reduce(0) { $0 + $1.0 * $1.1 } / sum : peak.mode]
            weights = [1]
        } else {
            values = nodes
            weights = raw.map { $0 / sum }
        }
    }

    private static func logLikelihood(_ series: [AutocorrelatedResiduals], _ scale: Scale, _ rho: Double) -> Double {
        let parts = series.map { $0.whitened(rho) }
        var sum = parts.reduce(0) { $0 - $1.logDeterminant / 2 }
        let degrees = series.map { Double($0.residuals.count - 2) }
        switch scale {
        case .free:
            for (part, d) in zip(parts, degrees) { sum -= d / 2 * log(part.square) }
            return sum
        case .shrunken:
            let prior = try? VarianceShrinkage().fit(variances: zip(parts, degrees).map { $0.square / $1 }, degreesOfFreedom: degrees)
            if let prior, prior.degreesOfFreedom.isFinite, prior.degreesOfFreedom > 0 {
                let (d0, s0) = (prior.degreesOfFreedom, prior.degreesOfFreedom * prior.variance)
                for (part, d) in zip(parts, degrees) {
                    sum += special_lgamma((d0 + d) / 2) - special_lgamma(d0 / 2) + d0 / 2 * log(s0) - (d0 + d) / 2 * log(s0 + part.square)
                }
                return sum
            }
            fallthrough
        case .common:
            // With the constants of the case above at infinite prior degrees of freedom, so that values of ρ on either side compare.
            let all = degrees.reduce(0, +)
            return sum - all / 2 * (log(2 * parts.reduce(0) { $0 + $1.square } / all) + 1)
        }
    }
}

/// Residuals of one series with the two regressors they are free of, as the restricted likelihood of an autocorrelation needs them.
struct AutocorrelatedResiduals: Sendable {
    /// Steps since the value before; 0 for the first.
    let gaps: [Int]
    /// The constant, times the root of each value's weight.
    let level: [Double]
    /// The abscissa, centered, times the same.
    let trend: [Double]
    /// What the two leave, standardized by the same.
    let residuals: [Double]

    /// The residual square under errors of correlation ρ^gap, and log|R| + log|X′R⁻¹X|.
    func whitened(_ rho: Double) -> (square: Double, logDeterminant: Double) {
        var (aa, ab, bb, ae, be, ee) = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
        var determinant = 1.0
        for index in residuals.indices {
            var (a, b, e) = (level[index], trend[index], residuals[index])
            if index > 0 {
                var memory = 1.0
                for _ in 0..<gaps[index] { memory *= rho }
                let variance = 1 - memory * memory
                determinant *= variance
                let scale = 1 / variance.squareRoot()
                a = (a - memory * level[index - 1]) * scale
                b = (b - memory * trend[index - 1]) * scale
                e = (e - memory * residuals[index - 1]) * scale
            }
            aa += a * a
            ab += a * b
            bb += b * b
            ae += a * e
            be += b * e
            ee += e * e
        }
        let gram = aa * bb - ab * ab
        let explained = (ae * ae * bb - 2 * ae * be * ab + be * be * aa) / gram
        return (max(ee - explained, 1e-12 * ee), log(determinant) + log(gram))
    }
}
