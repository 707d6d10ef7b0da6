/// Where a function of one maximum has it, and how far it stays within a height of its top on either side.
struct LikelihoodPeak {
    /// How far below its top a log-likelihood counts.
    private static let depth = 8.0

    let mode: Double
    let top: Double
    /// The ends of what lies within the depth, or of the range.
    let (low, high): (Double, Double)

    /// Looks at `steps + 1` even places of a range, refines the best by golden sections, and halves the way to either end.
    init(of height: (Double) -> Double, from least: Double, to most: Double, steps: Int, halvings: Int) {
        let coarse = (0...steps).map { least + (most - least) * Double($0) / Double(steps) }
        let heights = coarse.map(height)
        let best = heights.indices.max { heights[$0] < heights[$1] } ?? 0
        var (mode, top) = (coarse[best], heights[best])
        var (left, right) = (coarse[max(best - 1, 0)], coarse[min(best + 1, steps)])
        let golden = 0.381_966_011_250_105
        for _ in 0..<9 {
            // The longer side is cut.
            let trial = mode - left > right - mode ? mode - golden * (mode - left) : mode + golden * (right - mode)
            let value = height(trial)
            if value > top {
                if trial < mode { right = mode } else { left = mode }
                (mode, top) = (trial, value)
            } else if trial < mode {
                left = trial
            } else {
                right = trial
            }
        }
        func end(_ bound: Double, _ known: Double) -> Double {
            if known > top - Self.depth { return bound }
            var (inside, outside) = (mode, bound)
            for _ in 0..<halvings {
                let middle = (inside + outside) / 2
                if height(middle) > top - Self.depth { inside = middle } else { outside = middle }
            }
            return outside
        }
        (low, high) = (end(least, heights[0]), end(most, heights[steps]))
        (self.mode, self.top) = (mode, top)
    }
}
