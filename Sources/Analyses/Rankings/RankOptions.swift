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

    /// What a count is counted per.
    public struct Exposure: Sendable, Hashable {
        /// The indicator, by id or name.
        public var indicator: String
        /// Units of it that a value is per: 1000 for so many per thousand inhabitants.
        public var scale: Double

        /// An exposure; the scale is above 0.
        public init(_ indicator: String, scale: Double = 1) {
            precondition(scale > 0 && scale.isFinite, "per \(scale) units")
            self.indicator = indicator
            self.scale = scale
        }
    }

    /// The smallest denominator with which a body is ranked when nothing else is said: a rate of fewer cases says little.
    public static let usualMinimum = 10

    /// An indicator, a concept or a ratio, by id or Chinese name; or two of the former with a slash between.
    public var subject: String
    /// What the subject is counted per; `nil` for the subject as it is.
    public var exposure: Exposure?
    /// The year; `nil` for the last year that has a report.
    public var year: Int?
    /// Whom a body is compared with.
    public var peers: Peers
    /// The smallest denominator with which a body is ranked; `nil` for ``usualMinimum`` of what has a denominator.
    public var minimumN: Int?
    /// Confidence of intervals and rank ranges, in (0, 1).
    public var level: Double
    /// Draws of the bootstrap behind the rank ranges.
    public var draws: Int
    /// Seed of anything random.
    public var seed: UInt64
    /// Whether to tell where each body stands against the limits of chance (Spiegelhalter's funnel).
    public var funnel: Bool
    /// φ of the variance of a count's logarithm, 1/count + φ; `nil` to learn it from the bodies' other years.
    public var dispersion: Double?
    /// Asks for the probability of being among the first so many; `nil` not to.
    public var top: Int?
    /// Asks for the probability of every rank.
    public var rankProbabilities = false
    /// The year with which ranks are compared; `nil` not to.
    public var movement: Int?
    /// Asks for the ranks on an index without each of its indicators.
    public var leaveOneOut = false
    /// Asks what the ranks on an index hang on.
    public var sensitivity = false

    /// Options of a ranking.
    public init(
        subject: String, exposure: Exposure? = nil, year: Int? = nil, peers: Peers = .level, minimumN: Int? = nil, level: Double = 0.95,
        draws: Int = 1000, seed: UInt64 = 1,
        funnel: Bool = false, dispersion: Double? = nil
    ) {
        precondition(level > 0 && level < 1, "a level of \(level)")
        precondition(minimumN ?? 0 >= 0, "a smallest n of \(minimumN ?? 0)")
        precondition(draws >= Self.fewestDraws, "\(draws) draws")
        precondition(dispersion.map { $0 >= 0 && $0.isFinite } ?? true, "a dispersion of \(dispersion ?? 0)")
        self.subject = subject
        self.exposure = exposure
        self.year = year
        self.peers = peers
        self.minimumN = minimumN
        self.level = level
        self.draws = draws
        self.seed = seed
        self.funnel = funnel
        self.dispersion = dispersion
    }

    /// Fewest draws from which a quantile can be told.
    public static let fewestDraws = 100
}

extension RankOptions {
    /// The part of a body's rank probabilities that was asked for; `nil` for none.
    func probabilities(_ ranks: @autoclosure () -> [Double]) -> RankRow.Probabilities? {
        guard top != nil || rankProbabilities else { return nil }
        let all = ranks()
        return RankRow.Probabilities(topK: top.map { all.prefix($0).reduce(0, +) }, ranks: rankProbabilities ? all : [])
    }

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
