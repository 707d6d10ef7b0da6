internal import LinearAlgebra

#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// The proportions of a mixture whose components are known: a concave problem on the simplex, solved by sequential quadratic programming.
///
/// Without the constraint of the sum the maximum of Σ log(Lπ) + (λ − 1)·log π₀ − N·Σπ over π ≥ 0 with N = rows + λ − 1 has the sum 1, so that only signs are left to constrain
/// (Kim, Carbonetto, Stephens & Anitescu 2020, *J. Comput. Graph. Stat.* 29, 261–273). Newton's quadratic model is maximized over π ≥ 0 exactly; a dozen of them reach the last digits,
/// where expectation–maximization takes thousands of steps to three.
struct MixtureProportions {
    /// Likelihoods, row by row, one column a component.
    let table: [Double]
    let columns: Int
    /// λ: the first proportion has the prior density π₀^(λ − 1).
    let nullWeight: Double

    private var rows: Int { table.count / columns }
    private var total: Double { Double(rows) + nullWeight - 1 }

    func logLikelihood(_ weights: [Double]) -> Double { Self.sumOfLogarithms(densities(weights)) }

    private static func sumOfLogarithms(_ values: [Double]) -> Double {
        var sum = 0.0
        for value in values { sum += log(value) }
        return sum
    }

    func penalty(_ weights: [Double]) -> Double { nullWeight == 1 ? 0 : (nullWeight - 1) * log(weights[0]) }

    /// Lπ. Most proportions are 0 but in the first step, and what they would add is nothing.
    private func densities(_ weights: [Double]) -> [Double] {
        let (columns, rows) = (columns, rows)
        let support = weights.indices.filter { weights[$0] != 0 }
        let shares = support.map { weights[$0] }
        return table.withUnsafeBufferPointer { table in
            [Double](unsafeUninitializedCapacity: rows) { result, count in
                for row in 0..<rows {
                    let start = row * columns
                    var density = 0.0
                    for (place, share) in zip(support, shares) { density += table[start + place] * share }
                    result.initializeElement(at: row, to: density)
                }
                count = rows
            }
        }
    }

    /// What is to be made small: −(log-likelihood + penalty)/N + Σπ; with the densities that it was worked out from.
    private func cost(_ weights: [Double]) -> (value: Double, densities: [Double]) {
        let densities = densities(weights)
        guard densities.allSatisfy({ $0 > 0 }), nullWeight == 1 || weights[0] > 0 else { return (.infinity, densities) }
        return (-(Self.sumOfLogarithms(densities) + penalty(weights)) / total + weights.reduce(0, +), densities)
    }

    /// Gradient and curvature of the cost, from the densities under the weights.
    private func model(_ weights: [Double], _ densities: [Double]) -> (gradient: [Double], curvature: Matrix) {
        let (columns, rows, total) = (columns, rows, total)
        var gradient = [Double](repeating: 1, count: columns)
        var scratch = [Double](repeating: 0, count: columns)
        var curvature = Matrix(rows: columns, columns: columns, repeating: 0)
        curvature.withMutableElements { curvature in
            table.withUnsafeBufferPointer { table in
                scratch.withUnsafeMutableBufferPointer { scaled in
                    for row in 0..<rows {
                        let inverse = 1 / densities[row]
                        for column in 0..<columns { scaled[column] = table[row * columns + column] * inverse }
                        for j in 0..<columns where scaled[j] != 0 {
                            let own = scaled[j]
                            gradient[j] -= own / total
                            let start = j * columns
                            for i in 0...j { curvature[start + i] += scaled[i] * own / total }
                        }
                    }
                }
            }
            if nullWeight > 1 {
                gradient[0] -= (nullWeight - 1) / weights[0] / total
                curvature[0] += (nullWeight - 1) / (weights[0] * weights[0]) / total
            }
            for j in 0..<columns {
                for i in 0..<j { curvature[i * columns + j] = curvature[j * columns + i] }
                // Neighboring components are nearly the same: enough to keep the factorization, too little to change a step.
                curvature[j * columns + j] *= 1 + 1e-12
            }
        }
        return (gradient, curvature)
    }

