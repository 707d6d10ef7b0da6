import Foundation
import Testing

@testable import Statistics

@Suite struct ExposuresTests {
    struct Reference: Decodable {
        struct Fixed: Decodable {
            let rho: Double
            let slope: [Double]
            let variance: [Double]
            let square: [Double]
        }
        let counts: [[Double?]]
        let exposures: [[Double]]
        let fixed: [Fixed]
        let shapes: [String: Double]
        let effects: [Double]
    }

    private let reference: Reference
    private var flat: [Double] { reference.counts.flatMap { $0.map { $0 ?? .nan } } }
    private var logExposures: [Double] { reference.exposures.flatMap { $0.map { log($0) } } }

    init() throws { reference = try ReferenceFile.load("Exposures") }

    @Test func trendsAgreeWithScoringByDenseMatrices() {
        let pool = TrendPool(
            values: flat, periods: 11, logSizes: [1, 2, 3, 4, 5], steps: [], response: .counts, logExposures: logExposures)
        let floor = VarianceFloor(pool)
        for expected in reference.fixed {
            let fit = NodeFit(pool: pool, rho: expected.rho, floor: floor)
            for member in pool.members.indices {
                let (slope, variance) = fit.coefficient(1, of: member)
                #expect(agrees(slope, expected.slope[member], relative: 1e-7, absolute: 1e-10))
                #expect(agrees(variance, expected.variance[member], relative: 1e-7))
                let square = Double(pool.degreesOfFreedom(member)) * exp(fit.logVariances[member])
                #expect(agrees(square, expected.square[member], relative: 1e-7))
            }
        }
    }

    @Test func shapesAgree() throws {
        let law = SeriesShapes.Law(autocorrelation: AutocorrelationPosterior(values: [0.2], weights: [1]), variance: 0, degreesOfFreedom: 0)
        let found = try #require(
            SeriesShapes(response: .counts).fit(
                Array(flat[22..<33]), dates: [6], law: law, logExposures: Array(logExposures[22..<33])))
        for (name, probability) in reference.shapes {
            let shape = try #require(YearEffectsShapes.Shape(rawValue: name))
            #expect(agrees(found.probabilities[shape] ?? .nan, probability, relative: 1e-6, absolute: 1e-9))
        }
    }

    @Test func yearEffectsAgree() throws {
        let fit = try YearEffects(model: .poisson).fit(reference.counts, exposures: reference.exposures)
        for (one, other) in zip(fit.effects, reference.effects) { #expect(agrees(one, other, relative: 1e-8, absolute: 1e-9)) }
    }

    @Test func anExposureThatIsTheSameEverywhereChangesNothing() throws {
        let plain = try SharedTrends(response: .counts).fit(values: flat, periods: 11, logSizes: [1, 2, 3, 4, 5])
        let even = try SharedTrends(response: .counts).fit(
            values: flat, periods: 11, logSizes: [1, 2, 3, 4, 5], logExposures: [Double](repeating: 3, count: flat.count))
        for (one, other) in zip(plain.trends, even.trends) {
            let (one, other) = (try #require(one), try #require(other))
            #expect(agrees(one.slope, other.slope, relative: 1e-8, absolute: 1e-11) && agrees(one.pValue, other.pValue, relative: 1e-7))
            #expect(agrees(one.height - 3, other.height, relative: 1e-8))
        }
        #expect(throws: EstimationError.self) {
            try SharedTrends(response: .counts).fit(
                values: flat, periods: 11, logSizes: [1, 2, 3, 4, 5], logExposures: [Double](repeating: .infinity, count: flat.count))
        }
    }
}
