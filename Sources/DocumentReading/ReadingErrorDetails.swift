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
        /// Word and Excel before 2007, and WPS.
        case binaryOffice
        /// Rich Text Format.
        case richText
        /// A text or sheet of OpenDocument.
        case openDocument
        /// Slides.
        case presentation
        /// OFD, the national format of fixed pages.
        case ofd
        /// An archive of RAR.
        case rar
        /// An archive of 7-Zip.
        case sevenZip
        /// A file packed with gzip.
        case gzip

        /// Its name and what to do instead.
        var words: (english: String, chinese: String) {
            switch self {
            case .binaryOffice:
                (
                    "the binary format of Word, Excel or WPS (.doc, .xls, .wps, .et) is not read: save it as .docx or .xlsx",
                    "不读取旧版 Word、Excel、WPS 格式（.doc、.xls、.wps、.et），请另存为 .docx 或 .xlsx"
                )
            case .richText: ("Rich Text (.rtf) is not read: save it as .docx", "不读取 RTF，请另存为 .docx")
            case .openDocument: ("OpenDocument (.odt, .ods) is not read: save it as .docx or .xlsx", "不读取 OpenDocument（.odt、.ods），请另存为 .docx 或 .xlsx")
            case .presentation: ("slides (.pptx) are not read: save the tables as .docx or .pdf", "不读取幻灯片（.pptx），请把表格另存为 .docx 或 .pdf")
            case .ofd: ("OFD is not read: convert it to .pdf", "不读取 OFD，请转换为 .pdf")
            case .rar: ("RAR is not read: pack it as .zip", "不读取 RAR，请改用 .zip 打包")
            case .sevenZip: ("7z is not read: pack it as .zip", "不读取 7z，请改用 .zip 打包")
            case .gzip: ("gzip is not read: unpack it", "不读取 gzip，请先解压")
            }
        }
    }
}
