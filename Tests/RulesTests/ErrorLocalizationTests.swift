import Testing

@testable import Rules

/// A grid of counts with a total at the end of every row and column: the shape of a statutory table.
func gridSystem(rows: Int, columns: Int) -> RuleSystem {
    func cell(_ row: Int, _ column: Int) -> String { "c\(row).\(column)" }
    var rules: [LinearRule] = []
    for row in 0...rows {
        rules.append(LinearRule("row.\(row)", (0..<columns).map { cell(row, $0) }, equals: [cell(row, columns)]))
    }
    for column in 0...columns {
        rules.append(LinearRule("column.\(column)", (0..<rows).map { cell($0, column) }, equals: [cell(rows, column)]))
    }
    return RuleSystem(rules)
}

/// A grid filled with pseudo-random counts, totals right.
func gridRecord(_ system: RuleSystem, rows: Int, columns: Int, using generator: inout SplitMix) -> [Int?] {
    var record = system.emptyRecord
    var columnSums = [Int](repeating: 0, count: columns + 1)
    for row in 0..<rows {
        var sum = 0
        for column in 0..<columns {
            let value = Int.random(in: 0...40, using: &generator)
            record[system.index(of: "c\(row).\(column)")!] = value
            columnSums[column] += value
            sum += value
        }
        record[system.index(of: "c\(row).\(columns)")!] = sum
        columnSums[columns] += sum
    }
    for column in 0...columns { record[system.index(of: "c\(rows).\(column)")!] = columnSums[column] }
    return record
}

/// SplitMix64: a small generator whose stream is fixed by its seed.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

@Suite struct ErrorLocalizationTests {
    @Test func everySingleErrorOfAGridIsLocatedAndRepaired() {
        let system = gridSystem(rows: 5, columns: 4)
        var generator = SplitMix(state: 7)
        let record = gridRecord(system, rows: 5, columns: 4, using: &generator)
        let localization = ErrorLocalization(system)
        #expect(localization.locate(in: record).isEmpty)
        for variable in record.indices {
            for error in [-1, 1, 9, 100] where record[variable]! + error >= 0 {
                var wrong = record
                wrong[variable]! += error
                let results = localization.locate(in: wrong)
                #expect(results.count == 1)
                #expect(results.first?.certainty == .exact)
                #expect(results.first?.repairs == [[.init(variable: variable, from: record[variable]! + error, to: record[variable]!)]])
            }
        }
    }

    @Test func genericPairsAreAmongTheCandidatesAndMostlyUnique() {
        let system = gridSystem(rows: 6, columns: 5)
        var generator = SplitMix(state: 11)
        let record = gridRecord(system, rows: 6, columns: 5, using: &generator)
        let localization = ErrorLocalization(system, maximumErrors: 2)
        var unique = 0
        for _ in 0..<60 {
            let first = Int.random(in: record.indices, using: &generator)
            let second = Int.random(in: record.indices, using: &generator)
            guard first != second else { continue }
            var wrong = record
            wrong[first]! += 17
            wrong[second]! += 5
            let truth = [
                ErrorLocalization.Correction(variable: first, from: wrong[first]!, to: record[first]!),
                .init(variable: second, from: wrong[second]!, to: record[second]!),
            ].sorted { $0.variable < $1.variable }
            let result = localization.locate(in: wrong)
            #expect(result.count == 1 && result[0].repairs.contains(truth))
            if result.first?.certainty == .exact { unique += 1 }
        }
        #expect(unique >= 45)
    }

    @Test func anUnknownCellIsAnErasureNotAnError() {
        let system = gridSystem(rows: 4, columns: 4)
        var generator = SplitMix(state: 3)
        let record = gridRecord(system, rows: 4, columns: 4, using: &generator)
        var blanked = record
        let blank = system.index(of: "c1.1")!
        blanked[blank] = nil
        #expect(ErrorLocalization(system).locate(in: blanked).isEmpty)
        #expect(BlankImputation(system).impliedValues(blanked).map(\.value) == [record[blank]!])
        let wrong = system.index(of: "c2.3")!
        blanked[wrong]! += 30
        let result = ErrorLocalization(system).locate(in: blanked)
        #expect(result.first?.repairs == [[.init(variable: wrong, from: record[wrong]! + 30, to: record[wrong]!)]])
    }

    @Test func aRepairNeverGoesUnderItsBound() {
        // b = 9 would have to be −1; a and the total can be right.
        let system = RuleSystem([LinearRule("sum", ["a", "b"], equals: ["total"])])
        let record: [Int?] = [5, 9, 4]
        let repairs = ErrorLocalization(system).locate(in: record).first?.repairs
        #expect(repairs == [[.init(variable: 2, from: 4, to: 14)]])
    }

