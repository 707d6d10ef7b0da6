import Disclosure
import Foundation
import Rules

/// `swift run Benchmarks --decoding`: what the identities of Table 3 can tell of wrong cells, by kind of error; exhaustive where that is possible.
///
/// Errors are planted in a table of which every identity holds. *Found* is a repair that restores just what was there; *alone* says that it is the
/// only one; *seen* that something is reported at all.
struct DecodingBenchmark {
    let small: Bool

    func run() {
        print("| form | error | tables | seen | among the repairs | alone | stated exact, wrongly |")
        print("|---|---|---:|---:|---:|---:|---:|")
        for edition in [Edition.fmt2019, .fmt2021] {
            let table = StatutoryTable(edition, seed: 20_260_101)
            for kind in kinds(table) {
                let count = DecodingCount.of(kind.errors, in: table)
                print("| \(edition.rawValue) | \(kind.name) | \(count.row) |")
            }
        }
    }

    private struct Kind {
        let name: String
        let errors: [PlantedCells]
    }

    private func kinds(_ table: StatutoryTable) -> [Kind] {
        let cells = table.cells
        var generator = SplitMix64(state: 7)
        let pairs = cells.indices.flatMap { first in cells[(first + 1)...].map { (cells[first], $0) } }
        let tried = small ? pairs.enumerated().filter { $0.offset % 40 == 0 }.map(\.element) : pairs
        func sample(_ count: Int, cells number: Int) -> [PlantedCells] {
            (0..<(small ? count / 40 : count)).map { _ in
                var chosen: Set<Int> = []
                while chosen.count < number { chosen.insert(cells.randomElement(using: &generator)!) }
                return PlantedCells(chosen.sorted().map { ($0, Int.random(in: 1...2_000, using: &generator)) })
            }
        }
        func blanked(_ blanks: Int) -> [PlantedCells] {
            cells.flatMap { cell in
                (0..<(small ? 1 : 10)).map { _ in
                    var unknown: Set<Int> = []
                    while unknown.count < blanks {
                        let other = cells.randomElement(using: &generator)!
                        if other != cell { unknown.insert(other) }
                    }
                    return PlantedCells([(cell, Int.random(in: 1...2_000, using: &generator))], blanks: unknown)
                }
            }
        }
        return [
            Kind(
                name: "one cell: ±1, ±9, +10, +90, +1,000, every cell",
                errors: cells.flatMap { cell in [1, -1, 9, -9, 10, 90, 1_000].map { PlantedCells([(cell, $0)]) } }),
            Kind(name: "two cells, unrelated errors, every pair", errors: tried.map { PlantedCells([($0.0, 1_709), ($0.1, 463)]) }),
            Kind(name: "two cells, the same error, every pair", errors: tried.map { PlantedCells([($0.0, 17), ($0.1, 17)]) }),
            Kind(name: "a value moved (+17, −17), every pair", errors: tried.map { PlantedCells([($0.0, 17), ($0.1, -17)]) }),
            Kind(name: "three cells, sampled", errors: sample(2_000, cells: 3)),
            Kind(name: "four cells, sampled", errors: sample(400, cells: 4)),
            Kind(name: "five cells, sampled", errors: sample(400, cells: 5)),
            Kind(name: "six cells, sampled", errors: sample(200, cells: 6)),
            Kind(name: "one cell beside one blank, every cell, ten blanks each", errors: blanked(1)),
            Kind(name: "one cell beside three blanks", errors: blanked(3)),
            Kind(name: "one cell beside ten blanks", errors: blanked(10)),
        ]
    }
}

/// Cells with what is added to each, and cells left blank.
struct PlantedCells: Sendable {
    let errors: [(cell: Int, error: Int)]
    let blanks: Set<Int>

    init(_ errors: [(Int, Int)], blanks: Set<Int> = []) {
        self.errors = errors.map { ($0.0, $0.1) }
        self.blanks = blanks
    }
}

