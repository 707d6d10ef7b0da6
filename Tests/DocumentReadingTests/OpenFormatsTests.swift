import FilePaths
import Testing

@testable import DocumentReading

/// OpenDocument and OFD: what is seen is read, with its spans, marks and places.
@Suite struct OpenFormatsTests {
    private func container(_ parts: [(String, String)]) -> [UInt8] { OfficeFile.zip(parts.map { (Array($0.0.utf8), Array($0.1.utf8)) }) }

    private func openDocument(_ kind: String, styles: String = "", body: String) -> [UInt8] {
        let names = "xmlns:office=\"o\" xmlns:text=\"t\" xmlns:table=\"ta\" xmlns:style=\"s\" xmlns:fo=\"f\""
        let content =
            "<office:document-content \(names)><office:automatic-styles>\(styles)</office:automatic-styles><office:body><office:\(kind)>\(body)</office:\(kind)></office:body></office:document-content>"
        return container([("mimetype", "application/vnd.oasis.opendocument.\(kind)"), ("content.xml", content)])
    }

    private func texts(_ document: Document) -> [[String]] {
        document.blocks.flatMap { block -> [[String]] in
            switch block {
            case .paragraph(let paragraph): [[paragraph.text]]
            case .table(let table): table.rows.map { $0.cells.map(\.text) }
            }
        }
    }

    @Test func aTextWithATable() async throws {
        let styles =
            "<style:style style:name=\"T1\" style:family=\"text\"><style:text-properties style:text-position=\"super 58%\"/></style:style>"
            + "<style:style style:name=\"T2\" style:family=\"text\"><style:text-properties text:display=\"none\"/></style:style>"
        let body =
            "<text:p>甲<text:s text:c=\"2\"/>乙</text:p><table:table><table:table-column table:number-columns-repeated=\"3\"/>"
            + "<table:table-row><table:table-cell table:number-rows-spanned=\"2\"><text:p>标</text:p></table:table-cell>"
            + "<table:table-cell><text:p>93<text:span text:style-name=\"T1\">1</text:span></text:p></table:table-cell>"
            + "<table:table-cell><text:p>5<text:span text:style-name=\"T2\">9</text:span></text:p></table:table-cell></table:table-row>"
            + "<table:table-row table:visibility=\"collapse\"><table:covered-table-cell/><table:table-cell><text:p>8</text:p></table:table-cell></table:table-row>"
            + "<table:table-row><table:covered-table-cell/><table:table-cell table:number-columns-spanned=\"2\"><text:p>6</text:p></table:table-cell><table:covered-table-cell/></table:table-row></table:table>"
        let document = try await DocumentReaders.read(bytes: openDocument("text", styles: styles, body: body), path: "a.odt")
        #expect(document.format == "odt")
        #expect(texts(document) == [["甲 乙"], ["标", "93¹", "5"], ["6"]])
        #expect(document.warnings == [.hiddenText(2, beginning: "9")])
    }

    @Test func aSheet() async throws {
        func cell(_ text: String, _ attributes: String = "") -> String {
            "<table:table-cell \(attributes)><text:p>\(text)</text:p></table:table-cell>"
        }
        let body =
            "<table:table><table:table-column/><table:table-column table:visibility=\"collapse\"/><table:table-column/>"
            + "<table:table-row>\(cell("甲"))\(cell("藏"))\(cell("1"))<table:table-cell table:number-columns-repeated=\"1000\"/></table:table-row>"
            + "<table:table-row>\(cell("乙", "table:number-columns-spanned=\"2\""))<table:covered-table-cell/>\(cell("2"))</table:table-row>"
            + "<table:table-row table:number-rows-repeated=\"1048576\"><table:table-cell table:number-columns-repeated=\"1024\"/></table:table-row></table:table>"
        let document = try await DocumentReaders.read(bytes: openDocument("spreadsheet", body: body), path: "a.ods")
        #expect(document.format == "ods")
        #expect(texts(document).map { $0.filter { !$0.isEmpty } } == [["甲", "1"], ["乙", "2"]])
        #expect(document.warnings == [.hiddenText(1, beginning: "藏")])
    }

    @Test func aPageOfOFDIsSetIntoLines() async throws {
        func text(_ x: Double, _ y: Double, _ text: String, size: Double = 4, more: String = "") -> String {
            "<ofd:TextObject Boundary=\"\(x) \(y) 50 10\" Size=\"\(size)\" \(more)><ofd:TextCode X=\"0\" Y=\"4\">\(text)</ofd:TextCode></ofd:TextObject>"
        }
        let page =
            text(20, 40, "规章") + text(60, 40.3, "93") + text(64, 38.5, "1", size: 2.4) + text(80, 40, "7")
            + text(60, 60, "9", more: "Visible=\"false\"")
            + text(20, 20, "年度报告")
        let space = "xmlns:ofd=\"http://www.ofdspec.org/2016\""
        let bytes = container([
            ("OFD.xml", "<ofd:OFD \(space)><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"),
            (
                "Doc_0/Document.xml",
                "<ofd:Document \(space)><ofd:Pages><ofd:Page ID=\"1\" BaseLoc=\"Pages/Page_0/Content.xml\"/></ofd:Pages></ofd:Document>"
            ),
            ("Doc_0/Pages/Page_0/Content.xml", "<ofd:Page \(space)><ofd:Content><ofd:Layer>\(page)</ofd:Layer></ofd:Content></ofd:Page>"),
        ])
        let document = try await DocumentReaders.read(bytes: bytes, path: "a.ofd")
        #expect(document.format == "ofd")
        #expect(texts(document).flatMap { $0 }.map { $0.replacing("  ", with: " ") } == ["年度报告", "规章 93¹ 7"])
    }
}
