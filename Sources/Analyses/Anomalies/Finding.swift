public import Disclosure

/// One thing that is wrong, or may be, with the evidence: a row of the anomaly report.
public struct Finding: Sendable, Hashable {
    /// The family of the check that found it.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        case identity
        case carryOver = "carry_over"
        case stockFlow = "stock_flow"
        case rollUp = "roll_up"
        case narrative, unit, implausible, outlier, duplicate, edition, format, missing
    }

    /// How grave the consequence is, should the finding be right.
    public enum Severity: String, Sendable, Hashable, CaseIterable, Comparable {
        case info, warning, error

        private var order: Int { Self.allCases.firstIndex(of: self)! }
        public static func < (one: Severity, other: Severity) -> Bool { one.order < other.order }
    }

    /// The most likely way in which the wrong value came about.
    public enum Mechanism: String, Sendable, Hashable, CaseIterable {
        case transposedDigits = "transposed_digits"
        case droppedDigit = "dropped_digit"
        case extraDigit = "extra_digit"
        case shiftedRow = "shifted_row"
        case shiftedColumn = "shifted_column"
        case sign
        case factor10 = "factor_10"
        case factor100 = "factor_100"
        case factor10000 = "factor_10000"
        case moneyInCount = "money_in_count"
        case itemsForDecisions = "items_for_decisions"
        case copiedFromLastYear = "copied_from_last_year"
        case blankTotal = "blank_total"
        case totalMistyped = "total_mistyped"
        case none
    }

    /// How strong the evidence is that just these cells are wrong.
    public enum Certainty: String, Sendable, Hashable, CaseIterable {
        /// The cell and its true value follow from the identities.
        case exact
        /// One of the listed cells is wrong.
        case candidates
        /// Something is wrong here; where cannot be told.
        case detected
    }

    /// The state of the reader's verdict.
    public enum Verdict: String, Sendable, Hashable, CaseIterable {
        case open, confirmed, dismissed
    }

    /// A cell that the finding speaks of.
    public struct CellReference: Sendable, Hashable {
        public var indicator: String
        public var label: String
        public var value: ExactDecimal?
        public var raw: String
        public var source: String
        public var table: Int
        public var row: Int
        public var column: Int
        /// The year of the report the cell stands in, which may be last year's.
        public var year: Int

        public init(
            indicator: String, label: String, value: ExactDecimal?, raw: String, source: String, table: Int, row: Int, column: Int, year: Int
        ) {
            self.indicator = indicator
            self.label = label
            self.value = value
            self.raw = raw
            self.source = source
            self.table = table
            self.row = row
            self.column = column
            self.year = year
        }
    }

    /// A value that was probably meant.
    public struct Suggestion: Sendable, Hashable {
        public var indicator: String
        public var from: ExactDecimal?
        public var to: ExactDecimal

        public init(indicator: String, from: ExactDecimal?, to: ExactDecimal) {
            self.indicator = indicator
            self.from = from
            self.to = to
        }
    }

    /// Stable across reruns, versions of the file and of the program: what the verdict is remembered by.
    public var fingerprint: String
    public var kind: Kind
    /// The id of the rule or detector.
    public var rule: String
    public var severity: Severity
    public var entity: String
    public var regionCode: String?
    public var year: Int
    public var cells: [CellReference]
    /// The number that stands there and the one that was expected.
    public var observed: Double?
    public var expected: Double?
    /// Bounds of what would have been unremarkable.
    public var low: Double?
    public var high: Double?
    public var score: Double?
    public var pValue: Double?
    public var qValue: Double?
    public var mechanism: Mechanism
    public var certainty: Certainty
    public var suggestions: [Suggestion]
    /// The share of the region's total that hangs on the finding.
    public var influence: Double?
    /// One sentence that names numbers, in both languages.
    public var message: LocalizedText
    public var verdict: Verdict
    /// Every reading tried, with the numbers, for `--explain`.
    public var readings: [LocalizedText]
}
