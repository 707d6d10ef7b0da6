import Disclosure
import ReportParsing
import ReportRendering
import Testing

/// Damage anywhere in a good file gives the right cells, or says which cells are not certain.
struct CorruptionTests {
    enum Damage: String, CaseIterable, Sendable { case deleteLine, duplicateLine, swapLines, garbleDigit, deleteByte, truncate }

    /// What became of the cells of a damaged file.
    struct Tally {
        var right = 0
        /// Not right, and said so: by a note, a cell state, a broken sum, or the whole file refused.
        var told = 0
        /// Not right and not said.
        var silent: [String] = []
    }

    private static func damaged(_ bytes: [UInt8], _ damage: Damage, using generator: inout SeededGenerator) -> [UInt8] {
        var lines = bytes.split(separator: 10, omittingEmptySubsequences: false).map(Array.init)
        // Only the tables: titles and prose are checked elsewhere.
        let first = lines.firstIndex { String(decoding: $0, as: UTF8.self).contains("第二十条") } ?? 0
        let last = lines.firstIndex { String(decoding: $0, as: UTF8.self).hasPrefix("五、") } ?? lines.count
        let filled = (first..<last).filter { !lines[$0].isEmpty }
        let line = filled.randomElement(using: &generator)!
        switch damage {
        case .deleteLine: lines.remove(at: line)
        case .duplicateLine: lines.insert(lines[line], at: line)
        case .swapLines:
            let other = filled.randomElement(using: &generator)!
            lines.swapAt(line, other)
        case .garbleDigit:
            let numeric = filled.filter { lines[$0].last.map { $0 >= 48 && $0 <= 57 } == true }
            guard let chosen = numeric.randomElement(using: &generator) else { return bytes }
            // A digit of a figure, not of a label's numbering.
            let start = lines[chosen].lastIndex { $0 > 127 } ?? -1
            let digit = lines[chosen].indices.filter { $0 > start && lines[chosen][$0] >= 48 && lines[chosen][$0] <= 57 }.randomElement(
                using: &generator)!
            lines[chosen][digit] = UInt8.random(in: 48...57, using: &generator)
        case .deleteByte: lines[line].remove(at: lines[line].indices.randomElement(using: &generator)!)
        case .truncate: lines.removeSubrange(line...)
        }
        return Array(lines.joined(separator: [10]))
    }

    /// The cells that stand in a broken sum of Tables 3 and 4.
    private static func inBrokenSums(_ form: FilledForm) -> Set<String> {
        let values = Dictionary(form.cells.map { ($0.indicator, $0.value?.integer) }) { first, _ in first }
        func value(_ id: String) -> Int? { values[id] ?? nil }
        var broken: Set<String> = []
        func check(_ parts: [String], _ totals: [String]) {
            let left = parts.map(value)
            let right = totals.map(value)
            if left.contains(nil) || right.contains(nil) || left.reduce(0, { $0 + $1! }) != right.reduce(0, { $0 + $1! }) {
                broken.formUnion(parts + totals)
            }
        }
        let rows = Set(
            form.cells.map(\.indicator).filter { $0.hasPrefix("outcome.") || $0.hasPrefix("applications.") }.map {
                $0.split(separator: ".").dropLast().joined(separator: ".")
            })
        for row in rows { check(Applicant.parts.map { "\(row).\($0.rawValue)" }, ["\(row).total"]) }
        for column in Applicant.allCases.map(\.rawValue) {
            check(rows.filter { $0.hasPrefix("outcome.") && $0 != "outcome.total" }.map { "\($0).\(column)" }, ["outcome.total.\(column)"])
            check(
                ["applications.received.\(column)", "applications.carried_in.\(column)"],
                ["outcome.total.\(column)", "applications.carried_out.\(column)"])
        }
        for block in ["review", "litigation.direct", "litigation.after_review"] {
            check(["upheld", "corrected", "other", "pending"].map { "\(block).\($0)" }, ["\(block).total"])
        }
        return broken
    }

    private static func tally(_ damage: Damage, format: String, cases: Int) async throws -> Tally {
        var tally = Tally()
        let rendering = Renderings.named(format)!
        for seed in 0..<cases {
            var generator = SeededGenerator(seed: UInt64(seed) &* 7919 &+ 3)
            let form = RandomReport.form(.fmt2021, blanks: false, using: &generator)
            let draft = ReportDraft(title: "淮安市人民政府2023年政府信息公开工作年度报告", forms: [form], prose: [1: ["全年公开信息120条。"]])
            let bytes = damaged(try rendering.bytes(of: draft), damage, using: &generator)
            let outcomes = await ReportFile.read(bytes: bytes, path: "damaged.txt")
            guard case .success(let reports) = outcomes[0].result, let read = reports[0].forms.first else {
                tally.told += form.cells.count
                continue
            }
            let named = Set(reports[0].notes.flatMap(\.indicators))
            let broken = inBrokenSums(read)
            let cells = Dictionary(read.cells.map { ($0.indicator, $0) }) { first, _ in first }
            for cell in form.cells {
                let found = cells[cell.indicator]
                if let found, found.state == cell.state, found.value == cell.value {
                    tally.right += 1
                } else if found == nil || found!.state != .number || named.contains(cell.indicator) || broken.contains(cell.indicator) {
                    tally.told += 1
                } else {
                    tally.silent.append("\(cell.indicator) \(cell.raw) read \(found!.raw) (case \(seed))")
                }
            }
        }
        return tally
    }

    @Test("A lost or doubled line never gives a wrong number silently", arguments: [Damage.deleteLine, .duplicateLine, .truncate])
    func lines(damage: Damage) async throws {
        for format in ["text", "text-spaces"] {
            let tally = try await Self.tally(damage, format: format, cases: 40)
            #expect(tally.silent.isEmpty, "\(damage.rawValue) \(format): \(tally.silent.prefix(4)) of \(tally.silent.count)")
            #expect(damage == .truncate || tally.right > tally.told, "\(damage.rawValue) \(format): \(tally.right) right, \(tally.told) told")
        }
    }

    @Test("Changed figures show in Tables 3 and 4; Table 2 has no sums to show them", arguments: [Damage.swapLines, .garbleDigit, .deleteByte])
    func figures(damage: Damage) async throws {
        for format in ["text", "text-spaces"] {
            let tally = try await Self.tally(damage, format: format, cases: 40)
            let unexplained = tally.silent.filter { !$0.hasPrefix("disclosure.") }
            #expect(unexplained.isEmpty, "\(damage.rawValue) \(format): \(unexplained.prefix(4)) of \(unexplained.count)")
            #expect(
                tally.right > 20 * tally.silent.count,
                "\(damage.rawValue) \(format): \(tally.right) right, \(tally.told) told, \(tally.silent.count) silent")
        }
    }
}
