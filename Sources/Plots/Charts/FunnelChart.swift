/// Rates against their denominators with the limits within which chance alone keeps them: what comes before a league table.
public struct FunnelChart: Chart {
    /// A body.
    public struct Point: Sendable {
        /// Its name.
        public var label: String
        /// The denominator, above 0.
        public var n: Double
        /// The rate.
        public var value: Double
        /// Whether it lies outside the outer limits; such points are named.
        public var isOutside: Bool

        /// A body.
        public init(label: String, n: Double, value: Double, isOutside: Bool) {
            self.label = label
            self.n = n
            self.value = value
            self.isOutside = isOutside
        }
    }

    /// The limits at a denominator.
    public struct Limit: Sendable {
        /// The denominator.
        public var n: Double
        /// Lower limit.
        public var low: Double
        /// Upper limit.
        public var high: Double

        /// The limits at a denominator.
        public init(n: Double, low: Double, high: Double) {
            self.n = n
            self.low = low
            self.high = high
        }
    }

    private let points: [Point]
    private let center: Double
    private let inner: [Limit]
    private let outer: [Limit]
    private let asPercent: Bool
    private let title: String
    private let xLabel: String
    private let yLabel: String
    /// Its width.
    public let width: Double
    /// Its height.
    public let height: Double

    /// A funnel.
    ///
    /// - Parameters:
    ///   - center: The rate of all together.
    ///   - inner: Limits of 95 %, by ascending n.
    ///   - outer: Limits of 99.8 %, by ascending n.
    public init(
        points: [Point], center: Double, inner: [Limit], outer: [Limit], asPercent: Bool = true, title: String, xLabel: String = "n",
        yLabel: String = "", width: Double = 720, height: Double = 360
    ) {
        self.yLabel = yLabel
        self.points = points
        self.center = center
        self.inner = inner
        self.outer = outer
        self.asPercent = asPercent
        self.title = title
        self.xLabel = xLabel
        self.width = width
        self.height = height
    }

    /// The drawing.
    public var svg: String {
        var drawing = Drawing(width: width, height: height, title: title)
        guard !points.isEmpty else { return drawing.svg }
        let factor = asPercent ? 100.0 : 1
        let bottom = height - 34
        let ns = points.map(\.n) + outer.map(\.n)
        let (inner, outer) = (Self.narrowing(inner), Self.narrowing(outer))
        // The outer limits of very small bodies would press everybody else together: the axis follows the bodies and the inner limits.
        let values = points.map { $0.value * factor } + inner.flatMap { [$0.low * factor, $0.high * factor] } + [center * factor]
        let top = yLabel.isEmpty ? 12.0 : 24
        let nice = LinearScale.nice(values, including: values.allSatisfy { $0 >= 0 }, range: (bottom, top))
        // A share of more than everything is none.
        let y =
            asPercent && values.allSatisfy { $0 <= 100 } && nice.domain.upperBound > 100
            ? LinearScale(domain: nice.domain.lowerBound...100, range: (bottom, top)) : nice
        let ticks = y.ticks(5)
        let labels = ticks.map { y.label($0, among: ticks) + (asPercent ? " %" : "") }
        let left = 10 + (labels.map { Drawing.width(of: $0, size: 11) }.max() ?? 0)
        let spread = ns.max()! / max(ns.min()!, 1)
        let x: any Scale =
            spread > 30
            ? LogScale(domain: max(ns.min()!, 1)...ns.max()!, range: (left + 8, width - 16))
            : LinearScale(domain: 0...ns.max()! * 1.03, range: (left, width - 16))
        for (tick, label) in zip(ticks, labels) {
            drawing.line(left, y.position(tick), width - 6, y.position(tick), .grid)
            drawing.text(label, left - 5, y.position(tick) + 4, .end)
        }
        let xTicks = x.ticks(8)
        for tick in xTicks { drawing.text(x.label(tick, among: xTicks), x.position(tick), bottom + 16, .middle) }
        drawing.text(xLabel, width - 8, height - 5, .end)
        if !yLabel.isEmpty { drawing.text(yLabel, 4, 12) }
        drawing.line(left, bottom, width - 6, bottom, .axis)
        drawing.line(left, y.position(center * factor), width - 6, y.position(center * factor), .axis)
        for (limits, style) in [(inner, MarkStyle.limit), (outer, .outerLimit)] {
            for end in [\Limit.low, \.high] {
                let places = limits.map { (x: x.position($0.n), y: min(max(y.position($0[keyPath: end] * factor), top), bottom)) }
                drawing.polyline(places, style)
            }
        }
        var names = LabelPlacement(width: width, top: top - 8, bottom: bottom)
        var outside: [(place: (x: Double, y: Double), label: String, distance: Double)] = []
        for point in points {
            let place = (x: x.position(max(point.n, x.domain.lowerBound)), y: y.position(point.value * factor))
            drawing.circle(place.x, place.y, radius: 3.2, point.isOutside ? .alert : .point, tooltip: point.label)
            if point.isOutside { outside.append((place, point.label, abs(point.value - center))) }
        }
        // The farthest first: where there is no room for a name, the dot has it as its title, and the table beside the drawing.
        for point in outside.sorted(by: { $0.distance > $1.distance }) {
            guard let spot = names.place(point.label, beside: point.place) else { continue }
            drawing.text(point.label, spot.x, spot.y, spot.isEnd ? .end : .start, .strong)
        }
        return drawing.svg
    }

    /// Limits that only narrow as bodies grow: the steps of a discrete law at small sizes are left out.
    private static func narrowing(_ limits: [Limit]) -> [Limit] {
        var result = limits
        for index in limits.indices.dropLast().reversed() {
            result[index].low = min(result[index].low, result[index + 1].low)
            result[index].high = max(result[index].high, result[index + 1].high)
        }
        return result
    }
}
