import MarkupText

/// The cells of one sheet with their bytes.
struct SheetCells {
    /// A cell that says something.
    struct Cell {
        var range: Range<Int>
        var row: Int
        var column: Int
        var prefix: Substring
    }

    private(set) var cells: [Cell] = []

    /// - Parameter blankStrings: the numbers of shared strings without a character.
    init(_ bytes: [UInt8], blankStrings: Set<Int>) {
        var (row, column) = (0, 0)
        var open: (tag: MarkupTag, type: String, says: Bool)?
        var valueStart: Int?
        for tag in MarkupTags.all(bytes) {
            switch (tag.localName, tag.kind) {
            case ("row", .start), ("row", .empty):
                row = MarkupTags.attribute("r", of: tag, in: bytes).flatMap { Int($0) } ?? row + 1
                column = 0
            case ("c", .start), ("c", .empty):
                column += 1
                var type = "n"
                for (name, value) in MarkupTags.attributes(of: tag, in: bytes) {
                    if name == "r", let place = CellReference.place(value) { (row, column) = place }
                    if name == "t" { type = value }
                }
                open = tag.kind == .start ? (tag, type, false) : nil
            case ("is", .start), ("f", .start), ("f", .empty): open?.says = true
            case ("v", .start): valueStart = tag.range.upperBound
            case ("v", .end):
                guard let start = valueStart, open != nil, start <= tag.range.lowerBound else { continue }
                let value = String(decoding: bytes[start..<tag.range.lowerBound], as: UTF8.self)
                let isBlankString = open?.type == "s" && Int(value).map(blankStrings.contains) == true
                if !value.allSatisfy(\.isWhitespace), !isBlankString { open?.says = true }
                valueStart = nil
            case ("c", .end):
                if let cell = open, cell.says {
                    cells.append(Cell(range: cell.tag.range.lowerBound..<tag.range.upperBound, row: row, column: column, prefix: cell.tag.prefix))
                }
                open = nil
            default: break
            }
        }
    }

    /// The numbers of the shared strings in which nothing is seen.
    static func blankStrings(_ bytes: [UInt8]) -> Set<Int> {
        var blank: Set<Int> = []
        var number = -1
        var textStart: Int?
        for tag in MarkupTags.all(bytes) {
            switch (tag.localName, tag.kind) {
            case ("si", .start), ("si", .empty):
                number += 1
                blank.insert(number)
            case ("t", .start): textStart = tag.range.upperBound
            case ("t", .end):
                guard let start = textStart, start <= tag.range.lowerBound else { continue }
                if !String(decoding: bytes[start..<tag.range.lowerBound], as: UTF8.self).allSatisfy(\.isWhitespace) { blank.remove(number) }
                textStart = nil
            default: break
            }
        }
        return blank
    }
}

/// `AB12` and the like.
enum CellReference {
    /// Row and column from 1.
    static func place(_ reference: String) -> (row: Int, column: Int)? {
        var (row, column) = (0, 0)
        for byte in reference.utf8 {
            switch byte {
            case 0x41...0x5A where row == 0: column = column * 26 + Int(byte - 64)
            case 0x30...0x39: row = row * 10 + Int(byte - 48)
            case 0x24: continue
            default: return nil
            }
            if column > 1 << 20 || row > 1 << 24 { return nil }
        }
        return column > 0 && row > 0 ? (row, column) : nil
    }

    /// The reference of a cell.
    static func text(row: Int, column: Int) -> String {
        var column = column - 1
        var letters = ""
        while column >= 0 {
            letters = String(UnicodeScalar(UInt8(65 + column % 26))) + letters
            column = column / 26 - 1
        }
        return letters + String(row)
    }
}
