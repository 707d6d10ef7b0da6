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

    @Test func hiddenSheetsAreNamedAndFormulasThatCannotBeComputedAreNotTakenForBlank() async throws {
        let document = try await read([
            ("看", "visible", "<sheetData><row><c><f>VLOOKUP(A2,B2:C9,2)</f></c><c><f>藏!A1</f></c><c><v>1</v></c></row></sheetData>"),
            ("藏", "hidden", "<sheetData><row><c><v>9</v></c><c><v>9</v></c></row></sheetData>"),
        ])
        #expect(texts(document) == [["=VLOOKUP(A2,B2:C9,2)", "=藏!A1", "1"]])
        #expect(document.warnings == [.formulasWithoutValue(2, sheet: "看"), .hiddenSheet("藏")])
    }

    @Test(arguments: [
        ("SUM(A1:C1)", "10.5"), ("SUM(A1,B1,-C1)", "-0.5"), ("A1+B1*2-(C1-1)", "2.5"), ("-A1", "-3"), ("$A$1", "3"), ("看!A1+'看'!B1", "5"),
        ("SUM(A1:B1)+SUM(D1)", "5"), ("SUM(A1:A1)*2", "6"), ("A1&B1", nil), ("A1/B1", nil), ("E1+1", nil), ("SUM(A1:E1)", nil), ("F1", nil),
        ("IF(A1>1,1,0)", nil), ("SUM(A1:C1", nil), ("", nil), ("99999999999999999*99999999999999999", nil),
    ])
    func formulasWithoutValueAreComputedFromTheirSheet(formula: String, value: String?) async throws {
        let cells =
            "<c r=\"A1\"><v>3</v></c><c r=\"B1\"><v>2</v></c><c r=\"C1\"><v>5.5</v></c><c r=\"E1\" t=\"inlineStr\"><is><t>7</t></is></c>"
            + "<c r=\"F1\"><f>\(formula.replacing("&", with: "&amp;").replacing(">", with: "&gt;"))</f></c>"
        let document = try await read([("看", "visible", "<sheetData><row r=\"1\">\(cells)</row></sheetData>")])
        #expect(texts(document)[0].last == value ?? "=\(formula)")
        #expect(document.warnings == [value == nil ? .formulasWithoutValue(1, sheet: "看") : .formulasComputed(1, sheet: "看")])
    }

    @Test func sharedFormulasMoveWithTheirCells() async throws {
        let rows =
            "<row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"B1\"><v>2</v></c><c r=\"C1\"><f t=\"shared\" ref=\"C1:C2\" si=\"0\">SUM(A1:B1)+$A$1</f></c></row>"
            + "<row r=\"2\"><c r=\"A2\"><v>10</v></c><c r=\"B2\"><v>20</v></c><c r=\"C2\"><f t=\"shared\" si=\"0\"/></c></row>"
        let document = try await read([("a", "visible", "<sheetData>\(rows)</sheetData>")])
        #expect(texts(document) == [["1", "2", "4"], ["10", "20", "31"]])
    }

    @Test func hiddenRowsAndColumnsAreLeftOutAndNamedAndPartNothing() async throws {
        let sheet =
            "<cols><col min=\"2\" max=\"2\" hidden=\"1\"/></cols><sheetData>"
            + "<row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"B1\"><v>99</v></c><c r=\"C1\"><v>2</v></c></row>"
            + "<row r=\"2\" hidden=\"1\"><c r=\"A2\"><v>98</v></c><c r=\"B2\"><v>97</v></c><c r=\"C2\"><v>96</v></c></row>"
            + "<row r=\"3\"><c r=\"A3\" t=\"inlineStr\"><is><t>合</t></is></c><c r=\"C3\"><v>3</v></c></row></sheetData>"
            + "<mergeCells><mergeCell ref=\"A3:B3\"/></mergeCells>"
        let bytes = OfficeFile.xlsx([("表", "visible", sheet)])
        let document = try await DocumentReaders.read(bytes: bytes, path: "a.xlsx")
        #expect(document.blocks.count == 1)
        #expect(texts(document) == [["1", "2"], ["合", "3"]])
        #expect(document.warnings == [.hiddenRows([2], sheet: "表"), .hiddenColumns(["B"], sheet: "表")])
        let all = try await DocumentReaders.read(bytes: bytes, path: "a.xlsx", includingHidden: true)
        #expect(texts(all) == [["1", "99", "2"], ["98", "97", "96"], ["合", "3"]])
    }

    @Test func runsAboveTheLineAreMarksAndNoDigits() async throws {
        let strings = "<si><r><t>93</t></r><r><rPr><vertAlign val=\"superscript\"/></rPr><t>1</t></r></si>"
        let inline = "<c t=\"inlineStr\"><is><r><t>5</t></r><r><rPr><vertAlign val=\"superscript\"/></rPr><t>注2</t></r><r><t>件</t></r></is></c>"
        let document = try await read([("a", "visible", "<sheetData><row><c t=\"s\"><v>0</v></c>\(inline)</row></sheetData>")], strings: strings)
        #expect(texts(document) == [["93¹", "5[注2]件"]])
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
