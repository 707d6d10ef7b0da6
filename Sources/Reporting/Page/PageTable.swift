import MarkupText

/// A table of the page: caption, headings of columns and rows, numbers to the right, in a place that scrolls when it is too wide.
struct PageTable {
    struct Column {
        var title: String
        var isNumber = false

        init(_ title: String, isNumber: Bool = false) {
            self.title = title
            self.isNumber = isNumber
        }
    }

    enum Cell {
        case text(String)
        /// A text that leads somewhere.
        case link(String, to: String?)
        /// A number as it is read, and what it is sorted by.
        case number(String, Double?)
        /// A cell with a class of its own, an address, and words for those who want to know more.
        case mark(String, style: String, address: String? = nil, words: String? = nil)
        /// Markup of this program's making.
        case markup(String)
    }

    var caption: String
    var isCaptionHidden = false
    var columns: [Column] = []
    var rows: [[Cell]] = []
    /// More classes: `sortable` for tables that the script may sort, `matrix` for heat maps.
    var style = ""
    var id: String?
    /// Whether it may be higher than a screen, and is then scrolled within its place.
    var isTall = false

    var html: String {
        let name = PageText.escaped(caption)
        var result = "<div class=\"scroll\(isTall ? " tall" : "")\" tabindex=\"0\" role=\"region\" aria-label=\"\(name)\">"
        result += "<table\(style.isEmpty ? "" : " class=\"\(style)\"")\(id.map { " id=\"\($0)\"" } ?? "")>"
        result += "<caption\(isCaptionHidden ? " class=\"hide\"" : "")>\(name)</caption>\n<thead><tr>"
        for column in columns {
            let title = PageText.escaped(column.title)
            result += title.isEmpty ? "<td></td>" : "<th scope=\"col\"\(column.isNumber ? " class=\"n\"" : "")>\(title)</th>"
        }
        result += "</tr></thead>\n<tbody>\n"
        for row in rows {
            result += "<tr>"
            for (index, cell) in row.enumerated() { result += index == 0 ? Self.head(cell) : Self.body(cell) }
            result += "</tr>\n"
        }
        return result + "</tbody></table></div>\n"
    }

    private static func head(_ cell: Cell) -> String {
        switch cell {
        case .text(let text): "<th scope=\"row\"><bdi>\(PageText.escaped(text))</bdi></th>"
        case .link(let text, let address): "<th scope=\"row\">\(link(text, address))</th>"
        case .number(let text, _): "<th scope=\"row\" class=\"n\">\(PageText.escaped(text))</th>"
        case .mark(let text, let style, _, _): "<th scope=\"row\" class=\"\(style)\">\(PageText.escaped(text))</th>"
        case .markup(let markup): "<th scope=\"row\">\(markup)</th>"
        }
    }

    private static func body(_ cell: Cell) -> String {
        switch cell {
        case .text(let text): return "<td>\(PageText.escaped(text))</td>"
        case .link(let text, let address): return "<td>\(link(text, address))</td>"
        case .number(let text, let value):
            return "<td class=\"n\"\(value.map { " data-v=\"\(PageText.plain($0))\"" } ?? "")>\(PageText.escaped(text))</td>"
        case .mark(let text, let style, let address, let words):
            let shown = PageText.escaped(text)
            let label = words.map { PageText.escaped($0) }
            let inside = address.map { "<a href=\"\($0.markupEscaped)\"\(label.map { " aria-label=\"\($0)\"" } ?? "")>\(shown)</a>" } ?? shown
            return "<td class=\"\(style)\"\(label.map { " title=\"\($0)\"" } ?? "")>\(inside)</td>"
        case .markup(let markup): return "<td>\(markup)</td>"
        }
    }

    private static func link(_ text: String, _ address: String?) -> String {
        let shown = "<bdi>\(PageText.escaped(text))</bdi>"
        return address.map { "<a href=\"\($0.markupEscaped)\">\(shown)</a>" } ?? shown
    }
}
