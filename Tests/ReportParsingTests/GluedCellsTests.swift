import Disclosure
import Testing

@testable import ReportParsing

struct GluedCellsTests {
    @Test("No number begins with a zero, and white space is a border")
    func splits() {
        #expect(GluedCells.splits(["105"], count: 2) == [[10, 5]])
        #expect(GluedCells.splits(["00"], count: 2) == [[0, 0]])
        #expect(GluedCells.splits(["12", "3"], count: 2) == [[12, 3]])
        #expect(GluedCells.splits(["0"], count: 2).isEmpty)
        #expect(GluedCells.splits(["123"], count: 2) == [[1, 23], [12, 3]])
    }

    @Test("A sign begins a change, and only money has decimals")
    func proactive() {
        let rows = FormRow.of(.fmt2019).rows
        let punishment = rows.first { $0.id == "disclosure.punishment" }!
        let ways = GluedCells.splits(["12-35"], into: punishment.slots)
        #expect(ways == [["12", "-", "35"], ["12", "-3", "5"]])
        let procurement = rows.first { $0.id == "disclosure.procurement" }!
        #expect(GluedCells.splits(["12.5万元"], into: procurement.slots) == [["1", "2.5万元"]])
    }

    @Test("Column identities choose between splits that all satisfy their rows")
    func columns() {
        // 2+20 = 22 and 22+0 = 22 both add up; only the total tells which.
        let zero = [0, 0, 0, 0, 0, 0, 0]
        let rows: [(id: String, candidates: [[Int]])] = [
            ("applications.received", [[22, 3, 0, 0, 0, 0, 25]]), ("applications.carried_in", [zero]),
            ("outcome.granted", [[22, 3, 0, 0, 0, 0, 25], [2, 20, 0, 0, 0, 3, 25]]), ("outcome.partial", [zero]),
            ("outcome.total", [[22, 3, 0, 0, 0, 0, 25]]), ("applications.carried_out", [zero]),
        ]
        #expect(ApplicationsSolver(rows: rows).agreement()?[2] == [[22, 3, 0, 0, 0, 0, 25]])
    }

    @Test("Without a solution nothing is chosen")
    func contradiction() {
        let rows: [(id: String, candidates: [[Int]])] = [
            ("outcome.granted", [[1, 0, 0, 0, 0, 0, 1]]), ("outcome.total", [[2, 0, 0, 0, 0, 0, 2]]),
        ]
        #expect(ApplicationsSolver(rows: rows).agreement() == nil)
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

    @Test("A number that nobody writes so is read with a doubt", arguments: ["05", "1 2", "1\n2", "? 7", "3305\u{16}"])
    func doubtful(text: String) {
        guard case .number(_, _, let debris) = NumberToken.parse(text) else {
            Issue.record("\(text) is no number")
            return
        }
        #expect(debris)
    }

    @Test("A plain number is read without one", arguments: ["0", "12", "0.5", "１２", " 7 ", "-58"])
    func certain(text: String) {
        guard case .number(_, _, let debris) = NumberToken.parse(text) else {
            Issue.record("\(text) is no number")
            return
        }
        #expect(!debris)
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
