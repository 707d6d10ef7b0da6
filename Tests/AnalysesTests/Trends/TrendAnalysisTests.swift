import Disclosure
import FiguresSupport
import Foundation
import Testing

@testable import Analyses

private func rows(_ corpus: Corpus = Figures.corpus, _ options: TrendOptions = TrendOptions()) -> [TrendRow] {
    TrendAnalysis(options).rows(in: corpus)
}

private func pingtan(_ indicator: String, _ options: TrendOptions = TrendOptions()) throws -> TrendRow {
    var options = options
    options.indicators = [IndicatorPattern(indicator)]
    return try #require(rows(Figures.corpus, options).first { $0.entity == Figures.pingtan.name })
}

/// A body with one concept's values over the years from 2011 (form of 2021 throughout, so that no edition interferes).
private func corpus(_ series: [[Int?]], indicator: String = "applications.received.total") -> Corpus {
    Corpus(
        reports: series.enumerated().flatMap { body, values in
            values.enumerated().map { offset, value in
                Figures.report(
                    Body(name: "县\(body)", kind: .government, level: .county, regionCode: "3501\(10 + body)"), 2011 + offset, edition: .fmt2021,
                    value.map { [indicator: $0] } ?? [:])
            }
        })
}

@Suite struct TrendAnalysisTests {
    @Test func joinsFifteenYearsOfApplicationsAcrossEditions() throws {
        let row = try pingtan("received")
        #expect(row.n == 15)
        #expect(row.editions == [.fjStats, .fmt2019, .fmt2021])
        #expect((row.firstYear, row.lastYear) == (2011, 2025))
        #expect(row.points.last?.year == 2025)
        #expect(row.points.map(\.value).first == 0)
        // Years without applications have no logarithm: growth in percent comes from the model for counts, and the row says so.
        #expect(try #require(row.percentPerYear) > 20)
        #expect(row.notes.contains(TrendNotes.percentOfCounts))
        let line = try pingtan("received", TrendOptions(model: .ols))
        #expect(line.percentPerYear == nil && line.model == .leastSquares)
        // One body alone does not tell how its years hang together: the recommended model says less than least squares, which takes them as independent.
        #expect(row.model == .pooledLeastSquares)
        #expect(try #require(row.slopeHigh) - #require(row.slopeLow) > #require(line.slopeHigh) - #require(line.slopeLow))
        #expect(line.notes.contains { $0.en.contains("not every year is above 0") })
    }

    @Test func neverJoinsWhereTheConceptSaysNo() throws {
        let options = TrendOptions(
            minimumPoints: 3, indicators: [IndicatorPattern("refused"), IndicatorPattern("fee_*"), IndicatorPattern("disclosed")])
        let found = rows(Figures.corpus, options).filter { $0.entity == Figures.pingtan.name }
        #expect(found.filter { $0.indicator == "refused" }.map(\.editions.count) == [1, 1, 1])
        #expect(found.filter { $0.indicator == "fee_items" }.map(\.unit) == ["项"])
        #expect(found.filter { $0.indicator == "fee_amount" }.map(\.unit) == ["万元"])
        #expect(found.first { $0.indicator == "disclosed" }?.lastYear == 2018)
        // The grounds of refusal are parts of a concept that is never joined.
        let ground = rows(Figures.corpus, TrendOptions(indicators: [IndicatorPattern("outcome.denied.state_secret.total")]))
        #expect(Set(ground.filter { $0.entity == Figures.pingtan.name }.map(\.editions)) == [[.fmt2019], [.fmt2021]])
    }

    @Test func aCellThatIsAConceptIsFollowedUnderTheConceptsId() throws {
        let row = try pingtan("applications.received.total")
        #expect(row.indicator == "received")
        #expect(row.n == 15)
    }

    @Test func reviewHasAKnownBreakIn2024() throws {
        let row = try pingtan("review")
        #expect(row.breaks.contains { $0.year == 2024 && $0.kind == .policy && $0.pValue != nil })
        #expect(row.degreesOfFreedom == Double(row.n - 3))
        #expect(row.notes.contains(TrendNotes.breaksDisregarded))
        let granted = try pingtan("granted")
        #expect(granted.breaks.map(\.kind) == [.edition, .edition])
        #expect(granted.breaks.map(\.year) == [2019, 2021])
    }

