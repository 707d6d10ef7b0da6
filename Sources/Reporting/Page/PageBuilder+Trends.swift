import Analyses
import Disclosure
import Plots

extension PageBuilder {
    /// Indicators in the order in which they first appear, with the rows of each.
    private var trendIndicators: [(name: String, rows: [TrendRow])] {
        var order: [String] = []
        var groups: [String: [TrendRow]] = [:]
        for row in content.trends {
            let name = trendLabels.label(row, language)
            if groups[name] == nil { order.append(name) }
            groups[name, default: []].append(row)
        }
        return order.map { ($0, groups[$0]!) }
    }

    /// What the trends were judged by, in words.
    var trendsIntro: String { ResultTable.trends(content.trends, options: content.trendOptions).notes.map { $0[language] }.joined(separator: " ") }

    /// How many series of each indicator go where.
    var trendTable: String {
        guard !content.trends.isEmpty else { return "<p>\(PageText.escaped(word("noTrends")))</p>" }
        var table = PageTable(caption: word("trendCaption"), style: "sortable", isTall: trendIndicators.count > 30)
        let directions: [TrendRow.Direction] = [.rising, .falling, .stable, .uncertain]
        table.columns =
            [.init(word("indicator")), .init(word("seriesCount"), isNumber: true)]
            + directions.map { .init(ResultTable.directions[$0.rawValue]?[language] ?? "", isNumber: true) }
        for (name, rows) in trendIndicators {
            table.rows.append(
                [.text(name), .number(PageText.count(rows.count), Double(rows.count))]
                    + directions.map { direction in
                        let count = rows.count { $0.direction == direction }
                        return .number(count == 0 ? "" : PageText.count(count), Double(count))
                    })
        }
        return table.html
    }

    /// The strongest series of either direction; where there is none, those that were tested at all.
    private var strongest: [Int] { SeriesCharts.strongest(content.trends, each: limits.series) }

    /// Which series are drawn, and how many are not.
    var trendCount: String {
        let shown = strongest.count
        let rest = content.trends.count - shown
        guard shown > 0 else { return "" }
        let isMoving = content.trends.contains { $0.direction == .rising || $0.direction == .falling }
        let drawn =
            isMoving
            ? say("图中为上升与下降最明显的 \(shown) 条", "Drawn are the \(shown) strongest, rising and falling")
            : say("没有方向明确的序列，图中为检验值最小的 \(shown) 条", "No series has a clear direction; drawn are the \(shown) with the smallest p-values")
        guard rest > 0 else { return drawn + say("。", ".") }
        let others =
            isFolder
            ? say("；其余 \(PageText.count(rest)) 条见各主体的页面。", "; the other \(PageText.count(rest)) are on the pages of their bodies.")
            : say(
                "；其余 \(PageText.count(rest)) 条可用上面的选项显示，也见各主体。", "; the choices above show the other \(PageText.count(rest)), and so does each body.")
        return drawn + others
    }

    /// The strongest series, drawn.
    var multiples: String {
        strongest.map { index in
            let row = content.trends[index]
            let label = trendLabels.label(row, language)
            let drawing = SeriesDrawing(row, title: "\(row.entity) \(label) \(Self.years(row))")
            let words = SeriesCharts(options: content.trendOptions, language: language).words(row)
            let name = "<bdi>\(PageText.escaped(row.entity))</bdi>"
            let linked = bodyOfTrend[index].map { "<a href=\"\(PageText.escaped(address(of: $0)))\">\(name)</a>" } ?? name
            let values = SeriesValues(series: [(label, drawing)], language: language)
            return "<figure><figcaption>\(linked) · \(PageText.escaped(label))<span class=\"soft\">\(PageText.escaped(words))</span></figcaption>"
                + drawing.chart().svg + "<details><summary>\(PageText.escaped(word("dataTable")))</summary>\(values.html)</details></figure>"
        }.joined(separator: "\n")
    }

    /// Every series for the script, strongest first: indicator, direction, body, place among those of the body.
    var trendData: PageValue {
        let names = trendIndicators.map(\.name)
        let places = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
        let directions: [TrendRow.Direction] = [.rising, .falling, .stable, .uncertain]
        var series: [PageValue] = []
        for (index, row) in content.trends.enumerated() {
            guard let body = bodyOfTrend[index], let place = places[trendLabels.label(row, language)] else { continue }
            let direction = directions.firstIndex(of: row.direction)!
            series.append(.list([place, direction, body, placeOfTrend[index]].map { .number(Double($0)) }))
        }
        return .object([
            ("labels", .list(names.map { .shown($0) })),
            ("directions", .list(directions.map { .text(ResultTable.directions[$0.rawValue]?[language] ?? "") })),
            ("series", .list(series)),
        ])
    }
}
