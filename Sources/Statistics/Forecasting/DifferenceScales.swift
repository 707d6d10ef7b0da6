#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// How far the next value of each series may lie from the last, where a series' own differences are few: drawn toward what series of its size have.
///
/// **Definition.** s² = (4·m + k·min(D², 9·m))/(4 + k), D² the mean square of its *k* differences, but no less than a Poisson count about the mean and c would have on the scale, or for
/// amounts a tenth of the mean and c: a series of nothing but zeros says little of the first one; and m the series' height on the line of log D² over the log of its level, weighted by *k*,
/// times the median of D²/line. With fewer than eight series, or levels of either sign, the line is flat.
struct DifferenceScales {
    /// s of each origin; `nil` where nothing varies.
    static func scales(_ origins: [DampedLevels.Origin], scale: PowerScale, support: PowerForecasts.Support) -> [Double?] {
        let offset: Double? = support == .real ? nil : scale.offset
        let squares = origins.map { origin -> Double in
            let size = max(origin.mean, 0) + scale.offset
            return switch support {
            case .counts: max(origin.squaredDifference, pow(size, 2 * scale.power - 1))
            case .amounts: max(origin.squaredDifference, 0.01 * pow(size, 2 * scale.power))
            case .real: origin.squaredDifference
            }
        }
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
