public import Analyses
import Disclosure
import Plots

extension PlotDocument {
    /// Ranks with their ranges, group by group; `nil` when nobody is ranked. Of a long group the first and the last are drawn, and a remark says how many are not.
    ///
    /// - Parameter ends: how many of either end.
    public static func ranks(_ ranking: Ranking, ends: Int, language: Language) -> PlotDocument? {
        let charts = RankingCharts(ranking: ranking, language: language)
        var facts: [String] = []
        var panels: [PlotSheet.Panel] = []
        for (key, rows) in charts.groups {
            let ranked = rows.filter(\.eligible)
            guard !ranked.isEmpty else { continue }
            let isWhole = ranked.count <= 2 * ends
            let shown = isWhole ? ranked : Array(ranked.prefix(ends)) + Array(ranked.suffix(ends))
            let remark =
                switch (language, isWhole) {
                case (.zh, true): "\(ranked.count) 个参加排名"
                case (.en, true): "\(ranked.count) ranked"
                case (.zh, false): "\(ranked.count) 个参加排名，图中为前 \(ends) 名与后 \(ends) 名"
                case (.en, false): "\(ranked.count) ranked; drawn are the first \(ends) and the last \(ends)"
                }
            panels.append(.init(caption: charts.name(key), remark: remark, chart: charts.caterpillar(shown)))
            facts += shown.map { row in
                let range = row.rankLow.flatMap { low in row.rankHigh.map { low == $0 ? "" : " (\(low)–\($0))" } } ?? ""
                return "\(row.rank.map(String.init) ?? "–")\(range) \(row.entity): \(charts.value(row))"
            }
        }
        guard !panels.isEmpty else { return nil }
        let percent = NumberStyle.fixed(0).text(ranking.level * 100)
        let reading =
            language == .zh
            ? "点为名次，线为数据所支持的名次范围（\(percent)%）；范围重叠的主体，先后不足为凭。"
            : "Dots are ranks, bars the ranges that the data support (\(percent) %). Where bars overlap, the order proves little."
        return PlotDocument(
            title: heading(ranking, language), facts: facts, panels: panels, notes: [reading] + ranking.notes.map { $0[language] }, language: language
        )
    }

    /// Rates against their denominators with the limits of chance, group by group; `nil` when no group has a funnel.
    public static func funnel(_ ranking: Ranking, language: Language) -> PlotDocument? {
        let charts = RankingCharts(ranking: ranking, language: language)
        var facts: [String] = []
        var panels: [PlotSheet.Panel] = []
        for (key, rows) in charts.groups {
            let ranked = rows.filter(\.eligible)
            for funnel in ranking.funnels where funnel.peers == key {
                let above = ranked.filter { $0.funnel == .above }
                let below = ranked.filter { $0.funnel == .below }
                let remark =
                    language == .zh
                    ? "\(ranked.count) 个主体：高于 99.8% 控制限 \(above.count) 个，低于 \(below.count) 个"
                    : "\(ranked.count) bodies: \(above.count) above the limits of 99.8 %, \(below.count) below"
                panels.append(.init(caption: charts.name(key), remark: remark, chart: charts.funnel(funnel, ranked)))
                facts.append("\(charts.name(key)): \(remark)")
                facts += (above + below).map { row in
                    "\(row.entity): \(charts.value(row)), n = \(row.n.map { PageText.value($0, unit: "", language) } ?? "–")"
                }
            }
        }
        guard !panels.isEmpty else { return nil }
        return PlotDocument(
            title: heading(ranking, language), facts: facts, panels: panels, notes: [ReportPageWords.text("funnelCaption", language)],
            language: language)
    }

    private static func heading(_ ranking: Ranking, _ language: Language) -> String {
        language == .zh ? "\(ranking.label.zh)（\(ranking.year) 年）" : "\(ranking.label.en) (\(ranking.year))"
    }
}
