/// A table on a picture of a page, told from the lines between its cells.
struct RuledTable {
    /// A cell: its place in the grid and the area between its lines.
    struct Cell {
        var row: Int
        var column: Int
        var rowSpan: Int
        var columnSpan: Int
        var columns: Range<Int>
        var rows: Range<Int>
    }

    /// The cells, row by row.
    let cells: [Cell]
    /// The columns of the page at which lines run down, and the rows at which lines run across.
    let edges: (down: [Int], across: [Int])

    /// Lines closer than this are one: a drawn line is several pixels thick.
    private static let thickness = 5

    /// The tables of a page from top to bottom; those of a single cell are frames around text and left out.
    static func tables(across: [PageRaster.Ruling], down: [PageRaster.Ruling]) -> [RuledTable] {
        let rows = merged(across.map(\.position))
        guard rows.count > 1 else { return [] }
        var groups: [[Int]] = [[rows[0]]]
        for (upper, lower) in zip(rows, rows.dropFirst()) {
            let middle = (upper + lower) / 2
            if down.contains(where: { $0.start <= middle && middle < $0.end }) {
                groups[groups.count - 1].append(lower)
            } else {
                groups.append([lower])
            }
        }
        return groups.compactMap { group in
            guard group.count > 1 else { return nil }
            let own = down.filter { $0.start < group.last! && $0.end > group[0] }
            let table = RuledTable(rows: group, columns: merged(own.map(\.position)), across: across, down: own)
            return table.cells.count > 1 ? table : nil
        }
    }

    private init(rows: [Int], columns: [Int], across: [PageRaster.Ruling], down: [PageRaster.Ruling]) {
        edges = (columns, rows)
        let (height, width) = (rows.count - 1, max(0, columns.count - 1))
        // Whether a line stands at the right of a field of the grid, and below it.
        var right = [Bool](repeating: false, count: height * max(width, 1))
        var below = right
        for line in down {
            guard let edge = Self.index(of: line.position, in: columns), edge > 0 else { continue }
            for row in 0..<height where line.start <= (rows[row] + rows[row + 1]) / 2 && (rows[row] + rows[row + 1]) / 2 < line.end {
                right[row * width + edge - 1] = true
            }
        }
        for line in across {
            guard let edge = Self.index(of: line.position, in: rows), edge > 0 else { continue }
            for column in 0..<width
            where line.start <= (columns[column] + columns[column + 1]) / 2 && (columns[column] + columns[column + 1]) / 2 < line.end {
                below[(edge - 1) * width + column] = true
            }
        }
        var cells: [Cell] = []
        var taken = [Bool](repeating: false, count: height * max(width, 1))
        for row in 0..<height {
            for column in 0..<width where !taken[row * width + column] {
                var (columnSpan, rowSpan) = (1, 1)
                while column + columnSpan < width, !right[row * width + column + columnSpan - 1], !taken[row * width + column + columnSpan] {
                    columnSpan += 1
                }
                while row + rowSpan < height, !below[(row + rowSpan - 1) * width + column] { rowSpan += 1 }
                for covered in row..<row + rowSpan { for field in column..<column + columnSpan { taken[covered * width + field] = true } }
                cells.append(
                    Cell(
                        row: row, column: column, rowSpan: rowSpan, columnSpan: columnSpan, columns: columns[column]..<columns[column + columnSpan],
                        rows: rows[row]..<rows[row + rowSpan]))
            }
        }
        self.cells = cells
    }

    /// Positions that lie next to each other as one, ascending.
    private static func merged(_ positions: [Int]) -> [Int] {
        var found: [ClosedRange<Int>] = []
        for position in Set(positions).sorted() {
            if let last = found.last, position - last.upperBound <= thickness {
                found[found.count - 1] = last.lowerBound...position
            } else {
                found.append(position...position)
            }
        }
        return found.map { ($0.lowerBound + $0.upperBound) / 2 }
    }

    private static func index(of position: Int, in edges: [Int]) -> Int? {
        edges.indices.min { abs(edges[$0] - position) < abs(edges[$1] - position) }.flatMap { abs(edges[$0] - position) <= 2 * thickness ? $0 : nil }
    }
}
