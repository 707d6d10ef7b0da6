internal import Glibc
public import LinearAlgebra

/// Poisson regression with an effect for every unit and every period (PPML): counts, rates and any non-negative response with a multiplicative mean.
///
/// ```swift
/// let fit = try PoissonFixedEffects().fit(design: x, response: counts, units: bodies, periods: years)
/// exp(fit.coefficients[0]) - 1                  // relative change a unit of the regressor
/// ```
/// Only the mean needs to be right: with errors clustered by unit, over-dispersion and dependence within a unit do no harm.
///
/// **Definition.** E y_it = exp(x_it′β + a_i + d_t + offset_it), fitted by iteratively reweighted least squares with the effects taken out exactly in every step.
/// Units and periods whose responses are all zero have no finite effect: their rows are left out and counted in `droppedRows`.
/// Covariance: clustered by unit (or as given), multiplied by G/(G − 1) as for linear panels without the (n − 1)/(n − K) factor's unit effects; tests are normal.
/// - Complexity: as ``TwoWayFixedEffects``, about eight times.
/// - References: Gourieroux, Monfort & Trognon (1984); Santos Silva & Tenreyro (2006). Test values: pyfixest `fepois`; R `glm` with dummies and sandwich,
///   `Tests/StatisticsTests/ReferenceValues/PanelModels.R`.
public struct PoissonFixedEffects: Sendable, Equatable {
    /// How the covariance is computed; `nil` clusters by unit.
    public let covariance: CovarianceEstimator?

    /// The estimator.
    public init(covariance: CovarianceEstimator? = nil) { self.covariance = covariance }

    /// Fits the model.
    ///
    /// - Parameters: as in ``TwoWayFixedEffects/fit(design:response:units:periods:)``; the response is ≥ 0; `offsets` are logarithms of exposures.
    /// - Throws: the same errors; ``EstimationError/noVariation(value:)`` when every response is zero;
    ///   ``EstimationError/notConverged(iterations:change:)``, as happens when a regressor separates the zeros.
    public func fit(
        design: Matrix, response: [Double], units: [Int], periods: [Int], offsets: [Double]? = nil
    ) throws(EstimationError) -> PanelFit {
        let rows = design.rows
        precondition(
            response.count == rows && units.count == rows && periods.count == rows && offsets?.count ?? rows == rows,
            "\(response.count) responses, \(units.count) units, \(periods.count) periods for \(rows) rows")
        if let index = response.firstIndex(where: { !($0 >= 0 && $0.isFinite) }) { throw .invalidValue(index: index, value: response[index]) }
        if let index = design.elements.firstIndex(where: { !$0.isFinite }) { throw .invalidValue(index: index % rows, value: design.elements[index]) }
        let kept = Self.rowsWithFiniteEffects(response, units, periods)
        guard !kept.isEmpty else { throw .noVariation(value: 0) }
        let x = design.selecting(rows: kept)
        let y = kept.map { response[$0] }
        let offset = kept.map { offsets?[$0] ?? 0 }
        let unitKeys = kept.map { units[$0] }
        let u = DenseCodes.of(unitKeys).codes
        let t = DenseCodes.of(kept.map { periods[$0] }).codes
        var eta = y.map { log(max($0, 0.1)) }
        var mu = eta.map { exp($0) }
        var deviance = Double.infinity
        var change = Double.infinity
        for iteration in 1...100 {
            let projection = TwoWayProjection(units: u, periods: t, weights: mu)
            let working = y.indices.map { eta[$0] - offset[$0] + (y[$0] - mu[$0]) / mu[$0] }
            let inner = try AbsorbedRegression(design: x, response: working, weights: mu, projection: projection)
            let linear = x.product(inner.solution.coefficients)
            let effects = projection.residual(working.indices.map { working[$0] - linear[$0] })
            eta = working.indices.map { min(working[$0] - effects.values[$0] + offset[$0], 700) }
            mu = eta.map { exp($0) }
            let next = Self.deviance(y, mu)
            change = abs(next - deviance) / (abs(next) + 0.1)
            deviance = next
            if change < 1e-13 || (change < 1e-11 && iteration > 30) {
                return try finish(
                    x, y, u, t, mu, inner.solution.coefficients, deviance: deviance, unitKeys: unitKeys, kept: kept, rows: rows, effects: effects)
            }
        }
        throw .notConverged(iterations: 100, change: change)
    }

