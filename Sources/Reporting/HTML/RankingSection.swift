import Analyses
import Disclosure
import Output
import Plots

/// A ranking of the report page: dots with intervals, group by group, and who is not ranked and why.
struct RankingSection {
    let language: Language
    let limit: Int

    func values(_ ranking: Ranking) -> [String: Any] {
        var order: [String] = []
        var groups: [String: [RankRow]] = [:]
        for row in ranking.rows where row.eligible {
            if groups[row.peers] == nil { order.append(row.peers) }
            groups[row.peers, default: []].append(row)
        }
        let unranked = ranking.rows.filter { !$0.eligible }
        return [
            "title": language == .zh ? "\(ranking.label.zh)（\(ranking.year)）" : "\(ranking.label.en) (\(ranking.year))",
            "remark": ranking.notes.map { $0[language] }.joined(separator: " "),
            "groups": order.map { group($0, groups[$0]!, ranking) }, "hasUnranked": !unranked.isEmpty,
            "unrankedSummary": language == .zh ? "\(unranked.count) 个主体未排名" : "\(unranked.count) not ranked",
            "unranked": unranked.map { "\($0.entity)：\($0.reason?[language] ?? "")" },
        ]
    }

    private func group(_ key: String, _ rows: [RankRow], _ ranking: Ranking) -> [String: Any] {
        let chart = DotIntervalChart(
            rows: rows.prefix(limit).map { row in
                DotIntervalChart.Row(
                    label: TerminalText.of(row.entity), value: row.score ?? row.value ?? 0, low: row.low, high: row.high,
                    secondary: row.shrunken == nil ? nil : row.value, remark: remark(row, ranking))
            }, asPercent: ranking.isFraction, title: TerminalText.of(ranking.label[language]))
        let shown = rows.count > limit ? (language == .zh ? "，显示前 \(limit) 个" : ", the first \(limit) shown") : ""
        return [
            "name": name(key) + (language == .zh ? " · \(rows.count) 个" : " · \(rows.count)") + shown, "chart": chart.svg,
            "funnel": ranking.funnels.filter { $0.peers == key }.map { funnel($0, rows, ranking) },
        ]
    }

    /// Values against their denominators, with the limits of chance; bodies outside the outer ones are named.
    private func funnel(_ funnel: RankFunnel, _ rows: [RankRow], _ ranking: Ranking) -> String {
        let points = rows.compactMap { row -> FunnelChart.Point? in
            guard let n = row.n, n > 0, let value = row.value else { return nil }
            return .init(label: TerminalText.of(row.entity), n: n, value: value, isOutside: row.funnel == .above || row.funnel == .below)
        }
        let title =
            language == .zh ? "\(ranking.label.zh)与分母：95% 与 99.8% 控制限" : "\(ranking.label.en) against the denominator, limits of 95 % and 99.8 %"
        return FunnelChart(
            points: points, center: funnel.center,
            inner: funnel.limits.map { .init(n: $0.n, low: max(0, $0.inner.lowerBound), high: $0.inner.upperBound) },
            outer: funnel.limits.map { .init(n: $0.n, low: max(0, $0.outer.lowerBound), high: $0.outer.upperBound) },
            asPercent: ranking.isFraction, title: title
        ).svg
    }

    private func remark(_ row: RankRow, _ ranking: Ranking) -> String {
        let value = row.value.map { ranking.isFraction ? NumberStyle.fraction(2).text($0) : NumberStyle.general.text($0) } ?? ""
        let n = row.n.map { "  n = \(NumberStyle.plain.text($0))" } ?? ""
        guard let rank = row.rank else { return value + n }
        guard let low = row.rankLow, let high = row.rankHigh else { return "\(rank).  \(value)\(n)" }
        return "\(rank) (\(low)–\(high))  \(value)\(n)"
    }

    /// A group's key in words: kind, level, place.
    private func name(_ key: String) -> String {
        let parts = key.split(separator: "/").map(String.init)
        let kind = Codes.bodyKinds[parts[0]]?[language] ?? parts[0]
        let level = parts.count > 1 ? Codes.levels[parts[1]]?[language] ?? parts[1] : nil
        let place = parts.count > 2 ? parts[2] : nil
        return [level, kind, place].compactMap { $0 }.joined(separator: " · ")
    }
}
