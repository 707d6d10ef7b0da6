import Disclosure

/// What `analyze rank` may be told about comparing bodies.
public struct RankOptions: Sendable, Hashable {
    /// Whom a body is compared with. Kinds of body (government, office, department …) are never mixed.
    public enum Peers: String, Sendable, Hashable, CaseIterable {
        /// All of the same level.
        case level
        /// The same level of the same province.
        case province
        /// The same level of the same prefecture.
        case prefecture
        /// All of the same kind, whatever the level.
        case all
    }

    /// An indicator, a concept or a ratio, by id or Chinese name.
    public var subject: String
    /// The year; `nil` for the last year that has a report.
    public var year: Int?
    /// Whom a body is compared with.
    public var peers: Peers
    /// The smallest denominator with which a body is ranked.
    public var minimumN: Int
    /// Confidence of intervals and rank ranges, in (0, 1).
    public var level: Double
    /// Draws of the bootstrap behind the rank ranges.
    public var draws: Int
    /// Seed of anything random.
    public var seed: UInt64
    /// Whether to tell where each body stands against the limits of chance (Spiegelhalter's funnel).
    public var funnel: Bool

    /// Options of a ranking.
    public init(
        subject: String, year: Int? = nil, peers: Peers = .level, minimumN: Int = 1, level: Double = 0.95, draws: Int = 1000, seed: UInt64 = 1,
        funnel: Bool = false
    ) {
        precondition(level > 0 && level < 1, "a level of \(level)")
        precondition(minimumN >= 0, "a smallest n of \(minimumN)")
        precondition(draws > 0, "\(draws) draws")
        self.subject = subject
        self.year = year
        self.peers = peers
        self.minimumN = minimumN
        self.level = level
        self.draws = draws
        self.seed = seed
        self.funnel = funnel
    }
}
