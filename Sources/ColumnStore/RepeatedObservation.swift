/// Several rows of a table that give values for one cell of a panel and one period of the year: at most one of them can be right.
public struct RepeatedObservation: Sendable, Hashable, Codable {
    /// A row's value with the line it stands on.
    public struct Row: Sendable, Hashable, Codable {
        /// The value.
        public let value: Double
        /// The line in the file, from 1.
        public let line: Int

        /// A value on a line.
        public init(value: Double, line: Int) {
            self.value = value
            self.line = line
        }
    }

    /// The value of another period of the same entity and variable, for comparison.
    public struct Sibling: Sendable, Hashable, Codable {
        /// The period as it stands in the file.
        public let period: String
        /// The value.
        public let value: Double

        /// A value of another period.
        public init(period: String, value: Double) {
            self.period = period
            self.value = value
        }
    }

    /// The entity's key.
    public let entity: String
    /// The variable.
    public let variable: String
    /// The year.
    public let year: Int
    /// The period within the year, where the table has one.
    public let period: String?
    /// The rows, at least two, in the order of the file.
    public let rows: [Row]
    /// The period before, where it has one value.
    public let before: Sibling?
    /// The value that went into the panel.
    public let kept: Double

    /// Several rows for one cell.
    public init(entity: String, variable: String, year: Int, period: String?, rows: [Row], before: Sibling?, kept: Double) {
        precondition(rows.count > 1, "\(rows.count) rows are no repetition")
        self.entity = entity
        self.variable = variable
        self.year = year
        self.period = period
        self.rows = rows
        self.before = before
        self.kept = kept
    }

    /// Whether all rows say the same.
    public var isIdentical: Bool { rows.allSatisfy { $0.value == rows[0].value } }

    /// The two values when there are two and the one is just half the other, not zero.
    public var half: (whole: Double, half: Double)? {
        let values = Set(rows.map(\.value))
        guard values.count == 2, let low = values.min(by: { $0.magnitude < $1.magnitude }),
            let high = values.max(by: { $0.magnitude < $1.magnitude }),
            low != 0, high == 2 * low
        else { return nil }
        return (high, low)
    }
}
