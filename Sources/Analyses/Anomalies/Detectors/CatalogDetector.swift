import Disclosure
import Rules

/// The rules of the catalog on the reports of one body: each is evaluated from the line that `analyze rules` prints, part by part, and where it fails an explanation says what
/// that probably means. Exact sums are located together (``SumDetector``); rules without an explanation are checked by the detector of their id.
struct CatalogDetector: AnomalyDetector {
    private struct Explained: Sendable {
        let explanation: any Explanation
        let rules: [(identity: Identity, parts: [RulePart])]
    }

    private static let explained = PerEdition { edition in
        let rules = IdentityCatalog.of(edition).compactMap { identity in identity.rule.map { (identity: identity, rule: $0) } }
        return Explanations.all.map { explanation in
            let own = rules.filter { identity, rule in
                explanation.names(identity.id) || explanation.covers(rule) && !Explanations.all.contains { $0.names(identity.id) }
            }
            return Explained(explanation: explanation, rules: own.map { ($0.identity, $0.rule.parts) })
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
                // On forms whose rows differ from year to year one that is not printed takes no part in a sum.
                let omitsAbsent = !edition.hasStatutoryTables
                for explained in Self.explained[edition] {
                    var violations: [RuleViolation] = []
                    for (identity, parts) in explained.rules {
                        let failing = parts.compactMap { part -> RuleViolation? in
                            guard case .fails(let left, let right) = evaluator.evaluate(part, omittingAbsent: omitsAbsent) else { return nil }
                            return RuleViolation(identity: identity, part: part, history: history, year: year, left: left, right: right)
                        }
                        if !failing.isEmpty, seen.insert(identity.id).inserted { violations += failing }
                    }
                    if !violations.isEmpty { findings += try explained.explanation.findings(of: violations) }
                }
            }
        }
        return findings
    }
}
