/// A robust estimate of the spread of a sample, consistent for the standard deviation of normal data.
///
/// Missing values (`nil`) are left out. All throw ``EstimationError/tooFewObservations(needed:found:)`` without values and
/// ``EstimationError/invalidValue(index:value:)`` for a value that is not finite. A constant sample has spread 0.
public protocol RobustScale: Sendable {
    /// The spread of the values.
    func scale(of values: [Double?]) throws(EstimationError) -> Double
}

/// The finite values that are there, ascending; at least `needed`.
func finiteSorted(_ values: [Double?], needed: Int = 1) throws(EstimationError) -> [Double] {
    for (index, value) in values.enumerated() {
        if let value, !value.isFinite { throw .invalidValue(index: index, value: value) }
    }
    let sorted = values.compactMap { $0 }.sorted()
    guard sorted.count >= needed else { throw .tooFewObservations(needed: needed, found: sorted.count) }
    return sorted
}

/// The median absolute deviation from the median: simplest, withstands half of the data being wrong, efficiency 37 %.
///
/// **Definition.** c·median|x − median x| with c = 1.482602218505602 = 1/Φ⁻¹(¾), or another.
/// - Complexity: O(*n* log *n*).
/// - References: Hampel (1974), *JASA* 69, 383–393. Test values: R 4.2.2 and SciPy 1.17.1, `Tests/StatisticsTests/ReferenceValues/Descriptive.py`.
public struct MedianAbsoluteDeviation: RobustScale, Equatable {
    /// What the raw median is multiplied by.
    public let constant: Double

    /// The estimator with a constant; 1 gives the raw median.
    public init(constant: Double = 1.482602218505602) {
        precondition(constant > 0 && constant.isFinite, "constant \(constant)")
        self.constant = constant
    }

    /// The spread of the values.
    public func scale(of values: [Double?]) throws(EstimationError) -> Double {
        let sorted = try finiteSorted(values)
        let center = medianOfSorted(sorted)
        return constant * medianOfSorted(sorted.map { ($0 - center).magnitude }.sorted())
    }
}

/// Rousseeuw and Croux's Qₙ: withstands half of the data being wrong, efficiency 82 %, needs no center.
///
/// **Definition.** Qₙ = c·dₙ·{|xᵢ − xⱼ| : i < j}₍ₖ₎, k = C(h, 2), h = ⌊n/2⌋ + 1, c = 1/(√2·Φ⁻¹(⅝)), dₙ the correction for finite samples.
/// - Complexity: O(*n*² log *n*) in time and O(*n*²) in memory up to 2,000 values, counting by bisection beyond: O(*n*) in memory.
/// - References: Rousseeuw & Croux (1993), *JASA* 88, 1273–1283. Test values: R robustbase, `Tests/StatisticsTests/ReferenceValues/Robust.R`; agreement is to
///   1e-7, because robustbase rounds differences to single precision on the way.
public struct QnScale: RobustScale, Equatable {
    /// Whether the correction for finite samples is applied.
    public let corrected: Bool

    /// The estimator with or without correction for finite samples.
    public init(corrected: Bool = true) { self.corrected = corrected }

    /// The spread of the values.
    public func scale(of values: [Double?]) throws(EstimationError) -> Double {
        let x = try finiteSorted(values, needed: 2)
        let n = x.count
        let h = n / 2 + 1
        let raw = Self.difference(x, rank: h * (h - 1) / 2)
        return factor(n) * raw
    }

    /// What the order statistic of *n* ≥ 2 values is multiplied by.
    func factor(_ n: Int) -> Double { corrected ? 2.21914 * Self.correction(n) : 2.219144465985076 }

