public import FilePaths

/// The bytes of one file with what can be told from them at a glance.
public struct FileContent: Sendable {
    /// The bytes.
    public let bytes: [UInt8]
    /// The path as given: for messages and evidence, never to tell the format.
    public let path: FilePath
    /// The bytes as text; `nil` when they are none.
    public let text: DecodedText?
    /// Whether what people do not see is read as if they did.
    public let includesHidden: Bool

    /// The content of a file.
    public init(bytes: [UInt8], path: FilePath, includesHidden: Bool = false) {
        self.bytes = bytes
        self.path = path
        self.includesHidden = includesHidden
        text = Self.isBinary(bytes) ? nil : TextDecoding.decode(bytes)
    }

    /// Whether the bytes begin like a binary format.
    private static func isBinary(_ bytes: [UInt8]) -> Bool {
        bytes.starts(with: Array("%PDF-".utf8)) || bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) || Signatures.picture(bytes) != nil
            || LegacyOfficeReader.recognizes(bytes) || StreamedArchive.recognizes(bytes)
    }

    /// A failure of this file.
    func failure(_ reason: ReadingError.Reason) -> ReadingError { ReadingError(path: path, reason: reason) }
}

/// Reads one format. A reader recognizes content, not file names.
public protocol DocumentReader: Sendable {
    /// The format's name in reports: `html`, `pdf`, `text`, `docx`, `xlsx`, `csv`, `odt`, `ofd`, `doc`, ….
    static var format: String { get }
    /// Whether the content is of this format.
    static func recognizes(_ content: FileContent) -> Bool
    /// The document.
    static func read(_ content: FileContent, limits: ReadingLimits) async throws(ReadingError) -> Document
}

/// The readers there are, and the door to them.
public enum DocumentReaders {
    /// Every reader, in the order in which content is offered to them: the registry of `Readers/`.
    public static let all: [any DocumentReader.Type] = [
        PDFReader.self, PictureReader.self, DOCXReader.self, XLSXReader.self, OpenDocumentReader.self, OFDReader.self, LegacyOfficeReader.self,
        WebArchiveReader.self, HTMLReader.self, CSVReader.self, TextReader.self,
    ]

    /// Reads a document of whatever format.
    ///
    /// - Parameters: bytes: the file's content.  path: for messages.  limits: what the file may cost.  includingHidden: whether what people do not see is
    ///   read as if they did.
    /// - Throws: ``ReadingError`` with the reason: empty, a picture, damaged, beyond a limit, of no known format.
    public static func read(
        bytes: [UInt8], path: FilePath, limits: ReadingLimits = .standard, includingHidden: Bool = false
    ) async throws(ReadingError) -> Document {
        guard bytes.contains(where: { $0 > 32 }) else { throw ReadingError(path: path, reason: .empty) }
        guard bytes.count <= limits.fileBytes else {
            throw ReadingError(path: path, reason: .beyondLimit(name: "fileBytes", limit: limits.fileBytes))
        }
        let content = FileContent(bytes: bytes, path: path, includesHidden: includingHidden)
        for reader in all where reader.recognizes(content) {
            var document = try await reader.read(content, limits: limits)
            if let text = content.text {
                if text.replacements > 0 {
                    document.warnings.append(.undecodable(bytes: text.replacements, encoding: "\(text.encoding)"))
                }
                if text.nulls > 0 { document.warnings.append(.nullBytes(text.nulls)) }
            }
            return document
        }
        throw content.failure(Signatures.reason(content))
    }
}
