internal import LinearAlgebra

/// The projection that takes two sets of effects, weighted, out of a variable: exact, by a Schur complement of the order of the smaller set.
///
/// **Definition.** With M the units × periods matrix of weights, D_n its row sums and D_t its column sums, S = D_t − M′D_n⁻¹M,
/// d = S⁺(V′1 − M′m) and v − m − D_n⁻¹(…)d, where m are the units' weighted means of v.
/// - Complexity: O(rows + units·periods²) once, O(rows + periods²) a variable.
struct TwoWayProjection {
    /// Number of units and periods with weight, and of connected components of the two.
    let unitCount: Int, periodCount: Int, componentCount: Int
    private let units: [Int]
    private let periods: [Int]
    private let weights: [Double]?
    private let unitWeights: [Double]
    private let inverse: Matrix
    private let isSwapped: Bool

    /// A projection for rows with dense codes of unit and period from 0.
    init(units: [Int], periods: [Int], weights: [Double]? = nil) {
        let n = (units.max() ?? -1) + 1
        let t = (periods.max() ?? -1) + 1
        // The larger set is eliminated, the smaller solved for.
        isSwapped = t > n
        let (large, small) = isSwapped ? (periods, units) : (units, periods)
        self.units = large
        self.periods = small
        self.weights = weights
        let (rows, order) = isSwapped ? (t, n) : (n, t)
        var starts = [Int](repeating: 0, count: rows + 1)
        for unit in large { starts[unit + 1] += 1 }
        for i in 0..<rows { starts[i + 1] += starts[i] }
        var next = starts
        var sorted = [Int](repeating: 0, count: large.count)
        for (row, unit) in large.enumerated() {
            sorted[next[unit]] = row
            next[unit] += 1
        }
        var schur = Matrix(rows: order, columns: order)
        var totals = [Double](repeating: 0, count: rows)
        var cells = [Double](repeating: 0, count: order)
        for unit in 0..<rows {
            var present: [Int] = []
            for slot in starts[unit]..<starts[unit + 1] {
                let row = sorted[slot]
                let weight = weights?[row] ?? 1
                if cells[small[row]] == 0 && weight > 0 { present.append(small[row]) }
                cells[small[row]] += weight
                totals[unit] += weight
            }
            guard totals[unit] > 0 else { continue }
            schur.withMutableElements { s in
                for a in present {
                    s[a * order + a] += cells[a]
                    for b in present { s[b * order + a] -= cells[a] * cells[b] / totals[unit] }
                }
            }
            for a in present { cells[a] = 0 }
        }
        unitWeights = totals
        schur.symmetrize()
        // Scaling to a unit diagonal makes the rank a matter of connections, not of weights.
        let scale = schur.diagonal.map { $0 > 0 ? 1 / $0.squareRoot() : 0 }
        var balanced = schur
        for j in 0..<order {
            for i in 0..<order { balanced[i, j] *= scale[i] * scale[j] }
        }
        let eigen = try? SymmetricEigen(balanced)
        var pseudo = eigen?.applying { $0 > 1e-11 ? 1 / $0 : 0 } ?? Matrix(rows: order, columns: order)
        for j in 0..<order {
            for i in 0..<order { pseudo[i, j] *= scale[i] * scale[j] }
        }
        inverse = pseudo
        let used = Set(zip(small.indices, small).filter { weights?[$0.0] ?? 1 > 0 }.map(\.1)).count
        let rank = eigen?.values.count { $0 > 1e-11 } ?? 0
        let usedUnits = totals.count { $0 > 0 }
        unitCount = isSwapped ? used : usedUnits
        periodCount = isSwapped ? usedUnits : used
        componentCount = used - rank
    }

    /// The number of independent effects: units + periods − components.
    var effectCount: Int { unitCount + periodCount - componentCount }

    /// The residual of a variable, with its unit and period effects; the period effects have weighted mean zero within what the data connect.
    func residual(_ variable: [Double]) -> (values: [Double], unitEffects: [Double], periodEffects: [Double]) {
        let first = project(variable)
        // What rounding left is projected once more.
        let second = project(first.values)
        let large = zip(first.large, second.large).map { $0 + $1 }
        let small = zip(first.small, second.small).map { $0 + $1 }
        return (second.values, isSwapped ? small : large, isSwapped ? large : small)
    }

    private func project(_ v: [Double]) -> (values: [Double], large: [Double], small: [Double]) {
        var means = unitMeans(v)
        var right = [Double](repeating: 0, count: inverse.rows)
        for row in v.indices { right[periods[row]] += (weights?[row] ?? 1) * (v[row] - means[units[row]]) }
        let effects = inverse.product(right)
        let without = v.indices.map { v[$0] - effects[periods[$0]] }
        means = unitMeans(without)
        return (without.indices.map { without[$0] - means[units[$0]] }, means, effects)
    }

    private func unitMeans(_ v: [Double]) -> [Double] {
        var means = [Double](repeating: 0, count: unitWeights.count)
        for row in v.indices { means[units[row]] += (weights?[row] ?? 1) * v[row] }
        for unit in means.indices where unitWeights[unit] > 0 { means[unit] /= unitWeights[unit] }
        return means
    }
}

/// Dense codes from 0 in ascending order of the keys.
enum DenseCodes {
    static func of(_ keys: [Int]) -> (codes: [Int], keys: [Int]) {
        let sorted = Set(keys).sorted()
        let index = Dictionary(uniqueKeysWithValues: sorted.enumerated().map { ($1, $0) })
        return (keys.map { index[$0] ?? 0 }, sorted)
    }
}