    /// π, where no proportion wants to move by more than the tolerance, or rounding allows no better.
    func maximum(tolerance: Double) -> [Double] {
        var weights = [Double](repeating: 1 / Double(columns), count: columns)
        var (height, densities) = cost(weights)
        for _ in 0..<100 {
            let (gradient, curvature) = model(weights, densities)
            // ½y′Hy − c′y over y ≥ 0 with c = Hπ − g.
            let linear = zip(curvature.product(weights), gradient).map { $0 - $1 }
            let target = NonnegativeQuadratic(curvature, linear).minimum(startingFrom: weights)
            let direction = zip(target, weights).map { $0 - $1 }
            let descent = zip(direction, gradient).reduce(0) { $0 + $1.0 * $1.1 }
            guard descent < 0 else { break }
            var length = 1.0
            var next = weights
            var reached = (value: Double.infinity, densities: densities)
            while length > 1e-10 {
                next = zip(weights, direction).map { max(0, $0 + length * $1) }
                reached = cost(next)
                if reached.value <= height + 1e-4 * length * descent { break }
                length /= 2
            }
            // Near the end the cost has no more digits than that.
            let isFlat = -descent < 1e-15 * max(1, height.magnitude)
            if length <= 1e-10 {
                if isFlat, cost(target).value < .infinity { weights = target }
                break
            }
            let change = zip(next, weights).reduce(0) { max($0, ($1.0 - $1.1).magnitude) }
            (weights, height, densities) = (next, reached.value, reached.densities)
            if change < tolerance || isFlat && length == 1 { break }
        }
        let sum = weights.reduce(0, +)
        return weights.map { $0 / sum }
    }
}

/// ½y′Hy − c′y over y ≥ 0, by active sets: the method of Lawson and Hanson (1974) for the normal equations.
struct NonnegativeQuadratic {
    private let curvature: Matrix
    private let linear: [Double]

    init(_ curvature: Matrix, _ linear: [Double]) {
        self.curvature = curvature
        self.linear = linear
    }

    func minimum(startingFrom start: [Double]) -> [Double] {
        let count = linear.count
        var y = [Double](repeating: 0, count: count)
        var free = start.map { $0 > 0 }
        // From the support of the start, then one by one.
        descend(&y, &free, from: start)
        let scale = linear.reduce(0) { max($0, $1.magnitude) }
        for _ in 0..<(3 * count) {
            let slope = zip(linear, curvature.product(y)).map { $0 - $1 }
            let entering = (0..<count).filter { !free[$0] }.max { slope[$0] < slope[$1] }
            guard let entering, slope[entering] > 1e-14 * scale else { break }
            let before = y
            free[entering] = true
            descend(&y, &free, from: before)
            if !free[entering] { break }
        }
        return y
    }

    /// Goes to the minimum over the free coordinates, letting go of those that would become negative on the way.
    private func descend(_ y: inout [Double], _ free: inout [Bool], from start: [Double]) {
        y = zip(start, free).map { $1 ? $0 : 0 }
        while free.contains(true) {
            let members = free.indices.filter { free[$0] }
            guard let solved = solution(members) else { return }
            if solved.allSatisfy({ $0 > 0 }) {
                for (member, value) in zip(members, solved) { y[member] = value }
                return
            }
            var length = 1.0
            var blocking = members[0]
            for (member, value) in zip(members, solved) where value <= 0 {
                let reach = y[member] > 0 ? y[member] / (y[member] - value) : 0
                if reach <= length { (length, blocking) = (reach, member) }
            }
            for (member, value) in zip(members, solved) { y[member] = max(0, y[member] + length * (value - y[member])) }
            y[blocking] = 0
            free[blocking] = false
        }
    }

    private func solution(_ members: [Int]) -> [Double]? {
        let part = Matrix(rows: members.count, columns: members.count) { buffer in
            for (j, column) in members.enumerated() {
                for (i, row) in members.enumerated() { buffer[j * members.count + i] = curvature[row, column] }
            }
        }
        return try? Cholesky(part).solve(members.map { linear[$0] })
    }
}
