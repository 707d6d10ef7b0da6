/// Values with their intervals, one row each: what a league table should look like.
public struct DotIntervalChart: Chart {
    /// One row.
    public struct Row: Sendable {
        /// Its name.
        public var label: String
        /// The estimate.
        public var value: Double
        /// Lower end of the interval; `nil` when there is none.
        public var low: Double?
        /// Upper end of the interval.
        public var high: Double?
        /// A second value drawn hollow, such as the raw one beside the shrunken.
        public var secondary: Double?
        /// What stands at the right: the rank with its range, n.
        public var remark: String

        /// One row.
        public init(label: String, value: Double, low: Double? = nil, high: Double? = nil, secondary: Double? = nil, remark: String = "") {
            self.label = label
            self.value = value
            self.low = low
            self.high = high
            self.secondary = secondary
            self.remark = remark
        }
    }

    private let rows: [Row]
    private let reference: Double?
    private let asPercent: Bool
    private let isRank: Bool
    private let axis: String
    private let title: String
    /// Its width.
    public let width: Double

    /// A chart of rows in the order given.
    ///
    /// - Parameters:
    ///   - reference: A value to compare with, such as the group's; drawn as a dotted line.
    ///   - asPercent: Whether fractions are labeled as percentages.
    ///   - isRank: Whether the values are ranks: whole numbers from 1 on, with a scale that begins there.
    ///   - axis: What the axis measures; nothing is said of it when empty.
    public init(
        rows: [Row], reference: Double? = nil, asPercent: Bool = false, isRank: Bool = false, axis: String = "", title: String, width: Double = 720
    ) {
        self.isRank = isRank
        self.axis = axis
        self.rows = rows
        self.reference = reference
        self.asPercent = asPercent
        self.title = title
        self.width = width
    }

    private static let rowHeight = 22.0
    private static let top = 8.0

    /// Its height, which grows with the rows.
    public var height: Double { Self.top + Self.rowHeight * Double(rows.count) + 26 }

    /// The drawing.
    public var svg: String {
        let (rowHeight, top) = (Self.rowHeight, Self.top)
        var drawing = Drawing(width: width, height: height, title: title)
        guard !rows.isEmpty else { return drawing.svg }
        let factor = asPercent ? 100.0 : 1
        let values = rows.flatMap { [$0.value, $0.low, $0.high, $0.secondary].compactMap { $0 } } + [reference].compactMap { $0 }
        let left = min(width * 0.4, 14 + (rows.map { Drawing.width(of: $0.label, size: 12) }.max() ?? 0))
        let remarks = rows.map { Drawing.width(of: $0.remark, size: 11) }.max() ?? 0
        let right = width - 14 - remarks
        let scaled = values.map { $0 * factor }
        let x =
            isRank
            ? LinearScale(domain: 1...max(2, scaled.max() ?? 2), range: (left + 4, right))
            : LinearScale.nice(scaled, including: scaled.allSatisfy { $0 >= 0 }, range: (left, right))
        let bottom = top + rowHeight * Double(rows.count)
        // Between two ranks there is none.
        let ticks = isRank ? [1] + x.ticks(min(6, max(1, Int(x.domain.upperBound) - 1))).filter { $0 > 1 && $0 == $0.rounded() } : x.ticks(6)
        if !axis.isEmpty { drawing.text(axis, left - 8, bottom + 16, .end) }
        for tick in ticks {
            drawing.line(x.position(tick), top, x.position(tick), bottom, .grid)
            drawing.text(x.label(tick, among: ticks) + (asPercent ? " %" : ""), x.position(tick), bottom + 16, .middle)
        }
        if let reference { drawing.line(x.position(reference * factor), top, x.position(reference * factor), bottom, .breakLine) }
        for (index, row) in rows.enumerated() {
            let y = top + rowHeight * (Double(index) + 0.5)
            drawing.text(Drawing.shortened(row.label, to: left - 14, size: 12), left - 8, y + 4, size: 12, .end, .strong)
            if let low = row.low, let high = row.high {
                drawing.line(x.position(low * factor), y, x.position(high * factor), y, .interval)
            }
            if let secondary = row.secondary { drawing.circle(x.position(secondary * factor), y, radius: 3, .hollow) }
            drawing.circle(x.position(row.value * factor), y, radius: 4, .point)
            if !row.remark.isEmpty { drawing.text(row.remark, width - 4, y + 4, .end) }
        }
        return drawing.svg
    }
}
