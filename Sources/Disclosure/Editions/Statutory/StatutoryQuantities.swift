/// The cells of the statutory tables that concepts and ratios are: what all forms with these tables have in common.
enum StatutoryQuantities {
    static let concepts: [String: String] = [
        "received": "applications.received.total",
        "granted": "outcome.granted.total",
        "partial": "outcome.partial.total",
        "refused": "sum(outcome.denied.*.total)",
        "unable": "sum(outcome.unable.*.total)",
        "not_processed": "sum(outcome.not_processed.*.total)",
        "concluded": "outcome.total.total",
        "carried_out": "applications.carried_out.total",
        "licensing_decisions": "disclosure.licensing.decisions",
        "punishment_decisions": "disclosure.punishment.decisions",
        "coercion_decisions": "disclosure.coercion.decisions",
        "normative_made": "disclosure.normative_docs.made",
        "review": "review.total",
        "litigation": "litigation.direct.total + litigation.after_review.total",
    ]

    static let ratios: [String: Ratio.Sides] = [
        "disclosure_rate": Ratio.Sides("outcome.granted.total", by: "outcome.total.total"),
        "substantive_disclosure_rate": Ratio.Sides("outcome.granted.total + outcome.partial.total", by: "outcome.total.total"),
        "partial_disclosure_rate": Ratio.Sides("outcome.partial.total", by: "outcome.total.total"),
        "refusal_rate": Ratio.Sides("sum(outcome.denied.*.total)", by: "outcome.total.total"),
        "unable_rate": Ratio.Sides("sum(outcome.unable.*.total)", by: "outcome.total.total"),
        "not_processed_rate": Ratio.Sides("sum(outcome.not_processed.*.total)", by: "outcome.total.total"),
        "conclusion_rate": Ratio.Sides("outcome.total.total", by: "applications.received.total + applications.carried_in.total"),
        "carry_over_rate": Ratio.Sides("applications.carried_out.total", by: "applications.received.total + applications.carried_in.total"),
        "natural_person_share": Ratio.Sides("applications.received.natural_person", by: "applications.received.total"),
        "review_correction_rate": Ratio.Sides("review.corrected", by: "review.total - review.pending"),
        "review_correction_rate_all": Ratio.Sides("review.corrected", by: "review.total"),
        "litigation_correction_rate": Ratio.Sides(
            "litigation.direct.corrected + litigation.after_review.corrected",
            by: "litigation.direct.total + litigation.after_review.total - litigation.direct.pending - litigation.after_review.pending"),
        "litigation_correction_rate_all": Ratio.Sides(
            "litigation.direct.corrected + litigation.after_review.corrected", by: "litigation.direct.total + litigation.after_review.total"),
        "dispute_rate": Ratio.Sides("review.total", by: "outcome.total.total"),
        "litigation_rate": Ratio.Sides("litigation.direct.total + litigation.after_review.total", by: "outcome.total.total"),
    ]

    /// Numbers that the prose states of these tables.
    static let statedTotals: [EditionProfile.StatedTotal] = [
        .init(.reviews, ["review.total"]), .init(.lawsuits, ["litigation.direct.total", "litigation.after_review.total"]),
    ]

    /// Labels of Table 3 that show it, whichever of the forms it is.
    static let applicationLabels = ["属于国家秘密", "保护第三方合法权益", "属于三类内部事务信息", "属于四类过程性信息", "属于行政查询事项", "本机关不掌握相关政府信息"]
}
