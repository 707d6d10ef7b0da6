import Analyses
import Disclosure
import Output
import Plots

/// The charts of a group of ranked bodies, for the page and for files of their own.
struct RankingCharts {
    let ranking: Ranking
    let language: Language

    private func say(_ zh: String, _ en: String) -> String { language == .zh ? zh : en }

    /// The groups of bodies that are compared with each other, in the order of the ranking.
    var groups: [(key: String, rows: [RankRow])] {
        var order: [String] = []
        var groups: [String: [RankRow]] = [:]
        for row in ranking.rows {
            if groups[row.peers] == nil { order.append(row.peers) }
            groups[row.peers, default: []].append(row)
        }
        return order.map { ($0, groups[$0]!) }
    }

    /// A group's key in words: 县级部门.
    func name(_ key: String) -> String {
        PeerNames.name(key, language) ?? (key.isEmpty ? ReportPageWords.text("ungrouped", language) : key)
    }

    /// Ranks with the ranges that the data support, in the order of the rows.
    func caterpillar(_ rows: [RankRow]) -> DotIntervalChart {
        DotIntervalChart(
            rows: rows.compactMap { row in
                guard let rank = row.rank else { return nil }
                return DotIntervalChart.Row(
                    label: TerminalText.of(row.entity), value: Double(rank), low: row.rankLow.map(Double.init), high: row.rankHigh.map(Double.init),
                    remark: value(row) + (row.n.map { "  n = \(PageText.value($0, unit: "", language))" } ?? ""))
            }, isRank: true, axis: say("名次", "rank"), title: TerminalText.of(ranking.label[language]))
    }

    /// Values against their denominators, with the limits of chance; bodies outside the outer ones are named where there is room.
    func funnel(_ funnel: RankFunnel, _ rows: [RankRow]) -> FunnelChart {
        let points = rows.compactMap { row -> FunnelChart.Point? in
            guard let n = row.n, n > 0, let value = row.value else { return nil }
            return .init(label: TerminalText.of(row.entity), n: n, value: value, isOutside: row.funnel == .above || row.funnel == .below)
        }
        func ends(_ limits: ClosedRange<Double>) -> (low: Double, high: Double) {
            (max(0, limits.lowerBound), ranking.isFraction ? min(1, limits.upperBound) : limits.upperBound)
        }
        return FunnelChart(
            points: points, center: funnel.center, inner: funnel.limits.map { .init(n: $0.n, low: ends($0.inner).low, high: ends($0.inner).high) },
            outer: funnel.limits.map { .init(n: $0.n, low: ends($0.outer).low, high: ends($0.outer).high) }, asPercent: ranking.isFraction,
            title: TerminalText.of(ranking.label[language]), xLabel: say("分母 n", "denominator n"))
    }

    /// The value of a row, as it is written.
    func value(_ row: RankRow) -> String {
        row.value.map { ranking.isFraction ? NumberStyle.fraction(2).text($0) : PageText.value($0, unit: "", language) } ?? "–"
    }
}
