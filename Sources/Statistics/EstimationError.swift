public import LinearAlgebra

/// Why the data do not allow an answer, with the quantities that say so.
///
/// Thrown by every estimator of this module. A broken contract (arrays of different length, a level outside (0, 1)) traps instead; an answer that
/// exists but is doubtful carries its doubt in the fit.
public enum EstimationError: Error, Sendable, Equatable {
    /// Fewer values than the method needs, missing ones not counted.
    case tooFewObservations(needed: Int, found: Int)
    /// Every abscissa is the same: no trend can be told.
    case constantAbscissa(value: Double)
    /// The ordinates do not vary and the quantity asked for divides by their spread.
    case noVariation(value: Double)
    /// A value that the method has no meaning for (infinite, NaN, or outside the range it demands), and its position.
    case invalidValue(index: Int, value: Double)
    /// The columns of the design are linearly dependent.
    case rankDeficient(rank: Int, columns: Int)
    /// An iteration did not settle: the steps done and the last relative change.
    case notConverged(iterations: Int, change: Double)
    /// A factorization behind the method did not come to an end, with what stopped it.
    case solver(LinearAlgebraError)
}

extension EstimationError: CustomStringConvertible {
    /// The error in a sentence, with its quantities.
    public var description: String {
        switch self {
        case .tooFewObservations(let needed, let found): "too few observations: \(needed) needed, \(found) found"
        case .constantAbscissa(let value): "every abscissa is \(value)"
        case .noVariation(let value): "every value is \(value)"
        case .invalidValue(let index, let value): "no meaning for the value \(value) at position \(index)"
        case .rankDeficient(let rank, let columns): "the design has rank \(rank) with \(columns) columns"
        case .notConverged(let iterations, let change): "not converged after \(iterations) iterations, last change \(change)"
        case .solver(let error): "a factorization failed: \(error.description)"
        }
    }
}
