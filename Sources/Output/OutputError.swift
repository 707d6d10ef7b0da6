import Glibc

/// Why something could not be written.
public enum OutputError: Error, Sendable, Hashable {
    /// What stands at a path and is no place for a result.
    public enum Unsuitable: Sendable, Hashable {
        case folder, blockDevice, socket, stream, noName
    }

    /// No result can be written to what stands at the path; nothing was opened.
    case unsuitable(path: String, Unsuitable)
    /// The path is a file that the run reads, or one that must be kept; nothing was opened. `role` says in both languages what the file is.
    case inUse(path: String, chinese: String, english: String)
    /// The system refused; `code` is its error number.
    case failed(path: String, code: Int32)

    /// Whether the wish itself was wrong, and not the system that refused it.
    public var isUsage: Bool { if case .failed = self { false } else { true } }

    /// Whether the reader of a pipe went away: nobody is left who would read a message about it.
    public var isReaderGone: Bool { if case .failed(_, EPIPE) = self { true } else { false } }
}

extension OutputError: CustomStringConvertible {
    /// One sentence for the reader.
    public var description: String {
        switch self {
        case .unsuitable(let path, .folder): "\(path) is a folder: a result is written to a file"
        case .unsuitable(let path, .blockDevice): "\(path) is a disk: a result is written to a file"
        case .unsuitable(let path, .socket): "\(path) is a socket: a result is written to a file"
        case .unsuitable(let path, .stream): "\(path) is a stream: this format is written to a file"
        case .unsuitable(_, .noName): "the name of the file to write to is empty"
        case .inUse(let path, _, let english): "\(path) is \(english) and is not written over"
        case .failed(let path, let code): "cannot write \(path): \(SystemReason.of(code).en)"
        }
    }

    /// The same in Chinese.
    public var chinese: String {
        switch self {
        case .unsuitable(let path, .folder): "\(path) 是文件夹，结果只能写入文件"
        case .unsuitable(let path, .blockDevice): "\(path) 是磁盘设备，结果只能写入文件"
        case .unsuitable(let path, .socket): "\(path) 是套接字，结果只能写入文件"
        case .unsuitable(let path, .stream): "\(path) 是数据流，这种格式只能写入文件"
        case .unsuitable(_, .noName): "输出文件名为空"
        case .inUse(let path, let chinese, _): "\(path) 是\(chinese)，不予覆盖"
        case .failed(let path, let code): "无法写入 \(path)：\(SystemReason.of(code).zh)"
        }
    }
}

/// The system's error numbers in words.
enum SystemReason {
    static func of(_ code: Int32) -> (zh: String, en: String) {
        switch code {
        case ENOSPC: ("磁盘已满", "the disk is full")
        case EDQUOT: ("超出磁盘配额", "the quota of the disk is used up")
        case EFBIG: ("文件超过允许的大小", "the file is larger than is allowed")
        case EIO: ("磁盘读写错误", "the disk reports an input/output error")
        case EACCES, EPERM: ("没有权限", "permission denied")
        case EROFS: ("文件系统只读", "the file system is read-only")
        case ENOENT: ("文件夹不存在", "there is no such folder")
        case ENOTDIR: ("路径中有一段不是文件夹", "a part of the path is no folder")
        case ELOOP: ("符号链接成环", "its symbolic links form a circle")
        case ENAMETOOLONG: ("文件名过长", "the name is too long")
        case EBADF: ("输出已关闭", "it is closed")
        case EPIPE: ("读取方已关闭", "the reader went away")
        case EBUSY, ETXTBSY: ("文件正被占用", "the file is in use")
        case EMFILE, ENFILE: ("打开的文件过多", "too many files are open")
        default: (String(cString: strerror(code)), String(cString: strerror(code)))
        }
    }
}
