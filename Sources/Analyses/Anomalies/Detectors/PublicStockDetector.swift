import Disclosure

/// 对外公开总数 of the form of 2019, the documents in public, against last year's and what was newly disclosed.
///
/// More than both together cannot be. Less can, for documents are withdrawn; but where one slip of digits in last year's stock or in the year's additions, a large one, would make
/// the balance hold to the last document, that is no withdrawal.
struct PublicStockDetector: AnomalyDetector {
    /// A slip by less than this factor is met by chance.
    private static let leastFactor = 1.5

    func findings(in history: BodyHistory) throws -> [Finding] {
        try ["rules", "normative_docs"].flatMap { row in
            try history.years.compactMap { year in try movement(row, history, year).flatMap { try slip($0, history) } }
        }
    }

    private struct Movement {
        let row: String
        let year: Int
        let now, before, new: Int
        var id: String { "disclosure.\(row)" }
    }

    /// A number that may have been typed for another.
    private struct Slip {
        let indicator: String
        let year: Int
        let typed, meant: Int
        var isLarge: Bool { meant >= 0 && Double(typed + 1) >= leastFactor * Double(meant + 1) }
        var mechanism: ErrorMechanism { StatedSlip.mechanism(typed: typed, meant: meant) }
    }

    private func movement(_ row: String, _ history: BodyHistory, _ year: Int) -> Movement? {
        let id = "disclosure.\(row)"
        guard let now = history.count("\(id).disclosed_total", year), let before = history.count("\(id).disclosed_total", year - 1),
            let new = history.count("\(id).newly_disclosed", year), now < before + new
        else { return nil }
        return Movement(row: row, year: year, now: now, before: before, new: new)
    }

    /// A stock below its balance that one large slip of digits would explain whole.
    private func slip(_ movement: Movement, _ history: BodyHistory) throws -> Finding? {
        let (now, before, new) = (movement.now, movement.before, movement.new)
        let candidates = [
            Slip(indicator: "\(movement.id).disclosed_total", year: movement.year - 1, typed: before, meant: now - new),
            Slip(indicator: "\(movement.id).newly_disclosed", year: movement.year, typed: new, meant: now - before),
        ]
        let explained = candidates.first { $0.isLarge && $0.mechanism != .none }
        guard let wrong = explained else { return nil }
        let addition = wrong.year == movement.year ? wrong.meant : new
        var finding = history.finding(
            .stockFlow, rule: "y2y.disclosed_total_slip.\(movement.row)", definition: "disclosed_total = prev(disclosed_total) + newly_disclosed",
            severity: .warning, year: wrong.year, subject: [],
            message: LocalizedText(
                zh:
                    "“\(history.shortLabel(wrong.indicator, wrong.year))”\(wrong.year)年为\(wrong.typed)；若为\(wrong.meant)，\(movement.year)年对外公开总数\(now)恰等于上年总数加本年新公开\(addition)。",
                en:
                    "\(history.english(wrong.indicator)) is \(wrong.typed) in \(wrong.year); were it \(wrong.meant), the \(now) in public in \(movement.year) would be just last year's total and the newly disclosed."
            ))
        finding.observed = Double(wrong.typed)
        finding.expected = Double(wrong.meant)
        finding.certainty = .candidates
        finding.mechanism = wrong.mechanism
        finding.suggest(wrong.indicator, from: ExactDecimal(wrong.typed), to: ExactDecimal(wrong.meant))
        finding.cells = [try history.reference(wrong.indicator, wrong.year), try history.reference("\(movement.id).disclosed_total", movement.year)]
        finding.readings = [
            LocalizedText(
                zh: "现为：上年\(before)加本年新公开\(new)等于\(before + new)，而总数为\(now)",
                en: "As filed: last year's \(before) and \(new) newly disclosed are \(before + new), the total is \(now)")
        ]
        return finding
    }
}
