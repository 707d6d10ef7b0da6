import Testing

@testable import Disclosure
@testable import ReportParsing

/// The year of a report, by all that speaks of it.
@Suite struct YearVoteTests {
    static func vote(_ title: String?, _ text: [String] = [], path: String = "report.html", published: DateText.Day? = nil) -> YearVote {
        YearVote(title: title, passages: text.enumerated().map { Passage(section: 1, text: $1, paragraph: $0 + 1) }, path: path, published: published)
    }

    @Test(arguments: [
        ("2020年1月1日至2020年12月31日", 2020, 2020), ("2020年1月1日至12月31日", 2020, 2020), ("2020年1月1日起，至2020年12月31日止", 2020, 2020),
        ("２０２０年１月１日至２０２０年１２月３１日", 2020, 2020), ("2020.1.1—2020.12.31", 2020, 2020), ("2020-01-01至2020-12-31", 2020, 2020),
        ("2020年1月至12月", 2020, 2020), ("2020年 1 月 1 日至 12 月 31 日", 2020, 2020), ("201711日至20171231日", 2017, 2017),
        ("自20231月1日起至202312月31日止", 2023, 2023), ("2023年1月1日至2023年1231日", 2023, 2023), ("20181月1日至12月31日", 2018, 2018),
        ("二〇二一年一月一日至十二月三十一日", 2021, 2021), ("2010年1月1日至2011年12月31日", 2010, 2011),
    ]) func periods(text: String, first: Int, last: Int) throws {
        let sentence = DateText.withWesternYears(LabelNormalization.folded("本报告统计期限为\(text)。全年收到12件。"))
        let period = try #require(DateText.period(in: sentence))
        #expect(period.first == first && period.last == last, "\(period)")
    }

    @Test(arguments: ["2020年12月31日前办结12件", "收到申请31件，其中12月1件", "2023年1月1日起施行", "1.加强培训；2.完善制度；12.落实"])
    func otherDatesAreNoPeriod(text: String) {
        #expect(DateText.period(in: LabelNormalization.folded(text)) == nil)
    }

    /// Any one character of the two dates may be lost: the year is still told, or nothing is, but never another one.
    @Test func lostCharacters() {
        let whole = Array("自2023年1月1日起至2023年12月31日止")
        var told = 0
        for index in whole.indices where !whole[index].isNumber {
            var text = whole
            text.remove(at: index)
            if let period = DateText.period(in: String(text)) {
                #expect(period.first == 2023 && period.last == 2023, "\(String(text))")
                told += 1
            }
        }
        #expect(told >= 9)
    }

    @Test(arguments: [
        ("淮安市2021年政府信息公开工作年度报告", 2021), ("淮安市政府信息公开工作年度报告（2021）", 2021), ("二〇二一年淮安市政府信息公开年度报告", 2021),
        ("淮安市二○二一年政府信息公开年度报告", 2021), ("2021淮安市政府信息公开工作年度报告", 2021), ("淮安市２０２１年度政府信息公开年报", 2021),
    ]) func titles(title: String, year: Int) { #expect(Self.vote(title).year == year) }

    @Test(arguments: [
        ("二〇二三年一月十八日", "2023年1月18日"), ("二○二二年一月一日起至十二月三十一日", "2022年1月1日起至12月31日"), ("十月二十日至十一月三十日", "10月20日至11月30日"),
        ("二十一月三日", "二十一月三日"), ("三月四十日", "三月四十日"), ("一月底", "一月底"), ("第一、二月报", "第一、二月报"),
    ]) func daysInChinese(text: String, western: String) { #expect(DateText.withWesternYears(text) == western) }

    @Test func titleWithoutYear() {
        #expect(Self.vote("淮安市政府信息公开工作年度报告", ["统计期限为2021年1月1日至12月31日。"]).year == 2021)
        #expect(Self.vote("淮安市政府信息公开工作年度报告", path: "xxgkAnnualReport.jsp?area=1&fbtime=2020").year == 2020)
        #expect(Self.vote("淮安市政府信息公开工作年度报告", path: "淮安市/2015年/年报.html").year == 2015)
        #expect(Self.vote("淮安市政府信息公开工作年度报告", published: DateText.Day(2024, 1, 30)).year == 2023)
        #expect(Self.vote("淮安市政府信息公开工作年度报告").year == nil)
    }

    @Test func addressesThatCarryTheDayOfPublication() {
        #expect(PublicationDay.inPath("www/art/2022/1/25/art_1.html") == DateText.Day(2022, 1, 25))
        #expect(PublicationDay.inPath("202301/t20230118_1734687.shtml") == DateText.Day(2023, 1, 18))
        #expect(PublicationDay.inPath("pingtan_2021.html") == nil)
        #expect(Self.vote(nil, ["全年工作"], path: "202301/t20230118_1734687.shtml", published: DateText.Day(2023, 1, 18)).year == 2022)
    }

    /// A copied title: the period and the text outvote it, and every voice is kept.
    @Test func wrongYearInTheTitle() throws {
        let vote = Self.vote(
            "田黄镇2020年政府信息公开工作年度报告", ["统计期限为2021年1月1日至12月31日。", "2021年收到申请2件。", "2021年没有行政复议。"])
        #expect(vote.year == 2021)
        #expect(vote.evidence.map(\.source) == [.title, .period, .text])
        let note = try #require(vote.conflict(with: 2021))
        #expect(note.kind == .yearConflict && note.message.en.contains("title says 2020"))
    }

    /// The report names itself with another year in its first sentence.
    @Test func wrongYearInThePreface() {
        let vote = Self.vote(
            "田黄镇2021年政府信息公开工作年度报告", ["根据条例，编制了《田黄镇2020年政府信息公开工作年度报告》。", "统计期限为2021年1月1日至12月31日。"])
        #expect(vote.year == 2021)
        #expect(vote.conflict(with: 2021)?.message.en.contains("preface says 2020") == true)
    }

    @Test func agreeingVoicesAreNoConflict() {
        let vote = Self.vote("淮安市2021年政府信息公开工作年度报告", ["现公布淮安市2021年政府信息公开工作年度报告，统计期限为2021年1月1日至12月31日。"])
        #expect(vote.year == 2021 && vote.conflict(with: 2021) == nil)
    }
}
