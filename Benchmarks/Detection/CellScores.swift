import ColumnStore

/// A cell of a panel.
struct CellKey: Hashable {
    let body: Int
    let year: Int
    let indicator: String
}

/// One claim of a method that something is wrong: the cells it names, the more suspicious the higher the score, and the values it would put there.
struct Claim {
    let cells: [CellKey]
    let score: Double
    let repairs: [CellKey: Double]
    /// Whether the method itself calls it an anomaly at its own threshold.
    let isFlagged: Bool

    init(cells: [CellKey], score: Double, repairs: [CellKey: Double] = [:], isFlagged: Bool = true) {
        self.cells = cells
        self.score = score
        self.repairs = repairs
        self.isFlagged = isFlagged
    }
}
