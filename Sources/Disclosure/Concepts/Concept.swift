/// A quantity that several editions of the form ask for under different cells, and whether their numbers make one series.
///
/// ```swift
/// let refused = Concept.named("refused")!
/// refused.expression(in: edition)?.indicators.count   // 8 on the statutory forms: the grounds of 不予公开
/// refused.joins(edition, older)                       // false: the grounds changed with the regulations of 2019
/// ```
public struct Concept: Sendable, Hashable, Identifiable {
    /// Which editions' numbers may stand in one series.
    public enum Comparability: String, Sendable, Hashable, CaseIterable {
        /// All editions, without reserve.
        case yes
        /// All editions; the note says with what care.
        case mostly
        /// No two editions.
        case no
        /// The forms with the statutory tables of 2019 and later only.
        case from2019 = "from 2019"
        /// The forms before 2019 only.
        case until2018 = "until 2018"
    }

    /// Stable id: `received`, `refused`.
    public let id: String
    /// Its name in Chinese.
    public let label: String
    /// Its name in English.
    public let labelEnglish: String
    /// The unit of the newest edition.
    public let unit: String
    /// Which editions make one series.
    public let comparability: Comparability
    /// Years from which on the numbers mean something else although the form stayed the same: a series has a known break before each.
    public let breaks: [Int]
    /// Concepts that look alike and are another quantity: never in one series.
    public let neverJoined: [String]
    /// Why.
    public let note: String

    init(
        _ id: String, _ label: String, _ labelEnglish: String, unit: String = "件", _ comparability: Comparability,
        breaks: [Int] = [], neverJoined: [String] = [], note: String = ""
    ) {
        self.id = id
        self.label = label
        self.labelEnglish = labelEnglish
        self.unit = unit
        self.comparability = comparability
        self.breaks = breaks
        self.neverJoined = neverJoined
        self.note = note
    }

    /// The cells of an edition as an expression; `nil` when the edition does not ask for the quantity.
    public func cells(in edition: Edition) -> String? { edition.profile.concepts[id] }

    /// What to add up in an edition; `nil` when the edition does not ask for the quantity.
    public func expression(in edition: Edition) -> CellExpression? {
        Self.expressions[edition][id]
    }

    /// Whether numbers of two editions may stand in one series.
    public func joins(_ one: Edition, _ other: Edition) -> Bool {
        guard cells(in: one) != nil, cells(in: other) != nil else { return false }
        if one == other { return true }
        switch comparability {
        case .yes, .mostly, .until2018: return true
        case .no: return false
        case .from2019: return one.hasStatutoryTables && other.hasStatutoryTables
        }
    }

    /// Of some editions those that have the quantity, in groups whose numbers make one series each.
    public func series(of editions: [Edition] = Edition.allCases) -> [[Edition]] {
        var groups: [[Edition]] = []
        for edition in editions where cells(in: edition) != nil {
            if let index = groups.firstIndex(where: { joins($0[0], edition) }) {
                groups[index].append(edition)
            } else {
                groups.append([edition])
            }
        }
        return groups
    }

    /// The concept of an id.
    public static func named(_ id: String) -> Concept? { byID[id] }

    /// The concept that a cell of an edition is, alone or as part of a sum; `nil` for one that belongs to none.
    public static func of(_ indicator: String, edition: Edition) -> Concept? { byCell[edition][indicator] }

    private static let expressions = PerEdition { edition in
        Dictionary(
            uniqueKeysWithValues: edition.profile.concepts.map { id, text in
                let expression = CellExpression(text, edition: edition)
                precondition(expression != nil, "concept \(id) names cells that \(edition.rawValue) does not have")
                return (id, expression!)
            })
    }
    private static let byID = Dictionary(uniqueKeysWithValues: all.map { ($0.id, $0) })
    private static let byCell = PerEdition { edition in
        var cells: [String: Concept] = [:]
        for concept in all {
            for indicator in concept.expression(in: edition)?.indicators ?? [] where cells[indicator] == nil { cells[indicator] = concept }
        }
        return cells
    }
}
