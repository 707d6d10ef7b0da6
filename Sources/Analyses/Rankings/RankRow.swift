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

    /// 1 is first; ties share the better rank. `nil` when not ranked.
    public var rank: Int?
    /// The best rank that the data allow at the stated confidence.
    public var rankLow: Int?
    /// The worst rank that the data allow.
    public var rankHigh: Int?
    /// The body.
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
    /// The group it is compared with: kind, level and place.
    public var peers: String
    /// Bodies ranked in the group.
    public var peerCount: Int
    /// Whether it could be ranked.
    public var eligible: Bool
    /// Why not, or with what reservation.
    public var reason: LocalizedText?
}
