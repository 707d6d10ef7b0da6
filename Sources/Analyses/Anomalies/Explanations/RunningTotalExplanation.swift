import Disclosure

/// 历年累计 that falls, is not last year's and the year's value, or is less than the year's value: the rows of one year are one finding a rule.
struct RunningTotalExplanation: Explanation {
    let rules = ["fj.cumulative", "fj.cumulative_monotone", "fj.cumulative_part"]

    /// A fall by this much is an error; a smaller one, of a row that hardly anything was entered in, a warning.
    private static let graveFall = 100

    /// A row whose running total is not what the year's value makes of last year's.
    private struct Row {
        let violation: RuleViolation
        /// The cell of the running total, and that of the year's value beside it.
        let total, value: String
        let before, now, flow: Int
        var expected: Int { before + flow }

        init?(_ violation: RuleViolation) {
            let total = violation.cells[0]
            let value = String(total.dropLast(FormTable.runningTotal.count + 1))
            guard let before = violation.count(total, lag: -1), let now = violation.count(total), let flow = violation.count(value),
                now != before + flow
            else { return nil }
            (self.violation, self.total, self.value, self.before, self.now, self.flow) = (violation, total, value, before, now, flow)
        }

        var name: LocalizedText { violation.name(value) }
    }

    func findings(of violations: [RuleViolation]) throws -> [Finding] {
        func rows(_ rule: String) -> [Row] { violations.filter { $0.id == rule }.compactMap(Row.init) }
        let above = violations.filter { violation in
            violation.id == "fj.cumulative_part" && violation.cells.allSatisfy { violation.count($0) != nil }
        }
        return try [fall(rows("fj.cumulative_monotone")), gap(rows("fj.cumulative").filter { $0.now >= $0.before }), excess(above)].compactMap { $0 }
    }

    private func fall(_ rows: [Row]) throws -> Finding? {
        guard let main = rows.max(by: { $0.before - $0.now < $1.before - $1.now }) else { return nil }
        let others = Self.others(rows.count)
        let finding = main.violation.finding(
            .stockFlow, main.before - main.now >= Self.graveFall ? .error : .warning,
            zh: "“\(main.name.zh)”的历年累计由上年的\(main.before)降为\(main.now)，累计数不应减少\(others.zh)。",
            en: "The running total of \(main.name.en) falls from \(main.before) to \(main.now); a running total never falls\(others.en).")
        return try completed(finding, main, rows)
    }

    private func gap(_ rows: [Row]) throws -> Finding? {
        guard let main = rows.max(by: { ($0.now - $0.expected).magnitude < ($1.now - $1.expected).magnitude }) else { return nil }
        let others = Self.others(rows.count)
        let finding = main.violation.finding(
            .stockFlow, .warning, zh: "“\(main.name.zh)”的历年累计为\(main.now)，而上年累计\(main.before)加本年\(main.flow)等于\(main.expected)\(others.zh)。",
            en:
                "The running total of \(main.name.en) is \(main.now), but last year's \(main.before) plus this year's \(main.flow) is \(main.expected)\(others.en)."
        )
        return try completed(finding, main, rows)
    }

    /// A year's value above the running total that it is part of.
    private func excess(_ violations: [RuleViolation]) throws -> Finding? {
        guard let main = violations.first, let flow = main.count(main.cells[0]), let total = main.count(main.cells[1]) else { return nil }
        let (name, others) = (main.name(main.cells[0]), Self.others(violations.count))
        var finding = main.finding(
            .stockFlow, .error, zh: "“\(name.zh)”本年度为\(flow)，大于历年累计\(total)\(others.zh)。",
            en: "\(name.en) is \(flow), more than the running total of \(total) that it is part of\(others.en).")
        finding.certainty = .candidates
        finding.observed = Double(flow)
        finding.high = Double(total)
        finding.cells = try violations.flatMap { violation in try violation.cells.map { try violation.reference($0) } }
        return finding
    }

    private static func others(_ count: Int) -> LocalizedText {
        count > 1 ? LocalizedText(zh: "（共\(count)行）", en: " (\(count) rows)") : LocalizedText(zh: "", en: "")
    }

    private func completed(_ finding: Finding, _ main: Row, _ rows: [Row]) throws -> Finding {
        var finding = finding
        finding.observed = Double(main.now)
        finding.expected = Double(main.expected)
        finding.low = Double(main.before)
        finding.certainty = .candidates
        let ordered = [main] + rows.filter { $0.total != main.total }
        finding.cells = try ordered.flatMap { row in
            [try row.violation.reference(row.total), try row.violation.reference(row.total, lag: -1), try row.violation.reference(row.value)]
        }
        finding.repairs = [.init(ordered.map { finding.change($0.total, from: ExactDecimal($0.now), to: ExactDecimal($0.expected)) })]
        finding.violations = ordered.map(\.violation.sides)
        finding.readings = ordered.map { row in
            LocalizedText(
                zh: "“\(row.name.zh)”：\(row.before)+\(row.flow)=\(row.expected)，填为\(row.now)",
                en: "\(row.name.en): \(row.before) + \(row.flow) = \(row.expected), filed as \(row.now)")
        }
        return finding
    }
}
