/// What stops a factorization or a solution: conditions of the data, never of the shapes (those trap).
public enum LinearAlgebraError: Error, Equatable, Sendable {
    /// The matrix or the right-hand side holds a NaN or an infinity.
    case notFinite
    /// The matrix is not positive definite: the leading minor of this order is not positive.
    case notPositiveDefinite(leadingMinor: Int)
    /// An iteration inside LAPACK did not converge; the number of elements that did not.
    case noConvergence(unconverged: Int)
}

extension LinearAlgebraError: CustomStringConvertible {
    /// The error in a sentence, with its quantities.
    public var description: String {
        switch self {
        case .notFinite: "a number is not finite"
        case .notPositiveDefinite(let minor): "the leading minor of order \(minor) is not positive"
        case .noConvergence(let unconverged): "\(unconverged) elements did not converge"
        }
    }
}
