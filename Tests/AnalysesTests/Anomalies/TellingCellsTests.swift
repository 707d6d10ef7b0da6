import Disclosure
import FiguresSupport
import Testing

@testable import Analyses

/// Which of several cells is the wrong one, where rules alone do not tell.
@Suite struct TellingCellsTests {
    private let county = Body(name: "甲县", kind: .government, level: .county, regionCode: nil)

    private func findings(_ detector: any AnomalyDetector, _ reports: [Report]) throws -> [Finding] {
        try AnomalyAnalysis(detectors: AnomalyDetectors(perBody: [detector])).findings(in: Corpus(reports: reports))
    }

    private func litigation(_ year: Int, _ upheld: Int, _ corrected: Int, _ other: Int, _ pending: Int, total: Int) -> Report {
        let names = ["upheld", "corrected", "other", "pending", "total"]
        let values = [upheld, corrected, other, pending, total]
        return Figures.report(
            county, year, edition: .fmt2021, Dictionary(uniqueKeysWithValues: zip(names.map { "litigation.direct.\($0)" }, values)))
    }

    @Test func aDoubledDigitInATotalIsLikelierThanTwentyCasesMore() throws {
        let found = try findings(SumDetector(), [litigation(2023, 1, 0, 1, 0, total: 22)])
        #expect(found.count == 1)
        #expect(found[0].suggestions[0].indicator == "litigation.direct.total" && found[0].suggestions[0].to == ExactDecimal(2))
        #expect(found[0].mechanism == .extraDigit)
    }

    @Test func otherYearsTellWhichPartIsUnusual() throws {
        // 3 cases more in one of the parts: only 其他 has had 14 before.
        let sound = [2021: 13, 2022: 15, 2024: 14].map { litigation($0, 1, 0, $1, 2, total: $1 + 3) }
        let found = try findings(SumDetector(), sound + [litigation(2023, 1, 0, 1, 2, total: 17)])
        #expect(found.count == 1)
        #expect(found[0].suggestions[0].indicator == "litigation.direct.other" && found[0].suggestions[0].to == ExactDecimal(14))
    }

    private func stock(_ year: Int, total: Int, new: Int) -> Report {
        let id = "disclosure.normative_docs"
        return Figures.report(county, year, edition: .fmt2019, ["\(id).disclosed_total": total, "\(id).newly_disclosed": new])
    }

