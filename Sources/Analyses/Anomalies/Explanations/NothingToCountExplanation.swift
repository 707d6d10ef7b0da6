import Disclosure

/// Statistics that need something to count: trainees without classes, opinions without consultations.
struct NothingToCountExplanation: SingleExplanation {
    let rules = ["s14.trainees", "gz.rounds"]

    func finding(of violation: RuleViolation) throws -> Finding? {
        let (history, year) = (violation.history, violation.year)
        let (cause, effect) = (violation.cells[0], violation.cells[1])
        guard let count = history.count(effect, year), count > 0 else { return nil }
        var finding = violation.finding(
            .implausible, .info, zh: "“\(history.shortLabel(cause, year))”为0，“\(history.shortLabel(effect, year))”却为\(count)。",
            en: "\(history.english(cause)) is 0, yet \(history.english(effect)) is \(count).")
        finding.observed = Double(count)
        finding.expected = 0
        finding.certainty = .candidates
        finding.cells = try history.references([effect, cause], year)
        return finding
    }
}
