/// Sets text and tables on A4 pages, as the content streams of a PDF.
struct PDFTypesetter {
    private static let margin = 56.0
    private static let width = 595.0 - 2 * margin
    private static let top = 842.0 - 60
    private static let bottom = 60.0
    private static let cellSize = 9.0
    private static let cellPadding = 3.0
    private static let markSize = cellSize * 0.6

    private var pages: [String] = []
    private var page = ""
    private var y = Self.top

    mutating func addText(_ text: String, size: Double, centered: Bool, indented: Bool = false) {
        let indent = indented ? "　　" : ""
        for line in Self.wrap(indent + text, width: Self.width / size) {
            if y - size * 1.5 < Self.bottom { breakPage() }
            y -= size * 1.5
            let inset = centered ? (Self.width - Self.ems(line) * size) / 2 : 0
            show(line, x: Self.margin + inset, y: y, size: size)
        }
        y -= size * 0.4
    }

    mutating func add(_ layout: TableLayout) {
        let table = layout.visible
        let edges = columnEdges(table)
        let starts = table.startColumns
        let lines: [[[String]]] = zip(table.rows, starts).map { row, starts in
            zip(row, starts).map { cell, column in
                Self.wrap(
                    cell.text, width: (Self.edge(column + cell.columnSpan, edges) - Self.edge(column, edges) - 2 * Self.cellPadding) / Self.cellSize)
            }
        }
        let leading = Self.cellSize * 1.35
        let heights = table.rows.indices.map { index in
            let tallest = zip(table.rows[index], lines[index]).filter { $0.0.rowSpan == 1 }.map { $0.1.count }.max() ?? 1
            return Double(max(1, tallest)) * leading + 2 * Self.cellPadding
        }
        y -= 4
        var open: [(cell: TableLayout.Cell, lines: [String], column: Int, firstRow: Int, top: Double)] = []
        for (index, row) in table.rows.enumerated() {
            if y - heights[index] < Self.bottom {
                for position in open.indices {
                    close(open[position], edges: edges, leading: leading)
                    open[position].lines = []
                }
                breakPage()
                for position in open.indices { open[position].top = y }
            }
            for (position, cell) in row.enumerated() {
                open.append((cell, lines[index][position], starts[index][position], index, y))
            }
            y -= heights[index]
            for entry in open where entry.firstRow + entry.cell.rowSpan - 1 == index { close(entry, edges: edges, leading: leading) }
            open.removeAll { $0.firstRow + $0.cell.rowSpan - 1 == index }
        }
        y -= 8
    }

    mutating func finishedPages() -> [String] {
        if !page.isEmpty { finishPage() }
        return pages
    }

    /// Draws a cell's border from its top to the current height, and its lines in the middle.
    private mutating func close(
        _ entry: (cell: TableLayout.Cell, lines: [String], column: Int, firstRow: Int, top: Double), edges: [Double], leading: Double
    ) {
        let left = Self.margin + Self.edge(entry.column, edges)
        let right = Self.margin + Self.edge(entry.column + entry.cell.columnSpan, edges)
        page += "\(number(left)) \(number(y)) \(number(right - left)) \(number(entry.top - y)) re S\n"
        var baseline = (entry.top + y + Double(entry.lines.count) * leading) / 2 - Self.cellSize
        for (number, line) in entry.lines.enumerated() {
            let mark = number == entry.lines.count - 1 ? entry.cell.mark : nil
            let width = Self.ems(line) * Self.cellSize + (mark.map { Self.ems($0) * Self.markSize } ?? 0)
            let inset = entry.cell.indicator == nil ? Self.cellPadding : max(Self.cellPadding, (right - left - width) / 2)
            show(line, x: left + inset, y: baseline, size: Self.cellSize)
            if let mark { show(mark, x: left + inset + Self.ems(line) * Self.cellSize, y: baseline + Self.cellSize * 0.4, size: Self.markSize) }
            baseline -= leading
        }
    }

    /// Column borders from 0 to the text width. A number is never broken: columns of values get what they need, labels share the rest.
    private func columnEdges(_ table: TableLayout) -> [Double] {
        var widths = [Double](repeating: 2.4 * Self.cellSize, count: table.columnCount)
        var holdsValues = [Bool](repeating: false, count: table.columnCount)
        for (row, starts) in zip(table.rows, table.startColumns) {
            for (cell, column) in zip(row, starts) where cell.columnSpan == 1 && column < widths.count {
                let cap = cell.indicator != nil ? 40 : cell.rowSpan > 2 ? 4 : table.columnCount > 9 && column > 2 ? 3 : 16.0
                widths[column] = max(widths[column], min(Self.ems(cell.text), cap) * Self.cellSize + 2 * Self.cellPadding)
                if cell.indicator != nil { holdsValues[column] = true }
            }
        }
        if holdsValues.allSatisfy({ $0 }) {
            let scale = Self.width / widths.reduce(0, +)
            widths = widths.map { $0 * scale }
        } else {
            let values = widths.indices.filter { holdsValues[$0] }.map { widths[$0] }.reduce(0, +)
            let labels = widths.indices.filter { !holdsValues[$0] }.map { widths[$0] }.reduce(0, +)
            let scale = (Self.width - values) / labels
            for column in widths.indices where !holdsValues[column] { widths[column] *= scale }
        }
        return widths.reduce(into: [0]) { edges, width in edges.append(edges.last! + width) }
    }

    /// Where a column begins; columns beyond the grid stand right of it.
    private static func edge(_ column: Int, _ edges: [Double]) -> Double {
        column < edges.count ? edges[column] : edges.last! + Double(column - edges.count + 1) * 2.4 * cellSize
    }

    private mutating func breakPage() {
        finishPage()
        y = Self.top
    }

    private mutating func finishPage() {
        show("- \(pages.count + 1) -", x: 285, y: 34, size: 9)
        pages.append("0.5 w\n" + page)
        page = ""
    }

    private mutating func show(_ text: String, x: Double, y: Double, size: Double) {
        guard !text.isEmpty else { return }
        let hex = text.utf16.map { unit in
            let digits = String(unit, radix: 16, uppercase: true)
            return String(repeating: "0", count: 4 - digits.count) + digits
        }.joined()
        page += "BT /F1 \(number(size)) Tf \(number(x)) \(number(y)) Td <\(hex)> Tj ET\n"
    }

    private func number(_ value: Double) -> String {
        let hundredths = Int((value * 100).rounded())
        let fraction = String(abs(hundredths) % 100)
        return "\(hundredths < 0 ? "-" : "")\(abs(hundredths) / 100).\(fraction.count < 2 ? "0" : "")\(fraction)"
    }

    /// Width in units of the font size: half a unit for ASCII, one for everything else.
    private static func ems(_ text: String) -> Double {
        text.unicodeScalars.reduce(0) { $0 + ($1.isASCII ? 0.5 : 1) }
    }

    private static func wrap(_ text: String, width: Double) -> [String] {
        var lines: [String] = []
        for paragraph in text.split(separator: "\n", omittingEmptySubsequences: false) {
            var line = ""
            var used = 0.0
            for character in paragraph {
                let advance = ems(String(character))
                if used + advance > width, !line.isEmpty {
                    lines.append(line)
                    line = ""
                    used = 0
                }
                line.append(character)
                used += advance
            }
            lines.append(line)
        }
        return lines
    }
}
