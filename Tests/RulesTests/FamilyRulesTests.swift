import Testing

@testable import Rules

@Suite struct FamilyRulesTests {
    /// A region and two below it, over two years: parts add up to a total in each, the opening is last year's closing, and the region is the sum of the two.
    static let rules = [
        LinearRule("sum", ["x", "y"], equals: ["total"]),
        LinearRule("carry", [.init("y", lag: -1), .init("x", coefficient: -1)], .equals),
        LinearRule("roll", [.init("total"), .init("total", coefficient: -1, reach: .children)], .equals),
        LinearRule("share", [.init("x"), .init("total", coefficient: -1, reach: .parent)], .atMost),
    ]
    static let joint = JointRules(rules, periods: 2, parents: [nil, 0, 0])

    static func record(_ values: [[[String: Int]]]) -> [Int?] { joint.system.variables.map { values[$0.member][$0.lag][$0.id] } }

    /// `values[member][period]`.
    static let sound: [[[String: Int]]] = [
        [["x": 30, "y": 70, "total": 100], ["x": 70, "y": 50, "total": 120]],
        [["x": 10, "y": 30, "total": 40], ["x": 30, "y": 20, "total": 50]],
        [["x": 20, "y": 40, "total": 60], ["x": 40, "y": 30, "total": 70]],
    ]

    @Test func aRuleIsLaidOutWhereItsMembersAre() {
        let names = Self.joint.instances.map { "\(Self.rules[$0.rule].id) \($0.member) \($0.period)" }
        #expect(names.count { $0.hasPrefix("sum") } == 6)
        #expect(names.filter { $0.hasPrefix("carry") } == ["carry 0 1", "carry 1 1", "carry 2 1"])
        #expect(names.filter { $0.hasPrefix("roll") } == ["roll 0 0", "roll 0 1"])
        #expect(names.filter { $0.hasPrefix("share") } == ["share 1 0", "share 2 0", "share 1 1", "share 2 1"])
        #expect(Self.joint.system.violatedRules(in: Self.record(Self.sound)).isEmpty)
    }

    /// A wrong total of a child breaks its own sum and the roll-up: one cell explains both. A wrong opening breaks sum and carry-over.
    @Test(arguments: [(1, 0, "total", 44), (2, 1, "total", 700), (0, 1, "x", 7), (1, 0, "y", 3)])
    func aWrongCellIsLocatedByTheRulesOfEveryLevelAndYear(member: Int, period: Int, id: String, value: Int) {
        var values = Self.sound
        let truth = values[member][period][id]!
        values[member][period][id] = value
        let results = ErrorLocalization(Self.joint.system).locate(in: Self.record(values))
        let variable = Self.joint.system.index(of: id, lag: period, member: member)!
        #expect(results.count == 1 && results[0].certainty == .exact)
        #expect(results.first?.repairs == [[.init(variable: variable, from: value, to: truth)]])
    }

    /// Of a child without a report nothing is known; the others still bound the region from below.
    @Test func missingChildrenLeaveABound() {
        let rules = [LinearRule("roll", [.init("total"), .init("total", coefficient: -1, reach: .children)], .atLeast)]
        let joint = JointRules(rules, periods: 1, parents: [nil, 0, 0])
        func violated(_ values: [Int?]) -> Bool {
            !joint.system.violatedRules(in: joint.system.variables.map { values[$0.member] }).isEmpty
        }
        #expect(!violated([100, 40, nil]))
        #expect(violated([100, 140, nil]))
        #expect(violated([100, 40, 70]))
    }
}
