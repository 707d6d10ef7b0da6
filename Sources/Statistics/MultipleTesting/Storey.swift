/// Storey's q-values: the false discovery rate with the share of true null hypotheses estimated, sharper than ``BenjaminiHochberg`` where many
/// series really have a trend.
///
/// **Definition.** q₍ᵢ₎ = π̂₀·min_{j ≥ i} m·p₍ⱼ₎/j, π̂₀(λ) = #{p ≥ λ}/(m(1 − λ)). Without a given λ it is chosen on the grid 0.05, 0.10, … 0.95 by
/// the mean squared error against the 10 % quantile of π̂₀(λ), as the option `pi0.method = "bootstrap"` of R's qvalue does; its default, a
/// smoothing spline, is unstable below some thousand tests.
/// - Complexity: O(*m* log *m*).
/// - References: Storey (2002), *JRSS B* 64, 479–498; Storey, Taylor & Siegmund (2004), *JRSS B* 66, 187–205. Test values: the formulas above in
///   numpy, `Tests/StatisticsTests/ReferenceValues/MultipleTesting.py`.
public struct Storey: PValueAdjustment {
    /// `storey`.
    public static let name = "storey"

    /// The p-value above which only true null hypotheses are expected, in [0, 1); chosen from the data when `nil`.
    public let lambda: Double?

    /// The procedure with a given λ, or one chosen from the data.
    public init(lambda: Double? = nil) {
        precondition(lambda.map { $0 >= 0 && $0 < 1 } ?? true, "λ = \(lambda ?? .nan) outside [0, 1)")
        self.lambda = lambda
    }

    /// The q-values, position by position.
    public func adjusted(_ pValues: [Double?]) throws(EstimationError) -> [Double?] {
        let ordered = try OrderedPValues(pValues)
        let count = Double(ordered.values.count)
        let share = nullShare(ordered.values)
        return ordered.stepUp { share * count / Double($0) }
    }

    /// π̂₀, the estimated share of true null hypotheses among the p-values, in (0, 1]; 1 without any.
    public func nullShare(of pValues: [Double?]) throws(EstimationError) -> Double { nullShare(try OrderedPValues(pValues).values) }

    private func nullShare(_ sorted: [Double]) -> Double {
        guard !sorted.isEmpty else { return 1 }
        let count = Double(sorted.count)
        func above(_ lambda: Double) -> Double { Double(sorted.count - sorted.partitioningIndex { $0 >= lambda }) }
        // A share of zero would make every test a sure discovery: one test stands for what was not seen.
        func bounded(_ share: Double) -> Double { min(1, share > 0 ? share : 1 / count) }
        if let lambda { return bounded(above(lambda) / count / (1 - lambda)) }
        let grid = stride(from: 1, through: 19, by: 1).map { Double($0) * 0.05 }
        let shares = grid.map { above($0) / count / (1 - $0) }
        let ordered = shares.sorted()
        // The 10 % quantile of type 7 of 19 values lies at position 1.8.
        let low = ordered[1] + 0.8 * (ordered[2] - ordered[1])
        let errors = zip(grid, shares).map { lambda, share in
            let seen = above(lambda)
            return seen / (count * count * (1 - lambda) * (1 - lambda)) * (1 - seen / count) + (share - low) * (share - low)
        }
        let least = errors.min() ?? 0
        return bounded(zip(shares, errors).filter { $0.1 == least }.map(\.0).min() ?? 1)
    }
}

extension [Double] {
    /// The first position of an ascending array where `belongs` holds, and it holds from there on.
    fileprivate func partitioningIndex(where belongs: (Double) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if belongs(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
