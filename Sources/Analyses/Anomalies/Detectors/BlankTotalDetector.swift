import Disclosure
import Rules

/// Totals left blank although parts are filled in: one finding a report, with every total that follows, and how it follows.
struct BlankTotalDetector: AnomalyDetector {
    func findings(in history: BodyHistory) throws -> [Finding] {
        var findings: [Finding] = []
        for year in history.years {
            for edition in history.editions(year) {
                let rules = EditionRules.of(edition)
                let (record, _) = rules.record(history, year)
                if let finding = try finding(rules: rules, record: record, history: history, year: year) { findings.append(finding) }
            }
        }
        return findings
    }

    private struct BlankTotal {
        let indicator: String
        let value: ExactDecimal
        let isImplied: Bool
        let parts: [ExactDecimal]
    }

    private func finding(rules: EditionRules, record: [Int?], history: BodyHistory, year: Int) throws -> Finding? {
        let system = rules.system
        var totals: [Int: [Int]] = [:]
        for (rule, row) in system.terms.enumerated() {
            let closing = row.filter { $0.coefficient < 0 }
            guard closing.count == 1, record[closing[0].variable] == nil,
                history.state(system.variables[closing[0].variable].id, year) == .blank
            else { continue }
            let filled = row.filter { $0.coefficient > 0 && record[$0.variable].map { $0 != 0 } ?? false }
            if !filled.isEmpty { totals[closing[0].variable, default: []].append(rule) }
        }
        guard !totals.isEmpty else { return nil }
        var implied: [Int: Int] = [:]
        for (variable, value) in BlankImputation(system).impliedValues(record) { implied[variable] = value }
        let blanks = totals.sorted { $0.key < $1.key }.map { variable, usable in
            let parts = system.terms[usable[0]].filter { $0.coefficient > 0 }.compactMap { record[$0.variable] }.filter { $0 != 0 }
            return BlankTotal(
                indicator: system.variables[variable].id, value: rules.decimal(implied[variable] ?? parts.reduce(0, +), of: variable),
                isImplied: implied[variable] != nil, parts: parts.map { rules.decimal($0, of: variable) })
        }
        var finding = history.finding(
            .missing, rule: "blank.total", definition: "a total with filled parts is not blank", severity: .warning, year: year,
            subject: blanks.map(\.indicator),
            message: LocalizedText(
                zh: "\(blanks.count)个总计留空而分项已填，例如“\(history.shortLabel(blanks[0].indicator, year))”应为\(blanks[0].value)。",
                en:
                    "\(blanks.count) totals are blank although parts are filled in; \(history.english(blanks[0].indicator)), for one, should be \(blanks[0].value)."
            ))
        finding.mechanism = .blankTotal
        finding.certainty = blanks.allSatisfy(\.isImplied) ? .exact : .candidates
        finding.cells = try history.references(blanks.map(\.indicator), year)
        finding.repairs = [.init(blanks.map { finding.change($0.indicator, from: nil, to: $0.value) })]
        finding.readings = blanks.map { blank in
            let sum = blank.parts.map(\.description).joined(separator: "+")
            return blank.isImplied
                ? LocalizedText(
                    zh: "“\(history.shortLabel(blank.indicator, year))”：已填分项 \(sum)，由勾稽关系唯一确定为\(blank.value)",
                    en: "\(history.english(blank.indicator)): parts \(sum); the identities leave only \(blank.value)")
                : LocalizedText(
                    zh: "“\(history.shortLabel(blank.indicator, year))”：已填分项 \(sum)，若空白为零则为\(blank.value)",
                    en: "\(history.english(blank.indicator)): parts \(sum); \(blank.value) if the blanks are zeros")
        }
        return finding
    }
}
