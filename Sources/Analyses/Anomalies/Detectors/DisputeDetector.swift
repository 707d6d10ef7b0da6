import Disclosure

/// Reviews and lawsuits out of proportion to the applications they arise from, and pending reviews that vanish.
struct DisputeDetector: AnomalyDetector {
    func findings(in history: BodyHistory) throws -> [Finding] {
        var findings: [Finding] = []
        let rules = CatalogRules(history)
        for year in history.years where history.editions(year).contains(where: \.hasStatutoryTables) {
            if rules.fails("t3.nontrivial", year), let finding = try withoutApplications(history, year) { findings.append(finding) }
            if rules.fails("t3.scope_review", year), let finding = try tooMany(history, year) { findings.append(finding) }
            if rules.fails("t4.pending_vs_next", year - 1), let finding = try vanished(history, year) { findings.append(finding) }
        }
        return findings
    }

    private func withoutApplications(_ history: BodyHistory, _ year: Int) throws -> Finding? {
        let ids = ["review.total", "litigation.direct.total", "litigation.after_review.total"]
        let counts = ids.compactMap { history.count($0, year) }
        let disputes = counts.reduce(0, +)
        guard counts.count == 3 else { return nil }
        var finding = history.finding(
            .implausible, rule: "t3.nontrivial", definition: "received = 0 -> disputes <= 5", severity: .warning, year: year, subject: [],
            message: LocalizedText(
                zh: "本年新收申请为0，复议诉讼却有\(disputes)件。", en: "No applications were received, yet there were \(disputes) reviews and lawsuits."))
        finding.observed = Double(disputes)
        finding.high = 5
        finding.cells = try history.references(["applications.received.total"] + ids, year)
        return finding
    }

    private func tooMany(_ history: BodyHistory, _ year: Int) throws -> Finding? {
        guard let reviews = history.count("review.total", year), let received = history.count("applications.received.total", year),
            let carried = history.count("applications.carried_in.total", year), let before = history.count("outcome.total.total", year - 1)
        else { return nil }
        var finding = history.finding(
            .implausible, rule: "t3.scope_review", definition: "review <= received + carried_in + prev(outcome.total)", severity: .warning,
            year: year, subject: [],
            message: LocalizedText(
                zh: "行政复议\(reviews)件，多于本年申请\(received + carried)件与上年办结\(before)件之和。",
                en: "\(reviews) reviews are more than the \(received + carried) applications of the year and the \(before) concluded before."))
        finding.observed = Double(reviews)
        finding.high = Double(received + carried + before)
        finding.cells = try history.references(["review.total", "applications.received.total"], year)
        return finding
    }

    private func vanished(_ history: BodyHistory, _ year: Int) throws -> Finding? {
        guard let pending = history.count("review.pending", year - 1), let reviews = history.count("review.total", year) else { return nil }
        var finding = history.finding(
            .carryOver, rule: "t4.pending_vs_next", definition: "next(review.total) >= review.pending", severity: .info, year: year, subject: [],
            message: LocalizedText(
                zh: "\(year - 1)年尚未审结的复议\(pending)件，\(year)年复议总计只有\(reviews)件。",
                en: "\(pending) reviews were pending in \(year - 1), but \(year) has only \(reviews) in all."))
        finding.observed = Double(reviews)
        finding.low = Double(pending)
        finding.cells = [try history.reference("review.total", year), try history.reference("review.pending", year - 1)]
        finding.readings = [
            LocalizedText(zh: "有的地方下年不再计入上年未审结案件。", en: "Some bodies do not count pending cases again.")
        ]
        return finding
    }
}