    /// The differences' order statistic of a rank from 1, of values that ascend.
    static func difference(_ x: [Double], rank: Int, sortedUpTo limit: Int = 2000) -> Double {
        if x.count <= limit {
            var all: [Double] = []
            all.reserveCapacity(x.count * (x.count - 1) / 2)
            for i in x.indices { for j in 0..<i { all.append(x[i] - x[j]) } }
            all.sort()
            return all[rank - 1]
        }
        // Bisection over the bits of non-negative doubles, whose order is that of their patterns.
        var (low, high) = (UInt64(0), (x[x.count - 1] - x[0]).bitPattern)
        while low < high {
            let middle = low + (high - low) / 2
            if count(x, atMost: Double(bitPattern: middle)) >= rank { high = middle } else { low = middle + 1 }
        }
        return Double(bitPattern: low)
    }

    private static func count(_ x: [Double], atMost limit: Double) -> Int {
        var (count, start) = (0, 0)
        for end in x.indices {
            while x[end] - x[start] > limit { start += 1 }
            count += end - start
        }
        return count
    }

    /// robustbase's correction for finite samples.
    private static func correction(_ n: Int) -> Double {
        let small = [0.399356, 0.99365, 0.51321, 0.84401, 0.61220, 0.85877, 0.66993, 0.87344, 0.72014, 0.88906, 0.75743]
        if n <= 12 { return small[n - 2] }
        let m = Double(n)
        let inverse =
            n % 2 == 1 ? 1.60188 + (-2.1284 - 5.172 / m) / m : 3.67561 + (1.9654 + (6.987 - 77 / m) / m) / m
        return 1 / (inverse / m + 1)
    }
}

/// Rousseeuw and Croux's Sₙ: withstands half of the data being wrong, efficiency 58 %, needs no center.
///
/// **Definition.** Sₙ = c·cₙ·lomedᵢ himedⱼ |xᵢ − xⱼ|, c = 1.1926, cₙ the correction for finite samples; himed is the order statistic ⌊n/2⌋ + 1, lomed ⌊(n + 1)/2⌋.
/// - Complexity: O(*n* log *n*).
/// - References: Rousseeuw & Croux (1993), *JASA* 88, 1273–1283. Test values: R robustbase, `Tests/StatisticsTests/ReferenceValues/Robust.R`.
public struct SnScale: RobustScale, Equatable {
    /// Whether the correction for finite samples is applied.
    public let corrected: Bool

    /// The estimator with or without correction for finite samples.
    public init(corrected: Bool = true) { self.corrected = corrected }

    /// The spread of the values.
    public func scale(of values: [Double?]) throws(EstimationError) -> Double {
        let x = try finiteSorted(values, needed: 2)
        let n = x.count
        let inner = x.indices.map { Self.distance(x, from: $0, rank: n / 2 + 1) }.sorted()
        return factor(n) * inner[(n + 1) / 2 - 1]
    }

    /// What the order statistic of *n* ≥ 2 values is multiplied by.
    func factor(_ n: Int) -> Double { 1.1926 * (corrected ? Self.correction(n) : 1) }

    /// The order statistic of a rank from 1 among the distances from one of ascending values, its own 0 included: the least radius that holds so many.
    private static func distance(_ x: [Double], from index: Int, rank: Int) -> Double {
        // A window of `rank` values that contains the value; the best one is where its farther end is nearest.
        var (low, high) = (max(0, index - rank + 1), min(index, x.count - rank))
        while low < high {
            let middle = (low + high) / 2
            if x[index] - x[middle] <= x[middle + rank - 1] - x[index] { high = middle } else { low = middle + 1 }
        }
        func reach(_ start: Int) -> Double { max(x[index] - x[start], x[start + rank - 1] - x[index]) }
        let first = max(0, index - rank + 1)
        return low > first ? min(reach(low), reach(low - 1)) : reach(low)
    }

    /// robustbase's correction for finite samples.
    private static func correction(_ n: Int) -> Double {
        let small = [0.743, 1.851, 0.954, 1.351, 0.993, 1.198, 1.005, 1.131]
        if n <= 9 { return small[n - 2] }
        return n % 2 == 1 ? Double(n) / (Double(n) - 0.9) : 1
    }
}
