internal import LinearAlgebra

/// A test of an assumption of a linear model.
public struct SpecificationTest: Sendable, Equatable {
    /// The test statistic.
    public let statistic: Double
    /// Degrees of freedom: of the χ², or of numerator and denominator of the F.
    public let degreesOfFreedom: [Double]
    /// The p-value.
    public let pValue: Double
}

/// Tests of the assumptions of a linear model, each on a finished fit.
///
/// ```swift
/// let test = try fit.breuschPagan()
/// ```
/// - References: Breusch & Pagan (1979); Koenker (1981); Breusch (1978), Godfrey (1978); Ramsey (1969); Durbin & Watson (1951). Test values: R lmtest,
///   `Tests/StatisticsTests/ReferenceValues/RobustCovariance.R`.
extension LinearModelFit {
    /// The Breusch–Pagan test that the variance of the errors does not depend on the design.
    /// - Parameter studentized: Koenker's form, right without normal errors (default); else the original.
    /// - Throws: ``EstimationError/noVariation(value:)`` when the residuals are all zero.
    public func breuschPagan(studentized: Bool = true) throws(EstimationError) -> SpecificationTest {
        let n = Double(observations)
        let mean = residuals.reduce(0) { $0 + $1 * $1 } / n
        guard mean > 0 else { throw .noVariation(value: 0) }
        let squares = residuals.map { $0 * $0 / mean - 1 }
        let auxiliary = try OrdinaryLeastSquares().fit(design: design, response: squares)
        let fitted = auxiliary.fittedValues.reduce(0) { $0 + $1 * $1 }
        let statistic = studentized ? n * fitted / squares.reduce(0) { $0 + $1 * $1 } : fitted / 2
        return chiSquared(statistic, Double(coefficients.count - (hasIntercept ? 1 : 0)))
    }

    /// The Breusch–Godfrey test that residuals of neighboring rows do not go together, up to `order` rows apart; rows must be in order of time.
    public func breuschGodfrey(order: Int = 1) throws(EstimationError) -> SpecificationTest {
        precondition(order >= 1 && order < design.rows, "order \(order) for \(design.rows) rows")
        var extended = design
        for lag in 1...order {
            extended = extended.appending(column: [Double](repeating: 0, count: lag) + residuals.dropLast(lag))
        }
        let auxiliary = try OrdinaryLeastSquares().fit(design: extended, response: residuals)
        let total = residuals.reduce(0) { $0 + $1 * $1 }
        guard total > 0 else { throw .noVariation(value: 0) }
        return chiSquared(Double(observations) * (1 - auxiliary.residualSumOfSquares / total), Double(order))
    }

    /// Ramsey's test that powers of the fitted values (square and cube) explain nothing more.
    public func reset() throws(EstimationError) -> SpecificationTest {
        let center = fittedValues.reduce(0, +) / Double(fittedValues.count)
        let spread = fittedValues.reduce(0) { max($0, abs($1 - center)) }
        guard spread > 0 else { throw .noVariation(value: center) }
        // Powers about the center span the same space with the linear terms and are better conditioned; that needs the intercept.
        let origin = hasIntercept ? center : 0
        let scaled = fittedValues.map { ($0 - origin) / spread }
        let response = zip(fittedValues, residuals).map { $0 + $1 }
        let extended = design.appending(column: scaled.map { $0 * $0 }).appending(column: scaled.map { $0 * $0 * $0 })
        let larger = try LinearModel.fit(design: extended, tail: nil, response: response, weights: weights, covariance: .classical)
        let statistic = (residualSumOfSquares - larger.residualSumOfSquares) / 2 / (larger.residualSumOfSquares / larger.degreesOfFreedom)
        return SpecificationTest(
            statistic: statistic, degreesOfFreedom: [2, larger.degreesOfFreedom],
            pValue: FDistribution(numerator: 2, denominator: larger.degreesOfFreedom).upperTail(max(statistic, 0)))
    }

    /// The Durbin–Watson statistic Σ(eₜ − eₜ₋₁)²/Σeₜ²: about 2 without autocorrelation, towards 0 with a positive one. Rows must be in order of time.
    public var durbinWatson: Double {
        let differences = zip(residuals.dropFirst(), residuals).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
        return differences / residuals.reduce(0) { $0 + $1 * $1 }
    }

    /// Wald's test that R·β = r, with the covariance chosen: F on the rows of R and the smallest of the tests' degrees of freedom.
    /// - Parameters:
    ///   - restrictions: R as rows, one a restriction, independent.
    ///   - values: r; zeros when left out.
    /// - Throws: ``EstimationError/rankDeficient(rank:columns:)`` when the restrictions are not independent.
    public func waldTest(restrictions: [[Double]], values: [Double]? = nil) throws(EstimationError) -> SpecificationTest {
        let r = Matrix(rows: restrictions)
        precondition(r.columns == coefficients.count, "restrictions on \(r.columns) of \(coefficients.count) coefficients")
        let target = values ?? [Double](repeating: 0, count: r.rows)
        let difference = zip(r.product(coefficients), target).map { $0 - $1 }
        var middle = r.product(covariance).productTransposed(r)
        middle.symmetrize()
        let solved: [Double]
        do { solved = try Cholesky(middle).solve(difference) } catch { throw .rankDeficient(rank: 0, columns: r.rows) }
        let statistic = zip(difference, solved).reduce(0) { $0 + $1.0 * $1.1 } / Double(r.rows)
        let df = testDegreesOfFreedom.min() ?? degreesOfFreedom
        return SpecificationTest(
            statistic: statistic, degreesOfFreedom: [Double(r.rows), df],
            pValue: FDistribution(numerator: Double(r.rows), denominator: df).upperTail(max(statistic, 0)))
    }

    private func chiSquared(_ statistic: Double, _ df: Double) -> SpecificationTest {
        SpecificationTest(
            statistic: statistic, degreesOfFreedom: [df], pValue: ChiSquared(degreesOfFreedom: df).upperTail(max(statistic, 0)))
    }
}
