import Disclosure

/// The raw texts and places of a form's cells in one blob, beside the values.
///
/// **Layout.** Byte 0: version, 1. Then for each cell a byte of flags and what they ask for: 1 the raw text is that of the number (or empty for a
/// blank) and is left out, else it follows; 2 the place is the next column of the same row, table and page, else the differences of table, row,
/// column and page follow as signed numbers (no page counts as page 0). About one byte a cell in a document with real tables.
struct PackedPlaces {
    static let version: UInt8 = 1

    private enum Flag {
        static let plainText: UInt8 = 1
        static let nextColumn: UInt8 = 2
    }

    static func pack(_ cells: [Cell]) -> [UInt8] {
        var writer = ByteWriter()
        writer.byte(version)
        var last = CellPlace(table: 0, row: 0, column: 0)
        for cell in cells {
            let place = cell.place
            let isPlain = cell.raw == plainText(cell.state, cell.value)
            let isNext = place == CellPlace(table: last.table, row: last.row, column: last.column + 1, page: last.page)
            writer.byte((isPlain ? Flag.plainText : 0) | (isNext ? Flag.nextColumn : 0))
            if !isPlain { writer.text(cell.raw) }
            if !isNext {
                writer.signed(place.table - last.table)
                writer.signed(place.row - last.row)
                writer.signed(place.column - last.column)
                writer.signed((place.page ?? 0) - (last.page ?? 0))
            }
            last = place
        }
        return writer.bytes
    }

    /// The cells of a form: the layout's ids, the unpacked values, and this blob.
    static func unpack(
        _ bytes: UnsafeRawBufferPointer, indicators: [String], values: [(state: CellState, value: ExactDecimal?)]
    ) throws(StoreError) -> [Cell] {
        guard indicators.count == values.count else { throw .damaged("\(values.count) values for a layout of \(indicators.count) cells") }
        var reader = ByteReader(bytes)
        guard try reader.byte() == version else { throw .damaged("a blob of places of an unknown version") }
        var last = CellPlace(table: 0, row: 0, column: 0)
        var cells: [Cell] = []
        cells.reserveCapacity(values.count)
        for (indicator, content) in zip(indicators, values) {
            let flags = try reader.byte()
            let raw = flags & Flag.plainText != 0 ? plainText(content.state, content.value) : try reader.text()
            if flags & Flag.nextColumn != 0 {
                last.column += 1
            } else {
                last.table += try reader.signed()
                last.row += try reader.signed()
                last.column += try reader.signed()
                let page = (last.page ?? 0) + (try reader.signed())
                last.page = page == 0 ? nil : page
            }
            cells.append(Cell(indicator: indicator, state: content.state, value: content.value, raw: raw, place: last))
        }
        return cells
    }

    private static func plainText(_ state: CellState, _ value: ExactDecimal?) -> String {
        state == .number ? value!.description : ""
    }
}
