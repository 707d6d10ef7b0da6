/// A series over the years with its fitted line, interval band and known breaks.
public struct LineChart: Chart {
    /// A fitted or forecast value with its interval.
    public struct BandPoint: Sendable {
        /// The year.
        public var x: Double
        /// The middle.
        public var mean: Double
        /// Lower end.
        public var low: Double
        /// Upper end.
        public var high: Double

        /// A fitted or forecast value.
        public init(x: Double, mean: Double, low: Double, high: Double) {
            self.x = x
            self.mean = mean
            self.low = low
            self.high = high
        }
    }

    private let points: [(x: Double, y: Double)]
    private let band: [BandPoint]
    private let breaks: [(x: Double, label: String)]
    private let title: String
    private let unit: String
    /// Its width.
    public let width: Double
    /// Its height.
    public let height: Double

    /// A chart; `points` and `band` in ascending order of the years.
    public init(
        points: [(x: Double, y: Double)], band: [BandPoint] = [], breaks: [(x: Double, label: String)] = [], title: String, unit: String = "",
        width: Double = 480, height: Double = 220
    ) {
        self.points = points
        self.band = band
        self.breaks = breaks
        self.title = title
        self.unit = unit
        self.width = width
        self.height = height
    }

    /// The drawing.
    public var svg: String {
        var drawing = Drawing(width: width, height: height, title: title)
        let xs = points.map(\.x) + band.map(\.x)
        guard let first = xs.min(), let last = xs.max() else { return drawing.svg }
        let values = points.map(\.y) + band.flatMap { [$0.low, $0.high, $0.mean] }
        let startsAtZero = values.allSatisfy { $0 >= 0 }
        let bottom = height - 24
        let y = LinearScale.nice(values, including: startsAtZero, range: (bottom, 18))
        let ticks = y.ticks(4)
        let labels = ticks.map { y.label($0, among: ticks) }
        let left = 10 + (labels.map { Drawing.width(of: $0, size: 11) }.max() ?? 0)
        let x = LinearScale(domain: first...last, range: (left + 6, width - 17))

        for (tick, label) in zip(ticks, labels) {
            drawing.line(left, y.position(tick), width - 6, y.position(tick), .grid)
            drawing.text(label, left - 5, y.position(tick) + 4, .end)
        }
        if !unit.isEmpty { drawing.text(unit, left - 5, 10, size: 10, .end) }
        for year in years(from: Int(first), to: Int(last), room: width - left) {
            drawing.text(String(year), x.position(Double(year)), height - 8, .middle)
        }
        drawing.line(left, bottom, width - 6, bottom, .axis)
        for known in breaks where known.x > first && known.x <= last {
            let place = x.position(known.x - 0.5)
            drawing.line(place, 14, place, bottom, .breakLine)
            drawing.text(known.label, place + 3, 12, size: 10)
        }
        if band.count > 1 {
            let upper = band.map { (x: x.position($0.x), y: y.position($0.high)) }
            let lower = band.reversed().map { (x: x.position($0.x), y: y.position($0.low)) }
            drawing.polygon(upper + lower, .band)
            drawing.polyline(band.map { (x: x.position($0.x), y: y.position($0.mean)) }, .fit)
        }
        for run in Sparkline.runs(points) { drawing.polyline(run.map { (x: x.position($0.x), y: y.position($0.y)) }, .line) }
        for point in points {
            drawing.circle(
                x.position(point.x), y.position(point.y), radius: 3, .point,
                tooltip: "\(Int(point.x)): \(DrawnNumber.label(point.y, places: NiceStep.places(point.y == 0 ? 1 : abs(point.y)).clamped(to: 0...4)))"
            )
        }
        return drawing.svg
    }

    /// Years to label: all when there is room, else every second, fifth … counted from the last.
    private func years(from first: Int, to last: Int, room: Double) -> [Int] {
        let fitting = max(1, Int(room / 38))
        let step = [1, 2, 5, 10, 20].first { (last - first) / $0 + 1 <= fitting } ?? 50
        return Array(stride(from: last, through: first, by: -step).reversed())
    }
}

extension Int {
    fileprivate func clamped(to range: ClosedRange<Int>) -> Int { Swift.min(Swift.max(self, range.lowerBound), range.upperBound) }
}
