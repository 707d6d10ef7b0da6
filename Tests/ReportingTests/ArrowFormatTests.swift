import Disclosure
import Foundation
import Output
import TestSupport
import Testing

@testable import Reporting

@Suite struct ArrowFormatTests {
    /// Numbers, texts that repeat, and what is missing, among them a column without any value; two record batches.
    private static let table = ResultTable(
        schema: "analyze.test/1", title: LocalizedText(zh: "", en: ""),
        columns: [
            .text("entity", zh: "", en: ""), .number("year", zh: "", en: "", .plain), .number("value", zh: "", en: ""),
            .number("large", zh: "", en: "", .plain), .text("found", zh: "", en: ""), .text("points", zh: "", en: ""),
            .text("nothing", zh: "", en: ""),
        ],
        rows: [
            [.text("淮安市"), .integer(2019), .number(1.5), .integer(1 << 40), .flag(true), .list([.integer(1), .null]), .null],
            [.text("淮安市"), .integer(2020), .null, .integer(-1), .flag(false), .list([]), .null],
            [.null, .null, .integer(0), .null, .null, .null, .null],
            [.text("a"), .integer(-1), .number(-1e300), .integer(3), .flag(true), .text("x"), .null],
        ])

    private static func bytes(_ table: any TableSource) throws -> Data {
        let document = ResultDocument(command: "test", version: "1", inputs: [], parameters: [], table: table)
        let memory = MemorySink()
        try ArrowFormat(batchRows: 3).write(document, options: RenderingOptions(), to: memory)
        return Data(memory.bytes)
    }

    private static func reference(_ name: String) -> URL { ProjectFiles.root.appending(path: "Tests/ReportingTests/ReferenceValues/\(name)") }

    /// `ArrowFile.py` reads the committed files with pyarrow and compares every cell; here the writer must still write those files.
    @Test func theFileIsTheOneThatPyarrowReads() throws {
        var empty = Self.table
        empty.limit(to: 0)
        for (name, table) in [("ArrowFile.arrow", Self.table), ("ArrowFile.empty.arrow", empty)] {
            let bytes = try Self.bytes(table)
            if ProcessInfo.processInfo.environment["UPDATE_REFERENCES"] == "1" { try bytes.write(to: Self.reference(name)) }
            #expect(try Data(contentsOf: Self.reference(name)) == bytes)
        }
    }

    /// Buffers lie at multiples of 64 bytes, so that readers may map them.
    @Test func bodiesAreAligned() throws {
        let bytes = try Self.bytes(Self.table)
        let needle = Data(withUnsafeBytes(of: 1.5) { Array($0) })
        let found = try #require(bytes.range(of: needle))
        #expect(found.lowerBound % 64 == 0)
    }

    /// Two ways to write an accent are two texts; texts that are too many to be worth a dictionary stand where they are.
    @Test func textsKeepTheirBytes() throws {
        var codes = TextCodes()
        for text in ["é", "e\u{301}", "é"] {
            let hasRoom = codes.add(text)
            #expect(hasRoom)
        }
        #expect(codes.texts.map { Array($0.utf8) } == [[0xC3, 0xA9], [0x65, 0xCC, 0x81]])
        var survey = ArrowSurvey([.text("id", zh: "", en: "")], language: .en)
        for index in 0..<70_000 { survey.add([.text("text \(index)")]) }
        #expect(survey.fields[0].field.type == .text)
    }
}
