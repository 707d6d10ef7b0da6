import Disclosure
import Rules
import Testing

@testable import ReportParsing

struct GluedCellsTests {
    private func ways(_ pieces: [String], _ edition: Edition, _ row: String, rules: [LinearRule] = []) -> [[String]]? {
        GluedCells(FormRow.of(edition).rows.first { $0.id == row }!.slots, rules: rules).ways(pieces)?.map(\.texts)
    }

    @Test("No number begins with a zero, and white space is a border")
    func splits() {
        // A row that some sum speaks of has no blanks.
        let sum = LinearRule("sum", ["legacy.review.total", "legacy.appeal.total"], equals: ["legacy.litigation.total"])
        func pairs(_ pieces: [String]) -> [[String]]? { ways(pieces, .fjStats, "legacy.review.total", rules: [sum]) }
        #expect(pairs(["105"]) == [["10", "5"]])
        #expect(pairs(["00"]) == [["0", "0"]])
        #expect(pairs(["12", "3"]) == [["12", "3"]])
        #expect(pairs(["0"]) == [])
        #expect(pairs(["123"]) == [["1", "23"], ["12", "3"]])
        #expect(pairs([]) == [["", ""]])
    }

    @Test("A cell that no sum speaks of may have been blank and left no trace")
    func blanks() {
        #expect(ways(["12"], .fjStats, "legacy.review.total") == [["", "12"], ["1", "2"], ["12", ""]])
        #expect(ways(["00"], .fjStats, "legacy.review.total") == [["0", "0"]])
        #expect(ways(["1", "2"], .fjStats, "legacy.review.total") == [["1", "2"]])
    }

    @Test("A sign begins a change, and only money has decimals")
    func proactive() {
        let signed = ways(["12-35"], .fmt2019, "disclosure.punishment")?.filter { !$0.contains("") }
        #expect(signed == [["12", "-", "35"], ["12", "-3", "5"]])
        #expect(ways(["12.5万元"], .fmt2019, "disclosure.procurement") == [["", "12.5万元"], ["1", "2.5万元"]])
    }

    @Test("A row's own sum is kept while it is cut; a row that adds up in no way keeps every way")
    func ownSum() {
        let rule = LinearRule("part", [.init("legacy.review.total"), .init("legacy.review.total.cumulative", coefficient: -1)], .atMost)
        let sum = LinearRule("sum", ["legacy.review.total"], equals: ["legacy.litigation.total"])
        #expect(ways(["123"], .fjStats, "legacy.review.total", rules: [rule, sum]) == [["1", "23"]])
        #expect(ways(["51"], .fjStats, "legacy.review.total", rules: [rule, sum]) == [["5", "1"]])
    }

    @Test("A row with more ways than can be listed has none that counts")
    func hopeless() {
        #expect(ways([String(repeating: "1", count: 60)], .fmt2021, "applications.received") == nil)
    }
}

struct NumberTokenTests {
    private func value(_ text: String) -> String? {
        if case .number(let value, let unit, _) = NumberToken.parse(text) { return value.description + (unit == .none ? "" : " \(unit.rawValue)") }
        return nil
    }

    @Test("Numbers as they are written")
    func numbers() {
        #expect(value("0") == "0")
        #expect(value("1,234") == "1234")
        #expect(value("1，234") == "1234")
        #expect(value("１２") == "12")
        #expect(value("+19292") == "19292")
        #expect(value("−58") == "-58")
        #expect(value("—58") == "-58")
        #expect(value("96171.6") == "96171.6")
        #expect(value("2290.54万元") == "2290.54 万元")
        #expect(value("? 0") == "0")
        #expect(value("12,34") == nil)
        #expect(value("999999999999999999") == "999999999999999999")
        #expect(value("9999999999999999999") == nil)
        #expect(value("约5") == nil)
    }

