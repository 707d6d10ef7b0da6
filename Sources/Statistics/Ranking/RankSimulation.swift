internal import LinearAlgebra

/// The kernel of ``WeightSensitivity``: scores by matrix products over blocks of draws, ranks by one counting pass and insertion.
enum RankSimulation {
    /// Draws in a block: their scores stay in the second-level cache.
    private static let block = 16

    /// `ranks[draw * bodies + body]`, 1 for the largest score.
    static func ranks(_ x: Matrix, weights: Matrix) -> [UInt16] {
        let (n, draws) = (x.rows, weights.columns)
        let blocks = (draws + block - 1) / block
        return [UInt16](unsafeUninitializedCapacity: n * draws) { ranks, count in
            nonisolated(unsafe) let base = ranks
            BLASThreads.with(1) {
                ParallelRanges.forEach(count: blocks, minimum: 4) { range in
                    var sorter = DescendingRanks(count: n)
                    for b in range {
                        let columns = (b * block)..<min(draws, (b + 1) * block)
                        let scores = x.view.product(weights[rows: 0..<weights.rows, columns: columns])
                        scores.elements.withUnsafeBufferPointer { scores in
                            for (k, draw) in columns.enumerated() {
                                sorter.rank(
                                    UnsafeBufferPointer(rebasing: scores[(k * n)..<((k + 1) * n)]),
                                    into: UnsafeMutableBufferPointer(rebasing: base[(draw * n)..<((draw + 1) * n)]))
                            }
                        }
                    }
                }
            }
            count = n * draws
        }
    }

    /// Mean rank and the fifth and ninety-fifth percentiles of each body.
    static func summary(_ ranks: [UInt16], bodies n: Int, draws: Int) -> (mean: [Double], lower: [Int], upper: [Int]) {
        var mean = [Double](repeating: 0, count: n)
        var lower = [Int](repeating: 0, count: n)
        var upper = [Int](repeating: 0, count: n)
        let tail = Int(0.05 * Double(draws))
        mean.withUnsafeMutableBufferPointer { mean in
            lower.withUnsafeMutableBufferPointer { lower in
                upper.withUnsafeMutableBufferPointer { upper in
                    nonisolated(unsafe) let (mean, lower, upper) = (mean, lower, upper)
                    ranks.withUnsafeBufferPointer { ranks in
                        nonisolated(unsafe) let ranks = ranks
                        // Bodies in groups of a cache line of ranks, each with a histogram of its own.
                        let group = 32
                        ParallelRanges.forEach(count: (n + group - 1) / group, minimum: 1) { range in
                            var counts = [UInt32](repeating: 0, count: group * n)
                            for g in range {
                                let first = g * group
                                let width = min(group, n - first)
                                counts.withUnsafeMutableBufferPointer { counts in
                                    counts.update(repeating: 0)
                                    for draw in 0..<draws {
                                        let row = draw * n + first
                                        for k in 0..<width { counts[k * n + Int(ranks[row + k]) - 1] &+= 1 }
                                    }
                                    for k in 0..<width {
                                        let summary = percentiles(counts, offset: k * n, count: n, draws: draws, tail: tail)
                                        mean[first + k] = summary.mean
                                        lower[first + k] = summary.lower
                                        upper[first + k] = summary.upper
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
        return (mean, lower, upper)
    }

    private static func percentiles(
        _ counts: UnsafeMutableBufferPointer<UInt32>, offset: Int, count n: Int, draws: Int, tail: Int
    ) -> (mean: Double, lower: Int, upper: Int) {
        var (seen, sum, lower, upper) = (0, 0, 0, 0)
        for r in 0..<n {
            let here = Int(counts[offset + r])
            guard here > 0 else { continue }
            seen += here
            sum += here * (r + 1)
            if lower == 0 && seen > tail { lower = r + 1 }
            if upper == 0 && seen >= draws - tail { upper = r + 1 }
        }
        return (Double(sum) / Double(draws), lower, upper)
    }
}

/// Exact descending ranks of many vectors of one length, with buffers that are kept.
///
/// One counting pass over buckets of equal width brings the values near their place, one insertion pass into it. Buckets never decide: values that a bucket holds
/// together are compared as they are.
struct DescendingRanks {
    private let count: Int
    private let buckets: Int
    private var slots: [UInt32]
    private var bucketOf: [UInt32]
    private var sortedValues: [Double]
    private var sortedIndices: [UInt32]

    init(count: Int) {
        self.count = count
        var size = 16
        while size < count { size *= 2 }
        buckets = size
        slots = [UInt32](repeating: 0, count: size + 1)
        bucketOf = [UInt32](repeating: 0, count: count)
        sortedValues = [Double](repeating: 0, count: count)
        sortedIndices = [UInt32](repeating: 0, count: count)
    }

    /// Writes the rank of each value, 1 for the largest; equal values share the better rank.
    mutating func rank(_ values: UnsafeBufferPointer<Double>, into ranks: UnsafeMutableBufferPointer<UInt16>) {
        let n = count
        var (low, high) = (values[0], values[0])
        for i in 1..<max(n, 1) {
            low = min(low, values[i])
            high = max(high, values[i])
        }
        guard high > low else {
            ranks.update(repeating: 1)
            return
        }
        let scale = Double(buckets - 1) / (high - low)
        let shift = high
        guard scale.isFinite, scale > 0, fits(values, shift: shift, scale: scale) else {
            for (i, rank) in CompetitionRanks.descending(Array(values)).enumerated() { ranks[i] = UInt16(rank) }
            return
        }
        slots.withUnsafeMutableBufferPointer { slots in
            bucketOf.withUnsafeMutableBufferPointer { bucketOf in
                sortedValues.withUnsafeMutableBufferPointer { sorted in
                    sortedIndices.withUnsafeMutableBufferPointer { indices in
                        for i in 0..<n {
                            let slot = Int(slots[Int(bucketOf[i])])
                            slots[Int(bucketOf[i])] &+= 1
                            sorted[slot] = values[i]
                            indices[slot] = UInt32(truncatingIfNeeded: i)
                        }
                        for i in 1..<n {
                            let value = sorted[i]
                            guard value > sorted[i - 1] else { continue }
                            let index = indices[i]
                            var j = i
                            while j > 0 && sorted[j - 1] < value {
                                sorted[j] = sorted[j - 1]
                                indices[j] = indices[j - 1]
                                j -= 1
                            }
                            sorted[j] = value
                            indices[j] = index
                        }
                        var rank: UInt16 = 1
                        for i in 0..<n {
                            if i == 0 || sorted[i] != sorted[i - 1] { rank = UInt16(truncatingIfNeeded: i + 1) }
                            ranks[Int(indices[i])] = rank
                        }
                    }
                }
            }
        }
    }

    /// Counts the values in each bucket and turns the counts into first places; false where one bucket is so full that insertion would take long.
    private mutating func fits(_ values: UnsafeBufferPointer<Double>, shift: Double, scale: Double) -> Bool {
        let n = count
        let buckets = buckets
        return slots.withUnsafeMutableBufferPointer { slots in
            bucketOf.withUnsafeMutableBufferPointer { bucketOf in
                slots.update(repeating: 0)
                for i in 0..<n {
                    let bucket = UInt32(truncatingIfNeeded: Int32((shift - values[i]) * scale))
                    bucketOf[i] = bucket
                    slots[Int(bucket) + 1] &+= 1
                }
                var fullest: UInt32 = 0
                for b in 1...buckets {
                    fullest = max(fullest, slots[b])
                    slots[b] &+= slots[b - 1]
                }
                return fullest <= 64
            }
        }
    }
}
