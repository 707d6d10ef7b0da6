internal import Glibc
public import LinearAlgebra

/// How much each indicator of an index counts.
/// - References: Shannon (1948) and Hwang & Yoon (1981) for entropy; Diakoulaki, Mavrotas & Papayannakis (1995), *Computers & Operations Research* 22,
///   763–770 for CRITIC; OECD/JRC handbook (2008), ch. 6. Test values: pymcdm and NumPy, `Tests/StatisticsTests/ReferenceValues/CompositeIndex.py`.
public enum IndicatorWeights: Sendable, Equatable {
    /// 1/m each.
    case equal
    /// ∝ 1 − eⱼ, eⱼ = −Σ pᵢⱼ ln pᵢⱼ / ln n over shares pᵢⱼ of the min–max normalized column: what hardly differs between bodies hardly counts.
    case entropy
    /// ∝ σⱼ Σₖ(1 − rⱼₖ) over min–max normalized columns: what varies and repeats no other indicator counts.
    case critic
    /// Squared loadings of the first principal component of the correlation matrix.
    case principalComponent
    /// Given, ≥ 0 with a positive sum; they are divided by it.
    case own([Double])

    /// The weights, summing to 1.
    ///
    /// - Parameters: scores: bodies × indicators, in original units.  directions: +1 or −1 a column.
    /// - Throws: ``EstimationError/noVariation(value:)`` for a constant column where the method divides by its spread, and the errors of the normalization.
    public func callAsFunction(_ scores: Matrix, directions: [Int]) throws(EstimationError) -> [Double] {
        let m = scores.columns
        switch self {
        case .equal: return [Double](repeating: 1 / Double(m), count: m)
        case .own(let weights):
            precondition(weights.count == m, "\(weights.count) weights for \(m) indicators")
            let sum = weights.reduce(0, +)
            precondition(weights.allSatisfy { $0 >= 0 } && sum > 0 && sum.isFinite, "weights \(weights)")
            return weights.map { $0 / sum }
        case .entropy:
            let unit = try IndicatorNormalization.minMax(scores, directions: directions)
            let scale = log(Double(scores.rows))
            let diversity = (0..<m).map { j -> Double in
                let column = unit.column(j)
                let sum = column.reduce(0, +)
                let entropy = -column.reduce(0) { $1 > 0 ? $0 + $1 / sum * log($1 / sum) : $0 } / scale
                return 1 - entropy
            }
            return Self.shares(diversity)
        case .critic:
            let unit = try IndicatorNormalization.minMax(scores, directions: directions)
            let correlation = try Self.correlation(unit)
            let information = (0..<m).map { j -> Double in
                let column = unit.column(j)
                let mean = column.reduce(0, +) / Double(column.count)
                let deviation = (column.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(column.count - 1)).squareRoot()
                return deviation * (0..<m).reduce(0) { $0 + 1 - correlation[j, $1] }
            }
            return Self.shares(information)
        case .principalComponent:
            let unit = try IndicatorNormalization.zScore()(scores, directions: directions)
            let eigen: SymmetricEigen
            let correlation = try Self.correlation(unit)
            do { eigen = try SymmetricEigen(correlation) } catch { throw .solver(error) }
            return Self.shares(eigen.vectors.column(0).map { $0 * $0 })
        }
    }

    /// Parts of their sum; equal parts where all are zero (indicators that repeat one another exactly).
    private static func shares(_ values: [Double]) -> [Double] {
        let sum = values.reduce(0, +)
        return sum > 0 ? values.map { $0 / sum } : values.map { _ in 1 / Double(values.count) }
    }

    private static func correlation(_ scores: Matrix) throws(EstimationError) -> Matrix {
        let standard = try IndicatorNormalization.zScore()(scores, directions: [Int](repeating: 1, count: scores.columns))
        var result = standard.crossProduct()
        result.scale(by: 1 / Double(scores.rows - 1))
        return result
    }
}
