import Foundation
import Statistics

/// Simulated groups of series whose trend is known.
struct CalibrationSeries {
    var generator: Philox

    /// Errors with mean 0, variance 1 and autocorrelation ρ.
    mutating func errors(count: Int, rho: Double) -> [Double] {
        var last = generator.normal()
        return (0..<count).map { index in
            if index > 0 { last = rho * last + (1 - rho * rho).squareRoot() * generator.normal() }
            return last
        }
    }

    /// Series with normal errors; standard deviations differ between series (their squares like 8/χ²₈), the slope is in units of them.
    mutating func gaussian(series: Int, count: Int, rho: Double, slope: Double) -> (series: [[Double]], slopes: [Double]) {
        var slopes: [Double] = []
        let rows = (0..<series).map { _ in
            let spread = (8 / chiSquared(8)).squareRoot()
            slopes.append(slope * spread)
            return errors(count: count, rho: rho).enumerated().map { 100 + spread * ($1 + slope * Double($0)) }
        }
        return (rows, slopes)
    }

    /// Counts with a mean, negative binomial with dispersions that differ between series (0.05 times 8/χ²₈), autocorrelated through a normal copula.
    mutating func counts(series: Int, count: Int, mean: Double, rho: Double, slope: Double) -> [[Double]] {
        (0..<series).map { _ in
            let dispersion = 0.05 * 8 / chiSquared(8)
            let middle = Double(count - 1) / 2
            let shares = errors(count: count, rho: rho).map { Normal().cumulative($0) }
            guard slope != 0 else { return CountQuantiles(mean: mean, dispersion: dispersion, upTo: shares.max() ?? 0).counts(at: shares) }
            return shares.enumerated().flatMap { index, share in
                CountQuantiles(mean: mean * exp(slope * (Double(index) - middle)), dispersion: dispersion, upTo: share).counts(at: [share])
            }
        }
    }

    private mutating func chiSquared(_ degrees: Int) -> Double {
        (0..<degrees).reduce(0.0) { sum, _ in
            let value = generator.normal()
            return sum + value * value
        }
    }
}

/// Quantiles of a negative binomial law from a table of its cumulative probabilities, which its recurrence fills: a hundred times faster than one by one.
private struct CountQuantiles {
    private var cumulative: [Double]

    init(mean: Double, dispersion: Double, upTo share: Double) {
        let size = 1 / dispersion
        let failure = dispersion * mean / (1 + dispersion * mean)
        var probability = exp(-size * log1p(dispersion * mean))
        cumulative = [probability]
        // Beyond the last digit of the sum nothing is added.
        while let last = cumulative.last, last < share, last + probability > last || Double(cumulative.count) < mean {
            let k = Double(cumulative.count - 1)
            probability *= failure * (k + size) / (k + 1)
            cumulative.append(last + probability)
        }
    }

    /// The smallest count whose cumulative probability is at least each share.
    func counts(at shares: [Double]) -> [Double] {
        shares.map { share in
            var (low, high) = (0, cumulative.count - 1)
            while low < high {
                let middle = (low + high) / 2
                if cumulative[middle] < share { low = middle + 1 } else { high = middle }
            }
            return Double(low)
        }
    }
}
