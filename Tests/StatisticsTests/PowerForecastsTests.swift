import Statistics
import Testing

private struct ForecastReference: Decodable {
    struct Horizon: Decodable {
        var power, widening: Double
        var count: Int
        var forecasts: [[Double]?]
    }
    var values: [[Double?]]
    var horizons: [Horizon]
}

@Suite("Forecasts on power scales")
struct PowerForecastsTests {
    private let reference: ForecastReference

    init() throws { reference = try ReferenceFile.load("Forecasts") }

    @Test func forecastsAgreeWithTheReference() throws {
        let fit = PowerForecasts(level: 0.9, horizon: 2).fit(reference.values)
        #expect(fit.horizons.count == 2)
        for (found, expected) in zip(fit.horizons, reference.horizons) {
            #expect(found.power == expected.power && found.pastForecasts == expected.count)
            #expect(agrees(found.widening, expected.widening))
            for (one, other) in zip(found.forecasts, expected.forecasts) {
                guard let one, let other else {
                    #expect(one == nil && other == nil)
                    continue
                }
                #expect(agrees(one.value, other[0], relative: 1e-8, absolute: 1e-8))
                #expect(agrees(one.interval.lower, other[1], relative: 1e-8, absolute: 1e-8))
                #expect(agrees(one.interval.upper, other[2], relative: 1e-8, absolute: 1e-8))
            }
        }
    }

    @Test func intervalsWidenWithTheYearsAheadBeyondThePast() throws {
        let fit = PowerForecasts(horizon: 30).fit(reference.values)
        #expect(fit.horizons.count == 30)
        let widths = fit.horizons.map { $0.forecasts[1]!.interval.upper - $0.forecasts[1]!.interval.lower }
        #expect(widths[29] > widths[10] && widths[10] > widths[0])
        let all = fit.horizons.flatMap { $0.forecasts.compactMap { $0 } }
        let outside = all.count { !($0.interval.lower >= 0 && $0.value.isFinite) }
        #expect(outside == 0)
    }

    @Test func aForecastDoesNotGoAgainstTheDirectionItIsGiven() throws {
        var rising: [[Double?]] = []
        for body in 0..<20 { rising.append((0..<10).map { year -> Double? in Double(100 + 10 * year + (body * 7 + year * 5) % 11) }) }
        let free = PowerForecasts(horizon: 1).fit(rising).horizons[0].forecasts[0]!.value
        let held = PowerForecasts(horizon: 1).fit(rising, directions: rising.map { _ in -1 }).horizons[0].forecasts[0]!.value
        #expect(free > held && held <= 200)
    }

    @Test func whatCannotBeForecastIsNot() throws {
        #expect(PowerForecasts(horizon: 3).fit([]).horizons.isEmpty)
        #expect(PowerForecasts(horizon: 3).fit([[1, 2, 3, 4, 5, 6, 7, 8, 9]]).horizons.isEmpty)
        let constant = PowerForecasts(horizon: 1, support: .real).fit([[Double?]](repeating: [Double?](repeating: 7, count: 9), count: 50))
        let told = constant.horizons.flatMap(\.forecasts).count { $0 != nil }
        #expect(told == 0)
        // Amounts beyond all measure, and what is no number, take no part.
        var values = reference.values
        values[3][4] = .infinity
        values[4][5] = -3
        values[5] = values[5].map { _ in 1e149 }
        let fit = PowerForecasts(horizon: 2).fit(values)
        let all = fit.horizons.flatMap { $0.forecasts.compactMap { $0 } }
        let infinite = all.count { !$0.interval.upper.isFinite }
        #expect(infinite == 0)
        let lower = reference.values.map { row in row.map { value -> Double? in value.map { $0 - 30 } } }
        let signed = PowerForecasts(horizon: 1, support: .real).fit(lower)
        #expect(signed.horizons[0].power == 1)
        let below = signed.horizons[0].forecasts.compactMap { $0 }.count { $0.interval.lower < 0 }
        #expect(below > 0)
    }
}
