/// The body of an OpenDocument text or sheet, gathered from the events of its content part.
final class OpenDocumentBody {
    /// Whether it is a sheet.
    private(set) var isSheet = false
    /// Pictures met.
    private(set) var pictures = 0
    /// Places that people do not see, and how the first begins.
    private(set) var hidden = (count: 0, beginning: "")

    private struct Cell {
        var lines: [String] = []
        var columns = 1
        var rows = 1
        var repeated = 1
        var value: String?
    }

    fileprivate struct Paragraph {
        var text = ""
        var run = ""
        var position = RaisedText.Position.onLine
        /// The positions around spans that are open, and how many of them are hidden.
        var outer: [RaisedText.Position] = []
        var hiddenSpans: [Bool] = []
    }

    private static let skipped: Set<String> = [
        "tracked-changes", "annotation", "note-body", "covered-table-cell", "shapes", "named-expressions", "database-ranges", "forms", "title",
        "desc",
    ]

    private let styles: OpenDocumentStyles
    private let content: FileContent
    private let limits: ReadingLimits
    private var builder: DocumentBuilder
    private var segments: GridSegments
    private var isBody = false
    private var skipDepth = 0
    /// How deep within something hidden, and what stands in it.
    private var hiddenDepth = 0
    private var hiddenText = ""
    private var cells: [Cell] = []
    private var paragraphs: [Paragraph] = []
    private var tables = 0
    private var line = 0
    private var elements = 0
    private var notes = 0
    // A sheet's rows.
    private var rows: [GridRow] = []
    private var rowNumber = 0
    private var rowRepeated = 1
    private var column = 0
    private var row = GridRow(number: 1)
    private var hiddenColumns: [Range<Int>] = []
    private var columnCount = 0

    init(styles: OpenDocumentStyles, content: FileContent, limits: ReadingLimits) {
        self.styles = styles
        self.content = content
        self.limits = limits
        builder = DocumentBuilder(columnLimit: limits.columns)
        segments = GridSegments(content: content, limits: limits, countsBlankFields: false)
    }

    /// The blocks once the part is read.
    func finish() throws(ReadingError) -> [Document.Block] { isSheet ? segments.finish() : builder.finish() }

    func take(_ event: XMLEvent) throws(ReadingError) {
        if !isBody {
            try styles.take(event)
            if case .start(let name, _) = event, name == "text" || name == "spreadsheet" {
                isBody = true
                isSheet = name == "spreadsheet"
            }
            return
        }
        switch event {
        case .start(let name, let attributes):
            if skipDepth > 0 || Self.skipped.contains(name) {
                if skipDepth == 0, isSheet, name == "covered-table-cell" { column += number(attributes, "number-columns-repeated", most: 1 << 16) }
                skipDepth += 1
            } else if hiddenDepth > 0 || isHidden(name, attributes) {
                hiddenDepth += 1
            } else {
                try start(name, attributes)
            }
        case .end(let name):
            if skipDepth > 0 {
                skipDepth -= 1
            } else if hiddenDepth > 0 {
                hiddenDepth -= 1
                if hiddenDepth == 0 { closeHidden() }
            } else {
                try end(name)
            }
        case .text(let text):
            guard skipDepth == 0 else { return }
            if hiddenDepth > 0 {
                if hiddenText.utf8.count < 200 { hiddenText += text }
            } else if let last = paragraphs.indices.last {
                if paragraphs[last].hiddenSpans.contains(true) {
                    hiddenText += hiddenText.utf8.count < 200 ? text : ""
                } else {
                    paragraphs[last].run += text
                }
            }
        }
    }

    private func isHidden(_ name: String, _ attributes: [String: String]) -> Bool {
        guard !content.includesHidden else { return false }
        switch name {
        case "table-row": return ["collapse", "filter"].contains(attributes["visibility"] ?? "")
        case "table": return isSheet && !styles.isShown(attributes["style-name"])
        case "p", "h": return styles.isHidden(attributes["style-name"], family: "paragraph") == true
        case "hidden-text", "hidden-paragraph": return true
        case "section": return attributes["display"] == "none"
        default: return false
        }
    }

    private func closeHidden() {
        let text = WordText.tidied(hiddenText)
        hiddenText = ""
        guard !text.isEmpty else { return }
        hidden.count += 1
        if hidden.beginning.isEmpty { hidden.beginning = String(text.prefix(30)) }
    }

    private func count() throws(ReadingError) {
        elements += 1
        guard elements <= limits.elements else { throw content.failure(.beyondLimit(name: "elements", limit: limits.elements)) }
    }

    private func number(_ attributes: [String: String], _ name: String, most: Int) -> Int {
        min(most, max(1, attributes[name].flatMap { Int($0) } ?? 1))
    }

