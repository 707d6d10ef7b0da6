public import LinearAlgebra

/// Principal components: the orthogonal directions in which observations vary most.
///
/// ```swift
/// let fit = try PrincipalComponents(isStandardized: true).fit(scores)
/// fit.explainedShares; fit.loadings.column(0)
/// ```
/// **Definition.** The right singular vectors of the centered (and standardized) data; variances over n − 1. The loading of largest magnitude is positive.
/// **Missing values.** Leave rows out before. One outlier can turn the first component: see ``MinimumCovarianceDeterminant``.
/// - Complexity: O(n·p²).
/// - References: Jolliffe (2002). Test values: R `prcomp`, `Tests/StatisticsTests/ReferenceValues/Multivariate.R`.
public struct PrincipalComponents: Sendable, Equatable {
    /// Whether columns are divided by their standard deviation: yes when units differ.
    public let isStandardized: Bool

    /// The method.
    public init(isStandardized: Bool = true) { self.isStandardized = isStandardized }

    /// Decomposes observations × variables.
    /// - Throws: ``EstimationError/tooFewObservations(needed:found:)``, ``EstimationError/invalidValue(index:value:)``, ``EstimationError/noVariation(value:)``
    ///   for a constant column that is to be standardized.
    public func fit(_ data: Matrix) throws(EstimationError) -> Fit {
        let (n, p) = (data.rows, data.columns)
        precondition(p > 0, "no variables")
        guard n >= 2 else { throw .tooFewObservations(needed: 2, found: n) }
        if let index = data.elements.firstIndex(where: { !$0.isFinite }) { throw .invalidValue(index: index % n, value: data.elements[index]) }
        var centers: [Double] = []
        var scales: [Double] = []
        var columns: [[Double]] = []
        for j in 0..<p {
            let column = data.column(j)
            let mean = column.reduce(0) { $0 + $1 / Double(n) }
            let centered = column.map { $0 - mean }
            let deviation = (centered.reduce(0) { $0 + $1 * $1 } / Double(n - 1)).squareRoot()
            if isStandardized && !(deviation > 0 && deviation.isFinite) { throw .noVariation(value: mean) }
            centers.append(mean)
            scales.append(isStandardized ? deviation : 1)
            columns.append(isStandardized ? centered.map { $0 / deviation } : centered)
        }
        let standardized = Matrix(columns: columns)
        let decomposition: SingularValueDecomposition
        do { decomposition = try SingularValueDecomposition(standardized) } catch { throw .solver(error) }
        return Fit(
            variances: decomposition.values.map { $0 * $0 / Double(n - 1) }, loadings: decomposition.right,
            scores: standardized.product(decomposition.right), centers: centers, scales: scales)
    }

    /// Components of a set of data.
    public struct Fit: Sendable, Equatable {
        /// Variance of each component, descending.
        public let variances: [Double]
        /// Directions as columns, variables × components.
        public let loadings: Matrix
        /// The observations in the components' coordinates, observations × components.
        public let scores: Matrix
        /// What was subtracted from each column.
        public let centers: [Double]
        /// What each column was divided by.
        public let scales: [Double]

        /// The number of observations.
        public var observations: Int { scores.rows }

        /// Share of the total variance in each component.
        public var explainedShares: [Double] {
            let total = variances.reduce(0, +)
            return variances.map { total > 0 ? $0 / total : 0 }
        }
    }
}
