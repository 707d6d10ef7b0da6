public import FilePaths
import Glibc

/// What a path to write to stands for, told without opening or making anything.
public struct OutputTarget: Sendable, Hashable {
    enum Place: Sendable, Hashable {
        /// A file that is there or will be, by its real path: a symbolic link stays and what it points to is written.
        case file(path: FilePath)
        /// A pipe or a device, opened by its path. What is written goes straight into it.
        case device(path: FilePath)
        /// A stream that is open already.
        case descriptor(Int32)
    }

    /// The path as it was given, as text.
    public let name: String
    let place: Place
    /// The file that is there; `nil` when there is none.
    let existing: FileIdentity?

    /// Standard output.
    public static let standardOutput = OutputTarget(name: "stdout", descriptor: 1)

    /// Finds out what a path stands for. `-`, `/dev/stdout` and `/dev/fd/N` are the streams that are open.
    ///
    /// - Throws: ``OutputError`` for a folder, a disk or a socket, a folder that is not there or must not be written, a file that must not be written.
    public init(path: String) throws(OutputError) { try self.init(path: FilePath(path)) }

    /// Finds out what a path of any bytes stands for, in the same way.
    ///
    /// - Throws: ``OutputError`` as for a text.
    public init(path given: FilePath) throws(OutputError) {
        let path = given.shown
        if given.bytes.isEmpty { throw .unsuitable(path: path, .noName) }
        name = path
        if let number = Self.descriptor(path) {
            place = .descriptor(number)
            existing = Self.identity(number)
            return
        }
        var status = stat()
        if given.withCString({ stat($0, &status) }) == 0 {
            existing = FileIdentity(status)
            switch status.st_mode & S_IFMT {
            case S_IFREG:
                guard let real = given.withCString({ realpath($0, nil) }) else { throw .failed(path: path, code: errno) }
                defer { free(real) }
                place = .file(path: FilePath(cString: real))
            case S_IFIFO, S_IFCHR:
                place = .device(path: given)
            case S_IFDIR: throw .unsuitable(path: path, .folder)
            case S_IFBLK: throw .unsuitable(path: path, .blockDevice)
            default: throw .unsuitable(path: path, .socket)
            }
            if given.withCString({ access($0, W_OK) }) != 0 { throw .failed(path: path, code: errno) }
        } else {
            guard errno == ENOENT else { throw .failed(path: path, code: errno) }
            existing = nil
            let target = try Self.endOfLinks(given)
            if target.bytes.last == UInt8(ascii: "/") { throw .unsuitable(path: path, .folder) }
            place = .file(path: target)
        }
        if case .file(let file) = place, Self.folder(of: file).withCString({ access($0, W_OK | X_OK) }) != 0 {
            throw .failed(path: path, code: errno)
        }
    }

    private init(name: String, descriptor: Int32) {
        self.name = name
        place = .descriptor(descriptor)
        existing = Self.identity(descriptor)
    }

    private static func identity(_ descriptor: Int32) -> FileIdentity? {
        var status = stat()
        return fstat(descriptor, &status) == 0 ? FileIdentity(status) : nil
    }

    /// Whether the target is a terminal.
    public var isTerminal: Bool {
        switch place {
        case .file: return false
        case .descriptor(let number): return isatty(number) == 1
        case .device(let path):
            let descriptor = path.withCString { open($0, O_WRONLY | O_NOCTTY | O_NONBLOCK | O_CLOEXEC) }
            guard descriptor >= 0 else { return false }
            defer { close(descriptor) }
            return isatty(descriptor) == 1
        }
    }

    /// Whether what is written goes straight into a pipe, a device or an open stream.
    public var isStream: Bool { if case .file = place { false } else { true } }

    /// The real path of the file that is there already and would be replaced; `nil` when there is none.
    public var existingFile: FilePath? {
        if existing != nil, case .file(let path) = place { return path }
        return nil
    }

    /// The real path of the file that is there or will be; `nil` for a stream or a device.
    public var file: FilePath? { if case .file(let path) = place { path } else { nil } }

    /// Whether the target is the file at another path, by whatever name: the same path, a link to it, or the same inode.
    public func isSame(as path: String) -> Bool {
        let path = FilePath(path)
        if let existing { return FileIdentity(path: path) == existing }
        guard case .file(let file) = place, let other = try? Self.endOfLinks(path) else { return false }
        // Neither is there yet, perhaps: they are one when the folder and the name are.
        return file.name == other.name && FileIdentity(path: Self.folder(of: file)) == FileIdentity(path: Self.folder(of: other))
    }

    /// Whether the target is the file that is there at a path.
    public func isSame(as path: FilePath) -> Bool { existing != nil && FileIdentity(path: path) == existing }

    /// Whether the target is a file right in a folder.
    public func isBelow(_ folder: String) -> Bool {
        guard case .file(let file) = place, let identity = FileIdentity(path: Self.folder(of: file)) else { return false }
        return identity == FileIdentity(path: FilePath(folder))
    }

    /// The stream that a path names; `nil` when it names none.
    private static func descriptor(_ path: String) -> Int32? {
        switch path {
        case "-", "/dev/stdout": return 1
        case "/dev/stderr": return 2
        default: break
        }
        for folder in ["/dev/fd/", "/proc/self/fd/"] where path.hasPrefix(folder) {
            guard let number = Int32(path.dropFirst(folder.count)), fcntl(number, F_GETFD) != -1 else { return nil }
            return number
        }
        return nil
    }

    /// The path that symbolic links which lead to nothing yet lead to in the end.
    private static func endOfLinks(_ path: FilePath) throws(OutputError) -> FilePath {
        var end = path
        for _ in 0..<40 {
            var status = stat()
            guard end.withCString({ lstat($0, &status) }) == 0, status.st_mode & S_IFMT == S_IFLNK else { return end }
            var bytes = [UInt8](repeating: 0, count: Int(PATH_MAX))
            let length = bytes.withUnsafeMutableBytes { buffer in
                end.withCString { readlink($0, buffer.baseAddress!.assumingMemoryBound(to: CChar.self), buffer.count) }
            }
            guard length > 0 else { throw .failed(path: path.shown, code: errno) }
            let link = FilePath(bytes: bytes[..<length])
            end = link.bytes.first == UInt8(ascii: "/") ? link : folder(of: end).appending(link)
        }
        throw .failed(path: path.shown, code: ELOOP)
    }

    /// The folder that a path lies in.
    static func folder(of path: FilePath) -> FilePath {
        let folder = path.folder.bytes
        return folder.isEmpty ? "." : folder.count == 1 ? "/" : FilePath(bytes: folder.dropLast())
    }

    /// The folder that a path lies in.
    static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// The last part of a path.
    static func lastName(_ path: String) -> String { path.lastIndex(of: "/").map { String(path[path.index(after: $0)...]) } ?? path }
}

/// What makes a file the same file under another name: its device and its number there.
public struct FileIdentity: Sendable, Hashable {
    let device: UInt64
    let number: UInt64

    init(_ status: stat) {
        device = UInt64(status.st_dev)
        number = UInt64(status.st_ino)
    }

    /// The identity of what stands at a path, links followed; `nil` when nothing can be found there.
    public init?(path: FilePath) {
        var status = stat()
        guard path.withCString({ stat($0, &status) }) == 0 else { return nil }
        self.init(status)
    }
}
