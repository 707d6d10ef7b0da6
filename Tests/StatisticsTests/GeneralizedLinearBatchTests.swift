import ColumnStore
import Foundation
import LinearAlgebra
import Statistics
import Testing

@Suite("Generalized linear trends of a column")
struct GeneralizedLinearBatchTests {
    private static let x: [Double] = [-4, -3, -2, 0, 1, 2, 3, 5]

    /// Series of counts or proportions with holes, offsets and trials, and some that have no fit.
    private static func rows(proportions: Bool) -> (values: [[Double?]], offsets: [[Double?]], trials: [[Double?]]) {
        var generator = Philox(seed: 61)
        var (values, offsets, trials): ([[Double?]], [[Double?]], [[Double?]]) = ([], [], [])
        for series in 0..<50 {
            let level = 0.5 + 0.1 * Double(series)
            let slope = 0.2 * generator.normal()
            let row = x.map { _ in (offset: generator.normal(), trials: (1 + 40 * generator.uniform()).rounded()) }
            offsets.append(row.map { generator.uniform() < 0.05 ? nil : $0.offset })
            trials.append(row.map { generator.uniform() < 0.05 ? nil : $0.trials })
            values.append(
                zip(x, row).map { t, one in
                    if generator.uniform() < 0.1 { return nil }
                    let eta = slope * t + one.offset
                    if proportions { return (one.trials / (1 + exp(-eta)) + generator.normal()).rounded().clamped(0, one.trials) / one.trials }
                    return (exp(level / 2 + eta) * exp(0.4 * generator.normal())).rounded()
                })
        }
        let one = proportions ? 1.0 : 3
        values += [
            x.map { _ in 0 }, x.map { _ in one }, x.map { _ in nil }, x.map { $0 < -2 ? 1 : nil }, x.map { $0 == 1 ? -1 : one },
            x.map { $0 == 1 ? .nan : one }, x.map { $0 == 5 ? one : 0 }, x.map { $0 > 0 ? one : 0 },
        ]
        for _ in 50..<values.count {
            offsets.append(x.map { _ in 0.25 })
            trials.append(x.map { _ in 4 })
        }
        return (values, offsets, trials)
    }

    @Test(
        "every series has the fit of the single form, or none where that throws",
        arguments: ["poisson", "quasi", "nb", "fixed", "binomial", "quasiBinomial"])
    func agreesWithTheSingleForm(name: String) throws {
        let families: [String: GeneralizedLinearFamily] = [
            "poisson": .poisson, "quasi": .quasiPoisson, "nb": .negativeBinomial(), "fixed": .negativeBinomial(dispersion: 0.3),
            "binomial": .binomial,
            "quasiBinomial": .quasiBinomial,
        ]
        let family = try #require(families[name])
        let isProportion = family == .binomial || family == .quasiBinomial
        let (values, offsets, trials) = Self.rows(proportions: isProportion)
        let model = GeneralizedLinearModel(family: family)
        var found = GeneralizedTrendColumns(seriesCount: values.count)
        func column(_ rows: [[Double?]]) -> SeriesColumn { SeriesColumn(rows, periodCount: Self.x.count) }
        model.fit(column(values), x: Self.x, offsets: column(offsets), trials: isProportion ? column(trials) : nil, into: &found)
        var fitted = 0
        for series in values.indices {
            let there = Self.x.indices.filter {
                values[series][$0] != nil && offsets[series][$0] != nil && (!isProportion || trials[series][$0] != nil)
            }
            #expect(found.observations(of: series) == there.count)
            let single = try? model.fit(
                design: Matrix(columns: [there.map { _ in 1 }, there.map { Self.x[$0] }]), response: there.map { values[series][$0]! },
                offsets: there.map { offsets[series][$0]! }, trials: isProportion ? there.map { trials[series][$0]! } : nil)
            guard let single else {
                #expect(GeneralizedTrendQuantity.allCases.allSatisfy { found[$0, series] == nil }, "series \(series)")
                continue
            }
            fitted += 1
            #expect(found[.fittedAtBoundary, series] == Double(single.fittedAtBoundary), "series \(series)")
            // Without a finite maximum there is nothing to agree on.
            guard single.fittedAtBoundary == 0 else { continue }
            let error = single.standardErrors
            let pairs: [(GeneralizedTrendQuantity, Double, Double)] = [
                (.slope, single.coefficients[1], 1e-10 * error[1]), (.intercept, single.coefficients[0], 1e-10 * error[0]),
                (.standardError, error[1], 0),
                (.statistic, single.statistic[1], 1e-10), (.pValue, single.pValue[1], 1e-12), (.deviance, single.deviance, 1e-10),
                (.dispersion, single.dispersion, 1e-12), (.overdispersion, single.overdispersion, 1e-9),
            ]
            for (quantity, expected, absolute) in pairs {
                let value = try #require(found[quantity, series])
                #expect(agrees(value, expected, relative: 1e-9, absolute: absolute), "\(quantity) of \(series): \(value), \(expected)")
            }
        }
        #expect(fitted > 45)
    }

    @Test("without offsets and holes it is one call")
    func plain() throws {
        let y: [Double?] = [3, 5, 4, 8, 13, 11, 20, 25]
        var found = GeneralizedTrendColumns(seriesCount: 1)
        GeneralizedLinearModel(family: .poisson).fit(SeriesColumn([y], periodCount: 8), x: Self.x, into: &found)
        let single = try GeneralizedLinearModel(family: .poisson).fit(
            design: Matrix(columns: [Self.x]).prependingIntercept(), response: y.compactMap { $0 })
        #expect(agrees(try #require(found[.slope, 0]), single.coefficients[1]))
        #expect(found.withColumn(.dispersion) { Array($0) } == [1])
    }
}

extension Double {
    fileprivate func clamped(_ low: Double, _ high: Double) -> Double { Swift.min(Swift.max(self, low), high) }
}
