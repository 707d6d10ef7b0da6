import ColumnStore
import Foundation
import Statistics

/// Time and memory against the number of series (three decades) and of years: whether cost grows as the cells do.
struct CostCurves {
    let small: Bool

    /// A batch that is measured: its name and one execution over a column.
    struct Subject {
        let name: String
        /// Series at the right end of the curve.
        let largest: Int
        /// What cost grows with in the years, beside the cells.
        let years: String
        let prepare: (SeriesColumn, [Double]) -> () -> Void
    }

    static var subjects: [Subject] {
        [
            Subject(name: "lines (OLS)", largest: 1_000_000, years: "each year is read once") { column, x in
                let results = TrendResults(seriesCount: column.seriesCount)
                return { results.fit(column, x: x) }
            },
            Subject(name: "Theil–Sen and Mann–Kendall", largest: 300_000, years: "the slopes of all pairs of years are sorted") { column, x in
                let results = RankTrendResults(seriesCount: column.seriesCount)
                return { results.fit(column, x: x) }
            },
            Subject(name: "Mann–Kendall alone", largest: 300_000, years: "all pairs of years are compared") { column, _ in
                let results = RankTrendResults(seriesCount: column.seriesCount)
                return { results.test(column) }
            },
            Subject(name: "median and MAD of every year", largest: 1_000_000, years: "each year is a column of its own") { column, _ in
                let results = PeriodSpreadResults([column])
                return { results.fit() }
            },
        ]
    }

    /// Measures every curve, prints them and returns them as a section of the results.
    func run() -> ResultsDocument.Section {
        var lines: [String] = []
        for subject in Self.subjects {
            let largest = small ? subject.largest / 100 : subject.largest
            lines += curve(subject, shapes: stride(from: 3, through: 0, by: -1).map { (largest / Int(pow(10, Double($0))), 17) }, along: "series")
            lines += curve(subject, shapes: [5, 9, 17, 34].map { (largest / 10, $0) }, along: "years: \(subject.years)")
        }
        lines.append(Machine.state)
        return ResultsDocument.Section(title: "curves  time and memory against series and years", lines: lines)
    }

    private func curve(_ subject: Subject, shapes: [(series: Int, years: Int)], along axis: String) -> [String] {
        var lines = ["**\(subject.name)**, along \(axis)", "", "|series|years|time|ns a cell|input and results|", "|---:|---:|---:|---:|---:|"]
        var points: [(Double, Double)] = []
        for shape in shapes {
            let before = Memory.residentBytes
            let column = SimulatedSeries.column(seriesCount: shape.series, periodCount: shape.years, missing: 0.1, seed: 7)
            let work = subject.prepare(column, (0..<shape.years).map { Double(2008 + $0) })
            // The quickest execution: small inputs are over before another program's turn, large ones never are.
            let measured = Measurement(repetitions: 15, work)
            let cells = Double(shape.series * shape.years)
            points.append((log(cells), log(measured.best)))
            lines.append(
                String(
                    format: "|%d|%d|%.2f ms|%.2f|%.1f MB|", shape.series, shape.years, measured.best * 1e3, measured.best * 1e9 / cells,
                    Double(max(0, measured.peakBytes - before)) / 1e6))
        }
        let n = Double(points.count)
        let (mx, my) = (points.reduce(0) { $0 + $1.0 } / n, points.reduce(0) { $0 + $1.1 } / n)
        let slope = points.reduce(0) { $0 + ($1.0 - mx) * ($1.1 - my) } / points.reduce(0) { $0 + ($1.0 - mx) * ($1.0 - mx) }
        lines += ["", String(format: "Time grows as the cells to the power %.2f.", slope), ""]
        print(lines.joined(separator: "\n"))
        return lines
    }
}
