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

    init(
        _ id: String, _ label: String, _ labelEnglish: String, _ kind: Kind = .proportion, _ direction: Direction = .neutral,
        breaks: [Int] = []
    ) {
        self.id = id
        self.label = label
        self.labelEnglish = labelEnglish
        self.kind = kind
        self.direction = direction
        self.breaks = breaks
    }

    /// What stands above and below in one edition, as expressions over its cells.
    public struct Sides: Sendable, Hashable {
        /// What stands above.
        public let numerator: String
        /// What stands below; `nil` for a difference.
        public let denominator: String?

        /// Two sides.
        public init(_ numerator: String, by denominator: String? = nil) {
            self.numerator = numerator
            self.denominator = denominator
        }
    }

    /// Whether an edition has the cells.
    public func isDefined(in edition: Edition) -> Bool { edition.profile.ratios[id] != nil }

    /// What stands above; `nil` when the edition lacks the cells.
    public func numerator(in edition: Edition) -> CellExpression? {
        Self.expressions[edition][id]?.numerator
    }

    /// What stands below; `nil` when the edition lacks the cells, and for a difference.
    public func denominator(in edition: Edition) -> CellExpression? {
        Self.expressions[edition][id]?.denominator
    }

    /// The sides of the ratios by id, read once an edition: every report of a ranking asks for them.
    private static let expressions = PerEdition { edition in
        edition.profile.ratios.mapValues { sides in
            (
                numerator: CellExpression(sides.numerator, edition: edition),
                denominator: sides.denominator.flatMap { CellExpression($0, edition: edition) }
            )
        }
    }

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
    /// The ratios by name: the registry. Which cells stand above and below, the profile of each edition says.
    public static let all: [Ratio] = [
        Ratio("disclosure_rate", "公开率", "disclosure rate", .proportion, .higherIsBetter),
        Ratio("substantive_disclosure_rate", "实质公开率", "substantive disclosure rate", .proportion, .higherIsBetter),
        Ratio("partial_disclosure_rate", "部分公开率", "partial disclosure rate"),
        Ratio("refusal_rate", "不予公开率", "refusal rate", .proportion, .lowerIsBetter),
        Ratio("unable_rate", "无法提供率", "unable-to-provide rate"),
        Ratio("not_processed_rate", "不予处理率", "not-processed rate"),
        Ratio("other_handling_rate", "其他处理率", "other-handling rate"),
        Ratio("conclusion_rate", "办结率", "conclusion rate", .proportion, .higherIsBetter),
        Ratio("carry_over_rate", "结转率", "carry-over rate", .proportion, .lowerIsBetter),
        Ratio("natural_person_share", "自然人占比", "share of natural persons"),
        Ratio("review_correction_rate", "复议纠错率", "correction rate of concluded reviews", .proportion, .lowerIsBetter, breaks: [2024]),
        Ratio("review_correction_rate_all", "复议纠错率（含未审结）", "correction rate of all reviews", .proportion, .lowerIsBetter, breaks: [2024]),
        Ratio("litigation_correction_rate", "诉讼纠错率", "correction rate of concluded lawsuits", .proportion, .lowerIsBetter, breaks: [2024]),
        Ratio("litigation_correction_rate_all", "诉讼纠错率（含未审结）", "correction rate of all lawsuits", .proportion, .lowerIsBetter, breaks: [2024]),
        Ratio("dispute_rate", "争议率", "reviews by concluded applications", .rate, .lowerIsBetter, breaks: [2024]),
        Ratio("litigation_rate", "诉讼率", "lawsuits by concluded applications", .rate, .lowerIsBetter, breaks: [2024]),
        Ratio("normative_repeal_rate", "规范性文件废止率", "repeal rate of normative documents"),
        Ratio("normative_net_increase", "规范性文件净增", "net increase of normative documents", .difference),
    ]
}
