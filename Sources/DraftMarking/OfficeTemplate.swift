/// A Word document whose main part is a template: all its other parts, letterhead and styles, go into every copy as they are.
public struct OfficeTemplate: Sendable {
    private let bytes: [UInt8]
    private let main: String

    /// The main part as text.
    public let text: String

    /// A template of a file's bytes.
    ///
    /// - Throws: ``DraftMarkingError`` when it is no Word document, or its main part is not in UTF-8.
    public init(_ bytes: [UInt8]) throws {
        guard let package = PackageEdits(bytes) else { throw DraftMarkingError.damaged(part: "ZIP") }
        main = package.mainPart(customary: "word/document.xml")
        guard main.hasPrefix("word/"), let part = package.part(main) else { throw DraftMarkingError.damaged(part: main) }
        guard let text = String(validating: part, as: UTF8.self) else { throw DraftMarkingError.encoding(part: main) }
        self.text = text
        self.bytes = bytes
    }

    /// A copy of the document with another main part.
    ///
    /// - Throws: ``DraftMarkingError`` when it cannot be packed.
    public func filled(with text: String) throws -> [UInt8] {
        guard let packed = OfficeZip.rewritten(bytes, [(main, Array(text.utf8))]) else { throw DraftMarkingError.damaged(part: "ZIP") }
        return packed
    }
}
