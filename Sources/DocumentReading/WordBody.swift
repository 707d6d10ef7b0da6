/// The body of a Word document, gathered from the events of its main part.
final class WordBody {
    private enum Container {
        case blocks([Node])
        case table([Row])
        case row(Row)
        case cell(Cell)
    }

    /// Parts that say again, or say no longer, what stands elsewhere.
    private static let skipped: Set<String> = [
        "Fallback", "moveFrom", "pPrChange", "rPrChange", "tblPrChange", "tblPrExChange", "tcPrChange", "trPrChange", "sectPrChange",
        "tblGridChange", "numberingChange", "footnote", "endnote",
    ]

    /// Pictures met.
    private(set) var pictures = 0
    /// Embedded objects met.
    private(set) var embeddings = 0
    private var containers: [Container] = [.blocks([])]
    private var paragraphs: [Paragraph] = []
    private var path: [String] = []
    private var skipDepth = 0
    private var elements = 0
    private let numbering: WordNumbering
    private let content: FileContent
    private let limits: ReadingLimits

    /// A paragraph being gathered; text boxes nest them.
    private struct Paragraph {
        var text = ""
        var style: String?
        var number: String?
        var level: Int?
        var isHidden = false
    }

    init(numbering: WordNumbering, content: FileContent, limits: ReadingLimits) {
        self.numbering = numbering
        self.content = content
        self.limits = limits
    }

    /// The blocks of the body once the part is read.
    func finished() -> [Node] {
        if case .blocks(let nodes) = containers[0] { nodes } else { [] }
    }

    func take(_ event: XMLEvent) throws(ReadingError) {
        switch event {
        case .start(let name, let attributes):
            if skipDepth > 0 || Self.skipped.contains(name) {
                skipDepth += 1
                return
            }
            try start(name, attributes)
            path.append(name)
        case .end(let name):
            if skipDepth > 0 {
                skipDepth -= 1
                return
            }
            path.removeLast()
            end(name)
        case .text(let text):
            guard skipDepth == 0, path.last == "t", let last = paragraphs.indices.last, !paragraphs[last].isHidden else { return }
            paragraphs[last].text += text
        }
    }

    private func count() throws(ReadingError) {
        elements += 1
        guard elements <= limits.elements else { throw content.failure(.beyondLimit(name: "elements", limit: limits.elements)) }
    }

    private func start(_ name: String, _ attributes: [String: String]) throws(ReadingError) {
        let parent = path.last
        switch name {
        case "tbl": containers.append(.table([]))
        case "tr":
            try count()
            containers.append(.row(Row()))
        case "tc":
            try count()
            containers.append(.cell(Cell()))
        case "p":
            try count()
            paragraphs.append(Paragraph())
        case "gridBefore" where parent == "trPr": editRow { $0.columnsBefore = self.span(attributes) }
        case "del" where parent == "trPr": editRow { $0.isDeleted = true }
        case "cellDel" where parent == "tcPr": editCell { $0.isDeleted = true }
        case "gridSpan" where parent == "tcPr": editCell { $0.columns = self.span(attributes) }
        case "vMerge" where parent == "tcPr": editCell { $0.vertical = attributes["val"] == "restart" ? .restart : .continued }
        case "hMerge" where parent == "tcPr": editCell { $0.horizontal = attributes["val"] == "restart" ? .restart : .continued }
        case "tab", "ptab": if parent == "r" { append("\t") }
        case "br", "cr": if parent == "r" { append("\n") }
        case "noBreakHyphen": append("-")
        case "pStyle": editParagraph { $0.style = attributes["val"] }
        case "numId" where parent == "numPr": editParagraph { $0.number = attributes["val"] }
        case "ilvl" where parent == "numPr": editParagraph { $0.level = attributes["val"].flatMap { Int($0) } }
        case "r": editParagraph { $0.isHidden = false }
        case "vanish" where path.count > 1 && path[path.count - 2] == "r":
            let isOff = ["0", "false", "off"].contains(attributes["val"] ?? "")
            editParagraph { $0.isHidden = !isOff }
        case "blip", "imagedata": pictures += 1
        case "OLEObject", "altChunk": embeddings += 1
        default: break
        }
    }

    private func end(_ name: String) {
        switch name {
        case "r": editParagraph { $0.isHidden = false }
        case "p":
            guard let paragraph = paragraphs.popLast() else { return }
            let text = WordText.tidied(paragraph.text)
            guard !text.isEmpty else { return }
            add(.paragraph((numbering.prefix(style: paragraph.style, number: paragraph.number, level: paragraph.level) ?? "") + text))
        case "tbl":
            if case .table(let rows)? = containers.popLast() { add(.table(WordTable.tidied(rows))) }
        case "tr":
            // Rows outside a table and cells outside a row, which no valid file has, are left out.
            guard case .row(let row)? = containers.popLast(), case .table(var rows)? = containers.last else { return }
            containers[containers.count - 1] = .table([])
            rows.append(row)
            containers[containers.count - 1] = .table(rows)
        case "tc":
            guard case .cell(let cell)? = containers.popLast(), case .row(var row)? = containers.last else { return }
            containers[containers.count - 1] = .row(Row())
            row.cells.append(cell)
            containers[containers.count - 1] = .row(row)
        default: break
        }
    }

    private func span(_ attributes: [String: String]) -> Int {
        min(limits.columns, max(1, attributes["val"].flatMap { Int($0) } ?? 1))
    }

    private func append(_ text: String) { editParagraph { if !$0.isHidden { $0.text += text } } }

    private func editParagraph(_ edit: (inout Paragraph) -> Void) {
        if let last = paragraphs.indices.last { edit(&paragraphs[last]) }
    }

    private func editRow(_ edit: (inout Row) -> Void) {
        guard case .row(var row)? = containers.last else { return }
        edit(&row)
        containers[containers.count - 1] = .row(row)
    }

    private func editCell(_ edit: (inout Cell) -> Void) {
        guard case .cell(var cell)? = containers.last else { return }
        edit(&cell)
        containers[containers.count - 1] = .cell(cell)
    }

    /// Adds a block to the innermost cell, or to the body. Blocks between rows, which no valid file has, go to the body.
    private func add(_ node: Node) {
        let last = containers.count - 1
        let target = if case .cell = containers[last] { last } else { 0 }
        switch containers[target] {
        case .cell(var cell):
            containers[target] = .blocks([])
            cell.nodes.append(node)
            containers[target] = .cell(cell)
        case .blocks(var nodes):
            containers[target] = .blocks([])
            nodes.append(node)
            containers[target] = .blocks(nodes)
        default: break
        }
    }
}

/// White space of texts in office files.
enum WordText {
    /// Each line without white space at its ends (ideographic and no-break spaces included) and with single spaces inside; empty lines left out.
    static func tidied(_ text: String) -> String {
        text.split(whereSeparator: \.isNewline).map(line).filter { !$0.isEmpty }.joined(separator: "\n")
    }

    private static func line(_ text: Substring) -> String {
        var result = ""
        var due: Character?
        for character in text {
            if character.isWhitespace || character == "\u{200B}" || character == "\u{FEFF}" {
                if character == "\t" { due = "\t" } else if due == nil && character != "\u{200B}" && character != "\u{FEFF}" { due = " " }
            } else {
                if let space = due, !result.isEmpty { result.append(space) }
                due = nil
                result.append(character)
            }
        }
        return result
    }
}
