import FilePaths
import TestSupport
import Testing

@testable import DocumentReading

/// Reads a document for a test.
func document(_ text: String, path: String = "test") async throws -> Document {
    try await DocumentReaders.read(bytes: Array(text.utf8), path: FilePath(path))
}

/// The texts of a table, row by row.
func texts(_ document: Document, table: Int = 1) -> [[String]] {
    for case .table(let found) in document.blocks where found.ordinal == table { return found.rows.map { $0.cells.map(\.text) } }
    return []
}

struct HTMLReaderTests {
    @Test("Spans decide the grid columns of the cells below")
    func spans() async throws {
        let document = try await document(
            "<table><tr><td rowspan=2 colspan='2'>甲</td><td>1</td></tr><tr><td>2</td></tr><tr><td>乙</td><td>3</td><td>4</td></tr></table>")
        guard case .table(let table) = document.blocks[0] else {
            Issue.record("no table")
            return
        }
        #expect(table.rows.map { $0.cells.map(\.column) } == [[0, 2], [2], [0, 1, 2]])
        #expect(table.rows[0].cells[0].rowSpan == 2)
    }

    @Test("A table of one short cell is a box around a value, not a table in a layout")
    func boxes() async throws {
        let page = """
            <html><body><table><tr><td>规章</td><td><table><tr><td>3</td></tr></table></td><td><table><tr><td></td></tr></table></td></tr>
            <tr><td>行政许可</td><td>4</td><td></td></tr></table></body></html>
            """
        let document = try await DocumentReaders.read(bytes: Array(page.utf8), path: "a.html")
        let tables = document.blocks.compactMap { if case .table(let table) = $0 { table } else { nil } }
        #expect(tables.count == 1 && tables.first?.rows.first?.cells.map(\.text) == ["规章", "3", ""], "\(document.blocks)")
    }

    @Test("A frame or a note of the page's own takes nothing from the text and the cells around it")
    func framesAndNotesBesideTheText() async throws {
        let page = """
            <html><head><meta name="SiteName" content="淮安市人民政府"><META content='市财政局' name=contentSource><title>年报</title></head>
            <body><p>收到申请<iframe src="ad.html"></iframe>12件。</p>
            <table><tr><td>规章<iframe src=b></iframe></td><td>34<iframe src="c9"></iframe></td><td><meta name=x content=5>6</td></tr></table></body></html>
            """
        let document = try await DocumentReaders.read(bytes: Array(page.utf8), path: "a.html")
        #expect(
            document.metadata["sitename"] == "淮安市人民政府" && document.metadata["contentsource"] == "市财政局" && document.frames == ["ad.html", "b", "c9"])
        guard case .paragraph(let paragraph) = document.blocks[0], case .table(let table) = document.blocks[1] else {
            return #expect(Bool(false), "\(document.blocks)")
        }
        #expect(paragraph.text == "收到申请12件。" && table.rows[0].cells.map(\.text) == ["规章", "34", "6"])
    }

    @Test("Lines with commas and as many fields as cells are lines with tabs; headings lose the marks of Markdown")
    func raggedRowsAndMarks() async throws {
        var lines = ["年报", "## 一、总体情况", "公开信息, 共三条。", "甲,\"乙, 丙\",总计"]
        for index in 0..<12 { lines.append(index % 3 == 0 ? "组,项目\(index),1,2,,3" : "项目\(index),,\(index),2,5") }
        for mark in [",", ";"] {
            let text = lines.joined(separator: "\n").replacing(",", with: mark)
            let document = try await DocumentReaders.read(bytes: Array(text.utf8), path: "a.csv")
            let texts = document.blocks.compactMap { if case .paragraph(let paragraph) = $0 { paragraph.text } else { nil } }
            #expect(texts.count == 16 && texts[3].split(separator: "\t").count == 3 && texts[5] == "项目1\t\t1\t2\t5", "\(texts)")
        }
        let marked = try await DocumentReaders.read(bytes: Array("# 年报\n#1 项\n## 一、总体情况".utf8), path: "a.md")
        let texts = marked.blocks.compactMap { if case .paragraph(let paragraph) = $0 { paragraph.text } else { nil } }
        #expect(texts == ["年报", "#1 项", "一、总体情况"])
    }

    @Test("Breaks and paragraphs inside a cell are line feeds, blanks of all kinds stay blank")
    func cellText() async throws {
        let document = try await document("<table><tr><td>本年新<br/>制作数量</td><td><p>甲</p><p>乙</p></td><td>&nbsp;</td><td> </td></tr></table>")
        #expect(texts(document) == [["本年新\n制作数量", "甲\n乙", "\u{A0}", ""]])
    }

    @Test("Tables are taken out of layout tables, and what stands beside them stays")
    func nested() async throws {
        let page = "<table><tr><td>导航</td></tr><tr><td><table><tr><td>a</td><td>1</td></tr></table></td></tr><tr><td>甲</td><td>2</td></tr></table>"
        let document = try await document(page)
        #expect(texts(document, table: 1) == [["a", "1"]])
        #expect(texts(document, table: 2) == [["甲", "2"]])
        guard case .paragraph(let first) = document.blocks[0] else {
            Issue.record("no paragraph")
            return
        }
        #expect(first.text == "导航")
    }

    @Test("Scripts and styles are no text, unclosed cells are closed")
    func tolerance() async throws {
        let document = try await document("<html><style>td{}</style><script>var x='<td>9</td>'</script><table><tr><td>a<td>1<tr><td>b<td>2</table>")
        #expect(texts(document) == [["a", "1"], ["b", "2"]])
    }

    @Test("Tables deeper than the limit are refused")
    func depth() async throws {
        let page = String(repeating: "<table><tr><td>", count: 500)
        await #expect(throws: ReadingError.self) { try await document(page) }
    }

    @Test("More cells than the limit are refused")
    func cells() async throws {
        var limits = ReadingLimits()
        limits.elements = 1000
        let page = Array(("<table>" + String(repeating: "<tr><td>1</td></tr>", count: 2000)).utf8)
        await #expect(throws: ReadingError(path: "x", reason: .beyondLimit(name: "elements", limit: 1000))) {
            try await DocumentReaders.read(bytes: page, path: "x", limits: limits)
        }
    }
}

