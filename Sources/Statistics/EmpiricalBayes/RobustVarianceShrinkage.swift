#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// Shrinks variances toward each other where a few of them are far larger than the rest: those keep to themselves and do not loosen the prior of the others.
///
/// A body whose figures jump about makes ``VarianceShrinkage`` believe that variances differ much, so that no series borrows from another. Here the prior is estimated from moments with
/// the extremes drawn in, and a series is shrunken by fewer degrees of freedom the more its variance stands out.
///
/// ```swift
/// let fit = try RobustVarianceShrinkage().fit(variances: s2, degreesOfFreedom: d)
/// let (variance, df) = fit.priors[0]!.posterior(variance: s2[0], degreesOfFreedom: d[0])
/// ```
/// **Definition.** log s² is Winsorized at its quantiles 5 % and 90 %; d₀ and s₀² are those at which the moments of a Winsorized F(d, d₀) agree with the data's. With p the upper tail of
/// s²/s₀² and p̂ its empirical counterpart, 1 − min(p/p̂, 1) is the chance of an outlier, whose degrees of freedom are those at which the largest variance would be the median; each
/// series' d₀ is the mean of the two by that chance, made monotone in p. Series with fewer degrees of freedom than the most enter with the F value of the same tail.
///
/// **Missing values.** As ``VarianceShrinkage``. Below three variances, and where the moments have no double, it is that estimator.
/// - Complexity: O(*m* log *m*) and some thirty quadratures.
/// - References: Phipson, Lee, Majewski, Alexander & Smyth (2016), *Ann. Appl. Stat.* 10, 946–963. Test values: R limma `fitFDistRobustly` with its root found to 1e-14,
///   `Tests/StatisticsTests/ReferenceValues/RobustShrinkage.R`.
public struct RobustVarianceShrinkage: Sendable, Equatable {
    /// Shares of the variances drawn in at the lower and the upper end.
    public let lowerShare: Double, upperShare: Double

    /// The estimator, drawing in the given shares.
    public init(lowerShare: Double = 0.05, upperShare: Double = 0.1) {
        precondition(lowerShare > 0 && upperShare > 0 && lowerShare + upperShare < 1, "shares \(lowerShare), \(upperShare)")
        self.lowerShare = lowerShare
        self.upperShare = upperShare
    }

    /// The common prior and that of each series.
    public struct Fit: Sendable, Equatable {
        /// s₀² and d₀ of the series that do not stand out.
        public let common: VarianceShrinkage.Prior
        /// The prior of each series; `nil` where its variance is missing.
        public let priors: [VarianceShrinkage.Prior?]
    }

    /// Estimates the priors from variances and their degrees of freedom.
    ///
    /// - Throws: As ``VarianceShrinkage``; ``EstimationError/noVariation(value:)`` when most variances are 0.
    public func fit(variances: [Double?], degreesOfFreedom: [Double]) throws(EstimationError) -> Fit {
        let plain = try VarianceShrinkage().fit(variances: variances, degreesOfFreedom: degreesOfFreedom)
        let places = variances.indices.filter { variances[$0] != nil && degreesOfFreedom[$0] > 0 }
        let n = places.count
        func same() -> Fit {
            Fit(common: plain, priors: zip(variances, degreesOfFreedom).map { $0 != nil && $1 > 0 ? plain : nil })
        }
        guard n > 2, lowerShare >= 1 / Double(n) || upperShare >= 1 / Double(n) else { return same() }
        var x = places.map { variances[$0] ?? 0 }
        var df1 = places.map { degreesOfFreedom[$0] }
        let median = medianOfSorted(x.sorted())
        guard median > 0 else { throw .noVariation(value: 0) }
        x = x.map { max($0, median * 1e-12) }
        let most = df1.max() ?? 0
        for index in x.indices where df1[index] < most - 1e-14 {
            x[index] = Self.transferred(x[index] / plain.variance, from: df1[index], to: most, prior: plain.degreesOfFreedom) * plain.variance
            df1[index] = most
        }
        let d = most
        let z = x.map { log($0) }
        let sorted = z.sorted()
        let cut = Int((Double(n) * upperShare).rounded(.down))
        let trend = sorted[cut..<(n - cut)].reduce(0, +) / Double(n - 2 * cut)
        let residuals = z.map { $0 - trend }
        let ordered = sorted.map { $0 - trend }
        let (low, high) = (Self.quantile(ordered, lowerShare), Self.quantile(ordered, 1 - upperShare))
        let winsorized = residuals.map { min(max($0, low), high) }
        let mean = winsorized.reduce(0, +) / Double(n)
        let variance = winsorized.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(n - 1)
        let pooled = plain.pooledDegreesOfFreedom
        func priors(_ scale: Double, _ own: [Double], common: Double) -> Fit {
            var result = [VarianceShrinkage.Prior?](repeating: nil, count: variances.count)
            for (place, degrees) in zip(places, own) {
                result[place] = .init(variance: scale, degreesOfFreedom: degrees, observations: n, pooledDegreesOfFreedom: pooled)
            }
            return Fit(
                common: .init(variance: scale, degreesOfFreedom: common, observations: n, pooledDegreesOfFreedom: pooled), priors: result)
        }
        let limit = moments(d, .infinity)
        if variance <= limit.variance {
            let scale = exp(trend + mean - limit.mean)
            return priors(scale, Self.withoutPrior(x.map { $0 / scale }, d), common: .infinity)
        }
        if plain.degreesOfFreedom == .infinity { return same() }
        let prior = solve(d, variance: variance, from: plain.degreesOfFreedom)
        let scale = exp(trend + mean - moments(d, prior).mean)
        // Variances that differ by hundreds of decades leave moments without a double.
        guard scale > 0, scale.isFinite, prior.isFinite else { return same() }
        return priors(scale, Self.shrunken(x.map { $0 / scale }, d, prior), common: prior)
    }

