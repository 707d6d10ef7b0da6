#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// How scaled residuals are spread when nothing is wrong, learned from residuals of which some are: Student's t up to the ninth decile, a generalized Pareto tail beyond.
///
/// The median and the ninth decile of |x| are hardly moved by a few percent of errors, which the weights take out besides; the tail is drawn towards a usual shape, for what lies in it
/// is partly errors.
///
/// **Definition.** κ·t(ν) with the weighted median of |x| and, as nearly as ν in [1.5, ∞) allows, its weighted ninth decile; a t with heavier tails than that takes its κ from the decile.
/// Beyond u, the ninth decile of κ·t(ν), P(|X| > x) = .1·(1 + ξ(x − u)/σ)^(−1/ξ), ξ and σ maximizing the weighted likelihood of what exceeds u times the density of
/// ξ ~ N(.2, .05²), ξ in [.02, .6].
/// - Complexity: O(values), the values sorted.
/// - References: Efron (2004), *JASA* 99, 96–104; Coles & Dixon (1999), *Extremes* 2, 5–23. Test values: SciPy, `Tests/StatisticsTests/ReferenceValues/HeavyTailedNull.py`.
public struct HeavyTailedNull: Sendable, Equatable {
    /// κ.
    public let scale: Double
    /// ν.
    public let degreesOfFreedom: Double
    /// u, where the tail begins.
    public let threshold: Double
    /// σ of the tail.
    public let tailScale: Double
    /// ξ of the tail.
    public let tailShape: Double
    /// log of the density of t(ν) at 0, over κ.
    private let peak: Double

    static let tailShare = 0.1
    private static let shape = (mean: 0.2, spread: 0.05, least: 0.02, most: 0.6)
    /// Fewer exceedances than this leave the tail as it usually is.
    private static let fewestExceedances = 3.0

    /// ν and the ninth decile of |t| over its median, which falls as ν rises.
    private static let ratios: [(degrees: Double, ratio: Double)] = [1.5, 2, 2.5, 3, 3.5, 4, 5, 6, 8, 10, 15, 20, 30, 60, 1000].map {
        let t = StudentT(degreesOfFreedom: $0)
        return ($0, t.upperTailQuantile(0.05) / t.upperTailQuantile(0.25))
    }

    /// A law with given parameters, such as one that many residuals of another kind have.
    public init(scale: Double, degreesOfFreedom: Double, tailScale: Double? = nil, tailShape: Double = 0.2) {
        precondition(scale > 0 && degreesOfFreedom > 0 && tailShape > 0, "scale \(scale), degrees of freedom \(degreesOfFreedom), shape \(tailShape)")
        self.scale = scale
        self.degreesOfFreedom = degreesOfFreedom
        let t = StudentT(degreesOfFreedom: degreesOfFreedom)
        threshold = scale * t.upperTailQuantile(Self.tailShare / 2)
        self.tailScale = tailScale ?? Self.joiningScale(scale, t, threshold)
        self.tailShape = tailShape
        peak = log(t.density(0) / scale)
    }

    /// The σ at which the density has no step at u.
    private static func joiningScale(_ scale: Double, _ t: StudentT, _ threshold: Double) -> Double {
        tailShare / 2 / (t.density(threshold / scale) / scale)
    }

    /// The law that fits absolute values, ascending, with weights of 0 and more: the probability that nothing is wrong, times the number of values that one stands for.
    public init(sorted values: [Double], weights: [Double]) {
        precondition(values.count == weights.count, "\(values.count) values, \(weights.count) weights")
        let total = weights.reduce(0, +)
        let median = max(Self.quantile(values, weights, 0.5 * total), 1e-9)
        let decile = max(Self.quantile(values, weights, 0.9 * total), 1.01 * median)
        let degrees = Self.degrees(decile / median)
        let t = StudentT(degreesOfFreedom: degrees)
        let isHeavier = decile / median > Self.ratios[0].ratio
        let scale = isHeavier ? decile / t.upperTailQuantile(0.05) : median / t.upperTailQuantile(0.25)
        let threshold = scale * t.upperTailQuantile(0.05)
        let tail = Self.tail(values, weights, beyond: threshold)
        self.init(scale: scale, degreesOfFreedom: degrees, tailScale: tail?.scale, tailShape: tail?.shape ?? Self.shape.mean)
    }

