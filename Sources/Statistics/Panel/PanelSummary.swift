/// How much of a variable varies between units and how much within them.
///
/// ```swift
/// let summary = try PanelSummary(values, units: bodies)
/// summary.withinStandardDeviation / summary.standardDeviation
/// ```
/// **Definition.** Overall: of all values. Between: of the units' means. Within: of v_it − v̄_i + v̄, over n − 1. (Stata's `xtsum`.)
/// - Complexity: O(n).
/// - References: Test values: NumPy, `Tests/StatisticsTests/ReferenceValues/PanelModels.py`.
public struct PanelSummary: Sendable, Equatable {
    /// Values.
    public let observations: Int
    /// Units.
    public let unitCount: Int
    /// Mean of all values.
    public let mean: Double
    /// Standard deviation of all values.
    public let standardDeviation: Double
    /// Standard deviation of the units' means; `nil` with one unit.
    public let betweenStandardDeviation: Double?
    /// Standard deviation about the units' means.
    public let withinStandardDeviation: Double

    /// Summarizes a variable.
    /// - Throws: ``EstimationError/tooFewObservations(needed:found:)`` below two values, ``EstimationError/invalidValue(index:value:)``.
    public init(_ values: [Double], units: [Int]) throws(EstimationError) {
        precondition(values.count == units.count, "\(values.count) values and \(units.count) units")
        guard values.count >= 2 else { throw .tooFewObservations(needed: 2, found: values.count) }
        if let index = values.firstIndex(where: { !$0.isFinite }) { throw .invalidValue(index: index, value: values[index]) }
        let codes = DenseCodes.of(units)
        let n = Double(values.count)
        let overall = values.reduce(0) { $0 + $1 / n }
        var sums = [Double](repeating: 0, count: codes.keys.count)
        var counts = [Double](repeating: 0, count: codes.keys.count)
        for (value, unit) in zip(values, codes.codes) {
            sums[unit] += value - overall
            counts[unit] += 1
        }
        let means = zip(sums, counts).map { $0 / $1 }
        let within = zip(values, codes.codes).reduce(0.0) { sum, item in
            let deviation = item.0 - overall - means[item.1]
            return sum + deviation * deviation
        }
        let total = values.reduce(0) { $0 + ($1 - overall) * ($1 - overall) }
        let center = means.reduce(0, +) / Double(means.count)
        let between = means.reduce(0) { $0 + ($1 - center) * ($1 - center) }
        observations = values.count
        unitCount = means.count
        mean = overall
        standardDeviation = (total / (n - 1)).squareRoot()
        withinStandardDeviation = (within / (n - 1)).squareRoot()
        betweenStandardDeviation = means.count > 1 ? (between / Double(means.count - 1)).squareRoot() : nil
    }
}
