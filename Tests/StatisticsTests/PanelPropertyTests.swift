import ColumnStore
import LinearAlgebra
import Statistics
import Testing

/// A random panel with holes, as rows and as columns of the store.
private struct RandomPanel {
    var units: [Int] = []
    var periods: [Int] = []
    var response: [Double] = []
    var regressors: [[Double]]
    let unitCount, periodCount: Int

    init(units unitCount: Int, periods periodCount: Int, regressors: Int, missing: Double, seed: UInt64) {
        var generator = Philox(seed: seed)
        self.unitCount = unitCount
        self.periodCount = periodCount
        self.regressors = [[Double]](repeating: [], count: regressors)
        for unit in 0..<unitCount {
            let level = generator.uniform() * 3
            for period in 0..<periodCount {
                let x = (0..<regressors).map { _ in generator.uniform() - 0.5 + 0.3 * level }
                let y = level + 0.1 * Double(period) + x.enumerated().reduce(0) { $0 + Double($1.offset + 1) * $1.element } + generator.uniform()
                guard generator.uniform() >= missing else { continue }
                units.append(unit)
                periods.append(period)
                response.append(y)
                for k in 0..<regressors { self.regressors[k].append(x[k]) }
            }
        }
    }

    func column(_ values: [Double], order: [Int]? = nil) -> SeriesColumn {
        var result = SeriesColumn(seriesCount: unitCount, periodCount: periodCount)
        for (row, value) in values.enumerated() { result[order?[units[row]] ?? units[row], periods[row]] = value }
        return result
    }

    func rows() throws -> PanelFit {
        try TwoWayFixedEffects().fit(design: Matrix(columns: regressors), response: response, units: units, periods: periods)
    }

    func tiled(order: [Int]? = nil) throws -> PanelFit {
        try TwoWayFixedEffects().fit(response: column(response, order: order), regressors: regressors.map { column($0, order: order) })
    }
}

private func agree(_ found: [Double], _ expected: [Double], relative: Double) -> Bool {
    found.count == expected.count && zip(found, expected).allSatisfy { agrees($0, $1, relative: relative, absolute: 1e-13) }
}

@Suite("Properties of two-way fixed effects")
struct PanelPropertyTests {
    @Test(
        "the tiled form is the form of rows: few and many periods, regressors and holes",
        arguments: [
            (9, 2, 1, 0.0), (40, 5, 1, 0.1), (33, 17, 2, 0.02), (50, 17, 3, 0.5), (25, 32, 4, 0.2), (21, 33, 6, 0.2), (13, 70, 7, 0.4),
            (10, 300, 2, 0.3),
        ])
    func tiled(units: Int, periods: Int, regressors: Int, missing: Double) throws {
        let panel = RandomPanel(units: units, periods: periods, regressors: regressors, missing: missing, seed: UInt64(units * periods))
        let (rows, tiled) = (try panel.rows(), try panel.tiled())
        #expect(agree(tiled.coefficients, rows.coefficients, relative: 1e-11))
        #expect(agree(tiled.covariance.elements, rows.covariance.elements, relative: 1e-10))
        #expect(agrees(tiled.residualSumOfSquares, rows.residualSumOfSquares, relative: 1e-11))
        #expect(tiled.observations == rows.observations)
        #expect(tiled.degreesOfFreedom == rows.degreesOfFreedom)
        #expect(tiled.effectCount == rows.effectCount)
    }

    @Test("the order of the units does not matter")
    func permutation() throws {
        let panel = RandomPanel(units: 100, periods: 9, regressors: 2, missing: 0.1, seed: 5)
        let order = (0..<100).map { ($0 * 37 + 11) % 100 }
        let (base, other) = (try panel.tiled(), try panel.tiled(order: order))
        #expect(agree(other.coefficients, base.coefficients, relative: 1e-12))
        #expect(agree(other.standardErrors, base.standardErrors, relative: 1e-12))
        #expect(agree(order.map { other.unitEffects[$0] }, base.unitEffects, relative: 1e-11))
    }

    @Test("what units and periods add to response or regressors changes no coefficient; units of measurement change it as they must")
    func equivariance() throws {
        var panel = RandomPanel(units: 60, periods: 8, regressors: 2, missing: 0.1, seed: 6)
        let base = try panel.tiled()
        for row in panel.response.indices {
            panel.response[row] = 8 * (panel.response[row] + Double(panel.units[row] % 7) * 3 - Double(panel.periods[row]))
            panel.regressors[1][row] = 0.25 * (panel.regressors[1][row] + 5 * Double(panel.periods[row] % 3) - Double(panel.units[row]))
        }
        for other in [try panel.tiled(), try panel.rows()] {
            #expect(agree(other.coefficients, [8 * base.coefficients[0], 32 * base.coefficients[1]], relative: 1e-11))
            #expect(agree(other.standardErrors, [8 * base.standardErrors[0], 32 * base.standardErrors[1]], relative: 1e-11))
            #expect(agrees(other.residualSumOfSquares, 64 * base.residualSumOfSquares, relative: 1e-11))
        }
    }

