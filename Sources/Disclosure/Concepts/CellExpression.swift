/// A weighted sum of cells of one report, or of the report before: what a concept or one side of a ratio adds up.
///
/// ```swift
/// CellExpression("sum(outcome.denied.*.total)", edition: edition)           // the eight grounds, each once
/// CellExpression("review.total - review.pending", edition: edition)
/// CellExpression("prev(disclosure.normative_docs.in_force)", edition: edition)
/// ```
/// `*` stands for one part of an id; it is expanded over the printed cells of the edition.
public struct CellExpression: Sendable, Hashable {
    /// A cell with its factor and its year.
    public struct Term: Sendable, Hashable {
        /// The indicator's id.
        public let indicator: String
        /// Factor, never zero.
        public let coefficient: Int
        /// 0 for the report's own year, −1 for the year before.
        public let lag: Int
    }

    /// The cells to add.
    public let terms: [Term]

    /// The expression of a text in the form of an edition; `nil` when the edition lacks one of the cells.
    ///
    /// - Precondition: The text is cells, `sum(…)` and `prev(…)` joined by ` + ` and ` - `.
    public init?(_ text: String, edition: Edition) {
        var terms: [Term] = []
        var sign = 1
        for token in text.split(separator: " ") {
            switch token {
            case "+": sign = 1
            case "-": sign = -1
            default:
                var name = token
                var lag = 0
                if name.hasPrefix("prev("), name.hasSuffix(")") {
                    name = name.dropFirst(5).dropLast()
                    lag = -1
                } else if name.hasPrefix("sum("), name.hasSuffix(")") {
                    name = name.dropFirst(4).dropLast()
                }
                precondition(!name.contains("("), "unknown function in \(text)")
                let pattern = IndicatorPattern(String(name))
                let cells = Form.of(edition).cells.map(\.id).filter(pattern.matches)
                guard !cells.isEmpty else { return nil }
                terms += cells.map { Term(indicator: $0, coefficient: sign, lag: lag) }
            }
        }
        precondition(!terms.isEmpty, "empty expression")
        self.terms = terms
    }

    /// The sum; `nil` when any of the cells has no value. A blank is never 0.
    ///
    /// - Parameter cell: The value of a cell in the report `lag` years from this one.
    public func value(_ cell: (_ indicator: String, _ lag: Int) -> Double?) -> Double? {
        var sum = 0.0
        for term in terms {
            guard let value = cell(term.indicator, term.lag) else { return nil }
            sum += Double(term.coefficient) * value
        }
        return sum
    }

    /// The ids of the cells, each once.
    public var indicators: [String] {
        var seen: Set<String> = []
        return terms.map(\.indicator).filter { seen.insert($0).inserted }
    }
}
