#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif
import LinearAlgebra

/// The regression of one indicator's year effects on a constant, the years and known steps, ready to be whitened for any autocorrelation.
struct YearEffectsDesign {
    /// Years since the one before; 0 for the first.
    private let gaps: [Int]
    /// The constant, the centered years and the steps, each value over the root of its weight.
    private var columns: [[Double]]
    /// The effects over the unit, likewise.
    private var response: [Double]
    /// Whether sampling explains nothing of the effects.
    private let isExact: Bool
    /// What coefficients are to be multiplied with.
    let unit: Double

    /// The fit at one autocorrelation.
    struct Line {
        let coefficients: [Double]
        /// v with Var(coefficient) = σ²v.
        let unscaledVariances: [Double]
        /// s², in units of the mean sampling variance.
        let variance: Double
        let degreesOfFreedom: Double
        let residuals: [Double]
        /// Restricted, up to a constant.
        let logLikelihood: Double
        /// Whether sampling explains nothing, or the line everything: such a series tells nothing of the others.
        let isExact: Bool
    }

    /// `nil` without a degree of freedom.
    init?(_ series: YearEffectsTrends.Series) {
        let count = series.years.count
        guard count >= 3 + series.steps.count, series.effects.allSatisfy(\.isFinite), series.variances.allSatisfy({ $0.isFinite && $0 >= 0 }) else {
            return nil
        }
        let center = series.years.reduce(0.0) { $0 + Double($1) / Double(count) }
        var columns = [[Double](repeating: 1, count: count), series.years.map { Double($0) - center }]
        columns += series.steps.map { step in series.years.map { $0 >= step ? 1 : 0 } }
        gaps = [0] + zip(series.years.dropFirst(), series.years).map { $0 - $1 }
        let sampling = series.variances.reduce(0) { $0 + $1 / Double(count) }
        let largest = series.effects.reduce(0) { max($0, $1.magnitude) }
        isExact = sampling <= 1e-24 * largest * largest || sampling == 0
        unit = isExact ? max(largest, .leastNormalMagnitude) : sampling.squareRoot()
        let scaled = series.effects.map { [unit] in $0 / unit }
        self.columns = columns
        response = scaled
        guard let plain = line(0) else { return nil }
        guard !isExact else { return }
        // By moments: what shocks add to sampling, so that years of few bodies count less where sampling is most of it.
        let shock = max(plain.variance - 1, 0)
        let roots = series.variances.map { (($0 / sampling + shock) / (1 + shock)).squareRoot() }
        guard roots.allSatisfy({ $0 > 1e-6 }) else { return }
        self.columns = columns.map { zip($0, roots).map { $0 / $1 } }
        response = zip(scaled, roots).map { $0 / $1 }
    }

    /// The generalized least-squares fit with errors of correlation ρ^gap; `nil` where the columns depend on each other.
    func line(_ rho: Double) -> Line? {
        var logDeterminant = 0.0
        var memories: [(memory: Double, scale: Double)] = []
        for gap in gaps {
            var memory = gap == 0 ? 0.0 : 1.0
            for _ in 0..<min(gap, 200) { memory *= rho }
            let variance = 1 - memory * memory
            logDeterminant += log(variance)
            memories.append((memory, 1 / variance.squareRoot()))
        }
        func whitened(_ y: [Double]) -> [Double] {
            y.indices.map { (y[$0] - ($0 > 0 ? memories[$0].memory * y[$0 - 1] : 0)) * memories[$0].scale }
        }
        let design = Matrix(columns: columns.map(whitened))
        let target = whitened(response)
        guard let factor = try? Cholesky(design.crossProduct()), factor.condition < 1e12 else { return nil }
        var coefficients = factor.solve(design.transposedProduct(target))
        var residuals = zip(target, design.product(coefficients)).map { $0 - $1 }
        // Once more, for digits.
        coefficients = zip(coefficients, factor.solve(design.transposedProduct(residuals))).map { $0 + $1 }
        residuals = zip(target, design.product(coefficients)).map { $0 - $1 }
        let square = residuals.reduce(0) { $0 + $1 * $1 }
        let size = target.reduce(0) { $0 + $1 * $1 }
        let degrees = Double(target.count - columns.count)
        let onLine = square <= 1e-24 * size
        return Line(
            coefficients: coefficients, unscaledVariances: factor.inverse().diagonal, variance: square / degrees, degreesOfFreedom: degrees,
            residuals: residuals,
            logLikelihood: onLine ? 0 : -0.5 * (logDeterminant + factor.logDeterminant + degrees * log(square)), isExact: isExact || onLine)
    }
}