    @Test("a unit twice is a unit with twice the weight: the same coefficients")
    func repetition() throws {
        let panel = RandomPanel(units: 30, periods: 6, regressors: 2, missing: 0.15, seed: 7)
        var twice = panel
        twice.units += panel.units.map { $0 + 30 }
        twice.periods += panel.periods
        twice.response += panel.response
        for k in 0..<2 { twice.regressors[k] += panel.regressors[k] }
        #expect(agree(try twice.rows().coefficients, try panel.rows().coefficients, relative: 1e-12))
    }

    @Test("two units and two periods leave no degrees of freedom, all missing nothing at all, constants no variation")
    func degenerate() throws {
        let small = RandomPanel(units: 2, periods: 2, regressors: 1, missing: 0, seed: 8)
        #expect(throws: EstimationError.tooFewObservations(needed: 5, found: 4)) { try small.rows() }
        #expect(throws: EstimationError.tooFewObservations(needed: 5, found: 4)) { try small.tiled() }
        let empty = SeriesColumn(seriesCount: 20, periodCount: 5)
        #expect(throws: EstimationError.self) { try TwoWayFixedEffects().fit(response: empty, regressors: [empty]) }
        var panel = RandomPanel(units: 20, periods: 5, regressors: 2, missing: 0.1, seed: 9)
        panel.regressors[1] = panel.regressors[0].map { 2 * $0 + 1 }
        #expect(throws: EstimationError.rankDeficient(rank: 1, columns: 2)) { try panel.rows() }
        #expect(throws: EstimationError.rankDeficient(rank: 1, columns: 2)) { try panel.tiled() }
        panel.regressors = [panel.regressors[0].map { _ in 7.25 }]
        #expect(throws: EstimationError.rankDeficient(rank: 0, columns: 1)) { try panel.rows() }
        #expect(throws: EstimationError.rankDeficient(rank: 0, columns: 1)) { try panel.tiled() }
    }

    @Test("a response without variation within units and periods has the coefficient zero")
    func constantResponse() throws {
        var panel = RandomPanel(units: 20, periods: 5, regressors: 1, missing: 0.1, seed: 10)
        panel.response = panel.units.map { Double($0 * 3) }
        for fit in [try panel.rows(), try panel.tiled()] {
            #expect(abs(fit.coefficients[0]) < 1e-13)
            #expect(fit.residualSumOfSquares < 1e-20)
        }
    }

    @Test(
        "magnitudes whose covariance no double can hold are typed errors; smaller extremes are fitted",
        arguments: [1e300, 1e-310, 1e-200, 1e100, 1e-100])
    func extremes(unit: Double) throws {
        var panel = RandomPanel(units: 30, periods: 6, regressors: 1, missing: 0.1, seed: 11)
        let base = try panel.rows()
        panel.response = panel.response.map { $0 * unit }
        if unit > 1e150 || unit < 1e-140 {
            #expect(throws: EstimationError.self) { try panel.rows() }
            #expect(throws: EstimationError.self) { try panel.tiled() }
        } else {
            for fit in [try panel.rows(), try panel.tiled()] {
                #expect(agrees(fit.coefficients[0], base.coefficients[0] * unit, relative: 1e-11))
                #expect(agrees(fit.standardErrors[0], base.standardErrors[0] * unit, relative: 1e-11))
            }
        }
    }

    @Test("Poisson: exposure and response scaled together change nothing; a regressor of extreme units is fitted or an error")
    func poisson() throws {
        var panel = RandomPanel(units: 30, periods: 6, regressors: 1, missing: 0.1, seed: 12)
        panel.response = panel.response.map { ($0 * 10).rounded() + 20 }
        let design = Matrix(columns: panel.regressors)
        let base = try PoissonFixedEffects().fit(design: design, response: panel.response, units: panel.units, periods: panel.periods)
        let scaled = try PoissonFixedEffects().fit(
            design: design, response: panel.response.map { $0 * 1024 }, units: panel.units, periods: panel.periods)
        #expect(agree(scaled.coefficients, base.coefficients, relative: 1e-10))
        #expect(agree(scaled.standardErrors, base.standardErrors, relative: 1e-9))
        let small = try PoissonFixedEffects().fit(
            design: design.mapElements { $0 * 0x1p-100 }, response: panel.response, units: panel.units, periods: panel.periods)
        #expect(agree(small.coefficients.map { $0 * 0x1p-100 }, base.coefficients, relative: 1e-10))
    }
}
