internal import CSpecialFunctions
public import LinearAlgebra

#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// Linear regression of a quantile of the response: the median for a line that wild values do not move, other quantiles for how the spread changes.
///
/// ```swift
/// let fit = try QuantileRegression(quantile: 0.5).fit(design: x, response: y)
/// ```
/// **Definition.** β̂ minimizes Σ ρ_τ(yᵢ − xᵢ′β), ρ_τ(u) = u(τ − [u < 0]), exactly: from one vertex (p rows fitted without error) to the next along the edge that falls most steeply, as
/// far as a weighted median says. Where a whole face minimizes, one vertex of it is the answer.
///
/// **Standard errors** do not take the errors as identically distributed (Hendricks & Koenker 1992): τ(1 − τ)(X′FX)⁻¹X′X(X′FX)⁻¹ with the density at row *i* from the fits at τ ± h,
/// fᵢ = max(0, 2h/(xᵢ′(β̂(τ + h) − β̂(τ − h)) − ε)), *h* Hall's and Sheather's bandwidth; t on n − p degrees of freedom.
///
/// **Missing values.** Leave rows out before.
/// - Complexity: O(n·p) a vertex, some times *p* of them, and O(n log n) each.
/// - References: Koenker & Bassett (1978), *Econometrica* 46, 33–50; Barrodale & Roberts (1973). Test values: R quantreg 5.94 `rq`, `summary(se = "nid")`,
///   `Tests/StatisticsTests/ReferenceValues/QuantileRegression.R`.
public struct QuantileRegression: Sendable, Equatable {
    /// τ in (0, 1).
    public let quantile: Double

    /// Regression of a quantile.
    public init(quantile: Double = 0.5) {
        precondition(quantile > 0 && quantile < 1, "quantile \(quantile) outside (0, 1)")
        self.quantile = quantile
    }

    /// A fitted quantile.
    public struct Fit: Sendable, Equatable {
        /// β̂.
        public let coefficients: [Double]
        /// The covariance of β̂; `nil` where the densities cannot be told (too few rows, fits at τ ± h that cross, or
        /// squares beyond the range of doubles).
        public let covariance: Matrix?
        /// y − Xβ̂; p of them 0.
        public let residuals: [Double]
        /// Σ ρ_τ(residual).
        public let objective: Double
        /// Rows.
        public let observations: Int
        /// n − p.
        public let degreesOfFreedom: Double

        /// Roots of the covariance's diagonal.
        public var standardErrors: [Double]? { covariance?.diagonal.map { $0.squareRoot() } }

        /// Intervals of the coefficients that cover with probability `level` each.
        public func confidenceInterval(level: Double = 0.95) -> [ConfidenceInterval]? {
            precondition(level > 0 && level < 1, "confidence level \(level) outside (0, 1)")
            guard let standardErrors, degreesOfFreedom > 0 else { return nil }
            let critical = StudentT(degreesOfFreedom: degreesOfFreedom).upperTailQuantile((1 - level) / 2)
            return zip(coefficients, standardErrors).map { ConfidenceInterval(lower: $0 - critical * $1, upper: $0 + critical * $1, level: level) }
        }
    }

    /// Fits the quantile.
    ///
    /// - Parameters: design: X, n × p, with its own intercept column.  response: y.
    /// - Throws: ``EstimationError/tooFewObservations(needed:found:)`` for n < p, ``EstimationError/rankDeficient(rank:columns:)``,
    ///   ``EstimationError/invalidValue(index:value:)``, ``EstimationError/notConverged(iterations:change:)``.
    public func fit(design: Matrix, response: [Double]) throws(EstimationError) -> Fit {
        let (n, p) = (design.rows, design.columns)
        precondition(response.count == n, "\(response.count) responses for \(n) rows")
        guard n >= p, n > 0 else { throw .tooFewObservations(needed: max(p, 1), found: n) }
        if let index = response.firstIndex(where: { !$0.isFinite }) { throw .invalidValue(index: index, value: response[index]) }
        if let index = design.elements.firstIndex(where: { !$0.isFinite }) { throw .invalidValue(index: index % n, value: design.elements[index]) }
        let problem = QuantileVertices(design: design, response: response)
        let beta = try problem.minimum(quantile)
        let residuals = problem.residuals(beta)
        return Fit(
            coefficients: beta, covariance: try covariance(problem), residuals: residuals, objective: problem.objective(residuals, quantile),
            observations: n, degreesOfFreedom: Double(n - p))
    }

    /// The sandwich with densities from neighboring quantiles.
    private func covariance(_ problem: QuantileVertices) throws(EstimationError) -> Matrix? {
        let (n, p) = (problem.n, problem.p)
        let normal = Normal()
        let place = quantile < 0.5 ? normal.quantile(quantile) : normal.upperTailQuantile(1 - quantile)
        let f = normal.density(place)
        let alpha = normal.upperTailQuantile(0.025)
        var h = pow(Double(n), -1.0 / 3) * pow(alpha, 2.0 / 3) * pow(1.5 * f * f / (2 * place * place + 1), 1.0 / 3)
        while quantile - h < 0 || quantile + h > 1 { h /= 2 }
        guard n > p else { return nil }
        let above = try problem.minimum(quantile + h)
        let below = try problem.minimum(quantile - h)
        let rise = problem.linear(zip(above, below).map { $0 - $1 })
        // R's `.Machine$double.eps^(1/2)`.
        let densities = rise.map { max(0, 2 * h / ($0 - 0x1p-26)) }
        let roots = densities.map { $0.squareRoot() }
        guard let bread = try? LeastSquares(design: problem.design.scalingRows(by: roots), response: roots), bread.rank == p else { return nil }
        let inverse = bread.inverseGram
        let gram = problem.design.transposedProduct(problem.design)
        let meat = inverse.product(gram).product(inverse)
        guard meat.diagonal.allSatisfy({ $0 >= 0 && $0.isFinite }) else { return nil }
        return Matrix(rows: p, columns: p, elements: meat.elements.map { $0 * quantile * (1 - quantile) })
    }
}

