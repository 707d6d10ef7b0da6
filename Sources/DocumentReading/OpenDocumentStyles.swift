/// What the styles of an OpenDocument file say of characters, and which of its sheets are hidden.
final class OpenDocumentStyles {
    private struct Style {
        var parent: String?
        var position: RaisedText.Position?
        var isHidden: Bool?
        /// Of a sheet: whether it is shown.
        var isShown: Bool?
    }

    private var styles: [String: Style] = [:]
    private var name: String?

    /// Takes an event of the styles or content part.
    func take(_ event: XMLEvent) throws(ReadingError) {
        switch event {
        case .start("style", let attributes):
            // Families have names of their own: T1 of texts is not T1 of rows.
            name = attributes["name"].map { "\(attributes["family"] ?? ""):\($0)" }
            if let name { styles[name] = Style(parent: attributes["parent-style-name"].map { "\(attributes["family"] ?? ""):\($0)" }) }
        case .end("style"): name = nil
        case .start("text-properties", let attributes):
            guard let name else { return }
            if let position = attributes["text-position"] {
                let first = position.split(separator: " ").first.map(String.init) ?? ""
                let percent = first.hasSuffix("%") ? Double(first.dropLast()) : nil
                styles[name]?.position = percent.map { $0 > 0 ? .raised : $0 < 0 ? .lowered : .onLine } ?? RaisedText.position(first)
            }
            if let display = attributes["display"] { styles[name]?.isHidden = display == "none" }
        case .start("table-properties", let attributes):
            if let name, let display = attributes["display"] { styles[name]?.isShown = display != "false" }
        default: break
        }
    }

    private func value<Value>(_ name: String?, _ family: String, _ property: (Style) -> Value?) -> Value? {
        var next = name.map { "\(family):\($0)" }
        var steps = 0
        while let name = next, let style = styles[name], steps < 20 {
            if let value = property(style) { return value }
            next = style.parent
            steps += 1
        }
        return nil
    }

    /// Where characters of a style stand; `nil` where it says nothing.
    func position(_ name: String?) -> RaisedText.Position? { value(name, "text", \.position) }

    /// Whether text of a style is hidden.
    func isHidden(_ name: String?, family: String) -> Bool? { value(name, family, \.isHidden) }

    /// Whether a sheet of a style is shown.
    func isShown(_ name: String?) -> Bool { value(name, "table", \.isShown) ?? true }
}
