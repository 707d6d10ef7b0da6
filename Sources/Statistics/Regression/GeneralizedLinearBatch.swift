public import ColumnStore
internal import Glibc

/// What ``GeneralizedLinearModel/fit(_:x:offsets:trials:into:)`` says of every series.
///
/// Nothing exists where ``GeneralizedLinearModel/fit(design:response:offsets:trials:)`` would throw: below three values, without any event (or any failure), with a value that no
/// count or proportion has.
public typealias GeneralizedTrendColumns = ResultColumns<GeneralizedTrendQuantity>

/// The quantities of a trend on the scale of a link.
public enum GeneralizedTrendQuantity: Int, ResultQuantity {
    /// β̂, the change of the linear predictor per unit of *x*.
    case slope
    /// α̂, the linear predictor at x = 0.
    case intercept
    /// Standard error of the slope.
    case standardError
    /// β̂/SE.
    case statistic
    /// Two-sided p-value of a slope of 0: by t on n − 2 degrees of freedom for the quasi families, else normal.
    case pValue
    /// The deviance.
    case deviance
    /// φ̂, X²/(n − 2) for the quasi families, else 1.
    case dispersion
    /// α of the negative binomial, 0 otherwise.
    case overdispersion
    /// Values whose mean ran to 0 (or 1, for proportions): the slope has no finite maximum.
    case fittedAtBoundary
}

extension GeneralizedLinearModel {
    /// Fits a trend g(E y) = α + βx + offset to every series of a column: one call for a million of them.
    ///
    /// ```swift
    /// var trends = GeneralizedTrendColumns(seriesCount: column.seriesCount)
    /// GeneralizedLinearModel(family: .quasiPoisson).fit(column, x: years, offsets: logPopulation, into: &trends)
    /// exp(trends[.slope, 0] ?? 0) - 1                // change a year
    /// ```
    /// By the steps of ``fit(design:response:offsets:trials:)``; agrees with it to about 1e-10.
    ///
    /// **Missing values.** Cells that are not valid in the column, the offsets or the trials are left out.
    /// - Parameters:
    ///   - column: Counts, or proportions in [0, 1]; missing cells by validity.
    ///   - x: The abscissa of each period, strictly increasing, finite.
    ///   - offsets: Added to α + βx, same shape; zero when left out.
    ///   - trials: For proportions, > 0, same shape; one each when left out.
    ///   - results: Columns for `column.seriesCount` series; what they held is overwritten.
    /// - Precondition: ``covariance`` is `classical`: one series has no clusters, and is too short for the others.
    /// - Complexity: O(series × periods) a step, about six steps, on all processors.
    /// - References: Test values: ``fit(design:response:offsets:trials:)``.
    public func fit(
        _ column: SeriesColumn, x: [Double], offsets: SeriesColumn? = nil, trials: SeriesColumn? = nil, into results: inout GeneralizedTrendColumns
    ) {
        precondition(covariance == .classical, "the trends of single series have classical standard errors, not \(covariance)")
        precondition(x.count == column.periodCount, "\(x.count) abscissae for \(column.periodCount) periods")
        precondition(results.seriesCount == column.seriesCount, "results for \(results.seriesCount) series, column of \(column.seriesCount)")
        precondition(zip(x, x.dropFirst()).allSatisfy { $0 < $1 } && x.allSatisfy(\.isFinite), "abscissae must be finite and increase")
        precondition(trials == nil || family.isProportion, "trials for a family of counts")
        for other in [offsets, trials].compactMap({ $0 }) {
            precondition(
                other.seriesCount == column.seriesCount && other.periodCount == column.periodCount,
                "\(other.seriesCount) × \(other.periodCount) beside \(column.seriesCount) × \(column.periodCount)")
        }
        let counts = results.observationCounts.base
        let pointers = GeneralizedTrendQuantity.allCases.map { results.pointer($0) }
        ParallelRanges.forEach(count: column.seriesCount, minimum: 32) { range in
            for series in range {
                let data = TrendData(column, x, offsets, trials, series: series)
                counts[series] = Int32(data.y.count)
                let found = trend(data)
                for quantity in GeneralizedTrendQuantity.allCases { pointers[quantity.rawValue][series] = found?[quantity.rawValue] ?? .nan }
            }
        }
    }

