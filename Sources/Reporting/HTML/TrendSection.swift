import Analyses
import Disclosure
import Output
import Plots

/// The trends of the report page, body by body, each series with its sparkline.
struct TrendSection {
    let language: Language
    let limit: Int

    func groups(_ rows: [TrendRow]) -> [[String: Any]] {
        var order: [String] = []
        var groups: [String: [TrendRow]] = [:]
        for row in rows.prefix(limit) {
            let key = "\(row.entity)\u{1F}\(row.regionCode ?? "")"
            if groups[key] == nil { order.append(key) }
            groups[key, default: []].append(row)
        }
        return order.map { key in
            let rows = groups[key]!
            let shown = rows.filter { $0.pValue != nil }
            let short = rows.filter { $0.pValue == nil }
            return [
                "entity": rows[0].entity, "rows": shown.map(values), "hasRows": !shown.isEmpty, "hasShort": !short.isEmpty,
                "shortSummary": language == .zh ? "\(short.count) 条序列无法检验" : "\(short.count) series that cannot be tested",
                "short": short.map { "\($0.label[language])\(language == .zh ? "：" : ": ")\($0.note?[language] ?? "")" },
            ]
        }
    }

    private func values(_ row: TrendRow) -> [String: Any] {
        let style = row.unit == "1" ? NumberStyle.fraction(1) : .general
        func text(_ value: Double?, _ style: NumberStyle) -> String { value.map { style.text($0) } ?? "–" }
        func interval(_ low: Double?, _ high: Double?, _ style: NumberStyle) -> String {
            guard let low, let high else { return "" }
            return "\(style.text(low)) … \(style.text(high))"
        }
        let years = row.firstYear.map { first in "\(first)–\(row.lastYear ?? first)" } ?? ""
        let sparkline = Sparkline(
            points: row.points.map { (Double($0.year), $0.value) }, breaks: row.breaks.map { Double($0.year) },
            title: TerminalText.of("\(row.label[language]) \(years)"), width: 150, height: 34)
        return [
            "label": row.label[language], "unit": row.unit == "1" ? "" : Codes.units[row.unit]?[language] ?? row.unit, "spark": sparkline.svg,
            "last": text(row.points.last?.value, style), "years": years, "n": String(row.n),
            "percent": text(row.percentPerYear, .percent(1)), "percentInterval": interval(row.percentLow, row.percentHigh, .percent(1)),
            "slope": text(row.slope, .general), "slopeInterval": interval(row.slopeLow, row.slopeHigh, .general),
            "p": text(row.pValue, .probability), "q": text(row.qValue, .probability), "directionClass": row.direction.rawValue,
            "direction": Self.arrow(row.direction) + (ResultTable.directions[row.direction.rawValue]?[language] ?? ""),
            "model": row.model?.name[language] ?? "",
            "note": row.note.map { [$0[language]] } ?? [],
        ]
    }

    private static func arrow(_ direction: TrendRow.Direction) -> String {
        switch direction {
        case .rising: "↗ "
        case .falling: "↘ "
        case .stable: "→ "
        case .uncertain: ""
        }
    }
}
