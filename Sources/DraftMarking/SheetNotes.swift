import MarkupText

/// Adds notes to one sheet: the part with their texts, the drawing of their boxes, and the sheet's tie to both.
struct SheetNotes {
    /// A note at a cell, row and column from 1.
    struct Note {
        var row: Int
        var column: Int
        var lines: [String]
    }

    let notes: [Note]
    let author: String
    let sheetNumber: Int

    private static let drawingAddresses =
        "xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\" xmlns:x=\"urn:schemas-microsoft-com:office:excel\""
    /// What stands behind the tie to the drawing of notes in a sheet.
    private static let behind: Set<Substring> = [
        "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst", "AlternateContent",
    ]

    /// Adds the notes to the sheet in a part.
    func add(to sheet: String, of package: inout PackageEdits) throws {
        let related = package.relationships(of: sheet)
        let texts = related.first { $0.type == "comments" && package.part($0.target) != nil }?.target
        var noted: Set<String> = []
        if let texts, let old = package.part(texts) {
            let merged = try merged(into: old, name: texts)
            noted = merged.noted
            package.set(texts, merged.part)
        } else {
            try create(for: sheet, in: &package)
        }
        // A cell with a note has its box already.
        let boxes = notes.filter { !noted.contains(CellReference.text(row: $0.row, column: $0.column)) }
        try draw(boxes, on: sheet, related: related, in: &package)
    }

    // MARK: Texts

    /// The runs of a note. What looks like an escape of SpreadsheetML is escaped itself.
    private func runs(_ lines: [String], _ prefix: Substring) -> String {
        let text = lines.joined(separator: "\n").replacing("_x", with: "_x005F_x").markupEscaped
        return "<\(prefix)r><\(prefix)t xml:space=\"preserve\">\(text)</\(prefix)t></\(prefix)r>"
    }

    private func comment(_ note: Note, author: Int, _ prefix: Substring) -> String {
        let reference = CellReference.text(row: note.row, column: note.column)
        return
            "<\(prefix)comment ref=\"\(reference)\" authorId=\"\(author)\"><\(prefix)text>\(runs(note.lines, prefix))</\(prefix)text></\(prefix)comment>"
    }

    private func create(for sheet: String, in package: inout PackageEdits) throws {
        let address = package.isStrict ? "http://purl.oclc.org/ooxml/spreadsheetml/main" : "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        let name = package.freeName { "xl/comments\($0).xml" }
        let list = notes.map { comment($0, author: 0, "") }.joined()
        package.set(
            name,
            Array(
                "\(PackageEdits.declaration)<comments xmlns=\"\(address)\"><authors><author>\(author.markupEscaped)</author></authors><commentList>\(list)</commentList></comments>"
                    .utf8))
        guard package.relate(sheet, to: name, type: "comments") != nil,
            package.declare(part: name, type: "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml")
        else { throw DraftMarkingError.damaged(part: "[Content_Types].xml") }
    }

    /// The part of texts with the notes: behind the words of a cell that has some, else as new ones.
    private func merged(into old: [UInt8], name: String) throws -> (part: [UInt8], noted: Set<String>) {
        let tags = MarkupTags.all(old)
        guard let authors = tags.first(where: { $0.localName == "authors" && $0.kind != .end }),
            let list = tags.first(where: { $0.localName == "commentList" && $0.kind != .end })
        else { throw DraftMarkingError.damaged(part: name) }
        let authorNumber = tags.count { $0.localName == "author" && $0.kind != .end }
        let prefix = list.prefix
        let wanted = Dictionary(notes.map { (CellReference.text(row: $0.row, column: $0.column), $0) }) { first, _ in first }
        var noted: Set<String> = []
        var edits = ByteEdits()
        put("<\(prefix)author>\(author.markupEscaped)</\(prefix)author>", into: authors, of: tags, &edits)
        var current: Note?
        for tag in tags {
            switch (tag.localName, tag.kind) {
            case ("comment", .start):
                current = MarkupTags.attribute("ref", of: tag, in: old).flatMap { wanted[$0] }
            case ("text", .start), ("text", .empty):
                guard let note = current, noted.insert(CellReference.text(row: note.row, column: note.column)).inserted else {
                    current = nil
                    continue
                }
                if tag.kind == .empty {
                    edits.replace(tag.range.upperBound - 2..<tag.range.upperBound, with: ">\(runs(note.lines, prefix))</\(tag.name)>")
                    current = nil
                }
            case ("text", .end):
                if let note = current { edits.insert(runs(["", ""] + note.lines, prefix), at: tag.range.lowerBound) }
                current = nil
            case ("comment", .end): current = nil
            default: break
            }
        }
        let new = notes.filter { !noted.contains(CellReference.text(row: $0.row, column: $0.column)) }
        put(new.map { comment($0, author: authorNumber, prefix) }.joined(), into: list, of: tags, &edits)
        return (edits.applied(to: old), noted)
    }

