import LinearAlgebra
import Statistics
import Testing

struct RobustReference: Decodable {
    struct Model: Decodable {
        var coefficients, classical, hc0, hc1, hc2, hc3, hc4, cr0, cr1, cr2, cr2Degrees, twoWay: [Double]
        var rSquared, adjustedRSquared, fStatistic, logLikelihood, aic: Double
        var leverage, cook, dfbetas, internallyStudentized, externallyStudentized, dffits, covratio: [Double]
    }
    struct Outcome: Decodable { var statistic, p: Double }
    struct Predicted: Decodable { var mean, confidenceLower, predictionUpper: [Double] }
    var body, year: [Int]
    var x, z, w, y: [Double]
    var ols, wls: Model
    var driscollKraay: [[Double]]
    var prediction: Predicted
    var breuschPagan, breuschPaganClassical, durbinWatson, breuschGodfrey, reset: Outcome
    var design: Matrix { Matrix(columns: [x, z]).prependingIntercept() }
}

private func agree(_ found: [Double], _ expected: [Double], relative: Double = 1e-10, absolute: Double = 0) -> Bool {
    found.count == expected.count && zip(found, expected).allSatisfy { agrees($0, $1, relative: relative, absolute: absolute) }
}

@Suite("Linear regression")
struct RegressionTests {
    let reference: RobustReference

    init() throws { reference = try ReferenceFile.load("RobustCovariance") }

    private func fit(_ weighted: Bool, _ covariance: CovarianceEstimator) throws -> LinearModelFit {
        weighted
            ? try WeightedLeastSquares(weights: reference.w, covariance: covariance).fit(design: reference.design, response: reference.y)
            : try OrdinaryLeastSquares(covariance: covariance).fit(design: reference.design, response: reference.y)
    }

    @Test("coefficients, classical errors and criteria agree with R", arguments: [false, true])
    func classical(weighted: Bool) throws {
        let expected = weighted ? reference.wls : reference.ols
        let fit = try fit(weighted, .classical)
        #expect(agree(fit.coefficients, expected.coefficients))
        #expect(agree(fit.covariance.elements, expected.classical))
        #expect(agrees(fit.rSquared ?? 0, expected.rSquared))
        #expect(agrees(fit.adjustedRSquared ?? 0, expected.adjustedRSquared))
        #expect(agrees(fit.fStatistic ?? 0, expected.fStatistic))
        #expect(agrees(fit.logLikelihood, expected.logLikelihood))
        #expect(agrees(fit.akaikeCriterion, expected.aic))
        #expect(fit.hasIntercept)
        let wald = try fit.waldTest(restrictions: [[0, 1, 0], [0, 0, 1]])
        #expect(agrees(wald.statistic, expected.fStatistic))
    }

    @Test("robust covariances agree with sandwich and clubSandwich", arguments: [false, true])
    func robust(weighted: Bool) throws {
        let expected = weighted ? reference.wls : reference.ols
        let heteroskedastic = [expected.hc0, expected.hc1, expected.hc2, expected.hc3, expected.hc4]
        for (correction, values) in zip(HeteroskedasticityCorrection.allCases, heteroskedastic) {
            #expect(agree(try fit(weighted, .heteroskedastic(correction)).covariance.elements, values), "\(correction)")
        }
        let clustered = [expected.cr0, expected.cr1, expected.cr2]
        for (correction, values) in zip(ClusterCorrection.allCases, clustered) {
            let fit = try fit(weighted, .clustered(reference.body, correction))
            #expect(agree(fit.covariance.elements, values), "\(correction)")
            if correction == .cr2 {
                #expect(agree(fit.testDegreesOfFreedom, expected.cr2Degrees))
            } else {
                #expect(fit.testDegreesOfFreedom == [8, 8, 8])
            }
        }
        #expect(agree(try fit(weighted, .twoWayClustered(reference.body, reference.year)).covariance.elements, expected.twoWay))
    }

    @Test("Driscoll–Kraay agrees with plm at 0, 1 and 2 lags", arguments: 0...2)
    func driscollKraay(lags: Int) throws {
        let fit = try fit(false, .driscollKraay(periods: reference.year, lags: lags))
        #expect(agree(fit.covariance.elements, reference.driscollKraay[lags], absolute: 1e-16))
        #expect(fit.testDegreesOfFreedom == [8, 8, 8])
    }

    @Test("influence measures agree with R", arguments: [false, true])
    func influence(weighted: Bool) throws {
        let expected = weighted ? reference.wls : reference.ols
        let influence = InfluenceMeasures(try fit(weighted, .classical))
        #expect(agree(influence.leverages, expected.leverage))
        #expect(agree(influence.standardizedResiduals, expected.internallyStudentized))
        #expect(agree(influence.studentizedResiduals, expected.externallyStudentized))
        #expect(agree(influence.cooksDistance, expected.cook))
        #expect(agree(influence.dffits, expected.dffits))
        #expect(agree(influence.covarianceRatios, expected.covratio))
        let columns = (0..<3).flatMap { k in influence.dfbetas.map { $0[k] } }
        #expect(agree(columns, expected.dfbetas, absolute: 1e-14))
    }