    @Test func boundsMayNeedASecondCell() {
        // Nothing but lowering both a and b brings the sum to 3 when the total is trusted.
        let system = RuleSystem([LinearRule("sum", ["a", "b"], equals: ["total"])])
        let result = ErrorLocalization(system).locate(in: [7, 5, 3], trusted: [2])
        #expect(result.first?.repairs.count == 1)
        let repair = result.first?.repairs.first ?? []
        #expect(repair.map(\.variable) == [0, 1])
        #expect(repair.reduce(0) { $0 + $1.to } == 3)
    }

    /// The cell is certain, its value is not: the nearest that would do is no more than a candidate.
    @Test func aValueThatIsOnlyBoundedIsNeverExact() {
        let system = RuleSystem([LinearRule("cap", [.init("x")], .atMost, 5)])
        let result = ErrorLocalization(system).locate(in: [12])
        #expect(result.first?.repairs == [[.init(variable: 0, from: 12, to: 5)]] && result.first?.certainty == .candidates)
    }

    @Test func violatedInequalitiesAreLocated() {
        let system = RuleSystem([LinearRule("subset", [.init("part"), .init("whole", coefficient: -1)], .atMost)])
        let result = ErrorLocalization(system).locate(in: [12, 4])
        #expect(result.first?.certainty == .candidates)
        #expect(result.first?.repairs == [[.init(variable: 0, from: 12, to: 4)], [.init(variable: 1, from: 4, to: 12)]])
    }

    @Test func beyondTheLimitTheErrorIsDetectedOnly() {
        let system = gridSystem(rows: 4, columns: 4)
        var generator = SplitMix(state: 5)
        var record = gridRecord(system, rows: 4, columns: 4, using: &generator)
        for (offset, name) in ["c0.0", "c1.1", "c2.2", "c3.3"].enumerated() { record[system.index(of: name)!]! += 3 + offset * 10 }
        let result = ErrorLocalization(system, maximumErrors: 2, mostCells: 2).locate(in: record)
        #expect(result.first?.certainty == .detected)
        #expect(result.first?.repairs.isEmpty == true)
        #expect(result.first?.violated.count == 8)
    }

    @Test func componentsAreLocatedApart() {
        let system = RuleSystem([
            LinearRule("one", ["a", "b"], equals: ["c"]), LinearRule("two", ["d", "e"], equals: ["f"]),
        ])
        #expect(system.componentCount == 2)
        #expect(ErrorLocalization(system).locate(in: [1, 1, 3, 1, 1, 2]).map(\.component) == [0])
    }

    /// Fellegi–Holt beyond what is searched number by number: the lightest set, never called exact.
    @Test(arguments: [4, 5])
    func moreCellsAreFoundByBranchAndBound(count: Int) {
        let system = gridSystem(rows: 8, columns: 6)
        var generator = SplitMix(state: 21)
        let record = gridRecord(system, rows: 8, columns: 6, using: &generator)
        for _ in 0..<6 {
            var wrong = record
            var cells: Set<Int> = []
            while cells.count < count { cells.insert(Int.random(in: record.indices, using: &generator)) }
            for cell in cells { wrong[cell]! += Int.random(in: 50...3_000, using: &generator) }
            let truth = cells.sorted().map { ErrorLocalization.Correction(variable: $0, from: wrong[$0]!, to: record[$0]!) }
            let results = ErrorLocalization(system, nodeLimit: 40_000).locate(in: wrong)
            #expect(results.count == 1 && results[0].repairs.contains(truth) && results[0].certainty == .candidates)
        }
    }

    @Test func aSearchThatStopsSaysSo() {
        let system = gridSystem(rows: 8, columns: 6)
        var generator = SplitMix(state: 22)
        var record = gridRecord(system, rows: 8, columns: 6, using: &generator)
        for step in 0..<7 { record[step * 9 % record.count]! += 100 + 37 * step }
        let results = ErrorLocalization(system, nodeLimit: 30).locate(in: record)
        #expect(results.first?.certainty == .detected && results.first?.isIncomplete == true)
    }

