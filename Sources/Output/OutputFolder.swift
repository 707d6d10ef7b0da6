public import FilePaths
import Glibc

/// A folder of many files that is written whole or not at all, as far as a file system lets a folder be.
///
/// The files are made in a folder aside, on the same file system, and flushed together. ``commit()`` renames that folder where none was; in one that is
/// there already, file after file takes its place, each of them whole. Until then nothing has changed, and a full disk changes nothing.
///
/// Not safe to use from several threads.
public final class OutputFolder {
    private let name: String
    /// The real path of the folder to be.
    private let path: String
    private let isNew: Bool
    private let aside: PartialFolder
    private var files: [String] = []
    private var isOpen = true

    /// Begins a folder.
    ///
    /// - Throws: ``OutputError`` when the path is a file, or the folder cannot be written.
    public init(path given: String) throws(OutputError) {
        if given.isEmpty { throw .unsuitable(path: given, .noName) }
        name = given
        var trimmed = given[...]
        while trimmed.count > 1, trimmed.last == "/" { trimmed.removeLast() }
        var status = stat()
        if stat(given, &status) == 0 {
            guard status.st_mode & S_IFMT == S_IFDIR else { throw .failed(path: given, code: ENOTDIR) }
            guard let real = realpath(given, nil) else { throw .failed(path: given, code: errno) }
            defer { free(real) }
            path = String(cString: real)
            isNew = false
            aside = try PartialFolder(in: path, stem: "files", name: given)
        } else {
            guard errno == ENOENT else { throw .failed(path: given, code: errno) }
            path = String(trimmed)
            isNew = true
            let parent = OutputTarget.folder(of: path)
            try Self.make(FilePath(parent), name: given)
            aside = try PartialFolder(in: parent, stem: OutputTarget.lastName(path), name: given)
        }
    }

    deinit { discard() }

    /// Writes a file of the folder; `name` is its name, without any folder.
    ///
    /// - Throws: ``OutputError``, also when the file that stands there is one that must stay, by what `isKept` says of its path.
    public func write(_ name: String, isKept: (_ path: String) -> Bool = { _ in false }, _ body: (any ByteSink) throws -> Void) throws {
        if !isNew, isKept(path + "/" + name) {
            throw OutputError.inUse(path: path + "/" + name, chinese: "一个库", english: "a store of this program")
        }
        let shown = self.name + "/" + name
        let number = open(aside.path + "/" + name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o666)
        guard number >= 0 else { throw OutputError.failed(path: shown, code: errno) }
        let sink = PlainSink(Descriptor(number: number, name: shown))
        do {
            try body(sink)
            try sink.flush()
        } catch {
            close(number)
            throw error
        }
        try sink.descriptor.close()
        files.append(name)
    }

    /// Puts the files in their place.
    ///
    /// - Throws: ``OutputError``; files that took their place before stay there, whole.
    public func commit() throws(OutputError) {
        try aside.flush(name: name)
        if isNew, rename(aside.path, path) == 0 {
            isOpen = false
            aside.release()
            return try Self.flush(OutputTarget.folder(of: path), name: name)
        }
        // Someone made the folder meanwhile, or it was there.
        if isNew { try Self.make(FilePath(path), name: name) }
        for file in files where rename(aside.path + "/" + file, path + "/" + file) != 0 { throw .failed(path: name + "/" + file, code: errno) }
        try Self.flush(path, name: name)
        discard()
    }

    /// Leaves everything as it was.
    public func discard() {
        guard isOpen else { return }
        isOpen = false
        aside.remove()
    }

    /// Makes a folder, with those above it, where there is none.
    ///
    /// - Throws: ``OutputError`` when there is a file in its place, or the system refuses.
    public static func ensure(_ path: FilePath) throws(OutputError) {
        try make(path, name: path.shown)
        var status = stat()
        guard path.withCString({ stat($0, &status) }) == 0 else { throw .failed(path: path.shown, code: errno) }
        guard status.st_mode & S_IFMT == S_IFDIR else { throw .failed(path: path.shown, code: ENOTDIR) }
    }

    /// Makes a folder with those above it.
    static func make(_ path: FilePath, name: String) throws(OutputError) {
        if path.withCString({ mkdir($0, 0o777) }) == 0 || errno == EEXIST { return }
        guard errno == ENOENT, path != "/", path != "." else { throw .failed(path: name, code: errno) }
        try make(OutputTarget.folder(of: path), name: name)
        guard path.withCString({ mkdir($0, 0o777) }) == 0 || errno == EEXIST else { throw .failed(path: name, code: errno) }
    }

    private static func flush(_ folder: String, name: String) throws(OutputError) {
        let number = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard number >= 0 else { return }
        defer { close(number) }
        try Descriptor(number: number, name: name).flush()
    }
}

/// A file that is written in batches and stays open.
private final class PlainSink: ByteSink {
    let descriptor: Descriptor
    private var buffer: [UInt8] = []

    init(_ descriptor: Descriptor) { self.descriptor = descriptor }

    func write(_ bytes: [UInt8]) throws(OutputError) {
        buffer += bytes
        if buffer.count >= 1 << 16 { try flush() }
    }

    func write(_ text: String) throws(OutputError) {
        buffer.append(contentsOf: text.utf8)
        if buffer.count >= 1 << 16 { try flush() }
    }

    func flush() throws(OutputError) {
        try descriptor.write(buffer)
        buffer.removeAll(keepingCapacity: true)
    }
}