    @Test("specification tests agree with lmtest")
    func specification() throws {
        let fit = try fit(false, .classical)
        for (test, expected) in [
            (try fit.breuschPagan(), reference.breuschPagan), (try fit.breuschPagan(studentized: false), reference.breuschPaganClassical),
            (try fit.breuschGodfrey(order: 2), reference.breuschGodfrey), (try fit.reset(), reference.reset),
        ] {
            #expect(agrees(test.statistic, expected.statistic))
            #expect(agrees(test.pValue, expected.p))
        }
        #expect(agrees(fit.durbinWatson, reference.durbinWatson.statistic))
    }

    @Test("predictions carry the intervals of R's predict")
    func prediction() throws {
        let new = Matrix(columns: [[1, 1, 1], [0, 1.5, 3], [0.5, 1, 2]])
        let predicted = try fit(false, .classical).predict(new)
        #expect(agree(predicted.map(\.mean), reference.prediction.mean))
        #expect(agree(predicted.map { $0.confidenceInterval(level: 0.9).lower }, reference.prediction.confidenceLower))
        #expect(agree(predicted.map { $0.predictionInterval(level: 0.9).upper }, reference.prediction.predictionUpper))
    }

    @Test("shifts and scales of the data move the coefficients as they must")
    func equivariance() throws {
        let base = try fit(false, .heteroskedastic(.hc3))
        let moved = try OrdinaryLeastSquares(covariance: .heteroskedastic(.hc3))
            .fit(
                design: Matrix(columns: [reference.x.map { 1e6 + 1000 * $0 }, reference.z]).prependingIntercept(),
                response: reference.y.map { 5 - 2 * $0 })
        #expect(agrees(moved.coefficients[1], -2 * base.coefficients[1] / 1000, relative: 1e-9))
        #expect(agrees(moved.statistic[1], -base.statistic[1], relative: 1e-8))
        #expect(agrees(moved.rSquared ?? 0, base.rSquared ?? 1, relative: 1e-10))
    }

    @Test("whole weights give the coefficients of repeated rows; zero weights leave rows out")
    func weights() throws {
        let counts = reference.y.indices.map { Double($0 % 3) }
        let weighted = try WeightedLeastSquares(weights: counts).fit(design: reference.design, response: reference.y)
        let repeated = counts.indices.flatMap { [Int](repeating: $0, count: Int(counts[$0])) }
        let plain = try OrdinaryLeastSquares().fit(design: reference.design.selecting(rows: repeated), response: repeated.map { reference.y[$0] })
        #expect(agree(weighted.coefficients, plain.coefficients, relative: 1e-12))
        #expect(weighted.observations == counts.count { $0 > 0 })
        let kept = counts.indices.filter { counts[$0] > 0 }
        let without = try WeightedLeastSquares(weights: kept.map { counts[$0] }, covariance: .clustered(kept.map { reference.body[$0] }))
            .fit(design: reference.design.selecting(rows: kept), response: kept.map { reference.y[$0] })
        let with = try WeightedLeastSquares(weights: counts, covariance: .clustered(reference.body)).fit(
            design: reference.design, response: reference.y)
        #expect(agree(with.covariance.elements, without.covariance.elements, relative: 1e-12))
        #expect(agrees(with.rSquared ?? 0, without.rSquared ?? 1))
    }

    @Test("data that allow no answer are typed errors")
    func errors() {
        let ones: [Double] = [1, 1, 1, 1]
        #expect(throws: EstimationError.rankDeficient(rank: 1, columns: 2)) {
            try OrdinaryLeastSquares().fit(design: Matrix(columns: [ones, [2, 2, 2, 2]]), response: [1, 2, 3, 4])
        }
        #expect(throws: EstimationError.tooFewObservations(needed: 3, found: 2)) {
            try OrdinaryLeastSquares().fit(design: Matrix(columns: [[1, 1], [1, 2]]), response: [1, 2])
        }
        #expect(throws: EstimationError.invalidValue(index: 2, value: .infinity)) {
            try OrdinaryLeastSquares().fit(design: Matrix(columns: [ones]), response: [1, 2, .infinity, 3])
        }
        #expect(throws: EstimationError.tooFewObservations(needed: 2, found: 1)) {
            try OrdinaryLeastSquares(covariance: .clustered([7, 7, 7, 7])).fit(design: Matrix(columns: [ones]), response: [1, 2, 4, 3])
        }
    }

    @Test("a constant response has slope zero and no R²; an exact line has no error")
    func degenerate() throws {
        let design = Matrix(columns: [[1, 1, 1, 1], [1, 2, 3, 4]])
        let constant = try OrdinaryLeastSquares().fit(design: design, response: [3, 3, 3, 3])
        #expect(constant.coefficients == [3, 0])
        #expect(constant.rSquared == nil)
        #expect(constant.pValue[1] == 1)
        let line = try OrdinaryLeastSquares().fit(design: design, response: [3e300, 5e300, 7e300, 9e300])
        #expect(agree(line.coefficients, [1e300, 2e300], relative: 1e-14))
    }
}
