public import ReportRendering

/// The parts of a draft as other pages print them: heads of tables set upright, columns of values beside the year's.
public enum PrintedOtherwise {
    /// How the characters of a head follow each other when it is set upright and copied.
    public enum Upright: Sendable, CaseIterable {
        /// All of one head, then all of the next: 结⏎果⏎维⏎持⏎结⏎果⏎纠⏎正.
        case headByHead
        /// The first of every head on a line, then the second of every head: 结 结⏎果 果⏎维 纠⏎持 正.
        case lineByLine
    }

    /// Every row of heads as lines of single characters above the rest of its table; heads of more than eight characters stay lines of their own.
    public static func upright(_ way: Upright, _ elements: [DraftElement]) -> [DraftElement] {
        elements.flatMap { element -> [DraftElement] in
            guard case .table(let table) = element else { return [element] }
            var lines: [DraftElement] = []
            var rows = table.rows[...]
            while let row = rows.first, row.allSatisfy({ $0.indicator == nil }) {
                lines += self.lines(row.map { $0.text.filter { !$0.isNewline } }, way).map { .paragraph($0) }
                rows.removeFirst()
            }
            return lines + [.table(TableLayout(rows: Array(rows), columnCount: table.columnCount))]
        }
    }

    private static func lines(_ heads: [String], _ way: Upright) -> [String] {
        let upright = heads.filter { $0.count <= 8 }.map(Array.init)
        let level = heads.filter { $0.count > 8 }
        switch way {
        case .headByHead: return level + upright.flatMap { $0.map(String.init) }
        case .lineByLine:
            let height = upright.map(\.count).max() ?? 0
            return level + (0..<height).map { line in upright.filter { line < $0.count }.map { String($0[line]) }.joined(separator: " ") }
        }
    }

    /// The list of a form with other columns of values before or behind the year's.
    /// - Parameter heads: the heads of all columns of values and codes; `nil` is the year's own, whose head is `year`.
    public static func columns(_ heads: [String?], year: String, _ elements: [DraftElement]) -> [DraftElement] {
        elements.map { element in
            guard case .table(var table) = element else { return element }
            for index in table.rows.indices {
                let cell = table.rows[index].removeLast()
                for (column, head) in heads.enumerated() {
                    if head == nil {
                        table.rows[index].append(cell.indicator == nil ? .init(year) : cell)
                    } else {
                        table.rows[index].append(.init(cell.indicator == nil ? head! : "\(11 + index * 7 + column)"))
                    }
                }
            }
            table.columnCount += heads.count - 1
            return .table(table)
        }
    }
}
