import Statistics

/// How far the cells of a series lie from what its own years say, the effects of the years taken out: the residuals of a median polish.
///
/// **Definition.** The series is its median; where a step between two years with ``fewestBeside`` values on either side, or a line after Theil and Sen, at least halves the mean absolute deviation,
/// it is that instead, so that a lasting change of level is not a string of outliers, nor a steady rise one of two. Cells left out as wrong tell nothing of this. The
/// scale is 1/(1 + μ̂) + s̃², s̃² the square of the series' median absolute deviation, less counting noise, moderated by that of all series (``VariancePrior``); a median absolute deviation of n
/// values is worth .37·(n − 1) degrees of freedom.
/// - References: Tukey (1977), *Exploratory Data Analysis*; Rousseeuw & Croux (1993), *JASA* 88, 1273–1283 (efficiency of the MAD).
struct PolishedSeries {
    /// Fewest values of a series for its own years to speak alone.
    static let fewest = 5
    /// Fewest values on either side of a step.
    static let fewestBeside = 3
    /// By how much the mean absolute deviation must fall for a step or a line.
    private static let leastGain = 0.5
    /// A series that keeps nearer to its median than this needs no other shape.
    private static let steady = 0.1
    private static let efficiency = 0.37

    /// Room for the values of one series, used again for the next.
    struct Scratch {
        fileprivate var periods: [Int] = []
        fileprivate var values: [Double] = []
        fileprivate var sorting: [Double]

        init(periods: Int) { sorting = [Double](repeating: 0, count: max(1, periods * (periods + 1) / 2)) }

        /// The median of some of the values.
        fileprivate mutating func median(_ range: Range<Int>) -> Double {
            for index in range { sorting[index - range.lowerBound] = values[index] }
            return Median.ofFirst(range.count, in: &sorting)
        }

        fileprivate func deviation(_ shape: Shape) -> Double {
            var sum = 0.0
            for (period, value) in zip(periods, values) { sum += (value - shape[period]).magnitude }
            return sum / Double(values.count)
        }
    }

    /// A level, a line, or two levels.
    fileprivate struct Shape {
        var level: Double
        var slope = 0.0
        /// The first period of the second level.
        var change = Int.max
        var after = 0.0

        subscript(_ period: Int) -> Double { period >= change ? after : level + slope * Double(period) }
    }

    let series: Int
    private let shape: Shape
    /// The variance about the shape by the median absolute deviation, and by squares: each with the part of it that counting makes, and its degrees of freedom.
    let spread: VariancePrior.Entry
    let squares: VariancePrior.Entry

    /// The shape of a series; `nil` for one with too few values, or that never moves, such as zeros.
    init?(_ series: Int, _ fit: RobustPanelFit, effects: [Double], _ scratch: inout Scratch) {
        scratch.periods.removeAll(keepingCapacity: true)
        scratch.values.removeAll(keepingCapacity: true)
        var (first, varies): (Double?, Bool) = (nil, false)
        for period in 0..<fit.periods {
            guard let z = fit.finite(series, period) else { continue }
            scratch.periods.append(period)
            scratch.values.append(z - effects[series * fit.periods + period])
            if let first, first != z { varies = true }
            first = first ?? z
        }
        let count = scratch.values.count
        guard count >= Self.fewest, varies else { return nil }
        self.series = series
        var shape = Shape(level: scratch.median(0..<count))
        var deviation = scratch.deviation(shape)
        if deviation > Self.steady, count >= 2 * Self.fewestBeside {
            let bound = Self.leastGain * deviation
            for other in [Self.line(&scratch), Self.step(&scratch)] {
                let mine = scratch.deviation(other)
                if mine < bound, mine < deviation { (shape, deviation) = (other, mine) }
            }
        }
        self.shape = shape
        var (noise, sum) = (0.0, 0.0)
        for (index, period) in scratch.periods.enumerated() {
            let rest = scratch.values[index] - shape[period]
            scratch.sorting[index] = rest.magnitude
            sum += rest * rest
            noise += 1 / (1 + max(RobustPanelFit.expm1(shape[period] + effects[series * fit.periods + period]), 0))
        }
        let middle = 1.4826 * Median.ofFirst(count, in: &scratch.sorting)
        let degrees = Double(count - 1)
        noise /= Double(count)
        spread = VariancePrior.Entry(
            variance: middle * middle * Double(count) / degrees, noise: noise, degreesOfFreedom: max(1, Self.efficiency * degrees))
        squares = VariancePrior.Entry(variance: sum / degrees, noise: noise, degreesOfFreedom: degrees)
    }

    /// The predictions of the cells of the series, also of those left out as wrong.
    func predictions(_ fit: RobustPanelFit, effects: [Double], prior: VariancePrior) -> [RobustPanelFit.Prediction] {
        let (variance, degrees) = prior.posterior(max(0, spread.variance - spread.noise), degreesOfFreedom: spread.degreesOfFreedom)
        let present = (0..<fit.periods).filter { fit.observed(series, $0) != nil }
        return present.compactMap { period in
            guard let z = fit.observed(series, period) else { return nil }
            let mean = min(max(RobustPanelFit.expm1(shape[period] + effects[series * fit.periods + period]), 0.05), 1e300)
            return RobustPanelFit.Prediction(
                series: series, period: period, observed: RobustPanelFit.expm1(z), mean: mean, dispersion: variance,
                standardized: (z - RobustPanelFit.log1p(mean)) / (1 / (1 + mean) + variance).squareRoot(), others: present.count - 1,
                degreesOfFreedom: degrees, isAtEnd: period == present.first || period == present.last, isPolished: true)
        }
    }

    // MARK: Shapes

    private static func line(_ scratch: inout Scratch) -> Shape {
        let count = scratch.values.count
        var pairs = 0
        for i in 0..<count {
            for j in (i + 1)..<count {
                scratch.sorting[pairs] = (scratch.values[j] - scratch.values[i]) / Double(scratch.periods[j] - scratch.periods[i])
                pairs += 1
            }
        }
        let slope = Median.ofFirst(pairs, in: &scratch.sorting)
        for index in 0..<count { scratch.sorting[index] = scratch.values[index] - slope * Double(scratch.periods[index]) }
        return Shape(level: Median.ofFirst(count, in: &scratch.sorting), slope: slope)
    }

    private static func step(_ scratch: inout Scratch) -> Shape {
        let count = scratch.values.count
        var best = (deviation: Double.infinity, shape: Shape(level: 0))
        for place in fewestBeside...(count - fewestBeside) {
            let shape = Shape(level: scratch.median(0..<place), change: scratch.periods[place], after: scratch.median(place..<count))
            let mine = scratch.deviation(shape)
            if mine < best.deviation { best = (mine, shape) }
        }
        return best.shape
    }
}
