import Disclosure
import Rules

/// The rules of the catalog on the reports of one body: each is evaluated from the line that `analyze rules` prints, and where it fails an explanation says what that
/// probably means. Exact sums are located together (``SumDetector``); rules without an explanation are checked by the detector of their id.
struct CatalogDetector: AnomalyDetector {
    private static let explained = PerEdition { edition in
        Explanations.all.map { explanation in
            (explanation: explanation, rules: IdentityCatalog.of(edition).compactMap { explanation.explains($0.id) ? $0.rule : nil })
        }
    }

    func findings(in history: BodyHistory) throws -> [Finding] {
        let cells = RuleCells(history.corpus)
        var findings: [Finding] = []
        for year in history.years {
            let evaluator = cells.evaluator(body: history.index, year: year)
            // Forms of one report may share a rule.
            var seen: Set<String> = []
            for edition in history.editions(year) {
                for (explanation, rules) in Self.explained[edition] {
                    let violations = rules.compactMap { rule -> RuleViolation? in
                        guard case .fails(let left, let right) = evaluator.evaluate(rule), seen.insert(rule.id).inserted else { return nil }
                        return RuleViolation(rule: rule, history: history, year: year, left: left, right: right)
                    }
                    if !violations.isEmpty { findings += try explanation.findings(of: violations) }
                }
            }
        }
        return findings
    }
}
