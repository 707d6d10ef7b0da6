internal import CKernels

/// The largest standardized difference between any two of many independent deviations, draw by draw.
///
/// Deviations are kept in single precision, bodies in the order of their errors. Within blocks of bodies whose errors are alike, (max of one block − min of
/// another) over the least error of their pairs bounds all pairs of the two blocks; only blocks whose bound is beyond what was found already are looked into.
/// - Complexity: O(bodies) to draw and O(blocks²) for the bounds of a draw; O(draws · bodies) memory, 4 bytes each.
struct IndependentPairs {
    private static let block = 32

    private let order: [Int]
    private let variances: [Float]
    private let draws: Int
    /// Deviations, draw by draw, each in `order`.
    private let deviations: [Float]

    init(standardErrors: [Double], degreesOfFreedom: [Double]?, draws: Int, seed: UInt64) {
        let count = standardErrors.count
        let order = standardErrors.indices.sorted { (standardErrors[$0], $0) < (standardErrors[$1], $1) }
        // Single precision neither over- nor underflows for errors within fifteen digits of the largest; smaller ones count as that, but for 0.
        let unit = max(standardErrors.max() ?? 0, .leastNormalMagnitude)
        let errors = standardErrors.map { $0 > 0 ? max($0 / unit, 1e-15) : 0 }
        self.order = order
        self.draws = draws
        variances = order.map { Float(errors[$0] * errors[$0]) }
        let scales = order.map { Float(errors[$0]) }
        let twice = order.map { index in degreesOfFreedom.map { Self.twiceOver($0[index]) } ?? 0 }
        deviations = [Float](unsafeUninitializedCapacity: count * draws) { buffer, filled in
            nonisolated(unsafe) let out = buffer.baseAddress
            ParallelRanges.forEach(count: count > 0 ? draws : 0, minimum: 64) { range in
                for draw in range { kernel_student_deviations(seed, UInt64(draw), count, twice, scales, out! + draw * count) }
            }
            filled = count * draws
        }
    }

    /// The deviations of one draw, body by body, in units of the largest error.
    func deviations(ofDraw draw: Int) -> [Float] {
        var own = [Float](repeating: 0, count: order.count)
        for (slot, index) in order.enumerated() { own[index] = deviations[draw * order.count + slot] }
        return own
    }

    /// Beyond this many degrees of freedom the law is the normal one to six digits.
    private static let manyDegrees = 1e6

    private static func twiceOver(_ degrees: Double) -> Float { degrees < manyDegrees ? Float(min(2 / degrees, 1e6)) : 0 }

    /// The maximum of each draw over the pairs whose byte is set, `isOpen[j * bodies + k]`, for both orders of a pair; 0 without any.
    func maxima(_ isOpen: [UInt8]) -> [Double] {
        let count = order.count
        var open = [UInt8](repeating: 0, count: count * count)
        for (row, j) in order.enumerated() {
            for (column, k) in order.enumerated() { open[row * count + column] = isOpen[j * count + k] }
        }
        let pairs = blockPairs(open)
        var result = [Double](repeating: 0, count: draws)
        result.withUnsafeMutableBufferPointer { result in
            open.withUnsafeBufferPointer { open in
                deviations.withUnsafeBufferPointer { deviations in
                    variances.withUnsafeBufferPointer { variances in
                        nonisolated(unsafe) let (result, open, z, v) = (result, open.baseAddress, deviations.baseAddress, variances.baseAddress)
                        guard let open, let z, let v else { return }
                        ParallelRanges.forEach(count: draws, minimum: 16) { range in
                            var search = Search(blocks: (count + Self.block - 1) / Self.block, pairs: pairs.count)
                            for draw in range {
                                result[draw] = Double(search.maximum(z + draw * count, v, open, count, pairs)).squareRoot()
                            }
                        }
                    }
                }
            }
        }
        return result
    }

    /// Two blocks with a pair that is open, and the reciprocal of the least variance of a difference between them.
    private struct BlockPair {
        let first: Int
        let second: Int
        let weight: Float
    }

    private func blockPairs(_ open: [UInt8]) -> [BlockPair] {
        let count = order.count
        let blocks = (count + Self.block - 1) / Self.block
        var pairs: [BlockPair] = []
        for a in 0..<blocks {
            for b in a..<blocks {
                let columns = b * Self.block..<min(count, (b + 1) * Self.block)
                let isOpen = (a * Self.block..<min(count, (a + 1) * Self.block)).contains { row in
                    open[row * count + columns.lowerBound..<row * count + columns.upperBound].contains(1)
                }
                let least = variances[a * Self.block] + variances[b * Self.block]
                if isOpen { pairs.append(BlockPair(first: a, second: b, weight: least > 0 ? 1 / least : .infinity)) }
            }
        }
        return pairs
    }

    /// Memory of one processor, kept from draw to draw.
    private struct Search {
        var lowest: [Float]
        var highest: [Float]
        var bounds: [Float]

        init(blocks: Int, pairs: Int) {
            lowest = [Float](repeating: 0, count: blocks)
            highest = lowest
            bounds = [Float](repeating: 0, count: pairs)
        }

        /// The largest square of a standardized difference.
        mutating func maximum(
            _ z: UnsafePointer<Float>, _ variances: UnsafePointer<Float>, _ open: UnsafePointer<UInt8>, _ count: Int, _ pairs: [BlockPair]
        ) -> Float {
            for block in lowest.indices {
                let start = block * IndependentPairs.block
                var (low, high) = (z[start], z[start])
                for index in start..<min(count, start + IndependentPairs.block) {
                    low = min(low, z[index])
                    high = max(high, z[index])
                }
                (lowest[block], highest[block]) = (low, high)
            }
            var widest = 0
            for (index, pair) in pairs.enumerated() {
                let difference = max(highest[pair.first] - lowest[pair.second], highest[pair.second] - lowest[pair.first])
                bounds[index] = difference > 0 ? difference * difference * pair.weight : 0
                if bounds[index] > bounds[widest] { widest = index }
            }
            guard !pairs.isEmpty else { return 0 }
            var largest = look(pairs[widest], z, variances, open, count, 0)
            // A bound in single precision may fall short of a value by rounding: a little slack keeps the maximum right.
            for (index, pair) in pairs.enumerated() where bounds[index] * 1.00001 > largest {
                largest = look(pair, z, variances, open, count, largest)
            }
            return largest
        }

        private func look(
            _ pair: BlockPair, _ z: UnsafePointer<Float>, _ variances: UnsafePointer<Float>, _ open: UnsafePointer<UInt8>, _ count: Int,
            _ largest: Float
        ) -> Float {
            let size = IndependentPairs.block
            return kernel_pair_maximum(
                z, variances, open, count, pair.first * size, min(count, (pair.first + 1) * size), pair.second * size,
                min(count, (pair.second + 1) * size), largest)
        }
    }
}