    private func put(_ text: String, into element: MarkupTag, of tags: [MarkupTag], _ edits: inout ByteEdits) {
        guard !text.isEmpty else { return }
        if element.kind == .empty {
            edits.replace(element.range.upperBound - 2..<element.range.upperBound, with: ">\(text)</\(element.name)>")
        } else if let end = tags.last(where: { $0.kind == .end && $0.name == element.name }) {
            edits.insert(text, at: end.range.lowerBound)
        }
    }

    // MARK: Boxes

    private func draw(_ boxes: [Note], on sheet: String, related: [PackageEdits.Relationship], in package: inout PackageEdits) throws {
        guard let part = package.part(sheet) else { throw DraftMarkingError.damaged(part: sheet) }
        let tags = MarkupTags.all(part)
        let tie = tags.first { $0.localName == "legacyDrawing" && $0.kind != .end }.flatMap { MarkupTags.attribute("id", of: $0, in: part) }
        if let tie, let drawing = related.first(where: { $0.id == tie })?.target, let old = package.part(drawing) {
            guard !boxes.isEmpty else { return }
            let text = String(decoding: old, as: UTF8.self)
            let known = text.matches(of: /_x0000_s(\d{1,9})/).compactMap { Int($0.1) }.max() ?? 0
            let shapes = (text.contains("_x0000_t202") ? "" : Self.shapeType) + shapes(boxes, from: max(known, sheetNumber * 1024) + 1)
            guard let new = XMLRoot.appending(to: old, { _ in shapes }) else { throw DraftMarkingError.damaged(part: drawing) }
            return package.set(drawing, new)
        }
        let name = package.freeName { "xl/drawings/vmlDrawing\($0).vml" }
        let layout = "<o:shapelayout v:ext=\"edit\"><o:idmap v:ext=\"edit\" data=\"\(sheetNumber)\"/></o:shapelayout>"
        package.set(name, Array("<xml \(Self.drawingAddresses)>\(layout)\(Self.shapeType)\(shapes(notes, from: sheetNumber * 1024 + 1))</xml>".utf8))
        guard package.declare(ending: "vml", type: "application/vnd.openxmlformats-officedocument.vmlDrawing"),
            let id = package.relate(sheet, to: name, type: "vmlDrawing"), let root = tags.first
        else { throw DraftMarkingError.damaged(part: "[Content_Types].xml") }
        let element = "<\(root.prefix)legacyDrawing xmlns:r=\"\(package.relationshipsAddress)\" r:id=\"\(id)\"/>"
        var edits = ByteEdits()
        if let next = Self.firstChild(in: tags, named: Self.behind) {
            edits.insert(element, at: next.range.lowerBound)
        } else if let end = tags.last(where: { $0.kind == .end && $0.name == root.name }) {
            edits.insert(element, at: end.range.lowerBound)
        }
        package.set(sheet, edits.applied(to: part))
    }

    /// The first child of the root behind the cells that has one of the names.
    private static func firstChild(in tags: [MarkupTag], named names: Set<Substring>) -> MarkupTag? {
        var depth = 0
        var isBehindCells = false
        for tag in tags {
            switch tag.kind {
            case .start, .empty:
                if depth == 1, tag.localName == "sheetData" { isBehindCells = true }
                if depth == 1, isBehindCells, names.contains(tag.localName) { return tag }
                if tag.kind == .start { depth += 1 }
            case .end: depth -= 1
            }
        }
        return nil
    }

    private static let shapeType =
        "<v:shapetype \(drawingAddresses) id=\"_x0000_t202\" coordsize=\"21600,21600\" o:spt=\"202\" path=\"m,l,21600r21600,l21600,xe\">"
        + "<v:stroke joinstyle=\"miter\"/><v:path gradientshapeok=\"t\" o:connecttype=\"rect\"/></v:shapetype>"

    private func shapes(_ notes: [Note], from number: Int) -> String {
        notes.enumerated().map { index, note in
            // About as tall as its text, right of its cell.
            let rows = min(20, note.lines.reduce(1) { $0 + 1 + $1.count / 24 })
            let (row, column) = (note.row - 1, note.column - 1)
            return "<v:shape \(Self.drawingAddresses) id=\"_x0000_s\(number + index)\" type=\"#_x0000_t202\" "
                + "style=\"position:absolute;margin-left:60pt;margin-top:2pt;width:240pt;height:\(rows * 15)pt;z-index:\(index + 1);visibility:hidden\" "
                + "fillcolor=\"#ffffe1\" o:insetmode=\"auto\"><v:fill color2=\"#ffffe1\"/><v:shadow on=\"t\" color=\"black\" obscured=\"t\"/>"
                + "<v:path o:connecttype=\"none\"/><v:textbox style=\"mso-direction-alt:auto\"><div style=\"text-align:left\"></div></v:textbox>"
                + "<x:ClientData ObjectType=\"Note\"><x:MoveWithCells/><x:SizeWithCells/>"
                + "<x:Anchor>\(column + 1), 15, \(max(0, row - 1)), 4, \(column + 5), 15, \(max(0, row - 1) + rows), 4</x:Anchor>"
                + "<x:AutoFill>False</x:AutoFill><x:Row>\(row)</x:Row><x:Column>\(column)</x:Column></x:ClientData></v:shape>"
        }.joined()
    }
}
