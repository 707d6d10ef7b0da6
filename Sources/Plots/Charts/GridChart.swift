/// A mark for each row and column: which bodies have what in which years. The marks differ by shape, so that nobody needs the colours.
public struct GridChart: Chart {
    /// What stands at a row and a column.
    public enum Mark: Sendable, Hashable, CaseIterable {
        /// A full square: all there.
        case full
        /// A hollow square: there, and mostly empty.
        case hollow
        /// A dash: nothing.
        case none
        /// A cross: something that is no good.
        case cross
    }

    /// A row.
    public struct Row: Sendable {
        /// Its name.
        public var label: String
        /// A mark a column.
        public var marks: [Mark]

        /// A row.
        public init(label: String, marks: [Mark]) {
            self.label = label
            self.marks = marks
        }
    }

    private static let rowHeight = 18.0
    private static let square = 11.0
    private static let top = 22.0

    private let rows: [Row]
    private let columns: [String]
    private let legend: [(mark: Mark, words: String)]
    private let title: String
    /// Its width.
    public let width: Double
    /// Its height, which grows with the rows.
    public var height: Double { Self.top + Self.rowHeight * Double(rows.count) + 30 }

    /// A grid; each row has a mark a column.
    ///
    /// - Parameter legend: what the marks mean, in the order in which that is said below the grid.
    public init(rows: [Row], columns: [String], legend: [(mark: Mark, words: String)], title: String, width: Double = 720) {
        precondition(rows.allSatisfy { $0.marks.count == columns.count }, "a row has \(columns.count) marks")
        self.rows = rows
        self.columns = columns
        self.legend = legend
        self.title = title
        self.width = width
    }

    /// The drawing.
    public var svg: String {
        var drawing = Drawing(width: width, height: height, title: title)
        guard !rows.isEmpty, !columns.isEmpty else { return drawing.svg }
        let left = min(width * 0.4, 14 + (rows.map { Drawing.width(of: $0.label, size: 12) }.max() ?? 0))
        let step = min(46, (width - left - 6) / Double(columns.count))
        func x(_ column: Int) -> Double { left + step * (Double(column) + 0.5) }
        // Labels that would touch are left out, counted from the last.
        let room = max(1, Int(((columns.map { Drawing.width(of: $0, size: 11) }.max() ?? 0) / step).rounded(.up)))
        for (index, column) in columns.enumerated() where (columns.count - 1 - index) % room == 0 { drawing.text(column, x(index), 13, .middle) }
        for (index, row) in rows.enumerated() {
            let y = Self.top + Self.rowHeight * (Double(index) + 0.5)
            drawing.text(Drawing.shortened(row.label, to: left - 14, size: 12), left - 8, y + 4, size: 12, .end, .strong)
            for (column, mark) in row.marks.enumerated() { draw(mark, x(column), y, size: min(Self.square, step - 2), in: &drawing) }
        }
        var place = left
        let y = height - 14
        for (mark, words) in legend {
            draw(mark, place + Self.square / 2, y, size: Self.square, in: &drawing)
            drawing.text(words, place + Self.square + 6, y + 4)
            place += Self.square + 24 + Drawing.width(of: words, size: 11)
        }
        return drawing.svg
    }

    private func draw(_ mark: Mark, _ x: Double, _ y: Double, size: Double, in drawing: inout Drawing) {
        let half = size / 2
        switch mark {
        case .full: drawing.rectangle(x - half, y - half, size, size, .point)
        case .hollow: drawing.rectangle(x - half + 1, y - half + 1, size - 2, size - 2, .hollow)
        case .none: drawing.line(x - 2, y, x + 2, y, .axis)
        case .cross:
            drawing.line(x - half + 1, y - half + 1, x + half - 1, y + half - 1, .bad)
            drawing.line(x - half + 1, y + half - 1, x + half - 1, y - half + 1, .bad)
        }
    }
}
