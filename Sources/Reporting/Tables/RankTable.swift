public import Analyses
import Disclosure

extension ResultTable {
    /// The result of `analyze rank`.
    public static func rank(_ ranking: Ranking) -> ResultTable {
        let style = ranking.isFraction ? NumberStyle.fraction(2) : .general
        let percent = NumberStyle.significant(100 * ranking.level, 3)
        let hasMovement = ranking.rows.contains { $0.movement != nil }
        let hasTop = ranking.rows.contains { $0.probabilities?.topK != nil }
        let hasWithout = ranking.rows.contains { !$0.ranksWithout.isEmpty }
        let hasSensitivity = ranking.rows.contains { $0.sensitivity != nil }
        return ResultTable(
            schema: "analyze.rank/2",
            title: LocalizedText(zh: "排名：\(ranking.label.zh)（\(ranking.year)）", en: "Ranking: \(ranking.label.en) (\(ranking.year))"),
            of: ranking.rows,
            columns: [
                .number("rank", zh: "名次", en: "Rank", .plain) { .integer($0.rank) },
                .number("rank_low", zh: "最好名次", en: "Best", .plain) { .integer($0.rankLow) },
                .number("rank_high", zh: "最差名次", en: "Worst", .plain) { .integer($0.rankHigh) },
                .text("entity", zh: "主体", en: "Entity") { .text($0.entity) },
                .text("region_code", zh: "区划代码", en: "Region", .extra) { .text($0.regionCode) },
                .text("level", zh: "级别", en: "Level", .extra, codes: Codes.levels) { .text($0.level.rawValue) },
                .number("year", zh: "年度", en: "Year", .plain) { .integer($0.year) },
                .number("value", zh: "数值", en: "Value", style) { .number($0.value) },
                .number("shrunken", zh: "收缩后", en: "Shrunken", style) { .number($0.shrunken) },
                .number("low", zh: "\(percent)% 下限", en: "\(percent)% low", style) { .number($0.low) },
                .number("high", zh: "\(percent)% 上限", en: "\(percent)% high", style) { .number($0.high) },
                .number("n", zh: "n", en: "n", .general) { .number($0.n) },
                .number("score", zh: "得分", en: "Score", style, .machine) { .number($0.score) },
                .text("components", zh: "构成", en: "Components", .machine) { row in
                    .object(row.components.map { ResultField($0.key, .number($0.value)) })
                },
                .number("value_then", zh: "原数值", en: "Before", style, hasMovement ? .essential : .machine) { .number($0.movement?.value) },
                .number("rank_then", zh: "原名次", en: "Rank before", .plain, hasMovement ? .essential : .machine) { .integer($0.movement?.rank) },
                .number("rank_change", zh: "名次变动", en: "Moved", .plain, hasMovement ? .essential : .machine) { .integer($0.movement?.change) },
                .number("movement_p", zh: "变动 p", en: "p of move", .probability, hasMovement ? .extra : .machine) { .number($0.movement?.pValue) },
                .text("movement", zh: "变动判断", en: "Movement", hasMovement ? .essential : .machine, codes: movements) {
                    .text($0.movement?.direction.rawValue)
                },
                .number("p_top_k", zh: "居前概率", en: "P(top)", .fixed(3), hasTop ? .essential : .machine) { .number($0.probabilities?.topK) },
                .text("rank_probabilities", zh: "各名次概率", en: "P(rank)", .machine) { row in .list((row.probabilities?.ranks ?? []).map { .number($0) })
                },
                .text("ranks_without", zh: "去掉一项后的名次", en: "Ranks without", hasWithout ? .extra : .machine) { row in
                    .object(row.ranksWithout.map { ResultField($0.key, .number($0.value)) })
                },
                .text("sensitivity", zh: "名次敏感性", en: "Sensitivity", hasSensitivity ? .extra : .machine) { $0.sensitivity.map(Self.object) ?? .null },
                .number("z_score", zh: "z", en: "z", .fixed(2), .extra) { .number($0.zScore) },
                .text("funnel", zh: "漏斗图", en: "Funnel", .extra, codes: funnelPositions, tints: ["below": .yellow, "above": .yellow]) {
                    .text($0.funnel?.rawValue)
                },
                .text("peers", zh: "同类主体", en: "Peers", .extra, codes: PeerNames.codes(ranking.rows.map(\.peers))) { .text($0.peers) },
                .number("peer_count", zh: "组内排名数", en: "Ranked peers", .plain, .extra) { .integer($0.peerCount) },
                .text("eligible", zh: "可排名", en: "Eligible", .machine) { .flag($0.eligible) },
                .text("reason", zh: "说明", en: "Reason") { .localized($0.reason) },
            ], notes: ranking.notes)
    }

    private static let movements: [String: LocalizedText] = [
        "up": LocalizedText(zh: "上升", en: "up"), "down": LocalizedText(zh: "下降", en: "down"),
        "uncertain": LocalizedText(zh: "不能确定", en: "uncertain"),
    ]

    private static func object(_ shares: RankRow.Sensitivity) -> ResultValue {
        func share(_ share: RankRow.Sensitivity.Share) -> ResultValue {
            .object([ResultField("first", .number(share.first)), ResultField("total", .number(share.total))])
        }
        return .object([
            ResultField("normalization", share(shares.normalization)), ResultField("weights", share(shares.weights)),
            ResultField("aggregation", share(shares.aggregation)),
        ])
    }

    static let funnelPositions: [String: LocalizedText] = [
        "below": LocalizedText(zh: "低于下限", en: "below"), "within": LocalizedText(zh: "界限之内", en: "within"),
        "above": LocalizedText(zh: "高于上限", en: "above"),
    ]
}