struct TextDecodingTests {
    private let sample = "规章，规范性文件 12 件"
    /// The same words in GB18030.
    private let simplified: [UInt8] = [
        0xB9, 0xE6, 0xD5, 0xC2, 0xA3, 0xAC, 0xB9, 0xE6, 0xB7, 0xB6, 0xD0, 0xD4, 0xCE, 0xC4, 0xBC, 0xFE, 0x20, 0x31, 0x32, 0x20, 0xBC, 0xFE,
    ]

    @Test("GB18030 is found without and with a declaration")
    func gb18030() {
        #expect(TextDecoding.decode(simplified).map { String(decoding: $0.utf8, as: UTF8.self) } == sample)
        let page = Array("<meta charset=\"gb2312\"><p>".utf8) + simplified
        #expect(TextDecoding.decode(page)?.encoding == "GB18030")
    }

    @Test("UTF-8 that calls itself GB2312 is read as what it is")
    func wrongDeclaration() {
        let page = Array("<meta charset=gb2312>\(sample)锘".utf8)
        #expect(TextDecoding.decode(page)?.encoding == "UTF-8")
    }

    @Test("UTF-16 with and without a mark", arguments: [true, false])
    func utf16(marked: Bool) {
        let text = "<table><tr><td>1</td></tr></table>" + sample
        var bytes: [UInt8] = marked ? [0xFF, 0xFE] : []
        for unit in text.utf16 { bytes += [UInt8(unit & 255), UInt8(unit >> 8)] }
        #expect(TextDecoding.decode(bytes).map { String(decoding: $0.utf8, as: UTF8.self) } == text)
    }

    @Test("NUL bytes are left out and counted")
    func nulls() {
        let decoded = TextDecoding.decode(Array("甲\0乙".utf8))
        #expect(decoded?.nulls == 1)
        #expect(decoded.map { String(decoding: $0.utf8, as: UTF8.self) } == "甲乙")
    }
}

struct PDFReaderTests {
    @Test("Page numbers are told from values")
    func pageNumbers() {
        #expect(PDFReader.isPageNumber("      -3-", page: 3, atEdge: false))
        #expect(PDFReader.isPageNumber("— 12 —", page: 12, atEdge: false))
        #expect(PDFReader.isPageNumber("第 2 页 共 6 页", page: 2, atEdge: true))
        #expect(!PDFReader.isPageNumber("   3", page: 2, atEdge: true))
        #expect(!PDFReader.isPageNumber("-3", page: 3, atEdge: true))
    }

    @Test("The digest of the empty text")
    func digest() {
        #expect(SHA256Digest.hexadecimal(of: []) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    }
}
