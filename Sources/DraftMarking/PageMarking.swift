import DocumentReading
import FilePaths
import MarkupText

/// Marks in a web page: the cell is tinted and numbered by attributes, says its remarks as its title, and a list of all stands at the end.
enum PageMarking {
    private enum Target: Hashable { case cell(Int), page }

    /// The cells of a page: their start tags, and whether anything stands in them.
    private struct Cells {
        var tags: [MarkupTag] = []
        var hasText: [Bool] = []

        init(_ all: [MarkupTag], _ bytes: [UInt8]) {
            for (index, tag) in all.enumerated() where tag.kind == .start && ["td", "th"].contains(tag.name) {
                tags.append(tag)
                var says = false
                var at = tag.range.upperBound
                for next in all[(index + 1)...] {
                    says = says || bytes[at..<max(at, next.range.lowerBound)].contains { !MarkupTags.isBlank($0) }
                    if says || ["td", "th", "tr", "table"].contains(next.name) { break }
                    at = next.range.upperBound
                }
                hasText.append(says)
            }
        }
    }

    static func marked(_ bytes: [UInt8], _ document: Document, path: FilePath, remarks: [DraftRemark], words: DraftWords) async throws -> MarkedDraft
    {
        // In UTF-8, GB18030 and Big5 a tag is a tag, byte by byte.
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) || bytes.prefix(64).contains(0) {
            throw DraftMarkingError.encoding(part: path.shown)
        }
        let tags = MarkupTags.all(bytes, isHTML: true)
        let cells = Cells(tags, bytes)
        let copies = [probed(bytes, cells, isSparing: false), probed(bytes, cells, isSparing: true)]
        let probes = await CellProbes.found(in: document, path: path, copies: copies)
        var gathered = GatheredRemarks<Target>()
        for remark in remarks {
            if let place = remark.place, let found = probes.probe(at: place) {
                gathered.add(remark.lines, at: .cell(found.number), found.isExact ? .cell : .besideCell)
            } else {
                gathered.add(remark.lines, at: .page, .document)
            }
        }
        guard !gathered.targets.isEmpty else { return MarkedDraft(bytes: bytes, positions: gathered.positions) }
        var edits = ByteEdits()
        var list = ""
        for (index, (target, lines)) in gathered.targets.enumerated() {
            let number = index + 1
            if case .cell(let cell) = target {
                // A first attribute goes before one of the same name behind it.
                let title = ascii(lines.filter { !$0.isEmpty }.joined(separator: "\n")).replacing("\n", with: "&#10;")
                edits.insert(" data-check=\"\(number)\" title=\"\(title)\"", at: cells.tags[cell].nameEnd)
            }
            list += "<li id=\"check-\(number)\" value=\"\(number)\">\(lines.map(ascii).joined(separator: "<br>"))</li>\n"
        }
        edits.insert("\(style)\n<aside id=\"check\"><h2>\(ascii(words.heading))</h2>\n<ol>\n\(list)</ol></aside>\n", at: end(of: tags, bytes))
        return MarkedDraft(bytes: edits.applied(to: bytes), positions: gathered.positions)
    }

    private static func probed(_ bytes: [UInt8], _ cells: Cells, isSparing: Bool) -> [UInt8] {
        var edits = ByteEdits()
        for (index, tag) in cells.tags.prefix(CellProbes.limit).enumerated() where !isSparing || cells.hasText[index] {
            edits.insert(CellProbes.reference(index), at: tag.range.upperBound)
        }
        return edits.applied(to: bytes)
    }

    /// Where the body of the page ends.
    private static func end(of tags: [MarkupTag], _ bytes: [UInt8]) -> Int {
        let end = tags.last { $0.kind == .end && $0.name == "body" } ?? tags.last { $0.kind == .end && $0.name == "html" }
        return end?.range.lowerBound ?? bytes.count
    }

    /// Escaped, with references for all that is not ASCII: the page may be in any encoding.
    private static func ascii(_ text: String) -> String {
        text.markupEscaped.unicodeScalars.reduce(into: "") { result, scalar in
            if scalar.isASCII { result.unicodeScalars.append(scalar) } else { result += "&#x\(String(scalar.value, radix: 16, uppercase: true));" }
        }
    }

    private static let style = """
        <style>
        [data-check]{background:#fff1a8!important;outline:2px solid #b3261e;outline-offset:-2px}
        [data-check]::after{content:" \\26A0" attr(data-check);color:#b3261e;font-size:.8em;vertical-align:super}
        #check{border-top:2px solid #b3261e;margin-top:2em;padding-top:.5em;font-size:.95em;line-height:1.6}
        </style>
        """
}