    @Test func agreesWithTheClosedFormOfALine() throws {
        // y = 3, 5, 4, 8, 9, 11 over 2011…2016: slope 28/17.5.
        let row = try #require(
            rows(corpus([[3, 5, 4, 8, 9, 11]]), TrendOptions(model: .ols, forecastYears: 1, indicators: [IndicatorPattern("received")])).first)
        #expect(abs(try #require(row.slope) - 1.6) < 1e-12)
        #expect(row.kendallS == 13)
        #expect(row.degreesOfFreedom == 4)
        #expect(row.theilSen == 1.5)
        #expect(row.model == .leastSquares)
        let forecast = try #require(row.forecast.first)
        #expect(forecast.year == 2017)
        #expect(abs(forecast.mean - (40.0 / 6 + 3.5 * 1.6)) < 1e-10)
        #expect(forecast.low < forecast.mean && forecast.mean < forecast.high)
    }

    @Test func exactGrowthIsFoundInPercent() throws {
        let row = try #require(rows(corpus([[100, 110, 121, 1331, 0, 0].map { $0 == 0 ? nil : $0 }]), TrendOptions(minimumPoints: 3)).first)
        #expect(row.n == 4)
        let doubling = try #require(rows(corpus([[8, 16, 32, 64, 128]])).first { $0.indicator == "received" })
        #expect(abs(try #require(doubling.percentPerYear) - 100) < 1e-9)
        #expect(doubling.direction == .rising)
    }

    @Test func blanksStayMissing() throws {
        let row = try #require(rows(corpus([[5, nil, 7, 8, nil, 11, 12]])).first { $0.indicator == "received" })
        #expect(row.n == 5)
        #expect(row.points.map(\.year) == [2011, 2013, 2014, 2016, 2017])
        #expect(row.notes.contains(TrendNotes.empty(2)))
    }

    @Test func fewYearsAreUndeterminedAndSayWhy() throws {
        let row = try #require(rows(corpus([[5, 6, 7, nil]])).first { $0.indicator == "received" })
        #expect(row.direction == .undetermined)
        #expect(row.slope == nil && row.pValue == nil && row.qValue == nil && row.theilSen == nil)
        #expect(row.note?.en == "5 years with a number needed, 3 found (1 more blank or not a number)")
        #expect(row.mean == 6)
    }

    @Test func aConstantSeriesHasNoTrend() throws {
        let row = try #require(rows(corpus([[7, 7, 7, 7, 7, 7]])).first { $0.indicator == "received" })
        #expect(row.slope == 0 && row.pValue == 1 && row.direction == .none)
        #expect(row.percentPerYear == 0)
    }

    @Test func thePValuesAreAdjustedTogether() throws {
        let corpus = corpus([[1, 2, 3, 4, 6], [5, 1, 9, 2, 7], [9, 8, 7, 5, 4]])
        let adjusted = rows(corpus, TrendOptions(indicators: [IndicatorPattern("received")]))
        let plain = rows(corpus, TrendOptions(falseDiscovery: .none, indicators: [IndicatorPattern("received")]))
        let worst = try #require(adjusted.last)
        #expect(worst.qValue == worst.pValue)
        #expect(adjusted.allSatisfy { $0.qValue! >= $0.pValue! })
        #expect(plain.allSatisfy { $0.qValue == nil })
        let strict = rows(corpus, TrendOptions(falseDiscovery: .by, indicators: [IndicatorPattern("received")]))
        #expect(zip(strict, adjusted).allSatisfy { $0.qValue! >= $1.qValue! })
    }

    @Test func rowsComeInTheOrderAskedFor() {
        let corpus = corpus([[5, 1, 9, 2, 7], [1, 2, 3, 4, 6], [9, 8, 7, 5, 4], [1, 2, nil, nil, nil]])
        func order(_ order: TrendOptions.Order) -> [String] {
            rows(corpus, TrendOptions(order: order, indicators: [IndicatorPattern("received")])).map(\.entity)
        }
        #expect(order(.entity) == ["县0", "县1", "县2", "县3"])
        #expect(order(.slope) == ["县1", "县0", "县2", "县3"])
        #expect(order(.q).last == "县3")
        #expect(order(.percent) == ["县0", "县2", "县1", "县3"])
    }

    @Test func theilSenWithstandsAWildYear() throws {
        let options = TrendOptions(model: .theilSen, indicators: [IndicatorPattern("received")])
        let row = try #require(rows(corpus([[10, 12, 14, 1600, 18, 20, 22, 24]]), options).first)
        #expect(row.model == .theilSen)
        #expect(row.slope == 2)
        #expect(row.pValue == row.kendallP)
        #expect(row.percentPerYear == nil)
    }

    @Test func ratiosCanBeFollowed() throws {
        let row = try pingtan("disclosure_rate", TrendOptions(minimumPoints: 3))
        #expect(row.unit == "1")
        #expect(row.points.allSatisfy { $0.value >= 0 && $0.value <= 1 })
        #expect(row.firstYear == 2019)
    }

    /// Thirty bodies about 60 a year, every third growing by a fifth a year, with wobbles from a fixed congruence.
    private func many() -> Corpus {
        var state: UInt64 = 11
        func wobble() -> Double {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Double(state >> 40) / Double(1 << 24) - 0.5
        }
        return corpus(
            (0..<30).map { body in
                (0..<7).map { year in Int(60 * (body % 3 == 0 ? pow(1.2, Double(year)) : 1) * (1 + 0.3 * wobble())) }
            })
    }

    @Test func withManySeriesCountsLearnFromEachOther() throws {
        let found = rows(many(), TrendOptions(forecastYears: 1, indicators: [IndicatorPattern("received")]))
        #expect(found.count == 30)
        #expect(found.allSatisfy { $0.model == .quasiPoisson && $0.degreesOfFreedom! > 5 })
        let rising = found.filter { $0.direction == .rising }
        let grown = rising.filter { Int($0.entity.dropFirst())! % 3 == 0 }
        #expect(grown.count == 10)
        // One false discovery in eleven is what a rate of 5 % allows.
        #expect(rising.count <= 11)
        #expect(grown.allSatisfy { abs($0.percentPerYear! - 20) < 12 })
        #expect(grown.count { $0.percentLow! <= 20 && 20 <= $0.percentHigh! } >= 8)
        #expect(found.allSatisfy { $0.forecast[0].low <= $0.forecast[0].mean && $0.forecast[0].mean <= $0.forecast[0].high })
        #expect(found[0].notes.contains { $0.en.hasPrefix("leaving the last year out: ") })
    }

    @Test func slopesOfManyBodiesAreDrawnTogether() throws {
        let found = rows(many(), TrendOptions(indicators: [IndicatorPattern("received")]))
        let pairs = try found.map { (own: try #require($0.slope), shrunken: try #require($0.shrunkenSlope)) }
        func spread(_ values: [Double]) -> Double { values.max()! - values.min()! }
        #expect(spread(pairs.map(\.shrunken)) < spread(pairs.map(\.own)))
        // Four bodies are too few to learn from.
        let few = rows(corpus((0..<4).map { body in (0..<6).map { 10 + body + $0 * $0 } }), TrendOptions(indicators: [IndicatorPattern("received")]))
        #expect(few.allSatisfy { $0.shrunkenSlope == nil })
    }

    @Test func aJumpIsFoundWhereNoBreakIsKnown() throws {
        let jump = corpus([[10, 12, 11, 13, 12, 60, 62, 61, 64, 63]])
        let row = try #require(rows(jump, TrendOptions(indicators: [IndicatorPattern("received")])).first)
        #expect(row.breaks.map(\.year) == [2016] && row.breaks.map(\.kind) == [.searched])
        #expect(try #require(row.breaks[0].pValue) <= 0.05)
        let even = try #require(
            rows(corpus([[10, 13, 11, 14, 12, 15, 13, 16, 14, 17]]), TrendOptions(indicators: [IndicatorPattern("received")])).first)
        #expect(even.breaks.isEmpty)
    }

    @Test func aSeriesThatReturnsToItsStartHasASlopeOfExactlyZero() throws {
        let row = try #require(rows(corpus([[5, 7, 9, 11, 9, 7, 5]]), TrendOptions(indicators: [IndicatorPattern("received")])).first)
        #expect(row.slope == 0 && row.pValue == 1)
    }

    @Test func poissonIsNarrowerThanQuasiPoisson() throws {
        let corpus = corpus([[30, 80, 25, 90, 40, 120, 60]])
        let one = try #require(rows(corpus, TrendOptions(model: .poisson, indicators: [IndicatorPattern("received")])).first)
        let other = try #require(rows(corpus, TrendOptions(model: .quasipoisson, indicators: [IndicatorPattern("received")])).first)
        #expect((one.model, other.model) == (.poisson, .quasiPoisson))
        #expect(one.pValue! < other.pValue!)
        #expect(one.slope == other.slope)
    }

    @Test func aPanelModelFindsTheCommonTrend() throws {
        // Bodies at very different heights, each rising by exactly 3 a year: the body effects take the heights.
        let exact = corpus((0..<5).map { body in (0..<6).map { 100 * body + 3 * $0 + (body + $0) % 2 } })
        let row = try #require(rows(exact, TrendOptions(unit: .level, indicators: [IndicatorPattern("received")])).first)
        #expect(row.entity == "government/county")
        #expect(row.model == .yearEffectsOfCounts)
        #expect(abs(row.slope! - 3) < 0.2 && row.slopeLow! <= 3.1 && row.direction == .rising)
        #expect(row.n == 30)
        let effects = try #require(rows(exact, TrendOptions(unit: .yearEffects, indicators: [IndicatorPattern("received")])).first)
        #expect(effects.points.count == 6)
        #expect(abs(effects.points.map(\.value).reduce(0, +) / 6 - row.mean!) < 1e-9)
        let province = rows(exact, TrendOptions(unit: .region, indicators: [IndicatorPattern("received")]))
        #expect(province.map(\.regionCode) == ["350000"])
        let alone = try #require(rows(corpus([[1, 2, 3, 4, 5]]), TrendOptions(unit: .level, indicators: [IndicatorPattern("received")])).first)
        #expect(alone.direction == .undetermined && alone.note!.en.contains("needs 3 bodies"))
    }
}
