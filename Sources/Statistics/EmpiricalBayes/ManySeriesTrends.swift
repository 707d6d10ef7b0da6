#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// The trends of a pool of series large enough to tell ρ and how dispersions depend on size; see ``SharedTrends``.
struct ManySeriesTrends {
    let pool: TrendPool
    let level: Double

    func fit() -> (trends: [SharedTrend], autocorrelation: AutocorrelationPosterior) {
        let m = pool.members.count
        let shrinkage = SizeTrendedShrinkage(logSizes: pool.logSizes, degreesOfFreedom: (0..<m).map(pool.degreesOfFreedom))
        let floor = VarianceFloor(pool)
        let (nodes, shares) = AutocorrelationNodes.around { rho in roughHeight(rho, shrinkage, floor) }
        let fits = nodes.map { NodeFit(pool: pool, rho: $0, floor: floor) }
        let priors = fits.map { shrinkage.prior(logVariances: $0.logVariances) }
        let heights = zip(fits, priors).map { -$0.logDeterminants.reduce(0, +) / 2 + $1.logLikelihood }
        let top = heights.max() ?? 0
        let raw = zip(heights, shares).map { exp($0 - top) * $1 }
        let sum = raw.reduce(0, +)
        let kept = raw.indices.filter { raw[$0] > 1e-6 * sum }
        let keptSum = kept.reduce(0) { $0 + raw[$1] }
        let weights = kept.map { raw[$0] / keptSum }
        let posterior = AutocorrelationPosterior(values: kept.map { nodes[$0] }, weights: weights, seriesCount: m)
        let heaviest = weights.indices.max { weights[$0] < weights[$1] } ?? 0
        let blank = SharedTrend.blank
        let trends = [SharedTrend](unsafeUninitializedCapacity: m) { buffer, count in
            nonisolated(unsafe) let target = buffer.baseAddress!
            ParallelRanges.forEach(count: m, minimum: 128) { range in
                let mixture = StudentMixture(capacity: kept.count, level: level)
                for member in range {
                    var trend = blank
                    let d = Double(pool.degreesOfFreedom(member))
                    func law(_ coefficient: Int) -> StudentMixture.Summary {
                        mixture.clear()
                        for (index, node) in kept.enumerated() {
                            let (d0, s0) = (priors[node].degreesOfFreedom[member], priors[node].variances[member])
                            let own = exp(fits[node].logVariances[member])
                            let variance = (d0 * s0 + d * own) / (d0 + d)
                            let (value, unscaled) = fits[node].coefficient(coefficient, of: member)
                            mixture.add(
                                weight: weights[index], value: value, error: (variance * unscaled).squareRoot(),
                                degreesOfFreedom: min(d0 + d, shrinkage.pooledDegreesOfFreedom))
                        }
                        return mixture.summary()
                    }
                    let node = kept[heaviest]
                    let (d0, s0) = (priors[node].degreesOfFreedom[member], priors[node].variances[member])
                    trend.ownDispersion = exp(fits[node].logVariances[member])
                    trend.dispersion = (d0 * s0 + d * trend.ownDispersion) / (d0 + d)
                    (trend.priorDispersion, trend.priorDegreesOfFreedom) = (s0, d0)
                    trend.degreesOfFreedom = min(d0 + d, shrinkage.pooledDegreesOfFreedom)
                    trend.autocorrelation = posterior.mean
                    trend.observations = pool.counts[member]
                    trend.center = pool.centers[member]
                    for (index, node) in kept.enumerated() { trend.height += weights[index] * fits[node].height(of: member) }
                    trend.complete(columns: pool.columns[member], law)
                    (target + member).initialize(to: trend)
                }
            }
            count = m
        }
        return (trends, posterior)
    }

    /// The likelihood of ρ to first order about the fit without autocorrelation.
    private func roughHeight(_ rho: Double, _ shrinkage: SizeTrendedShrinkage, _ floor: VarianceFloor) -> Double {
        let m = pool.members.count
        let lags = LagTable(rho: rho, periods: pool.periods)
        var logVariances = [Double](repeating: 0, count: m)
        var determinants = [Double](repeating: 0, count: m)
        logVariances.withUnsafeMutableBufferPointer { variances in
            determinants.withUnsafeMutableBufferPointer { determinants in
                nonisolated(unsafe) let (variances, determinants) = (variances.baseAddress!, determinants.baseAddress!)
                pool.weighted.withUnsafeBufferPointer { rows in
                    pool.gaps.withUnsafeBufferPointer { gaps in
                        nonisolated(unsafe) let (rows, gaps) = (rows.baseAddress!, gaps.baseAddress!)
                        ParallelRanges.forEach(count: m, minimum: 512) { range in
                            let solver = pool.solver()
                            for member in range {
                                let part = solver.profile(
                                    rows: rows + member * pool.periods * pool.stride, gaps: gaps + member * pool.periods, count: pool.counts[member],
                                    columns: pool.columns[member], lags)
                                variances[member] = floor.logVariance(part?.square ?? 0, degreesOfFreedom: pool.degreesOfFreedom(member))
                                determinants[member] = part?.logDeterminant ?? 0
                            }
                        }
                    }
                }
            }
        }
        return shrinkage.roughLogLikelihood(logVariances: logVariances) - determinants.reduce(0, +) / 2
    }
}

