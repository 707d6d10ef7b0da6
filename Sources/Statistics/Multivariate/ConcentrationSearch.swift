internal import Glibc
internal import LinearAlgebra

/// The search for the subset of smallest determinant: deterministic starts and concentration steps, on standardized data.
struct ConcentrationSearch {
    struct Moments {
        var center: [Double]
        var covariance: Matrix
    }

    struct Candidate {
        var subset: [Int]
        var moments: Moments
        var logDeterminant: Double
        var steps: Int
    }

    private let z: Matrix
    /// The same, an observation a column.
    private let columns: Matrix
    private let subsetSize: Int

    init(standardized z: Matrix, subsetSize: Int) {
        self.z = z
        columns = z.transposed()
        self.subsetSize = subsetSize
    }

    /// The best subset of all starts; `nil` when every one ends in a singular covariance.
    func best() -> Candidate? {
        let starts: [(Matrix) -> Matrix?] = [tangents, ranks, normalScores, spatialSigns, innermost]
        var found = [Candidate?](repeating: nil, count: starts.count)
        found.withUnsafeMutableBufferPointer { found in
            nonisolated(unsafe) let found = found
            nonisolated(unsafe) let starts = starts
            ParallelRanges.forEach(count: starts.count, minimum: 1) { range in
                for k in range { found[k] = starts[k](z).flatMap(concentrate) }
            }
        }
        return found.compactMap { $0 }.min { $0.logDeterminant < $1.logDeterminant }
    }

    /// Mean and covariance of some observations.
    func moments(_ subset: [Int]) -> Moments {
        let (p, count) = (z.columns, subset.count)
        var center = [Double](repeating: 0, count: p)
        let chosen = Matrix(rows: p, columns: count) { buffer in
            columns.elements.withUnsafeBufferPointer { source in
                for (k, i) in subset.enumerated() {
                    for j in 0..<p {
                        let value = source[i * p + j]
                        buffer[k * p + j] = value
                        center[j] += value
                    }
                }
            }
            for j in 0..<p { center[j] /= Double(count) }
            for k in 0..<count {
                for j in 0..<p { buffer[k * p + j] -= center[j] }
            }
        }
        var covariance = chosen.productTransposed(chosen)
        covariance.scale(by: 1 / Double(count - 1))
        covariance.symmetrize()
        return Moments(center: center, covariance: covariance)
    }

    /// Squared Mahalanobis distances of all observations; `nil` for a singular covariance.
    func squaredDistances(_ moments: Moments) -> [Double]? {
        guard let factor = factor(moments.covariance) else { return nil }
        return distances(moments.center, factor)
    }

    private func factor(_ covariance: Matrix) -> Cholesky? {
        guard let factor = try? Cholesky(covariance), factor.condition < 1e14 else { return nil }
        return factor
    }

    private func distances(_ center: [Double], _ factor: Cholesky) -> [Double] {
        let (p, n) = (z.columns, z.rows)
        let centered = Matrix(rows: p, columns: n) { buffer in
            columns.elements.withUnsafeBufferPointer { source in
                for i in 0..<n {
                    for j in 0..<p { buffer[i * p + j] = source[i * p + j] - center[j] }
                }
            }
        }
        let whitened = factor.solveTransposedFactor(centered)
        return whitened.elements.withUnsafeBufferPointer { w in
            (0..<n).map { i in
                var sum = 0.0
                for j in 0..<p { sum += w[i * p + j] * w[i * p + j] }
                return sum
            }
        }
    }

    /// From a preliminary scatter to the subset where concentration stands still.
    private func concentrate(_ scatter: Matrix) -> Candidate? {
        guard let eigen = try? SymmetricEigen(scatter) else { return nil }
        let (n, p) = (z.rows, z.columns)
        // Along the eigenvectors robust scales replace eigenvalues, and medians the center.
        let projected = z.product(eigen.vectors)
        var medians = [Double](repeating: 0, count: p)
        var start = [Double](repeating: 0, count: n)
        for j in 0..<p {
            let (median, scale) = OrderSelection.medianAndDeviation(projected.elements[(j * n)..<((j + 1) * n)])
            guard scale > 0 else { return nil }
            medians[j] = median
            for i in 0..<n {
                let d = (projected.elements[j * n + i] - median) / scale
                start[i] += d * d
            }
        }
        guard let first = squaredDistances(moments(OrderSelection.smallest(start, count: (n + 1) / 2))) else { return nil }
        var subset = OrderSelection.smallest(first, count: subsetSize)
        var current = moments(subset)
        for step in 1...200 {
            guard let factor = factor(current.covariance) else { return nil }
            let next = OrderSelection.smallest(distances(current.center, factor), count: subsetSize)
            if next == subset {
                return Candidate(subset: subset, moments: current, logDeterminant: factor.logDeterminant, steps: step)
            }
            subset = next
            current = moments(subset)
        }
        guard let factor = factor(current.covariance) else { return nil }
        return Candidate(subset: subset, moments: current, logDeterminant: factor.logDeterminant, steps: 200)
    }

    private func tangents(_ z: Matrix) -> Matrix? { Self.correlation(z.mapElements { tanh($0) }) }

    private func ranks(_ z: Matrix) -> Matrix? { Self.correlation(Self.ranks(z)) }

    private func normalScores(_ z: Matrix) -> Matrix? {
        let normal = Normal()
        let n = Double(z.rows)
        // Ranks without ties are whole: one quantile for each.
        let scores = (1...z.rows).map { normal.quantile((Double($0) - 1.0 / 3) / (n + 1.0 / 3)) }
        return Self.correlation(
            Self.ranks(z).mapElements { rank in
                let whole = Int(rank)
                return Double(whole) == rank ? scores[whole - 1] : normal.quantile((rank - 1.0 / 3) / (n + 1.0 / 3))
            })
    }

    private func spatialSigns(_ z: Matrix) -> Matrix? {
        let norms = norms(z)
        var result = z.scalingRows(by: norms.map { $0 > 0 ? 1 / $0 : 0 }).crossProduct()
        result.scale(by: 1 / Double(z.rows))
        return result
    }

    private func innermost(_ z: Matrix) -> Matrix? { moments(OrderSelection.smallest(norms(z), count: (z.rows + 1) / 2)).covariance }

    private func norms(_ z: Matrix) -> [Double] {
        var squares = [Double](repeating: 0, count: z.rows)
        for j in 0..<z.columns {
            for i in 0..<z.rows { squares[i] += z.elements[j * z.rows + i] * z.elements[j * z.rows + i] }
        }
        return squares.map { $0.squareRoot() }
    }

    private static func ranks(_ z: Matrix) -> Matrix { Matrix(columns: (0..<z.columns).map { AverageRanks.of(z.column($0)) }) }

    private static func correlation(_ x: Matrix) -> Matrix? {
        var centered = x
        let (n, p) = (x.rows, x.columns)
        centered.withMutableElements { buffer in
            for j in 0..<p {
                var (mean, square) = (0.0, 0.0)
                for i in 0..<n { mean += buffer[j * n + i] / Double(n) }
                for i in 0..<n {
                    buffer[j * n + i] -= mean
                    square += buffer[j * n + i] * buffer[j * n + i]
                }
                let scale = square > 0 ? 1 / square.squareRoot() : 0
                for i in 0..<n { buffer[j * n + i] *= scale }
            }
        }
        return centered.crossProduct()
    }
}
