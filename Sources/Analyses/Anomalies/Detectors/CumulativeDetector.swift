import Disclosure

/// 历年累计 of the Fujian form: it never falls, holds the year's value and grows by it. The rows of one year are one finding a rule.
struct CumulativeDetector: AnomalyDetector {
    /// A fall by this much is an error; a smaller one, of a row that hardly anything was entered in, a warning.
    private static let graveFall = 100

    /// The rows with a running total on the forms of a year.
    private static func rows(_ history: BodyHistory, _ year: Int) -> [String] {
        history.editions(year).flatMap { edition -> [String] in
            edition.profile.hasRunningTotals ? Form.of(edition).tables.flatMap { $0.rows.map(\.id) } : []
        }
    }

    private struct Entry {
        let row: String
        let before, now, flow: Int
        var expected: Int { before + flow }
    }

    func findings(in history: BodyHistory) throws -> [Finding] {
        var findings: [Finding] = []
        for year in history.years {
            let rows = Self.rows(history, year)
            let entries = rows.compactMap { row -> Entry? in
                guard let before = history.count("\(row).cumulative", year - 1), let now = history.count("\(row).cumulative", year),
                    let flow = history.count(row, year), now != before + flow
                else { return nil }
                return Entry(row: row, before: before, now: now, flow: flow)
            }
            let fallen = entries.filter { $0.now < $0.before }
            let off = entries.filter { $0.now >= $0.before }
            if !fallen.isEmpty { findings.append(try fall(fallen, history, year)) }
            if !off.isEmpty { findings.append(try gap(off, history, year)) }
            let above = rows.filter { row in
                guard let total = history.count("\(row).cumulative", year), let flow = history.count(row, year) else { return false }
                return flow > total
            }
            if !above.isEmpty { findings.append(try excess(above, history, year)) }
            let blank = blanks(rows, history, year)
            if !blank.isEmpty { findings.append(try missing(blank, history, year)) }
        }
        return findings
    }

    private func fall(_ entries: [Entry], _ history: BodyHistory, _ year: Int) throws -> Finding {
        let main = entries.max { $0.before - $0.now < $1.before - $1.now }!
        let severity: Finding.Severity = main.before - main.now >= Self.graveFall ? .error : .warning
        var finding = history.finding(
            .stockFlow, rule: "fj.cumulative_monotone", definition: "cumulative >= prev(cumulative)", severity: severity, year: year, subject: [],
            message: LocalizedText(
                zh: "“\(history.shortLabel(main.row, year))”的历年累计由上年的\(main.before)降为\(main.now)，累计数不应减少\(others(entries.count).zh)。",
                en:
                    "The running total of \(history.english(main.row)) falls from \(main.before) to \(main.now); a running total never falls\(others(entries.count).en)."
            ))
        try complete(&finding, main, entries, history, year)
        return finding
    }

    private func gap(_ entries: [Entry], _ history: BodyHistory, _ year: Int) throws -> Finding {
        let main = entries.max { ($0.now - $0.expected).magnitude < ($1.now - $1.expected).magnitude }!
        var finding = history.finding(
            .stockFlow, rule: "fj.cumulative", definition: "cumulative = prev(cumulative) + value", severity: .warning, year: year, subject: [],
            message: LocalizedText(
                zh:
                    "“\(history.shortLabel(main.row, year))”的历年累计为\(main.now)，而上年累计\(main.before)加本年\(main.flow)等于\(main.expected)\(others(entries.count).zh)。",
                en:
                    "The running total of \(history.english(main.row)) is \(main.now), but last year's \(main.before) plus this year's \(main.flow) is \(main.expected)\(others(entries.count).en)."
            ))
        try complete(&finding, main, entries, history, year)
        return finding
    }

    /// A year's value above the running total that it is part of.
    private func excess(_ rows: [String], _ history: BodyHistory, _ year: Int) throws -> Finding {
        let (flow, total) = (history.count(rows[0], year)!, history.count("\(rows[0]).cumulative", year)!)
        var finding = history.finding(
            .stockFlow, rule: "fj.cumulative_part", definition: "value <= cumulative", severity: .error, year: year, subject: [],
            message: LocalizedText(
                zh: "“\(history.shortLabel(rows[0], year))”本年度为\(flow)，大于历年累计\(total)\(others(rows.count).zh)。",
                en: "\(history.english(rows[0])) is \(flow), more than the running total of \(total) that it is part of\(others(rows.count).en)."))
        finding.certainty = .candidates
        finding.observed = Double(flow)
        finding.high = Double(total)
        finding.cells = try history.references(rows.flatMap { [$0, "\($0).cumulative"] }, year)
        return finding
    }

