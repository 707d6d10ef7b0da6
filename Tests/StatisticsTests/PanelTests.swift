import ColumnStore
import LinearAlgebra
import Statistics
import Testing

private struct PanelReference: Decodable {
    var unit, period: [Int]
    var x, z, y, count: [Double]
    var coefficients, clustered, classical: [Double]
    var withinRSquared, overall, between, within: Double
    var design: Matrix { Matrix(columns: [x, z]) }
}

private struct DummyReference: Decodable {
    var coefficients, cr2, cr2Degrees, driscollKraay, poisson, poissonUnclustered, poissonCR0: [Double]
    var poissonDeviance: Double
    var poissonRows: Int
}

private func agree(_ found: [Double], _ expected: [Double], relative: Double = 1e-10) -> Bool {
    found.count == expected.count && zip(found, expected).allSatisfy { agrees($0, $1, relative: relative, absolute: 1e-14) }
}

@Suite("Two-way fixed effects")
struct PanelTests {
    private let panel: PanelReference
    private let dummies: DummyReference

    init() throws {
        panel = try ReferenceFile.load("PanelModels")
        dummies = try ReferenceFile.load("PanelModelsR")
    }

    private func fit(_ covariance: CovarianceEstimator?) throws -> PanelFit {
        try TwoWayFixedEffects(covariance: covariance).fit(design: panel.design, response: panel.y, units: panel.unit, periods: panel.period)
    }

    /// The rows as columns of series, in the order of the units.
    private func columns() -> (response: SeriesColumn, regressors: [SeriesColumn]) {
        let units = Array(Set(panel.unit)).sorted()
        func column(_ values: [Double]) -> SeriesColumn {
            var result = SeriesColumn(seriesCount: units.count, periodCount: 8)
            for (row, value) in values.enumerated() { result[units.firstIndex(of: panel.unit[row]) ?? 0, panel.period[row] - 2010] = value }
            return result
        }
        return (column(panel.y), [column(panel.x), column(panel.z)])
    }

    @Test("coefficients and covariances agree with pyfixest and with dummy variables")
    func linear() throws {
        let clustered = try fit(nil)
        #expect(agree(clustered.coefficients, dummies.coefficients))
        #expect(agree(clustered.coefficients, panel.coefficients))
        #expect(agree(clustered.covariance.elements, panel.clustered))
        #expect(agrees(clustered.withinRSquared ?? 0, panel.withinRSquared))
        #expect(clustered.testDegreesOfFreedom == [29, 29])
        #expect(agree(try fit(.classical).covariance.elements, panel.classical))
    }

    @Test("What stopped a factorization is told, not passed off as an iteration")
    func solverErrors() {
        #expect(EstimationError.solver(.noConvergence(unconverged: 3)).description == "a factorization failed: 3 elements did not converge")
        #expect(EstimationError.solver(.notFinite) != .solver(.notPositiveDefinite(leadingMinor: 2)))
    }

