/// Rates against their denominators with the limits within which chance alone keeps them: what comes before a league table.
public struct FunnelChart: Sendable {
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
    private let width: Double
    private let height: Double

    /// A funnel.
    ///
    /// - Parameters:
    ///   - center: The rate of all together.
    ///   - inner: Limits of 95 %, by ascending n.
    ///   - outer: Limits of 99.8 %, by ascending n.
    public init(
        points: [Point], center: Double, inner: [Limit], outer: [Limit], asPercent: Bool = true, title: String, xLabel: String = "n",
        width: Double = 720, height: Double = 360
    ) {
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
        let values = points.map { $0.value * factor } + inner.flatMap { [$0.low * factor, $0.high * factor] } + [center * factor]
        let y = LinearScale.nice(values, including: values.allSatisfy { $0 >= 0 }, range: (bottom, 12))
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
        drawing.line(left, bottom, width - 6, bottom, .axis)
        drawing.line(left, y.position(center * factor), width - 6, y.position(center * factor), .axis)
        for (limits, style) in [(inner, MarkStyle.limit), (outer, .outerLimit)] {
            for end in [\Limit.low, \.high] {
                let places = limits.map { (x: x.position($0.n), y: min(max(y.position($0[keyPath: end] * factor), 12), bottom)) }
                drawing.polyline(places, style)
            }
        }
        for point in points {
            let place = (x: x.position(max(point.n, x.domain.lowerBound)), y: y.position(point.value * factor))
            drawing.circle(place.x, place.y, radius: 3.2, point.isOutside ? .alert : .point, tooltip: point.label)
            guard point.isOutside else { continue }
            let isFarRight = place.x > width * 0.75
            drawing.text(point.label, place.x + (isFarRight ? -6 : 6), place.y + 4, isFarRight ? .end : .start, .strong)
        }
        return drawing.svg
    }
}
