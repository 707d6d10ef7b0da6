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
        let result = ErrorLocalization(system, maximumErrors: 2).locate(in: record)
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
}
