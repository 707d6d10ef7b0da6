/// What the styles of a Word document say of characters: whether they are hidden, and whether they stand above or below the line.
final class WordRunStyles {
    /// What a style or a run says; `nil` where it says nothing.
    struct Properties {
        var isHidden: Bool?
        var position: RaisedText.Position?
    }

    private var styles: [String: (properties: Properties, basedOn: String?)] = [:]
    private var style: String?
    private var runDepth = 0

    /// Takes an event of the styles part.
    func take(_ event: XMLEvent) throws(ReadingError) {
        switch event {
        case .start("style", let attributes):
            style = attributes["styleId"]
            if let style { styles[style] = (Properties(), nil) }
        case .end("style"): style = nil
        case .start("basedOn", let attributes): edit { $0.basedOn = attributes["val"] }
        case .start("rPr", _): runDepth += 1
        case .end("rPr"): runDepth -= 1
        case .start(let name, let attributes): if runDepth > 0 { edit { Self.take(name, attributes, &$0.properties) } }
        default: break
        }
    }

    private func edit(_ change: (inout (properties: Properties, basedOn: String?)) -> Void) {
        guard let style, styles[style] != nil else { return }
        change(&styles[style]!)
    }

    /// Takes one property of a run.
    static func take(_ name: String, _ attributes: [String: String], _ properties: inout Properties) {
        switch name {
        case "vanish": properties.isHidden = !["0", "false", "off"].contains(attributes["val"] ?? "")
        case "vertAlign": properties.position = RaisedText.position(attributes["val"])
        default: break
        }
    }

    /// What holds for runs of a style, with what it is based on.
    func properties(_ name: String?) -> Properties {
        var found = Properties()
        var next = name
        var steps = 0
        while let name = next, let style = styles[name], steps < 20 {
            found.isHidden = found.isHidden ?? style.properties.isHidden
            found.position = found.position ?? style.properties.position
            next = style.basedOn
            steps += 1
        }
        return found
    }
}