    /// A running total left blank between numbers, with what it must be.
    private struct Blank {
        let row: String
        let value: Int
        /// Whether last year's and next year's totals agree on it.
        let isConfirmed: Bool
    }

    private func blanks(_ rows: [String], _ history: BodyHistory, _ year: Int) -> [Blank] {
        rows.compactMap { row in
            let id = "\(row).cumulative"
            guard history.state(id, year) == .blank, let flow = history.count(row, year), let before = history.count(id, year - 1), before > 0 else {
                return nil
            }
            let next = history.count(id, year + 1).flatMap { total in history.count(row, year + 1).map { total - $0 } }
            return Blank(row: row, value: before + flow, isConfirmed: next == before + flow)
        }
    }

    private func missing(_ blanks: [Blank], _ history: BodyHistory, _ year: Int) throws -> Finding {
        let main = blanks[0]
        var finding = history.finding(
            .missing, rule: "fj.cumulative_blank", definition: "cumulative = prev(cumulative) + value", severity: .warning, year: year, subject: [],
            message: LocalizedText(
                zh: "“\(history.shortLabel(main.row, year))”的历年累计留空，按上年累计加本年应为\(main.value)\(others(blanks.count).zh)。",
                en:
                    "The running total of \(history.english(main.row)) is blank; last year's and this year's figure make it \(main.value)\(others(blanks.count).en)."
            ))
        finding.mechanism = .blankTotal
        finding.expected = Double(main.value)
        finding.certainty = blanks.allSatisfy(\.isConfirmed) ? .exact : .candidates
        finding.cells = try history.references(blanks.map { "\($0.row).cumulative" }, year)
        finding.repairs = [.init(blanks.map { finding.change("\($0.row).cumulative", from: nil, to: ExactDecimal($0.value)) })]
        finding.readings = blanks.map { blank in
            LocalizedText(
                zh: "“\(history.shortLabel(blank.row, year))”：应为\(blank.value)\(blank.isConfirmed ? "，次年累计减次年数也得此数" : "")",
                en:
                    "\(history.english(blank.row)): should be \(blank.value)\(blank.isConfirmed ? ", as next year's total less its figure is too" : "")"
            )
        }
        return finding
    }

    private func others(_ count: Int) -> LocalizedText {
        count > 1 ? LocalizedText(zh: "（共\(count)行）", en: " (\(count) rows)") : LocalizedText(zh: "", en: "")
    }

    private func complete(_ finding: inout Finding, _ main: Entry, _ entries: [Entry], _ history: BodyHistory, _ year: Int) throws {
        finding.observed = Double(main.now)
        finding.expected = Double(main.expected)
        finding.low = Double(main.before)
        finding.certainty = .candidates
        let ordered = [main] + entries.filter { $0.row != main.row }
        finding.cells = try ordered.flatMap {
            [
                try history.reference("\($0.row).cumulative", year), try history.reference("\($0.row).cumulative", year - 1),
                try history.reference($0.row, year),
            ]
        }
        finding.repairs = [
            .init(ordered.map { finding.change("\($0.row).cumulative", from: ExactDecimal($0.now), to: ExactDecimal($0.expected)) })
        ]
        let rule = finding.rule
        finding.violations = ordered.map { entry in
            // A running total that falls is held against last year's, one that is off against what the year's figure makes of it.
            let right = rule == "fj.cumulative_monotone" ? entry.before : entry.expected
            return Finding.Violation(
                rule: rule, entity: history.body.name, year: year, left: Double(entry.now), right: Double(right),
                difference: Double(entry.now - right))
        }
        finding.readings = ordered.map { entry in
            LocalizedText(
                zh: "“\(history.shortLabel(entry.row, year))”：\(entry.before)+\(entry.flow)=\(entry.expected)，填为\(entry.now)",
                en: "\(history.english(entry.row)): \(entry.before) + \(entry.flow) = \(entry.expected), filed as \(entry.now)")
        }
    }
}
