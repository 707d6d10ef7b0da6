import MarkupText

/// An SVG drawing in the making: elements one a line, attributes in the order given, coordinates rounded to hundredths.
///
/// Colours stand as attributes, so that the drawing is complete by itself, and every mark has a class, so that a page may restyle it, for the dark as well.
struct Drawing {
    let width: Double
    let height: Double
    /// What the drawing shows, for those who cannot see it.
    let title: String
    private var elements: [String] = []

    init(width: Double, height: Double, title: String) {
        self.width = width
        self.height = height
        self.title = title
    }

    /// The fonts of every text, the first that is there.
    static let fonts = "system-ui, 'Noto Sans CJK SC', 'PingFang SC', 'Microsoft YaHei', sans-serif"

    /// Where a text begins relative to its place.
    enum Anchor: String {
        case start, middle, end
    }

    mutating func line(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ style: MarkStyle) {
        element("line", [("x1", n(x1)), ("y1", n(y1)), ("x2", n(x2)), ("y2", n(y2))], style)
    }

    mutating func polyline(_ points: [(x: Double, y: Double)], _ style: MarkStyle) {
        guard points.count > 1 else { return }
        element("polyline", [("points", list(points)), ("fill", "none")], style)
    }

    mutating func polygon(_ points: [(x: Double, y: Double)], _ style: MarkStyle) {
        guard points.count > 2 else { return }
        element("polygon", [("points", list(points))], style)
    }

    mutating func circle(_ x: Double, _ y: Double, radius: Double, _ style: MarkStyle, tooltip: String? = nil) {
        element("circle", [("cx", n(x)), ("cy", n(y)), ("r", n(radius))], style, content: tooltip.map { "<title>\($0.markupEscaped)</title>" })
    }

    mutating func rectangle(_ x: Double, _ y: Double, _ width: Double, _ height: Double, _ style: MarkStyle) {
        element("rect", [("x", n(x)), ("y", n(y)), ("width", n(width)), ("height", n(height))], style)
    }

    mutating func text(_ string: String, _ x: Double, _ y: Double, size: Double = 11, _ anchor: Anchor = .start, _ style: MarkStyle = .label) {
        let attributes = [("x", n(x)), ("y", n(y)), ("font-size", n(size)), ("text-anchor", anchor.rawValue)]
        element("text", attributes, style, content: string.markupEscaped)
    }

    /// The drawing as an `svg` element.
    var svg: String {
        let head =
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"plot\" viewBox=\"0 0 \(n(width)) \(n(height))\" width=\"\(n(width))\" "
            + "height=\"\(n(height))\" role=\"img\" font-family=\"\(Self.fonts)\">"
        return ([head, "<title>\(title.markupEscaped)</title>"] + elements + ["</svg>"]).joined(separator: "\n")
    }

    private mutating func element(_ name: String, _ attributes: [(String, String)], _ style: MarkStyle, content: String? = nil) {
        let all = [("class", style.name)] + attributes + style.attributes
        let opening = "<\(name) " + all.map { "\($0)=\"\($1)\"" }.joined(separator: " ")
        elements.append(content.map { "\(opening)>\($0)</\(name)>" } ?? "\(opening)/>")
    }

    private func n(_ value: Double) -> String { DrawnNumber.coordinate(value) }

    private func list(_ points: [(x: Double, y: Double)]) -> String { points.map { "\(n($0.x)),\(n($0.y))" }.joined(separator: " ") }

    /// An estimate of a text's width at a font size: a full em for wide characters, 0.56 for others.
    static func width(of text: String, size: Double) -> Double {
        text.unicodeScalars.reduce(0) { $0 + ($1.value >= 0x2E80 ? 1 : 0.56) * size }
    }

    /// A text that fits into a width: its common head is cut, not its tail, which tells neighbors apart.
    static func shortened(_ text: String, to room: Double, size: Double) -> String {
        guard width(of: text, size: size) > room else { return text }
        var rest = text[...]
        while rest.count > 1, width(of: "…" + rest, size: size) > room { rest.removeFirst() }
        return "…" + rest
    }
}
