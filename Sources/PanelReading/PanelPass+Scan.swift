import CTableScan
import Disclosure

extension PanelPass {
    /// Where the fields of a plain tidy table stand: names, four digits, a number. `nil` for a table that needs a closer look at every record.
    var plainColumns: table_columns? {
        guard scans, let year = roles.year, let indicator = roles.indicator, roles.period == nil, roles.values.count == 1,
            roles.values[0].year == nil,
            roles.textColumns.isEmpty, plainPoints == [true], !table.shape.splitsFirst, table.header.count < 1000
        else { return nil }
        return table_columns(
            width: Int32(table.header.count), entity: Int32(roles.entity), year: Int32(year), indicator: Int32(indicator),
            value: Int32(roles.values[0].column), delimiter: table.shape.delimiter)
    }

    /// The observations of a piece of a plain tidy table: plain rows by the scanner, others one by one as in any table.
    func scanned(_ piece: DelimitedRecords.Piece, _ columns: table_columns) throws(PanelTableError) -> ObservationTable {
        var gathered = ObservationTable(textColumns: 0, groups: 1, observations: piece.bytes.count / 18)
        let values = valueColumns(&gathered)
        let codes = ScannedNames()
        gathered.lines = try table.withBytes { text throws(PanelTableError) in
            let room = 1 << 14
            let rows = UnsafeMutablePointer<table_observation>.allocate(capacity: room)
            defer { rows.deallocate() }
            guard let base = text.baseAddress else { return 0 }
            var progress = table_progress()
            progress.position = piece.bytes.lowerBound
            progress.lines = Int32(truncatingIfNeeded: table.firstLine(of: piece) - 1)
            var closely = 1
            while progress.position < piece.bytes.upperBound {
                let outcome = table_scan(base, piece.bytes.upperBound, columns, codes.entities, codes.variables, rows, room, &progress)
                codes.learn(text, &gathered)
                gathered.append(UnsafeBufferPointer(start: rows, count: progress.count), entities: codes.entityCodes, variables: codes.variableCodes)
                if outcome == 1 { break }
                if outcome == 2 { continue }
                // Where odd rows follow each other, more of them are read before the scanner tries again.
                closely = progress.count == 0 ? min(2 * closely, 4096) : 1
                let next = try table.forEach(from: progress.position, line: Int(progress.lines) + 1, in: piece, limit: closely) {
                    record throws(PanelTableError) in take(record, values, &gathered)
                }
                progress.position = next.position
                progress.lines = Int32(truncatingIfNeeded: next.line - 1)
            }
            gathered.points[0].three += Int(progress.points_three)
            gathered.points[0].other += Int(progress.points_other)
            return Int(progress.lines)
        }
        return gathered
    }
}

/// The names that the scanner has met, and their codes among those of the table.
private final class ScannedNames {
    let entities = table_names_create()
    let variables = table_names_create()
    private(set) var entityCodes: [Int32] = []
    private(set) var variableCodes: [Int32] = []

    deinit {
        table_names_destroy(entities)
        table_names_destroy(variables)
    }

    /// Gives the new names their codes: names of other bytes may be the same once blanks are off.
    func learn(_ text: UnsafeBufferPointer<UInt8>, _ table: inout ObservationTable) {
        func name(_ names: OpaquePointer?, _ code: Int) -> String {
            let start = table_names_start(names, code)
            let bytes = UnsafeBufferPointer(rebasing: text[start..<start + table_names_length(names, code)])
            return FoldedText.name(String(decoding: bytes, as: UTF8.self))
        }
        while entityCodes.count < table_names_count(entities) { entityCodes.append(Int32(table.entity(name(entities, entityCodes.count)))) }
        while variableCodes.count < table_names_count(variables) { variableCodes.append(Int32(table.variable(name(variables, variableCodes.count)))) }
    }
}
