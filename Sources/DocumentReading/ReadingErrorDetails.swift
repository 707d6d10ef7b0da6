import Foundation

extension ReadingError {
    /// Why a file cannot be opened.
    public enum Obstacle: Sendable, Hashable {
        /// There is no such file.
        case missing
        /// The program may not read it.
        case forbidden
        /// It is a folder.
        case folder
        /// It is a device, a socket or a pipe.
        case notRegular
        /// Anything else; the operating system's words.
        case system(String)

        /// What the operating system said last.
        static var last: Obstacle { Obstacle(errorNumber: errno) }

        init(errorNumber: Int32) {
            self =
                switch errorNumber {
                case ENOENT, ENOTDIR: .missing
                case EACCES, EPERM: .forbidden
                default: .system(String(cString: strerror(errorNumber)))
                }
        }

        var words: (english: String, chinese: String) {
            switch self {
            case .missing: ("there is no such file", "文件不存在")
            case .forbidden: ("permission denied", "没有读取权限")
            case .folder: ("it is a folder", "这是文件夹")
            case .notRegular: ("it is not a regular file", "不是普通文件")
            case .system(let words): (words, words)
            }
        }
    }

    /// What is wrong with content whose format is known.
    public enum Damage: Sendable, Hashable {
        /// A part that the format cannot be without.
        case missingPart(String)
        /// A part that is not well-formed XML.
        case malformedPart(String)
        /// A ZIP container without a readable directory.
        case noDirectory
        /// A member of an archive that is larger than the archive's directory says.
        case largerThanListed
        /// Anything else; the words of the library or program that reads the format.
        case other(String)

        var words: (english: String, chinese: String) {
            switch self {
            case .missingPart(let part): ("it has no part \(part)", "缺少 \(part)")
            case .malformedPart(let part): ("\(part) is not well-formed XML", "\(part) 不是合格的 XML")
            case .noDirectory: ("it holds no readable directory", "没有可读的目录")
            case .largerThanListed: ("the member is larger than the directory says", "成员比目录所载的大")
            case .other(let words): (words, words)
            }
        }
    }

    /// A format that is told but not read.
    public enum UnreadFormat: Sendable, Hashable {
        /// Slides.
        case presentation
        /// An archive where a single document is expected.
        case archive

        /// Its name and what to do instead.
        var words: (english: String, chinese: String) {
            switch self {
            case .presentation: ("slides (.pptx) are not read: save the tables as .docx or .pdf", "不读取幻灯片（.pptx），请把表格另存为 .docx 或 .pdf")
            case .archive: ("an archive is no document: name it as a file of its own", "这是压缩包，不是单个文档，请把它作为文件给出")
            }
        }
    }
}
