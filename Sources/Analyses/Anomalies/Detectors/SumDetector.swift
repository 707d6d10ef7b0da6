import Disclosure
import Rules

/// The exact sums of every form: row sums, outcome sums, the printed balance, children of totals; with the wrong cells located.
///
/// All violated sums that one set of corrections explains are one finding.
struct SumDetector: AnomalyDetector {
    /// More candidates than this are counted, not listed.
    private static let listed = 8

    func findings(in history: BodyHistory) throws -> [Finding] {
        var findings: [Finding] = []
        for year in history.years {
            for edition in history.editions(year) {
                let rules = EditionRules.of(edition)
                let (record, absent) = rules.record(history, year)
                for result in rules.localization.locate(in: record, trusted: absent) {
                    findings.append(try finding(result, rules: rules, record: record, history: history, year: year))
                }
            }
        }
        return findings
    }

    private func finding(
        _ result: ErrorLocalization.Result, rules: EditionRules, record: [Int?], history: BodyHistory, year: Int
    ) throws -> Finding {
        let system = rules.system
        let violated = result.violated
        let ranking = RepairRanking(
            rules: rules, history: history, year: year, statedNumbers: try history.prose(year)?.integers ?? [])
        let repairs = ranking.ranked(result.repairs)
        let primary = primaryRule(violated, system)
        let sides = rules.sides(primary, record)
        let definition = violated.map { system.rules[$0].expression }.sorted().joined(separator: "; ")
        let failures =
            result.isInfeasible
            ? [infeasible(violated, rules: rules, record: record, history: history, year: year)]
            : violated.prefix(4).map { failure($0, rules: rules, record: record) }
        var finding = history.finding(
            .identity, rule: system.rules[primary].id, definition: definition, severity: .error, year: year,
            subject: violated.map { system.rules[$0].id }, message: LocalizedText(zh: "", en: ""))
        finding.certainty =
            switch result.certainty {
            case .exact: .exact
            case .candidates: .candidates
            case .detected, .clean: .detected
            }
        finding.mechanism = repairs.first?.mechanism ?? .none
        finding.observed = sides.right.doubleValue
        finding.expected = sides.left.doubleValue
        if let best = repairs.first, best.corrections.count == 1 {
            let only = best.corrections[0]
            finding.observed = rules.decimal(only.from, of: only.variable).doubleValue
            finding.expected = rules.decimal(only.to, of: only.variable).doubleValue
        }
        finding.score = Double(violated.count)
        var shown: [String] = []
        finding.repairs = repairs.prefix(Self.listed).map { repair in
            .init(
                repair.corrections.map { correction in
                    finding.change(
                        system.variables[correction.variable].id, from: rules.decimal(correction.from, of: correction.variable),
                        to: rules.decimal(correction.to, of: correction.variable))
                }, mechanism: repair.mechanism, weight: repair.plausibility, breaks: ranking.broken(by: repair.corrections))
        }
        for change in finding.repairs.flatMap(\.changes) where !shown.contains(change.indicator) { shown.append(change.indicator) }
        finding.violations = violated.map { violation($0, rules: rules, record: record, history: history, year: year) }
        if shown.isEmpty {
            shown = violated.prefix(4).flatMap { rule in system.terms[rule].filter { $0.coefficient < 0 }.map { system.variables[$0.variable].id } }
        }
        finding.cells = try history.references(shown, year)
        finding.message = message(
            failures, result.isInfeasible ? failures.count : violated.count, repairs, isIncomplete: result.isIncomplete, rules: rules,
            history: history, year: year)
        finding.readings =
            (result.isInfeasible ? failures : violated.map { failure($0, rules: rules, record: record) })
            + repairs.map { describe($0.corrections, rules: rules, history: history, year: year) }
        finding.noteLimits(isIncomplete: result.isIncomplete, ways: repairs.count)
        return finding
    }

    /// A sum that fails, with what its two sides add up to; of one with blanks that cannot be filled nothing adds up.
    private func violation(_ rule: Int, rules: EditionRules, record: [Int?], history: BodyHistory, year: Int) -> Finding.Violation {
        let system = rules.system
        var violation = Finding.Violation(rule: system.rules[rule].id, entity: history.body.name, year: year)
        guard system.evaluate(rule, in: record).isFailure else { return violation }
        let (left, right) = rules.sides(rule, record)
        (violation.left, violation.right) = (left.doubleValue, right.doubleValue)
        violation.difference = rules.difference(rule, record).doubleValue
        return violation
    }

