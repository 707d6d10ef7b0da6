import Analyses
import Disclosure
import Plots

/// A ranking of the page: the funnel, the intervals of ranks, and the table, group by group.
struct RankingSection {
    let builder: PageBuilder
    let ranking: Ranking
    let number: Int
    private var language: Language { builder.language }
    private var charts: RankingCharts { RankingCharts(ranking: ranking, language: language) }

    var html: String {
        let title = builder.say("\(ranking.label.zh)（\(ranking.year) 年）", "\(ranking.label.en) (\(ranking.year))")
        let remark = ranking.notes.map { $0[language] }.joined(separator: " ")
        return "<h3>\(PageText.escaped(title))</h3>\n<p class=\"soft\">\(PageText.escaped(remark))</p>\n"
            + charts.groups.map { group($0.key, $0.rows) }.joined(separator: "\n")
    }

    private func group(_ key: String, _ rows: [RankRow]) -> String {
        let ranked = rows.filter(\.eligible)
        var result = "<h4>\(PageText.escaped(charts.name(key))) · \(builder.say("\(ranked.count) 个参加排名", "\(ranked.count) ranked"))</h4>\n"
        if ranked.count > 1 {
            for funnel in ranking.funnels where funnel.peers == key { result += figure(charts.funnel(funnel, ranked).svg, word("funnelCaption")) }
            result += caterpillar(ranked)
        }
        let summary = builder.say(
            "数据表：\(PageText.count(rows.count)) 个主体，按区划代码排列", "Data table: \(PageText.count(rows.count)) bodies in the order of region codes")
        return result + builder.details(summary, table(rows), rows: rows.count)
    }

    private func word(_ key: String) -> String { builder.word(key) }

    private func figure(_ drawing: String, _ caption: String) -> String {
        "<figure><figcaption>\(PageText.escaped(caption))</figcaption><div class=\"plot-hold\" tabindex=\"0\" role=\"region\" aria-label=\"\(PageText.escaped(caption))\">\(drawing)</div></figure>\n"
    }

    /// Ranks with the ranges that the data support: all of a small group, else both ends.
    private func caterpillar(_ ranked: [RankRow]) -> String {
        let ends = builder.limits.ranked
        let all = ranked.count <= 2 * ends + 10
        let shown = all ? ranked : Array(ranked.prefix(ends)) + Array(ranked.suffix(ends))
        let percent = NumberStyle.fixed(0).text(ranking.level * 100)
        var caption = builder.say("名次（点）与数据所支持的名次范围（线，\(percent)%）", "Ranks (dots) and the ranges that the data support (bars, \(percent) %)")
        if !all {
            caption += builder.say(
                "：前 \(ends) 名与后 \(ends) 名，其余 \(ranked.count - 2 * ends) 个在下面的数据表中",
                ": the first \(ends) and the last \(ends); the other \(ranked.count - 2 * ends) are in the table below")
        }
        return figure(charts.caterpillar(shown).svg, caption)
    }

    private func table(_ rows: [RankRow]) -> String {
        let hasMovement = rows.contains { $0.movement != nil }
        var table = PageTable(caption: ranking.label[language], isCaptionHidden: true, style: "sortable", isTall: rows.count > 30)
        var columns: [PageTable.Column] = [.init(word("entity")), .init(word("regionCode"))]
        for key in ["rank", "rankRange", "value", "interval"] { columns.append(.init(word(key), isNumber: true)) }
        columns.append(.init("n", isNumber: true))
        columns.append(.init(word("funnel")))
        if hasMovement { columns.append(.init(word("movement"))) }
        columns.append(.init(word("remark")))
        table.columns = columns
        let ordered = rows.sorted { one, other in
            one.regionCode != other.regionCode ? (one.regionCode ?? "~") < (other.regionCode ?? "~") : one.entity < other.entity
        }
        for row in ordered {
            let address = builder.bodies.indices.contains(row.body) ? builder.address(of: row.body) : nil
            let n = row.n.map { PageText.value($0, unit: "", language) } ?? ""
            var cells: [PageTable.Cell] = [.link(row.entity, to: address), .text(row.regionCode ?? "")]
            cells.append(.number(row.rank.map { String($0) } ?? "–", row.rank.map { Double($0) }))
            cells.append(.number(range(row), row.rankLow.map { Double($0) }))
            cells.append(.number(value(row), row.value))
            cells.append(.number(interval(row), row.low))
            cells.append(.number(n, row.n))
            cells.append(.text(row.funnel.flatMap { ResultTable.funnelPositions[$0.rawValue]?[language] } ?? ""))
            if hasMovement { cells.append(.text(movement(row))) }
            cells.append(.text(row.reason?[language] ?? ""))
            table.rows.append(cells)
        }
        return table.html
    }

    func value(_ row: RankRow) -> String { charts.value(row) }

    /// A group's key in words: 县级部门.
    func name(_ key: String) -> String { charts.name(key) }

    private func interval(_ row: RankRow) -> String {
        guard let low = row.low, let high = row.high else { return "" }
        func text(_ value: Double) -> String { ranking.isFraction ? NumberStyle.fraction(1).text(value) : PageText.value(value, unit: "", language) }
        return "\(text(low)) … \(text(high))"
    }

    /// The range of ranks that the data support.
    func range(_ row: RankRow) -> String {
        guard let low = row.rankLow, let high = row.rankHigh else { return "" }
        return low == high ? "\(low)" : "\(low)–\(high)"
    }

    /// How a body moved since the year before.
    func movement(_ row: RankRow) -> String {
        guard let movement = row.movement, let before = movement.rank, let change = movement.change else { return "" }
        let now = before + change
        let sign = change < 0 ? "▲\(-change)" : change > 0 ? "▼\(change)" : "＝"
        let words =
            switch movement.direction {
            case .up: builder.say("，确有上升", ", a rise")
            case .down: builder.say("，确有下降", ", a fall")
            case .uncertain: ""
            }
        return "\(before) → \(now) \(sign)\(words)"
    }
}
