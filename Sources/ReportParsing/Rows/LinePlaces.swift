import Disclosure

/// Which cells of a row are blank in a text that has each cell on a line of its own: the empty lines tell.
///
/// Where every cell takes as many lines, with an empty line for a blank one, the distance of a value from its label is the number of its column. It counts
/// only where the next label stands as far behind the row as that many cells take.
enum LinePlaces {
    /// The rows, blanks put in where the lines tell them.
    static func filled(_ rows: [SourceRow], known: KnownLabels) -> [SourceRow] {
        guard let stride = stride(rows) else { return rows }
        var rows = rows
        for index in rows.indices {
            let row = rows[index]
            guard isOneALine(row), let label = row.labels.last, let count = known.cellCount(folded: label), row.values.count < count else { continue }
            guard row.nextLabelLine == row.labelLine + (count + 1) * stride || row.nextLabelLine == 0 else { continue }
            var values = (0..<count).map { column in
                SourceValue(text: "", token: .blank, place: .init(table: 0, row: row.labelLine + (column + 1) * stride, column: 1, page: row.page))
            }
            let columns = row.values.map { value -> Int? in
                let distance = value.place.row - row.labelLine
                return distance % stride == 0 && (1...count).contains(distance / stride) ? distance / stride - 1 : nil
            }
            guard columns.allSatisfy({ $0 != nil }), Set(columns).count == columns.count else { continue }
            // Where nothing follows, the last cell must be there.
            if row.nextLabelLine == 0, columns.last! != count - 1 { continue }
            for (column, value) in zip(columns, row.values) { values[column!] = value }
            rows[index].values = values
        }
        return rows
    }

    /// The lines that a cell takes in nearly all rows; `nil` where they differ or every line is a cell.
    private static func stride(_ rows: [SourceRow]) -> Int? {
        var counts: [Int: Int] = [:]
        for row in rows where isOneALine(row) {
            for (one, next) in zip([row.labelLine] + row.values.map(\.place.row), row.values.map(\.place.row)) { counts[next - one, default: 0] += 1 }
        }
        let total = counts.values.reduce(0, +)
        guard let usual = counts.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }), usual.key > 1, usual.value >= 8, usual.value * 5 >= total * 3
        else {
            return nil
        }
        return usual.key
    }

    private static func isOneALine(_ row: SourceRow) -> Bool {
        guard row.kind == .line, row.labelLine > 0, let first = row.values.first, first.place.row > row.labelLine else { return false }
        return zip(row.values, row.values.dropFirst()).allSatisfy { $0.place.row < $1.place.row }
    }
}
