#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// The proportions of a mixture whose components are known: a concave problem on the simplex, solved by expectation–maximization with squared extrapolation.
struct MixtureProportions {
    /// Likelihoods, row by row, one column a component.
    let table: [Double]
    let columns: Int
    /// λ: the first proportion has the prior density π₀^(λ − 1).
    let nullWeight: Double

    func logLikelihood(_ weights: [Double]) -> Double {
        var sum = 0.0
        for row in 0..<(table.count / columns) {
            var density = 0.0
            for column in 0..<columns { density += table[row * columns + column] * weights[column] }
            sum += log(density)
        }
        return sum
    }

    func penalty(_ weights: [Double]) -> Double { nullWeight == 1 ? 0 : (nullWeight - 1) * log(weights[0]) }

    /// One step of expectation and maximization, and the objective before it.
    private func step(_ weights: [Double]) -> (next: [Double], objective: Double) {
        var expected = [Double](repeating: 0, count: columns)
        var objective = penalty(weights)
        table.withUnsafeBufferPointer { table in
            for row in 0..<(table.count / columns) {
                var density = 0.0
                for column in 0..<columns { density += table[row * columns + column] * weights[column] }
                objective += log(density)
                for column in 0..<columns { expected[column] += table[row * columns + column] * weights[column] / density }
            }
        }
        expected[0] += nullWeight - 1
        let sum = expected.reduce(0, +)
        return (expected.map { $0 / sum }, objective)
    }

    /// π, until the largest change of a proportion in a step is below the tolerance.
    func maximum(tolerance: Double) -> [Double] {
        var weights = [Double](repeating: 1 / Double(columns), count: columns)
        for _ in 0..<3000 {
            let (first, before) = step(weights)
            let (second, _) = step(first)
            let r = zip(first, weights).map { $0 - $1 }
            let v = zip(zip(second, first), r).map { $0.0 - $0.1 - $1 }
            let (lengthR, lengthV) = (r.reduce(0) { $0 + $1 * $1 }.squareRoot(), v.reduce(0) { $0 + $1 * $1 }.squareRoot())
            if (r.map(\.magnitude).max() ?? 0) < tolerance { return second }
            var next = second
            if lengthV > 0 {
                let length = max(1, lengthR / lengthV)
                let leap = weights.indices.map { max(0, weights[$0] + 2 * length * r[$0] + length * length * v[$0]) }
                let sum = leap.reduce(0, +)
                if sum > 0 && leap[0] > 0 {
                    let (settled, objective) = step(leap.map { $0 / sum })
                    if objective >= before { next = settled }
                }
            }
            weights = next
        }
        return weights
    }
}
