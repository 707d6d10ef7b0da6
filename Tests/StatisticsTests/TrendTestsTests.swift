import Statistics
import Testing

struct TrendReference: Decodable {
    struct Series: Decodable {
        let x: [Double]
        let y: [Double]
        let slope: Double
        let intercept: Double
        let standardError: Double
        let interceptStandardError: Double
        let statistic: Double
        let pValue: Double
        let rSquared: Double
        let low: Double
        let high: Double
        let theilSen: Double
        let theilSenIntercept: Double
        let theilSenLow: Double
        let theilSenHigh: Double
        let score: Int
        let scoreVariance: Double
        let z: Double
        let normalP: Double
        let tau: Double
        let exactP: Double?
    }
    let series: [Series]
}

@Suite struct TrendTestsTests {
    let reference: [TrendReference.Series]

    init() throws { reference = try ReferenceFile.load("TrendTests", as: TrendReference.self).series }

    @Test func linesAgreeWithSciPy() throws {
        for series in reference {
            let fit = try SimpleTrend().fit(x: series.x, y: series.y)
            #expect(agrees(fit.slope, series.slope))
            // Intercepts at year 0 lose digits to the distance in SciPy's own arithmetic.
            #expect(agrees(fit.intercept, series.intercept, relative: 1e-9))
            #expect(agrees(fit.standardError, series.standardError))
            #expect(agrees(fit.interceptStandardError, series.interceptStandardError))
            #expect(agrees(fit.statistic, series.statistic))
            #expect(agrees(fit.pValue, series.pValue))
            #expect(agrees(fit.rSquared ?? .nan, series.rSquared))
            let interval = fit.confidenceInterval(level: 0.95)
            #expect(agrees(interval.lower, series.low) && agrees(interval.upper, series.high))
        }
    }

    @Test func theilSenAgreesWithSciPy() throws {
        for series in reference {
            let fit = try TheilSen().fit(x: series.x, y: series.y)
            #expect(agrees(fit.slope, series.theilSen))
            #expect(agrees(fit.intercept, series.theilSenIntercept))
            let interval = fit.confidenceInterval(level: 0.95)
            #expect(agrees(interval.lower, series.theilSenLow) && agrees(interval.upper, series.theilSenHigh))
        }
    }

    @Test func mannKendallAgreesWithSciPyAndPyMannKendall() throws {
        for series in reference {
            let fit = try MannKendall(method: .normal).fit(x: series.x, y: series.y)
            #expect(fit.score == series.score)
            #expect(agrees(fit.scoreVariance, series.scoreVariance))
            #expect(agrees(fit.statistic, series.z))
            #expect(agrees(fit.pValue, series.normalP))
            #expect(agrees(fit.tau, series.tau))
            if let p = series.exactP {
                #expect(agrees(try MannKendall(method: .exact).fit(x: series.x, y: series.y).pValue, p))
                #expect(try MannKendall().fit(x: series.x, y: series.y).method == (series.x.count <= 50 ? .exact : .normal))
            }
        }
    }

    @Test func fiveRisingYearsHaveTheSmallestPossiblePValue() throws {
        let fit = try MannKendall().fit([2, 3, 5, 7, 11])
        #expect(fit.score == 10)
        #expect(agrees(fit.pValue, 2.0 / 120))
        #expect(agrees(try TheilSen().fit(x: [1, 2, 3, 4, 5], y: [2, 3, 5, 7, 11]).coverage(of: 0.95), 1 - 2.0 / 120))
    }

    @Test func missingValuesAreDeletions() throws {
        let x = (0..<8).map(Double.init)
        let y: [Double?] = [3, nil, 4, 4, nil, 9, 7, 12]
        let kept = x.indices.filter { y[$0] != nil }
        let (shortX, shortY) = (kept.map { x[$0] }, kept.map { y[$0] ?? .nan })
        #expect(try SimpleTrend().fit(x: x, y: y) == SimpleTrend().fit(x: shortX, y: shortY))
        #expect(try TheilSen().fit(x: x, y: y) == TheilSen().fit(x: shortX, y: shortY))
        #expect(try MannKendall().fit(x: x, y: y) == MannKendall().fit(x: shortX, y: shortY))
    }

    @Test func shiftsAndScalesCarryThrough() throws {
        let x = (2008...2020).map(Double.init)
        let y = x.map { 40 + 3 * ($0 - 2008) + 7 * (($0 * 1.7).truncatingRemainder(dividingBy: 3)) }
        let base = try SimpleTrend().fit(x: x, y: y)
        for (shift, scale) in [(0.0, -2.0), (1e6, 4.0), (0.0, 1e290), (0.0, 1e-290)] {
            let fit = try SimpleTrend().fit(x: x, y: y.map { shift + scale * $0 })
            #expect(agrees(fit.slope, scale * base.slope, relative: 1e-9))
            #expect(agrees(fit.standardError, abs(scale) * base.standardError, relative: 1e-8))
            let robust = try TheilSen().fit(x: x, y: y.map { shift + scale * $0 })
            #expect(agrees(robust.slope, scale * (try TheilSen().fit(x: x, y: y).slope), relative: 1e-8))
        }
    }

    @Test func extremesHaveAnAnswerOrATypedError() throws {
        let line = SimpleTrend()
        #expect(throws: EstimationError.tooFewObservations(needed: 3, found: 2)) { try line.fit(x: [1, 2, 3], y: [1, nil, 2]) }
        #expect(throws: EstimationError.tooFewObservations(needed: 2, found: 0)) { try MannKendall().fit([nil, nil]) }
        #expect(throws: EstimationError.constantAbscissa(value: 4)) { try line.fit(x: [4, 4, 4], y: [1, 2, 3]) }
        #expect(throws: EstimationError.invalidValue(index: 2, value: .infinity)) { try TheilSen().fit(x: [1, 2, 3], y: [1, 2, .infinity]) }
        #expect(throws: EstimationError.invalidValue(index: 1, value: 1)) { try MannKendall().fit(x: [1, 1, 2], y: [1, 2, 3]) }
        let constant = try line.fit(x: [1, 2, 3], y: [0.1, 0.1, 0.1])
        #expect(constant.slope == 0 && constant.standardError == 0 && constant.pValue == 1 && constant.rSquared == nil)
        let exact = try line.fit(x: [1, 2, 3, 4], y: [2, 4, 6, 8])
        #expect(exact.slope == 2 && exact.statistic == .infinity && exact.pValue == 0 && exact.rSquared == 1)
        #expect(try MannKendall().fit([5, 5, 5, 5]).pValue == 1)
        #expect(try MannKendall(method: .normal).fit([5, 5, 5, 5]).pValue == 1)
        #expect(agrees(try line.fit(x: [1, 2, 3], y: [1e300, 2e300, 2.5e300]).slope, 0.75e300))
        #expect(try TheilSen().fit(x: [0, 1, 2], y: [-1.7e308, 0, 1.7e308]).slope == 1.7e308)
        #expect(
            agrees(try line.fit(x: [1, 2, 3], y: [1, 2, 3].map { $0 * Double.leastNormalMagnitude / 4 }).slope, Double.leastNormalMagnitude / 4))
        #expect(try TheilSen().fit(x: [1, 2], y: [1, 3]).slope == 2)
    }
}