    @Test func aSlipThatMakesTheStockBalanceIsNamedInItsYear() throws {
        let tenfold = try findings(PublicStockDetector(), [stock(2019, total: 1700, new: 9), stock(2020, total: 192, new: 22)])
        #expect(tenfold.map(\.rule) == ["y2y.disclosed_total_slip.normative_docs"] && tenfold[0].year == 2019)
        #expect(
            tenfold[0].suggestions.map(\.indicator) == ["disclosure.normative_docs.disclosed_total"]
                && tenfold[0].suggestions[0].from == ExactDecimal(1700) && tenfold[0].suggestions[0].to == ExactDecimal(170)
        )
        #expect(tenfold[0].mechanism == .factor10)
        let addition = try findings(PublicStockDetector(), [stock(2019, total: 138, new: 9), stock(2020, total: 146, new: 80)])
        #expect(addition.map(\.year) == [2020] && addition[0].suggestions[0].to == ExactDecimal(8))
    }

    @Test func withdrawnDocumentsAreNoSlip() throws {
        #expect(try findings(PublicStockDetector(), [stock(2019, total: 321, new: 9), stock(2020, total: 312, new: 0)]).isEmpty)
        #expect(try findings(PublicStockDetector(), [stock(2019, total: 300, new: 9), stock(2020, total: 120, new: 22)]).isEmpty)
        let excess = try findings(CatalogDetector(), [stock(2019, total: 300, new: 9), stock(2020, total: 330, new: 22)])
        #expect(excess.map(\.rule) == ["y2y.disclosed_total.normative_docs"] && excess[0].expected == 322)
    }

    /// What a violation lists are the sides of the line that `analyze rules` prints, in the year that the line speaks of.
    @Test func theSidesOfAViolationAreThoseOfItsLine() throws {
        func items(_ year: Int, _ count: Int, _ change: Int) -> Report {
            Figures.report(
                county, year, edition: .fmt2019, ["disclosure.licensing.items_prev": count, "disclosure.licensing.items_change": change])
        }
        let negative = try findings(CatalogDetector(), [items(2019, 6, -628)])
        #expect(negative.map(\.rule) == ["t2.items_nonneg.licensing"])
        #expect(negative[0].violations.map(\.left) == [-622] && negative[0].violations.map(\.right) == [0])
        let broken = try findings(CatalogDetector(), [items(2019, 40, 5), items(2020, 54, 0)])
        #expect(broken.map(\.rule) == ["y2y.items.licensing"] && broken[0].year == 2020)
        #expect(broken[0].violations.map(\.year) == [2019] && broken[0].violations.map(\.difference) == [-9])
    }

    private func runningTotal(_ year: Int, _ flow: Int, _ total: Int?) -> Report {
        let id = "legacy.applications.received"
        return Figures.report(county, year, edition: .fjStats, [id: flow].merging(total.map { ["\(id).cumulative": $0] } ?? [:]) { $1 })
    }

    @Test func aBlankRunningTotalFollowsFromItsNeighbors() throws {
        let before = runningTotal(2015, 30, 302)
        let blank = runningTotal(2016, 22, nil)
        let alone = try findings(BlankRunningTotalDetector(), [before, blank])
        #expect(alone.map(\.rule) == ["fj.cumulative_blank"] && alone[0].certainty == .candidates)
        #expect(alone[0].suggestions.map(\.indicator) == ["legacy.applications.received.cumulative"])
        #expect(alone[0].suggestions.map(\.from) == [nil] && alone[0].suggestions.map(\.to) == [ExactDecimal(324)])
        let confirmed = try findings(BlankRunningTotalDetector(), [before, blank, runningTotal(2017, 6, 330)])
        #expect(confirmed.map(\.rule) == ["fj.cumulative_blank"] && confirmed[0].certainty == .exact)
    }

    /// A row that the form of the year does not print takes no part in a sum, and is no zero by itself.
    @Test func whatIsNotPrintedIsNotCounted() throws {
        func found(_ cells: [String: Int]) throws -> [String] {
            var report = Figures.report(county, 2015, edition: .stats2014, cells)
            report.forms[0].cells.removeAll { cells[$0.indicator] == nil }
            return try findings(CatalogDetector(), [report]).map(\.rule)
        }
        #expect(try found(["stats.disclosed.via_website": 3, "stats.disclosed.total": 5]) == ["s14.channels_ge_total"])
        #expect(try found(["stats.disclosed.via_website": 3, "stats.disclosed.via_wechat": 2, "stats.disclosed.total": 5]).isEmpty)
        #expect(try found(["stats.disclosed.via_website": 7, "stats.disclosed.total": 5]) == ["s14.channel_le_total"])
        #expect(try found(["stats.applications.closed": 4]).isEmpty)
        #expect(try found(["stats.applications.closed": 4, "stats.answers.total": 0]) == ["s14.closed_vs_answers"])
    }

    private func fees(_ amounts: [Int]) -> [Report] {
        amounts.enumerated().map { Figures.report(county, 2021 + $0, edition: .fmt2021, ["disclosure.fees.amount": $1]) }
    }

    @Test func twoYearsInYuanDoNotMakeTheOthersLookWrong() throws {
        let two = try findings(MoneyUnitDetector(), fees([151_277_900, 13_237, 14_409, 120_223_800, 13_714]))
        #expect(two.map(\.year) == [2021, 2024] && two.allSatisfy { $0.mechanism == .factor10000 && $0.severity == .error })
        #expect(two[0].suggestions.map(\.indicator) == ["disclosure.fees.amount"] && two[0].suggestions[0].from == ExactDecimal(151_277_900))
        #expect(two[0].suggestions[0].to == ExactDecimal("15127.79") && two[0].suggestions[0].year == 2021)
        #expect(try findings(MoneyUnitDetector(), fees([13_237, 14_409, 120_223_800])).map(\.year) == [2023])
        #expect(try findings(MoneyUnitDetector(), fees([13_237, 12_022, 13_714])).isEmpty)
    }

    private func finding(_ rule: String, _ kind: Finding.Kind, _ severity: Finding.Severity, _ cells: [String], to: [Int] = []) -> Finding {
        var finding = Finding(
            body: 0, fingerprint: rule, kind: kind, rule: rule, severity: severity, entity: county.name, regionCode: nil, year: 2015,
            message: LocalizedText(zh: "", en: ""))
        finding.cells = cells.map {
            Finding.CellReference(indicator: $0, label: "", value: nil, raw: "", source: "", table: 0, row: 0, column: 0, year: 2015)
        }
        finding.repairs = zip(cells, to).map { .init([finding.change($0, from: ExactDecimal(88_900), to: ExactDecimal($1))]) }
        finding.certainty = .candidates
        return finding
    }

    private func outlier(_ cell: String, to: Int? = nil) -> Finding {
        var outlier = finding("panel.outlier", .outlier, .warning, [cell], to: to.map { [$0] } ?? [])
        outlier.observed = 88_900
        outlier.expected = 900
        outlier.mechanism = .factor100
        return outlier
    }

    @Test func aNoteThatTheModelSharesBecomesAWarningAboutItsCell() throws {
        let note = finding("s14.channel_le_total", .implausible, .info, ["stats.disclosed.total", "stats.disclosed.via_weibo"])
        let merged = FindingMerger.merged([note, outlier("stats.disclosed.via_weibo", to: 889)], in: Figures.corpus)
        #expect(merged.map(\.rule) == ["s14.channel_le_total"])
        #expect(merged[0].severity == .warning && merged[0].mechanism == .factor100)
        #expect(merged[0].cells[0].indicator == "stats.disclosed.via_weibo")
        #expect(merged[0].suggestions.map(\.to) == [ExactDecimal(889)])
    }

    @Test func theModelChoosesAmongRepairsOnlyOneThatBringsItsCellNearer() throws {
        let sum = finding("sum", .identity, .error, ["a.total", "a.part"], to: [120, 900])
        let chosen = FindingMerger.merged([sum, outlier("a.part")], in: Figures.corpus)
        #expect(
            chosen[0].repairs.flatMap(\.changes).map(\.indicator) == ["a.part", "a.total"]
                && chosen[0].cells.map(\.indicator) == ["a.part", "a.total"])
        let farther = finding("sum", .identity, .error, ["a.total", "a.part"], to: [120, 9_000_000])
        let kept = FindingMerger.merged([farther, outlier("a.part")], in: Figures.corpus)
        #expect(kept[0].repairs.flatMap(\.changes).map(\.indicator) == ["a.total", "a.part"])
    }
}
