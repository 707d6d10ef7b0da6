import CLibArchive
public import FilePaths

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Documents that come one after the other through a pipe, each with its name: as frames, or as the members of a tar archive.
///
/// A **frame** is the length of the name (4 bytes), the name, the length of the content (8 bytes), and the content; lengths are unsigned and stand with their
/// highest byte first. The stream ends between two frames. One document is in memory at a time, however many there are.
public struct DocumentStream {
    /// How documents stand in the stream.
    public enum Form: Sendable, Hashable {
        case frames, tar
    }

    /// A document, or why its content is not there.
    public struct Item: Sendable {
        /// The name that it came with.
        public let path: FilePath
        /// The content; a failure for one beyond the limits, which is passed over, or one that cannot be unpacked.
        public let content: Result<[UInt8], ReadingError>
    }

    /// The stream is not what it should be; nothing behind that place can be told apart.
    public enum Failure: Error, Sendable, Hashable {
        /// It ends within a document.
        case cutOff(after: Int)
        /// A name longer than any file's.
        case noFrame(after: Int)
        /// It is no tar archive, or a damaged one.
        case noArchive(after: Int)
        /// It cannot be read.
        case unreadable(code: Int32)
    }

    private static let longestName = 1 << 16
    private let descriptor: Int32
    private let limits: ReadingLimits
    private let archive: TarStream?
    /// How many documents came.
    public private(set) var count = 0

    /// A stream on an open descriptor, which stays open.
    public init(_ form: Form, descriptor: Int32, limits: ReadingLimits = .standard) {
        self.descriptor = descriptor
        self.limits = limits
        archive = form == .tar ? TarStream(descriptor) : nil
    }

    /// The next document, which is waited for; `nil` at the end.
    public mutating func next() throws(Failure) -> Item? {
        let item: Item?
        if let archive { item = try archive.next(limits, after: count) } else { item = try frame() }
        if item != nil { count += 1 }
        return item
    }

    private func frame() throws(Failure) -> Item? {
        guard let head = try bytes(4, mayEnd: true) else { return nil }
        let nameLength = Int(Self.number(head))
        guard nameLength <= Self.longestName else { throw .noFrame(after: count) }
        guard let name = try bytes(nameLength), let size = try bytes(8) else { throw .cutOff(after: count) }
        let path = FilePath(bytes: name)
        let length = Self.number(size)
        guard length <= UInt64(max(limits.fileBytes, limits.archiveFileBytes)) else {
            try passOver(length)
            return Item(path: path, content: .failure(.beyond("archiveFileBytes", limits.archiveFileBytes, path)))
        }
        guard let content = try bytes(Int(length)) else { throw .cutOff(after: count) }
        return Item(path: path, content: FileBytes.checked(content, path: path, limits: limits))
    }

    private static func number(_ bytes: [UInt8]) -> UInt64 { bytes.reduce(0) { $0 << 8 | UInt64($1) } }

    /// So many bytes; `nil` at the end of the stream where it may be.
    private func bytes(_ count: Int, mayEnd: Bool = false) throws(Failure) -> [UInt8]? {
        var code: Int32 = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, got in
            while got < count {
                let part = read(descriptor, buffer.baseAddress! + got, count - got)
                if part < 0 && errno == EINTR { continue }
                if part < 0 { code = errno }
                if part <= 0 { return }
                got += part
            }
        }
        if code != 0 { throw .unreadable(code: code) }
        if bytes.isEmpty && count > 0 && mayEnd { return nil }
        guard bytes.count == count else { throw .cutOff(after: self.count) }
        return bytes
    }

    private func passOver(_ length: UInt64) throws(Failure) {
        var left = length
        while left > 0 {
            let part = Int(min(left, 1 << 20))
            _ = try bytes(part)
            left -= UInt64(part)
        }
    }
}

extension ReadingError {
    fileprivate static func beyond(_ name: String, _ limit: Int, _ path: FilePath) -> ReadingError {
        ReadingError(path: path, reason: .beyondLimit(name: name, limit: limit))
    }
}

/// A tar archive, packed or not, that is read while it comes.
private final class TarStream {
    private let handle: OpaquePointer
    private let isOpen: Bool

    init(_ descriptor: Int32) {
        handle = archive_read_new()
        archive_read_support_format_tar(handle)
        archive_read_support_format_empty(handle)
        // Each by name: the libraries that are linked, and no outside programs.
        archive_read_support_filter_gzip(handle)
        archive_read_support_filter_xz(handle)
        archive_read_support_filter_zstd(handle)
        isOpen = archive_read_open_fd(handle, descriptor, 1 << 16) == ARCHIVE_OK
    }

    deinit { archive_read_free(handle) }

    /// The next member that is a file.
    func next(_ limits: ReadingLimits, after count: Int) throws(DocumentStream.Failure) -> DocumentStream.Item? {
        // The library gives names in the encoding of the place the thread runs in.
        let before = uselocale(ArchiveNames.unicode)
        defer { _ = uselocale(before) }
        guard isOpen else { throw .noArchive(after: count) }
        while true {
            var entry: OpaquePointer?
            let status = archive_read_next_header(handle, &entry)
            if status == ARCHIVE_EOF { return nil }
            guard status == ARCHIVE_OK || status == ARCHIVE_WARN, let entry else { throw .noArchive(after: count) }
            guard archive_entry_filetype(entry) == 0o100000, archive_entry_hardlink(entry) == nil, let name = archive_entry_pathname(entry) else {
                continue
            }
            let path = FilePath(bytes: UnsafeBufferPointer(start: name, count: strlen(name)).map { UInt8(bitPattern: $0) })
            return DocumentStream.Item(path: path, content: try content(of: path, limits, after: count))
        }
    }

    private func content(
        of path: FilePath, _ limits: ReadingLimits, after count: Int
    ) throws(DocumentStream.Failure) -> Result<[UInt8], ReadingError> {
        let bound = max(limits.fileBytes, limits.archiveFileBytes)
        var content: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        var isBeyond = false
        while true {
            let part = chunk.withUnsafeMutableBytes { archive_read_data(handle, $0.baseAddress, $0.count) }
            guard part >= 0 else { throw .cutOff(after: count) }
            if part == 0 { break }
            if isBeyond { continue }
            if content.count + part > bound {
                isBeyond = true
                content = []
            } else {
                content += chunk[..<part]
            }
        }
        if isBeyond { return .failure(.beyond("archiveFileBytes", limits.archiveFileBytes, path)) }
        return FileBytes.checked(content, path: path, limits: limits)
    }
}
