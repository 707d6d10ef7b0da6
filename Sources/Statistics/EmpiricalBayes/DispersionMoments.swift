/// What one series of counts says about its dispersion when its Pearson residuals are autocorrelated.
///
/// With weights μ the standardized design is X̃ = √μ·(1, t), H its projector and M = I − H. For residuals with correlation R: E[X²] = φ·tr(MR),
/// Var ≈ 2φ²·tr(MRMR), and the slope's variance is κ times that under independence.
struct DispersionMoments {
    /// φ̂ = X²/tr(MR).
    let dispersion: Double
    /// tr(MR)²/tr(MRMR), n − 2 without autocorrelation.
    let degreesOfFreedom: Double
    /// κ.
    let inflation: Double
    /// tr(MR), the expectation of X²/φ.
    let expectedSquare: Double

    init(_ profile: PoissonProfile, slope: Double, rho: Double) {
        let n = profile.t.count
        let square = profile.pearson(slope)
        guard rho != 0, slope.isFinite else {
            dispersion = square / Double(n - 2)
            degreesOfFreedom = Double(n - 2)
            inflation = 1
            expectedSquare = Double(n - 2)
            return
        }
        let weights = profile.expected(slope).map { $0.squareRoot() }
        let mean = profile.moments(slope).mean
        // Orthonormal columns: the weighted constant, and the weighted abscissa less its weighted mean.
        let level = weights.map { $0 / profile.total.squareRoot() }
        let raw = zip(weights, profile.t).map { $0 * ($1 - mean) }
        let norm = raw.reduce(0) { $0 + $1 * $1 }.squareRoot()
        let trend = raw.map { $0 / norm }
        var correlation = [Double](repeating: 1, count: n * n)
        for i in 0..<n {
            for j in 0..<i {
                var value = 1.0
                for _ in 0..<Int(((profile.t[i] - profile.t[j]) / profile.step).rounded()) { value *= rho }
                correlation[i * n + j] = value
                correlation[j * n + i] = value
            }
        }
        func apply(_ vector: [Double]) -> [Double] {
            (0..<n).map { i in
                var sum = 0.0
                for j in 0..<n { sum += correlation[i * n + j] * vector[j] }
                return sum
            }
        }
        func dot(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }
        // M = I − aa' − bb', so that every trace comes from Ra and Rb: tr(MR) = n − a'Ra − b'Rb, and
        // tr(MRMR) = tr(RR) − 2(|Ra|² + |Rb|²) + (a'Ra)² + (b'Rb)² + 2(a'Rb)².
        let (levelR, trendR) = (apply(level), apply(trend))
        let (aa, bb, ab) = (dot(level, levelR), dot(trend, trendR), dot(level, trendR))
        let first = Double(n) - aa - bb
        let second = dot(correlation, correlation) - 2 * (dot(levelR, levelR) + dot(trendR, trendR)) + aa * aa + bb * bb + 2 * ab * ab
        dispersion = square / first
        expectedSquare = first
        degreesOfFreedom = first * first / second
        inflation = bb
    }
}
