/// Why a file could not be read as a document. A bad file never stops a batch: the error carries what to tell the reader about it.
public struct ReadingError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The kinds of failure.
    public enum Reason: Sendable, Hashable {
        /// The file has no bytes, or only white space.
        case empty
        /// The file cannot be opened; the operating system's words.
        case unreadable(String)
        /// A picture, which holds no text: its format.
        case image(String)
        /// A scanned document or picture, with the program that would be needed.
        case needsRecognition(install: String)
        /// A format that is known but not read, with what to do instead.
        case unsupported(format: String, advice: String)
        /// A page of nothing but frames: the addresses of what they hold.
        case frameset([String])
        /// No format that is known.
        case unknownFormat
        /// The format is known but the content is damaged.
        case damaged(format: String, detail: String)
        /// The content lies outside what one file may cost.
        case beyondLimit(name: String, limit: Int)
        /// An outside program is not installed.
        case missingProgram(String, install: String)
        /// A password is needed.
        case encrypted(format: String)
        /// The file leaves the folder it was found in.
        case outsideFolder
    }

    /// The file, with the member of an archive behind it, `city.zip/report.docx`.
    public var path: String
    /// What is the matter.
    public var reason: Reason

    /// A failure to read.
    public init(path: String, reason: Reason) {
        self.path = path
        self.reason = reason
    }

    /// The reason in one English sentence, without the path.
    public var message: String {
        switch reason {
        case .empty: "the file is empty"
        case .unreadable(let detail): "the file cannot be opened: \(detail)"
        case .image(let format): "the content is a picture (\(format)), not a report"
        case .needsRecognition(let install): "the document is a scan and needs OCR: \(install)"
        case .unsupported(let format, let advice): "\(format) is not read: \(advice)"
        case .frameset(let frames): "a frameset is not read: save the page of its frame \(frames.first ?? "")"
        case .unknownFormat: "the content is not text, HTML, PDF, DOCX, XLSX, CSV or ZIP"
        case .damaged(let format, let detail): "the \(format) is damaged: \(detail)"
        case .beyondLimit(let name, let limit): "the content exceeds the limit \(name) = \(limit)"
        case .missingProgram(let program, let install): "\(program) is not installed: \(install)"
        case .encrypted(let format): "the \(format) is protected by a password"
        case .outsideFolder: "the path leads out of its folder"
        }
    }

    /// Stable short name of the reason, for tables and JSON.
    public var code: String {
        switch reason {
        case .empty: "empty"
        case .unreadable: "unreadable"
        case .image: "image"
        case .needsRecognition: "needs_ocr"
        case .unsupported, .frameset: "unsupported"
        case .unknownFormat: "unknown_format"
        case .damaged: "damaged"
        case .beyondLimit: "beyond_limit"
        case .missingProgram: "missing_program"
        case .encrypted: "encrypted"
        case .outsideFolder: "outside_folder"
        }
    }

    /// Path and reason.
    public var description: String { "\(path): \(message)" }
}
