import CTableScan
import Disclosure

/// How the odd texts of a table are read, decided over all that it has: the decimal mark of each group of columns, the unit of each variable.
struct NumberConventions: Sendable {
    /// How a group of columns came to its decimal mark.
    struct Decimal: Sendable, Hashable {
        enum Reason: Sendable, Hashable {
            /// A person said so.
            case given
            /// There is nothing to decide.
            case nothing
            /// Some numbers can be read in one way only.
            case told(example: String)
            /// Every number can be read in both ways.
            case open(example: String?)
            /// Every number with a point has three digits behind it, as a group of thousands would.
            case openPoints
            /// Some numbers can only be read in the one way, others only in the other.
            case mixed(example: String)
        }

        var mark: DecimalMark
        var reason: Reason
    }

    /// What a variable's numbers are in.
    struct Unit: Sendable, Hashable {
        var unit: CellUnit?
        /// Numbers without the unit that others have.
        var bare = 0
        var counts: [CellUnit: Int] = [:]
        /// Whether all numbers are whole, and none is negative.
        var isWhole = true
        var isPositive = true
    }

    private(set) var decimals: [Decimal]
    private(set) var units: [Unit] = []
    /// Spellings whose value is not what their digits alone say, each with the first text that has it.
    private(set) var spellings: [Spelling: String] = [:]

    enum Spelling: Hashable, CaseIterable {
        /// With 万 or 亿.
        case scaled
        /// Negative by parentheses, a triangle, or a sign behind.
        case negative
    }
    /// Each odd text under both marks.
    private let readings: [(point: NumberReading, comma: NumberReading)]

    /// - Parameters:
    ///   - groups: The group of an observation's position within its record.
    ///   - given: Marks that a person gave, by group.
    ///   - headings: The units in the headings of the variables, or in the column of units.
    init(
        _ table: ObservationTable, groups: [Int], given: [Int: DecimalMark], headings: [CellUnit?], usualMark: DecimalMark = .point
    ) {
        readings = table.oddTexts.names.map { (NumberReading($0, decimal: .point), NumberReading($0, decimal: .comma)) }
        var evidence = [Evidence](repeating: Evidence(), count: table.points.count)
        for (group, points) in table.points.enumerated() {
            evidence[group].point += points.other
            evidence[group].openPoints += points.three
        }
        for piece in readings.isEmpty ? [] : table.observations.pieces {
            for (index, observation) in piece.enumerated() where observation.state == ObservationTable.odd {
                let code = Int(observation.value)
                evidence[groups[index % groups.count]].note(readings[code], table.oddTexts.names[code])
            }
        }
        decimals = evidence.indices.map { evidence[$0].decimal(given: given[$0], usual: usualMark) }
        // A column that could be read both ways goes with the columns of the file that cannot.
        if decimals.contains(where: { if case .told = $0.reason { $0.mark == .comma } else { false } }) {
            for group in decimals.indices where given[group] == nil {
                if case .open = decimals[group].reason { decimals[group].mark = .comma }
                if decimals[group].reason == .nothing || decimals[group].reason == .openPoints, evidence[group].openPoints > 0,
                    evidence[group].point == 0
                {
                    decimals[group] = Decimal(mark: .comma, reason: .open(example: nil))
                }
            }
        }
        for (code, text) in table.oddTexts.names.enumerated() {
            guard case .number(let value) = readings[code].point.content else { continue }
            let unit = readings[code].point.unit
            if spellings[.scaled] == nil, unit == nil ? text.contains(where: { "万亿萬億".contains($0) }) : LetteredScale.isIn(text) {
                spellings[.scaled] = text
            }
            if spellings[.negative] == nil, value < 0, text.contains(where: { "(（△▲".contains($0) }) || FoldedText.figure(text).hasSuffix("-") {
                spellings[.negative] = text
            }
        }
        units = [Unit](repeating: Unit(), count: table.variables.names.count)
        if readings.isEmpty {
            // Plain numbers alone: there is nothing to decide, and no second look at them.
            for variable in units.indices where variable < headings.count { units[variable].unit = headings[variable] }
            return
        }
        for piece in table.observations.pieces {
            for (index, observation) in piece.enumerated() {
                let variable = Int(observation.variable)
                if observation.state == CellState.number.rawValue {
                    if observation.value != 0 { units[variable].bare += 1 }
                    if observation.value != observation.value.rounded() { units[variable].isWhole = false }
                    if observation.value < 0 { units[variable].isPositive = false }
                } else if observation.state == ObservationTable.odd {
                    let reading = reading(Int(observation.value), group: groups[index % groups.count])
                    guard case .number(let value) = reading.content else { continue }
                    if let unit = reading.unit { units[variable].counts[unit, default: 0] += 1 } else if value != 0 { units[variable].bare += 1 }
                    if value != value.rounded() { units[variable].isWhole = false }
                    if value < 0 { units[variable].isPositive = false }
                }
            }
        }
        for variable in units.indices {
            let most = units[variable].counts.max { ($0.value, $1.key.name) < ($1.value, $0.key.name) }?.key
            units[variable].unit = (variable < headings.count ? headings[variable] : nil) ?? most
        }
    }

    /// An odd text under the mark of its group.
    func reading(_ code: Int, group: Int) -> NumberReading {
        decimals[group].mark == .point ? readings[code].point : readings[code].comma
    }

    /// An odd text under the other mark.
    func otherReading(_ code: Int, group: Int) -> NumberReading {
        decimals[group].mark == .point ? readings[code].comma : readings[code].point
    }

    private struct Evidence {
        var point = 0
        var comma = 0
        var open = 0
        var openPoints = 0
        var pointExample = ""
        var commaExample = ""
        var openExample = ""

        mutating func note(_ reading: (point: NumberReading, comma: NumberReading), _ text: String) {
            switch (reading.point.content, reading.comma.content) {
            case (.number(let one), .number(let other)):
                if one != other {
                    // Groups by points are as rare as they are possible: only a comma makes the question.
                    if text.contains(",") || text.contains("，") {
                        open += 1
                        if openExample.isEmpty { openExample = text }
                    } else {
                        openPoints += 1
                    }
                }
            case (.number, _):
                point += 1
                if pointExample.isEmpty { pointExample = text }
            case (_, .number):
                comma += 1
                if commaExample.isEmpty { commaExample = text }
            default: break
            }
        }

        func decimal(given: DecimalMark?, usual: DecimalMark) -> Decimal {
            if let given { return Decimal(mark: given, reason: .given) }
            if point > 0, comma > 0 {
                return Decimal(mark: comma > point ? .comma : .point, reason: .mixed(example: comma > point ? pointExample : commaExample))
            }
            if comma > 0 { return Decimal(mark: .comma, reason: .told(example: commaExample)) }
            if point > 0 { return Decimal(mark: .point, reason: open > 0 ? .told(example: pointExample) : .nothing) }
            if open > 0 { return Decimal(mark: usual, reason: .open(example: openExample)) }
            return Decimal(mark: .point, reason: openPoints > 1 ? .openPoints : .nothing)
        }
    }
}
