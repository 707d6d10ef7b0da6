import Disclosure

/// Items and their change are not what the next year starts from: an inverted sign, decisions or money filed as items, a slip of digits.
struct ItemsRollForwardExplanation: SingleExplanation {
    let rules = ["y2y.items.*"]

    func finding(of violation: RuleViolation) throws -> Finding? {
        guard let items = violation.count(".items_prev"), let change = violation.count(".items_change"),
            let next = violation.count(".items_prev", lag: 1)
        else { return nil }
        let year = violation.year
        let otherCount: Finding.Mechanism = violation.cell(".items_prev") == "disclosure.fees.items_prev" ? .moneyInCount : .itemsForDecisions
        let isInverted = next == items - change
        var finding = violation.finding(
            .stockFlow, .warning, year: year + 1,
            zh:
                "\(year + 1)年“\(violation.name(".items_prev", lag: 1).zh)”为\(next)，而\(year)年\(items)加增减\(change.signed)等于\(items + change)\(isInverted ? "；增减的正负号疑填反" : "")。",
            en:
                "\(violation.row(".items_prev")): \(year + 1) starts from \(next) items, but \(items) in \(year) with a change of \(change.signed) is \(items + change)\(isInverted ? "; the sign of the change is probably inverted" : "")."
        )
        finding.mechanism = isInverted ? .sign : next == items ? .copiedFromLastYear : .none
        finding.certainty = .candidates
        finding.observed = Double(next)
        finding.expected = Double(items + change)
        finding.cells = [
            try violation.reference(".items_prev", lag: 1), try violation.reference(".items_prev"), try violation.reference(".items_change"),
        ]
        finding.suggest(violation.cell(".items_prev"), from: ExactDecimal(next), to: ExactDecimal(items + change))
        let past = [
            (indicator: violation.cell(".items_prev"), typed: items, meant: next - change),
            (indicator: violation.cell(".items_change"), typed: change, meant: next - items),
        ]
        // One of the cells of the year before is wrong when a slip says so, or when it alone is out of all proportion to the other two numbers.
        let slip = past.first { StatedSlip.mechanism(typed: $0.typed, meant: $0.meant) != .none && isSound($0.meant, $0.indicator) }
        let isOwnSlip = StatedSlip.mechanism(typed: next, meant: items + change) != .none && items + change >= 0
        let wild = past.first { Double($0.typed.magnitude) > Self.outOfAllProportion * Double(max(next.magnitude, $0.meant.magnitude, 10)) }
        if let suspect = isInverted ? past[1] : isOwnSlip ? wild : slip ?? wild {
            finding.year = year
            finding.observed = Double(suspect.typed)
            finding.expected = Double(suspect.meant)
            let own = StatedSlip.mechanism(typed: suspect.typed, meant: suspect.meant)
            if !isInverted { finding.mechanism = own != .none ? own : otherCount }
            let isSuspect: (Finding.CellReference) -> Bool = { $0.indicator == suspect.indicator && $0.year == year }
            finding.cells = finding.cells.filter(isSuspect) + finding.cells.filter { !isSuspect($0) }
            finding.suggest(suspect.indicator, from: ExactDecimal(suspect.typed), to: ExactDecimal(suspect.meant))
        } else if isOwnSlip {
            finding.mechanism = StatedSlip.mechanism(typed: next, meant: items + change)
        } else if Double(next) > Self.outOfAllProportion * Double(max(items + change, 10)) {
            finding.mechanism = otherCount
        }
        return finding
    }

    /// A number of items this many times too large is no number of items.
    private static let outOfAllProportion = 8.0

    private func isSound(_ meant: Int, _ indicator: String) -> Bool { meant >= 0 || indicator.hasSuffix(".items_change") }
}
