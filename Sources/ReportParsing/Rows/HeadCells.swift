import DocumentReading

/// The cells of the rows that can be heads of tables, by the keys of their labels; each row is looked at once.
///
/// Rows with values are no heads: 其他 and 总计 are labels of rows too.
struct HeadCells {
    /// One entry a row; none for rows that are no heads.
    let cells: [[(key: LabelKey, column: Int)]]

    init(_ source: [SourceRow]) {
        cells = source.map { row in
            guard !row.isFilled, !row.isIrregular else { return [] }
            return row.cells.map { (LabelKey(LabelNormalization.core(LabelNormalization.folded($0.text))), $0.column) }
        }
    }

    /// The grid columns under the heads of a row's table, looked for in the rows above it; empty where one is not there.
    func columns(of row: FormRow, before index: Int, in source: [SourceRow]) -> [Int] {
        var columns: [Int] = []
        let end = source[index].end
        for slot in row.slots {
            var position = index - 1
            var found: Int?
            while position >= 0, found == nil, index - position < 200, source[position].table == source[index].table {
                if let cell = cells[position].first(where: { slot.heads.contains($0.key) && $0.column > (columns.last ?? 0) }) {
                    // Lines know their columns only by counting: a row that ends elsewhere than its header is not under it.
                    guard source[position].end == end || source[position].table != 0 else { return [] }
                    found = cell.column
                }
                position -= 1
            }
            guard let found else { return [] }
            columns.append(found)
        }
        return columns
    }
}
