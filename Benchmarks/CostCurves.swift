import ColumnStore
import Foundation

/// Time and memory against the number of series (three decades) and of years: whether cost grows as the cells do.
struct CostCurves {
    let small: Bool

    /// A batch that is measured: its name and one execution over a column.
    struct Subject {
        let name: String
        let largest: Int
        let prepare: (SeriesColumn, [Double]) -> () -> Void
    }

    static var subjects: [Subject] {
        [
            Subject(name: "trend OLS", largest: 1_000_000) { column, x in
                let results = TrendResults(seriesCount: column.seriesCount)
                return { results.fit(column, x: x) }
            }
        ]
    }

    func run() {
        for subject in Self.subjects {
            let largest = small ? subject.largest / 100 : subject.largest
            print("\(subject.name): series × 17 years")
            curve(subject, shapes: stride(from: 3, through: 0, by: -1).map { (largest / Int(pow(10, Double($0))), 17) })
            print("\n\(subject.name): \(largest / 10) series × years")
            curve(subject, shapes: [5, 9, 17, 34].map { (largest / 10, $0) })
            print("")
        }
    }

    private func curve(_ subject: Subject, shapes: [(series: Int, years: Int)]) {
        print("    series  years       cells        time   ns a cell  peak memory")
        var points: [(Double, Double)] = []
        for shape in shapes {
            let column = SimulatedSeries.column(seriesCount: shape.series, periodCount: shape.years, missing: 0.1, seed: 7)
            let work = subject.prepare(column, (0..<shape.years).map { Double(2008 + $0) })
            let measured = Measurement(repetitions: 9, work)
            let cells = Double(shape.series * shape.years)
            points.append((log(cells), log(measured.median)))
            print(
                String(
                    format: "%10d %6d %11.0f %8.2f ms %11.2f %9d MB", shape.series, shape.years, cells, measured.median * 1e3,
                    measured.median * 1e9 / cells, measured.peakBytes / 1_000_000))
        }
        let n = Double(points.count)
        let (mx, my) = (points.reduce(0) { $0 + $1.0 } / n, points.reduce(0) { $0 + $1.1 } / n)
        let slope = points.reduce(0) { $0 + ($1.0 - mx) * ($1.1 - my) } / points.reduce(0) { $0 + ($1.0 - mx) * ($1.0 - mx) }
        print(String(format: "time grows as cells to the power %.2f", slope))
    }
}
