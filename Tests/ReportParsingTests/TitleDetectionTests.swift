import Disclosure
import DocumentReading
import Testing

@testable import ReportParsing

@Suite struct TitleDetectionTests {
    private func title(_ lines: [String]) -> String? {
        let blocks = lines.enumerated().map { Document.Block.paragraph(.init(text: $1, line: $0 + 1)) }
        return TitleDetection.title(of: Document(blocks: blocks, layout: .lines, format: "pdf"), regions: .standard)?.text
    }

    @Test(
        "A title that the page's width broke is one title, wherever it broke",
        arguments: [
            ["云南省文山壮族苗族自治州麻栗坡县2019年政府信息公开工作年度报", "告"],
            ["云南省文山壮族苗族自治州麻栗坡县2019年政府信息公开工作年度", "               报告"],
            ["云南省文山壮族苗族自治州麻栗坡县2019年政府信息公开工作", "年度报告"],
            ["云南省文山壮族苗族自治州麻栗坡县2019年政府信", "息公开工作年度报告"],
            ["云南省文山壮族苗族自治州麻栗坡县", "2019年政府信息公开工作年度报告"],
        ])
    func brokenTitle(lines: [String]) {
        #expect(title(lines + ["一、总体情况", "二、政府信息公开情况统计表"]) == "云南省文山壮族苗族自治州麻栗坡县2019年政府信息公开工作年度报告")
    }

    @Test(
        "Titles of other years' fashion",
        arguments: ["关于清镇市司法局2012年度政府信息公开工作情况的报告", "清镇市教育局2010年政府信息公开工作总结", "清镇市2009年政务公开工作情况报告"])
    func otherTitles(text: String) {
        #expect(title([text, "一、概述", "现将工作情况报告如下。"]) == text)
    }

    @Test("Neither the heading of a section nor a sentence before one is a title")
    func headings() {
        #expect(title(["二、政府信息公开情况统计表"]) == nil)
        #expect(title(["本报告由办公室编制，", "十、政府信息公开年报"]) == nil)
    }
}
