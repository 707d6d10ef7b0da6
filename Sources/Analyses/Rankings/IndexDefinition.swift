/// An index of several indicators, as a file describes it (`docs/schemas/index.json`).
///
/// ```json
/// {"name": "disclosure", "indicators": [
///   {"on": "substantive_disclosure_rate", "direction": "higher", "weight": 2, "worst": 0, "best": 1},
///   {"on": "review_correction_rate", "direction": "lower"},
///   {"on": "received", "per": "population", "scale": 10000}]}
/// ```
public struct IndexDefinition: Sendable, Hashable {
    /// What is better.
    public enum Direction: String, Sendable, Hashable, CaseIterable {
        case higher, lower
    }

    /// One indicator of an index.
    public struct Indicator: Sendable, Hashable {
        /// An indicator, a concept or a ratio, by id or Chinese name, or two with a slash between.
        public var on: String
        /// What it is counted per; `nil` for the indicator as it is.
        public var exposure: RankOptions.Exposure?
        /// What is better; by default what the ratio says, else higher.
        public var direction: Direction?
        /// How much it counts, ≥ 0; equal when left out everywhere.
        public var weight: Double?
        /// The value that counts 0, for goalposts.
        public var worst: Double?
        /// The value that counts 1, for goalposts.
        public var best: Double?

        /// An indicator of an index.
        public init(
            on: String, exposure: RankOptions.Exposure? = nil, direction: Direction? = nil, weight: Double? = nil, worst: Double? = nil,
            best: Double? = nil
        ) {
            self.on = on
            self.exposure = exposure
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
    /// What the index means and what it must not be used for, printed with every result; `nil` without.
    public var caveat: String?

    /// An index.
    public init(name: String, indicators: [Indicator], caveat: String? = nil) {
        self.name = name
        self.indicators = indicators
        self.caveat = caveat
    }
}
