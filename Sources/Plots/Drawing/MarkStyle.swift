/// How a mark looks: a class that a page can restyle, and the attributes it has otherwise.
struct MarkStyle {
    let name: String
    let attributes: [(String, String)]

    static let axis = MarkStyle(name: "axis", attributes: [("stroke", "#8a8a85"), ("stroke-width", "1")])
    static let grid = MarkStyle(name: "grid", attributes: [("stroke", "#e4e4df"), ("stroke-width", "1")])
    static let label = MarkStyle(name: "label", attributes: [("fill", "#55554f")])
    static let strong = MarkStyle(name: "strong", attributes: [("fill", "#22221f")])
    static let line = MarkStyle(name: "line", attributes: [("stroke", "#1f5fa8"), ("stroke-width", "1.8"), ("stroke-linejoin", "round")])
    static let point = MarkStyle(name: "point", attributes: [("fill", "#1f5fa8")])
    static let hollow = MarkStyle(name: "hollow", attributes: [("fill", "#ffffff"), ("stroke", "#1f5fa8"), ("stroke-width", "1.4")])
    static let fit = MarkStyle(name: "fit", attributes: [("stroke", "#b3561e"), ("stroke-width", "1.4"), ("stroke-dasharray", "5 3")])
    static let band = MarkStyle(name: "band", attributes: [("fill", "#b3561e"), ("fill-opacity", "0.13")])
    static let interval = MarkStyle(name: "interval", attributes: [("stroke", "#7da3cf"), ("stroke-width", "3"), ("stroke-linecap", "round")])
    static let breakLine = MarkStyle(name: "break", attributes: [("stroke", "#8a8a85"), ("stroke-width", "1"), ("stroke-dasharray", "2 3")])
    static let alert = MarkStyle(name: "alert", attributes: [("fill", "#b3261e")])
    static let bad = MarkStyle(name: "bad", attributes: [("stroke", "#b3261e"), ("stroke-width", "2"), ("stroke-linecap", "round")])
    static let limit = MarkStyle(name: "limit", attributes: [("stroke", "#8a8a85"), ("stroke-width", "1.2")])
    static let outerLimit = MarkStyle(
        name: "limit", attributes: [("stroke", "#8a8a85"), ("stroke-width", "1.2"), ("stroke-dasharray", "4 3")])
}