    /// The rule to file the finding under: the first that speaks of the total column, else the first.
    private func primaryRule(_ violated: [Int], _ system: RuleSystem) -> Int {
        violated.first { system.rules[$0].id.hasSuffix(".total") } ?? violated[0]
    }

    private func failure(_ rule: Int, rules: EditionRules, record: [Int?]) -> LocalizedText {
        let sides = rules.sides(rule, record)
        let id = rules.system.rules[rule].id
        let label = IdentityCatalog.identity(id, edition: rules.edition)?.label ?? LocalizedText(zh: id, en: id)
        return LocalizedText(
            zh: "“\(label.zh)”不成立（\(sides.left)≠\(sides.right)）", en: "“\(label.en)” does not hold (\(sides.left) against \(sides.right))")
    }

    /// Sums that hold or cannot be told one by one, and that no values of the blanks satisfy together.
    private func infeasible(_ violated: [Int], rules: EditionRules, record: [Int?], history: BodyHistory, year: Int) -> LocalizedText {
        let blank = Set(violated.flatMap { rules.system.terms[$0].map(\.variable) }).filter { record[$0] == nil }.sorted()
        let ids = blank.prefix(4).map { rules.system.variables[$0].id }
        let labels = violated.prefix(6).map { rule in
            let id = rules.system.rules[rule].id
            return IdentityCatalog.identity(id, edition: rules.edition)?.label ?? LocalizedText(zh: id, en: id)
        }
        let more = blank.count > ids.count
        return LocalizedText(
            zh:
                "空缺的\(ids.map { "“\(history.shortLabel($0, year))”" }.joined(separator: "、"))\(more ? "等" : "")无论填什么数（不为负），都不能同时满足\(labels.map { "“\($0.zh)”" }.joined(separator: "、"))",
            en:
                "no values of \(ids.joined(separator: ", "))\(more ? " and others" : ""), which are missing and cannot be negative, satisfy all of \(labels.map { "“\($0.en)”" }.joined(separator: ", "))"
        )
    }

    private func describe(
        _ corrections: [ErrorLocalization.Correction], rules: EditionRules, history: BodyHistory, year: Int
    ) -> LocalizedText {
        let zh = corrections.map { correction in
            let label = history.shortLabel(rules.system.variables[correction.variable].id, year)
            return "“\(label)”由\(rules.decimal(correction.from, of: correction.variable))改为\(rules.decimal(correction.to, of: correction.variable))"
        }
        let en = corrections.map { correction in
            let id = rules.system.variables[correction.variable].id
            return
                "\(history.english(id)) from \(rules.decimal(correction.from, of: correction.variable)) to \(rules.decimal(correction.to, of: correction.variable))"
        }
        return LocalizedText(zh: zh.joined(separator: "，"), en: en.joined(separator: ", "))
    }

    private func message(
        _ failures: [LocalizedText], _ count: Int, _ repairs: [RankedRepair], isIncomplete: Bool, rules: EditionRules, history: BodyHistory,
        year: Int
    ) -> LocalizedText {
        var zh = failures.map(\.zh).joined(separator: "；")
        var en = failures.map(\.en).joined(separator: "; ")
        if count > failures.count {
            zh += "；共\(count)处不符"
            en += "; \(count) sums fail in all"
        }
        guard let best = repairs.first else {
            let most = rules.localization.mostCells
            return isIncomplete
                ? LocalizedText(
                    zh: zh + "。错处较多，在计算限度内未能定位。", en: en + ". Several cells are wrong; which ones was not found within the work allowed.")
                : LocalizedText(zh: zh + "。\(most)处以内的改动都不能使勾稽关系成立。", en: en + ". No change of up to \(most) cells makes them hold.")
        }
        let change = describe(best.corrections, rules: rules, history: history, year: year)
        if repairs.count == 1 {
            return LocalizedText(zh: zh + "。只有一种改法：\(change.zh)。", en: en + ". One change makes all hold: \(change.en).")
        }
        return LocalizedText(
            zh: zh + "。有\(repairs.count)种改法，最可能的是\(change.zh)。", en: en + ". \(repairs.count) changes would do, most likely \(change.en).")
    }
}
