import Disclosure

/// How a desk is run.
public struct DeskSettings: Sendable {
    /// The path of the store.
    public var store: String
    /// The port on the loopback address; 0 for any that is free.
    public var port: UInt16
    /// Whether nothing may be written.
    public var isReadOnly: Bool
    /// Who decides; empty when nobody said.
    public var author: String
    /// Whether messages are in Chinese; else in English.
    public var isChinese: Bool
    /// The most bytes of a draft.
    public var draftBytes = 32 << 20
    /// The most bytes of any other request.
    public var requestBytes = 8 << 20

    /// The settings of a desk.
    public init(store: String, port: UInt16, isReadOnly: Bool, author: String, isChinese: Bool) {
        self.store = store
        self.port = port
        self.isReadOnly = isReadOnly
        self.author = author
        self.isChinese = isChinese
    }

    /// A sentence in the language of the desk.
    func say(_ text: LocalizedText) -> String { isChinese ? text.zh : text.en }

    /// A sentence in the language of the desk.
    func say(_ zh: String, _ en: String) -> String { isChinese ? zh : en }
}
