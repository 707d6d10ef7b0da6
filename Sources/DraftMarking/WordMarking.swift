import DocumentReading
import FilePaths
import MarkupText

/// Comments in a Word document.
enum WordMarking {
    private enum Target: Hashable { case cell(Int), title }

    static func marked(_ bytes: [UInt8], _ document: Document, path: FilePath, remarks: [DraftRemark], words: DraftWords) async throws -> MarkedDraft
    {
        guard var package = PackageEdits(bytes) else { throw DraftMarkingError.damaged(part: "ZIP") }
        let main = package.mainPart(customary: "word/document.xml")
        guard let part = package.part(main) else { throw DraftMarkingError.damaged(part: main) }
        guard part.first != 0xFE, part.first != 0xFF else { throw DraftMarkingError.encoding(part: main) }
        let body = WordCells(part)
        let copies = [probed(package, main, part, body, isSparing: false), probed(package, main, part, body, isSparing: true)].compactMap { $0 }
        let probes = await CellProbes.found(in: document, path: path, copies: copies)
        var gathered = GatheredRemarks<Target>()
        for remark in remarks {
            if let place = remark.place, let found = probes.probe(at: place), body.cells[found.number].paragraph != nil {
                gathered.add(remark.lines, at: .cell(found.number), found.isExact ? .cell : .besideCell)
            } else {
                gathered.add(remark.lines, at: .title, .document)
            }
        }
        guard !gathered.targets.isEmpty else { return MarkedDraft(bytes: bytes, positions: gathered.positions) }
        try comment(&package, main, part, body, gathered.targets, author: words.author)
        guard let packed = package.packed() else { throw DraftMarkingError.damaged(part: "ZIP") }
        return MarkedDraft(bytes: packed, positions: gathered.positions)
    }

    /// A copy of the file with a probe in its cells, only in those with text when it is to be sparing.
    private static func probed(_ package: PackageEdits, _ main: String, _ part: [UInt8], _ body: WordCells, isSparing: Bool) -> [UInt8]? {
        var edits = ByteEdits()
        for (index, cell) in body.cells.prefix(CellProbes.limit).enumerated() where !cell.holdsTable && (cell.hasText || !isSparing) {
            guard let paragraph = cell.paragraph else { continue }
            let prefix = paragraph.tag.prefix
            edits.surround(paragraph, before: "<\(prefix)r><\(prefix)t>\(CellProbes.reference(index))</\(prefix)t></\(prefix)r>", after: "")
        }
        var copy = package
        copy.set(main, edits.applied(to: part))
        return copy.packed()
    }

    private static func comment(
        _ package: inout PackageEdits, _ main: String, _ part: [UInt8], _ body: WordCells, _ targets: [(target: Target, lines: [String])],
        author: String
    ) throws {
        let address =
            package.isStrict ? "http://purl.oclc.org/ooxml/wordprocessingml/main" : "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
        let known = package.relationships(of: main).first { $0.type == "comments" && package.part($0.target) != nil }?.target
        var next = firstFreeNumber(part)
        if let known, let old = package.part(known) { next = max(next, firstFreeNumber(old)) }
        // Whatever prefix the document uses, its own elements carry the usual one.
        let namespace = body.prefix == "w:" ? "" : " xmlns:w=\"\(address)\""
        var edits = ByteEdits()
        var comments = ""
        for (target, lines) in targets {
            let paragraph =
                switch target {
                case .cell(let index): body.cells[index].paragraph
                case .title: body.title ?? body.cells.lazy.compactMap(\.paragraph).first
                }
            guard let paragraph else { continue }
            edits.surround(
                paragraph, before: "<w:commentRangeStart\(namespace) w:id=\"\(next)\"/>",
                after: "<w:commentRangeEnd\(namespace) w:id=\"\(next)\"/><w:r\(namespace)><w:commentReference w:id=\"\(next)\"/></w:r>")
            let text = lines.map { "<w:p><w:r><w:t xml:space=\"preserve\">\($0.markupEscaped)</w:t></w:r></w:p>" }.joined()
            comments += "<w:comment xmlns:w=\"\(address)\" w:id=\"\(next)\" w:author=\"\(author.markupEscaped)\" w:initials=\"A\">\(text)</w:comment>"
            next += 1
        }
        package.set(main, edits.applied(to: part))
        if let known, let old = package.part(known) {
            guard let new = XMLRoot.appending(to: old, { _ in comments }) else { throw DraftMarkingError.damaged(part: known) }
            return package.set(known, new)
        }
        let folder = main.split(separator: "/").dropLast().joined(separator: "/")
        let name = package.freeName { "\(folder.isEmpty ? "" : folder + "/")comments\($0 == 1 ? "" : "\($0)").xml" }
        package.set(name, Array("\(PackageEdits.declaration)<w:comments xmlns:w=\"\(address)\">\(comments)</w:comments>".utf8))
        guard package.relate(main, to: name, type: "comments") != nil,
            package.declare(part: name, type: "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml")
        else { throw DraftMarkingError.damaged(part: "[Content_Types].xml") }
    }

    /// A number above those of all comments of a part.
    private static func firstFreeNumber(_ part: [UInt8]) -> Int {
        let numbers = MarkupTags.all(part).compactMap { tag -> Int? in
            guard tag.kind != .end, ["comment", "commentRangeStart", "commentReference"].contains(tag.localName) else { return nil }
            return MarkupTags.attribute("id", of: tag, in: part).flatMap { Int($0) }
        }
        return (numbers.filter { $0 < 1 << 30 }.max() ?? -1) + 1
    }
}