    private func start(_ name: String, _ attributes: [String: String]) throws(ReadingError) {
        switch name {
        case "table":
            tables += 1
            if isSheet {
                (rows, rowNumber, hiddenColumns, columnCount) = ([], 0, [], 0)
            } else {
                builder.startTable()
            }
        case "table-column":
            let repeated = number(attributes, "number-columns-repeated", most: limits.columns)
            if ["collapse", "filter"].contains(attributes["visibility"] ?? ""), !content.includesHidden {
                hiddenColumns.append(columnCount..<columnCount + repeated)
            }
            columnCount += repeated
        case "table-row":
            try count()
            rowRepeated = number(attributes, "number-rows-repeated", most: 1 << 24)
            column = 0
            row = GridRow(number: rowNumber + 1)
            line += 1
            if !isSheet { builder.startRow(line: line) }
        case "table-cell":
            try count()
            cells.append(
                Cell(
                    columns: number(attributes, "number-columns-spanned", most: limits.columns),
                    rows: number(attributes, "number-rows-spanned", most: 1 << 20),
                    repeated: number(attributes, "number-columns-repeated", most: 1 << 16), value: attributes["value"]))
        case "p", "h":
            try count()
            paragraphs.append(Paragraph())
        case "span":
            edit {
                $0.closeRun()
                $0.outer.append($0.position)
                $0.hiddenSpans.append(!self.content.includesHidden && self.styles.isHidden(attributes["style-name"], family: "text") == true)
                $0.position = self.styles.position(attributes["style-name"]) ?? $0.position
            }
        case "note":
            notes += 1
            edit {
                $0.closeRun()
                $0.outer.append($0.position)
                $0.hiddenSpans.append(false)
                $0.position = .raised
            }
        case "s": edit { $0.run += String(repeating: " ", count: self.number(attributes, "c", most: 1000)) }
        case "tab": edit { $0.run += "\t" }
        case "line-break": edit { $0.run += "\n" }
        case "image": pictures += 1
        default: break
        }
    }

    private func edit(_ change: (inout Paragraph) -> Void) { if let last = paragraphs.indices.last { change(&paragraphs[last]) } }

    private func end(_ name: String) throws(ReadingError) {
        switch name {
        case "span", "note":
            edit {
                $0.closeRun()
                $0.position = $0.outer.popLast() ?? .onLine
                _ = $0.hiddenSpans.popLast()
            }
            if name == "span" { closeHidden() }
        case "p", "h":
            guard var paragraph = paragraphs.popLast() else { return }
            paragraph.closeRun()
            let text = WordText.tidied(paragraph.text)
            guard !text.isEmpty else { return }
            if let last = cells.indices.last {
                cells[last].lines.append(text)
            } else if !isSheet {
                line += 1
                for part in text.split(separator: "\n") { builder.paragraph(String(part), line: line) }
            }
        case "table-cell":
            guard let cell = cells.popLast() else { return }
            if isSheet { place(cell) } else { try emit(cell) }
        case "table-row": if isSheet { try closeRow() }
        case "table":
            if isSheet { try segments.add(rows) } else { builder.endTable() }
        default: break
        }
    }

    private func emit(_ cell: Cell) throws(ReadingError) {
        for _ in 0..<min(cell.repeated, limits.columns) {
            try count()
            builder.cell(cell.lines.joined(separator: "\n"), rowSpan: cell.rows, columnSpan: cell.columns, line: line)
        }
    }

    // MARK: Sheets

    private func place(_ cell: Cell) {
        let text = cell.lines.isEmpty ? cell.value ?? "" : cell.lines.joined(separator: "\n")
        let isShown = !hiddenColumns.contains { $0.contains(column) }
        // Blank cells to the edge of the sheet are nothing.
        if !text.isEmpty || cell.columns > 1 || cell.repeated < 64 {
            for offset in 0..<min(cell.repeated, limits.columns) where column + offset < limits.columns {
                let place = column + offset
                let before = hiddenColumns.reduce(0) { $0 + max(0, min($1.upperBound, place) - $1.lowerBound) }
                if isShown {
                    row.cells.append(.init(column: place - before, text: text, rows: cell.rows, columns: cell.columns))
                } else if !text.isEmpty {
                    hiddenText = text
                    closeHidden()
                }
            }
        }
        column += cell.repeated
    }

    private func closeRow() throws(ReadingError) {
        defer { rowNumber += rowRepeated }
        while let last = row.cells.last, last.text.isEmpty, last.rows == 1, last.columns == 1 { row.cells.removeLast() }
        guard !row.cells.isEmpty else { return }
        row.end = row.cells.last.map { $0.column + $0.columns } ?? 0
        for offset in 0..<rowRepeated {
            try count()
            var copy = row
            copy.number += offset
            rows.append(copy)
        }
    }
}

extension OpenDocumentBody.Paragraph {
    /// Takes the run that was read into the text.
    fileprivate mutating func closeRun() {
        text += RaisedText.written(run, position)
        run = ""
    }
}
