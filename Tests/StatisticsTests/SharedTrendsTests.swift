import Foundation
import Testing

@testable import Statistics

@Suite struct SharedTrendsTests {
    struct Reference: Decodable {
        struct Fixed: Decodable {
            let rho: Double
            let slope: [Double]
            let variance: [Double]
            let square: [Double]
            let determinant: [Double]
        }
        struct Prior: Decodable {
            let logVariances: [Double]
            let d: [Int]
            let d0: [Double]
            let s0: [Double]
            let logLikelihood: Double
        }
        struct Case: Decodable {
            let kind: String
            let periods: Int
            let values: [[Double?]]
            let steps: [[Int]]
            let logSizes: [Double]
            let fixed: [Fixed]
            let trends: [[Double]]
            let prior: Prior?
        }
        let cases: [Case]
    }
    let reference: Reference

    init() throws { reference = try ReferenceFile.load("SharedTrends") }

    private func flat(_ values: [[Double?]]) -> [Double] { values.flatMap { $0.map { $0 ?? .nan } } }

    @Test func agreesWithDenseMatricesAtGivenAutocorrelations() {
        for one in reference.cases {
            let pool = TrendPool(
                values: flat(one.values), periods: one.periods, logSizes: one.logSizes, steps: one.steps,
                response: one.kind == "counts" ? .counts : .values)
            #expect(pool.members == Array(one.values.indices))
            let floor = VarianceFloor(pool)
            for fixed in one.fixed {
                let fit = NodeFit(pool: pool, rho: fixed.rho, floor: floor)
                for member in pool.members.indices {
                    let (slope, variance) = fit.coefficient(1, of: member)
                    #expect(agrees(slope, fixed.slope[member], relative: 1e-8, absolute: 1e-9))
                    #expect(agrees(variance, fixed.variance[member], relative: 1e-8, absolute: 1e-9))
                    let square = Double(pool.degreesOfFreedom(member)) * exp(fit.logVariances[member])
                    #expect(agrees(square, fixed.square[member], relative: 1e-8, absolute: 1e-9))
                    #expect(agrees(fit.logDeterminants[member], fixed.determinant[member], relative: 1e-8, absolute: 1e-9))
                }
            }
        }
    }

    @Test func thePriorBySizeAgrees() throws {
        for one in reference.cases {
            guard let expected = one.prior else { continue }
            let found = SizeTrendedShrinkage(logSizes: one.logSizes, degreesOfFreedom: expected.d).prior(logVariances: expected.logVariances)
            for index in expected.d0.indices {
                #expect(agrees(found.degreesOfFreedom[index], expected.d0[index], relative: 1e-8, absolute: 1e-9))
                #expect(agrees(found.variances[index], expected.s0[index], relative: 1e-8, absolute: 1e-9))
            }
            #expect(agrees(found.logLikelihood, expected.logLikelihood, relative: 1e-8, absolute: 1e-9))
        }
    }

    @Test func slopesIntervalsAndTestsAgreeWithAFineAverage() throws {
        for one in reference.cases {
            let fit = try SharedTrends(response: one.kind == "counts" ? .counts : .values)
                .fit(values: flat(one.values), periods: one.periods, logSizes: one.logSizes, steps: one.steps)
            // Thirteen values of ρ stand for 249, fifteen for sixty.
            let tolerance = one.values.count >= SharedTrends.manySeries ? 0.015 : 0.03
            for (found, expected) in zip(fit.trends, one.trends) {
                let trend = try #require(found)
                let width = expected[2] - expected[1]
                #expect(abs(trend.slope - expected[0]) < tolerance * width, "\(trend) \(expected)")
                #expect(abs(trend.lower - expected[1]) < tolerance * width, "\(trend) \(expected)")
                #expect(abs(trend.upper - expected[2]) < tolerance * width, "\(trend) \(expected)")
                #expect(abs(trend.pValue - expected[3]) < 0.015, "\(trend) \(expected)")
                #expect((trend.lower <= 0 && 0 <= trend.upper) == (trend.pValue > 0.05))
            }
        }
    }

    @Test func withoutATrendOneInTwentyIsRejected() throws {
        // Sizes over three decades: the prior by size keeps the level at both ends.
        var normals = Philox(seed: 4)
        var (rejected, tested) = ([0, 0], [0, 0])
        for _ in 0..<4 {
            var (values, sizes): ([Double], [Double]) = ([], [])
            for body in 0..<100 {
                let size = 3 * exp2(Double(body % 10))
                let row = (0..<6).map { _ in
                    max(0, (size * (1 + 0.2 * normals.normal()) + size.squareRoot() * normals.normal()).rounded()) + 3
                }
                values += row
                sizes.append(log(row.reduce(0, +) / 6 + 0.25))
            }
            let fit = try SharedTrends(response: .counts).fit(values: values, periods: 6, logSizes: sizes)
            for (body, trend) in fit.trends.enumerated() {
                let half = body % 10 < 5 ? 0 : 1
                tested[half] += 1
                if try #require(trend).pValue <= 0.05 { rejected[half] += 1 }
            }
        }
        for half in 0...1 { #expect((2...24).contains(rejected[half]), "\(rejected) of \(tested)") }
    }

    @Test func whatHasNoTrendSaysSo() throws {
        let nan = Double.nan
        let fit = try SharedTrends(response: .counts).fit(
            values: [1, 2, nan, nan, 5, 0, 0, 0, 3, 4, 5, 6], periods: 4, logSizes: [0, 0, 0], steps: [[], [2], [1, 2, 3]])
        #expect(fit.trends[0] == nil)
        #expect(fit.trends[2] == nil)
        #expect(throws: EstimationError.invalidValue(index: 1, value: -1)) {
            try SharedTrends(response: .counts).fit(values: [1, -1, 2], periods: 3, logSizes: [0])
        }
        #expect(throws: EstimationError.invalidValue(index: 0, value: .infinity)) {
            try SharedTrends(response: .values).fit(values: [.infinity, 1, 2], periods: 3, logSizes: [0])
        }
        #expect(try SharedTrends(response: .values).fit(values: [], periods: 0, logSizes: []).trends.isEmpty)
    }
}
