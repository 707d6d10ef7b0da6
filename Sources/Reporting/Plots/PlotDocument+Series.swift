public import Analyses
import Disclosure
import Plots

extension PlotDocument {
    /// The strongest trends side by side, as the page shows them; `nil` when there is no series.
    ///
    /// - Parameters:
    ///   - rows: one a series, strongest first.
    ///   - each: the most of either direction.
    public static func trends(_ rows: [TrendRow], options: TrendOptions, each: Int, language: Language) -> PlotDocument? {
        let chosen = SeriesCharts.strongest(rows, each: each)
        let shown = (chosen.isEmpty ? Array(rows.indices.prefix(each)) : chosen).map { rows[$0] }
        guard !shown.isEmpty else { return nil }
        let isMoving = shown.contains { $0.direction == .rising || $0.direction == .falling }
        let title =
            switch (language, isMoving) {
            case (.zh, true): "上升与下降最明显的序列"
            case (.zh, false): "序列（没有方向明确的）"
            case (.en, true): "The series that rise and fall most clearly"
            case (.en, false): "Series, none with a clear direction"
            }
        return of(shown, among: rows, title: title, options: options, size: (300, 150), columns: 3, language: language)
    }

    /// Series one below the other, each as wide as a page; `nil` when there is none.
    ///
    /// - Parameter limit: the most that are drawn; a remark says how many are not.
    public static func series(_ rows: [TrendRow], options: TrendOptions, limit: Int, language: Language) -> PlotDocument? {
        guard let first = rows.first else { return nil }
        let labels = TrendLabels(rows)
        let title =
            rows.count == 1
            ? "\(first.entity) · \(labels.label(first, language))" : language == .zh ? "\(rows.count) 条序列" : "\(rows.count) series"
        return of(Array(rows.prefix(limit)), among: rows, title: title, options: options, size: (720, 260), columns: 1, language: language)
    }

    private static func of(
        _ shown: [TrendRow], among rows: [TrendRow], title: String, options: TrendOptions, size: (width: Double, height: Double), columns: Int,
        language: Language
    ) -> PlotDocument {
        let labels = TrendLabels(rows)
        let words = SeriesCharts(options: options, language: language)
        var facts: [String] = []
        let panels = shown.map { row -> PlotSheet.Panel in
            let name = "\(row.entity) · \(labels.label(row, language))"
            let unit = row.unit == "1" ? nil : Codes.units[row.unit]?[language] ?? row.unit
            let drawing = SeriesDrawing(row, title: "\(name) \(PageBuilder.years(row))")
            let values = row.points.sorted { $0.year < $1.year }.map { "\($0.year) \(PageText.value($0.value, unit: row.unit, language))" }
            facts.append("\(name): \(words.words(row)): \(values.joined(separator: ", "))")
            // A single series is named by the heading.
            let isNamed = rows.count > 1 || unit?.isEmpty != false
            return .init(
                caption: !isNamed ? unit ?? "" : name + (unit.map { $0.isEmpty ? "" : language == .zh ? "（\($0)）" : " (\($0))" } ?? ""),
                remark: words.words(row),
                chart: drawing.chart(width: size.width, height: size.height))
        }
        var notes = [ReportPageWords.text("plotSeries", language)]
        if shown.contains(where: { !$0.forecast.isEmpty }) { notes.append(ReportPageWords.text("plotForecast", language)) }
        if shown.count < rows.count {
            notes.append(
                language == .zh ? "共 \(rows.count) 条序列，图中为 \(shown.count) 条。" : "Drawn are \(shown.count) of \(rows.count) series.")
        }
        return PlotDocument(title: title, facts: facts, panels: panels, columns: columns, notes: notes, language: language)
    }
}
