import Statistics

/// How small counts are spread when nothing is wrong: by chance, about a level that itself varies as the larger counts of the indicator do.
///
/// The law of scaled residuals is learned from counts that are mostly business. Of small ones most of the scale is chance, whose tails are known and short: two expected are not two hundred.
///
/// **Definition.** Y is Poisson with mean m·exp(s·T), T after the law of the larger counts, m the expectation, ``leastMean`` at least, for a median of zeros is no zero. s² is the variance
/// beyond chance, and what the median of n other years leaves unknown of m: 1/(.64·n·(m + ½)).
/// - Complexity: O(nodes) a tail.
struct SmallCountLaw: Sendable {
    /// A median of 0 is what most series have whose mean is smaller than log 2.
    private static let leastMean = 0.5
    private static let medianEfficiency = 0.64
    /// P(|T| > t) is halved in so many steps, and so often.
    private static let (steps, halvings) = (2, 36)

    /// t > 0 with half of the probability that T lies about it, above.
    private let nodes: [(value: Double, share: Double)]

    /// The law about levels that vary by a null.
    init(_ null: HeavyTailedNull) {
        let ratio = RobustPanelFit.exp(-0.693_147_180_559_945_3 / Double(Self.steps))
        var nodes: [(value: Double, share: Double)] = []
        var (above, center) = (1.0, ratio.squareRoot())
        for _ in 0..<Self.steps * Self.halvings {
            nodes.append((null.twoSidedQuantile(center), above * (1 - ratio) / 2))
            above *= ratio
            center *= ratio
        }
        self.nodes = nodes
    }

    /// P, two-sided, of the value of a prediction: twice the smaller tail.
    func twoSidedPValue(_ prediction: RobustPanelFit.Prediction) -> Double {
        let mean = max(prediction.mean, Self.leastMean)
        let unknown = 1 / (Self.medianEfficiency * Double(max(prediction.others, 1)) * (mean + 0.5))
        let scale = (prediction.dispersion + unknown).squareRoot()
        let value = Int(min(prediction.observed.rounded(), 1e15))
        let isAbove = Double(value) >= mean
        var sum = 0.0
        for node in nodes {
            for change in [node.value, -node.value] {
                let poisson = Poisson(mean: min(max(mean * RobustPanelFit.exp(scale * change), 1e-9), 1e15))
                sum += node.share * (isAbove ? poisson.upperTail(value - 1) : poisson.cumulative(value))
            }
        }
        return min(1, 2 * sum)
    }
}
