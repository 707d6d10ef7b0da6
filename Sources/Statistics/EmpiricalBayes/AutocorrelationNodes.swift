#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// The values of ρ at which a likelihood is worth evaluating, flat before on (−.3, .95).
enum AutocorrelationNodes {
    /// Yearly figures of one body are hardly opposed to the year before, and where they follow it entirely no trend can be told.
    static let (least, most) = (-0.3, 0.95)

    /// Evenly spaced values over the whole range, for few series.
    static let even: [Double] = (0..<15).map { least + (most - least) * (Double($0) + 0.5) / 15 }

    /// Evenly spaced values over where the height is within 8 of its top; the top alone where that is narrow.
    ///
    /// Those at the ends stand for half as much as the others.
    static func around(_ height: (Double) -> Double) -> (values: [Double], shares: [Double]) {
        let coarse = (0...9).map { least + (most - least) * Double($0) / 9 }
        let heights = coarse.map(height)
        let best = heights.indices.max { heights[$0] < heights[$1] } ?? 0
        var (mode, top) = (coarse[best], heights[best])
        var (left, right) = (coarse[max(best - 1, 0)], coarse[min(best + 1, 9)])
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
            if known > top - 8 { return bound }
            var (inside, outside) = (mode, bound)
            for _ in 0..<7 {
                let middle = (inside + outside) / 2
                if height(middle) > top - 8 { inside = middle } else { outside = middle }
            }
            return outside
        }
        let (low, high) = (end(least, heights[0]), end(most, heights[9]))
        if high - low < 0.06 { return ([mode], [1]) }
        return ((0...12).map { low + (high - low) * Double($0) / 12 }, (0...12).map { $0 == 0 || $0 == 12 ? 0.5 : 1 })
    }
}