    /// The first value up to which the weights add to a sum.
    private static func quantile(_ values: [Double], _ weights: [Double], _ sum: Double) -> Double {
        var running = 0.0
        for (value, weight) in zip(values, weights) {
            running += weight
            if running >= sum, running > 0 { return value }
        }
        return values.last ?? 0
    }

    private static func degrees(_ ratio: Double) -> Double {
        guard ratio < ratios[0].ratio else { return ratios[0].degrees }
        for (one, next) in zip(ratios, ratios.dropFirst()) where ratio > next.ratio {
            let share = (one.ratio - ratio) / (one.ratio - next.ratio)
            return exp(log(one.degrees) + share * (log(next.degrees) - log(one.degrees)))
        }
        return ratios[ratios.count - 1].degrees
    }

    /// σ and ξ: with θ = ξ/σ the best ξ needs no further pass over the values, so that the search is over θ alone.
    private static func tail(_ values: [Double], _ weights: [Double], beyond threshold: Double) -> (scale: Double, shape: Double)? {
        let (excesses, shares) = condensed(values, weights, beyond: threshold)
        let count = shares.reduce(0, +)
        guard count > fewestExceedances else { return nil }
        func best(_ theta: Double) -> (height: Double, shape: Double) {
            var sum = 0.0
            for (excess, share) in zip(excesses, shares) { sum += share * log1p(theta * excess) }
            func height(_ xi: Double) -> Double {
                let deviation = (xi - shape.mean) / shape.spread
                return -count * (log(xi) - log(theta)) - (1 + 1 / xi) * sum - deviation * deviation / 2
            }
            let xi = GoldenSection.maximum(from: shape.least, to: shape.most, steps: 40, height)
            return (height(xi), xi)
        }
        let usual = zip(excesses, shares).reduce(0) { $0 + $1.0 * $1.1 } / count
        guard usual > 0 else { return nil }
        let logTheta = GoldenSection.maximum(from: log(1e-3 / usual), to: log(1e2 / usual), steps: 40) { best(exp($0)).height }
        let xi = best(exp(logTheta)).shape
        let scale = xi / exp(logTheta)
        return scale.isFinite && scale > 0 ? (scale, xi) : nil
    }

    /// What exceeds a threshold; many values are put together by fours, eights and so on, the farthest hundred never.
    private static func condensed(_ values: [Double], _ weights: [Double], beyond threshold: Double) -> ([Double], [Double]) {
        var (low, high) = (0, values.count)
        while low < high {
            let middle = (low + high) / 2
            if values[middle] > threshold { high = middle } else { low = middle + 1 }
        }
        let step = max(1, (values.count - low) / 256)
        var (excesses, shares): ([Double], [Double]) = ([], [])
        var index = low
        while index < values.count {
            let end = index + step <= values.count - 100 ? index + step : index + 1
            var (sum, weight) = (0.0, 0.0)
            for place in index..<end {
                sum += weights[place] * (values[place] - threshold)
                weight += weights[place]
            }
            if weight > 0 {
                excesses.append(sum / weight)
                shares.append(weight)
            }
            index = end
        }
        return (excesses, shares)
    }

    /// The density at x.
    public func density(_ x: Double) -> Double {
        let x = x.magnitude
        if x <= threshold { return body(x) }
        return Self.tailShare / 2 / tailScale * exp(-(1 + 1 / tailShape) * log1p(tailShape * (x - threshold) / tailScale))
    }

    /// The density of κ·t(ν) at x, without the tail: what a value is spread like about any center.
    public func body(_ x: Double) -> Double {
        let ratio = x / scale
        return exp(peak - (degreesOfFreedom + 1) / 2 * log1p(ratio * ratio / degreesOfFreedom))
    }

    /// P(|X| > |x|).
    public func twoSidedPValue(_ x: Double) -> Double {
        let x = x.magnitude
        if x <= threshold { return min(1, StudentT(degreesOfFreedom: degreesOfFreedom).twoSidedPValue(x / scale)) }
        return Self.tailShare * exp(-log1p(tailShape * (x - threshold) / tailScale) / tailShape)
    }

    /// The x with P(|X| > x) = p, for p in (0, 1].
    public func twoSidedQuantile(_ p: Double) -> Double {
        precondition(p > 0 && p <= 1, "probability \(p)")
        if p >= Self.tailShare { return scale * StudentT(degreesOfFreedom: degreesOfFreedom).upperTailQuantile(p / 2) }
        return threshold + tailScale / tailShape * expm1(-tailShape * log(p / Self.tailShare))
    }
}
