import Disclosure
import DocumentReading
import FilePaths

/// A table or a list of rules that a person wrote: UTF-8, or what spreadsheets in China write, GB18030 and UTF-16.
struct TextFile {
    /// The bytes as they are.
    let bytes: [UInt8]
    /// The text in UTF-8.
    let utf8: [UInt8]

    /// Reads and decodes a file, or what a pipe gives until its end, of at most ``ReadingLimits/fileBytes``.
    ///
    /// - Throws: ``UsageError`` when it cannot be read, is too large or is no text.
    init(path: String) throws {
        var bytes: [UInt8] = []
        do {
            try FileBytes.forEachPart(FilePath(argument: path), limit: ReadingLimits.standard.fileBytes) { bytes += $0 }
        } catch let error as ReadingError {
            throw UsageError(zh: "无法读取 \(path)：\(error.chinese)", en: "cannot read \(path): \(error.message)")
        }
        try self.init(bytes, path: path)
    }

    /// Decodes what was read of a file.
    ///
    /// - Throws: ``UsageError`` when it is no text.
    init(_ bytes: [UInt8], path: String) throws {
        guard let text = DecodedText(decoding: bytes), text.replacements == 0 else {
            throw UsageError(zh: "\(path) 应为 UTF-8、GB18030 或 UTF-16 编码的文本", en: "\(path): text in UTF-8, GB18030 or UTF-16 is expected")
        }
        self.bytes = bytes
        utf8 = text.utf8
    }

    /// The text.
    var text: String { String(decoding: utf8, as: UTF8.self) }
}
