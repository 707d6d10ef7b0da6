#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// The medcouple, a robust skewness in [−1, 1], and the boxplot adjusted by it.
///
/// Counts of disclosures are skewed: an ordinary boxplot calls a tenth of them outliers, the adjusted one does not.
///
/// **Definition.** MC = median of h(xᵢ, xⱼ) = ((xᵢ − m) − (m − xⱼ)) / (xᵢ − xⱼ) over xⱼ ≤ m ≤ xᵢ, *m* the median; among values equal to *m*, h is −1, 0 or 1 by their
/// positions. Fences: [Q₁ − c·e^{aMC}·IQR, Q₃ + c·e^{bMC}·IQR] with c = 1.5 and (a, b) = (−4, 3) for MC ≥ 0, (−3, 4) below; quartiles are Tukey's hinges.
///
/// **Missing values.** `nil` is left out. Below three values MC = 0.
/// - Complexity: O(*n*² log *n*) in time, O(*n*²) in memory: for samples up to some thousand.
/// - References: Brys, Hubert & Struyf (2004), *JCGS* 13, 996–1017; Hubert & Vandervieren (2008), *CSDA* 52, 5186–5201. Test values: R robustbase,
///   `Tests/StatisticsTests/ReferenceValues/Robust.R`.
public struct Medcouple: Sendable, Equatable {
    /// The estimator; it has no parameters.
    public init() {}

    /// The medcouple of values.
    ///
    /// - Throws: ``EstimationError/tooFewObservations(needed:found:)`` without values, ``EstimationError/invalidValue(index:value:)``.
    public func skewness(of values: [Double?]) throws(EstimationError) -> Double { Self.medcouple(try finiteSorted(values)) }

    /// The fences of the adjusted boxplot: values outside are outliers.
    ///
    /// - Throws: As ``skewness(of:)``.
    public func fences(of values: [Double?], reach: Double = 1.5) throws(EstimationError) -> (lower: Double, upper: Double) {
        let x = try finiteSorted(values)
        let mc = Self.medcouple(x)
        let (low, high) = Self.hinges(x)
        let span = high - low
        let (left, right) = mc >= 0 ? (-4.0, 3.0) : (-3.0, 4.0)
        return (low - reach * exp(left * mc) * span, high + reach * exp(right * mc) * span)
    }

    /// Tukey's hinges: medians of the halves, the middle value in both.
    static func hinges(_ x: [Double]) -> (lower: Double, upper: Double) {
        let half = (x.count + 1) / 2
        return (medianOfSorted(Array(x[..<half])), medianOfSorted(Array(x[(x.count - half)...])))
    }

    private static func medcouple(_ x: [Double]) -> Double {
        guard x.count > 2 else { return 0 }
        let median = medianOfSorted(x)
        let scale = max(x[x.count - 1] - median, median - x[0])
        guard scale > 0 else { return 0 }
        let upper = x.filter { $0 >= median }
        let lower = x.filter { $0 <= median }
        let ties = x.count { $0 == median }
        var kernel: [Double] = []
        kernel.reserveCapacity(upper.count * lower.count)
        for (i, high) in upper.enumerated() {
            for (j, low) in lower.enumerated() {
                if high == low {
                    // Both are the median: positions among the ties, the lower half counted from its end.
                    let place = i + (lower.count - 1 - j)
                    kernel.append(place + 1 == ties ? 0 : place + 1 < ties ? -1 : 1)
                } else {
                    kernel.append(((high - median) - (median - low)) / (high - low))
                }
            }
        }
        kernel.sort()
        return medianOfSorted(kernel)
    }
}
