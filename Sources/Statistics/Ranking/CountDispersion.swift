internal import Glibc

/// How much the counts of bodies vary from year to year beyond what Poisson allows, learned from years other than the one that is compared.
///
/// ```swift
/// let dispersion = try CountDispersion().fit(history)
/// let (error, df) = dispersion.standardErrorOfLog(count: 480, body: 3)
/// ```
/// A count of 480 has a relative error of 5 % if it is Poisson, and more if the number of events a year depends on anything but chance.
///
/// **Definition.** Each body has a log-linear trend of its own about which counts have variance ψᵢ(μ + φμ²). φ is common and solves
/// Σ X² = Σ (nᵢ − 2) with Pearson's X² of all bodies; ψᵢ = X²ᵢ/(nᵢ − 2) is drawn towards the others' by ``VarianceShrinkage``. The variance of the logarithm
/// of a count y is ψ̃ᵢ(1/y + φ), with y + ½ in place of y, on the degrees of freedom of ψ̃ᵢ.
///
/// **Missing values.** Leave years without a count out. A body of fewer than three years, or with fewer than one event a year, takes no part; it has the
/// prior's ψ.
/// - Complexity: O(bodies · years) a step of the root search, about forty steps.
/// - References: Breslow (1984), *JRSS C* 33, 38–44 for φ by moments; Smyth (2004), *SAGMB* 3, 3 for ψ.
public struct CountDispersion: Sendable, Equatable {
    /// The estimator; it has no parameters.
    public init() {}

    /// The counts of one body in years other than the one that is compared.
    public struct History: Sendable, Equatable {
        /// Years, ascending.
        public let years: [Double]
        /// Events of each year, ≥ 0.
        public let counts: [Double]
        /// What they are counted per, > 0; all 1 for plain counts.
        public let exposures: [Double]

        /// A history; the arrays are equally long.
        public init(years: [Double], counts: [Double], exposures: [Double]) {
            precondition(years.count == counts.count && years.count == exposures.count, "\(years.count) years, \(counts.count) counts")
            self.years = years
            self.counts = counts
            self.exposures = exposures
        }
    }

    /// Learns the dispersion from the bodies' histories.
    ///
    /// - Throws: ``EstimationError/tooFewObservations(needed:found:)`` when no body has three years with a count,
    ///   ``EstimationError/invalidValue(index:value:)`` for a negative count or an exposure that is not above 0, with the body's position.
    public func fit(_ histories: [History]) throws(EstimationError) -> Fit {
        for (index, history) in histories.enumerated() {
            if let bad = history.counts.first(where: { !($0 >= 0 && $0.isFinite) }) { throw .invalidValue(index: index, value: bad) }
            if let bad = history.exposures.first(where: { !($0 > 0 && $0.isFinite) }) { throw .invalidValue(index: index, value: bad) }
        }
        let taking = histories.indices.filter {
            histories[$0].counts.count >= 3 && histories[$0].counts.reduce(0, +) >= Double(histories[$0].counts.count)
        }
        guard !taking.isEmpty else { throw .tooFewObservations(needed: 1, found: 0) }
        let freedom = taking.map { Double(histories[$0].counts.count - 2) }
        let expected = freedom.reduce(0, +)
        func squares(_ phi: Double) -> [Double] { taking.map { Self.pearson(histories[$0], dispersion: phi) } }
        var phi = 0.0
        if squares(0).reduce(0, +) > expected {
            // X² falls with φ: the root of its logarithm is bracketed by steps of ten and halved.
            var (low, high) = (1e-8, 1e-7)
            while high < 1e4, squares(high).reduce(0, +) > expected { (low, high) = (high, high * 10) }
            for _ in 0..<40 {
                let middle = (low * high).squareRoot()
                if squares(middle).reduce(0, +) > expected { low = middle } else { high = middle }
            }
            phi = (low * high).squareRoot()
        }
        let variances = zip(squares(phi), freedom).map { $0 / $1 }
        let prior = try VarianceShrinkage().fit(variances: variances, degreesOfFreedom: freedom)
        var multipliers = [Double](repeating: 0, count: histories.count)
        var degrees = [Double](repeating: 0, count: histories.count)
        for index in histories.indices {
            (multipliers[index], degrees[index]) = (prior.variance, min(prior.degreesOfFreedom, prior.pooledDegreesOfFreedom))
        }
        for (position, index) in taking.enumerated() {
            (multipliers[index], degrees[index]) = prior.posterior(variance: variances[position], degreesOfFreedom: freedom[position])
        }
        return Fit(dispersion: phi, multipliers: multipliers, degreesOfFreedom: degrees, observations: taking.count)
    }

    /// What was learned.
    public struct Fit: Sendable, Equatable {
        /// φ ≥ 0, common to all bodies.
        public let dispersion: Double
        /// ψ̃ of each body, in the order of the histories.
        public let multipliers: [Double]
        /// Degrees of freedom of each ψ̃; may be infinite.
        public let degreesOfFreedom: [Double]
        /// Bodies from whose histories it was learned.
        public let observations: Int

        /// The standard error of the logarithm of a body's count, with its degrees of freedom.
        public func standardErrorOfLog(count: Double, body: Int) -> (error: Double, degreesOfFreedom: Double) {
            precondition(count >= 0, "count \(count)")
            return ((multipliers[body] * (1 / (count + 0.5) + dispersion)).squareRoot(), degreesOfFreedom[body])
        }
    }

    /// Pearson's X² of a body about its log-linear trend of the largest quasi-likelihood with variance μ + φμ².
    private static func pearson(_ history: History, dispersion phi: Double) -> Double {
        let n = history.counts.count
        let origin = history.years.reduce(0, +) / Double(n)
        let t = history.years.map { $0 - origin }
        let total = history.counts.reduce(0, +)
        var (level, slope) = (log(total / history.exposures.reduce(0, +)), 0.0)
        func expectation(_ level: Double, _ slope: Double) -> [Double] {
            t.indices.map { history.exposures[$0] * exp(min(max(level + slope * t[$0], -700), 700)) }
        }
        var mu = expectation(level, slope)
        for _ in 0..<50 {
            var (s, st, stt, r, rt) = (0.0, 0.0, 0.0, 0.0, 0.0)
            for i in 0..<n {
                let weight = mu[i] / (1 + phi * mu[i])
                let residual = (history.counts[i] - mu[i]) / (1 + phi * mu[i])
                s += weight
                st += weight * t[i]
                stt += weight * t[i] * t[i]
                r += residual
                rt += residual * t[i]
            }
            let determinant = s * stt - st * st
            guard determinant > 1e-12 * s * stt else { break }
            // Steps are bounded: counts of zeros but at one end have their maximum at an infinite slope, where X² is 0.
            let one = max(-2, min(2, (stt * r - st * rt) / determinant))
            let other = max(-2, min(2, (s * rt - st * r) / determinant))
            level += one
            slope += other
            mu = expectation(level, slope)
            if abs(one) + abs(other) < 1e-10 || abs(slope) > 30 { break }
        }
        return (0..<n).reduce(0.0) { sum, i in
            guard mu[i] > 1e-300 else { return sum }
            let residual = history.counts[i] - mu[i]
            return sum + residual * residual / (mu[i] + phi * mu[i] * mu[i])
        }
    }
}