/// The polyhedron of quantile regression, walked from vertex to vertex.
struct QuantileVertices {
    let design: Matrix
    let response: [Double]
    var n: Int { design.rows }
    var p: Int { design.columns }

    func linear(_ beta: [Double]) -> [Double] { design.product(beta) }
    func residuals(_ beta: [Double]) -> [Double] { zip(response, linear(beta)).map { $0 - $1 } }
    func objective(_ residuals: [Double], _ tau: Double) -> Double { residuals.reduce(0) { $0 + $1 * (tau - ($1 < 0 ? 1 : 0)) } }

    /// β of a minimum.
    func minimum(_ tau: Double) throws(EstimationError) -> [Double] {
        var basis = try start()
        let scale = response.reduce(0) { max($0, $1.magnitude) }
        var best = Double.infinity
        var stalled = 0
        for _ in 0..<(50 * n + 1000) {
            let inverse = try inverted(basis)
            let beta = inverse.product(basis.map { response[$0] })
            var errors = residuals(beta)
            for row in basis { errors[row] = 0 }
            for row in errors.indices where errors[row].magnitude <= 1e-12 * scale { errors[row] = 0 }
            let value = objective(errors, tau)
            if value < best * (1 - 1e-14) || best == .infinity { (best, stalled) = (value, 0) } else { stalled += 1 }
            guard stalled <= 2 * n, let next = step(basis, inverse, errors, tau, cautious: stalled > 2) else { return beta }
            basis = next
        }
        throw .notConverged(iterations: 50 * n + 1000, change: .nan)
    }

    /// The next basis along an edge that falls; `nil` at a minimum.
    private func step(_ basis: [Int], _ inverse: Matrix, _ errors: [Double], _ tau: Double, cautious: Bool) -> [Int]? {
        let inBasis = Set(basis)
        var choice: (slope: Double, position: Int, direction: [Double])?
        for position in 0..<p {
            let edge = linear(inverse.column(position))
            for sign in [1.0, -1.0] {
                // Along β + t·sign·edge residuals change by −t·sign·xᵢ′edge; a residual of 0 turns to the side it is moved to.
                var slope = 0.0
                for row in 0..<n {
                    let move = -sign * edge[row]
                    if inBasis.contains(row) && row != basis[position] { continue }
                    if move == 0 { continue }
                    let isNegative = errors[row] < 0 || (errors[row] == 0 && move < 0)
                    slope += move * (tau - (isNegative ? 1 : 0))
                }
                let size = edge.reduce(0) { $0 + $1.magnitude }
                guard slope < -1e-11 * size else { continue }
                if choice == nil || (!cautious && slope / size < choice!.slope) { choice = (slope / size, position, edge.map { -sign * $0 }) }
            }
            if cautious && choice != nil { break }
        }
        guard let (_, position, moves) = choice else { return nil }
        var slope = 0.0
        var crossings: [(place: Double, weight: Double, row: Int)] = []
        for row in 0..<n {
            if inBasis.contains(row) && row != basis[position] { continue }
            let move = moves[row]
            if move == 0 { continue }
            let isNegative = errors[row] < 0 || (errors[row] == 0 && move < 0)
            slope += move * (tau - (isNegative ? 1 : 0))
            if row != basis[position] && errors[row] * move < 0 { crossings.append((-errors[row] / move, move.magnitude, row)) }
        }
        crossings.sort { ($0.place, $0.row) < ($1.place, $1.row) }
        for crossing in crossings {
            slope += crossing.weight
            if slope >= 0 {
                var next = basis
                next[position] = crossing.row
                return next
            }
        }
        return nil
    }

    private func inverted(_ basis: [Int]) throws(EstimationError) -> Matrix {
        let square = Matrix(columns: (0..<p).map { column in basis.map { design[$0, column] } })
        var columns: [[Double]] = []
        for position in 0..<p {
            let unit = (0..<p).map { $0 == position ? 1.0 : 0 }
            guard let solution = try? LeastSquares(design: square, response: unit), solution.rank == p else {
                throw .rankDeficient(rank: p - 1, columns: p)
            }
            columns.append(solution.coefficients)
        }
        return Matrix(columns: columns)
    }

    /// Rows that span, those near the least-squares fit first.
    private func start() throws(EstimationError) -> [Int] {
        let solution: LeastSquares
        do { solution = try LeastSquares(design: design, response: response) } catch { throw .solver(error) }
        guard solution.rank == p else { throw .rankDeficient(rank: solution.rank, columns: p) }
        let order = solution.residuals.indices.sorted { solution.residuals[$0].magnitude < solution.residuals[$1].magnitude }
        var chosen: [Int] = []
        var orthonormal: [[Double]] = []
        for row in order where chosen.count < p {
            var vector = (0..<p).map { design[row, $0] }
            let before = vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
            for _ in 0..<2 {
                for base in orthonormal {
                    let dot = zip(base, vector).reduce(0) { $0 + $1.0 * $1.1 }
                    for index in vector.indices { vector[index] -= dot * base[index] }
                }
            }
            let left = vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
            guard before > 0, left > 1e-10 * before else { continue }
            orthonormal.append(vector.map { $0 / left })
            chosen.append(row)
        }
        guard chosen.count == p else { throw .rankDeficient(rank: chosen.count, columns: p) }
        return chosen
    }
}
