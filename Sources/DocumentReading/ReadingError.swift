public import FilePaths

/// Why a file could not be read as a document. A bad file never stops a batch: the error carries what to tell the reader about it.
public struct ReadingError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The kinds of failure.
    public enum Reason: Sendable, Hashable {
        /// The file has no bytes, or only white space.
        case empty
        /// The file cannot be opened.
        case unreadable(Obstacle)
        /// A picture, which holds no text: its format.
        case image(String)
        /// A scanned document or picture, with the program that would be needed.
        case needsRecognition(install: String)
        /// A format that is known but not read.
        case unsupported(UnreadFormat)
        /// A page of nothing but frames: the addresses of what they hold.
        case frameset([String])
        /// No format that is known.
        case unknownFormat
        /// The format is known but the content is damaged.
        case damaged(format: String, Damage)
        /// The content lies outside what one file may cost.
        case beyondLimit(name: String, limit: Int)
        /// An outside program is not installed.
        case missingProgram(String, install: String)
        /// A password is needed.
        case encrypted(format: String)
        /// The file leaves the folder it was found in.
        case outsideFolder
        /// The run was given up while the file was read.
        case interrupted
    }

    /// The file, with the member of an archive behind it, `city.zip/report.docx`.
    public var path: FilePath
    /// What is the matter.
    public var reason: Reason

    /// A failure to read.
    public init(path: FilePath, reason: Reason) {
        self.path = path
        self.reason = reason
    }

    /// The reason in one English sentence, without the path.
    public var message: String {
        switch reason {
        case .empty: "the file is empty"
        case .unreadable(let obstacle): "the file cannot be opened: \(obstacle.words.english)"
        case .image(let format): "the content is a picture (\(format)), not a report"
        case .needsRecognition(let install): "the document is a scan and needs OCR: \(install)"
        case .unsupported(let format): format.words.english
        case .frameset(let frames): "a frameset is not read: save the page of its frame \(frames.first ?? "")"
        case .unknownFormat: "the content is not text, HTML, PDF, DOCX, XLSX, CSV or ZIP"
        case .damaged(let format, let damage): "the \(format) is damaged: \(damage.words.english)"
        case .beyondLimit(let name, let limit): "the content exceeds the limit \(name) = \(limit)"
        case .missingProgram(let program, let install): "\(program) is not installed: \(install)"
        case .encrypted(let format): "the \(format) is protected by a password"
        case .outsideFolder: "the path leads out of its folder"
        case .interrupted: "the run was given up"
        }
    }

    private static let chinese = ["ZIP container": "压缩包", "archive": "压缩包", "member of the archive": "压缩包中的文件", "file": "文件"]

    /// The reason in one Chinese sentence, without the path; the words of the operating system and of other programs stay as they are.
    public var chinese: String {
        switch reason {
        case .empty: "文件为空"
        case .unreadable(let obstacle): "文件无法打开：\(obstacle.words.chinese)"
        case .image(let format): "内容是图片（\(format)），不是报告"
        case .needsRecognition(let install): "这是扫描件或图片，需要文字识别：\(install)"
        case .unsupported(let format): format.words.chinese
        case .frameset(let frames): "不读取框架页，请保存其中的页面 \(frames.first ?? "")"
        case .unknownFormat: "内容不是文本、HTML、PDF、DOCX、XLSX、CSV 或 ZIP"
        case .damaged(let format, let damage): "\(Self.chinese[format] ?? format) 已损坏：\(damage.words.chinese)"
        case .beyondLimit(let name, let limit): "内容超出读取上限 \(name) = \(limit)"
        case .missingProgram(let program, let install): "没有安装 \(program)：\(install)"
        case .encrypted(let format): "\(Self.chinese[format] ?? format) 有密码保护"
        case .outsideFolder: "路径超出所在文件夹"
        case .interrupted: "运行已中断"
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
        case .interrupted: "interrupted"
        }
    }

    /// Path and reason.
    public var description: String { "\(path): \(message)" }
}
