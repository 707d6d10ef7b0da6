public import Disclosure
public import ReportRendering

/// Where each cell of a draft stands in the file of a format, told from the layout alone.
public enum ExpectedPlaces {
    /// The places by indicator; `nil` for formats whose lines are set by a program (PDF).
    public static func of(_ elements: [DraftElement], format: String) -> [String: CellPlace]? {
        switch format {
        case "html", "docx", "xlsx", "csv": inTables(elements)
        case "text", "text-bars", "text-tabs", "text-spaces", "text-pipes": inLines(elements, format: format)
        default: nil
        }
    }

    /// The ordinal of the table, of the row in it, and the grid column.
    private static func inTables(_ elements: [DraftElement]) -> [String: CellPlace] {
        var places: [String: CellPlace] = [:]
        var ordinal = 0
        for case .table(let table) in elements {
            ordinal += 1
            for (row, (cells, starts)) in zip(table.rows, table.startColumns).enumerated() {
                for (cell, column) in zip(cells, starts) {
                    if let id = cell.indicator { places[id] = CellPlace(table: ordinal, row: row + 1, column: column + 1) }
                }
            }
        }
        return places
    }

    /// The line, and the ordinal of the value in it.
    private static func inLines(_ elements: [DraftElement], format: String) -> [String: CellPlace] {
        var places: [String: CellPlace] = [:]
        var line = 1
        func place(_ id: String?, column: Int) { if let id { places[id] = CellPlace(table: 0, row: line, column: column) } }
        for element in elements {
            guard case .table(let table) = element else {
                line += 2
                continue
            }
            for (cells, starts) in zip(table.rows, table.startColumns) {
                switch format {
                case "text":
                    for cell in cells {
                        place(cell.indicator, column: 1)
                        line += 2 * max(1, cell.text.split(separator: "\n").count)
                    }
                case "text-bars":
                    for cell in cells {
                        // A bar and the cell; of a blank the bar alone, told by the next one.
                        if let id = cell.indicator { places[id] = CellPlace(table: 0, row: line + 1, column: 1) }
                        line += cell.text.isEmpty ? 1 : 2
                    }
                case "text-spaces":
                    var words = 0
                    for cell in cells {
                        let parts = cell.text.split(whereSeparator: { $0.isWhitespace && !$0.isNewline })
                        place(cell.indicator, column: words + 1)
                        // A code before the label is no word of its own.
                        words += parts.count - (parts.count > 1 && parts[0].count == 2 && Int(parts[0]) != nil ? 1 : 0)
                    }
                    line += 1
                default:
                    for (index, (cell, start)) in zip(cells, starts).enumerated() {
                        place(cell.indicator, column: (format == "text-tabs" ? index : start) + 1)
                    }
                    line += 1
                }
            }
            line += format == "text" ? 0 : format == "text-bars" ? 2 : 1
        }
        return places
    }
}
