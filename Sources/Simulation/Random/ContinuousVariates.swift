import Foundation

extension CounterGenerator {
    /// A standard normal variate, by the polar method of Marsaglia.
    public mutating func normal() -> Double {
        while true {
            let u = 2 * uniform() - 1
            let v = 2 * uniform() - 1
            let s = u * u + v * v
            if s > 0 && s < 1 { return u * (-2 * log(s) / s).squareRoot() }
        }
    }

    /// A normal variate.
    public mutating func normal(mean: Double, deviation: Double) -> Double { mean + deviation * normal() }

    /// A gamma variate of a shape > 0 and unit scale.
    /// - References: Marsaglia & Tsang (2000), *ACM TOMS* 26, 363–372.
    public mutating func gamma(shape: Double) -> Double {
        precondition(shape > 0, "gamma of shape \(shape)")
        if shape < 1 { return gamma(shape: shape + 1) * pow(uniform(), 1 / shape) }
        let d = shape - 1.0 / 3
        let c = 1 / (9 * d).squareRoot()
        while true {
            let x = normal()
            let t = 1 + c * x
            guard t > 0 else { continue }
            let v = t * t * t
            if log(uniform()) < 0.5 * x * x + d - d * v + d * log(v) { return d * v }
        }
    }

    /// Shares that add up to 1: a Dirichlet variate with the given means, the tighter the larger the concentration.
    public mutating func shares(around means: [Double], concentration: Double) -> [Double] {
        var draws = means.map { $0 > 0 ? gamma(shape: max($0 * concentration, 1e-3)) : 0 }
        let sum = draws.reduce(0, +)
        guard sum > 0 else { return means }
        for index in draws.indices { draws[index] /= sum }
        return draws
    }
}
