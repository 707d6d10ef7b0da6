#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// How far the next value of each series may lie from the last, where a series' own differences are few: drawn toward what series of its size have.
///
/// **Definition.** s² = (4·m + k·min(D², 9·m))/(4 + k), D² the mean square of its *k* differences and m the series' height on the line of log D² over the log of its level, weighted by *k*,
/// times the median of D²/line. With fewer than eight series, or levels of either sign, the line is flat.
struct DifferenceScales {
    /// s of each origin; `nil` where nothing varies.
    static func scales(_ origins: [DampedLevels.Origin], offset: Double?) -> [Double?] {
        let squares = origins.map(\.squaredDifference)
        guard let typical = median(squares.filter { $0 > 0 }) else { return origins.map { _ in nil } }
        let heights = squares.map { log(max($0, 1e-3 * typical)) }
        let weights = origins.map(\.differences)
        let total = weights.reduce(0, +)
        func mean(_ values: [Double]) -> Double {
            var sum = 0.0
            for (weight, value) in zip(weights, values) { sum += weight * value }
            return sum / total
        }
        let center = mean(heights)
        var line = heights.map { _ in center }
        if let offset, origins.count >= 8 {
            let sizes = origins.map { log(max($0.mean, 0) + max(offset, .leastNormalMagnitude)) }
            let middle = mean(sizes)
            let spread = mean(sizes.map { ($0 - middle) * ($0 - middle) })
            if spread > 1e-12 {
                let rise = mean(zip(sizes, heights).map { ($0 - middle) * ($1 - center) }) / spread
                line = sizes.map { center + rise * ($0 - middle) }
            }
        }
        let shared = line.map { exp($0) }
        var factor = median(zip(squares, shared).map { $0 / $1 }) ?? 1
        if !(factor > 0 && factor.isFinite) { factor = 1 }
        return zip(zip(squares, weights), shared).map { own, line in
            let usual = line * factor
            let variance = (4 * usual + own.1 * min(own.0, 9 * usual)) / (4 + own.1)
            return variance > 0 && variance.isFinite ? variance.squareRoot() : nil
        }
    }

    private static func median(_ values: [Double]) -> Double? { values.isEmpty ? nil : medianOfSorted(values.sorted()) }
}
