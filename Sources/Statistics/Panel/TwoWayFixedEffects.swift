public import LinearAlgebra

/// Linear regression with an effect for every unit and every period, the effects taken out exactly.
///
/// ```swift
/// let fit = try TwoWayFixedEffects(covariance: .clustered(bodies)).fit(design: x, response: y, units: bodies, periods: years)
/// ```
/// **Definition.** y_it = x_it′β + a_i + d_t + e_it. The effects leave through a Schur complement of the order of the smaller set: no iteration, balanced or
/// with holes, several rows a cell allowed. The design has no intercept.
///
/// **Degrees of freedom.** A clustered covariance is multiplied by G/(G − 1)·(n − 1)/(n − K); K counts the regressors and the effects, but not those of units
/// that lie within one cluster each (their loss is in the clusters already). `cr2` takes the periods as regressors of the data less unit means.
///
/// **Missing values.** Leave rows out before. Units with one row fit themselves and change nothing but the counts.
/// - Complexity: O(rows·k² + units·periods²).
/// - References: Wansbeek & Kapteyn (1989), *J. Econometrics* 41, 341–361; Pustejovsky & Tipton (2018). Test values: pyfixest; R plm and clubSandwich,
///   `Tests/StatisticsTests/ReferenceValues/PanelModels.py` and `PanelModels.R`.
public struct TwoWayFixedEffects: Sendable, Equatable {
    /// How the covariance is computed; `nil` clusters by unit.
    public let covariance: CovarianceEstimator?

    /// The estimator.
    public init(covariance: CovarianceEstimator? = nil) { self.covariance = covariance }

    /// Fits the model.
    ///
    /// - Parameters:
    ///   - design: regressors, rows × k.
    ///   - response: y, one a row.
    ///   - units: a code of the unit, one a row.
    ///   - periods: a code of the period, one a row, in order of time.
    /// - Throws: ``EstimationError/tooFewObservations(needed:found:)``; ``EstimationError/rankDeficient(rank:columns:)`` also for a regressor that does not
    ///   vary within units and periods; ``EstimationError/invalidValue(index:value:)`` also for a column whose squares leave the range of doubles.
    public func fit(design: Matrix, response: [Double], units: [Int], periods: [Int]) throws(EstimationError) -> PanelFit {
        let rows = design.rows
        precondition(
            response.count == rows && units.count == rows && periods.count == rows,
            "\(response.count) responses, \(units.count) units, \(periods.count) periods for \(rows) rows")
        guard rows > 0 else { throw .tooFewObservations(needed: design.columns + 3, found: 0) }
        if let index = response.firstIndex(where: { !$0.isFinite }) { throw .invalidValue(index: index, value: response[index]) }
        if let index = design.elements.firstIndex(where: { !$0.isFinite }) { throw .invalidValue(index: index % rows, value: design.elements[index]) }
        for column in [response[...]] + (0..<design.columns).map({ design.elements[($0 * rows)..<(($0 + 1) * rows)] }) {
            if let value = RepresentableRange.outside(column) {
                throw .invalidValue(index: column.firstIndex(of: value).map { $0 % rows } ?? 0, value: value)
            }
        }
        let unitCodes = DenseCodes.of(units)
        let periodCodes = DenseCodes.of(periods)
        let projection = TwoWayProjection(units: unitCodes.codes, periods: periodCodes.codes)
        let k = design.columns
        let df = rows - k - projection.effectCount
        guard df >= 1 else { throw .tooFewObservations(needed: k + projection.effectCount + 1, found: rows) }
        let inner = try AbsorbedRegression(design: design, response: response, weights: nil, projection: projection)
        let estimator = covariance ?? .clustered(units)
        let estimate: SandwichCovariance.Estimate
        if case .clustered(let clusters, .cr2) = estimator {
            estimate = try biasReduced(design, response, unitCodes.codes, periodCodes.codes, clusters)
        } else {
            let counted = k + effectsCounted(estimator, units: unitCodes.codes, projection)
            let sandwich = SandwichCovariance(
                design: inner.design, residuals: inner.solution.residuals, weights: nil, bread: inner.solution.inverseGram, observations: rows,
                parameterCount: counted)
            estimate = try sandwich.estimate(estimator, classicalScale: inner.solution.residualSumOfSquares / Double(df))
        }
        let total = inner.response.reduce(0) { $0 + $1 * $1 }
        let linear = design.product(inner.solution.coefficients)
        let effects = projection.residual(zip(response, linear).map { $0 - $1 })
        return PanelFit(
            coefficients: inner.solution.coefficients, covariance: estimate.covariance, observations: rows, degreesOfFreedom: Double(df),
            testDegreesOfFreedom: estimate.degreesOfFreedom, residualSumOfSquares: inner.solution.residualSumOfSquares,
            withinRSquared: total > 0 ? 1 - inner.solution.residualSumOfSquares / total : nil, deviance: nil, unitCount: projection.unitCount,
            periodCount: projection.periodCount, effectCount: projection.effectCount, unitEffects: effects.unitEffects,
            periodEffects: effects.periodEffects, condition: inner.solution.condition, droppedRows: 0, residuals: inner.solution.residuals,
            fittedValues: zip(response, inner.solution.residuals).map { $0 - $1 })
    }

