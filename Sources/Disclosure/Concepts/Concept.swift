/// A quantity that several editions of the form ask for under different cells, and whether their numbers make one series.
///
/// ```swift
/// let refused = Concept.named("refused")!
/// refused.expression(in: .fmt2021)!.indicators.count   // 8: the grounds of 不予公开
/// refused.joins(.stats2014, .fmt2019)                  // false: the grounds changed with the regulations of 2019
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
        /// The forms of 2019 and 2021 only.
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
    /// The cells of each edition, as expressions.
    public let cells: [Edition: String]
    /// Which editions make one series.
    public let comparability: Comparability
    /// Years from which on the numbers mean something else although the form stayed the same: a series has a known break before each.
    public let breaks: [Int]
    /// Concepts that look alike and are another quantity: never in one series.
    public let neverJoined: [String]
    /// Why.
    public let note: String

    init(
        _ id: String, _ label: String, _ labelEnglish: String, unit: String = "件", _ cells: [Edition: String], _ comparability: Comparability,
        breaks: [Int] = [], neverJoined: [String] = [], note: String = ""
    ) {
        self.id = id
        self.label = label
        self.labelEnglish = labelEnglish
        self.unit = unit
        self.cells = cells
        self.comparability = comparability
        self.breaks = breaks
        self.neverJoined = neverJoined
        self.note = note
    }

    /// What to add up in an edition; `nil` when the edition does not ask for the quantity.
    public func expression(in edition: Edition) -> CellExpression? {
        guard let text = cells[edition] else { return nil }
        let expression = CellExpression(text, edition: edition)
        precondition(expression != nil, "concept \(id) names cells that \(edition.rawValue) does not have")
        return expression
    }

    /// Whether numbers of two editions may stand in one series.
    public func joins(_ one: Edition, _ other: Edition) -> Bool {
        guard cells[one] != nil, cells[other] != nil else { return false }
        if one == other { return true }
        switch comparability {
        case .yes, .mostly, .until2018: return true
        case .no: return false
        case .from2019: return one.hasStatutoryTables && other.hasStatutoryTables
        }
    }

    /// The editions that have the quantity, in groups whose numbers make one series each.
    public var series: [[Edition]] {
        var groups: [[Edition]] = []
        for edition in Edition.allCases where cells[edition] != nil {
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
    public static func of(_ indicator: String, edition: Edition) -> Concept? { byCell[edition]?[indicator] }

    private static let byID = Dictionary(uniqueKeysWithValues: all.map { ($0.id, $0) })
    private static let byCell: [Edition: [String: Concept]] = Dictionary(
        uniqueKeysWithValues: Edition.allCases.map { edition in
            var cells: [String: Concept] = [:]
            for concept in all {
                for indicator in concept.expression(in: edition)?.indicators ?? [] where cells[indicator] == nil { cells[indicator] = concept }
            }
            return (edition, cells)
        })
}
