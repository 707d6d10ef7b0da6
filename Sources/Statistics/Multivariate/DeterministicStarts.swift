internal import CKernels
internal import LinearAlgebra

/// Preliminary scatters of standardized data that outliers hardly reach, each in its own way.
struct DeterministicStarts {
    private let z: Matrix

    init(_ z: Matrix) { self.z = z }

    /// Correlations of hyperbolic tangents, of ranks and of normal scores, the scatter of spatial signs and the covariance of the innermost half.
    func scatters(covariance: ([Int]) -> Matrix) -> [Matrix?] {
        let ranks = ranks()
        let norms = norms()
        return [
            Self.correlation(tangents()), Self.correlation(ranks), Self.correlation(normalScores(ranks)), spatialSigns(norms),
            covariance(OrderSelection.smallest(norms, count: (z.rows + 1) / 2)),
        ]
    }

    private func tangents() -> Matrix {
        Matrix(rows: z.rows, columns: z.columns) { kernel_tangents(z.elements, z.elements.count, $0.baseAddress) }
    }

    /// Ranks of every column, ties at their mean.
    private func ranks() -> Matrix {
        let (n, p) = (z.rows, z.columns)
        return Matrix(rows: n, columns: p) { result in
            nonisolated(unsafe) let result = result
            z.elements.withUnsafeBufferPointer { values in
                nonisolated(unsafe) let values = values
                ParallelRanges.forEach(count: p, minimum: 1) { range in
                    var scratch = [UInt64](repeating: 0, count: 2 * n)
                    guard let from = values.baseAddress, let to = result.baseAddress else { return }
                    for j in range where kernel_average_ranks(from + j * n, n, &scratch, to + j * n) == 0 {
                        for (i, rank) in AverageRanks.of(Array(values[(j * n)..<((j + 1) * n)])).enumerated() { result[j * n + i] = rank }
                    }
                }
            }
        }
    }

    private func normalScores(_ ranks: Matrix) -> Matrix {
        let normal = Normal()
        let n = ranks.rows
        func score(_ rank: Double) -> Double { normal.quantile((rank - 1.0 / 3) / (Double(n) + 1.0 / 3)) }
        // Ranks without ties are whole: one quantile for each, and by symmetry for each two.
        var scores = [Double](repeating: 0, count: n + 1)
        scores.withUnsafeMutableBufferPointer { scores in
            nonisolated(unsafe) let scores = scores
            ParallelRanges.forEach(count: (n + 1) / 2, minimum: 256) { range in
                for k in range {
                    let value = score(Double(k + 1))
                    scores[k + 1] = value
                    scores[n - k] = -value
                }
            }
        }
        return Matrix(rows: n, columns: ranks.columns) { result in
            ranks.elements.withUnsafeBufferPointer { ranks in
                scores.withUnsafeBufferPointer { scores in
                    for i in 0..<ranks.count {
                        let whole = Int(ranks[i])
                        result[i] = Double(whole) == ranks[i] ? scores[whole] : score(ranks[i])
                    }
                }
            }
        }
    }

    private func spatialSigns(_ norms: [Double]) -> Matrix {
        var result = z.scalingRows(by: norms.map { $0 > 0 ? 1 / $0 : 0 }).crossProduct()
        result.scale(by: 1 / Double(z.rows))
        return result
    }

    private func norms() -> [Double] {
        let (n, p) = (z.rows, z.columns)
        var squares = [Double](repeating: 0, count: n)
        z.elements.withUnsafeBufferPointer { values in
            squares.withUnsafeMutableBufferPointer { squares in
                for j in 0..<p {
                    for i in 0..<n { squares[i] += values[j * n + i] * values[j * n + i] }
                }
            }
        }
        return squares.map { $0.squareRoot() }
    }

    private static func correlation(_ x: Matrix) -> Matrix {
        var centered = x
        let (n, p) = (x.rows, x.columns)
        centered.withMutableElements { buffer in
            for j in 0..<p {
                let column = UnsafeMutableBufferPointer(rebasing: buffer[(j * n)..<((j + 1) * n)])
                var (mean, square) = (0.0, 0.0)
                for i in 0..<n { mean += column[i] }
                mean /= Double(n)
                for i in 0..<n {
                    column[i] -= mean
                    square += column[i] * column[i]
                }
                let scale = square > 0 ? 1 / square.squareRoot() : 0
                for i in 0..<n { column[i] *= scale }
            }
        }
        return centered.crossProduct()
    }
}