    /// The quantile of sorted values by linear interpolation (type 7).
    private static func quantile(_ sorted: [Double], _ p: Double) -> Double {
        let place = Double(sorted.count - 1) * p
        let index = min(Int(place), sorted.count - 2)
        return sorted[index] + (place - Double(index)) * (sorted[index + 1] - sorted[index])
    }

    /// The F value on other degrees of freedom with the same smaller tail.
    private static func transferred(_ f: Double, from df: Double, to most: Double, prior: Double) -> Double {
        let (from, to) = (FDistribution(numerator: df, denominator: prior), FDistribution(numerator: most, denominator: prior))
        let (upper, lower) = (from.upperTail(f), from.cumulative(f))
        return upper < lower ? to.upperTailQuantile(upper) : to.quantile(lower)
    }

    /// Mean and variance of the logarithm of a Winsorized F(d, prior).
    private func moments(_ d: Double, _ prior: Double) -> (mean: Double, variance: Double) {
        let law = FDistribution(numerator: d, denominator: prior)
        let (first, last) = (law.quantile(lowerShare), law.upperTailQuantile(upperShare))
        let (q1, q2) = (first / (1 + first), last / (1 + last))
        let rule = GaussLegendre.sixtyFour
        let mean = (q2 - q1) * rule.integrate { Self.weighted(law, q1 + (q2 - q1) * $0) { $0 } } + log(first) * lowerShare + log(last) * upperShare
        let square = (q2 - q1) * rule.integrate { Self.weighted(law, q1 + (q2 - q1) * $0) { ($0 - mean) * ($0 - mean) } }
        let ends = (log(first) - mean) * (log(first) - mean) * lowerShare + (log(last) - mean) * (log(last) - mean) * upperShare
        return (mean, square + ends)
    }

    /// A function of log f times the density, at u = f/(1 + f).
    private static func weighted(_ law: FDistribution, _ u: Double, _ function: (Double) -> Double) -> Double {
        let f = u / (1 - u)
        return law.density(f) / ((1 - u) * (1 - u)) * function(log(f))
    }

    /// The prior degrees of freedom, at least those of the plain estimate, at which the variances agree: bisection on d₀/(1 + d₀).
    private func solve(_ d: Double, variance: Double, from plain: Double) -> Double {
        if variance >= moments(d, plain).variance { return plain }
        var (low, high) = (plain / (1 + plain), 1.0)
        for _ in 0..<200 {
            let middle = (low + high) / 2
            if middle <= low || middle >= high || high - low < 1e-15 { break }
            if moments(d, middle / (1 - middle)).variance > variance { low = middle } else { high = middle }
        }
        let middle = (low + high) / 2
        return middle / (1 - middle)
    }

    /// The share of values at least as large, by mid-ranks: (n − r + ½)/n.
    private static func empirical(_ f: [Double]) -> [Double] {
        let n = Double(f.count)
        let sorted = f.sorted()
        return f.map { value in
            var (first, after) = (0, sorted.count)
            while first < after {
                let middle = (first + after) / 2
                if sorted[middle] < value { first = middle + 1 } else { after = middle }
            }
            var last = first
            while last + 1 < sorted.count && sorted[last + 1] == value { last += 1 }
            return (n - (Double(first + last) / 2 + 1) + 0.5) / n
        }
    }

    /// Degrees of freedom where variances do not differ but for outliers.
    private static func withoutPrior(_ f: [Double], _ d: Double) -> [Double] {
        let law = ChiSquared(degreesOfFreedom: d)
        let tails = f.map { law.upperTail($0 * d) }
        var own = zip(tails, empirical(f)).map { tail, share in tail < share ? tail / share * Double(f.count) * d : .infinity }
        var running = 0.0
        for index in tails.indices.sorted(by: { (tails[$0], $0) < (tails[$1], $1) }) {
            running = max(running, own[index])
            own[index] = running
        }
        return own
    }

    /// Degrees of freedom between the common prior and that of an outlier.
    private static func shrunken(_ f: [Double], _ d: Double, _ prior: Double) -> [Double] {
        let law = FDistribution(numerator: d, denominator: prior)
        let tails = f.map { law.upperTail($0) }
        let regular = zip(tails, empirical(f)).map { min($0 / $1, 1) }
        guard regular.contains(where: { $0 < 1 }) else { return f.map { _ in prior } }
        var outlier = 0.0
        if let least = tails.min(), least > 0, let largest = f.max() {
            outlier = log(0.5) / log(least) * prior
            outlier *= log(0.5) / log(FDistribution(numerator: d, denominator: outlier).upperTail(largest))
        }
        var own = regular.map { $0 * prior + (1 - $0) * outlier }
        let order = tails.indices.sorted { (tails[$0], $0) < (tails[$1], $1) }
        // The lowest running mean replaces what comes before it; from there on the values may only rise.
        var (sum, best, end) = (0.0, Double.infinity, 0)
        for (count, index) in order.enumerated() {
            sum += own[index]
            if sum / Double(count + 1) < best { (best, end) = (sum / Double(count + 1), count) }
        }
        var running = best
        for (count, index) in order.enumerated() {
            running = count <= end ? best : max(running, own[index])
            own[index] = running
        }
        return own
    }
}