    /// The quantities of one series in their order; `nil` where there is no fit.
    private func trend(_ data: TrendData) -> [Double]? {
        let (n, y) = (data.y.count, data.y)
        let top = family.isProportion ? 1.0 : Double.greatestFiniteMagnitude
        guard n >= 3, y.allSatisfy({ $0 >= 0 && $0 <= top }), data.offsets.allSatisfy(\.isFinite),
            data.trials.allSatisfy({ $0 > 0 && $0.isFinite }), y.contains(where: { $0 != 0 }), !family.isProportion || y.contains(where: { $0 != 1 })
        else { return nil }
        let line = LineDesign(data.x)
        let squares = ReweightedLeastSquares(family: family, design: line, response: y, offsets: data.offsets, weights: data.trials)
        guard let (state, alpha) = try? squares.solve() else { return nil }
        let working = squares.workingWeights(state.mu, alpha)
        let pearson = y.indices.reduce(0.0) { sum, i in
            let residual = y[i] - state.mu[i]
            return residual == 0 ? sum : sum + residual * residual * data.trials[i] / family.variance(state.mu[i], alpha)
        }
        let dispersion = family.hasScale ? pearson / Double(n - 2) : 1
        let error = (dispersion / line.spread(working)).squareRoot() / line.unit
        let slope = state.coefficients[1] / line.unit
        let statistic = slope == 0 ? 0 : slope / error
        let p = family.hasScale ? StudentT(degreesOfFreedom: Double(n - 2)).twoSidedPValue(statistic) : Normal().twoSidedPValue(statistic)
        return [
            slope, state.coefficients[0] - slope * line.origin, error, statistic, p, state.deviance, dispersion, alpha,
            Double(family.atBoundary(state.mu)),
        ]
    }
}

/// The values of one series that are there.
private struct TrendData {
    var (x, y, offsets, trials): ([Double], [Double], [Double], [Double]) = ([], [], [], [])

    init(_ column: SeriesColumn, _ abscissae: [Double], _ offsetColumn: SeriesColumn?, _ trialColumn: SeriesColumn?, series: Int) {
        for period in abscissae.indices {
            guard let value = column[series, period] else { continue }
            let (offset, trial) = (offsetColumn.map { $0[series, period] } ?? 0, trialColumn.map { $0[series, period] } ?? 1)
            guard let offset, let trial else { continue }
            x.append(abscissae[period])
            y.append(value)
            offsets.append(offset)
            trials.append(trial)
        }
    }
}

/// A constant and an abscissa, the latter less its middle in units of the span.
private struct LineDesign: WeightedDesign {
    let origin: Double
    let unit: Double
    private let t: [Double]

    var columns: Int { 2 }

    init(_ x: [Double]) {
        origin = x[x.count / 2]
        unit = x[x.count - 1] - x[0]
        let (origin, unit) = (origin, unit)
        t = x.map { ($0 - origin) / unit }
    }

    func weightedSolution(_ response: [Double], roots: [Double], iteration: Int) throws(EstimationError) -> [Double] {
        let weights = roots.map { $0 * $0 }
        let sum = weights.reduce(0, +)
        guard sum > 0, sum.isFinite else { throw .notConverged(iterations: iteration, change: .infinity) }
        let (meanT, meanZ) = (dot(weights, t) / sum, dot(weights, response) / sum)
        var (square, product) = (0.0, 0.0)
        for i in t.indices {
            let u = t[i] - meanT
            square += weights[i] * u * u
            product += weights[i] * u * (response[i] - meanZ)
        }
        // All weight on one abscissa tells no slope.
        guard square > 1e-28 * sum else { throw .rankDeficient(rank: 1, columns: 2) }
        let slope = product / square
        return [meanZ - slope * meanT, slope]
    }

    func linearPredictor(_ coefficients: [Double]) -> [Double] { t.map { coefficients[0] + coefficients[1] * $0 } }

    /// Σw(t − t̄)².
    func spread(_ weights: [Double]) -> Double {
        let sum = weights.reduce(0, +)
        let mean = dot(weights, t) / sum
        return t.indices.reduce(0) { $0 + weights[$1] * (t[$1] - mean) * (t[$1] - mean) }
    }

    private func dot(_ a: [Double], _ b: [Double]) -> Double { a.indices.reduce(0) { $0 + a[$1] * b[$1] } }
}
