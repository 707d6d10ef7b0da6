import Testing

@testable import Analyses
@testable import Disclosure

@Suite struct NarrativeReaderTests {
    func read(_ text: String, year: Int = 2024) -> [String] {
        NarrativeReader(year: year).mentions(in: text).map { "\($0.quantity.rule)=\($0.isApproximate ? "~" : "")\($0.value)" }
    }

    @Test func applications() {
        #expect(
            read("全市共受理政府信息公开申请3119件，答复3050件（含上年度结转申请34件，另有103件顺延到下年度答复）。") == [
                "text.received=3119", "text.closed=3050", "text.carried_in=34", "text.carried_out=103",
            ])
        #expect(read("全区共收到70件申请，办结69件，1件结转下年度继续办理。", year: 2021) == ["text.received=70", "text.closed=69", "text.carried_out=1"])
        #expect(read("收到申请１，２３４件，共办结148件，结转至2026年6件。", year: 2025) == ["text.received=1234", "text.closed=148", "text.carried_out=6"])
        #expect(read("收到依申请公开件41件。其中网上提交申请14件，信函申请6件，在20个工作日内办结率100%。") == ["text.received=41"])
        #expect(read("2013年未收到有关政府信息公开的申请，收到1份有关政府信息公开行政复议申请。") == ["text.received=0", "text.review=1"])
    }

    @Test func permitsAreNoApplications() {
        #expect(read("中心共收件9898件，累计办结9542件。") == [])
        #expect(read("收到申请70件，及时办结69件。") == ["text.received=70", "text.closed=69"])
    }

    @Test func outcomes() {
        #expect(
            read("其中：予以公开及部分公开42件，占51.85%；不予公开5件；无法提供31件；不予处理1件；其他处理（含撤回）2件。") == [
                "text.outcome.granted_and_partial=42", "text.outcome.denied=5", "text.outcome.unable=31", "text.outcome.not_processed=1",
                "text.outcome.other_handling=2",
            ])
        #expect(
            read("予以公开1431件、部分公开471件、不予公开92件") == [
                "text.outcome.granted=1431", "text.outcome.partial=471", "text.outcome.denied=92",
            ])
    }

    @Test func disputes() {
        #expect(
            read("行政复议351件，其中结果维持72件，尚未审结37件；行政诉讼46件，其中结果维持25件。") == [
                "text.review=351", "text.review.upheld=72", "text.review.pending=37", "text.litigation=46", "text.litigation.upheld=25",
            ])
        #expect(read("共有行政诉讼案件1件、行政复议案件2件，均已结案。") == ["text.litigation=1", "text.review=2"])
        #expect(read("未收到有关政府信息公开行政复议、提起行政诉讼的申请。") == ["text.review=0", "text.litigation=0"])
        #expect(read("全年审理行政复议案件340件。").isEmpty)
    }

    @Test func documentsAndItems() {
        #expect(
            read("集中公开现行有效行政规范性文件698件，动态更新本年度制发的规范性文件88件。") == [
                "text.normative_docs.in_force=698", "text.normative_docs.made=88",
            ])
        #expect(
            read("主动公开政府信息14万余条，门户网站发布46106条，政务微信772条。") == [
                "text.disclosed=~140000", "text.channels.website=46106", "text.channels.wechat=772",
            ])
        #expect(read("涉及自然人72件、商业企业3件。") == ["text.applicant_types=72", "text.applicant_types.enterprise=3"])
    }

    @Test func numbersWithSeparatorsAndUnits() {
        #expect(ChineseText.integers("1,234件，5.5万元，12%，2019年") == [1234, 55_000, 2019])
        let tokens = StatedNumber.scan(ChineseText("约３００余条，占 33.90%").scalars)
        #expect(tokens.map(\.bound) == [.atLeast, .exact])
        #expect(tokens[1].isPercent && tokens[1].printedScale == 2 && tokens[1].value == ExactDecimal("33.9"))
    }

    @Test(arguments: [
        // Received, handled, closed.
        ("全年收到依申请公开件41件。", ["text.received=41"]), ("受理政府信息公开申请3119件", ["text.received=3119"]), ("收到10件依申请公开请求", ["text.received=10"]),
        ("共收办政府信息公开申请案件3646件", ["text.received=3646"]), ("办理政府信息公开申请61件", ["text.received=61"]), ("完成申请答复1453件", ["text.closed=1453"]),
        // Carried over.
        ("上年结转3件", ["text.carried_in=3"]), ("2023年结转申请2件", ["text.carried_in=2"]), ("转下年度办理125件", ["text.carried_out=125"]),
        ("结转2025年度继续办理2件", ["text.carried_out=2"]), ("结转下一年办理7件", ["text.carried_out=7"]),
        // Outcomes and their traps.
        ("予以公开答复966件", ["text.outcome.granted=966"]), ("部分公开67", ["text.outcome.partial=67"]),
        ("予以公开及部分公开258件", ["text.outcome.granted_and_partial=258"]), ("作其他处理（含申请人主动撤回申请）469件", ["text.outcome.other_handling=469"]),
        ("受理依申请公开件41件，其中政策文件29条，规范性文件5件。", ["text.received=41"]),
        // Applicants.
        ("自然人申请3493件，法人或其他组织申请114件", ["text.applicant_types=3493", "text.applicant_types.organizations=114"]),
        ("科研机构申请2件", ["text.applicant_types.research=2"]),
        // Disputes.
        ("复议案件1起", ["text.review=1"]), ("信息公开类行政复议7件", ["text.review=7"]), ("行政诉讼9件，均获维持", ["text.litigation=9", "text.litigation.upheld=9"]),
        ("复议后起诉1件，未经复议直接起诉3件", ["text.litigation.after_review=1", "text.litigation.direct=3"]),
        ("行政复议、行政诉讼均为0件", ["text.litigation=0", "text.review=0"]),
        // Documents.
        ("制定规章13件，行政规范性文件60件", ["text.rules.made=13", "text.normative_docs.made=60"]), ("废止规范性文件4件", []),
        ("现行有效规章6件", ["text.rules.in_force=6"]), ("完善规章制度3项", []),
        // The statistics before 2019.
        ("召开新闻发布会12场，发布政策解读21个", ["text.press_conferences=12", "text.policy_readings=21"]),
        // Bounds.
        ("主动公开政府信息14万余条", ["text.disclosed=~140000"]), ("收到申请近300件", ["text.received=~300"]), ("收到申请约300件", ["text.received=~300"]),
        ("收到申请300件左右", ["text.received=~300"]), ("收到申请超过300件", ["text.received=~300"]), ("收到申请300件以上", ["text.received=~300"]),
        // Zeros in words.
        ("未收到政府信息公开申请", ["text.received=0"]), ("本年度没有收到公开申请", ["text.received=0"]), ("未发生行政复议、行政诉讼案件", ["text.review=0", "text.litigation=0"]),
        ("无行政复议和行政诉讼", ["text.review=0", "text.litigation=0"]), ("无结转下年度继续办理的申请", ["text.carried_out=0"]), ("没有上年结转的申请", ["text.carried_in=0"]),
        ("2024年未接到政府信息公开申请", ["text.received=0"]),
        // What is no zero.
        ("无法提供申请人所需信息", []), ("无正当理由大量反复申请", []), ("没有因申请办理逾期引发的行政复议", []), ("未收到网上申请", []), ("申请办理无投诉", []),
    ]) func phrases(text: String, expected: [String]) { #expect(read(text) == expected, "\(text)") }

    @Test func boundsAdmitOneSideOnly() {
        #expect(NumberBound.atLeast.admits(5531, stated: 5500) && !NumberBound.atLeast.admits(5499, stated: 5500))
        #expect(!NumberBound.atLeast.admits(6200, stated: 5500))
        #expect(NumberBound.atMost.admits(293, stated: 300) && !NumberBound.atMost.admits(301, stated: 300))
        #expect(
            NumberBound.about.admits(320, stated: 300) && NumberBound.about.admits(280, stated: 300) && !NumberBound.about.admits(360, stated: 300))
        #expect(NumberBound.exact.admits(3, stated: 3) && !NumberBound.exact.admits(4, stated: 3))
    }
}
