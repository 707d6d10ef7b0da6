/// The cells of the main part of a Word document with the places where something can be put into them.
struct WordCells {
    /// A paragraph by its bytes.
    struct Paragraph {
        /// The start tag.
        var tag: MarkupTag
        /// Where its content begins, behind its properties.
        var start: Int
        /// Where its content ends.
        var end: Int
    }

    /// A cell of a table.
    struct Cell {
        /// Its first paragraph.
        var paragraph: Paragraph?
        var hasText = false
        var holdsTable = false
    }

    /// The cells in the order of their start tags.
    private(set) var cells: [Cell] = []
    /// The first paragraph outside of tables.
    private(set) var title: Paragraph?
    /// The prefix of the elements' names, with its colon.
    private(set) var prefix: Substring = ""

    private struct OpenParagraph {
        var paragraph: Paragraph
        /// The cell whose first paragraph it is; −1 for the title; `nil` for none of them.
        var owner: Int?
        var depth: Int
    }

    init(_ bytes: [UInt8]) {
        var openCells: [Int] = []
        var openParagraphs: [OpenParagraph] = []
        var textStart: Int?
        var depth = 0
        for tag in MarkupTags.all(bytes) {
            let name = tag.localName
            if tag.kind != .end {
                switch name {
                case "document": prefix = tag.prefix
                case "tbl": if let last = openCells.last { cells[last].holdsTable = true }
                case "tc":
                    cells.append(Cell())
                    if tag.kind == .start { openCells.append(cells.count - 1) }
                case "p":
                    // What stands in a text box within a paragraph is no paragraph of the cell.
                    var owner: Int?
                    if openParagraphs.isEmpty {
                        if let cell = openCells.last { owner = cells[cell].paragraph == nil ? cell : nil } else { owner = title == nil ? -1 : nil }
                    }
                    let paragraph = Paragraph(tag: tag, start: tag.range.upperBound, end: tag.range.upperBound)
                    if tag.kind == .start {
                        openParagraphs.append(OpenParagraph(paragraph: paragraph, owner: owner, depth: depth))
                    } else {
                        take(paragraph, owner)
                    }
                case "pPr" where tag.kind == .empty:
                    if let last = openParagraphs.indices.last, openParagraphs[last].depth == depth - 1 {
                        openParagraphs[last].paragraph.start = tag.range.upperBound
                    }
                case "t" where tag.kind == .start: textStart = tag.range.upperBound
                default: break
                }
                if tag.kind == .start { depth += 1 }
            } else {
                depth -= 1
                switch name {
                case "tc": _ = openCells.popLast()
                case "p":
                    guard var open = openParagraphs.popLast() else { continue }
                    open.paragraph.end = tag.range.lowerBound
                    take(open.paragraph, open.owner)
                case "pPr":
                    if let last = openParagraphs.indices.last, openParagraphs[last].depth == depth - 1 {
                        openParagraphs[last].paragraph.start = tag.range.upperBound
                    }
                case "t":
                    if let start = textStart, let cell = openCells.last, start <= tag.range.lowerBound,
                        bytes[start..<tag.range.lowerBound].contains(where: { !MarkupTags.isBlank($0) })
                    {
                        cells[cell].hasText = true
                    }
                    textStart = nil
                default: break
                }
            }
        }
    }

    private mutating func take(_ paragraph: Paragraph, _ owner: Int?) {
        guard let owner else { return }
        if owner < 0 { title = paragraph } else { cells[owner].paragraph = paragraph }
    }
}

extension ByteEdits {
    /// Puts elements around the content of a paragraph, also of one that has none.
    mutating func surround(_ paragraph: WordCells.Paragraph, before: String, after: String) {
        let tag = paragraph.tag
        if tag.kind == .empty {
            replace(tag.range.upperBound - 2..<tag.range.upperBound, with: ">\(before)\(after)</\(tag.name)>")
        } else {
            insert(before, at: paragraph.start)
            if !after.isEmpty { insert(after, at: paragraph.end) }
        }
    }
}
