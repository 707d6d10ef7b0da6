#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// The series of one indicator that can have a trend, packed: observed years, design and response of each, and the fit without autocorrelation.
///
/// The row of an observation has the design's columns and then the response, times the root of its weight where the response is a count: what the restricted likelihood of ρ needs, to
/// first order about the fit without autocorrelation for counts, and exactly otherwise.
final class TrendPool: @unchecked Sendable {
    /// Positions of the series among those given.
    private(set) var members: [Int] = []
    /// Observations of each.
    private(set) var counts: [Int] = []
    /// Columns of each design.
    private(set) var columns: [Int] = []
    /// The mean of each one's observed periods.
    private(set) var centers: [Double] = []
    /// The logarithm of each one's size.
    private(set) var logSizes: [Double] = []
    let response: SharedTrends.Response
    let periods: Int
    /// Doubles of a row, and the columns that it has room for.
    let stride: Int
    /// Whether rows have the logarithm of an exposure behind the response.
    let hasOffset: Bool
    /// Coefficients kept of a series.
    var coefficientStride: Int { stride - (hasOffset ? 2 : 1) }

    /// A solver for the rows of the pool.
    func solver() -> WhitenedSolver { WhitenedSolver(periods: periods, stride: stride, hasOffset: hasOffset) }

    /// Years since the observation before, 0 for the first; `periods` a series.
    private(set) var gaps: [Int32] = []
    /// Unweighted design and value; `periods · stride` a series.
    private(set) var rows: [Double] = []
    /// Weighted design and residual.
    private(set) var weighted: [Double] = []
    /// The coefficients without autocorrelation.
    private(set) var start: [Double] = []

    /// Calls `body` with the rows, the weighted rows, the gaps and the coefficients without autocorrelation.
    func withRows(
        _ body: (UnsafePointer<Double>, UnsafePointer<Double>, UnsafePointer<Int32>, UnsafePointer<Double>) -> Void
    ) {
        rows.withUnsafeBufferPointer { rows in
            weighted.withUnsafeBufferPointer { weighted in
                gaps.withUnsafeBufferPointer { gaps in
                    start.withUnsafeBufferPointer { start in body(rows.baseAddress!, weighted.baseAddress!, gaps.baseAddress!, start.baseAddress!) }
                }
            }
        }
    }

    /// Residual degrees of freedom of a member.
    func degreesOfFreedom(_ member: Int) -> Int { counts[member] - columns[member] }

    init(
        values: [Double], periods: Int, logSizes: [Double], steps: [[Int]], response: SharedTrends.Response, logExposures: [Double] = []
    ) {
        self.response = response
        self.periods = periods
        hasOffset = !logExposures.isEmpty
        stride = (hasOffset ? 4 : 3) + (steps.lazy.map(\.count).max() ?? 0)
        let candidates = logSizes.count
        gaps.reserveCapacity(candidates * periods)
        rows.reserveCapacity(candidates * periods * stride)
        let solver = self.solver()
        let independent = LagTable(rho: 0, periods: periods)
        for series in 0..<candidates {
            let breaks = steps.isEmpty ? [] : steps[series]
            append(series, values, logExposures, logSize: logSizes[series], steps: breaks, solver, independent)
        }
        if response == .values { weighted = rows }
    }

    private func append(
        _ series: Int, _ values: [Double], _ logExposures: [Double], logSize: Double, steps: [Int], _ solver: WhitenedSolver,
        _ independent: LagTable
    ) {
        let base = series * periods
        var (count, sum, first, last) = (0, 0.0, -1, -1)
        for period in 0..<periods where !values[base + period].isNaN {
            count += 1
            sum += Double(period)
            if first < 0 { first = period }
            last = period
        }
        let p = 2 + steps.count
        guard count > p else { return }
        var isSeparated = false
        if response == .counts {
            // Nothing anywhere, or all at one end: half an event a year keeps the maximum finite.
            var (before, after) = (0.0, 0.0)
            for period in 0..<periods where !values[base + period].isNaN {
                if period != first { after += values[base + period] }
                if period != last { before += values[base + period] }
            }
            isSeparated = before == 0 || after == 0
        }
        let center = sum / Double(count)
        let (gapStart, rowStart) = (gaps.count, rows.count)
        var previous = -1
        for period in 0..<periods where !values[base + period].isNaN {
            gaps.append(previous < 0 ? 0 : Int32(period - previous))
            previous = period
            rows.append(1)
            rows.append(Double(period) - center)
            for step in steps { rows.append(period >= step ? 1 : 0) }
            rows.append(values[base + period] + (isSeparated ? 0.5 : 0))
            if hasOffset { rows.append(logExposures[base + period]) }
            for _ in (p + (hasOffset ? 2 : 1))..<stride { rows.append(0) }
        }
        for _ in count..<periods {
            gaps.append(0)
            for _ in 0..<stride { rows.append(0) }
        }
        let isFitted = rows.withUnsafeBufferPointer { rows in
            gaps.withUnsafeBufferPointer { gaps in
                solver.fit(
                    rows: rows.baseAddress! + rowStart, gaps: gaps.baseAddress! + gapStart, count: count, columns: p, isCount: response == .counts,
                    start: nil, independent)
            }
        }
        guard isFitted else {
            gaps.removeLast(periods)
            rows.removeLast(periods * stride)
            return
        }
        members.append(series)
        counts.append(count)
        columns.append(p)
        logSizes.append(logSize)
        centers.append(center)
        for index in 0..<coefficientStride { start.append(index < p ? solver.coefficients[index] : 0) }
        if response == .counts {
            let size = periods * stride
            let target = weighted.count
            weighted.append(contentsOf: repeatElement(0, count: size))
            weighted.withUnsafeMutableBufferPointer { solver.copyLinearization(into: $0.baseAddress! + target, count: count, columns: p) }
        }
    }
}

/// What a value of ρ does at each gap between observations.
struct LagTable {
    /// ρ.
    let rho: Double
    /// ρ^gap.
    let memory: [Double]
    /// 1/√(1 − ρ^{2·gap}); 1 for no gap, which is the first observation.
    let scale: [Double]
    /// log(1 − ρ^{2·gap}); 0 for no gap.
    let logVariance: [Double]

    init(rho: Double, periods: Int) {
        self.rho = rho
        var memory = [0.0]
        var power = 1.0
        for _ in 1..<max(periods, 2) {
            power *= rho
            memory.append(power)
        }
        self.memory = memory
        scale = memory.map { 1 / (1 - $0 * $0).squareRoot() }
        logVariance = memory.map { log1p(-$0 * $0) }
    }
}
