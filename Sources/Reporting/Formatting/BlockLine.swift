/// A series as a line of blocks, one a year: ▁ the smallest value, █ the largest, a point for a year without one.
enum BlockLine {
    private static let blocks: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]

    /// The line for the points of a row, objects with `year` and `value`; `nil` for anything else.
    static func of(_ points: [ResultValue]) -> String? {
        var values: [Int: Double] = [:]
        for point in points {
            guard case .object(let fields) = point, case .integer(let year)? = fields.first(where: { $0.key == "year" })?.value else { return nil }
            if case .number(let value)? = fields.first(where: { $0.key == "value" })?.value, value.isFinite { values[year] = value }
        }
        guard let first = values.keys.min(), let last = values.keys.max(), last - first < 200, let least = values.values.min(),
            let most = values.values.max()
        else { return "" }
        return String(
            (first...last).map { year -> Character in
                guard let value = values[year] else { return "·" }
                // Halves first: the span of two numbers may be more than a number can hold.
                let span = most / 2 - least / 2
                guard span > 0 else { return blocks[3] }
                return blocks[min(7, max(0, Int((value / 2 - least / 2) / span * 8)))]
            })
    }
}
