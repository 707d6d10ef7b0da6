/// An index of several indicators, as a file describes it.
///
/// ```json
/// {"name": "disclosure", "indicators": [
///   {"on": "substantive_disclosure_rate", "direction": "higher", "weight": 2, "worst": 0, "best": 1},
///   {"on": "review_correction_rate", "direction": "lower"}]}
/// ```
public struct IndexDefinition: Sendable, Hashable, Codable {
    /// One indicator of an index.
    public struct Indicator: Sendable, Hashable, Codable {
        /// An indicator, a concept or a ratio, by id or Chinese name.
        public var on: String
        /// `higher` or `lower`: what is better; by default what the ratio says, else higher.
        public var direction: String?
        /// How much it counts; equal when left out.
        public var weight: Double?
        /// The value that counts 0, for goalposts.
        public var worst: Double?
        /// The value that counts 1, for goalposts.
        public var best: Double?

        /// An indicator of an index.
        public init(on: String, direction: String? = nil, weight: Double? = nil, worst: Double? = nil, best: Double? = nil) {
            self.on = on
            self.direction = direction
            self.weight = weight
            self.worst = worst
            self.best = best
        }
    }

    /// The most indicators of an index: far beyond any that is published, and few enough for their correlations to fit in memory.
    public static let mostIndicators = 1000

    /// The index's name.
    public var name: String
    /// Its indicators, at least two and at most ``mostIndicators``.
    public var indicators: [Indicator]

    /// An index.
    public init(name: String, indicators: [Indicator]) {
        self.name = name
        self.indicators = indicators
    }
}
