import FilePaths
import Foundation
import TestSupport
import Testing

@testable import DocumentReading

/// Files made to harm cost little and are refused with the bound they break.
@Suite struct HostileFilesTests {
    private func code(_ bytes: [UInt8], limits: ReadingLimits = .standard) async -> String {
        do throws(ReadingError) {
            let document = try await DocumentReaders.read(bytes: bytes, path: "x", limits: limits)
            return "\(document.format):\(document.blocks.count)"
        } catch {
            if case .beyondLimit(let name, _) = error.reason { return "beyond \(name)" }
            return error.code
        }
    }

    @Test func entitiesDoNotExpandAndFilesAreNotFetched() async {
        var laughs = "<!DOCTYPE w [<!ENTITY a0 \"ha\">"
        for level in 1...20 { laughs += "<!ENTITY a\(level) \"" + String(repeating: "&a\(level - 1);", count: 10) + "\">" }
        laughs += "]><document><body><p><r><t>&a20;</t></r></p></body></document>"
        let fetch = "<!DOCTYPE w [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><document><body><p><r><t>a&x;b</t></r></p></body></document>"
        for part in [laughs, fetch] {
            let file = OfficeFile.zip([
                (Array("_rels/.rels".utf8), Array("<Relationships/>".utf8)), (Array("word/document.xml".utf8), Array(part.utf8)),
            ])
            #expect(["damaged", "empty"].contains(await code(file)))
        }
    }

    @Test func depthIsBounded() async {
        let deep = String(repeating: "<w:tbl><w:tr><w:tc>", count: 5000)
        #expect(await code(OfficeFile.docx(deep)) == "beyond nesting")
        #expect(await code(Array(String(repeating: "<table><tr><td>", count: 5000).utf8)) == "beyond nesting")
        #expect(await code(Array(String(repeating: "<div>", count: 100_000).utf8 + Array("a".utf8))) == "html:1")
    }

    @Test func cellsAndMarkupAreCounted() async {
        var limits = ReadingLimits()
        limits.elements = 5000
        limits.markupElements = 40_000
        let cells = String(repeating: "<w:tr><w:tc><w:p/></w:tc></w:tr>", count: 4000)
        #expect(await code(OfficeFile.docx("<w:tbl>\(cells)</w:tbl>"), limits: limits) == "beyond elements")
        #expect(await code(OfficeFile.docx(String(repeating: "<w:x/>", count: 50_000)), limits: limits) == "beyond markupElements")
        let sheet = "<sheetData><row>" + String(repeating: "<c/>", count: 6000) + "</row></sheetData>"
        #expect(await code(OfficeFile.xlsx([("a", "visible", sheet)]), limits: limits) == "beyond elements")
        #expect(await code(Array(String(repeating: "a,b,c\n", count: 3000).utf8), limits: limits) == "beyond elements")
    }

    @Test func sheetsThatPretendToBeLargeAreClipped() async {
        func sheet(_ cells: String, _ merges: String) -> [UInt8] {
            OfficeFile.xlsx([("a", "visible", "<sheetData>\(cells)</sheetData><mergeCells>\(merges)</mergeCells>")])
        }
        let ends =
            "<row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"B1\"><v>2</v></c></row><row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c><c r=\"A1048576\"><v>1</v></c></row>"
        #expect(await code(sheet(ends, "")) == "xlsx:2")
        #expect(await code(sheet(ends, String(repeating: "<mergeCell ref=\"A1:XFD1048576\"/>", count: 9))) == "beyond elements")
        #expect(await code(sheet(ends, "<mergeCell ref=\"ZZZZZZZZZZZZ99999999999999999999:A1\"/><mergeCell ref=\"\"/>")) == "xlsx:2")
        #expect(
            await code(sheet("<row r=\"-5\"><c r=\"A0\"><v>7</v></c></row><row r=\"99999999999999999999\"><c><v>1</v></c><c><v>2</v></c></row>", ""))
                == "empty")
    }

    @Test func linesWithoutEndAndNULBytesAreToldOf() async throws {
        var limits = ReadingLimits()
        limits.lineCharacters = 10_000
        #expect(await code([UInt8](repeating: UInt8(ascii: "x"), count: 20_000), limits: limits) == "beyond lineCharacters")
        var bytes = Array("甲 1\n乙 2\n丙 3\n丁 4\n".utf8)
        bytes.insert(0, at: 5)
        let document = try await DocumentReaders.read(bytes: bytes, path: "x")
        #expect(document.warnings == [.nullBytes(1)])
    }

    @Test func truncationAtAnyPlaceIsAReasonNotACrash() async {
        let cell = "<w:tc><w:p><w:r><w:t>7</w:t></w:r></w:p></w:tc>"
        let whole = [
            OfficeFile.docx("<w:tbl><w:tr>\(cell)\(cell)</w:tr></w:tbl>"),
            OfficeFile.xlsx([("a", "visible", "<sheetData><row><c><v>1</v></c><c><v>2</v></c></row></sheetData>")]),
        ]
        for file in whole {
            for count in stride(from: 4, to: file.count, by: 13) {
                #expect(["damaged", "empty", "unknown_format"].contains(await code(Array(file.prefix(count)))))
            }
        }
    }

    @Test func aChangedByteIsFoundByTheChecksum() async {
        let file = OfficeFile.docx("<w:p><w:r><w:t>\((0..<300).map(String.init).joined(separator: " "))</w:t></w:r></w:p>")
        var refused = 0
        var changed = 0
        for index in stride(from: 40, to: file.count - 200, by: 11) {
            var bytes = file
            bytes[index] ^= 0x10
            let result = await code(bytes)
            if result == "docx:1" { changed += 1 } else { refused += 1 }
        }
        #expect(refused > 0)
    }

    @Test func aPDFWhoseFormsDrawEachOtherIsEndedByTheClock() async {
        var limits = ReadingLimits()
        limits.childSeconds = 1
        #expect(await code(PDFBomb.file(depth: 9, copies: 20), limits: limits) == "beyond childSeconds")
    }

    @Test func everyLimitIsListedOnce() {
        let names = ReadingLimits.standard.listing.map(\.name)
        let fields = Mirror(reflecting: ReadingLimits.standard).children.compactMap(\.label)
        #expect(Set(names) == Set(fields))
        #expect(names.count == fields.count)
    }
}
