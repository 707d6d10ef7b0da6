/// A way to print a result. One file a format, and its line in ``OutputFormats/all``.
public protocol OutputFormat: Sendable {
    /// What `--format` calls it.
    var name: String { get }
    /// The endings of file names it is guessed from, without the point.
    var fileExtensions: [String] { get }
    /// Prints a result. The same result and options give the same bytes.
    func write(_ document: ResultDocument, options: RenderingOptions, to output: inout some TextOutputStream)
}

extension OutputFormat {
    /// The printed result as one text.
    public func text(_ document: ResultDocument, options: RenderingOptions = RenderingOptions()) -> String {
        var text = ""
        write(document, options: options, to: &text)
        return text
    }
}

/// What a rendering may be told besides the result.
public struct RenderingOptions: Sendable, Hashable {
    /// The language of labels and sentences.
    public var language: Language
    /// Columns of the terminal; `nil` when there is none, and nothing is cut.
    public var width: Int?
    /// Whether CSV begins with a byte order mark, for Excel.
    public var byteOrderMark: Bool
    /// Whether a table may use colours.
    public var color: Bool
    /// Whether the result goes to a terminal, which obeys control characters in any format.
    public var isTerminal: Bool

    /// Options of a rendering.
    public init(language: Language = .en, width: Int? = nil, byteOrderMark: Bool = false, color: Bool = false, isTerminal: Bool = false) {
        self.language = language
        self.width = width
        self.byteOrderMark = byteOrderMark
        self.color = color
        self.isTerminal = isTerminal
    }
}

/// The formats that `--format` knows: the registry of this folder.
public enum OutputFormats {
    /// Every format, the default first.
    public static let all: [any OutputFormat] = [
        TableFormat(), CSVFormat(), TSVFormat(), JSONFormat(), JSONLinesFormat(), MarkdownFormat(), HTMLFormat(),
    ]

    /// The format of a name; `nil` when there is none.
    public static func named(_ name: String) -> (any OutputFormat)? { all.first { $0.name == name } }

    /// The format that a file's name asks for by its ending; `nil` when it asks for none.
    public static func forFile(_ path: String) -> (any OutputFormat)? {
        guard let point = path.lastIndex(of: ".") else { return nil }
        let ending = path[path.index(after: point)...].lowercased()
        return all.first { $0.fileExtensions.contains(ending) }
    }
}
