/// A sentence in both languages of the program.
public struct LocalizedText: Sendable, Hashable, Codable {
    /// Chinese.
    public var zh: String
    /// English.
    public var en: String

    /// A sentence in both languages.
    public init(zh: String, en: String) {
        self.zh = zh
        self.en = en
    }
}
