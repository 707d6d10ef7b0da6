/// The design 1, x, x², …, xᵈ with every power carried to 32 digits, as the unevaluated sum of two matrices.
///
/// Rounding the powers to doubles already changes the last digits of an ill-conditioned polynomial fit, before anything is solved.
///
/// ```swift
/// let powers = PolynomialDesign(x, degree: 10)
/// let solution = try LeastSquares(design: powers.matrix, designTail: powers.tail, response: y)
/// ```
public struct PolynomialDesign: Sendable, Equatable {
    /// The powers, rounded to doubles.
    public let matrix: Matrix
    /// What rounding took away.
    public let tail: Matrix

    /// The powers of x from 0, or from 1 without an intercept, to `degree`.
    /// - Parameter tail: what the abscissae have beyond a double, as ``DecimalValue`` finds it.
    public init(_ x: [Double], tail xTail: [Double]? = nil, degree: Int, intercept: Bool = true) {
        precondition(degree >= (intercept ? 0 : 1), "degree \(degree)")
        var power = [DoubleDouble](repeating: DoubleDouble(1), count: x.count)
        var high: [Double] = []
        var low: [Double] = []
        for exponent in 0...degree {
            if exponent > 0 {
                for i in x.indices { power[i] = power[i] * DoubleDouble(sum: x[i], xTail?[i] ?? 0) }
                if power.contains(where: { !$0.low.isFinite }) { power = power.map { DoubleDouble(high: $0.high, low: 0) } }
            }
            guard exponent > 0 || intercept else { continue }
            high += power.map(\.high)
            low += power.map(\.low)
        }
        let columns = degree + (intercept ? 1 : 0)
        matrix = Matrix(rows: x.count, columns: columns, elements: high)
        tail = Matrix(rows: x.count, columns: columns, elements: low)
    }
}
