internal import CKernels
internal import LinearAlgebra

#if os(Linux)
    internal import Glibc
#endif

/// The kernel of ``WeightSensitivity``: scores by matrix products over blocks of draws, ranks by a radix sort of each draw, turned so that a body's are together.
enum RankSimulation {
    /// Draws in a block: as many as fill a cache line with a body's ranks.
    private static let block = 32

    /// `ranks[body * draws + draw]`, 1 for the largest score.
    static func ranks(_ x: Matrix, weights: Matrix) -> [UInt16] {
        let (n, draws) = (x.rows, weights.columns)
        return [UInt16](unsafeUninitializedCapacity: n * draws) { ranks, count in
            nonisolated(unsafe) let out = ranks
            askForLargePages(UnsafeMutableRawBufferPointer(ranks))
            BLASThreads.with(1) {
                ParallelRanges.forEach(count: (draws + block - 1) / block, minimum: 1) { range in
                    var workspace = Workspace(bodies: n, block: block)
                    for b in range {
                        let columns = (b * block)..<min(draws, (b + 1) * block)
                        workspace.rank(x.view, weights[rows: 0..<weights.rows, columns: columns])
                        if let base = out.baseAddress { workspace.turn(count: columns.count, stride: draws, into: base + b * block) }
                    }
                }
            }
            count = n * draws
        }
    }

    /// Mean rank and the fifth and ninety-fifth percentiles of each body.
    static func summary(_ ranks: [UInt16], bodies n: Int, draws: Int) -> (mean: [Double], lower: [Int], upper: [Int]) {
        var mean = [Double](repeating: 0, count: n)
        var lower = [Int64](repeating: 0, count: n)
        var upper = [Int64](repeating: 0, count: n)
        let tail = Int(0.05 * Double(draws))
        mean.withUnsafeMutableBufferPointer { mean in
            lower.withUnsafeMutableBufferPointer { lower in
                upper.withUnsafeMutableBufferPointer { upper in
                    ranks.withUnsafeBufferPointer { ranks in
                        nonisolated(unsafe) let (mean, lower, upper, ranks) = (mean, lower, upper, ranks)
                        ParallelRanges.forEach(count: n, minimum: 16) { range in
                            var scratch = [UInt32](repeating: 0, count: 2 * (n + 1))
                            guard let ranks = ranks.baseAddress, let mean = mean.baseAddress, let lower = lower.baseAddress,
                                let upper = upper.baseAddress
                            else { return }
                            for body in range {
                                kernel_rank_band(ranks + body * draws, draws, n, tail, &scratch, mean + body, lower + body, upper + body)
                            }
                        }
                    }
                }
            }
        }
        return (mean, lower.map(Int.init), upper.map(Int.init))
    }

    /// Memory that a large result is written to for the first time costs more to map in small pages than to fill.
    private static func askForLargePages(_ memory: UnsafeMutableRawBufferPointer) {
        #if os(Linux)
            let page = 1 << 21
            guard memory.count >= 4 * page, let start = memory.baseAddress else { return }
            let first = start.alignedUp(toMultipleOf: page)
            let last = (start + memory.count).alignedDown(toMultipleOf: page)
            if first < last { _ = madvise(first, last - first, MADV_HUGEPAGE) }
        #endif
    }

    /// Buffers of one processor, kept from block to block.
    private struct Workspace {
        private let bodies: Int
        private var scores: [Double]
        private var keys: [UInt64]
        private var ranks: [UInt16]

        init(bodies: Int, block: Int) {
            self.bodies = bodies
            scores = [Double](repeating: 0, count: bodies * block)
            keys = [UInt64](repeating: 0, count: 2 * bodies)
            ranks = [UInt16](repeating: 0, count: bodies * block)
        }

        /// Scores and ranks of the bodies under a block of weights.
        mutating func rank(_ x: MatrixView, _ weights: MatrixView) {
            let n = bodies
            scores.withUnsafeMutableBufferPointer { x.writeProduct(weights, into: $0) }
            scores.withUnsafeBufferPointer { scores in
                ranks.withUnsafeMutableBufferPointer { ranks in
                    guard let values = scores.baseAddress, let out = ranks.baseAddress else { return }
                    for k in 0..<weights.columns where kernel_descending_ranks(values + k * n, n, &keys, out + k * n) == 0 {
                        let sorted = CompetitionRanks.descending(Array(scores[(k * n)..<((k + 1) * n)]))
                        for (i, rank) in sorted.enumerated() { ranks[k * n + i] = UInt16(rank) }
                    }
                }
            }
        }

        /// Writes the block's ranks, body by body.
        func turn(count: Int, stride: Int, into out: UnsafeMutablePointer<UInt16>) {
            kernel_rank_turn(ranks, count, bodies, stride, out)
        }
    }
}
