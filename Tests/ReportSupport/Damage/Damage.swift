import ReportRendering

/// A kind of damage to a good file, done at one place of it.
public enum Damage: String, Sendable, CaseIterable {
    case deleteCell = "delete a cell"
    case duplicateCell = "duplicate a cell"
    case swapCells = "swap two cells"
    case blankCell = "blank a cell"
    case garbleCell = "garble a cell"
    case deleteRow = "delete a row"
    case duplicateRow = "duplicate a row"
    case swapRows = "swap two rows"
    case deleteLine = "delete a line"
    case duplicateLine = "duplicate a line"
    case swapLines = "swap two lines"
    case truncate = "cut off at a line"
    case deleteByte = "delete a byte"
    case duplicateByte = "duplicate a byte"
    case garbleByte = "garble a byte"

    /// What the damage is done to.
    public enum Unit: Sendable { case cell, row, line, byte }

    /// What the damage is done to.
    public var unit: Unit {
        switch self {
        case .deleteCell, .duplicateCell, .swapCells, .blankCell, .garbleCell: .cell
        case .deleteRow, .duplicateRow, .swapRows: .row
        case .deleteLine, .duplicateLine, .swapLines, .truncate: .line
        case .deleteByte, .duplicateByte, .garbleByte: .byte
        }
    }
}

extension Damage {
    /// Damages one cell or row of a printed report; `nil` when the place is none or nothing would change.
    ///
    /// - Parameters: place: the ordinal of the cell or row among those of all tables.  generator: decides what a garbled cell says.
    func applied(to elements: [DraftElement], at place: Int, using generator: inout SeededGenerator) -> [DraftElement]? {
        var left = place
        var elements = elements
        for index in elements.indices {
            guard case .table(var table) = elements[index] else { continue }
            let count = unit == .row ? table.rows.count : table.rows.reduce(0) { $0 + $1.count }
            if left >= count {
                left -= count
                continue
            }
            guard unit == .row ? damageRow(left, of: &table) : damageCell(left, of: &table, using: &generator) else { return nil }
            elements[index] = .table(table)
            return elements
        }
        return nil
    }

    private func damageRow(_ row: Int, of table: inout TableLayout) -> Bool {
        switch self {
        case .deleteRow: table.rows.remove(at: row)
        case .duplicateRow: table.rows.insert(table.rows[row], at: row)
        default:
            guard row + 1 < table.rows.count else { return false }
            table.rows.swapAt(row, row + 1)
        }
        return true
    }

    private func damageCell(_ ordinal: Int, of table: inout TableLayout, using generator: inout SeededGenerator) -> Bool {
        var column = ordinal
        var row = 0
        while column >= table.rows[row].count {
            column -= table.rows[row].count
            row += 1
        }
        switch self {
        case .deleteCell: table.rows[row].remove(at: column)
        case .duplicateCell: table.rows[row].insert(table.rows[row][column], at: column)
        case .swapCells:
            guard column + 1 < table.rows[row].count, table.rows[row][column].text != table.rows[row][column + 1].text else { return false }
            table.rows[row].swapAt(column, column + 1)
        case .blankCell:
            guard !table.rows[row][column].text.isEmpty else { return false }
            table.rows[row][column].text = ""
        default:
            var characters = Array(table.rows[row][column].text)
            guard let place = characters.indices.randomElement(using: &generator) else { return false }
            let before = characters[place]
            let others: [Character] = before.isNumber ? Array("0123456789") : Array("口己日申甲由0")
            characters[place] = others.filter { $0 != before }.randomElement(using: &generator)!
            table.rows[row][column].text = String(characters)
        }
        return true
    }

    /// Damages one line or byte of a text; `nil` when nothing would change.
    ///
    /// - Parameters: place: the ordinal of the line or byte.  generator: decides what a garbled byte becomes.
    func applied(to bytes: [UInt8], at place: Int, using generator: inout SeededGenerator) -> [UInt8]? {
        if unit == .byte {
            guard bytes.indices.contains(place) else { return nil }
            var damaged = bytes
            switch self {
            case .deleteByte: damaged.remove(at: place)
            case .duplicateByte: damaged.insert(bytes[place], at: place)
            default:
                let isDigit = (48...57).contains(bytes[place])
                // Half the digits become other digits: the damage that is hardest to see.
                damaged[place] =
                    isDigit && Bool.random(using: &generator) ? .random(in: 48...57, using: &generator) : .random(in: 0...255, using: &generator)
            }
            return damaged == bytes ? nil : damaged
        }
        var lines = bytes.split(separator: 10, omittingEmptySubsequences: false)
        guard lines.indices.contains(place) else { return nil }
        switch self {
        case .deleteLine: lines.remove(at: place)
        case .duplicateLine: lines.insert(lines[place], at: place)
        case .swapLines:
            guard let other = lines.indices.dropFirst(place + 1).first(where: { !lines[$0].isEmpty }), lines[other] != lines[place] else {
                return nil
            }
            lines.swapAt(place, other)
        default: lines.removeSubrange(place...)
        }
        return Array(lines.joined(separator: [10]))
    }
}
