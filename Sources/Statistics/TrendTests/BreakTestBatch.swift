public import ColumnStore
internal import Synchronization

/// What ``BreakTest`` says of every series; nothing where a series has too few values for it, or one that is not finite.
public typealias BreakColumns = ResultColumns<BreakQuantity>

/// The quantities of a test for a break.
public enum BreakQuantity: Int, ResultQuantity {
    /// max F, infinite where the two pieces leave no residuals.
    case statistic
    /// Number of values before the break, counted among those that are there.
    case breakPosition
    /// The abscissa of the first value after the break.
    case breakAbscissa
    /// The p-value from permutations.
    case pValue
}

extension BreakTest {
    /// Looks for a break in every series of a column: one call for all of them, with the same random orders.
    ///
    /// Every result is that of ``fit(x:y:autocorrelation:)``, bit for bit.
    /// - Parameters:
    ///   - column: The series, missing cells by validity.
    ///   - x: The abscissa of each period, strictly increasing, finite; multiples of one step where an autocorrelation is given.
    ///   - autocorrelation: What the series share; none when `nil`.
    ///   - results: Columns for `column.seriesCount` series; what they held is overwritten.
    /// - Complexity: O(series × permutations × periods²), on all processors.
    /// - References: Test values: ``fit(x:y:autocorrelation:)``.
    public func fit(_ column: SeriesColumn, x: [Double], autocorrelation: AutocorrelationPosterior? = nil, into results: inout BreakColumns) {
        precondition(x.count == column.periodCount, "\(x.count) abscissae for \(column.periodCount) periods")
        precondition(results.seriesCount == column.seriesCount, "results for \(results.seriesCount) series, column of \(column.seriesCount)")
        precondition(zip(x, x.dropFirst()).allSatisfy { $0 < $1 } && x.allSatisfy(\.isFinite), "abscissae must be finite and increase")
        let shared = SharedOrders(permutations)
        let counts = results.observationCounts.base
        let (statistics, positions) = (results.pointer(.statistic), results.pointer(.breakPosition))
        let (abscissae, pValues) = (results.pointer(.breakAbscissa), results.pointer(.pValue))
        ParallelRanges.forEach(count: column.seriesCount, minimum: 8) { range in
            for series in range {
                let y = Array(column.series(series))
                counts[series] = Int32(y.count { $0 != nil })
                let found = try? fit(x: x, y: y, autocorrelation: autocorrelation, orders: shared.orders)
                statistics[series] = found?.statistic ?? .nan
                positions[series] = found.map { Double($0.breakPosition) } ?? .nan
                abscissae[series] = found?.breakAbscissa ?? .nan
                pValues[series] = found?.pValue ?? .nan
            }
        }
    }
}

/// The random orders of each number of values, made when first asked for.
private final class SharedOrders: Sendable {
    private let permutations: PermutationTest
    private let made = Mutex<[Int: PermutationOrders]>([:])

    init(_ permutations: PermutationTest) { self.permutations = permutations }

    func orders(of count: Int) -> PermutationOrders {
        made.withLock { made in
            if let known = made[count] { return known }
            let new = permutations.orders(of: count)
            made[count] = new
            return new
        }
    }
}
