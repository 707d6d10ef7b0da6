/// A pattern over names of variables: `*` stands for one part between dots, `**` for any number of them, every other part for itself.
///
/// `outcome.denied.*.total` matches `outcome.denied.state_secret.total`; `applications.*` matches nothing with three parts, `applications.**` does.
/// A star within a part (`carried_*`) stands for any letters of it.
public struct NamePattern: Sendable, Hashable {
    /// The pattern as given.
    public let text: String
    private let parts: [[UInt8]]

    /// A pattern.
    public init(_ text: String) {
        self.text = text
        parts = text.split(separator: ".", omittingEmptySubsequences: false).map { Array($0.utf8) }
    }

    /// Whether the pattern is a name itself.
    public var isLiteral: Bool { !text.contains("*") }

    /// Whether a name matches.
    public func matches(_ name: String) -> Bool {
        if isLiteral { return text == name }
        let parts = name.split(separator: ".", omittingEmptySubsequences: false).map { Array($0.utf8) }
        return Self.match(self.parts[...], parts[...])
    }

    private static func match(_ pattern: ArraySlice<[UInt8]>, _ id: ArraySlice<[UInt8]>) -> Bool {
        guard let head = pattern.first else { return id.isEmpty }
        if head == [UInt8(ascii: "*"), UInt8(ascii: "*")] {
            if match(pattern.dropFirst(), id) { return true }
            return !id.isEmpty && match(pattern, id.dropFirst())
        }
        guard let part = id.first, matchPart(head[...], part[...]) else { return false }
        return match(pattern.dropFirst(), id.dropFirst())
    }

    private static func matchPart(_ pattern: ArraySlice<UInt8>, _ part: ArraySlice<UInt8>) -> Bool {
        guard let head = pattern.first else { return part.isEmpty }
        if head == UInt8(ascii: "*") {
            return matchPart(pattern.dropFirst(), part) || (!part.isEmpty && matchPart(pattern, part.dropFirst()))
        }
        return part.first == head && matchPart(pattern.dropFirst(), part.dropFirst())
    }
}
