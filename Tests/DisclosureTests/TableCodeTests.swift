import Rules
import Testing

@testable import Disclosure

/// The statutory tables as an error-correcting code: what a violation can tell.
@Suite struct TableCodeTests {
    /// A form of T3 filled in from a fixed pattern, all identities true.
    static func record(_ edition: Edition) -> (system: RuleSystem, record: [Int?], cells: [Int]) {
        let system = IdentityCatalog.localSystem(edition)
        var record = system.emptyRecord
        let table = Form.of(edition).tables.first { $0.section == .applications }!
        let outcomes = table.rows.filter { $0.id.hasPrefix("outcome.") && $0.id != "outcome.total" }
        func set(_ id: String, _ value: Int) { record[system.index(of: id)!] = value }
        var state: UInt64 = 20_260_101
        func draw(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        var sums = [String: [Int]]()
        for _ in Applicant.parts {
            let values = outcomes.map { _ in draw(5) == 0 ? draw(60) : draw(3) }
            let out = draw(4)
            let into = draw(3)
            let total = values.reduce(0, +)
            for (row, value) in zip(outcomes, values) { sums[row.id, default: []].append(value) }
            sums["outcome.total", default: []].append(total)
            sums["applications.carried_out", default: []].append(out)
            sums["applications.carried_in", default: []].append(min(into, total + out))
            sums["applications.received", default: []].append(total + out - min(into, total + out))
        }
        for (row, values) in sums {
            for (column, value) in zip(Applicant.parts, values) { set("\(row).\(column.rawValue)", value) }
            set("\(row).total", values.reduce(0, +))
        }
        let cells = record.indices.filter { record[$0] != nil }
        for block in ["review", "litigation.direct", "litigation.after_review"] {
            for result in ["upheld", "corrected", "other", "pending"] { set("\(block).\(result)", 3) }
            set("\(block).total", 12)
        }
        return (system, record, cells)
    }

    @Test(arguments: [(Edition.fmt2019, 161), (.fmt2021, 175)])
    func everySingleErrorIsRepairedExactly(edition: Edition, count: Int) {
        let (system, record, cells) = Self.record(edition)
        let localization = ErrorLocalization(system)
        #expect(cells.count == count)
        #expect(localization.locate(in: record).isEmpty)
        var failures: [String] = []
        for cell in cells {
            for error in [1, -1, 9, 90, 1_000] where record[cell]! + error >= 0 {
                var wrong = record
                wrong[cell]! += error
                let results = localization.locate(in: wrong)
                let truth = [ErrorLocalization.Correction(variable: cell, from: wrong[cell]!, to: record[cell]!)]
                if results.count != 1 || results[0].certainty != .exact || results[0].repairs != [truth] {
                    failures.append("\(system.variables[cell].id) \(error)")
                }
            }
        }
        #expect(failures.isEmpty, "\(failures.prefix(5))")
    }

    @Test(arguments: [Edition.fmt2019, .fmt2021])
    func blanksDoNotHinderTheRepairOfOneCell(edition: Edition) {
        let (system, record, cells) = Self.record(edition)
        // One blank a column, in the rows of 部分公开 and of 不予处理.
        var blanked = record
        for (offset, column) in Applicant.parts.enumerated() {
            let row = offset % 2 == 0 ? "outcome.partial" : "outcome.not_processed.repeat"
            if offset < 2 { blanked[system.index(of: "\(row).\(column.rawValue)")!] = nil }
        }
        let implied = BlankImputation(system).impliedValues(blanked)
        #expect(implied.count == 2 && implied.allSatisfy { record[$0.variable] == $0.value })
        var exact = 0
        var tried = 0
        for cell in cells where blanked[cell] != nil {
            var wrong = blanked
            wrong[cell]! += 700
            let results = ErrorLocalization(system).locate(in: wrong)
            let truth = ErrorLocalization.Correction(variable: cell, from: wrong[cell]!, to: record[cell]!)
            tried += 1
            #expect(results.first?.repairs.contains([truth]) == true, "\(system.variables[cell].id)")
            if results.first?.certainty == .exact { exact += 1 }
        }
        // Beside a blank only the blank's own row and column lose a check.
        #expect(Double(exact) >= 0.9 * Double(tried), "\(exact) of \(tried)")
    }

    /// Any three columns of the check matrix are linearly independent, so that up to three wrong cells are always seen.
    @Test(arguments: [Edition.fmt2019, .fmt2021])
    func upToThreeErrorsAreDetected(edition: Edition) {
        let (system, _, cells) = Self.record(edition)
        let support = cells.map { cell in
            Dictionary(
                uniqueKeysWithValues: system.incidentRules[cell].map { rule in
                    (rule, system.terms[rule].first { $0.variable == cell }!.coefficient)
                })
        }
        var byRule: [Int: [Int]] = [:]
        for (index, column) in support.enumerated() { for rule in column.keys { byRule[rule, default: []].append(index) } }
        func cancels(_ a: [Int: Int], _ x: Int, _ b: [Int: Int], _ y: Int) -> [Int: Int] {
            a.mapValues { $0 * x }.merging(b.mapValues { $0 * y }, uniquingKeysWith: +).filter { $0.value != 0 }
        }
        var dependent = 0
        for i in support.indices {
            // A column that cancels part of i's shares a check with it.
            for j in Set(support[i].keys.flatMap { byRule[$0]! }) where j > i {
                for rule in Set(support[i].keys).intersection(support[j].keys) {
                    let rest = cancels(support[i], support[j][rule]!, support[j], -support[i][rule]!)
                    if rest.isEmpty { dependent += 1 }
                    guard let probe = rest.keys.first else { continue }
                    for k in byRule[probe]! where k != i && k != j {
                        if cancels(rest, support[k][probe]!, support[k], -rest[probe]!).isEmpty { dependent += 1 }
                    }
                }
            }
        }
        #expect(dependent == 0)
    }

    @Test(arguments: [Edition.fmt2019, .fmt2021])
    func genericPairsAreLocated(edition: Edition) {
        let (system, record, cells) = Self.record(edition)
        let localization = ErrorLocalization(system, maximumErrors: 2)
        var unique = 0
        var tried = 0
        for (step, first) in cells.enumerated() where step % 4 == 0 {
            let second = cells[(step * 31 + 17) % cells.count]
            guard first != second else { continue }
            var wrong = record
            wrong[first]! += 1_709
            wrong[second]! += 463
            let results = localization.locate(in: wrong)
            let truth = [first, second].sorted().map { ErrorLocalization.Correction(variable: $0, from: wrong[$0]!, to: record[$0]!) }
            tried += 1
            #expect(results.first?.repairs.contains(truth) == true)
            if results.first?.certainty == .exact { unique += 1 }
        }
        #expect(tried >= 40 && unique == tried, "\(unique) of \(tried)")
    }
}
