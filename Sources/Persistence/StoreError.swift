import GRDB

/// Why the store on disk cannot be used.
public enum StoreError: Error, Sendable, Hashable {
    /// What stands at a path that is no file.
    public enum Place: Sendable, Hashable {
        case folder, pipe, socket, device
        /// A name by which SQLite means memory or an address.
        case special
    }

    /// There is no store at the path.
    case notFound(path: String)
    /// The path is none of a file.
    case notAFile(path: String, Place)
    /// The file is something else.
    case notAStore(path: String)
    /// The store was written by a newer program.
    case newerSchema(path: String, found: Int, supported: Int)
    /// What is in the store contradicts itself.
    case damaged(String)
    /// The file cannot be opened or read.
    case cannotOpen(path: String, reason: String)
    /// The file, its folder or its file system admits no writing.
    case readOnly(path: String)
    /// No room is left on the file system.
    case full(path: String)
    /// Another program has had the store for itself for longer than this one waits.
    case locked(path: String)
    /// Something could not be written.
    case cannotWrite(path: String, reason: String)
    /// There is a file where a new one was to be written.
    case exists(path: String)
    /// SQLite says no for another reason.
    case database(String)

    /// Whether it is writing that failed, and the store is as it was.
    public var isWriteFailure: Bool {
        switch self {
        case .readOnly, .full, .locked, .cannotWrite: true
        default: false
        }
    }

    /// Whether the path was a mistake.
    public var isUsage: Bool {
        switch self {
        case .notAFile, .exists: true
        default: false
        }
    }

    /// What an error of SQLite means for the store at a path.
    init(_ error: DatabaseError, path: String) {
        let message = error.message ?? "SQLite error \(error.resultCode.rawValue)"
        switch error.resultCode {
        case .SQLITE_CORRUPT: self = .damaged(message)
        case .SQLITE_NOTADB: self = .notAStore(path: path)
        case .SQLITE_FULL: self = .full(path: path)
        case .SQLITE_BUSY, .SQLITE_LOCKED: self = .locked(path: path)
        case .SQLITE_READONLY, .SQLITE_PERM: self = .readOnly(path: path)
        case .SQLITE_CANTOPEN: self = .cannotOpen(path: path, reason: message)
        case .SQLITE_IOERR:
            let reads: [ResultCode] = [.SQLITE_IOERR_READ, .SQLITE_IOERR_SHORT_READ, .SQLITE_IOERR_FSTAT]
            self =
                reads.contains(error.extendedResultCode)
                ? .cannotOpen(path: path, reason: message) : .cannotWrite(path: path, reason: message)
        default: self = .database(message)
        }
    }
}

extension StoreError: CustomStringConvertible {
    /// One sentence for the reader.
    public var description: String {
        switch self {
        case .notFound(let path): "there is no store at \(path)"
        case .notAFile(let path, let place):
            switch place {
            case .folder: "\(path) is a folder; a store is a file"
            case .pipe: "\(path) is a pipe; a store is a file"
            case .socket: "\(path) is a socket; a store is a file"
            case .device: "\(path) is a device; a store is a file"
            case .special: "\(path.isEmpty ? "the empty name" : path) is the name of no file; a store is a file"
            }
        case .notAStore(let path): "\(path) is no store of this program"
        case .newerSchema(let path, let found, let supported):
            "\(path) was written by a newer version of the program (schema \(found), this one reads up to \(supported))"
        case .damaged(let what): "the store is damaged: \(what); analyze doctor says what, analyze doctor --repair saves the rest"
        case .cannotOpen(let path, let reason): "\(path) cannot be opened: \(reason)"
        case .readOnly(let path): "\(path) cannot be written: the file or its folder is read-only"
        case .full(let path): "\(path) cannot be written: no room is left on the disk"
        case .locked(let path): "another program is writing to \(path); try again when it is done"
        case .cannotWrite(let path, let reason): "\(path) cannot be written: \(reason)"
        case .exists(let path): "there is something at \(path) already; it is not overwritten"
        case .database(let message): "the store cannot be used: \(message)"
        }
    }

    /// The same in Chinese; the words of SQLite stay as they are.
    public var chinese: String {
        switch self {
        case .notFound(let path): "没有库 \(path)"
        case .notAFile(let path, let place):
            switch place {
            case .folder: "\(path) 是文件夹，库应是文件"
            case .pipe: "\(path) 是管道，库应是文件"
            case .socket: "\(path) 是套接字，库应是文件"
            case .device: "\(path) 是设备，库应是文件"
            case .special: path.isEmpty ? "库的文件名为空" : "“\(path)”不是文件名，库应是文件"
            }
        case .notAStore(let path): "\(path) 不是本程序的库"
        case .newerSchema(let path, let found, let supported): "\(path) 由更新版本的程序写成（结构 \(found)，本程序最高读到 \(supported)）"
        case .damaged(let what): "库已损坏：\(what)；可用 analyze doctor 查明，用 analyze doctor --repair 挽救其余内容"
        case .cannotOpen(let path, let reason): "无法打开 \(path)：\(reason)"
        case .readOnly(let path): "无法写入 \(path)：文件或所在文件夹只读"
        case .full(let path): "无法写入 \(path)：磁盘已满"
        case .locked(let path): "另一程序正在写入 \(path)，请待其结束后重试"
        case .cannotWrite(let path, let reason): "无法写入 \(path)：\(reason)"
        case .exists(let path): "\(path) 已存在，不会覆盖"
        case .database(let message): "库无法使用：\(message)"
        }
    }
}
