public import Disclosure

extension Finding {
    /// A rule that fails, with its two sides.
    public struct Violation: Sendable, Hashable, Codable {
        /// The rule's id.
        public var rule: String
        /// The name of the body it fails for.
        public var entity: String
        /// The year it fails in.
        public var year: Int
        /// What stands on its left, in the unit of its cells; `nil` where it cannot be told, or the rule has no sides.
        public var left: Double?
        /// What stands on its right, likewise.
        public var right: Double?
        /// The left less the right, reckoned exactly before it is rounded to a double.
        public var difference: Double?

        /// A rule that fails.
        public init(rule: String, entity: String, year: Int, left: Double? = nil, right: Double? = nil, difference: Double? = nil) {
            self.rule = rule
            self.entity = entity
            self.year = year
            self.left = left
            self.right = right
            self.difference = difference
        }
    }

    /// A cell with the value that was probably meant.
    public struct Change: Sendable, Hashable, Codable {
        /// The indicator's id.
        public var indicator: String
        /// The name of the body whose cell it is.
        public var entity: String
        /// The year of the cell.
        public var year: Int
        /// What stands there; `nil` for a blank.
        public var from: ExactDecimal?
        /// What was probably meant.
        public var to: ExactDecimal

        /// A value for a cell.
        public init(indicator: String, entity: String, year: Int, from: ExactDecimal?, to: ExactDecimal) {
            self.indicator = indicator
            self.entity = entity
            self.year = year
            self.from = from
            self.to = to
        }
    }

    /// One way to put a finding right: changes that go together.
    public struct Repair: Sendable, Hashable, Codable {
        /// The cells to change.
        public var changes: [Change]
        /// The slip that explains it.
        public var mechanism: Mechanism
        /// How much speaks for it, larger for more, to be compared within the finding only: for the sums of a form the base-10 logarithm of the prior odds of
        /// the slips, up to a constant; for rules of one's own the number of cells that a slip of digits explains. `nil` where nothing was weighed.
        public var weight: Double?
        /// The rules that hold now, or cannot be told, and would fail after it.
        public var breaks: [String]

        /// Changes that go together.
        public init(_ changes: [Change], mechanism: Mechanism = .none, weight: Double? = nil, breaks: [String] = []) {
            self.changes = changes
            self.mechanism = mechanism
            self.weight = weight
            self.breaks = breaks
        }
    }

    /// A value for a cell of the finding's body.
    /// - Parameter year: the year of the cell, that of the finding unless told otherwise.
    func change(_ indicator: String, from: ExactDecimal?, to: ExactDecimal, year: Int? = nil) -> Change {
        Change(indicator: indicator, entity: entity, year: year ?? self.year, from: from, to: to)
    }

    /// Names one cell and its value as the only way to put the finding right.
    mutating func suggest(_ indicator: String, from: ExactDecimal?, to: ExactDecimal) {
        repairs = [Repair([change(indicator, from: from, to: to)])]
    }

    /// The finding as it is before others are merged into it: where it speaks of a rule with sides and names no violation, it is one of its own rule.
    mutating func completeViolations() {
        guard violations.isEmpty, !isStatistical else { return }
        switch kind {
        case .duplicate, .edition, .format, .missing, .outlier: return
        case .identity, .carryOver, .stockFlow, .rollUp, .narrative, .unit, .implausible:
            let bound =
                expected ?? (observed.flatMap { observed in [high.flatMap { observed > $0 ? $0 : nil }, low].compactMap { $0 }.first }) ?? high
            let difference = observed.flatMap { left in bound.flatMap { Self.difference(left, $0) } }
            violations = [Violation(rule: rule, entity: entity, year: year, left: observed, right: bound, difference: difference)]
        }
    }

    /// The difference of two numbers that are written with few digits, without what doubles add to it.
    private static func difference(_ left: Double, _ right: Double) -> Double {
        guard let one = ExactRecord.millionths(left), let other = ExactRecord.millionths(right),
            Double(one) / 1e6 == left, Double(other) / 1e6 == right
        else { return left - right }
        return Double(one - other) / 1e6
    }
}

extension ErrorMechanism {
    /// Whether it is a slip that makes a finding surer: two years that were counted differently are none.
    var isSlip: Bool { self != .none && self != .restated }
}

extension Finding {
    /// Says that not all sets of cells were tried, or that more ways were found than are listed.
    /// - Parameter ways: how many were found.
    mutating func noteLimits(isIncomplete: Bool, ways: Int) {
        var (zh, en) = ([String](), [String]())
        if isIncomplete {
            readings.append(LocalizedText(zh: "候选过多，未全部列举。", en: "Too many candidates; not all were tried."))
            zh.append("在计算限度内，未试遍所有的改法。")
            en.append("Not all sets of cells were tried within the work allowed.")
        }
        if ways > repairs.count {
            zh.append("另有\(ways - repairs.count)种改法未列出。")
            en.append("\(ways - repairs.count) more way\(ways - repairs.count == 1 ? "" : "s") would do.")
        }
        if !zh.isEmpty { note = LocalizedText(zh: zh.joined(), en: en.joined(separator: " ")) }
    }
}
