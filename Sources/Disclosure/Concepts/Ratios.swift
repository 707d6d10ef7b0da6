/// A ratio that people quote, with its two sides kept: a rate without its denominator says little of a body with five applications.
public struct Ratio: Sendable, Hashable, Identifiable {
    /// How the two sides relate, which decides the model for shrinkage and intervals.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// Part of a whole: 0…1, binomial.
        case proportion
        /// Events by exposure: may exceed 1, Poisson.
        case rate
        /// A signed difference; the denominator is 1.
        case difference
    }

    /// Whether a larger value is better for disclosure.
    public enum Direction: String, Sendable, Hashable, CaseIterable {
        case higherIsBetter = "higher"
        case lowerIsBetter = "lower"
        case neutral
    }

    /// Stable id: `disclosure_rate`.
    public let id: String
    /// Its name in Chinese.
    public let label: String
    /// Its name in English.
    public let labelEnglish: String
    /// How the sides relate.
    public let kind: Kind
    /// Whether more is better.
    public let direction: Direction
    /// Years from which on the ratio means something else.
    public let breaks: [Int]

    private let numerators: [Edition: String]
    private let denominators: [Edition: String]

    init(
        _ id: String, _ label: String, _ labelEnglish: String, _ kind: Kind = .proportion, _ direction: Direction = .neutral,
        of numerators: [Edition: String], by denominators: [Edition: String], breaks: [Int] = []
    ) {
        self.id = id
        self.label = label
        self.labelEnglish = labelEnglish
        self.kind = kind
        self.direction = direction
        self.breaks = breaks
        self.numerators = numerators
        self.denominators = denominators
    }

    /// The editions for which it is defined.
    public var editions: [Edition] { Edition.allCases.filter { numerators[$0] != nil } }

    /// What stands above; `nil` when the edition lacks the cells.
    public func numerator(in edition: Edition) -> CellExpression? { numerators[edition].flatMap { CellExpression($0, edition: edition) } }

    /// What stands below; `nil` when the edition lacks the cells, and for a difference.
    public func denominator(in edition: Edition) -> CellExpression? { denominators[edition].flatMap { CellExpression($0, edition: edition) } }

    /// Both sides and their quotient for one report; `nil` when a cell of either has no value.
    ///
    /// `value` is `nil` when the denominator is 0. A difference has the denominator 1.
    public func evaluate(
        in edition: Edition, _ cell: (_ indicator: String, _ lag: Int) -> Double?
    ) -> (numerator: Double, denominator: Double, value: Double?)? {
        guard let above = numerator(in: edition)?.value(cell) else { return nil }
        if kind == .difference { return (above, 1, above) }
        guard let below = denominator(in: edition)?.value(cell) else { return nil }
        return (above, below, below == 0 ? nil : above / below)
    }

    /// The ratio of an id or of a Chinese name.
    public static func named(_ name: String) -> Ratio? { all.first { $0.id == name || $0.label == name } }
}

extension Ratio {
    /// The ratios by name: the registry.
    public static let all: [Ratio] = [
        share("disclosure_rate", "公开率", "disclosure rate", .higherIsBetter, "outcome.granted.total"),
        share(
            "substantive_disclosure_rate", "实质公开率", "substantive disclosure rate", .higherIsBetter,
            "outcome.granted.total + outcome.partial.total"),
        share("partial_disclosure_rate", "部分公开率", "partial disclosure rate", .neutral, "outcome.partial.total"),
        share("refusal_rate", "不予公开率", "refusal rate", .lowerIsBetter, "sum(outcome.denied.*.total)"),
        share("unable_rate", "无法提供率", "unable-to-provide rate", .neutral, "sum(outcome.unable.*.total)"),
        share("not_processed_rate", "不予处理率", "not-processed rate", .neutral, "sum(outcome.not_processed.*.total)"),
        Ratio(
            "other_handling_rate", "其他处理率", "other-handling rate",
            of: [.fmt2019: "outcome.other_handling.total", .fmt2021: "sum(outcome.other_handling.*.total)"],
            by: both("outcome.total.total")),
        Ratio(
            "conclusion_rate", "办结率", "conclusion rate", .proportion, .higherIsBetter, of: both("outcome.total.total"),
            by: both("applications.received.total + applications.carried_in.total")),
        Ratio(
            "carry_over_rate", "结转率", "carry-over rate", .proportion, .lowerIsBetter, of: both("applications.carried_out.total"),
            by: both("applications.received.total + applications.carried_in.total")),
        Ratio(
            "natural_person_share", "自然人占比", "share of natural persons", of: both("applications.received.natural_person"),
            by: both("applications.received.total")),
        Ratio(
            "review_correction_rate", "复议纠错率", "correction rate of concluded reviews", .proportion, .lowerIsBetter,
            of: both("review.corrected"), by: both("review.total - review.pending"), breaks: [2024]),
        Ratio(
            "review_correction_rate_all", "复议纠错率（含未审结）", "correction rate of all reviews", .proportion, .lowerIsBetter,
            of: both("review.corrected"), by: both("review.total"), breaks: [2024]),
        Ratio(
            "litigation_correction_rate", "诉讼纠错率", "correction rate of concluded lawsuits", .proportion, .lowerIsBetter,
            of: both("litigation.direct.corrected + litigation.after_review.corrected"),
            by: both(
                "litigation.direct.total + litigation.after_review.total - litigation.direct.pending - litigation.after_review.pending"),
            breaks: [2024]),
        Ratio(
            "litigation_correction_rate_all", "诉讼纠错率（含未审结）", "correction rate of all lawsuits", .proportion, .lowerIsBetter,
            of: both("litigation.direct.corrected + litigation.after_review.corrected"),
            by: both("litigation.direct.total + litigation.after_review.total"), breaks: [2024]),
        Ratio(
            "dispute_rate", "争议率", "reviews by concluded applications", .rate, .lowerIsBetter, of: both("review.total"),
            by: both("outcome.total.total"), breaks: [2024]),
        Ratio(
            "litigation_rate", "诉讼率", "lawsuits by concluded applications", .rate, .lowerIsBetter,
            of: both("litigation.direct.total + litigation.after_review.total"), by: both("outcome.total.total"), breaks: [2024]),
        Ratio(
            "normative_repeal_rate", "规范性文件废止率", "repeal rate of normative documents",
            of: [.fmt2021: "disclosure.normative_docs.repealed"], by: [.fmt2021: "prev(disclosure.normative_docs.in_force)"]),
        Ratio(
            "normative_net_increase", "规范性文件净增", "net increase of normative documents", .difference,
            of: [.fmt2021: "disclosure.normative_docs.made - disclosure.normative_docs.repealed"], by: [:]),
    ]

    private static func share(_ id: String, _ label: String, _ english: String, _ direction: Direction, _ part: String) -> Ratio {
        Ratio(id, label, english, .proportion, direction, of: both(part), by: both("outcome.total.total"))
    }

    private static func both(_ cells: String) -> [Edition: String] { [.fmt2019: cells, .fmt2021: cells] }
}
