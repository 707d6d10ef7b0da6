/// Text as people copy it from a page, in the layouts seen in practice.
public struct TextRendering: Rendering {
    /// How the cells of a row are told apart.
    public enum Layout: String, Sendable, CaseIterable {
        /// Each cell on a line of its own, an empty line between.
        case cellPerLine = "text"
        /// Each cell on a line of its own, a line with a bar between.
        case bars = "text-bars"
        /// The cells of a row on a line, separated by a tab.
        case tabs = "text-tabs"
        /// The cells of a row on a line, separated by spaces. Blank cells leave no trace.
        case spaces = "text-spaces"
        /// `a | b | c`, with an empty cell for each grid column that a span covers.
        case pipes = "text-pipes"
        /// Everything under the title as one run of characters, as a page is copied whose cells and paragraphs leave no trace.
        case glued = "text-glued"
        /// Everything on one line, the title included, with a space where a cell or paragraph ends.
        case oneLine = "text-line"
    }

    /// The layout.
    public let layout: Layout

    /// The layout's name.
    public var name: String { layout.rawValue }
    /// `txt`.
    public let fileExtension = "txt"

    /// A text in a layout.
    public init(layout: Layout) { self.layout = layout }

    /// The text in UTF-8.
    public func bytes(of elements: [DraftElement]) throws -> [UInt8] {
        var lines: [String] = []
        for element in elements {
            switch element {
            case .title(let text), .heading(let text), .paragraph(let text): lines += [text, ""]
            case .table(let table): lines += self.lines(of: table.visible)
            }
        }
        if layout == .oneLine { return Array((lines.filter { !$0.isEmpty }.joined(separator: " ") + "\n").utf8) }
        if layout == .glued, let title = lines.first { return Array("\(title)\n\(lines.dropFirst().joined())\n".utf8) }
        return Array((lines.joined(separator: "\n") + "\n").utf8)
    }

    private func lines(of table: TableLayout) -> [String] {
        // Two numbers under each other are two on one line as well.
        func flat(_ text: String) -> String {
            text.split(separator: "\n").reduce(into: "") { line, next in
                if let end = line.last, let start = next.first, "0123456789".contains(end), "+-0123456789".contains(start) { line += " " }
                line += next
            }
        }
        switch layout {
        case .cellPerLine:
            let texts = table.rows.flatMap { $0.flatMap { $0.text.isEmpty ? [""] : $0.plain.split(separator: "\n") } }
            return texts.flatMap { [String($0), ""] }
        case .bars:
            let cells = table.rows.flatMap { $0.map { flat($0.plain) } }
            return cells.flatMap { ["|", $0].filter { !$0.isEmpty } } + ["|", ""]
        case .glued: return table.rows.map { $0.map { flat($0.plain) }.joined() }
        case .tabs: return table.rows.map { $0.map { flat($0.plain) }.joined(separator: "\t") } + [""]
        case .spaces, .oneLine:
            return table.rows.map { $0.map { flat($0.plain) }.filter { !$0.isEmpty }.joined(separator: " ") } + [""]
        case .pipes:
            let starts = table.startColumns
            return zip(table.rows, starts).map { row, starts in
                var grid = [String](repeating: "", count: max(table.columnCount, (starts.last ?? 0) + 1))
                for (cell, column) in zip(row, starts) { grid[column] = flat(cell.plain) }
                return "| " + grid.joined(separator: " | ") + " |"
            } + [""]
        }
    }
}
