internal import CKernels
internal import LinearAlgebra

/// The search for the subset of smallest determinant: concentration steps from several starts, on standardized data.
struct ConcentrationSearch {
    struct Moments {
        var center: [Double]
        var covariance: Matrix
    }

    struct Candidate {
        var subset: [Int]
        var moments: Moments
        var logDeterminant: Double
        var steps: Int
    }

    private let z: Matrix
    /// The same, an observation a column.
    private let columns: Matrix
    private let subsetSize: Int
    /// Rows whose sums are added up before they are added to the others': the same on every machine.
    private static let chunk = 4096

    init(standardized z: Matrix, subsetSize: Int) {
        self.z = z
        columns = z.transposed()
        self.subsetSize = subsetSize
    }

    /// The best subset of all starts; `nil` when every one ends in a singular covariance.
    func best() -> Candidate? {
        let starts = DeterministicStarts(z).scatters { self.moments($0).covariance }
        var found = [Candidate?](repeating: nil, count: starts.count)
        found.withUnsafeMutableBufferPointer { found in
            nonisolated(unsafe) let found = found
            ParallelRanges.forEach(count: starts.count, minimum: 1) { range in
                for k in range { found[k] = starts[k].flatMap(concentrate) }
            }
        }
        return found.compactMap { $0 }.min { $0.logDeterminant < $1.logDeterminant }
    }

    /// Mean and covariance of some observations.
    func moments(_ subset: [Int]) -> Moments {
        var members = [UInt8](repeating: 0, count: z.rows)
        for i in subset { members[i] = 1 }
        let first = Sums(self, members: members, center: [Double](repeating: 0, count: z.columns), count: subset.count).moments
        // About their own mean the products lose nothing.
        return Sums(self, members: members, center: first.center, count: subset.count).moments
    }

    /// Squared Mahalanobis distances of all observations; `nil` for a singular covariance.
    func squaredDistances(_ moments: Moments) -> [Double]? {
        guard let factor = factor(moments.covariance) else { return nil }
        return distances(moments.center, factor)
    }

    private func factor(_ covariance: Matrix) -> Cholesky? {
        guard let factor = try? Cholesky(covariance), factor.condition < 1e14 else { return nil }
        return factor
    }

    private func distances(_ center: [Double], _ factor: Cholesky) -> [Double] {
        let (n, p) = (z.rows, z.columns)
        let whitening = factor.solveTransposedFactor(.identity(p)).transposed()
        return [Double](unsafeUninitializedCapacity: n) { result, count in
            withScratch(of: kernel_concentration_scratch(p)) { scratch in
                kernel_whitened_squares(z.elements, n, 0, n, p, center, whitening.elements, scratch, result.baseAddress)
            }
            count = n
        }
    }

    private func withScratch(of count: Int, _ body: (UnsafeMutablePointer<Double>) -> Void) {
        withUnsafeTemporaryAllocation(byteCount: count * 8, alignment: 64) { buffer in
            if let base = buffer.bindMemory(to: Double.self).baseAddress { body(base) }
        }
    }

    /// From a preliminary scatter to the subset where concentration stands still.
    private func concentrate(_ scatter: Matrix) -> Candidate? {
        guard let start = startingDistances(scatter) else { return nil }
        var selection = Selection(count: z.rows)
        selection.choose(start, (z.rows + 1) / 2)
        guard let first = squaredDistances(sums(selection.members, (z.rows + 1) / 2).moments) else { return nil }
        selection.choose(first, subsetSize)
        var sums = sums(selection.members, subsetSize)
        for step in 1...200 {
            guard let distances = squaredDistances(sums.moments) else { return nil }
            selection.choose(distances, subsetSize)
            if selection.isUnchanged {
                // Sums that were carried along may have lost digits: what stands still must do so from fresh ones.
                if sums.isFresh { return candidate(selection.subset, steps: step) }
                sums = self.sums(selection.members, subsetSize)
            } else {
                sums.exchange(selection, in: columns)
                if sums.hasLostDigits { sums = self.sums(selection.members, subsetSize) }
            }
        }
        return candidate(selection.subset, steps: 200)
    }

    private func sums(_ members: [UInt8], _ count: Int) -> Sums {
        Sums(self, members: members, center: [Double](repeating: 0, count: z.columns), count: count)
    }

    private func candidate(_ subset: [Int], steps: Int) -> Candidate? {
        let moments = moments(subset)
        guard let factor = factor(moments.covariance) else { return nil }
        return Candidate(subset: subset, moments: moments, logDeterminant: factor.logDeterminant, steps: steps)
    }

