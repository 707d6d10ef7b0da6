internal import LinearAlgebra

/// The bias-reduced clustered covariance CR2 with Satterthwaite degrees of freedom.
///
/// **Definition.** With Φ = W⁻¹ the working covariance, D_g the root of Φ_g and H the hat matrix, A_g = D_g·(D_g[(I − H)Φ(I − H)′]_g D_g)^(−½)·D_g and
/// V = M·Σ X_g′W_g A_g e_g e_g′A_g W_g X_g·M. For coefficient *k* with u_g = A_g W_g X_g M c_k the degrees of freedom are (Σ_g s_gg)²/Σ_gh s_gh²,
/// s_gh = [g = h]·u_g′Φ_g u_g − u_g′X_g M X_h′u_h.
/// - Complexity: O(Σ n_g³ + p·G²).
/// - References: Bell & McCaffrey (2002), *Survey Methodology* 28, 169–181; Pustejovsky & Tipton (2018), *JBES* 36, 672–683.
struct BiasReducedClusters {
    private let source: SandwichCovariance
    private let clusters: [[Int]]

    init(_ source: SandwichCovariance, clusters: [[Int]]) {
        self.source = source
        self.clusters = clusters
    }

    func estimate() throws(EstimationError) -> SandwichCovariance.Estimate {
        let p = source.design.columns
        var meat = Matrix(rows: p, columns: p)
        // Columns k of `diagonals` and `tails[k]` hold u_g′Φ_g u_g and X_g′u_g of cluster g.
        var diagonals = Matrix(rows: clusters.count, columns: p)
        var tails = [Matrix](repeating: Matrix(rows: p, columns: clusters.count), count: p)
        for (g, rows) in clusters.enumerated() {
            // Everything in the frame of rows multiplied by √w: X* = √W·X and e* = √W·e.
            let x = source.design.selecting(rows: rows)
            let adjustment = try adjustment(x, rows)
            let adjusted = adjustment.transposedProduct(x.product(source.bread))  // Φ^(½)·u_g, a column a coefficient
            let scores = x.transposedProduct(adjustment.product(rows.map { source.residuals[$0] }))
            meat.addOuterProduct(scores)
            let projections = x.transposedProduct(adjusted)
            for k in 0..<p {
                diagonals[g, k] = adjusted.column(k).reduce(0) { $0 + $1 * $1 }
                for j in 0..<p { tails[k][j, g] = projections[j, k] }
            }
        }
        let degrees = (0..<p).map { k -> Double in
            let cross = tails[k].transposedProduct(source.bread.product(tails[k]))
            var (trace, square) = (0.0, 0.0)
            for g in clusters.indices {
                for h in clusters.indices {
                    let s = (g == h ? diagonals[g, k] : 0) - cross[g, h]
                    if g == h { trace += s }
                    square += s * s
                }
            }
            return trace * trace / square
        }
        return SandwichCovariance.Estimate(covariance: source.bread.sandwich(meat), degreesOfFreedom: degrees)
    }

    /// The matrix R with X_g′W_g A_g e_g = X*′·R·e*, where X* = W^(½)·X and e* = W^(½)·e.
    ///
    /// With D = W^(−½), B = D·(I − H)Φ(I − H)′·D = W⁻¹(I − H*)W⁻¹ and A = W^(−½)·B^(−½)·W^(−½), it is B^(−½)·W⁻¹; without weights (I − H*)^(−½).
    private func adjustment(_ x: Matrix, _ rows: [Int]) throws(EstimationError) -> Matrix {
        let hat = x.product(source.bread).productTransposed(x)
        var block = Matrix.identity(rows.count)
        block.add(hat, times: -1)
        let inverses = rows.map { row in source.weights.map { 1 / $0[row] } ?? 1 }
        if source.weights != nil {
            for j in rows.indices {
                for i in rows.indices { block[i, j] *= inverses[i] * inverses[j] }
            }
        }
        block.symmetrize()
        do {
            var root = try SymmetricEigen(block).inverseSquareRoot()
            if source.weights != nil {
                for j in rows.indices {
                    for i in rows.indices { root[i, j] *= inverses[j] }
                }
            }
            return root
        } catch {
            throw .notConverged(iterations: 30, change: .nan)
        }
    }
}