    @Test("Blanks, marks and texts are told apart")
    func states() {
        #expect(NumberToken.parse("\u{A0}\u{3000}") == .blank)
        #expect(NumberToken.parse("") == .blank)
        for mark in ["/", "-", "—", "——", "无", "－"] { #expect(NumberToken.parse(mark) == .notApplicable) }
        #expect(NumberToken.parse("详见附件") == .text)
    }

    @Test("A number that nobody writes so is read with a doubt", arguments: ["05", "1 234", "? 7", "3305\u{16}", "5.", "`555.4", "’8"])
    func doubtful(text: String) {
        guard case .number(_, _, let wording) = NumberToken.parse(text) else {
            Issue.record("\(text) is no number")
            return
        }
        #expect(wording.contains(.debris))
    }

    @Test("Numbers under or beside each other are never joined", arguments: ["1 2", "85\n7", "1\u{3000}23", "12 3456", "0 123"])
    func several(text: String) {
        #expect(NumberToken.parse(text) == .several(text.split(whereSeparator: \.isWhitespace).map(String.init)))
    }

    @Test(
        "A remark or a mark beside a number is no part of it",
        arguments: [
            ("22（其中修订16件）", "22", NumberWording.remark), ("55(含自然失效29件)", "55", .remark), ("34*", "34", .mark), ("3 注1", "3", .remark),
            ("93¹", "93", .remark), ("6[1]", "6", .remark), ("5①", "5", .remark), ("12（更正为15）", "12", .otherNumber), ("5（7）", "5", .otherNumber),
            ("8件（含上年1件）", "8", .remark), ("7，其中2件为简易程序", "7", .remark), ("（3）", "-3", .accounting), ("△14", "-14", .accounting),
            ("减少4项", "-4", .words), ("增2", "2", .words), ("下降4", "-4", .words), ("负3", "-3", .words), ("↓5", "-5", .words), ("↑5", "5", .words),
            ("﹣4", "-4", NumberWording()), ("7⑴", "7", .remark), ("93^1", "93", .remark), ("8\u{FFFC}", "8", .debris),
        ])
    func remarks(text: String, value: String, wording: NumberWording) {
        guard case .number(let number, _, let found) = NumberToken.parse(text) else {
            Issue.record("\(text) is no number")
            return
        }
        #expect(number.description == value)
        #expect(found == wording)
    }

    @Test("Labels that begin with a digit are no numbers", arguments: ["1.属于国家秘密", "2、重复申请", "2020年", "3其他", "1属于（含）", "12月", "5人以上", "10^3", "升级3"])
    func labels(text: String) { #expect(NumberToken.parse(text) == .text) }

    @Test("A plain number is read without one", arguments: ["0", "12", "0.5", "１２", " 7 ", "-58"])
    func certain(text: String) {
        guard case .number(_, _, let wording) = NumberToken.parse(text) else {
            Issue.record("\(text) is no number")
            return
        }
        #expect(wording.isEmpty)
    }

    @Test("Money comes to 万元 exactly")
    func money() {
        let yuan = ExactDecimal("75394432.52")!
        #expect(NumberToken.value(yuan, unit: .yuan, indicatorUnit: "万元")?.description == "7539.443252")
        #expect(NumberToken.value(ExactDecimal("1.5")!, unit: .hundredMillionYuan, indicatorUnit: "万元")?.description == "15000")
        #expect(NumberToken.value(yuan, unit: .yuan, indicatorUnit: "件") == nil)
    }
}

struct LabelNormalizationTests {
    @Test("Numbering, glosses, widths and quotation marks do not count")
    func core() {
        func core(_ text: String) -> String { LabelNormalization.core(LabelNormalization.folded(text)) }
        #expect(core("（二）部分公开（区分处理的，只计这一情形，不计其他情形）") == "部分公开")
        #expect(core("3.“危及三安全一稳定”") == core("3．危及“三安全一稳定”"))
        #expect(core("其中：1、当面申请数") == "当面申请数")
        #expect(core("三、本年度\n办理 结果") == "本年度办理结果")
        #expect(core("规章（设区的市、自治州人民政府应提供相关数据）") == "规章")
        #expect(LabelNormalization.differByOne("尚未审计", "尚未审结"))
        #expect(!LabelNormalization.differByOne("结果维持", "结果纠正"))
    }
}
