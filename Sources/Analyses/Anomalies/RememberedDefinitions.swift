/// The texts that findings of a rule are remembered by where it had one of its own before the rule was a line: ``Fingerprint`` hashes them in place of the line.
///
/// Verdicts stay on their findings as long as nothing is changed here. A new rule needs no entry.
enum RememberedDefinitions {
    /// The text of a rule; a star stands for the last part of the id.
    static func of(_ rule: String) -> String? {
        texts[rule] ?? rule.lastIndex(of: ".").flatMap { texts[rule[...$0] + "*"] }
    }

    static let texts: [String: String] = [
        "fj.cumulative": "cumulative = prev(cumulative) + value",
        "fj.cumulative_monotone": "cumulative >= prev(cumulative)",
        "fj.cumulative_part": "value <= cumulative",
        "gz.rounds": "stats.consultation.decisions = 0 -> stats.consultation.opinions = 0",
        "s14.budget_unit": "budget <= 10000",
        "s14.trainees": "stats.training.classes = 0 -> stats.training.trainees = 0",
        "t2.fees_change_is_count": "abs(items_change) <= max(50, 2 * items_prev)",
        "t2.items_change.*": "items_change <= max(100, items_prev)",
        "t2.items_nonneg.*": "items_prev + items_change >= 0",
        "t2.not_conflated.*": "items_prev + items_change != decisions",
        "t2.procurement": "projects = 0 <-> amount = 0",
        "t2.procurement_unit_price": "1e3 <= amount / projects <= 1e8",
        "t2.repealed_le_stock.*": "repealed <= prev(in_force) + made",
        "t3.nontrivial": "received = 0 -> disputes <= 5",
        "t3.scope_review": "review <= received + carried_in + prev(outcome.total)",
        "t4.pending_vs_next": "next(review.total) >= review.pending",
        "y2y.carry.*": "prev(carried_out) = carried_in",
        "y2y.disclosed_total.*": "disclosed_total <= prev(disclosed_total) + newly_disclosed",
        "y2y.in_force.*": "in_force = prev(in_force) + made - repealed",
        "y2y.items.*": "items_prev + items_change = next(items_prev)",
    ]
}
