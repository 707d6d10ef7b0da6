import Disclosure

/// 现行有效 of this year against last year's, plus 制发, less 废止; and the public stock of the form of 2019 against its additions.
struct StockFlowDetector: AnomalyDetector {
    /// A gap under this share of the stock is worth a note only: documents lapse by themselves.
    private static let tolerated = 0.02

    func findings(in history: BodyHistory) throws -> [Finding] {
        var findings: [Finding] = []
        for year in history.years {
            for row in ["rules", "normative_docs"] {
                if let finding = try inForce(row, history, year) { findings.append(finding) }
                if let finding = try repealed(row, history, year) { findings.append(finding) }
                if let finding = try disclosedTotal(row, history, year) { findings.append(finding) }
            }
        }
        return findings
    }

    private func inForce(_ row: String, _ history: BodyHistory, _ year: Int) throws -> Finding? {
        let id = "disclosure.\(row)"
        guard let now = history.count("\(id).in_force", year), let before = history.count("\(id).in_force", year - 1),
            let made = history.count("\(id).made", year), let repealed = history.count("\(id).repealed", year), now != before + made - repealed
        else { return nil }
        let expected = before + made - repealed
        let isSmall = Double((now - expected).magnitude) < Self.tolerated * Double(max(now, expected, 1))
        let name = history.shortLabel("\(id).in_force", year)
        var finding = history.finding(
            .stockFlow, rule: "y2y.in_force.\(row)", definition: "in_force = prev(in_force) + made - repealed", severity: isSmall ? .info : .warning,
            year: year, subject: [],
            message: LocalizedText(
                zh: "“\(name)”\(year)年为\(now)，而上年\(before)加制发\(made)减废止\(repealed)等于\(expected)，相差\(now - expected)。",
                en:
                    "\(id).in_force is \(now) in \(year), but last year's \(before) plus \(made) made less \(repealed) repealed is \(expected): \(signed(now - expected))."
            ))
        finding.observed = Double(now)
        finding.expected = Double(expected)
        finding.certainty = .candidates
        finding.cells =
            [try history.reference("\(id).in_force", year)] + (try history.references(["\(id).made", "\(id).repealed"], year))
            + [try history.reference("\(id).in_force", year - 1)]
        finding.suggestions = [.init(indicator: "\(id).in_force", from: ExactDecimal(now), to: ExactDecimal(expected))]
        finding.readings = [
            LocalizedText(zh: "自动失效、集中清理或口径变化时可以不等。", en: "Documents that lapse, clean-ups and changes of scope can explain the difference.")
        ]
        return finding
    }

    private func repealed(_ row: String, _ history: BodyHistory, _ year: Int) throws -> Finding? {
        let id = "disclosure.\(row)"
        guard let repealed = history.count("\(id).repealed", year), let before = history.count("\(id).in_force", year - 1),
            let made = history.count("\(id).made", year), repealed > before + made
        else { return nil }
        var finding = history.finding(
            .stockFlow, rule: "t2.repealed_le_stock.\(row)", definition: "repealed <= prev(in_force) + made", severity: .warning, year: year,
            subject: [],
            message: LocalizedText(
                zh: "\(year)年废止\(repealed)件，多于上年现行有效\(before)件加本年制发\(made)件。",
                en: "\(repealed) were repealed in \(year), more than the \(before) in force before and the \(made) made."))
        finding.observed = Double(repealed)
        finding.expected = Double(before + made)
        finding.high = Double(before + made)
        finding.certainty = .candidates
        finding.cells = try history.references(["\(id).repealed", "\(id).made"], year) + [try history.reference("\(id).in_force", year - 1)]
        return finding
    }

    private func disclosedTotal(_ row: String, _ history: BodyHistory, _ year: Int) throws -> Finding? {
        let id = "disclosure.\(row)"
        guard let now = history.count("\(id).disclosed_total", year), let before = history.count("\(id).disclosed_total", year - 1),
            let new = history.count("\(id).newly_disclosed", year), now > before + new
        else { return nil }
        var finding = history.finding(
            .stockFlow, rule: "y2y.disclosed_total.\(row)", definition: "disclosed_total <= prev(disclosed_total) + newly_disclosed",
            severity: .warning, year: year, subject: [],
            message: LocalizedText(
                zh: "“\(history.shortLabel("\(id).disclosed_total", year))”\(year)年为\(now)，多于上年\(before)加本年新公开\(new)。",
                en: "\(id).disclosed_total is \(now) in \(year), more than last year's \(before) and the \(new) newly disclosed."))
        finding.observed = Double(now)
        finding.expected = Double(before + new)
        finding.high = Double(before + new)
        finding.certainty = .candidates
        finding.cells =
            try history.references(["\(id).disclosed_total", "\(id).newly_disclosed"], year) + [
                try history.reference("\(id).disclosed_total", year - 1)
            ]
        return finding
    }

    private func signed(_ value: Int) -> String { value > 0 ? "+\(value)" : "\(value)" }
}
