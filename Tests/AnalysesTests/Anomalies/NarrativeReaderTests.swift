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
        let tokens = NumberToken.scan(ChineseText("约３００余条，占 33.90%").scalars)
        #expect(tokens.map(\.isApproximate) == [true, false])
        #expect(tokens[1].isPercent && tokens[1].printedScale == 2 && tokens[1].value == ExactDecimal("33.9"))
    }
}
