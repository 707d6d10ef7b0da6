import Rules

/// Table 4: the three sums, the domain of its cells, and how review and litigation stand to applications.
enum RemediesIdentities {
    static let blocks = ["review", "litigation.direct", "litigation.after_review"]
    static let results = ["upheld", "corrected", "other", "pending"]

    static func of(_ edition: Edition) -> [Identity] {
        blocks.map { block in
            Identity(
                LinearRule("t4.sum.\(block)", results.map { "\(block).\($0)" }, equals: ["\(block).total"]), edition, .structural, exact: true,
                label: LocalizedText(zh: "\(name(block))：四类结果之和等于总计", en: "\(EnglishLabels.row(block)!): the four results add up to the total"),
                source: "列标签“总计”")
        } + [
            Identity(
                "t4.nonneg", edition, .domain, exact: true, "min(review.*) >= 0 and min(litigation.*.*) >= 0",
                rules: blocks.flatMap { block in
                    (results + ["total"]).map { LinearRule("t4.nonneg", [.init("\(block).\($0)")], .atLeast) }
                },
                label: LocalizedText(zh: "复议诉讼表均为非负整数", en: "Table 4: counts are whole and not negative"), source: "件数"),
            Identity(
                LinearRule("t4.pending_vs_next", [.init("review.total", lag: 1), .init("review.pending", coefficient: -1)], .atLeast),
                edition, .heuristic,
                label: LocalizedText(zh: "尚未审结的复议应计入下年", en: "Pending reviews are decided next year"), source: "各地做法不一"),
            Identity(
                LinearRule(
                    "t3.scope_review",
                    [
                        .init("review.total"), .init("applications.received.total", coefficient: -1),
                        .init("applications.carried_in.total", coefficient: -1), .init("outcome.total.total", coefficient: -1, lag: -1),
                    ], .atMost), edition, .heuristic,
                label: LocalizedText(zh: "复议不多于两年的申请", en: "Reviews are not more than the applications of two years"),
                source: "争议由办理申请引起"),
            Identity(
                "t3.nontrivial", edition, .heuristic,
                "if applications.received.total = 0 then review.total + litigation.direct.total + litigation.after_review.total <= 5",
                label: LocalizedText(zh: "没有申请时不应有较多争议", en: "Without applications there are few disputes"), source: "合理性"),
        ]
    }

    static func name(_ block: String) -> String {
        switch block {
        case "review": "行政复议"
        case "litigation.direct": "未经复议直接起诉"
        default: "复议后起诉"
        }
    }
}
