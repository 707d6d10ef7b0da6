import ColumnStore
import Disclosure

/// What bodies are divided by: what the reports say of them, and the attributes of imported panels.
extension Corpus {
    /// The value of an attribute for each body, `nil` where it has none; `nil` when there is no such attribute.
    public func attribute(_ name: String) -> ((_ body: Int) -> String?)? {
        if let column = panel.attributes[name] { return { column[$0] ?? self.ownAttribute(name, of: $0) } }
        return Self.ownAttributes.contains(name) ? { self.ownAttribute(name, of: $0) } : nil
    }

    /// The attributes that there are.
    public var attributeNames: [String] { Self.ownAttributes + panel.attributes.keys.filter { !Self.ownAttributes.contains($0) }.sorted() }

    private static let ownAttributes = ["level", "kind", "region_code"]

    private func ownAttribute(_ name: String, of body: Int) -> String? {
        switch name {
        case "level": bodies[body].level.rawValue
        case "kind": bodies[body].kind.rawValue
        case "region_code": bodies[body].regionCode
        default: nil
        }
    }
}