    @Test func lighterCellsAreChangedFirst() {
        // Four apart sums of two parts each: every one can be mended at the total or at either part.
        let rules = (0..<4).map { LinearRule("sum\($0)", ["a\($0)", "b\($0)"], equals: ["t\($0)"]) }
        let tied = RuleSystem(rules + [LinearRule("all", (0..<4).map { "t\($0)" }, equals: ["grand"])])
        let record: [Int?] = tied.variables.map { $0.id.hasPrefix("t") ? 9 : $0.id == "grand" ? 36 : 2 }
        let result = ErrorLocalization(tied, maximumErrors: 1, weight: { $0.id.hasPrefix("t") || $0.id == "grand" ? 1 : 5 }).locate(in: record)
        let changed = Set(result.first?.repairs.first?.map { tied.variables[$0.variable].id } ?? [])
        #expect(changed == ["t0", "t1", "t2", "t3", "grand"])
    }

    /// Whole values within bounds: 2x + 2y = z has no solution for an odd z, and 3x + 5y = 19 only (3, 2).
    @Test func openValuesAreWholeAndWithinBounds() {
        let system = RuleSystem([
            LinearRule("coins", [.init("x", coefficient: 3), .init("y", coefficient: 5), .init("z", coefficient: -1)], .equals),
            LinearRule("cap", [.init("x"), .init("y")], .atMost, 6),
        ])
        let result = ErrorLocalization(system).locate(in: [0, 0, 19], trusted: [2])
        #expect(result.first?.repairs == [[.init(variable: 0, from: 0, to: 3), .init(variable: 1, from: 0, to: 2)]])
        let even = RuleSystem([LinearRule("even", [.init("x", coefficient: 2), .init("y", coefficient: 2), .init("z", coefficient: -1)], .equals)])
        #expect(ErrorLocalization(even, mostCells: 3).locate(in: [1, 1, 7], trusted: [2]).first?.certainty == .detected)
    }

    /// Nothing traps, and a sum beyond 64 bits is neither right nor wrong.
    @Test func valuesBeyondSixtyFourBitsCannotBeTold() {
        let factor = 999_999_999_999
        let system = RuleSystem([LinearRule("large", [.init("x", coefficient: factor), .init("y", coefficient: -factor), .init("z")], .equals)])
        let large = RuleSystem.largestValue
        #expect(system.evaluate(0, in: [large, -large, 1]) == .undetermined(unknown: []))
        #expect(ErrorLocalization(system).locate(in: [large, -large, 1]).isEmpty)
        #expect(ErrorLocalization(system).locate(in: [large, nil, 1]).allSatisfy { $0.certainty != .exact })
        #expect(BlankImputation(system).impliedValues([large, nil, large]).isEmpty)
    }
}

@Suite struct JointRulesTests {
    static let rules = [
        LinearRule("balance", [.init("start"), .init("in"), .init("out", coefficient: -1), .init("end", coefficient: -1)], .equals),
        LinearRule("carry", [.init("end", lag: -1), .init("start", coefficient: -1)], .equals),
    ]

    /// Ten periods in which every rule holds.
    static func record(_ joint: JointRules) -> [Int?] {
        joint.system.variables.map { variable in
            switch variable.id {
            case "start": 5 + variable.lag
            case "end": 6 + variable.lag
            case "in": 30
            default: 29
            }
        }
    }

    @Test func rulesAreLaidOutWhereTheirLagsReach() {
        let joint = JointRules(Self.rules, periods: 3)
        #expect(joint.system.rules.map(\.id) == ["balance", "balance", "carry", "balance", "carry"])
        #expect(joint.instances.map(\.period) == [0, 1, 1, 2, 2] && joint.system.variables.count == 12)
    }

    @Test func oneWrongStockIsLocatedByItsTwoPeriodsAndMistakesFarApartOneByOne() {
        let joint = JointRules(Self.rules, periods: 10)
        let record = Self.record(joint)
        let localization = ErrorLocalization(joint.system)
        #expect(localization.locate(in: record).isEmpty)
        var wrong = record
        let cells = [2, 7].map { joint.system.index(of: "end", lag: $0)! }
        for cell in cells { wrong[cell]! += 400 + cell }
        let results = localization.locate(in: wrong)
        #expect(results.count == 2 && results.allSatisfy { $0.certainty == .exact })
        let truth = cells.map { [ErrorLocalization.Correction(variable: $0, from: wrong[$0]!, to: record[$0]!)] }
        #expect(results.map { $0.repairs[0] } == truth)
    }

    @Test func anUnknownCellBetweenTwoMistakesJoinsThem() {
        let joint = JointRules(Self.rules, periods: 4)
        var record = Self.record(joint)
        record[joint.system.index(of: "start", lag: 2)!] = nil
        #expect(ErrorLocalization(joint.system).locate(in: record).isEmpty)
        record[joint.system.index(of: "in", lag: 1)!]! += 50
        let results = ErrorLocalization(joint.system).locate(in: record)
        #expect(results.count == 1 && results[0].certainty == .candidates)
    }
}
