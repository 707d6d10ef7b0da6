import CLibZip
import Disclosure
import Foundation
import Output
import Testing

@testable import Reporting

/// The parts of a workbook.
private struct Parts {
    private let bytes: [UInt8]

    init(_ table: ResultTable, format: XLSXFormat = XLSXFormat()) throws {
        let document = ResultDocument(command: "trends", version: "1", inputs: [], parameters: [], table: table)
        let memory = MemorySink()
        try format.write(document, options: RenderingOptions(), to: memory)
        bytes = memory.bytes
    }

    var size: Int { bytes.count }
    var all: [UInt8] { bytes }

    /// The text of a part; `nil` when there is none.
    func callAsFunction(_ name: String) throws -> String? {
        var error = zip_error_t()
        return try bytes.withUnsafeBytes { buffer -> String? in
            let source = try #require(zip_source_buffer_create(buffer.baseAddress, zip_uint64_t(buffer.count), 0, &error))
            let archive = try #require(zip_open_from_source(source, ZIP_RDONLY, &error))
            defer { zip_discard(archive) }
            var status = zip_stat_t()
            guard zip_stat(archive, name, 0, &status) == 0, let file = zip_fopen(archive, name, 0) else { return nil }
            defer { zip_fclose(file) }
            var text = [UInt8](repeating: 0, count: Int(status.size))
            let length = text.withUnsafeMutableBytes { zip_fread(file, $0.baseAddress, status.size) }
            #expect(length == zip_int64_t(status.size))
            return String(decoding: text, as: UTF8.self)
        }
    }
}

@Suite struct XLSXFormatTests {
    private static func table(_ rows: [[ResultValue]], notes: [LocalizedText] = []) -> ResultTable {
        ResultTable(
            schema: "analyze.test/1", title: LocalizedText(zh: "", en: ""),
            columns: [.text("entity", zh: "", en: ""), .number("value", zh: "", en: "")], rows: rows, notes: notes)
    }

    @Test func numbersAreNumbersAndTextsAreTexts() throws {
        let sheet = try #require(
            try Parts(
                Self.table([
                    [.text("=1+1"), .number(0.1)], [.text("a\u{1}b<_x0041_"), .integer(-7)], [.null, .null],
                    [.flag(true), .decimal(ExactDecimal("75394432.52"))],
                ]))("xl/worksheets/sheet1.xml"))
        for part in [
            "<t>=1+1</t>", "<v>0.1</v>", "<t>a_x0001_b&lt;_x005F_x0041_</t>", "<v>-7</v>", "<c r=\"A5\" t=\"b\"><v>1</v></c>", "<v>75394432.52</v>",
            "state=\"frozen\"", "<autoFilter ref=\"A1:B5\"/>", "<cols>",
        ] {
            #expect(sheet.contains(part), "\(part)")
        }
        #expect(!sheet.contains("<f>"), "nothing is a formula")
    }

    @Test func rowsBeyondASheetGoOnInTheNext() throws {
        let rows = (0..<7).map { [ResultValue.text("e\($0)"), .integer($0)] }
        let parts = try Parts(Self.table(rows, notes: [LocalizedText(zh: "注", en: "a remark")]), format: XLSXFormat(rowsPerSheet: 4))
        for (sheet, range) in [(1, 0..<3), (2, 3..<6), (3, 6..<7)] {
            let text = try #require(try parts("xl/worksheets/sheet\(sheet).xml"))
            #expect(text.contains("<t>entity</t>"), "each sheet has its header")
            for row in 0..<7 { #expect(text.contains("<t>e\(row)</t>") == range.contains(row), "row \(row) on sheet \(sheet)") }
        }
        #expect(try parts("xl/worksheets/sheet4.xml")?.contains("<t>a remark</t>") == true)
        let book = try #require(try parts("xl/workbook.xml"))
        for name in ["trends", "trends 2", "trends 3", "notes"] { #expect(book.contains("<sheet name=\"\(name)\"")) }
    }

    @Test func theSameResultIsTheSameFile() throws {
        let one = try Parts(Self.table([[.text("平潭"), .number(1 / 3)]])).all
        setenv("TZ", "Asia/Shanghai", 1)
        tzset()
        let other = try Parts(Self.table([[.text("平潭"), .number(1 / 3)]])).all
        unsetenv("TZ")
        #expect(one == other)
        #expect(try Parts(Self.table([]))("docProps/core.xml")?.contains("2000-01-01T00:00:00Z") == true)
    }

    /// Rules of colour take more bytes behind the rows than are kept of the end: the rows are found all the same, and the workbook is no lost one.
    @Test func whatStandsBehindTheRowsMayBeLong() throws {
        let book = try Workbook()
        try book.beginSheet("words", header: ["word"])
        let words = (0..<200).map { "word \($0)" }
        for word in words { try book.write([.text(word)]) }
        for word in words { book.tint(word, .red, inColumn: 0) }
        let memory = MemorySink()
        try book.finish(to: memory)
        #expect(!memory.bytes.isEmpty)
    }

    @Test func aCellHoldsNoMoreThanItCan() {
        let long = String(repeating: "长", count: 40_000)
        #expect(WorkbookText.of(long).utf16.count == WorkbookText.longest)
        #expect(WorkbookText.of(String(repeating: "😀", count: 20_000)).utf16.count <= WorkbookText.longest)
        #expect(WorkbookText.of("a\0b\r_x_ _x12G4_") == "a_x0000_b_x000D__x_ _x12G4_")
        #expect(WorkbookText.of("\u{FFFF}") == "_xFFFF_")
        #expect(WorkbookText.of("件\u{FFFE}x_y_") == "件_xFFFE_x_y_")
    }
}
