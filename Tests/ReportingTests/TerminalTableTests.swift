import Disclosure
import Foundation
import Output
import Testing

@testable import Reporting

/// What a narrow terminal leaves of a table: nothing that a person needs to go on with.
@Suite struct TerminalTableTests {
    private func text(_ table: ResultTable, width: Int?, _ language: Language = .zh) throws -> String {
        let document = ResultDocument(command: "x", version: "1", inputs: [], parameters: [], table: table)
        return try TableFormat().text(document, options: RenderingOptions(language: language, width: width))
    }

    private let sentence = "“自然人：各项办理结果之和等于（七）总计”不成立（26≠20）；最可能的是“（二）部分公开·自然人”由6改为0。"

    private func findings(_ fingerprints: [String]) -> ResultTable {
        ResultTable(
            schema: "analyze.test/1", title: LocalizedText(zh: "表", en: "Table"),
            columns: [
                .text("fingerprint", zh: "指纹", en: "Fingerprint"), .text("entity", zh: "主体", en: "Entity"),
                .text("message", zh: "说明", en: "Message"), .text("rule", zh: "规则", en: "Rule", .extra),
            ],
            rows: fingerprints.map { [.text($0), .text("平潭综合实验区"), .localized(LocalizedText(zh: sentence, en: sentence)), .text("x.y")] },
            notes: [LocalizedText(zh: String(repeating: "检查了十八份报告。", count: 12), en: "x")])
    }

    @Test(arguments: [60, 80, 100, 200])
    func messagesGoOnInFurtherLines(_ width: Int) throws {
        let text = try text(findings(["0123456789abcdef"]), width: width)
        let lines = text.split(separator: "\n").map(String.init)
        for line in lines { #expect(DisplayWidth.of(line) <= width, "\(line)") }
        // Nothing of the sentence is lost, nor of the remark.
        let message = lines.drop { !$0.hasPrefix("01234567") }.prefix { !$0.hasPrefix("…") && !$0.hasPrefix("检查") }
        let start = DisplayWidth.of(String(lines[0].prefix(upTo: lines[0].range(of: "说明")!.lowerBound)))
        let joined = message.map { line in
            var columns = 0
            return String(
                line.drop { character in
                    defer { columns += DisplayWidth.of(character) }
                    return columns < start
                })
        }.joined()
        #expect(joined.hasPrefix(sentence), "\(joined)")
        #expect(lines.filter { $0.contains("检查") || $0.hasPrefix("报告") || $0.hasPrefix("十八") }.joined().contains("检查了十八份报告。"))
        #expect(!text.contains("截短"))
    }

    @Test func aFingerprintIsThereAtAnyWidthWithAsManyDigitsAsTellAllApart() throws {
        for width in [40, 60, 80, nil] {
            let text = try text(findings(["0123456789abcdef", "fedcba9876543210"]), width: width)
            #expect(text.contains("01234567 ") && !text.contains("0123456789"))
        }
        let alike = try text(findings(["0123456789abcdef", "0123456789bbcdef"]), width: 80)
        #expect(alike.contains("0123456789a ") && alike.contains("0123456789b "))
        #expect(try text(findings(["0123456789abcdef", "0123456789abcdef"]), width: 80).contains("01234567 "))
        // A short one is whole.
        #expect(try text(findings(["0123"]), width: 80).contains("0123 "))
    }

    @Test func ofLabelsTheHeadIsCut() throws {
        let table = ResultTable(
            schema: "analyze.test/1", title: LocalizedText(zh: "表", en: "Table"),
            columns: [.text("entity", zh: "主体", en: "Entity"), .text("label", zh: "名称", en: "Label"), .number("value", zh: "数值", en: "Value")],
            rows: ["规章 · 本年制发件数", "规章 · 本年废止件数"].map { [.text("淮安市"), .text("第二十条第（一）项/\($0)"), .integer(1)] })
        let text = try text(table, width: 40)
        #expect(text.contains("本年制发件数") && text.contains("本年废止件数") && text.contains("…"))
        for line in text.split(separator: "\n") { #expect(DisplayWidth.of(String(line)) <= 40) }
    }

    @Test(
        arguments: [
            ([2020: 1.0, 2021: 2, 2022: 3], "▁▅█"), ([2020: 5, 2022: 5], "▄·▄"), ([2020: -1, 2021: 1], "▁█"), ([:], ""),
            ([2020: -1e308, 2021: 1e308, 2022: 0], "▁█▅"),
        ] as [([Int: Double], String)])
    func aSeriesIsALineOfBlocks(_ points: [Int: Double], _ line: String) {
        let values = points.sorted { $0.key < $1.key }.map {
            ResultValue.object([ResultField("year", .integer($0.key)), ResultField("value", .number($0.value))])
        }
        #expect(BlockLine.of(values) == line)
    }

    @Test func missingReportsAreAMatrix() throws {
        let body = Body(name: "淮安市", kind: .government, level: .prefecture, regionCode: "320800")
        let other = Body(name: "徐州市", kind: .government, level: .prefecture, regionCode: "320300")
        let table = ResultTable.coverage([
            BodyCoverage(body, years: [2021: true, 2022: false, 2023: true]), BodyCoverage(other, years: [2021: true, 2022: true, 2023: true]),
        ])
        let text = try text(table, width: 80)
        #expect(text.contains("21 22 23") && text.contains("■  ·  ■") && !text.contains("徐州市"))
        #expect(text.contains("1 个主体共缺 1 份；其余 1 个主体齐全"))
        #expect(try self.text(.coverage([]), width: 80) == "没有缺少的报告。\n")
        let long = ResultTable.coverage([BodyCoverage(body, years: Dictionary(uniqueKeysWithValues: (1980...2024).map { ($0, $0 != 1990) }))])
        #expect(try self.text(long, width: 80).contains("1980–2024"))
    }

    @Test func linesBreakWhereChineseBreaksThem() {
        #expect(TextWrapping.lines(of: "收到一百件，办结九十件。", width: 10) == ["收到一百", "件，办结九", "十件。"])
        // An opening mark goes with what it opens, a closing one with what it closes.
        #expect(TextWrapping.lines(of: "共“十件”", width: 4) == ["共", "“十", "件”"])
        #expect(TextWrapping.lines(of: "共十“件”", width: 5) == ["共十", "“件”"])
        #expect(TextWrapping.lines(of: "one two three", width: 7) == ["one two", "three"])
        #expect(TextWrapping.lines(of: "abcdefghij", width: 4) == ["abcdefghij"])
        #expect(TextWrapping.lines(of: "abcdefghij", width: 4, breaksWords: true) == ["abcd", "efgh", "ij"])
        #expect(TextWrapping.lines(of: "", width: 4) == [])
        #expect(TextWrapping.lines(of: "一二三", width: 0, breaksWords: true) == ["一", "二", "三"])
        // An isolate that is open at the end of a line is closed there and opened anew.
        #expect(TextWrapping.lines(of: "\u{2068}一二三四\u{2069}", width: 4) == ["\u{2068}一二\u{2069}", "\u{2068}三四\u{2069}"])
    }
}
