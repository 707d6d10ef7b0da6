import ColumnStore

/// A cell of a panel.
struct CellKey: Hashable {
    let body: Int
    let year: Int
    let indicator: String
}

/// One claim of a method that something is wrong: the cells it names, the more suspicious the higher the score, and the values it would put there.
struct Claim {
    /// The cells, the most suspicious first.
    let cells: [CellKey]
    let score: Double
    let repairs: [CellKey: Double]
    /// Whether the method itself calls it an anomaly at its own threshold.
    let isFlagged: Bool
    /// Whether only a statistical model speaks for it.
    let isStatistical: Bool
    /// The rule or method that makes it.
    let source: String
    /// The kind of evidence it rests on.
    let evidence: String

    init(
        cells: [CellKey], score: Double, repairs: [CellKey: Double] = [:], isFlagged: Bool = true, isStatistical: Bool = true, source: String = "",
        evidence: String = ""
    ) {
        self.cells = cells
        self.score = score
        self.repairs = repairs
        self.isFlagged = isFlagged
        self.isStatistical = isStatistical
        self.source = source
        self.evidence = evidence
    }

    /// The claim with nothing but its first cell.
    var narrowed: Claim {
        Claim(
            cells: Array(cells.prefix(1)), score: score, repairs: repairs, isFlagged: isFlagged, isStatistical: isStatistical, source: source,
            evidence: evidence)
    }
}
