/// The solution of min ‖X·b − y‖, with the rank and the condition that say how far to trust it.
///
/// ```swift
/// let solution = try LeastSquares(design: x, response: y)
/// solution.coefficients; solution.rank; solution.condition
/// ```
///
/// **Path.** Columns are scaled by powers of two to norms near one, so units do not matter. The normal equations serve when the condition of the scaled
/// Gram matrix is at most 10⁴; else pivoted QR; beyond a condition of 10³ (10⁵ when rows · columns² > 10⁷), and always with a tail, QR in double-double
/// arithmetic. A design without
/// full column rank has many solutions: the one of smallest norm is returned, from the singular values, and `rank` says so.
/// Coefficients are refined with residuals in double-double arithmetic, so the first two paths return the same digits.
///
/// **Missing values.** None are allowed; leave the rows out before.
/// - Complexity: O(rows · columns²).
/// - References: Björck (1996), *Numerical Methods for Least Squares Problems*, §§2.4, 2.9. Test values: NIST StRD linear regression, numpy `lstsq`.
public struct LeastSquares: Sendable, Equatable {
    /// How a solution was found.
    public enum Path: String, Sendable, CaseIterable {
        /// Cholesky factorization of the Gram matrix.
        case normalEquations
        /// Householder QR with column pivoting.
        case pivotedQR
        /// Householder QR in double-double arithmetic.
        case extendedQR
        /// Truncated singular value decomposition: the design does not have full column rank.
        case singularValues
    }

    /// The coefficients, one a column of the design.
    public let coefficients: [Double]
    /// y − X·b, computed with extra digits.
    public let residuals: [Double]
    /// ‖y − X·b‖².
    public let residualSumOfSquares: Double
    /// (X′X)⁻¹, or (X′X)⁺ when the rank is short.
    public let inverseGram: Matrix
    /// Number of independent columns.
    public let rank: Int
    /// The estimated condition number of the design with columns scaled to norms near one; infinite when the rank is short by an exact zero.
    public let condition: Double
    /// How the solution was found.
    public let path: Path

    /// Solves a least-squares problem.
    ///
    /// - Parameters:
    ///   - design: X, rows × columns with columns ≥ 1; may have fewer rows than columns.
    ///   - designTail: a matrix of the same shape to be added to X without rounding, as ``PolynomialDesign`` has it.
    ///   - response: y, one element a row.
    ///   - responseTail: likewise for y; see ``DecimalValue``.
    ///   - refinements: steps of iterative refinement on the first two paths; 0 where a caller iterates itself.
    ///   - forcing: a path to take whatever the condition; for comparisons.
    /// - Throws: ``LinearAlgebraError/notFinite``; ``LinearAlgebraError/noConvergence(unconverged:)`` from the singular values alone.
    public init(
        design: Matrix, designTail: Matrix? = nil, response: [Double], responseTail: [Double]? = nil, refinements: Int = 2, forcing: Path? = nil
    ) throws(LinearAlgebraError) {
        precondition(design.columns > 0 && design.rows > 0, "least squares with a design of \(design.rows) × \(design.columns)")
        precondition(response.count == design.rows, "\(response.count) responses for \(design.rows) rows")
        precondition(refinements >= 0, "\(refinements) refinements")
        if let designTail {
            precondition(designTail.rows == design.rows && designTail.columns == design.columns, "the tail has another shape than the design")
        }
        precondition(responseTail.map { $0.count == response.count } ?? true, "the tail of the response has another length")
        guard design.isFinite, response.allSatisfy(\.isFinite), designTail?.isFinite ?? true else { throw .notFinite }
        let scaled = ScaledProblem(design: design, tail: designTail, response: response, responseTail: responseTail)
        self = try scaled.solve(refinements: refinements, forcing: forcing)
    }

    init(
        coefficients: [Double], residuals: [Double], residualSumOfSquares: Double, inverseGram: Matrix, rank: Int, condition: Double, path: Path
    ) {
        self.coefficients = coefficients
        self.residuals = residuals
        self.residualSumOfSquares = residualSumOfSquares
        self.inverseGram = inverseGram
        self.rank = rank
        self.condition = condition
        self.path = path
    }
}
