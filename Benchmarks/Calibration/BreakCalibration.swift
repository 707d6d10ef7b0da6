import ColumnStore
import Dispatch
import Statistics
import Synchronization

/// How often the search for a break finds one in series that have none.
struct BreakCalibration {
    /// Groups of a hundred series for each cell.
    let groups: Int

    /// What the search is told of the autocorrelation.
    private enum Knowledge: String, CaseIterable {
        case none = "none: years as exchangeable"
        case few = "what ten series say"
        case many = "what a hundred series say"

        var seriesCount: Int {
            switch self {
            case .none: 0
            case .few: 10
            case .many: 100
            }
        }
    }

    private static let groupSize = 100
    /// Series of a group that are searched.
    private static let searched = 10

    func run(lengths: [Int], correlations: [Double]) {
        print(
            """
            Share of series without a break in which one is found at 5 % (± standard error), by what the search is told of the autocorrelation: level and slope changing, four values \
            on either side, 499 permutations; normal errors, \(groups * Self.searched) series a cell.

            """)
        print("| |" + Knowledge.allCases.map(\.rawValue).joined(separator: "|") + "|")
        print("|---|" + String(repeating: "---|", count: Knowledge.allCases.count))
        for years in lengths {
            for rho in correlations {
                print("|n = \(years), ρ = \(rho)|" + rates(years: years, rho: rho).map(\.textWithError).joined(separator: "|") + "|")
            }
        }
    }

    private func rates(years: Int, rho: Double) -> [ClusteredRate] {
        let results = Mutex([ClusteredRate](repeating: ClusteredRate(), count: Knowledge.allCases.count))
        DispatchQueue.concurrentPerform(iterations: groups) { group in
            let found = self.found(years: years, rho: rho, group: group)
            results.withLock { all in
                for (index, count) in found.enumerated() { all[index].add(hits: count, of: Self.searched) }
            }
        }
        return results.withLock { $0 }
    }

    private func found(years: Int, rho: Double, group: Int) -> [Int] {
        var source = CalibrationSeries(generator: Philox(seed: UInt64(years) &* 1_000_003 &+ UInt64(rho * 10), stream: UInt64(group)))
        let abscissae = (0..<years).map(Double.init)
        let series = (0..<Self.groupSize).map { _ in source.errors(count: years, rho: rho) }
        let column = SeriesColumn(series.prefix(Self.searched).map { $0.map { $0 } }, periodCount: years)
        let test = BreakTest(model: .trend, margin: 4, permutations: PermutationTest(permutations: 499, seed: UInt64(group)))
        return Knowledge.allCases.map { knowledge in
            let shared = knowledge == .none ? nil : try? AutocorrelationPosterior(x: abscissae, series: Array(series.prefix(knowledge.seriesCount)))
            var columns = BreakColumns(seriesCount: Self.searched)
            test.fit(column, x: abscissae, autocorrelation: shared, into: &columns)
            return columns.withColumn(.pValue) { $0.count { $0 <= 0.05 } }
        }
    }
}
