public import Disclosure

/// The outcome of a ranking: its rows with what they are about.
public struct Ranking: Sendable, Hashable {
    /// The id of what was ranked.
    public var subject: String
    /// Its name.
    public var label: LocalizedText
    /// The year.
    public var year: Int
    /// Whether values are shares of a whole, shown as percentages.
    public var isFraction: Bool
    /// Whether rank 1 has the largest value.
    public var descends: Bool
    /// Confidence of the intervals.
    public var level: Double
    /// One row a body: group by group, ranked ones first, in their order.
    public var rows: [RankRow]
    /// Remarks on the whole.
    public var notes: [LocalizedText]
    /// For each group of rates that is large enough, the limits within which chance keeps them; empty unless asked for.
    public var funnels: [RankFunnel]

    /// The outcome of a ranking.
    public init(
        subject: String, label: LocalizedText, year: Int, isFraction: Bool, descends: Bool, level: Double, rows: [RankRow], notes: [LocalizedText],
        funnels: [RankFunnel] = []
    ) {
        self.subject = subject
        self.label = label
        self.year = year
        self.isFraction = isFraction
        self.descends = descends
        self.level = level
        self.rows = rows
        self.notes = notes
        self.funnels = funnels
    }
}

extension Ranking {
    /// The rows of some bodies alone; ranks, peers and everything else stay as they are.
    public func selecting(_ isSelected: (_ body: Int) -> Bool) -> Ranking {
        var selected = self
        selected.rows = rows.filter { isSelected($0.body) }
        let groups = Set(selected.rows.map(\.peers))
        selected.funnels = funnels.filter { groups.contains($0.peers) }
        return selected
    }
}