    /// Distances in the axes of a scatter, where robust scales replace eigenvalues, and medians the center.
    private func startingDistances(_ scatter: Matrix) -> [Double]? {
        guard let eigen = try? SymmetricEigen(scatter) else { return nil }
        let (n, p) = (z.rows, z.columns)
        let projected = z.product(eigen.vectors)
        var result = [Double](repeating: 0, count: n)
        var isRegular = true
        projected.elements.withUnsafeBufferPointer { projected in
            result.withUnsafeMutableBufferPointer { result in
                for j in 0..<p {
                    let axis = UnsafeBufferPointer(rebasing: projected[(j * n)..<((j + 1) * n)])
                    let (median, scale) = OrderSelection.medianAndDeviation(axis)
                    if !(scale > 0) { isRegular = false }
                    let inverse = 1 / scale
                    for i in 0..<n {
                        let d = (axis[i] - median) * inverse
                        result[i] += d * d
                    }
                }
            }
        }
        return isRegular ? result : nil
    }

    /// Who belongs to the subset, and who came and went at the last choice.
    private struct Selection {
        var members: [UInt8]
        private(set) var entered: [UInt32]
        private(set) var left: [UInt32]
        private(set) var enteredCount = 0
        private(set) var leftCount = 0
        private var scratch: [Double]

        init(count: Int) {
            members = [UInt8](repeating: 0, count: count)
            entered = [UInt32](repeating: 0, count: count + 1)
            left = entered
            scratch = [Double](repeating: 0, count: count + 1)
        }

        mutating func choose(_ values: [Double], _ count: Int) {
            kernel_smallest_members(values, members.count, count, &scratch, &members, &entered, &enteredCount, &left, &leftCount)
        }

        var isUnchanged: Bool { enteredCount == 0 && leftCount == 0 }
        var subset: [Int] { members.indices.filter { members[$0] != 0 } }
    }

    /// Sums and products of the members about a center.
    private struct Sums {
        private let center: [Double]
        private let count: Int
        private var sums: [Double]
        private var cross: [Double]
        private(set) var isFresh = true
        /// The largest diagonal of the products since they were summed afresh.
        private var largest: Double

        init(_ search: ConcentrationSearch, members: [UInt8], center: [Double], count: Int) {
            let (n, p) = (search.z.rows, search.z.columns)
            self.center = center
            self.count = count
            var sums = [Double](repeating: 0, count: p)
            var cross = [Double](repeating: 0, count: p * p)
            search.withScratch(of: kernel_concentration_scratch(p)) { scratch in
                var part = [Double](repeating: 0, count: p)
                var products = [Double](repeating: 0, count: p * p)
                for first in stride(from: 0, to: n, by: ConcentrationSearch.chunk) {
                    kernel_member_moments(
                        search.z.elements, n, first, min(n, first + ConcentrationSearch.chunk), p, center, members, scratch, &part, &products)
                    for j in 0..<p { sums[j] += part[j] }
                    for i in 0..<(p * p) { cross[i] += products[i] }
                }
            }
            self.sums = sums
            self.cross = cross
            largest = Self.trace(cross, p)
        }

        private static func trace(_ cross: [Double], _ p: Int) -> Double { (0..<p).reduce(0) { $0 + cross[$1 * p + $1] } }

        /// Adds who came and takes away who went; only about a center of zero.
        mutating func exchange(_ selection: Selection, in columns: Matrix) {
            let p = columns.rows
            kernel_exchange_moments(columns.elements, p, selection.entered, selection.enteredCount, 1, &sums, &cross)
            largest = max(largest, Self.trace(cross, p))
            kernel_exchange_moments(columns.elements, p, selection.left, selection.leftCount, -1, &sums, &cross)
            isFresh = false
        }

        /// Whether far values were taken away, which leave their rounding behind.
        var hasLostDigits: Bool { largest > 1e3 * Self.trace(cross, sums.count) }

        var moments: Moments {
            let p = sums.count
            let n = Double(count)
            return Moments(
                center: (0..<p).map { center[$0] + sums[$0] / n },
                covariance: Matrix(rows: p, columns: p) { c in
                    for j in 0..<p {
                        for i in 0...j {
                            let value = (cross[j * p + i] - sums[i] / n * sums[j]) / (n - 1)
                            c[j * p + i] = value
                            c[i * p + j] = value
                        }
                    }
                })
        }
    }
}
