import FilePaths
import Testing

@testable import DocumentReading

@Suite struct XLSXReaderTests {
    private func read(_ sheets: [(String, String, String)], strings: String = "", styles: String = "") async throws -> Document {
        try await DocumentReaders.read(bytes: OfficeFile.xlsx(sheets.map { ($0.0, $0.1, $0.2) }, strings: strings, styles: styles), path: "a.xlsx")
    }

    private func texts(_ document: Document) -> [[String]] {
        document.blocks.flatMap { block -> [[String]] in
            switch block {
            case .paragraph(let paragraph): [[paragraph.text]]
            case .table(let table): table.rows.map { $0.cells.map(\.text) }
            }
        }
    }

    @Test func stringsOfEveryKindAreRead() async throws {
        let strings = "<si><t>甲</t></si><si><r><t>乙</t></r><r><t>丙</t></r><rPh><t>phonetic</t></rPh></si><si><t>a_x000D_b_x4E00_</t></si>"
        let document = try await read(
            [
                (
                    "一", "visible",
                    "<sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v></c><c r=\"C1\" t=\"inlineStr\"><is><t>丁</t></is></c>"
                        + "<c r=\"D1\" t=\"str\"><f>A1</f><v>戊</v></c><c r=\"E1\" t=\"e\"><v>#REF!</v></c><c r=\"F1\" t=\"s\"><v>2</v></c></row></sheetData>"
                )
            ], strings: strings)
        #expect(texts(document) == [["甲", "乙丙", "丁", "戊", "#REF!", "a\nb一"]])
    }

    @Test func numbersReadAsTheyStandOnTheSheet() async throws {
        let styles =
            "<numFmts><numFmt numFmtId=\"164\" formatCode=\"0.00&quot;万元&quot;\"/><numFmt numFmtId=\"165\" formatCode=\"+0;-0;0\"/><numFmt numFmtId=\"166\" formatCode=\"yyyy&quot;年&quot;m&quot;月&quot;\"/></numFmts>"
            + "<cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"164\"/><xf numFmtId=\"165\"/><xf numFmtId=\"10\"/><xf numFmtId=\"14\"/><xf numFmtId=\"3\"/><xf numFmtId=\"166\"/></cellXfs>"
        let cells = [
            (0, "15"), (0, "59237.244899999998"), (0, "1E+5"), (1, "2290.5"), (2, "5"), (2, "-5"), (2, "0"), (3, "0.12345"), (4, "44562"),
            (5, "19292"), (0, "1.6059639999999999E2"),
        ]
        let row = cells.map { "<c s=\"\($0.0)\"><v>\($0.1)</v></c>" }.joined()
        let document = try await read([("a", "visible", "<sheetData><row>\(row)</row></sheetData>")], styles: styles)
        #expect(texts(document) == [["15", "59237.2449", "100000", "2290.50万元", "+5", "-5", "0", "12.345%", "2022年1月1日", "19292", "160.5964"]])
    }

    @Test func mergedCellsAreSpansAndCoverWhatIsBelowThem() async throws {
        let rows =
            "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>甲</t></is></c><c r=\"B1\"/><c r=\"C1\"><v>1</v></c></row>"
            + "<row r=\"2\"><c r=\"A2\"/><c r=\"B2\"/><c r=\"C2\"><v>2</v></c></row><row r=\"3\"><c r=\"A3\"><v>3</v></c><c r=\"B3\"><v>4</v></c><c r=\"C3\"><v>5</v></c></row>"
        let document = try await read([("a", "visible", "<sheetData>\(rows)</sheetData><mergeCells><mergeCell ref=\"A1:B2\"/></mergeCells>")])
        guard case .table(let table) = document.blocks[0] else { throw ReadingError(path: "", reason: .empty) }
        #expect(table.rows[0].cells[0] == .init(text: "甲", rowSpan: 2, columnSpan: 2, column: 0))
        #expect(table.rows[1].cells == [.init(text: "2", column: 2)])
        #expect(table.rows[2].cells.map(\.text) == ["3", "4", "5"])
    }

    @Test func hiddenSheetsAreNamedAndFormulasWithoutValueAreNotTakenForBlank() async throws {
        let document = try await read([
            ("看", "visible", "<sheetData><row><c><f>SUM(A2:A9)</f></c><c><v>1</v></c></row></sheetData>"),
            ("藏", "hidden", "<sheetData><row><c><v>9</v></c><c><v>9</v></c></row></sheetData>"),
        ])
        #expect(texts(document) == [["=SUM(A2:A9)", "1"]])
        #expect(document.warnings == [.formulasWithoutValue(1, sheet: "看"), .hiddenSheet("藏")])
    }

    @Test func sheetsNeverShareATable() async throws {
        let sheet = "<sheetData><row r=\"1\"><c><v>1</v></c><c><v>2</v></c></row></sheetData>"
        let document = try await read([("a", "visible", sheet), ("b", "visible", sheet)])
        #expect(document.blocks.count == 2)
    }

    @Test(arguments: [(1.0, "1900年1月1日"), (59, "1900年2月28日"), (61, "1900年3月1日"), (45_657, "2024年12月31日")])
    func dayNumbersAreDates(day: Double, date: String) { #expect(DayNumber.text(day, startsIn1904: false) == date) }

    @Test(arguments: [("0.1", 2, "10"), ("1.2345", 3, "1234.5"), ("0.005", 2, "0.5"), ("-3", -2, "-0.03"), ("12", 0, "12")])
    func numeralsShiftExactly(numeral: String, power: Int, result: String) { #expect(DecimalText.shifted(numeral, by: power) == result) }
}
