import Disclosure
import Rules

/// Splits the rows of a form whose cells stand without separators, by the rules of its edition.
///
/// Each row has the ways in which its characters can be cut; the sums and inequalities between rows leave those that occur in some solution. A row
/// with one way left is settled; of the others the ways are listed. Numbers that the prose states decide only between ways that are left.
struct GluedForm {
    /// What a row came to.
    enum Reading {
        case settled([String])
        /// Several ways; none when there are too many or none at all.
        case open([[String]])
    }

    /// One entry a segment.
    private(set) var readings: [Reading]
    /// The rules that hold in no reading: the report's own sums are wrong, or a row is.
    let broken: [LinearRule]
    /// The cells that are certain only as long as no row is wrong, and one is.
    let doubted: Set<String>

    init(_ segments: [RunningText.Segment], edition: Edition, prose: [String]) {
        let rules = Self.rules(edition, printed: Set(segments.flatMap { $0.row.slots.map(\.id) }))
        let ways = segments.map { segment -> [GluedCells.Way] in
            let cells = GluedCells(segment.row.slots, rules: rules)
            var found: [GluedCells.Way] = []
            var seen: Set<GluedCells.Way> = []
            for text in segment.texts {
                guard let ways = cells.ways(RunningText.pieces(text)) else { return [] }
                found += ways.filter { seen.insert($0).inserted }
            }
            return found
        }
        let statements = StatedNumbers(prose, edition: edition).statements
        let selection = Selection(segments, ways, rules, statements)
        broken = selection.broken
        readings = selection.ways.map { $0.count == 1 ? .settled($0[0].texts) : .open($0.map(\.texts)) }
        doubted = Self.doubted(selection, segments, ways, rules, statements)
    }

    /// Which cells are not certain when some rules hold in no reading.
    ///
    /// Sums tell how rows are cut as long as all rows are right. Where one is wrong, the sums that it takes part in may hold in wrong cuts of the others. The
    /// rows that break a rule of their own are taken for the wrong ones: without the rules that speak of them, what has still one way is certain.
    /// Where that does not do away with all broken rules, any row in one of them can be the wrong one, and each of its borders, if more than one
    /// way to cut it is thinkable.
    private static func doubted(
        _ selection: Selection, _ segments: [RunningText.Segment], _ ways: [[GluedCells.Way]], _ rules: [LinearRule],
        _ statements: [StatedNumbers.Statement]
    ) -> Set<String> {
        guard !selection.broken.isEmpty else { return [] }
        let broken = selection.broken.map { Set($0.terms.map(\.variable)) }
        let rows = segments.map { Set($0.row.slots.map(\.id)) }
        let wrong = rows.filter { row in broken.contains { $0.isSubset(of: row) } }.reduce(into: Set()) { $0.formUnion($1) }
        var doubted = broken.reduce(into: wrong) { $0.formUnion($1) }
        let others = rules.filter { rule in !rule.terms.contains { wrong.contains($0.variable) } }
        let without = wrong.isEmpty ? selection : Selection(segments, ways, others, statements)
        if without.broken.isEmpty {
            for (segment, ways) in zip(segments, without.ways) {
                for (column, slot) in segment.row.slots.enumerated() where Set(ways.map { $0.texts[column] }).count > 1 { doubted.insert(slot.id) }
            }
        } else {
            for (segment, row) in zip(segments, rows) where broken.contains(where: { !$0.isDisjoint(with: row) }) {
                let cells = GluedCells(segment.row.slots, rules: rules)
                if segment.texts.count > 1 || !cells.haveOneWay(segment.pieces) { doubted.formUnion(row) }
            }
        }
        return doubted
    }

    /// The exact rules of an edition within a report, in ten-thousandths. On forms whose rows come and go, parts that are not printed add nothing.
    private static func rules(_ edition: Edition, printed: Set<String>) -> [LinearRule] {
        let system = IdentityCatalog.of(edition).filter(\.isExact).flatMap(\.rules).filter { $0.terms.allSatisfy { $0.lag == 0 } }.map {
            LinearRule($0.id, $0.terms, $0.relation, $0.constant * GluedCells.unit)
        }
        guard edition.profile.hasRunningTotals else { return system }
        return system.compactMap { rule -> LinearRule? in
            let terms = rule.terms.filter { printed.contains($0.variable) || $0.coefficient < 0 }
            return terms.contains { $0.coefficient > 0 } ? LinearRule(rule.id, terms, rule.relation, rule.constant) : nil
        }
    }

    /// The ways that the rules leave of each row.
    private struct Selection {
        private(set) var ways: [[GluedCells.Way]]
        private(set) var broken: [LinearRule] = []
        private let ids: [[String]]
        private let rules: [LinearRule]

        init(
            _ segments: [RunningText.Segment], _ ways: [[GluedCells.Way]], _ rules: [LinearRule], _ statements: [StatedNumbers.Statement]
        ) {
            self.ways = ways
            self.rules = rules
            ids = segments.map { $0.row.slots.map(\.id) }
            select()
            // The prose is asked only where the sums leave a choice.
            for statement in statements { prefer(statement) }
        }

        private mutating func select() {
            // Cells that may be blank or a mark take no part in a rule; nor do rows with no way at all.
            var groups: [AlternativeSelection.Group] = []
            for (ids, ways) in zip(ids, ways) {
                let known = ids.indices.filter { column in !ways.isEmpty && ways.allSatisfy { $0.values[column] != nil } }
                groups.append(.init(known.map { ids[$0] }, ways.map { way in known.map { way.values[$0]! } }))
            }
            let selection = AlternativeSelection(groups, rules: rules)
            for index in ways.indices { ways[index] = selection.possible[index].map { ways[index][$0] } }
            broken = selection.broken
        }

        /// Keeps, of the rows with several ways, those that say what the prose does, if any does; then asks the rules again.
        private mutating func prefer(_ statement: StatedNumbers.Statement) {
            for index in ways.indices where ways[index].count > 1 {
                let columns = ids[index].indices.filter { statement.cells.contains(ids[index][$0]) }
                guard !columns.isEmpty else { continue }
                let agreeing = ways[index].filter { way in
                    statement.numbers.contains(columns.reduce(0) { $0 + (way.values[$1] ?? 0) / GluedCells.unit })
                }
                if !agreeing.isEmpty, agreeing.count < ways[index].count {
                    ways[index] = agreeing
                    select()
                }
            }
        }
    }
}

/// Numbers of the prose that say what certain cells add up to.
private struct StatedNumbers {
    struct Statement {
        let cells: Set<String>
        let numbers: Set<Int>
    }

    private(set) var statements: [Statement] = []

    init(_ prose: [String], edition: Edition) {
        for total in edition.profile.statedTotals {
            let pattern = Self.pattern(total.subject)
            let numbers = Set(prose.flatMap { $0.matches(of: pattern).compactMap { Int($0.output.1) } })
            if !numbers.isEmpty { statements.append(Statement(cells: Set(total.cells), numbers: numbers)) }
        }
    }

    /// How the prose states a number.
    private static func pattern(_ subject: EditionProfile.StatedTotal.Subject) -> Regex<(Substring, Substring)> {
        switch subject {
        case .reviews: /行政复议(?:案件)?(?:共)?\s*([0-9]+)\s*[件起宗]/
        case .lawsuits: /行政诉讼(?:案件)?(?:共)?\s*([0-9]+)\s*[件起宗]/
        case .disclosed: /主动公开(?:各类)?(?:政府)?信息(?:总数|共计|共|累计|数量)?\s*([0-9]+)\s*条/
        }
    }
}
