public import Disclosure

/// A body among its peers: a row of `analyze rank`.
public struct RankRow: Sendable, Hashable {
    /// A number that the value was made of.
    public struct Component: Sendable, Hashable {
        /// `numerator`, `denominator`, or the id of an index's indicator.
        public var key: String
        /// The number; `nil` when it is missing.
        public var value: Double?

        /// A component.
        public init(_ key: String, _ value: Double?) {
            self.key = key
            self.value = value
        }
    }

    /// Where a body stands against the limits within which chance alone would keep it.
    public enum Funnel: String, Sendable, Hashable, CaseIterable {
        case below, within, above
    }

    /// How likely ranks are.
    public struct Probabilities: Sendable, Hashable {
        /// That the true rank is among the first K; `nil` when not asked for.
        public var topK: Double?
        /// That it is 1, 2, …; empty when not asked for.
        public var ranks: [Double]
    }

    /// What a body's rank on an index hangs on: shares of its variance over normalizations, weights and aggregations.
    public struct Sensitivity: Sendable, Hashable {
        /// What one choice explains.
        public struct Share: Sendable, Hashable {
            /// Alone.
            public var first: Double
            /// With all it has a part in.
            public var total: Double
        }

        /// How indicators are brought onto one scale.
        public var normalization: Share
        /// How much each counts.
        public var weights: Share
        /// How they become one number.
        public var aggregation: Share
    }

    /// How a body moved among its peers between two years.
    public struct Movement: Sendable, Hashable {
        /// What the data show of it.
        public enum Direction: String, Sendable, Hashable, CaseIterable {
            case up, down, uncertain
        }

        /// The value of the earlier year.
        public var value: Double?
        /// The rank of the earlier year among those ranked in both years.
        public var rank: Int?
        /// The rank of the later year among the same, less that; negative for a rise.
        public var change: Int?
        /// That a body that kept its distance from its peers changes so much; adjusted over the group (Holm).
        public var pValue: Double?
        /// Up or down where the adjusted p-value allows it.
        public var direction: Direction
    }

    /// 1 is first; ties share the better rank. `nil` when not ranked.
    public var rank: Int?
    /// The best rank that the data allow at the stated confidence.
    public var rankLow: Int?
    /// The worst rank that the data allow.
    public var rankHigh: Int?
    /// The position of the body in the corpus.
    public var body: Int
    /// The body's name.
    public var entity: String
    /// The code of its region.
    public var regionCode: String?
    /// Its level.
    public var level: Body.Level
    /// The year.
    public var year: Int
    /// The value as it follows from the report: a ratio as a fraction.
    public var value: Double?
    /// The value drawn towards its peers', the more the smaller n.
    public var shrunken: Double?
    /// Lower end of the value's interval.
    public var low: Double?
    /// Upper end of the value's interval.
    public var high: Double?
    /// The denominator.
    public var n: Double?
    /// What the order follows: the shrunken value where there is one, else the value; of an index its score.
    public var score: Double?
    /// Standard deviations from the group's rate, over-dispersion included; with the funnel only.
    public var zScore: Double?
    /// Where it stands against the funnel's limits of 99.8 %.
    public var funnel: Funnel?
    /// What the value was made of.
    public var components: [Component]
    /// How likely its ranks are; `nil` when not asked for.
    public var probabilities: Probabilities?
    /// How it moved since another year; `nil` when not asked for.
    public var movement: Movement?
    /// Its rank on an index without each of its indicators in turn; empty when not asked for.
    public var ranksWithout: [Component] = []
    /// What its rank on an index hangs on; `nil` when not asked for.
    public var sensitivity: Sensitivity?
    /// The group it is compared with: kind, level and place.
    public var peers: String
    /// Bodies ranked in the group.
    public var peerCount: Int
    /// Whether it could be ranked.
    public var eligible: Bool
    /// Why not, or with what reservation.
    public var reason: LocalizedText?
}
