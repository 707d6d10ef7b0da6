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
    /// Runs and rows with text that people do not see, and the text of the first.
    private(set) var hidden = (count: 0, beginning: "")
    private var notes = 0
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
        /// The run that is being read: its text, its own style, what it says itself.
        var run = ""
        var runStyle: String?
        var properties = WordRunStyles.Properties()
    }

    private let runStyles: WordRunStyles

    init(numbering: WordNumbering, runStyles: WordRunStyles, content: FileContent, limits: ReadingLimits) {
        self.numbering = numbering
        self.runStyles = runStyles
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
            guard skipDepth == 0, path.last == "t", let last = paragraphs.indices.last else { return }
            paragraphs[last].run += text
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
        case "hidden" where parent == "trPr" && !content.includesHidden && !["0", "false", "off"].contains(attributes["val"] ?? ""):
            editRow { $0.isHidden = true }
        case "r": closeRun()
        case "rStyle" where isOfRun: editParagraph { $0.runStyle = attributes["val"] }
        case "vanish" where isOfRun, "vertAlign" where isOfRun: editParagraph { WordRunStyles.take(name, attributes, &$0.properties) }
        case "footnoteReference" where attributes["customMarkFollows"] == nil, "endnoteReference" where attributes["customMarkFollows"] == nil:
            notes += 1
            append(RaisedText.written(String(notes), .raised))
        case "blip", "imagedata": pictures += 1
        case "OLEObject", "altChunk": embeddings += 1
        default: break
        }
    }

    private func end(_ name: String) {
        switch name {
        case "r": closeRun()
        case "p":
            closeRun()
            guard let paragraph = paragraphs.popLast() else { return }
            let text = WordText.tidied(paragraph.text)
            guard !text.isEmpty else { return }
            add(.paragraph((numbering.prefix(style: paragraph.style, number: paragraph.number, level: paragraph.level) ?? "") + text))
        case "tbl":
            guard case .table(let rows)? = containers.popLast() else { return }
            for row in rows where row.isHidden { hide(row.cells.map(\.text).filter { !$0.isEmpty }.joined(separator: " ")) }
            add(.table(WordTable.tidied(rows)))
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

    private func append(_ text: String) { editParagraph { $0.run += text } }

    /// Whether the element that begins is a property of a run of text.
    private var isOfRun: Bool { path.last == "rPr" && path.dropLast().last == "r" }

    /// Takes the run that was read into its paragraph: what is hidden not at all, what stands above the line as a mark.
    private func closeRun() {
        guard let last = paragraphs.indices.last else { return }
        let paragraph = paragraphs[last]
        (paragraphs[last].run, paragraphs[last].runStyle, paragraphs[last].properties) = ("", nil, .init())
        guard !paragraph.run.isEmpty else { return }
        let own = runStyles.properties(paragraph.runStyle)
        let around = runStyles.properties(paragraph.style)
        let isHidden = paragraph.properties.isHidden ?? own.isHidden ?? around.isHidden ?? false
        if isHidden, !content.includesHidden { return hide(paragraph.run) }
        let position = paragraph.properties.position ?? own.position ?? around.position ?? .onLine
        // A sign without a form of its own above the line is a mark already when it was made one.
        paragraphs[last].text += NumberedMark.isOne(paragraph.run) ? paragraph.run : RaisedText.written(paragraph.run, position)
    }

    private func hide(_ text: String) {
        let text = WordText.tidied(text)
        guard !text.isEmpty else { return }
        hidden.count += 1
        if hidden.beginning.isEmpty { hidden.beginning = String(text.prefix(30)) }
    }

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

/// The marks that a reader sets for numbered notes.
private enum NumberedMark {
    /// Whether a text is nothing but raised digits.
    static func isOne(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy { [0xB2, 0xB3, 0xB9, 0x2070].contains($0.value) || 0x2074...0x2079 ~= $0.value }
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
