import Disclosure
import DocumentReading
import FilePaths
import MarkupText

/// Notes in a workbook.
enum WorkbookMarking {
    private struct Sheet {
        var name: String
        var part: [UInt8]
        var cells: [SheetCells.Cell]
        var isHidden: Bool
    }

    /// A cell of a sheet.
    struct Target: Hashable {
        var sheet: Int
        var row: Int
        var column: Int
    }

    static func marked(_ bytes: [UInt8], _ document: Document, path: FilePath, remarks: [DraftRemark], words: DraftWords) async throws -> MarkedDraft
    {
        guard var package = PackageEdits(bytes) else { throw DraftMarkingError.damaged(part: "ZIP") }
        let sheets = try sheets(of: package)
        // Which probe stands in which cell of which sheet.
        let owners = sheets.indices.flatMap { sheet in sheets[sheet].cells.map { Target(sheet: sheet, row: $0.row, column: $0.column) } }
        let copies = [probed(package, sheets)].compactMap { $0 }
        let probes = await CellProbes.found(in: document, path: path, copies: copies)
        let first = sheets.firstIndex { !$0.isHidden }.map { Target(sheet: $0, row: 1, column: 1) }
        var gathered = GatheredRemarks<Target>()
        for remark in remarks {
            if let place = remark.place, let found = target(of: place, probes, owners) {
                gathered.add(remark.lines, at: found.target, found.isExact ? .cell : .besideCell)
            } else {
                gathered.add(remark.lines, at: first, .document)
            }
        }
        for index in sheets.indices {
            let notes = gathered.targets.filter { $0.target.sheet == index }.map {
                SheetNotes.Note(row: $0.target.row, column: $0.target.column, lines: $0.lines)
            }
            guard !notes.isEmpty else { continue }
            try SheetNotes(notes: notes, author: words.author, sheetNumber: index + 1).add(to: sheets[index].name, of: &package)
        }
        guard let packed = package.packed() else { throw DraftMarkingError.damaged(part: "ZIP") }
        return MarkedDraft(bytes: packed, positions: gathered.positions)
    }

    /// The cell of a sheet that a place of the document means: rows and columns of a table are those of its sheet.
    private static func target(of place: CellPlace, _ probes: CellProbes, _ owners: [Target]) -> (target: Target, isExact: Bool)? {
        if let found = probes.probe(at: place), found.isExact { return (owners[found.number], true) }
        guard let inRow = probes.anyProbe(table: place.table, row: place.row).map({ owners[$0] }) else { return nil }
        if let inColumn = probes.anyProbe(table: place.table, column: place.column).map({ owners[$0] }), inColumn.sheet == inRow.sheet {
            return (Target(sheet: inRow.sheet, row: inRow.row, column: inColumn.column), true)
        }
        return (probes.probe(at: place).map { owners[$0.number] } ?? inRow, false)
    }

    private static func sheets(of package: PackageEdits) throws -> [Sheet] {
        let main = package.mainPart(customary: "xl/workbook.xml")
        guard let workbook = package.part(main) else { throw DraftMarkingError.damaged(part: main) }
        let related = package.relationships(of: main)
        let strings = related.first { $0.type == "sharedStrings" }.flatMap { package.part($0.target) }.map(SheetCells.blankStrings) ?? []
        var sheets: [Sheet] = []
        for tag in MarkupTags.all(workbook) where tag.localName == "sheet" && tag.kind != .end {
            guard let id = MarkupTags.attribute("id", of: tag, in: workbook), let name = related.first(where: { $0.id == id })?.target,
                let part = package.part(name), MarkupTags.all(part).first?.localName == "worksheet"
            else { continue }
            guard part.first != 0xFE, part.first != 0xFF else { throw DraftMarkingError.encoding(part: name) }
            let state = MarkupTags.attribute("state", of: tag, in: workbook) ?? ""
            let cells = SheetCells(part, blankStrings: strings).cells
            sheets.append(Sheet(name: name, part: part, cells: cells, isHidden: ["hidden", "veryHidden"].contains(state)))
        }
        return sheets
    }

    /// A copy of the file in which each cell that says something says its probe instead.
    private static func probed(_ package: PackageEdits, _ sheets: [Sheet]) -> [UInt8]? {
        var copy = package
        var number = 0
        for sheet in sheets {
            var edits = ByteEdits()
            for cell in sheet.cells {
                if number < CellProbes.limit {
                    let (prefix, reference) = (cell.prefix, CellReference.text(row: cell.row, column: cell.column))
                    edits.replace(
                        cell.range,
                        with:
                            "<\(prefix)c r=\"\(reference)\" t=\"inlineStr\"><\(prefix)is><\(prefix)t>\(CellProbes.reference(number))</\(prefix)t></\(prefix)is></\(prefix)c>"
                    )
                }
                number += 1
            }
            copy.set(sheet.name, edits.applied(to: sheet.part))
        }
        return copy.packed()
    }
}
