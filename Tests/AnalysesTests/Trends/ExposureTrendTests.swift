import ColumnStore
import Disclosure
import Foundation
import Testing

@testable import Analyses

@Suite struct ExposureTrendTests {
    /// Thirty bodies over twelve years: events follow what they are counted per, which grows by a tenth a year; half of the bodies have half as many more events from 2011 on.
    private func corpus(step: Double = 1) -> Corpus {
        var panel = Panel(entities: (0..<30).map { "b\($0)" }, years: 2004...2015)
        var state: UInt64 = 9
        func noise() -> Double {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Double(state >> 40) / Double(1 << 24) - 0.5
        }
        for body in 0..<30 {
            for year in 2004...2015 {
                let people = (1000 * exp(0.1 * Double(body)) * pow(1.1, Double(year - 2004))).rounded()
                let events = (people * 0.2 * (body < 15 && year >= 2011 ? step : 1) * exp(0.2 * noise())).rounded()
                let other = (300 * exp(0.2 * noise())).rounded()
                for (variable, value) in [("people", people), ("events", events), ("other", other)] {
                    panel.set(variable, entity: body, year: year, value: value, state: CellState.number.rawValue)
                }
            }
        }
        panel.setAttribute("side", DictionaryColumn((0..<30).map { $0 < 15 ? "east" : "west" }))
        return Corpus(panel: panel)
    }

    @Test func countsPerExposureDoNotGrowWithIt() throws {
        let corpus = corpus()
        let raw = TrendAnalysis(TrendOptions(indicators: [IndicatorPattern("events")])).rows(in: corpus)
        #expect(raw.allSatisfy { $0.direction == .rising && $0.percentPerYear! > 5 })
        var options = TrendOptions(forecastYears: 1)
        let subject = try TrendSubject("events / people", in: corpus)
        (options.indicators, options.exposure) = (subject.indicators, subject.exposure)
        let found = TrendAnalysis(options).rows(in: corpus)
        #expect(found.count == 30 && found.allSatisfy { $0.indicator == "events / people" && $0.model == .quasiPoisson })
        #expect(found.count { $0.direction == .rising || $0.direction == .falling } <= 2)
        #expect(found.allSatisfy { abs($0.mean! - 0.2) < 0.02 && abs($0.percentPerYear!) < 4 })
        #expect(found.allSatisfy { abs($0.points[0].value - $0.points[0].numerator! / $0.points[0].denominator!) < 1e-12 })
        #expect(found.allSatisfy { $0.forecast.allSatisfy { $0.low > 0.1 && $0.high < 0.4 } })
        // Per thousand is the same trend in other units.
        options.exposure = RankOptions.Exposure("people", scale: 1000)
        for (one, other) in zip(TrendAnalysis(options).rows(in: corpus), found) {
            #expect(abs(one.percentPerYear! - other.percentPerYear!) < 1e-6 && abs(one.mean! - 1000 * other.mean!) < 1e-6)
        }
    }

    @Test func aPartIsComparedWithTheExposuresOfAll() throws {
        let whole = corpus()
        let part = whole.selecting(bodies: Array(0..<5))
        var options = TrendOptions(indicators: [IndicatorPattern("events")])
        options.exposure = RankOptions.Exposure("people")
        #expect(TrendAnalysis(options).rows(in: part, exposuresOf: whole).allSatisfy { $0.n == 12 })
    }

    @Test func whatNobodyKnowsIsNamed() {
        let corpus = corpus()
        #expect(throws: RankingError.self) { try TrendSubject("event", in: corpus) }
        #expect(throws: RankingError.self) { try TrendSubject([], per: RankOptions.Exposure("peple"), in: corpus) }
        #expect((try? TrendSubject("events", in: corpus))?.exposure == nil)
    }

    @Test func anEventIsHeldAgainstThoseThatItDidNotConcern() throws {
        let corpus = corpus(step: 1.5)
        var options = TrendOptions(unit: .yearEffects, indicators: [IndicatorPattern("events")])
        options.event = 2011
        options.exposed = TrendOptions.BodyTrait("side", "east")
        let row = try #require(TrendAnalysis(options).rows(in: corpus).first)
        let event = try #require(row.event)
        #expect(event.year == 2011 && abs(event.change.percent! - 50) < 15 && event.change.pValue < 0.01 && event.change.low > 0)
        #expect(!event.placebos.isEmpty && event.placeboShare == 1 / Double(1 + event.placebos.count))
        #expect(event.placebos.allSatisfy { abs($0.year - 2011) > 1 && $0.change.pValue > event.change.pValue })
        let control = try #require(event.control)
        #expect(control.kind == .bodies && control.count == 15 && abs(control.change.percent! - 50) < 15 && control.change.pValue < 0.01)
        #expect(row.n == 180 && row.breaks.contains { $0.kind == .event && $0.qValue != nil })

        options.exposed = nil
        let all = try #require(TrendAnalysis(options).rows(in: corpus).first?.event)
        #expect(all.control?.kind == .indicators && all.control?.count == 2)
        options.event = 1990
        #expect(TrendAnalysis(options).rows(in: corpus).first?.event == nil)
    }

    @Test func anEventIsAKnownDateOfEveryBody() throws {
        var options = TrendOptions(indicators: [IndicatorPattern("events")])
        options.event = 2011
        let found = TrendAnalysis(options).rows(in: corpus(step: 3))
        let east = found.filter { Int($0.entity.dropFirst())! < 15 }
        #expect(east.count { $0.shape == .step || $0.shape == .both } >= 13)
        #expect(found.allSatisfy { $0.breaks.map(\.kind) == [.event] && $0.breaks[0].qValue! >= $0.breaks[0].pValue! })
        #expect(found.count { $0.shape == .trend && $0.stepYear == nil } >= 8)
    }
}
