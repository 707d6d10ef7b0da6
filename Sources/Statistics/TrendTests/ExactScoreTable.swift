internal import ColumnStore

/// Exact two-sided p-values of Kendall's S, computed once for a batch: without ties up to a number of values, with ties up to ten.
struct ExactScoreTable: Sendable {
    /// For each number of values, the doubled tail by the number of inversions.
    private let untied: [[Double]]
    private static let tied = tiedTails(upTo: 10)

    /// The table for up to `limit` values without ties.
    init(limit: Int) {
        var law = [1.0]
        var tails: [[Double]] = [[1]]
        for count in stride(from: 1, through: limit, by: 1) {
            law = KendallScore.adding(to: law, placed: count - 1)
            tails.append(Self.doubledTail(law))
        }
        untied = tails
    }

    /// The p-value of |S| = `score` among `count` different values; `nil` beyond the table.
    func pValue(count: Int, score: Int) -> Double? {
        count < untied.count ? untied[count][(count * (count - 1) / 2 - score) / 2] : nil
    }

    /// The p-value of |S| = `score` of a series with ties, at most ten values.
    func pValue(score: Int, tiesOf series: SeriesRow) -> Double {
        withUnsafeTemporaryAllocation(of: Double.self, capacity: 10) { values in
            var count = 0
            for value in series {
                guard let value else { continue }
                values[count] = value
                count += 1
            }
            var key: UInt64 = 0
            var untied = count * (count - 1) / 2
            for i in 0..<count where !values[..<i].contains(values[i]) {
                let size = values[i..<count].count { $0 == values[i] }
                key += Self.key(groupOf: size)
                untied -= size * (size - 1) / 2
            }
            return Self.tied[key]?[(untied - score) / 2] ?? .nan
        }
    }

    /// Four bits for the number of groups of each size.
    private static func key(groupOf size: Int) -> UInt64 { 1 << UInt64(4 * (size - 1)) }

    private static func doubledTail(_ law: [Double]) -> [Double] {
        var sum = 0.0
        return law.map { probability in
            sum += probability
            return min(1, 2 * sum)
        }
    }

    /// The tails for every way in which up to `limit` values may be tied.
    private static func tiedTails(upTo limit: Int) -> [UInt64: [Double]] {
        var tails: [UInt64: [Double]] = [:]
        func extend(_ sizes: [Int], left: Int) {
            if !sizes.isEmpty {
                tails[sizes.reduce(0) { $0 + key(groupOf: $1) }] = doubledTail(KendallScore.inversions(tieSizes: sizes.reversed()))
            }
            for size in stride(from: 1, through: min(left, sizes.last ?? left), by: 1) { extend(sizes + [size], left: left - size) }
        }
        extend([], left: limit)
        return tails
    }
}
