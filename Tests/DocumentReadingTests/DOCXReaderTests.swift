import FilePaths
import Testing

@testable import DocumentReading

@Suite struct DOCXReaderTests {
    private func read(_ body: String, numbering: String? = nil) async throws -> Document {
        try await DocumentReaders.read(bytes: OfficeFile.docx(body, numbering: numbering), path: "a.docx")
    }

    private func cell(_ text: String, _ properties: String = "") -> String {
        "<w:tc><w:tcPr>\(properties)</w:tcPr><w:p><w:r><w:t>\(text)</w:t></w:r></w:p></w:tc>"
    }

    private func tables(_ document: Document) -> [[[String]]] {
        document.blocks.compactMap { if case .table(let table) = $0 { table.rows.map { $0.cells.map(\.text) } } else { nil } }
    }

    private func paragraphs(_ document: Document) -> [String] {
        document.blocks.compactMap { if case .paragraph(let paragraph) = $0 { paragraph.text } else { nil } }
    }

    @Test func gridSpanAndVerticalMergesBecomeSpans() async throws {
        let document = try await read(
            "<w:tbl><w:tr>\(cell("甲", "<w:gridSpan w:val=\"2\"/><w:vMerge w:val=\"restart\"/>"))\(cell("乙"))</w:tr>"
                + "<w:tr>\(cell("", "<w:gridSpan w:val=\"2\"/><w:vMerge/>"))\(cell("丙"))</w:tr><w:tr>\(cell("1"))\(cell("2"))\(cell("3"))</w:tr></w:tbl>"
        )
        guard case .table(let table) = document.blocks[0] else { throw ReadingError(path: "", reason: .empty) }
        #expect(table.rows[0].cells[0] == .init(text: "甲", rowSpan: 2, columnSpan: 2, column: 0))
        #expect(table.rows[1].cells == [.init(text: "丙", column: 2)])
        #expect(table.rows[2].cells.map(\.column) == [0, 1, 2])
    }

    @Test func rowsAndCellsOutsideTheirTablesAreLeftOut() async throws {
        let paragraph = "<w:p><w:r><w:t>后</w:t></w:r></w:p>"
        for stray in [cell("1"), "<w:tr>\(cell("1"))</w:tr>", "<w:tbl>\(cell("1"))<w:tr>\(cell("2"))</w:tr></w:tbl>"] {
            let document = try await read(stray + paragraph)
            #expect(paragraphs(document).last == "后")
        }
        let document = try await read("<w:tbl><w:tr><w:tr>\(cell("1"))</w:tr>\(cell("2"))\(cell("3"))</w:tr></w:tbl>" + paragraph)
        #expect(tables(document) == [[["2", "3"]]])
    }

    @Test func blanksOfWordProcessorsAreBlank() async throws {
        let document = try await read("<w:tbl><w:tr>\(cell("\u{3000}"))\(cell("&#160;"))\(cell(" 5 "))</w:tr></w:tbl>")
        #expect(tables(document) == [[["", "", "5"]]])
    }

    @Test func aTableInACellOfALayoutTableStandsOnItsOwn() async throws {
        let inner = "<w:tbl><w:tr>\(cell("a"))\(cell("1"))</w:tr><w:tr>\(cell("b"))\(cell("2"))</w:tr></w:tbl>"
        let document = try await read(
            "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>前</w:t></w:r></w:p>\(inner)<w:p><w:r><w:t>后</w:t></w:r></w:p></w:tc></w:tr></w:tbl>")
        #expect(tables(document) == [[["a", "1"], ["b", "2"]]])
        #expect(paragraphs(document) == ["前", "后"])
    }

    @Test func aBoxAroundOneNumberIsTheNumber() async throws {
        let box = "<w:tc><w:tbl><w:tr>\(cell("7"))</w:tr></w:tbl><w:p/></w:tc>"
        #expect(tables(try await read("<w:tbl><w:tr>\(cell("件数"))\(box)</w:tr></w:tbl>")) == [[["件数", "7"]]])
    }

    @Test func trackedChangesReadAsAccepted() async throws {
        let document = try await read(
            "<w:tbl><w:tr>\(cell("1"))\(cell("2"))</w:tr><w:tr><w:trPr><w:del/></w:trPr>\(cell("3"))\(cell("4"))</w:tr></w:tbl>"
                + "<w:p><w:ins><w:r><w:t>新</w:t></w:r></w:ins><w:del><w:r><w:delText>旧</w:delText></w:r></w:del>"
                + "<w:moveFrom><w:r><w:t>移</w:t></w:r></w:moveFrom></w:p>")
        #expect(tables(document) == [[["1", "2"]]])
        #expect(paragraphs(document) == ["新"])
    }

    @Test func formerPropertiesOfACellDoNotCount() async throws {
        let document = try await read(
            "<w:tbl><w:tr>\(cell("1", "<w:tcPrChange><w:tcPr><w:gridSpan w:val=\"9\"/></w:tcPr></w:tcPrChange>"))\(cell("2"))</w:tr></w:tbl>")
        guard case .table(let table) = document.blocks[0] else { throw ReadingError(path: "", reason: .empty) }
        #expect(table.rows[0].cells.map(\.column) == [0, 1])
    }

    @Test func textBoxesAreParagraphsAndTheirFallbackIsNotReadTwice() async throws {
        let document = try await read(
            "<w:p><w:r><mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r><w:t>框</w:t></w:r></w:p></w:txbxContent></mc:Choice>"
                + "<mc:Fallback><w:txbxContent><w:p><w:r><w:t>框</w:t></w:r></w:p></w:txbxContent></mc:Fallback></mc:AlternateContent></w:r>"
                + "<w:r><w:t>文</w:t></w:r></w:p>")
        #expect(paragraphs(document) == ["框", "文"])
    }

    @Test func hiddenTextAndTabStopsAreNoText() async throws {
        let document = try await read(
            "<w:p><w:pPr><w:tabs><w:tab w:val=\"left\"/></w:tabs></w:pPr><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r><w:r><w:t>显</w:t></w:r></w:p>"
        )
        #expect(paragraphs(document) == ["显"])
    }

    @Test func automaticNumbersAreWrittenOut() async throws {
        let numbering =
            "<w:abstractNum w:abstractNumId=\"7\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"chineseCounting\"/><w:lvlText w:val=\"%1、\"/></w:lvl>"
            + "<w:lvl w:ilvl=\"1\"><w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"%2.\"/></w:lvl></w:abstractNum>"
            + "<w:num w:numId=\"3\"><w:abstractNumId w:val=\"7\"/></w:num>"
        func numbered(_ text: String, _ level: Int) -> String {
            "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"\(level)\"/><w:numId w:val=\"3\"/></w:numPr></w:pPr><w:r><w:t>\(text)</w:t></w:r></w:p>"
        }
        let body = numbered("总体情况", 0) + numbered("甲", 1) + numbered("乙", 1) + numbered("主动公开", 0) + numbered("丙", 1)
        #expect(paragraphs(try await read(body, numbering: numbering)) == ["一、总体情况", "1.甲", "2.乙", "二、主动公开", "1.丙"])
        #expect((1...21).map { WordNumerals.text($0, format: "chineseCounting") }.joined(separator: " ").hasSuffix("十九 二十 二十一"))
    }

    @Test func aDocumentOfPicturesNeedsRecognition() async throws {
        await #expect(throws: ReadingError(path: "a.docx", reason: .needsRecognition(install: OutsideProgram.tesseract.installation))) {
            try await read("<w:p><w:r><w:drawing><a:blip xmlns:a=\"a\"/></w:drawing></w:r></w:p>")
        }
    }

    @Test func runsAboveTheLineAreMarksAndHiddenOnesAreLeftOutAndNamed() async throws {
        let runs =
            "<w:r><w:t>93</w:t></w:r><w:r><w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr><w:t>1</w:t></w:r>"
            + "<w:r><w:rPr><w:vanish/></w:rPr><w:t>7</w:t></w:r><w:r><w:footnoteReference w:id=\"2\"/></w:r>"
        let document = try await DocumentReaders.read(bytes: OfficeFile.docx("<w:p>\(runs)</w:p>"), path: "a.docx")
        #expect(document.blocks == [.paragraph(.init(text: "93¹¹", line: 1))])
        #expect(document.warnings == [.hiddenText(1, beginning: "7")])
    }

    @Test func hiddenRowsAreLeftOut() async throws {
        func row(_ text: String, hidden: Bool = false) -> String {
            "<w:tr>\(hidden ? "<w:trPr><w:hidden/></w:trPr>" : "")<w:tc><w:p><w:r><w:t>\(text)</w:t></w:r></w:p></w:tc><w:tc><w:p/></w:tc></w:tr>"
        }
        let bytes = OfficeFile.docx("<w:tbl>\(row("1"))\(row("8", hidden: true))\(row("2"))</w:tbl>")
        let document = try await DocumentReaders.read(bytes: bytes, path: "a.docx")
        guard case .table(let table) = document.blocks[0] else { throw ReadingError(path: "", reason: .empty) }
        #expect(table.rows.map { $0.cells[0].text } == ["1", "2"])
        #expect(document.warnings == [.hiddenText(1, beginning: "8")])
    }
}
