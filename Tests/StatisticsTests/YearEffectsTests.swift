import LinearAlgebra
import Statistics
import Testing

private struct YearEffectsReference: Decodable {
    struct Effects: Decodable {
        var effects, covariance, samplingVariances: [Double]
    }
    struct Indicator: Decodable {
        var years: [Int]
        var effects, variances: [Double]
        var steps: [Int]
    }
    var values: [[Double?]]
    var linear, poisson: Effects
    var indicators: [Indicator]
    var autocorrelation, effectiveCount: Double
    var slopes, pValues: [Double]
}

private func agree(_ found: [Double], _ expected: [Double], relative: Double = 1e-9) -> Bool {
    let size = expected.reduce(0) { max($0, $1.magnitude) }
    return found.count == expected.count && zip(found, expected).allSatisfy { agrees($0, $1, relative: relative, absolute: 1e-12 * size) }
}

@Suite("Year effects and their trends")
struct YearEffectsTests {
    private let reference: YearEffectsReference

    init() throws { reference = try ReferenceFile.load("YearEffects") }

    @Test func effectsOfPanelsWithHolesAgreeWithDenseMatrices() throws {
        for (model, expected) in [(YearEffects.Model.linear, reference.linear), (.poisson, reference.poisson)] {
            let fit = try YearEffects(model: model).fit(reference.values)
            #expect(fit.bodies == 13)
            #expect(agree(fit.effects, expected.effects))
            #expect(agree(fit.covariance.elements, expected.covariance))
            #expect(agree(fit.samplingVariances, expected.samplingVariances))
            #expect(abs(fit.effects.reduce(0, +)) < 1e-9)
        }
    }

    @Test func trendsAgreeWithDenseMatrices() throws {
        let series = reference.indicators.map {
            YearEffectsTrends.Series(years: $0.years, effects: $0.effects, variances: $0.variances, steps: $0.steps)
        }
        let fit = YearEffectsTrends().fit(series)
        #expect(agrees(fit.effectiveCount, reference.effectiveCount, relative: 1e-9))
        #expect(agrees(fit.autocorrelation, reference.autocorrelation, relative: 1e-9))
        #expect(agree(fit.trends.map { $0!.slope.value }, reference.slopes))
        #expect(agree(fit.trends.map { $0!.slope.pValue }, reference.pValues, relative: 1e-7))
        #expect(fit.trends[2]!.steps.count == 1)
        for trend in fit.trends {
            // The interval at 1 − p ends at 0.
            let slope = trend!.slope
            let interval = slope.confidenceInterval(level: 1 - slope.pValue)
            #expect(min(interval.lower.magnitude, interval.upper.magnitude) < 1e-6 * slope.standardError)
        }
    }

    @Test func aBalancedPoissonPanelHasTheLogarithmsOfYearlySums() throws {
        let values: [[Double?]] = [[3, 0, 5, 9], [10, 20, 20, 41], [1, 0, 0, 2]]
        let fit = try YearEffects(model: .poisson).fit(values)
        #expect(abs(fit.effects[3] - fit.effects[0] - 1.312_186_388_966_168_7) < 1e-10)  // log(52/14)
    }

    @Test func theUnitOfTheValuesDoesNotMatter() throws {
        let larger = reference.values.map { row in row.map { value -> Double? in value.map { $0 * 1024 } } }
        let scaled = try YearEffects().fit(larger)
        let plain = try YearEffects().fit(reference.values)
        let trends = [plain, scaled].map { fit in
            YearEffectsTrends().fit([.init(years: Array(2001...2009), effects: fit.effects, variances: fit.samplingVariances)]).trends[0]!.slope
        }
        #expect(agrees(trends[1].value, 1024 * trends[0].value, relative: 1e-10) && agrees(trends[0].pValue, trends[1].pValue, relative: 1e-9))
    }

    @Test func shapesAreTold() throws {
        let years = Array(2005...2018)
        let wobble = years.map { 0.1 * Double(($0 * 7) % 5 - 2) }
        func posterior(_ effect: (Int) -> Double) throws -> YearEffectsShapes.Posterior {
            let effects = zip(years, wobble).map { effect($0) + $1 }
            return try #require(
                YearEffectsShapes().fit(.init(years: years, effects: effects, variances: years.map { _ in 0.005 }), dates: [2011, 2015]))
        }
        let step = try posterior { $0 >= 2011 ? 2 : 0 }
        #expect(step.shape == .step && step.steps[0] > 0.9)
        #expect(try posterior { 0.2 * Double($0 - 2005) }.shape == .trend)
        #expect(try posterior { 0.2 * Double($0 - 2005) + ($0 >= 2015 ? 3 : 0) }.shape == .both)
        #expect(try posterior { _ in 0 }.shape == YearEffectsShapes.Shape.none)
        #expect(abs(step.probabilities.values.reduce(0, +) - 1) < 1e-12)
        #expect(YearEffectsShapes().fit(.init(years: [1, 2, 3], effects: [1, 2, 3], variances: [1, 1, 1]), dates: []) == nil)
    }

    @Test func whatCannotBeToldIsSaid() throws {
        #expect(throws: EstimationError.invalidValue(index: 1, value: -1)) { try YearEffects(model: .poisson).fit([[1, -1], [2, 3]]) }
        #expect(throws: EstimationError.self) { try YearEffects().fit([[1, nil], [nil, 3]]) }
        // No body links the first two years with the last two.
        #expect(throws: EstimationError.self) { try YearEffects().fit([[1, 2, nil, nil], [3, 5, nil, nil], [nil, nil, 4, 9], [nil, nil, 1, 1]]) }
        // Only zeros link the first two years with the last two: no finite effect.
        let separated: [[Double?]] = [
            [3, 4, nil, nil], [5, 6, nil, nil], [nil, nil, 2, 5], [nil, nil, 3, 3], [0, nil, 7, nil], [nil, 0, nil, 4],
        ]
        #expect(throws: EstimationError.self) { try YearEffects(model: .poisson).fit(separated) }
        #expect(YearEffectsTrends().fit([]).trends.isEmpty)
        #expect(YearEffectsTrends().fit([.init(years: [2001, 2002], effects: [1, 2], variances: [1, 1])]).trends == [nil])
        let flat = YearEffectsTrends().fit([.init(years: [1, 2, 3, 4], effects: [0, 0, 0, 0], variances: [0, 0, 0, 0])]).trends[0]
        #expect(flat?.slope.value == 0 && flat?.slope.pValue == 1)
    }
}
