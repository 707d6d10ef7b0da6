import Foundation

extension CounterGenerator {
    /// A Poisson count.
    ///
    /// By multiplication below a mean of 10, else by transformed rejection.
    /// - References: Hörmann (1993), *Insurance: Mathematics and Economics* 12, 39–45.
    public mutating func poisson(_ mean: Double) -> Int {
        precondition(mean >= 0 && mean < 1e12, "Poisson mean \(mean)")
        guard mean > 0 else { return 0 }
        if mean < 10 {
            let limit = exp(-mean)
            var product = uniform()
            var count = 0
            while product > limit {
                product *= uniform()
                count += 1
            }
            return count
        }
        let b = 0.931 + 2.53 * mean.squareRoot()
        let a = -0.059 + 0.02483 * b
        let acceptance = 0.9277 - 3.6224 / (b - 2)
        while true {
            let u = uniform() - 0.5
            let v = uniform()
            let us = 0.5 - abs(u)
            let k = ((2 * a / us + b) * u + mean + 0.43).rounded(.down)
            if us >= 0.07 && v <= acceptance { return Int(k) }
            if k < 0 || (us < 0.013 && v > us) { continue }
            if log(v * (1.1239 + 1.1328 / (b - 3.4)) / (a / (us * us) + b)) <= k * log(mean) - mean - lgamma(k + 1) { return Int(k) }
        }
    }

    /// A negative binomial count of a mean, with variance mean + mean² · `dispersion`.
    public mutating func negativeBinomial(mean: Double, dispersion: Double) -> Int {
        guard mean > 0 else { return 0 }
        guard dispersion > 0 else { return poisson(mean) }
        return poisson(mean * gamma(shape: 1 / dispersion) * dispersion)
    }

    /// The number of successes in `trials`.
    ///
    /// By skipping failures below an expectation of 10, else by transformed rejection with squeeze.
    /// - References: Hörmann (1993), *J. Statist. Comput. Simul.* 46, 101–110.
    public mutating func binomial(_ trials: Int, _ probability: Double) -> Int {
        guard trials > 0, probability > 0 else { return 0 }
        if probability >= 1 { return trials }
        if probability > 0.5 { return trials - binomial(trials, 1 - probability) }
        let n = Double(trials)
        if n * probability < 10 {
            // Geometric gaps between successes.
            let logOfFailure = log1p(-probability)
            var position = 0.0
            var count = 0
            while true {
                position += (log(uniform()) / logOfFailure).rounded(.down) + 1
                if position > n { return count }
                count += 1
            }
        }
        let spread = (n * probability * (1 - probability)).squareRoot()
        let b = 1.15 + 2.53 * spread
        let a = -0.0873 + 0.0248 * b + 0.01 * probability
        let c = n * probability + 0.5
        let acceptance = 0.92 - 4.2 / b
        let alpha = (2.83 + 5.1 / b) * spread
        let logOdds = log(probability / (1 - probability))
        let mode = ((n + 1) * probability).rounded(.down)
        let height = lgamma(mode + 1) + lgamma(n - mode + 1)
        while true {
            let u = uniform() - 0.5
            let v = uniform()
            let us = 0.5 - abs(u)
            let k = ((2 * a / us + b) * u + c).rounded(.down)
            if us >= 0.07 && v <= acceptance { return Int(k) }
            if k < 0 || k > n { continue }
            let density = height - lgamma(k + 1) - lgamma(n - k + 1) + (k - mode) * logOdds
            if log(v * alpha / (a / (us * us) + b)) <= density { return Int(k) }
        }
    }

    /// A whole number divided among parts by their shares, so that the parts add up to it.
    public mutating func multinomial(_ total: Int, shares: [Double]) -> [Int] {
        var rest = total
        var weight = shares.reduce(0, +)
        return shares.indices.map { index in
            guard rest > 0 else { return 0 }
            let isLast = index == shares.count - 1
            let part = isLast ? rest : binomial(rest, min(1, shares[index] / max(weight, .leastNormalMagnitude)))
            rest -= part
            weight -= shares[index]
            return part
        }
    }
}