    private func finish(
        _ x: Matrix, _ y: [Double], _ u: [Int], _ t: [Int], _ mu: [Double], _ coefficients: [Double], deviance: Double, unitKeys: [Int],
        kept: [Int], rows: Int, effects: (values: [Double], unitEffects: [Double], periodEffects: [Double])
    ) throws(EstimationError) -> PanelFit {
        let projection = TwoWayProjection(units: u, periods: t, weights: mu)
        let df = y.count - x.columns - projection.effectCount
        guard df >= 1 else { throw .tooFewObservations(needed: x.columns + projection.effectCount + 1, found: y.count) }
        let residuals = zip(y, mu).map { $0 - $1 }
        let inner = try AbsorbedRegression(design: x, response: zip(residuals, mu).map { $0 / $1 }, weights: mu, projection: projection)
        let scores = zip(residuals, mu).map { $0 / $1.squareRoot() }
        let estimator: CovarianceEstimator
        switch covariance {
        case .clustered(let codes, let correction): estimator = .clustered(kept.map { codes[$0] }, correction)
        case .twoWayClustered(let a, let b): estimator = .twoWayClustered(kept.map { a[$0] }, kept.map { b[$0] })
        case .driscollKraay(let times, let lags): estimator = .driscollKraay(periods: kept.map { times[$0] }, lags: lags)
        case .some(let other): estimator = other
        case nil: estimator = .clustered(unitKeys)
        }
        let nested = covariance == nil
        let sandwich = SandwichCovariance(
            design: inner.design, residuals: scores, weights: mu, bread: inner.solution.inverseGram, observations: y.count,
            parameterCount: x.columns + (nested ? projection.periodCount : projection.effectCount))
        let estimate = try sandwich.estimate(estimator, classicalScale: 1)
        guard estimate.covariance.diagonal.allSatisfy({ $0 >= 0 && $0.isFinite }) else {
            // Counts or regressors whose squares leave the range of doubles.
            let largest = y.indices.max { y[$0] < y[$1] } ?? 0
            throw .invalidValue(index: kept[largest], value: y[largest])
        }
        return PanelFit(
            coefficients: coefficients, covariance: estimate.covariance, observations: y.count, degreesOfFreedom: Double(df),
            testDegreesOfFreedom: coefficients.map { _ in .infinity }, residualSumOfSquares: scores.reduce(0) { $0 + $1 * $1 },
            withinRSquared: nil, deviance: deviance, unitCount: projection.unitCount, periodCount: projection.periodCount,
            effectCount: projection.effectCount, unitEffects: effects.unitEffects, periodEffects: effects.periodEffects,
            condition: inner.solution.condition, droppedRows: rows - kept.count, residuals: residuals, fittedValues: mu)
    }

    /// Rows whose unit and period have a positive response; dropping one may empty the other, so it repeats.
    private static func rowsWithFiniteEffects(_ y: [Double], _ units: [Int], _ periods: [Int]) -> [Int] {
        var rows = Array(y.indices)
        while true {
            let goodUnits = Set(rows.filter { y[$0] > 0 }.map { units[$0] })
            let goodPeriods = Set(rows.filter { y[$0] > 0 }.map { periods[$0] })
            let next = rows.filter { goodUnits.contains(units[$0]) && goodPeriods.contains(periods[$0]) }
            if next.count == rows.count { return rows }
            rows = next
        }
    }

    private static func deviance(_ y: [Double], _ mu: [Double]) -> Double {
        2 * zip(y, mu).reduce(0) { $0 + ($1.0 > 0 ? $1.0 * log($1.0 / $1.1) : 0) - ($1.0 - $1.1) }
    }
}
