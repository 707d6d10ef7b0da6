import Disclosure

/// Statistics that need something to count: trainees without classes, opinions without consultations.
struct AnnexDetector: AnomalyDetector {
    private static let pairs: [(rule: String, cause: String, effect: String)] = [
        ("s14.trainees", "stats.training.classes", "stats.training.trainees"),
        ("gz.rounds", "stats.consultation.decisions", "stats.consultation.opinions"),
    ]

    func findings(in history: BodyHistory) throws -> [Finding] {
        var findings: [Finding] = []
        let rules = CatalogRules(history)
        for year in history.years {
            for pair in Self.pairs {
                guard rules.fails(pair.rule, year), let effect = history.count(pair.effect, year), effect > 0 else { continue }
                var finding = history.finding(
                    .implausible, rule: pair.rule, definition: "\(pair.cause) = 0 -> \(pair.effect) = 0", severity: .info, year: year, subject: [],
                    message: LocalizedText(
                        zh: "“\(history.shortLabel(pair.cause, year))”为0，“\(history.shortLabel(pair.effect, year))”却为\(effect)。",
                        en: "\(history.english(pair.cause)) is 0, yet \(history.english(pair.effect)) is \(effect)."))
                finding.observed = Double(effect)
                finding.expected = 0
                finding.certainty = .candidates
                finding.cells = try history.references([pair.effect, pair.cause], year)
                findings.append(finding)
            }
        }
        return findings
    }
}
