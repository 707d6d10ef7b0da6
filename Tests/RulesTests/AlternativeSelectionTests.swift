import Rules
import Testing

@Suite struct AlternativeSelectionTests {
    private typealias Group = AlternativeSelection.Group

    @Test("A sum chooses between parts that could each be several numbers")
    func sum() {
        let selection = AlternativeSelection(
            [Group(["a"], [[1], [12]]), Group(["b"], [[3], [34]]), Group(["sum"], [[15]])],
            rules: [LinearRule("sum", ["a", "b"], equals: ["sum"])])
        #expect(selection.possible == [[1], [0], [0]])
        #expect(selection.broken.isEmpty)
    }

    @Test("What several solutions have stays possible, what no solution has does not")
    func ambiguity() {
        let selection = AlternativeSelection(
            [Group(["a"], [[1], [2], [7]]), Group(["b"], [[2], [1], [9]]), Group(["sum"], [[3]])],
            rules: [LinearRule("sum", ["a", "b"], equals: ["sum"])])
        #expect(selection.possible == [[0, 1], [0, 1], [0]])
    }

    @Test("Columns choose between rows that all add up")
    func columns() {
        // 2 + 20 = 22 and 22 + 0 = 22 both add up; only the column's total tells which.
        let selection = AlternativeSelection(
            [Group(["a1", "a2"], [[22, 0], [2, 20]]), Group(["t1", "t2"], [[22, 0]])],
            rules: [LinearRule("first", ["a1"], equals: ["t1"]), LinearRule("second", ["a2"], equals: ["t2"])])
        #expect(selection.possible == [[0], [0]])
    }

    @Test("A rule that no choice satisfies decides nothing and is named")
    func contradiction() {
        let groups = [Group(["a"], [[1], [2]]), Group(["b"], [[3]]), Group(["c"], [[2]])]
        let selection = AlternativeSelection(
            groups, rules: [LinearRule("odd", ["a", "b"], equals: ["c"]), LinearRule("same", ["a"], equals: ["c"])])
        #expect(selection.broken.map(\.id) == ["odd"])
        #expect(selection.possible == [[1], [0], [0]])
        // Each rule alone can hold, both together cannot.
        let both = AlternativeSelection(
            [Group(["a"], [[1], [2]]), Group(["b"], [[1], [2]])],
            rules: [LinearRule("same", ["a"], equals: ["b"]), LinearRule("differ", [.init("a"), .init("b")], .equals, 3)])
        #expect(both.broken.map(\.id) == ["same", "differ"])
        #expect(both.possible == [[0, 1], [0, 1]])
    }

    @Test("Inequalities, constants and variables that no group has")
    func relations() {
        let groups = [Group(["a"], [[1], [5], [9]]), Group(["b"], [[5]])]
        let atMost = LinearRule("part", [.init("a"), .init("b", coefficient: -1)], .atMost)
        #expect(AlternativeSelection(groups, rules: [atMost]).possible[0] == [0, 1])
        #expect(AlternativeSelection(groups, rules: [LinearRule("least", [.init("a")], .atLeast, 5)]).possible[0] == [1, 2])
        #expect(AlternativeSelection(groups, rules: [LinearRule("absent", ["a", "b"], equals: ["missing"])]).possible == [[0, 1, 2], [0]])
    }

    @Test("Out of steps, nothing that was not refuted is dropped")
    func bound() {
        let groups = (0..<12).map { Group(["x\($0)"], (0..<20).map { [$0 * 7] }) }
        let rule = LinearRule("sum", groups.map { .init($0.variables[0]) }, .equals, 7 * 100)
        #expect(AlternativeSelection(groups, rules: [rule], steps: 50).possible.allSatisfy { $0.count == 20 })
    }

    /// The possible assignments by trying every choice.
    private func byEnumeration(_ groups: [Group], _ rules: [LinearRule]) -> [Set<Int>]? {
        var found: [Set<Int>] = groups.map { _ in [] }
        var choice: [Int] = []
        func extend() {
            guard choice.count == groups.count else {
                for index in groups[choice.count].alternatives.indices {
                    choice.append(index)
                    extend()
                    choice.removeLast()
                }
                return
            }
            var values: [String: Int] = [:]
            for (group, index) in zip(groups, choice) { for (id, value) in zip(group.variables, group.alternatives[index]) { values[id] = value } }
            let hold = rules.allSatisfy { rule in
                let sum = rule.terms.reduce(0) { $0 + $1.coefficient * values[$1.variable]! }
                return rule.relation == .equals ? sum == rule.constant : rule.relation == .atMost ? sum <= rule.constant : sum >= rule.constant
            }
            if hold { for (group, index) in choice.enumerated() { found[group].insert(index) } }
        }
        extend()
        return found[0].isEmpty ? nil : found
    }

    @Test("The same as trying every choice")
    func property() {
        var generator = SystemState(seed: 4)
        var solvable = 0
        for _ in 0..<300 {
            let groups = (0..<4).map { group in
                Group(
                    ["a\(group)", "b\(group)"],
                    (0..<Int.random(in: 1...4, using: &generator)).map { _ in
                        [.random(in: 0...4, using: &generator), .random(in: 0...4, using: &generator)]
                    })
            }
            let rules = [
                LinearRule("a", ["a0", "a1"], equals: ["a2"]), LinearRule("b", ["b0", "b1"], equals: ["b3"]),
                LinearRule("c", [.init("a3"), .init("b0", coefficient: -1)], .atMost),
            ]
            guard let wanted = byEnumeration(groups, rules) else { continue }
            solvable += 1
            let selection = AlternativeSelection(groups, rules: rules)
            #expect(selection.possible.map { Set($0) } == wanted && selection.broken.isEmpty)
        }
        #expect(solvable > 30)
    }
}

/// A linear congruential generator (Knuth's MMIX constants): the same numbers in every run.
private struct SystemState: RandomNumberGenerator {
    private var state: UInt64
    init(seed: UInt64) { state = seed }
    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state ^ (state >> 33)
    }
}
