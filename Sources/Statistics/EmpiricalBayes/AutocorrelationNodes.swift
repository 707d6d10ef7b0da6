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
        let peak = LikelihoodPeak(of: height, from: least, to: most, steps: 9, halvings: 7)
        let (low, high) = (peak.low, peak.high)
        if high - low < 0.06 { return ([peak.mode], [1]) }
        return ((0...12).map { low + (high - low) * Double($0) / 12 }, (0...12).map { $0 == 0 || $0 == 12 ? 0.5 : 1 })
    }
}
