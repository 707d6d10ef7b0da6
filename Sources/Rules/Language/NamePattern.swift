/// A pattern over names of variables: `*` stands for one part between dots, `**` for any number of them, every other part for itself.
///
/// `outcome.denied.*.total` matches `outcome.denied.state_secret.total`; `applications.*` matches nothing with three parts, `applications.**` does.
/// A star within a part (`carried_*`) stands for any letters of it.
public struct NamePattern: Sendable, Hashable {
    /// The pattern as given.
    public let text: String
    private let parts: [[UInt8]]
    /// What every name that matches begins with, and ends with from the last character on.
    private let beginning, ending: [UInt8]

    /// A pattern.
    public init(_ text: String) {
        self.text = text
        parts = text.utf8.split(separator: Self.point, omittingEmptySubsequences: false).map { Array($0) }
        let star = UInt8(ascii: "*")
        // A point beside `**` stands for itself only where there is a part behind it.
        beginning = text.utf8.prefix { $0 != star }.dropLast(text.contains("**") ? 1 : 0)
        ending = text.utf8.reversed().prefix { $0 != star }.dropLast(text.contains("**") ? 1 : 0)
    }

    private static let point = UInt8(ascii: ".")

    /// Whether the pattern is a name itself.
    public var isLiteral: Bool { !text.contains("*") }

    /// Whether a name matches.
    public func matches(_ name: String) -> Bool {
        if isLiteral { return text == name }
        guard name.utf8.starts(with: beginning), name.utf8.reversed().starts(with: ending) else { return false }
        return Self.match(parts[...], name.utf8.split(separator: Self.point, omittingEmptySubsequences: false)[...])
    }

    private static func match(_ pattern: ArraySlice<[UInt8]>, _ id: ArraySlice<Substring.UTF8View>) -> Bool {
        guard let head = pattern.first else { return id.isEmpty }
        if head == [UInt8(ascii: "*"), UInt8(ascii: "*")] {
            if match(pattern.dropFirst(), id) { return true }
            return !id.isEmpty && match(pattern, id.dropFirst())
        }
        guard let part = id.first, matchPart(head[...], part) else { return false }
        return match(pattern.dropFirst(), id.dropFirst())
    }

    private static func matchPart(_ pattern: ArraySlice<UInt8>, _ part: Substring.UTF8View) -> Bool {
        guard let head = pattern.first else { return part.isEmpty }
        if head == UInt8(ascii: "*") {
            return matchPart(pattern.dropFirst(), part) || (!part.isEmpty && matchPart(pattern, part.dropFirst()))
        }
        return part.first == head && matchPart(pattern.dropFirst(), part.dropFirst())
    }
}
