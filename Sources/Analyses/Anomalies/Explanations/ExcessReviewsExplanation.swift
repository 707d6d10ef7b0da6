import Disclosure

/// More reviews than the applications they could arise from.
struct ExcessReviewsExplanation: SingleExplanation {
    let rules = ["t3.scope_review"]

    func finding(of violation: RuleViolation) throws -> Finding? {
        guard let reviews = violation.count("review.total"), let received = violation.count("received.total"),
            let carried = violation.count("carried_in.total"), let before = violation.count("outcome.total.total", lag: -1)
        else { return nil }
        var finding = violation.finding(
            .implausible, .warning, zh: "行政复议\(reviews)件，多于本年申请\(received + carried)件与上年办结\(before)件之和。",
            en: "\(reviews) reviews are more than the \(received + carried) applications of the year and the \(before) concluded before.")
        finding.observed = Double(reviews)
        finding.high = Double(received + carried + before)
        finding.cells = [try violation.reference("review.total"), try violation.reference("received.total")]
        return finding
    }
}
