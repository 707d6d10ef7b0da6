import MarkupText

/// A web page with real tables, rowspan and colspan.
public struct HTMLRendering: Rendering {
    /// Which character set the page is written in and declares.
    public let name = "html"
    /// `html`.
    public let fileExtension = "html"

    /// A web page in UTF-8.
    public init() {}

    /// The page.
    public func bytes(of elements: [DraftElement]) throws -> [UInt8] {
        var title = ""
        if case .title(let text)? = elements.first { title = text }
        var page = "<!doctype html>\n<html lang=\"zh-CN\">\n<head><meta charset=\"utf-8\"><title>\(escape(title))</title></head>\n<body>\n"
        for element in elements {
            switch element {
            case .title(let text): page += "<h1>\(escape(text))</h1>\n"
            case .heading(let text): page += "<h2>\(escape(text))</h2>\n"
            case .paragraph(let text): page += "<p>\(escape(text))</p>\n"
            case .table(let table): page += html(table)
            }
        }
        return Array((page + "</body>\n</html>\n").utf8)
    }

    private func html(_ table: TableLayout) -> String {
        var text = "<table border=\"1\">\n"
        for (number, row) in table.rows.enumerated() {
            let isHidden = table.hiddenRows.contains(number)
            text += isHidden ? "<tr style=\"display:none\">" : "<tr>"
            for cell in row {
                text += "<td"
                if cell.rowSpan > 1 { text += " rowspan=\"\(cell.rowSpan)\"" }
                if cell.columnSpan > 1 { text += " colspan=\"\(cell.columnSpan)\"" }
                text += cell.text.isEmpty ? ">&nbsp;" : ">\(escape(cell.text))"
                if let mark = cell.mark { text += "<sup>\(escape(mark))</sup>" }
                if let hidden = cell.hidden { text += "<span style=\"display: none\">\(escape(hidden))</span>" }
                text += "</td>"
            }
            text += "</tr>\n"
        }
        return text + "</table>\n"
    }

    /// Line ends inside a text are breaks.
    private func escape(_ text: String) -> String { text.markupEscaped.replacing("\n", with: "<br>") }
}
