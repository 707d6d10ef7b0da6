import Analyses
import Output
import Plots

/// A series of years: a line in the space of a word here, the numbers for the script.
struct SeriesDrawing: PageDrawing {
    let points: [TrendRow.Point]
    let breaks: [Int]
    let forecast: [TrendRow.ForecastYear]
    let unit: String
    let title: String

    init(_ row: TrendRow, title: String) {
        points = row.points.sorted { $0.year < $1.year }
        breaks = Array(Set(row.breaks.map(\.year))).sorted()
        forecast = row.forecast
        unit = row.unit
        self.title = PageText.visible(title)
    }

    var html: String {
        Sparkline(points: points.map { (Double($0.year), $0.value) }, breaks: breaks.map(Double.init), title: title, width: 150, height: 34).svg
    }

    /// The series with its axes, breaks and forecast.
    func chart(width: Double = 300, height: Double = 150) -> LineChart {
        LineChart(
            points: points.map { (Double($0.year), unit == "1" ? $0.value * 100 : $0.value) },
            band: forecast.map {
                let factor = unit == "1" ? 100.0 : 1
                return .init(x: Double($0.year), mean: $0.mean * factor, low: $0.low * factor, high: $0.high * factor)
            },
            breaks: breaks.map { (Double($0), "") }, title: title, unit: unit == "1" ? "%" : "", width: width, height: height)
    }

    var data: PageValue {
        var values: [PageValue] = []
        if let first = points.first?.year, let last = points.last?.year, last - first < 1000 {
            let known = Dictionary(points.map { ($0.year, $0.value) }) { one, _ in one }
            values = (first...last).map { year in .number(known[year].map(rounded) ?? .nan) }
        }
        return .object([
            ("$", .text("spark")), ("f", .number(Double(points.first?.year ?? 0))), ("v", .list(values)), ("u", .shown(unit)),
            ("b", .list(breaks.map { .number(Double($0)) })),
            (
                "p",
                .list(forecast.map { .list([.number(Double($0.year)), .number(rough($0.mean)), .number(rough($0.low)), .number(rough($0.high))]) })
            ),
        ])
    }

    /// What is only drawn: three digits.
    private func rough(_ value: Double) -> Double { value.isFinite ? Double(NumberStyle.significant(value, 3)) ?? value : .nan }

    /// Four places of a share are two of a percentage, which is what is shown; other numbers keep five digits.
    private func rounded(_ value: Double) -> Double {
        guard value.isFinite else { return .nan }
        if unit == "1" { return (value * 10_000).rounded() / 10_000 }
        if value == value.rounded() { return value }
        return Double(NumberStyle.significant(value, 5)) ?? value
    }
}

/// The table of the values of several series, year by year: what stands beside every drawing of them.
struct SeriesValues: PageDrawing {
    let series: [(name: String, drawing: SeriesDrawing)]
    let language: Language

    var html: String {
        let years = series.flatMap { $0.drawing.points.map(\.year) }
        guard let first = years.min(), let last = years.max(), last - first < 1000 else { return "" }
        var table = PageTable(caption: ReportPageWords.text("dataTable", language), isCaptionHidden: true)
        table.columns = [.init(ReportPageWords.text("seriesName", language))] + (first...last).map { .init(String($0), isNumber: true) }
        for (name, drawing) in series {
            let known = Dictionary(drawing.points.map { ($0.year, $0.value) }) { one, _ in one }
            table.rows.append(
                [.text(name)]
                    + (first...last).map { year in .number(known[year].map { PageText.value($0, unit: drawing.unit, language) } ?? "–", nil) })
        }
        return table.html
    }

    /// The script has the numbers already: they are those of the drawings.
    var data: PageValue { .object([("$", .text("values"))]) }
}
