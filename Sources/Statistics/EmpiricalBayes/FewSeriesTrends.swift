#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// The trends of a few series, down to one: ρ and the common variance s₀² are averaged over together; see ``SharedTrends``.
struct FewSeriesTrends {
    let pool: TrendPool
    let level: Double

    /// d₀: how much a few series are taken to resemble each other.
    private static let priorDegreesOfFreedom = 4.0
    private static let variances = 33

    func fit() -> (trends: [SharedTrend], autocorrelation: AutocorrelationPosterior) {
        let m = pool.members.count
        let d0 = Self.priorDegreesOfFreedom
        let nodes = AutocorrelationNodes.even
        let floor = VarianceFloor(pool)
        let fits = nodes.map { NodeFit(pool: pool, rho: $0, floor: floor) }
        let logs = fits.flatMap(\.logVariances)
        let (low, high) = ((logs.min() ?? 0) - 4, (logs.max() ?? 0) + 4)
        // One series says nothing of s₀² that its own variance does not say better.
        let grid = (0..<Self.variances).map { low + (high - low) * Double($0) / Double(Self.variances - 1) }
        var heights: [(node: Int, logVariance: Double, height: Double)] = []
        for (node, fit) in fits.enumerated() {
            let base = -fit.logDeterminants.reduce(0, +) / 2
            for logVariance in grid {
                var height = base
                for member in 0..<m {
                    let d = Double(pool.degreesOfFreedom(member))
                    height -= d / 2 * logVariance + (d0 + d) / 2 * log1p(d / d0 * exp(fit.logVariances[member] - logVariance))
                }
                heights.append((node, logVariance, height))
            }
        }
        let top = heights.reduce(-Double.infinity) { max($0, $1.height) }
        let kept = heights.filter { $0.height > top - 11 }
        let sum = kept.reduce(0) { $0 + exp($1.height - top) }
        var nodeWeights = [Double](repeating: 0, count: nodes.count)
        for part in kept { nodeWeights[part.node] += exp(part.height - top) / sum }
        let posterior = AutocorrelationPosterior(values: nodes, weights: nodeWeights, seriesCount: m)
        let heaviest = kept.max { $0.height < $1.height }!
        let mixture = StudentMixture(capacity: kept.count, level: level)
        let trends = (0..<m).map { member -> SharedTrend in
            let d = Double(pool.degreesOfFreedom(member))
            var trend = SharedTrend.blank
            trend.observations = pool.counts[member]
            trend.autocorrelation = posterior.mean
            trend.degreesOfFreedom = m == 1 ? d : d0 + d
            trend.ownDispersion = exp(fits[heaviest.node].logVariances[member])
            (trend.priorDispersion, trend.priorDegreesOfFreedom) = (exp(heaviest.logVariance), m == 1 ? 0 : d0)
            trend.dispersion = (d0 * exp(heaviest.logVariance) + d * trend.ownDispersion) / (d0 + d)
            trend.center = pool.centers[member]
            trend.height = zip(nodeWeights, fits).reduce(0) { $0 + $1.0 * $1.1.height(of: member) }
            trend.complete(columns: pool.columns[member]) { column in
                mixture.clear()
                for part in kept {
                    let variance = (d0 * exp(part.logVariance) + d * exp(fits[part.node].logVariances[member])) / (d0 + d)
                    let (value, unscaled) = fits[part.node].coefficient(column, of: member)
                    mixture.add(
                        weight: exp(part.height - top) / sum, value: value, error: (variance * unscaled).squareRoot(), degreesOfFreedom: d0 + d)
                }
                return mixture.summary()
            }
            return trend
        }
        return (trends, posterior)
    }
}

extension SharedTrend {
    static let blank = SharedTrend(
        observations: 0, slope: 0, height: 0, center: 0, standardError: 0, lower: 0, upper: 0, statistic: 0, degreesOfFreedom: 0, pValue: 1,
        autocorrelation: 0,
        ownDispersion: 0, dispersion: 0)

    /// Takes slope and steps from the laws of the coefficients, the slope's being number 1.
    mutating func complete(columns: Int, _ law: (Int) -> StudentMixture.Summary) {
        let slope = law(1)
        (self.slope, standardError, lower, upper, pValue) = (slope.mean, slope.error, slope.lower, slope.upper, slope.pValue)
        statistic = slope.mean == 0 ? 0 : slope.mean / slope.error
        for column in 2..<max(columns, 2) {
            let step = law(column)
            steps.append(.init(change: step.mean, standardError: step.error, lower: step.lower, upper: step.upper, pValue: step.pValue))
        }
    }
}
