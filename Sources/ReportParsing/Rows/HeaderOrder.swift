import Disclosure

/// The order in which the head of a table has the columns of a row, where it is another than the form's.
///
/// Values are taken by their place in the row, because heads lose their labels more often than rows their cells. A head that has all labels of the row, each
/// once and in another order, is a different matter: its columns were exchanged.
struct HeaderOrder {
    /// For every cell of the form's row, the ordinal of its value in the printed row.
    let places: [Int]

    /// Looks for the heads of a row above it; `nil` when they are not all there, or stand in the form's order.
    init?(of row: FormRow, at index: Int, in source: [SourceRow], heads: HeadCells) {
        let printed = source[index]
        guard printed.kind == .table, row.section != .remedies, row.slots.count > 1, printed.values.count == row.slots.count else { return nil }
        let wanted = row.slots.map(\.heads)
        var columns = [Int?](repeating: nil, count: wanted.count)
        var lowest: Int?
        var position = index - 1
        // The heads of Table 3 stand in two rows, all others in one, somewhere above.
        func isNear(_ position: Int) -> Bool { lowest.map { $0 - position < (row.section == .applications ? 3 : 1) } ?? (index - position <= 200) }
        while position >= 0, isNear(position), source[position].table == printed.table {
            for cell in heads.cells[position] {
                guard let slot = wanted.firstIndex(where: { $0.contains(cell.key) || Self.isOfYear(cell.key, $0) }), columns[slot] == nil else {
                    continue
                }
                columns[slot] = cell.column
                lowest = lowest ?? position
            }
            position -= 1
        }
        let found = columns.compactMap { $0 }
        guard found.count == wanted.count, Set(found).count == found.count, found != found.sorted() else { return nil }
        let sorted = found.sorted()
        places = found.map { column in sorted.firstIndex(of: column)! }
    }

    /// Whether a head of the form of Fujian names the year (2012年度), whose column the form calls N年度.
    private static func isOfYear(_ head: LabelKey, _ labels: [LabelKey]) -> Bool {
        labels.contains(anyYear) && ValueColumns.isOfYear(head.text)
    }

    private static let anyYear = LabelKey("N年度")
}
