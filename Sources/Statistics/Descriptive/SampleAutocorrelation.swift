internal import LinearAlgebra

/// The sample autocorrelation coefficient: how much each value resembles the one a lag before.
///
/// ```swift
/// try SampleAutocorrelation(lag: 1).coefficient(of: values)
/// ```
/// **Definition.** rₖ = Σ(xₜ − x̄)(xₜ₋ₖ − x̄)/Σ(xₜ − x̄)², x̄ the mean of all values. The values must be in order and without gaps.
///
/// In short series it lies far below the true correlation; ``PooledAutocorrelation`` corrects that over many.
/// - Complexity: O(*n*).
/// - References: NIST StRD's definition. Test values: its univariate sets.
public struct SampleAutocorrelation: Sendable, Equatable {
    /// How many steps apart.
    public let lag: Int

    /// The coefficient at a lag.
    public init(lag: Int = 1) {
        precondition(lag >= 1, "a lag of \(lag)")
        self.lag = lag
    }

    /// rₖ.
    ///
    /// - Parameters:
    ///   - values: in order of time.
    ///   - decimals: whether to take each value for the shortest decimal that rounds to it, which matters where values agree in their first seven digits and more.
    /// - Throws: ``EstimationError/tooFewObservations(needed:found:)`` up to the lag, ``EstimationError/noVariation(value:)``, ``EstimationError/invalidValue(index:value:)``.
    public func coefficient(of values: [Double], decimals: Bool = false) throws(EstimationError) -> Double {
        guard values.count > lag + 1 else { throw .tooFewObservations(needed: lag + 2, found: values.count) }
        if let index = values.firstIndex(where: { !$0.isFinite }) { throw .invalidValue(index: index, value: values[index]) }
        guard values.contains(where: { $0 != values[0] }) else { throw .noVariation(value: values[0]) }
        let level = try OrdinaryLeastSquares(decimals: decimals).fit(design: Matrix(rows: values.count, columns: 1, repeating: 1), response: values)
        let deviations = level.residuals
        let unit = deviations.reduce(0) { max($0, $1.magnitude) }
        let scaled = deviations.map { $0 / unit }
        let square = scaled.reduce(0) { $0 + $1 * $1 }
        let product = zip(scaled.dropFirst(lag), scaled).reduce(0) { $0 + $1.0 * $1.1 }
        return product / square
    }
}