    /// Effects that count as parameters of the small-sample factor.
    private func effectsCounted(_ estimator: CovarianceEstimator, units: [Int], _ projection: TwoWayProjection) -> Int {
        guard case .clustered(let clusters, _) = estimator else { return projection.effectCount }
        var clusterOf: [Int: Int] = [:]
        for (unit, cluster) in zip(units, clusters) {
            if clusterOf[unit, default: cluster] != cluster { return projection.effectCount }
            clusterOf[unit] = cluster
        }
        return projection.periodCount
    }

    /// CR2 on the data less unit means, with the periods but one as regressors.
    private func biasReduced(
        _ design: Matrix, _ response: [Double], _ units: [Int], _ periods: [Int], _ clusters: [Int]
    ) throws(EstimationError) -> SandwichCovariance.Estimate {
        let last = periods.max() ?? 0
        let none = [Int](repeating: 0, count: units.count)
        let within = TwoWayProjection(units: units, periods: none)
        var columns = (0..<design.columns).map { within.residual(design.column($0)).values }
        for period in 0..<last { columns.append(within.residual(periods.map { $0 == period ? 1 : 0 }).values) }
        let fit = try OrdinaryLeastSquares(covariance: .clustered(clusters, .cr2))
            .fit(design: Matrix(columns: columns), response: within.residual(response).values)
        let kept = 0..<design.columns
        return SandwichCovariance.Estimate(
            covariance: Matrix(fit.covariance[rows: kept, columns: kept]), degreesOfFreedom: Array(fit.testDegreesOfFreedom[kept]))
    }
}

/// The magnitudes whose squares, and so whose covariances, a double can hold with all digits.
enum RepresentableRange {
    /// The largest value of a column, when it is so large or so small that its square is no proper double; `nil` for a column of zeros.
    static func outside(_ column: ArraySlice<Double>) -> Double? {
        guard let largest = column.max(by: { abs($0) < abs($1) }), abs(largest) > 1e150 || tiny(abs(largest)) != nil else { return nil }
        return largest
    }

    /// The magnitude, when it is not zero but its square is no proper double.
    static func tiny(_ magnitude: Double) -> Double? { magnitude > 0 && magnitude < 1e-140 ? magnitude : nil }
}

/// A least-squares problem with the effects taken out of every column, weighted rows multiplied by the root of their weight.
struct AbsorbedRegression {
    let design: Matrix
    let response: [Double]
    let solution: LeastSquares

    init(design: Matrix, response: [Double], weights: [Double]?, projection: TwoWayProjection) throws(EstimationError) {
        let roots = weights?.map { $0.squareRoot() }
        var columns: [[Double]] = []
        for j in 0..<design.columns {
            let column = design.column(j)
            var residual = projection.residual(column).values
            // What the effects explain to the last digit leaves rounding that must not pass for variation.
            let before = column.reduce(0) { max($0, abs($1)) }
            let after = residual.reduce(0) { max($0, abs($1)) }
            if after <= 1e-12 * before { residual = [Double](repeating: 0, count: residual.count) }
            columns.append(roots.map { zip(residual, $0).map { $0 * $1 } } ?? residual)
        }
        let target = projection.residual(response).values
        let absorbed = Matrix(columns: columns)
        let scaled = roots.map { zip(target, $0).map { $0 * $1 } } ?? target
        self.design = absorbed
        self.response = scaled
        do {
            solution = try LeastSquares(design: absorbed, response: scaled, refinements: weights == nil ? 2 : 1)
        } catch {
            throw .solver(error)
        }
        guard solution.rank == design.columns else { throw .rankDeficient(rank: solution.rank, columns: design.columns) }
    }
}
