import MarkupText

/// A Word document (WordprocessingML, ECMA-376): paragraphs and tables with gridSpan and vMerge.
public struct DOCXRendering: Rendering {
    /// `docx`.
    public let name = "docx"
    /// `docx`.
    public let fileExtension = "docx"

    /// A Word document.
    public init() {}

    /// The file.
    public func bytes(of elements: [DraftElement]) throws -> [UInt8] {
        var body = ""
        for element in elements {
            switch element {
            case .title(let text): body += paragraph(text, bold: true)
            case .heading(let text): body += paragraph(text, bold: true)
            case .paragraph(let text): body += paragraph(text, bold: false)
            case .table(let table): body += xml(table)
            }
        }
        let document =
            xmlDeclaration + "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>\(body)"
            + "<w:sectPr><w:pgSz w:w=\"11906\" w:h=\"16838\"/></w:sectPr></w:body></w:document>"
        return try ZipContainer.pack(
            [
                (
                    "[Content_Types].xml",
                    xmlDeclaration + "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
                        + "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
                        + "<Override PartName=\"/word/document.xml\" "
                        + "ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>"
                ),
                (
                    "_rels/.rels",
                    xmlDeclaration + "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
                        + "<Relationship Id=\"rId1\" "
                        + "Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" "
                        + "Target=\"word/document.xml\"/></Relationships>"
                ),
                ("word/document.xml", document),
            ], .stored)
    }

    /// The runs behind a cell's text: its mark above the line, and what is hidden.
    private func runs(behind cell: TableLayout.Cell) -> String {
        func run(_ text: String?, _ property: String) -> String {
            text.map { "<w:r><w:rPr>\(property)</w:rPr><w:t xml:space=\"preserve\">\($0.markupEscaped)</w:t></w:r>" } ?? ""
        }
        return run(cell.mark, "<w:vertAlign w:val=\"superscript\"/>") + run(cell.hidden, "<w:vanish/>")
    }

    private func paragraph(_ text: String, bold: Bool, behind: String = "") -> String {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let runs = lines.map { "<w:t xml:space=\"preserve\">\(String($0).markupEscaped)</w:t>" }.joined(separator: "<w:br/>")
        if text.isEmpty, behind.isEmpty { return "<w:p/>" }
        return "<w:p><w:r>\(bold ? "<w:rPr><w:b/></w:rPr>" : "")\(runs)</w:r>\(behind)</w:p>"
    }

    private func xml(_ table: TableLayout) -> String {
        var text = "<w:tbl><w:tblPr><w:tblBorders>"
        for side in ["top", "left", "bottom", "right", "insideH", "insideV"] { text += "<w:\(side) w:val=\"single\" w:sz=\"4\"/>" }
        text += "</w:tblBorders></w:tblPr><w:tblGrid>" + String(repeating: "<w:gridCol w:w=\"900\"/>", count: table.columnCount) + "</w:tblGrid>"
        var open: [Int: (rows: Int, columns: Int)] = [:]
        for (number, (row, starts)) in zip(table.rows, table.startColumns).enumerated() {
            if table.hiddenRows.contains(number) {
                text += "<w:tr><w:trPr><w:hidden/></w:trPr>" + row.map { cell($0, merge: "") }.joined() + "</w:tr>"
                continue
            }
            text += "<w:tr>"
            var cells: [(column: Int, xml: String)] = []
            for (column, span) in open where span.rows > 0 {
                cells.append((column, cell(.init("", columns: span.columns), merge: "<w:vMerge/>")))
                open[column] = span.rows == 1 ? nil : (span.rows - 1, span.columns)
            }
            for (item, column) in zip(row, starts) {
                let merges = item.rowSpan > 1
                cells.append((column, cell(item, merge: merges ? "<w:vMerge w:val=\"restart\"/>" : "")))
                if merges { open[column] = (item.rowSpan - 1, item.columnSpan) }
            }
            text += cells.sorted { $0.column < $1.column }.map(\.xml).joined() + "</w:tr>"
        }
        return text + "</w:tbl><w:p/>"
    }

    private func cell(_ cell: TableLayout.Cell, merge: String) -> String {
        let span = cell.columnSpan > 1 ? "<w:gridSpan w:val=\"\(cell.columnSpan)\"/>" : ""
        return "<w:tc><w:tcPr>\(span)\(merge)</w:tcPr>\(paragraph(cell.text, bold: false, behind: runs(behind: cell)))</w:tc>"
    }
}