    @Test("Columns of the store take the covariance that they are asked for, as rows do")
    func columnsKeepTheCovariance() throws {
        let (response, regressors) = columns()
        let rows = zip(panel.unit, panel.period).enumerated().sorted { ($0.element.0, $0.element.1) < ($1.element.0, $1.element.1) }.map(\.offset)
        let design = Matrix(columns: [rows.map { panel.x[$0] }, rows.map { panel.z[$0] }])
        let (units, periods, y) = (rows.map { panel.unit[$0] }, rows.map { panel.period[$0] }, rows.map { panel.y[$0] })
        let estimators: [CovarianceEstimator?] = [
            nil, .classical, .heteroskedastic(.hc1), .clustered(periods), .clustered(units, .cr2), .driscollKraay(periods: periods),
        ]
        for covariance in estimators {
            let estimator = TwoWayFixedEffects(covariance: covariance)
            let expected = try estimator.fit(design: design, response: y, units: units, periods: periods)
            let found = try estimator.fit(response: response, regressors: regressors)
            #expect(agree(found.coefficients, expected.coefficients))
            #expect(agree(found.covariance.elements, expected.covariance.elements), "\(String(describing: covariance))")
            #expect(agree(found.testDegreesOfFreedom, expected.testDegreesOfFreedom))
            #expect(agree(found.unitEffects, expected.unitEffects, relative: 1e-8) && found.observations == expected.observations)
        }
        #expect(
            try TwoWayFixedEffects(covariance: .classical).fit(response: response, regressors: regressors).covariance.elements
                != fit(nil).covariance.elements)
    }

    @Test("CR2 with Satterthwaite degrees of freedom agrees with clubSandwich on dummies, Driscoll–Kraay with plm")
    func robust() throws {
        let cr2 = try fit(.clustered(panel.unit, .cr2))
        #expect(agree(cr2.covariance.elements, dummies.cr2, relative: 1e-9))
        #expect(agree(cr2.testDegreesOfFreedom, dummies.cr2Degrees, relative: 1e-8))
        #expect(agree(try fit(.driscollKraay(periods: panel.period, lags: 1)).covariance.elements, dummies.driscollKraay))
    }

    @Test("residuals, effects and fitted values add up")
    func effects() throws {
        let fit = try fit(nil)
        let units = Array(Set(panel.unit)).sorted()
        for row in panel.y.indices {
            let linear = fit.coefficients[0] * panel.x[row] + fit.coefficients[1] * panel.z[row]
            let mean = linear + fit.unitEffects[units.firstIndex(of: panel.unit[row]) ?? 0] + fit.periodEffects[panel.period[row] - 2010]
            #expect(abs(mean - fit.fittedValues[row]) < 1e-12)
        }
        #expect(fit.effectCount == 30 + 8 - 1)
    }

    @Test("the tiled form gives what the rows give")
    func tiled() throws {
        let (response, regressors) = columns()
        let tiled = try TwoWayFixedEffects().fit(response: response, regressors: regressors)
        let rows = try fit(nil)
        #expect(agree(tiled.coefficients, rows.coefficients, relative: 1e-12))
        #expect(agree(tiled.covariance.elements, rows.covariance.elements, relative: 1e-11))
        #expect(agrees(tiled.residualSumOfSquares, rows.residualSumOfSquares, relative: 1e-12))
        #expect(agrees(tiled.withinRSquared ?? 0, rows.withinRSquared ?? 1, relative: 1e-11))
        #expect(tiled.observations == rows.observations)
        #expect(tiled.degreesOfFreedom == rows.degreesOfFreedom)
        let shift = tiled.periodEffects[0] - rows.periodEffects[0]
        #expect(zip(tiled.periodEffects, rows.periodEffects).allSatisfy { abs($0 - $1 - shift) < 1e-11 })
        #expect(zip(tiled.unitEffects, rows.unitEffects).allSatisfy { abs($0 - $1 + shift) < 1e-11 })
    }

    @Test("large offsets, empty units and empty periods change nothing")
    func tiledExtremes() throws {
        let (response, regressors) = columns()
        let reference = try TwoWayFixedEffects().fit(response: response, regressors: regressors)
        func moved(_ column: SeriesColumn) -> SeriesColumn {
            var result = SeriesColumn(seriesCount: 1500, periodCount: 10)
            for unit in 0..<30 {
                for period in 0..<8 {
                    result[unit * 47 + 3, period + 1] = column[unit, period].map { $0 + 1e6 * Double(unit) + 1e5 * Double(period) }
                }
            }
            return result
        }
        let fit = try TwoWayFixedEffects().fit(response: moved(response), regressors: regressors.map(moved))
        #expect(agree(fit.coefficients, reference.coefficients, relative: 1e-8))
        #expect(agree(fit.standardErrors, reference.standardErrors, relative: 1e-8))
        #expect(fit.unitCount == 30)
        #expect(fit.periodCount == 8)
        #expect(fit.unitEffects[0].isNaN)
    }

    @Test("balanced and unbalanced data have the answer of dummy variables")
    func againstDummies() throws {
        for missing in [0, 3] {
            var y: [Double] = [], x: [Double] = [], units: [Int] = [], periods: [Int] = []
            for unit in 0..<6 {
                for period in 0..<5 where missing == 0 || (unit * 5 + period) % 7 != missing {
                    units.append(unit)
                    periods.append(period)
                    x.append(Double((unit * 7 + period * 11) % 13))
                    y.append(Double((unit * 5 + period * period * 3) % 11) + 0.5 * x[x.count - 1])
                }
            }
            let fit = try TwoWayFixedEffects().fit(design: Matrix(columns: [x]), response: y, units: units, periods: periods)
            let columns = [x] + (0..<6).map { u in units.map { $0 == u ? 1.0 : 0 } } + (1..<5).map { t in periods.map { $0 == t ? 1.0 : 0 } }
            let dense = try OrdinaryLeastSquares().fit(design: Matrix(columns: columns), response: y)
            #expect(agrees(fit.coefficients[0], dense.coefficients[0], relative: 1e-12))
            #expect(fit.degreesOfFreedom == dense.degreesOfFreedom)
            #expect(agrees(fit.residualSumOfSquares, dense.residualSumOfSquares, relative: 1e-12))
        }
    }

    @Test("Poisson agrees with dummy variables; a unit of zeros is left out and counted")
    func poisson() throws {
        let fit = try PoissonFixedEffects().fit(design: panel.design, response: panel.count, units: panel.unit, periods: panel.period)
        #expect(agree(fit.coefficients, dummies.poisson))
        #expect(agrees(fit.deviance ?? 0, dummies.poissonDeviance))
        #expect(fit.observations == dummies.poissonRows)
        #expect(fit.droppedRows == panel.y.count - dummies.poissonRows)
        let plain = try PoissonFixedEffects(covariance: .classical).fit(
            design: panel.design, response: panel.count, units: panel.unit, periods: panel.period)
        #expect(agree(plain.covariance.elements, dummies.poissonUnclustered, relative: 1e-8))
        let cr0 = try PoissonFixedEffects(covariance: .clustered(panel.unit, .cr0))
            .fit(design: panel.design, response: panel.count, units: panel.unit, periods: panel.period)
        // R's scores take the weights of the step before the last.
        #expect(agree(cr0.covariance.elements, dummies.poissonCR0, relative: 1e-6))
    }

    @Test("an offset is an exposure")
    func offsets() throws {
        let base = try PoissonFixedEffects().fit(design: panel.design, response: panel.count, units: panel.unit, periods: panel.period)
        let offset = panel.period.map { 0.5 * Double($0 - 2010) }
        let shifted = try PoissonFixedEffects().fit(
            design: panel.design, response: panel.count, units: panel.unit, periods: panel.period, offsets: offset)
        #expect(agree(base.coefficients, shifted.coefficients, relative: 1e-9))
    }

    @Test("data without an answer are typed errors")
    func errors() throws {
        let units = [0, 0, 0, 1, 1, 1, 2, 2, 2]
        let periods = [0, 1, 2, 0, 1, 2, 0, 1, 2]
        let y: [Double] = [1, 2, 4, 3, 1, 5, 2, 2, 7]
        #expect(throws: EstimationError.rankDeficient(rank: 0, columns: 1)) {
            try TwoWayFixedEffects().fit(
                design: Matrix(columns: [zip(units, periods).map { Double($0 * 2 + $1 * 3) / 7 }]), response: y, units: units, periods: periods)
        }
        #expect(throws: EstimationError.noVariation(value: 0)) {
            try PoissonFixedEffects().fit(design: Matrix(columns: [y]), response: y.map { _ in 0 }, units: units, periods: periods)
        }
        #expect(throws: EstimationError.tooFewObservations(needed: 4, found: 2)) {
            try TwoWayFixedEffects().fit(design: Matrix(columns: [[1, 2]]), response: [1, 2], units: [0, 0], periods: [0, 1])
        }
        var column = SeriesColumn(seriesCount: 3, periodCount: 3)
        for (row, value) in y.enumerated() { column[units[row], periods[row]] = value }
        var trend = SeriesColumn(seriesCount: 3, periodCount: 3)
        for row in y.indices { trend[units[row], periods[row]] = Double(periods[row]) }
        #expect(throws: EstimationError.rankDeficient(rank: 0, columns: 1)) { try TwoWayFixedEffects().fit(response: column, regressors: [trend]) }
    }

    @Test("between and within agree with NumPy")
    func summary() throws {
        let summary = try PanelSummary(panel.y, units: panel.unit)
        #expect(agrees(summary.standardDeviation, panel.overall))
        #expect(agrees(summary.betweenStandardDeviation ?? 0, panel.between))
        #expect(agrees(summary.withinStandardDeviation, panel.within))
    }
}