/// The variance below which a series counts as lying on its line: 1e-5 of the median, for a logarithm of 0 says nothing.
struct VarianceFloor {
    private let least: Double

    init(_ pool: TrendPool) {
        let solver = pool.solver()
        let lags = LagTable(rho: 0, periods: pool.periods)
        let variances = pool.members.indices.map { member in
            pool.weighted.withUnsafeBufferPointer { rows in
                pool.gaps.withUnsafeBufferPointer { gaps in
                    let part = solver.profile(
                        rows: rows.baseAddress! + member * pool.periods * pool.stride, gaps: gaps.baseAddress! + member * pool.periods,
                        count: pool.counts[member], columns: pool.columns[member], lags)
                    return (part?.square ?? 0) / Double(pool.degreesOfFreedom(member))
                }
            }
        }.sorted()
        let median = variances.isEmpty ? 0 : variances[variances.count / 2]
        least = max(1e-5 * median, 1e-280)
    }

    func logVariance(_ square: Double, degreesOfFreedom: Int) -> Double { log(max(square / Double(degreesOfFreedom), least)) }
}

/// All series of a pool at one value of ρ.
struct NodeFit {
    /// log s² of each series, at least the floor's.
    private(set) var logVariances: [Double]
    /// log|R| + log|X′R⁻¹X|.
    private(set) var logDeterminants: [Double]
    /// Coefficients from the slope on, each with its variance over σ², two numbers a column.
    private var coefficients: [Double]
    private let width: Int
    private var heights: [Double]

    init(pool: TrendPool, rho: Double, floor: VarianceFloor) {
        let m = pool.members.count
        let lags = LagTable(rho: rho, periods: pool.periods)
        let width = 2 * (pool.coefficientStride - 1)
        self.width = width
        logVariances = Array(repeating: 0, count: m)
        logDeterminants = Array(repeating: 0, count: m)
        coefficients = Array(repeating: 0, count: m * width)
        heights = Array(repeating: 0, count: m)
        logVariances.withUnsafeMutableBufferPointer { variances in
            logDeterminants.withUnsafeMutableBufferPointer { determinants in
                coefficients.withUnsafeMutableBufferPointer { coefficients in
                    heights.withUnsafeMutableBufferPointer { heights in
                        nonisolated(unsafe) let (variances, determinants) = (variances.baseAddress!, determinants.baseAddress!)
                        nonisolated(unsafe) let (coefficients, heights) = (coefficients.baseAddress!, heights.baseAddress!)
                        Self.fit(pool, lags) { member, solver in
                            variances[member] = floor.logVariance(solver.square, degreesOfFreedom: pool.degreesOfFreedom(member))
                            determinants[member] = solver.logDeterminant
                            heights[member] = solver.coefficients[0]
                            for column in 1..<pool.columns[member] {
                                coefficients[member * width + 2 * column - 2] = solver.coefficients[column]
                                coefficients[member * width + 2 * column - 1] = solver.variances[column]
                            }
                        }
                    }
                }
            }
        }
    }

    /// The coefficient of the constant.
    func height(of member: Int) -> Double { heights[member] }

    /// A coefficient of a member, from 1 for the slope, with its variance over σ².
    func coefficient(_ column: Int, of member: Int) -> (value: Double, variance: Double) {
        (coefficients[member * width + 2 * column - 2], coefficients[member * width + 2 * column - 1])
    }

    private static func fit(_ pool: TrendPool, _ lags: LagTable, _ store: @escaping (Int, WhitenedSolver) -> Void) {
        nonisolated(unsafe) let store = store
        pool.withRows { rows, weighted, gaps, start in
            nonisolated(unsafe) let (rows, weighted, gaps, start) = (rows, weighted, gaps, start)
            ParallelRanges.forEach(count: pool.members.count, minimum: 128) { range in
                let solver = pool.solver()
                for member in range {
                    let first = member * pool.periods * pool.stride
                    let (begin, own) = (start + member * pool.coefficientStride, gaps + member * pool.periods)
                    let (count, columns) = (pool.counts[member], pool.columns[member])
                    let isFitted = solver.fit(
                        rows: rows + first, gaps: own, count: count, columns: columns, isCount: pool.response == .counts, start: begin, lags)
                    if !isFitted {
                        solver.step(from: begin, rows: rows + first, weighted: weighted + first, gaps: own, count: count, columns: columns, lags)
                    }
                    store(member, solver)
                }
            }
        }
    }
}
