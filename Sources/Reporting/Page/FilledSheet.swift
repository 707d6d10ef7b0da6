import Disclosure
import MarkupText

/// A form as it was filled in, with a mark at each cell that a finding speaks of.
struct FilledSheet: PageDrawing {
    /// A mark at a cell: the numbers of the findings, with the addresses of their cards.
    struct Mark: Sendable {
        var findings: [(number: Int, fingerprint: String)]
        var severity: String
    }

    let layout: SheetLayout
    let edition: Int
    let year: Int
    /// What stands in each cell of the layout: an empty text for a blank cell, ``absent`` where the report has no such cell.
    private(set) var texts: [String]
    private let marks: [String: Mark]
    /// Cells that the layout has not.
    private var others: [(label: String, text: String, id: String)] = []
    private let language: Language

    /// No text of a cell: those are visible, and this is a control character.
    static let absent = "\u{8}"

    init(_ form: FilledForm, layout: SheetLayout, edition: Int, year: Int, marks: [String: Mark], language: Language) {
        self.layout = layout
        self.edition = edition
        self.year = year
        self.marks = marks
        self.language = language
        texts = [String](repeating: Self.absent, count: layout.sheets.reduce(0) { $0 + $1.cells.count })
        for cell in form.cells {
            let text = Self.text(cell)
            if let place = layout.places[cell.indicator] {
                texts[place] = text
            } else if cell.state != .absent {
                let label = Catalog.standard.indicator(cell.indicator, edition: form.edition)?.labels[language] ?? cell.indicator
                others.append((label, text, cell.indicator))
            }
        }
    }

    private static func text(_ cell: Cell) -> String {
        switch cell.state {
        case .absent: absent
        case .blank: ""
        case .number where cell.raw.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }: cell.raw
        case .number, .notApplicable, .text, .bound:
            PageText.visible(cell.raw.split(whereSeparator: \.isWhitespace).joined(separator: " "))
        }
    }

    var html: String {
        var result = ""
        var offset = 0
        for sheet in layout.sheets {
            let values = texts[offset..<offset + sheet.cells.count]
            if values.contains(where: { $0 != Self.absent }) { append(sheet, Array(values), to: &result) }
            offset += sheet.cells.count
        }
        if !others.isEmpty {
            result += "<table class=\"form\"><caption>\(ReportPageWords.text("otherCells", language).markupEscaped)</caption><tbody>"
            for other in others {
                result += "<tr><th scope=\"row\">\(PageText.escaped(other.label))</th>\(cell(other.text, other.id))</tr>"
            }
            result += "</tbody></table>"
        }
        return result
    }

    private func append(_ sheet: SheetLayout.Sheet, _ values: [String], to result: inout String) {
        let name = PageText.escaped(sheet.name)
        result +=
            "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"\(name)\"><table class=\"form\"><caption>\(name)</caption><thead>"
        for row in sheet.head {
            result += "<tr>"
            for label in row { result += heading(label, scope: label.isLeaf ? "col" : label.columns > 1 ? "colgroup" : nil) }
            result += "</tr>"
        }
        result += "</thead><tbody>"
        for (index, row) in sheet.rows.enumerated() {
            result += "<tr>"
            for label in row { result += heading(label, scope: label.rows > 1 ? "rowgroup" : "row") }
            for column in 0..<sheet.width { result += cell(values[index * sheet.width + column], sheet.cells[index * sheet.width + column]) }
            result += "</tr>\n"
        }
        result += "</tbody></table></div>"
    }

    private func heading(_ label: SheetLayout.Label, scope: String?) -> String {
        let text = PageText.escaped(label.text)
        let spans = (label.columns > 1 ? " colspan=\"\(label.columns)\"" : "") + (label.rows > 1 ? " rowspan=\"\(label.rows)\"" : "")
        // An empty corner is no heading of anything.
        return text.isEmpty ? "<td\(spans)></td>" : "<th\(scope.map { " scope=\"\($0)\"" } ?? "")\(spans)>\(text)</th>"
    }

    private func cell(_ text: String, _ id: String) -> String {
        if text == Self.absent { return "<td class=\"absent\"></td>" }
        let kind = text.isEmpty ? "n blank" : Self.isNumber(text) ? "n" : "word"
        let shown = text.isEmpty ? "□" : text.markupEscaped
        guard let mark = marks[id] else { return "<td class=\"\(kind)\">\(shown)</td>" }
        let links = mark.findings.map { "<a href=\"#k-\($0.fingerprint.markupEscaped)\">⚠\($0.number)</a>" }.joined()
        return "<td class=\"\(kind) hit \(mark.severity)\" id=\"\("c-\(year)-\(id)".markupEscaped)\">\(links)\(shown)</td>"
    }

    private static func isNumber(_ text: String) -> Bool {
        let rest = text.drop { "-+−".contains($0) }
        return !rest.isEmpty && rest.allSatisfy { $0.isASCII && $0.isNumber || ".,，".contains($0) || $0.isWhitespace }
    }

    /// Where a cell is the sum of those before it in its row.
    static let sum = "\u{C}"

    /// The texts, with ``sum`` for the last cell of a row that is the sum of the others: most totals are.
    var withoutSums: [String] {
        var result = texts
        var offset = 0
        for sheet in layout.sheets {
            if sheet.width > 2 {
                for row in sheet.rows.indices {
                    let start = offset + row * sheet.width
                    let numbers = texts[start..<start + sheet.width].compactMap { text in
                        text.utf8.count < 12 && text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } ? Int(text) : nil
                    }
                    guard numbers.count == sheet.width, numbers.dropLast().reduce(0, +) == numbers[sheet.width - 1] else { continue }
                    // A number with leading zeros stays as it was printed.
                    if texts[start + sheet.width - 1] == String(numbers[sheet.width - 1]) { result[start + sheet.width - 1] = Self.sum }
                }
            }
            offset += sheet.cells.count
        }
        return result
    }

    /// The sheet for the script; the texts of its cells stand elsewhere.
    var data: PageValue { frame }

    var frame: PageValue {
        func value(_ mark: Mark, _ id: String, at place: PageValue) -> PageValue {
            .list([
                place, .list(mark.findings.map { .list([.number(Double($0.number)), .text($0.fingerprint)]) }), .shown(id), .text(mark.severity),
            ])
        }
        var marked: [PageValue] = []
        for (id, mark) in marks.sorted(by: { $0.key < $1.key }) {
            if let place = layout.places[id], texts[place] != Self.absent { marked.append(value(mark, id, at: .number(Double(place)))) }
        }
        let rest = others.map { other -> PageValue in
            let mark = marks[other.id].map { mark -> [PageValue] in
                if case .list(let parts) = value(mark, other.id, at: .text(other.text)) { Array(parts.dropFirst()) } else { [] }
            }
            return .list([.shown(other.label), .text(other.text)] + (mark ?? []))
        }
        return .object([
            ("$", .text("form")), ("e", .number(Double(edition))), ("y", .number(Double(year))), ("m", .list(marked)), ("x", .list(rest)),
        ])
    }
}
