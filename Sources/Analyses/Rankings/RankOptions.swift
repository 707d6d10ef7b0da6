import ColumnStore
import Disclosure

/// What `analyze rank` may be told about comparing bodies.
public struct RankOptions: Sendable, Hashable {
    /// Whom a body is compared with. Kinds of body (government, office, department …) are never mixed.
    public enum Peers: Sendable, Hashable {
        /// All of the same level.
        case level
        /// The same level of the same province.
        case province
        /// The same level of the same prefecture.
        case prefecture
        /// All of the same kind, whatever the level.
        case all
        /// Those with the same value of an attribute of the panel, whatever its name; bodies without a value are not ranked.
        case attribute(String)

        /// The choices that every corpus has.
        public static let general: [Peers] = [.level, .province, .prefecture, .all]

        /// The choice of a name; a name that is none of the general ones is an attribute's.
        public init(named name: String) { self = Self.general.first { $0.name == name } ?? .attribute(name) }

        /// Its name: a word, or the attribute's own name.
        public var name: String {
            switch self {
            case .level: "level"
            case .province: "province"
            case .prefecture: "prefecture"
            case .all: "all"
            case .attribute(let name): name
            }
        }
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

extension RankOptions {
    /// Whether the corpus has what the options ask for.
    /// - Throws: ``RankingError/unknownPeers(_:attributes:)``.
    func check(_ corpus: Corpus) throws(RankingError) {
        guard case .attribute(let name) = peers, corpus.panel.attributes[name] == nil else { return }
        throw .unknownPeers(name, attributes: corpus.panel.attributes.keys.sorted())
    }

    /// Leaves out a body that has no value of the attribute that makes the peers.
    func leaveOutWithoutPeers(_ row: inout RankRow) {
        guard case .attribute(let name) = peers, row.peers.isEmpty else { return }
        row.eligible = false
        row.reason = RankNotes.withoutAttribute(name)
    }
}
