import Analyses
import Disclosure
import FilePaths
import Testing

@Suite struct ReportComparisonTests {
    private func report(_ edition: Edition, year: Int, _ cells: [(String, String)], prose: [(Int?, String)] = []) -> Report {
        let place = CellPlace(table: 1, row: 1, column: 1)
        let filled = cells.map { id, raw in
            let value = ExactDecimal(raw)
            let state: CellState = raw.isEmpty ? .blank : value != nil ? .number : raw == "/" ? .notApplicable : .text
            return Cell(indicator: id, state: state, value: value, raw: raw, place: place)
        }
        return Report(
            body: Body(name: "甲县", kind: .government, level: .county, regionCode: nil), year: year, title: "",
            forms: [FilledForm(edition: edition, cells: filled)],
            passages: prose.enumerated().map { Passage(section: $1.0, text: $1.1, paragraph: $0 + 1) },
            source: ReportSource(path: "a", sha256: "", format: "html"))
    }

    private func changes(_ one: Report, _ other: Report) -> [String: ReportComparison.CellChange] {
        Dictionary(uniqueKeysWithValues: ReportComparison(one, other).cells.map { (($0.after ?? $0.before!).cell.indicator, $0) })
    }

    @Test func everyKindOfChangeHasItsName() throws {
        let ids = ["applications.received.total", "outcome.granted.total", "outcome.partial.total", "outcome.total.total", "disclosure.fees.amount"]
        let before = report(.fmt2021, year: 2022, Array(zip(ids, ["10", "", "3", "7", "1.5"])))
        let after = report(.fmt2021, year: 2022, Array(zip(ids, ["12", "0", "", "7", "0.25"])) + [("outcome.denied.state_secret.total", "/")])
        let found = changes(before, after)
        #expect(ids.map { found[$0]!.change } == [.changed, .filled, .cleared, .same, .changed])
        #expect(found["outcome.denied.state_secret.total"]!.change == .onlyAfter)
        #expect(found[ids[0]]!.difference == ExactDecimal(2) && found[ids[0]]!.percent == 20)
        #expect(found[ids[4]]!.difference == ExactDecimal("-1.25"))
        #expect(found[ids[1]]!.difference == nil && found[ids[1]]!.percent == nil)
        let back = changes(after, before)
        #expect(back["outcome.denied.state_secret.total"]!.change == .onlyBefore && back[ids[1]]!.change == .cleared)
        #expect(ReportComparison(before, before).cells.allSatisfy { $0.change == .same })
    }

    @Test func acrossFormsOnlyWhatCountsTheSameIsCompared() {
        let before = report(
            .fmt2019, year: 2020,
            [("applications.received.total", "5"), ("disclosure.normative_docs.disclosed_total", "40"), ("outcome.granted.enterprise", "1")])
        let after = report(
            .fmt2021, year: 2021,
            [("applications.received.total", "6"), ("disclosure.normative_docs.in_force", "30"), ("outcome.granted.enterprise", "2")])
        let found = changes(before, after)
        #expect(found["applications.received.total"]!.change == .changed && found["outcome.granted.enterprise"]!.change == .changed)
        #expect(found["disclosure.normative_docs.in_force"]!.change == .onlyAfter)
        #expect(found["disclosure.normative_docs.disclosed_total"]!.change == .onlyBefore)
    }

    @Test func figuresDoNotCountInTheSimilarityOfProse() throws {
        let words = "全年收到政府信息公开申请十件全部在法定期限内办结没有发生行政复议"
        let one = report(.fmt2021, year: 2021, [], prose: [(1, "2021年，\(words)12件。"), (5, "公开的深度还要加强")])
        let other = report(.fmt2021, year: 2022, [], prose: [(1, "2022年，\(words)345件。"), (5, "工作人员业务能力有待提高")])
        let prose = ReportComparison(one, other).prose
        #expect(prose.map(\.section) == [nil, 1, 5])
        #expect(prose[1].similarity == 1 && prose[2].similarity == 0)
        let whole = try #require(prose[0].similarity)
        #expect(whole > 0.4 && whole < 1)
        #expect(ReportComparison(report(.fmt2021, year: 2021, []), report(.fmt2021, year: 2022, [])).prose.map(\.similarity) == [nil])
        // Shingles abcde, bcdef against abcde, bcdeg: one of three.
        #expect(TextSimilarity.jaccard(["abc", "de1f"], ["abcdeg"]) == 1.0 / 3)
    }

    @Test(arguments: [("1", "2", "-1"), ("0.1", "0.03", "0.07"), ("-5", "5.5", "-10.5"), ("100", "0.000001", "99.999999")])
    func decimalsSubtractExactly(one: String, other: String, difference: String) {
        #expect(ExactDecimal(one)!.subtracting(ExactDecimal(other)!) == ExactDecimal(difference))
        #expect(ExactDecimal(mantissa: .max).subtracting(ExactDecimal("0.1")!) == nil)
    }
}