/// Table 3 of a form, filled in so that every identity holds and every cell is large enough for the planted errors.
struct StatutoryTable: Sendable {
    let system: RuleSystem
    let record: [Int?]
    /// The variables that are cells of the table.
    let cells: [Int]

    init(_ edition: Edition, seed: UInt64) {
        let system = IdentityCatalog.localSystem(edition)
        var record = system.emptyRecord
        var generator = SplitMix64(state: seed)
        let rows = Form.of(edition).tables.first { $0.section == .applications }!.rows.map(\.id)
        let outcomes = rows.filter { $0.hasPrefix("outcome.") && $0 != "outcome.total" }
        var sums: [String: Int] = [:]
        func set(_ row: String, _ column: Applicant, _ value: Int) {
            record[system.index(of: "\(row).\(column.rawValue)")!] = value
            sums[row, default: 0] += value
        }
        for column in Applicant.parts {
            var total = 0
            for row in outcomes {
                let value = Int.random(in: 20...120, using: &generator)
                set(row, column, value)
                total += value
            }
            let (out, into) = (Int.random(in: 20...60, using: &generator), Int.random(in: 20...60, using: &generator))
            set("outcome.total", column, total)
            set("applications.carried_out", column, out)
            set("applications.carried_in", column, into)
            set("applications.received", column, total + out - into)
        }
        for (row, sum) in sums { record[system.index(of: "\(row).\(Applicant.total.rawValue)")!] = sum }
        self.system = system
        cells = record.indices.filter { record[$0] != nil }
        self.record = record
    }
}

/// How many planted errors were seen, found, and found alone.
struct DecodingCount: Sendable {
    var tables = 0
    var seen = 0
    var found = 0
    var alone = 0
    /// Called exact although the repair is not what was there.
    var mistaken = 0

    var row: String {
        func share(_ count: Int) -> String {
            count == tables ? "all" : count == 0 ? "none" : String(format: "%.2f %%", 100 * Double(count) / Double(tables))
        }
        return "\(tables) | \(share(seen)) | \(share(found)) | \(share(alone)) | \(mistaken) "
    }

    static func of(_ planted: [PlantedCells], in table: StatutoryTable) -> DecodingCount {
        let localization = ErrorLocalization(table.system)
        let chunk = 64
        let gathered = Gathered()
        DispatchQueue.concurrentPerform(iterations: (planted.count + chunk - 1) / chunk) { index in
            var count = DecodingCount()
            for errors in planted[index * chunk..<min(planted.count, (index + 1) * chunk)] { count.add(errors, table, localization) }
            gathered.add(count)
        }
        return gathered.total
    }

    private mutating func add(_ planted: PlantedCells, _ table: StatutoryTable, _ localization: ErrorLocalization) {
        var wrong = table.record
        for (cell, error) in planted.errors { wrong[cell]! += error }
        for cell in planted.blanks { wrong[cell] = nil }
        let results = localization.locate(in: wrong)
        let truth = planted.errors.map { ErrorLocalization.Correction(variable: $0.cell, from: wrong[$0.cell]!, to: table.record[$0.cell]!) }
            .sorted { $0.variable < $1.variable }
        let isFound = results.count == 1 && results[0].repairs.contains(truth)
        let isExact = results.contains { $0.certainty == .exact }
        tables += 1
        if !results.isEmpty { seen += 1 }
        if isFound { found += 1 }
        if isFound && results[0].repairs.count == 1 { alone += 1 }
        if isExact && !isFound { mistaken += 1 }
    }

    private final class Gathered: @unchecked Sendable {
        private let lock = NSLock()
        private(set) var total = DecodingCount()

        func add(_ count: DecodingCount) {
            lock.withLock {
                total.tables += count.tables
                total.seen += count.seen
                total.found += count.found
                total.alone += count.alone
                total.mistaken += count.mistaken
            }
        }
    }
}

/// SplitMix64: a stream fixed by its seed.
struct SplitMix64: RandomNumberGenerator, Sendable {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}
