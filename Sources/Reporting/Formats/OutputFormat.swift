public import Output

/// A way to print a result. One file a format, and its line in ``OutputFormats/all``.
public protocol OutputFormat: Sendable {
    /// What `--format` calls it.
    var name: String { get }
    /// The endings of file names it is guessed from, without the point.
    var fileExtensions: [String] { get }
    /// Whether it is text, which a terminal can show.
    var isText: Bool { get }
    /// Prints a result, row by row. The same result and options give the same bytes.
    ///
    /// - Throws: ``OutputError`` when `output` cannot be written, and what keeps the rows from being read.
    func write(_ document: ResultDocument, options: RenderingOptions, to output: any ByteSink) throws
}

extension OutputFormat {
    /// Most formats are text.
    public var isText: Bool { true }

    /// The printed result as one text.
    ///
    /// - Throws: what keeps the rows from being read.
    public func text(_ document: ResultDocument, options: RenderingOptions = RenderingOptions()) throws -> String {
        let memory = MemorySink()
        try write(document, options: options, to: memory)
        return memory.text
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
        TableFormat(), CSVFormat(), TSVFormat(), JSONFormat(), JSONLinesFormat(), MarkdownFormat(), HTMLFormat(), XLSXFormat(), ArrowFormat(),
        ArrowStreamFormat(),
    ]

    /// One JSON object a row.
    public static let jsonLines: any OutputFormat = JSONLinesFormat()

    /// The format of a name; `nil` when there is none.
    public static func named(_ name: String) -> (any OutputFormat)? { all.first { $0.name == name } }

    /// The format that a file's name asks for by its ending; `nil` when it asks for none that is known.
    public static func forFile(_ path: String) -> (any OutputFormat)? {
        guard let ending = ending(of: path) else { return nil }
        return all.first { $0.fileExtensions.contains(ending) }
    }

    /// The ending of a file's name in small letters, without the point; `nil` when it has none.
    public static func ending(of path: String) -> String? {
        let name = path.split(separator: "/").last ?? ""
        guard let point = name.lastIndex(of: "."), name.index(after: point) < name.endIndex else { return nil }
        return name[name.index(after: point)...].lowercased()
    }
}
