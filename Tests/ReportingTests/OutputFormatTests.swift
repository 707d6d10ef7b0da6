import Analyses
import Disclosure
import Testing

@testable import Reporting

/// A small result with every kind of value and every awkward text.
private let document = ResultDocument(
    command: "trends", version: "1.0.0", inputs: [.init(path: "reports/a \"b\".html", sha256: "00ff"), .init(path: "analyze.sqlite", sha256: nil)],
    parameters: [ResultField("level", .number(0.95)), ResultField("fdr", .text("bh")), ResultField("indicators", .texts(["received"]))],
    table: ResultTable(
        schema: "analyze.trends/1", title: LocalizedText(zh: "趋势", en: "Trends"),
        columns: [
            .text("entity", zh: "主体", en: "Entity"), .number("n", zh: "年数", en: "Years", .plain),
            .number("slope", zh: "斜率", en: "Slope"), .number("p_value", zh: "p", en: "p", .probability),
            .number("share", zh: "占比", en: "Share", .fraction(2), .extra),
            .text(
                "direction", zh: "方向", en: "Direction", codes: ["rising": LocalizedText(zh: "上升", en: "rising")], tints: ["rising": .red]),
            .number("money", zh: "金额", en: "Amount", .general, .extra), .text("points", zh: "各年", en: "Points", .machine),
            .text("note", zh: "说明", en: "Note", .extra),
        ],
        rows: [
            [
                .text("平潭综合实验区"), .integer(7), .number(12345.678), .number(0.00004), .number(0.446557), .text("rising"),
                .decimal(ExactDecimal("75394432.52")), .list([.object([ResultField("year", .integer(2024)), ResultField("value", .number(218))])]),
                .null,
            ],
            [
                .text("=HYPERLINK(\"x\")"), .integer(0), .number(.nan), .number(1), .number(0.05), .text("none"), .decimal(ExactDecimal(-8)),
                .list([]), .localized(LocalizedText(zh: "年数不足|5", en: "too few years,\nneeds 5 | has 0")),
            ],
            [.text("-8"), .integer(-3), .number(0.1 + 0.2), .number(0.0499), .null, .text(""), .null, .list([.null]), .text("a\tb\\c")],
        ],
        notes: [LocalizedText(zh: "BH 调整。", en: "Adjusted by BH.")]))

@Suite struct OutputFormatTests {
    @Test(arguments: ["table", "csv", "tsv", "json", "jsonl", "md", "html"], Language.allCases)
    func printsTheSameBytesAsEver(format: String, language: Language) throws {
        let output = try #require(OutputFormats.named(format)).text(document, options: RenderingOptions(language: language))
        try Golden.expect(output, "formats/\(language.rawValue).\(format)")
    }

    @Test func aNarrowTerminalGetsATableThatFitsAndALineThatSaysWhatIsMissing() throws {
        for width in [30, 40, 60, 80, 100, 200] {
            let text = try TableFormat().text(document, options: RenderingOptions(language: .zh, width: width))
            for line in text.split(separator: "\n") { #expect(DisplayWidth.of(line) <= width, "\(width): \(line)") }
            #expect(text.contains("未显示") == (width < 80))
        }
        try Golden.expect(try TableFormat().text(document, options: RenderingOptions(language: .en, width: 60)), "formats/narrow.table")
        try Golden.expect(try TableFormat().text(document, options: RenderingOptions(language: .zh, color: true)), "formats/color.table")
    }

    @Test func csvDisarmsFormulasAndLeavesNumbersAlone() {
        for text in ["=1+1", "+A1", "-A1", "@SUM(A1)", "\t=1", "＝1", "-1+1|x"] { #expect(SpreadsheetText.disarmed(text) == "'" + text) }
        for text in ["+19292", "-8", "-0.5", "-", "+", "1=1", "", "平潭", "/"] { #expect(SpreadsheetText.disarmed(text) == text) }
    }

    @Test func csvMayBeginWithAByteOrderMark() throws {
        let text = try CSVFormat().text(document, options: RenderingOptions(byteOrderMark: true))
        #expect(text.unicodeScalars.first == "\u{FEFF}")
    }

    @Test func aFileNameAsksForItsFormat() {
        #expect(OutputFormats.forFile("a/b.CSV")?.name == "csv")
        #expect(OutputFormats.forFile("a.b/c.htm")?.name == "html")
        #expect(OutputFormats.forFile("rows.ndjson")?.name == "jsonl")
        #expect(OutputFormats.forFile("a.xlsx")?.name == "xlsx" && OutputFormats.forFile("a.feather")?.name == "arrow")
        #expect(OutputFormats.forFile("a.docx") == nil && OutputFormats.forFile("a.b/c") == nil)
        #expect(OutputFormats.forFile("report") == nil)
        #expect(Set(OutputFormats.all.map(\.name)).count == OutputFormats.all.count)
    }

    @Test func anEmptyResultIsStillWellFormed() throws {
        var empty = document
        empty.table = ResultTable(schema: "analyze.trends/1", title: document.table.title, columns: document.table.columns)
        #expect(try JSONFormat().text(empty).contains("\"rows\": [],"))
        #expect(try TableFormat().text(empty) == "Nothing matches.\n")
        #expect(try CSVFormat().text(empty).split(separator: "\r\n").count == 1)
    }

    @Test func aLimitSaysHowManyThereWere() throws {
        var table = try #require(document.table as? ResultTable)
        table.limit(to: 1)
        #expect(table.rows.count == 1)
        #expect(table.notes.last?.en == "The first 1 of 3 rows.")
        table.limit(to: 5)
        #expect(table.rows.count == 1)
    }
}
