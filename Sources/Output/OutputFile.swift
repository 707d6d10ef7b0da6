import COutput
import FilePaths
import Glibc

/// The one way to write a result: to a file whole or not at all, or to a stream.
///
/// ```swift
/// let file = try OutputFile(OutputTarget(path: "out.csv"))
/// try file.write("a,b\r\n")
/// try file.commit()
/// ```
/// A file is written beside its target, in the same folder, in batches. ``commit()`` flushes it to the disk and renames it, so that the old file stays until
/// the new one is whole; it takes over the old one's permissions, and its owner as far as the system lets it. Without a commit nothing has changed. A pipe,
/// a device or a stream takes the bytes as they come.
///
/// Not safe to use from several threads at once.
public final class OutputFile: ByteSink {
    /// What is written to.
    public let target: OutputTarget
    private let descriptor: Descriptor
    private let partial: PartialFile?
    private var buffer: [UInt8] = []
    private var isOpen = true
    /// Where the partial file is listed for the case that a signal ends the program.
    private var slot: Int32 = -1

    private static let batch = 1 << 16

    /// Opens a target.
    ///
    /// - Throws: ``OutputError`` when it cannot be opened.
    public init(_ target: OutputTarget) throws(OutputError) {
        self.target = target
        switch target.place {
        case .file(let path):
            let partial = try PartialFile(beside: path, isPrivate: target.existing != nil, name: target.name)
            self.partial = partial
            descriptor = Descriptor(number: partial.descriptor, name: target.name)
            slot = partial.path.withCString { interruption_add_file($0) }
        case .device(let path):
            let number = path.withCString { open($0, O_WRONLY | O_NOCTTY | O_CLOEXEC) }
            guard number >= 0 else { throw .failed(path: target.name, code: errno) }
            partial = nil
            descriptor = Descriptor(number: number, name: target.name)
        case .descriptor(let number):
            // A copy, so that closing it tells of bytes that did not arrive and the stream stays open.
            let copy = StandardStreams.wasClosed(number) ? -1 : fcntl(number, F_DUPFD_CLOEXEC, 3)
            guard copy >= 0 else { throw .failed(path: target.name, code: StandardStreams.wasClosed(number) ? EBADF : errno) }
            partial = nil
            descriptor = Descriptor(number: copy, name: target.name)
        }
    }

    deinit { discard() }

    /// Takes bytes.
    ///
    /// - Throws: ``OutputError`` when the system refuses them, or those before them.
    public func write(_ bytes: [UInt8]) throws(OutputError) {
        buffer += bytes
        if buffer.count >= Self.batch { try flush() }
    }

    /// Takes a text as UTF-8.
    ///
    /// - Throws: as for bytes.
    public func write(_ text: String) throws(OutputError) {
        buffer.append(contentsOf: text.utf8)
        if buffer.count >= Self.batch { try flush() }
    }

    /// Hands the bytes over to the system.
    public func flush() throws(OutputError) {
        guard !buffer.isEmpty else { return }
        // What failed once is not tried again when the program ends.
        let bytes = buffer
        buffer.removeAll(keepingCapacity: true)
        try descriptor.write(bytes)
    }

    /// Lets code of others write the file, by a path to it that holds only until ``commit()``.
    ///
    /// - Throws: ``OutputError`` for a stream, and what `body` throws.
    public func write(through body: (_ path: String) throws -> Void) throws {
        guard let partial else { throw OutputError.unsuitable(path: target.name, .stream) }
        // Beside a name that is no text the library of others gets the way through the open file.
        let path = partial.path.isText ? partial.path.shown : "/proc/self/fd/\(partial.descriptor)"
        do {
            try body(path)
        } catch OutputError.failed(path, let code) {
            throw OutputError.failed(path: target.name, code: code)
        }
    }

    /// Ends the writing: a file takes the place of its target now.
    ///
    /// - Throws: ``OutputError`` when bytes could not be written; a file's target is as it was.
    public func commit() throws(OutputError) {
        try flush()
        guard let partial, case .file(let path) = target.place else {
            isOpen = false
            return try descriptor.close()
        }
        takeOverPermissions()
        try descriptor.flush()
        guard partial.rename(to: path) else { throw .failed(path: target.name, code: errno) }
        isOpen = false
        interruption_remove_file(slot)
        try descriptor.close()
        try Self.flushFolder(of: path, name: target.name)
    }

    /// Ends the writing and leaves the target as it was. What a stream has taken it has taken.
    public func discard() {
        guard isOpen else { return }
        isOpen = false
        if let partial { partial.path.withCString { _ = unlink($0) } }
        interruption_remove_file(slot)
        close(descriptor.number)
    }

    private func takeOverPermissions() {
        guard case .file(let path) = target.place else { return }
        var old = stat()
        guard path.withCString({ stat($0, &old) }) == 0 else { return }
        var mode = old.st_mode & 0o7777
        if fchown(descriptor.number, old.st_uid, old.st_gid) != 0, fchown(descriptor.number, UInt32.max, old.st_gid) != 0 {
            // The group is another one now: it may do no more than everybody may.
            mode = mode & ~0o070 | (mode & 0o007) << 3 & mode
        }
        fchmod(descriptor.number, mode)
    }

    /// Makes the new name last over a loss of power.
    private static func flushFolder(of path: FilePath, name: String) throws(OutputError) {
        let number = OutputTarget.folder(of: path).withCString { open($0, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
        // A folder may be written without being readable; then there is nothing to flush by.
        guard number >= 0 else { return }
        defer { close(number) }
        try Descriptor(number: number, name: name).flush()
    }
}
