/// A series in the space of a word: the line, a gap where a year is missing, a dot at the last value.
///
/// ```swift
/// Sparkline(points: [(2019, 75), (2020, 90), (2022, 120)], title: "received").svg
/// ```
public struct Sparkline: Sendable {
    private let points: [(x: Double, y: Double)]
    private let breaks: [Double]
    private let title: String
    private let width: Double
    private let height: Double

    /// A series in ascending order of the abscissae, which are whole years: a step of more than one is a gap.
    ///
    /// - Parameter breaks: The first year after each known break, marked by a thin dotted line.
    public init(points: [(x: Double, y: Double)], breaks: [Double] = [], title: String, width: Double = 120, height: Double = 28) {
        self.points = points
        self.breaks = breaks
        self.title = title
        self.width = width
        self.height = height
    }

    /// The drawing.
    public var svg: String {
        var drawing = Drawing(width: width, height: height, title: title)
        guard let first = points.first, let last = points.last else { return drawing.svg }
        let margin = 3.5
        let x = LinearScale(domain: first.x...last.x, range: (margin, width - margin))
        let low = points.map(\.y).min()!
        let high = points.map(\.y).max()!
        let y = LinearScale(domain: low...high, range: (height - margin, margin))
        for year in breaks where year > first.x && year <= last.x {
            let place = x.position(year - 0.5)
            drawing.line(place, 1, place, height - 1, .breakLine)
        }
        for run in Self.runs(points) {
            let places = run.map { (x: x.position($0.x), y: y.position($0.y)) }
            if places.count == 1 { drawing.circle(places[0].x, places[0].y, radius: 1.4, .point) } else { drawing.polyline(places, .line) }
        }
        drawing.circle(x.position(last.x), y.position(last.y), radius: 2.6, .point)
        return drawing.svg
    }

    /// The series cut where a year is missing.
    static func runs(_ points: [(x: Double, y: Double)]) -> [[(x: Double, y: Double)]] {
        var runs: [[(x: Double, y: Double)]] = []
        for point in points {
            if let last = runs.last?.last, point.x - last.x <= 1 { runs[runs.count - 1].append(point) } else { runs.append([point]) }
        }
        return runs
    }
}
