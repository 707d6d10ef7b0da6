import Foundation
import Statistics

/// Simulated groups of series whose trend is known.
struct CalibrationSeries {
    var generator: SimulatedSeries.Generator

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
            return errors(count: count, rho: rho).enumerated().map { index, error in
                let law = NegativeBinomial(mean: mean * exp(slope * (Double(index) - middle)), dispersion: dispersion)
                return Double(error > 0 ? law.upperTailQuantile(Normal().upperTail(error)) : law.quantile(Normal().cumulative(error)))
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
