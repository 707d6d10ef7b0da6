import Disclosure

/// Pending reviews that are not among those of the next year.
struct VanishedReviewsExplanation: SingleExplanation {
    let rules = ["t4.pending_vs_next"]

    func finding(of violation: RuleViolation) throws -> Finding? {
        let (year, next) = (violation.year, violation.year + 1)
        guard let pending = violation.count("review.pending"), let reviews = violation.count("review.total", lag: 1) else { return nil }
        var finding = violation.finding(
            .carryOver, .info, year: next, zh: "\(year)年尚未审结的复议\(pending)件，\(next)年复议总计只有\(reviews)件。",
            en: "\(pending) reviews were pending in \(year), but \(next) has only \(reviews) in all.")
        finding.observed = Double(reviews)
        finding.low = Double(pending)
        finding.cells = [try violation.reference("review.total", lag: 1), try violation.reference("review.pending")]
        finding.readings = [LocalizedText(zh: "有的地方下年不再计入上年未审结案件。", en: "Some bodies do not count pending cases again.")]
        return finding
    }
}
