/// Why the store on disk cannot be used.
public enum StoreError: Error, Sendable, Hashable {
    /// There is no store at the path.
    case notFound(path: String)
    /// The file is something else.
    case notAStore(path: String)
    /// The store was written by a newer program.
    case newerSchema(path: String, found: Int, supported: Int)
    /// What is in the store contradicts itself.
    case damaged(String)
    /// SQLite says no: the disk is full, the file is locked or read-only.
    case database(String)
}

extension StoreError: CustomStringConvertible {
    /// One sentence for the reader.
    public var description: String {
        switch self {
        case .notFound(let path): "there is no store at \(path)"
        case .notAStore(let path): "\(path) is no store of this program"
        case .newerSchema(let path, let found, let supported):
            "\(path) was written by a newer version of the program (schema \(found), this one reads up to \(supported))"
        case .damaged(let what): "the store is damaged: \(what)"
        case .database(let message): "the store cannot be used: \(message)"
        }
    }

    /// The same in Chinese; the words of SQLite stay as they are.
    public var chinese: String {
        switch self {
        case .notFound(let path): "没有库 \(path)"
        case .notAStore(let path): "\(path) 不是本程序的库"
        case .newerSchema(let path, let found, let supported): "\(path) 由更新版本的程序写成（结构 \(found)，本程序最高读到 \(supported)）"
        case .damaged(let what): "库已损坏：\(what)"
        case .database(let message): "库无法使用：\(message)"
        }
    }
}
