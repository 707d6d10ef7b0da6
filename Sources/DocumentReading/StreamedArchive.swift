import CLibArchive
import FilePaths

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// An archive that is read from its beginning to its end: RAR, 7z, tar, packed or not, and single packed files. One member at a time is in memory, nothing is
/// ever written to disk.
final class StreamedArchive {
    /// The next member.
    struct Member {
        /// Its name, decoded, with `/` between folders.
        var name: String
        /// Whether it is a file, and not a folder, a link or a device.
        var isFile: Bool
        /// Whether it names a folder.
        var isFolder: Bool
        /// Whether it is a link, which an archive can make point anywhere.
        var isLink: Bool
        /// Whether a password is needed.
        var isEncrypted: Bool

        /// Whether the name leads out of the archive.
        var leadsOut: Bool { ArchiveNames.leadsOut(name) }
    }

    /// The names of all members, read in a pass of its own.
    let names: Set<String>
    private let pass: Pass

    /// Whether bytes begin as such an archive.
    static func recognizes(_ bytes: some Collection<UInt8>) -> Bool {
        let start = Array(bytes.prefix(265))
        if signatures.contains(where: { start.starts(with: $0) }) { return true }
        return start.count >= 262 && Array(start[257..<262]) == Array("ustar".utf8)
    }

    /// RAR, 7z, gzip, bzip2, xz, Zstandard, compress.
    private static let signatures: [[UInt8]] = [
        Array("Rar!\u{1A}\u{7}".utf8), [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], [0x1F, 0x8B, 8], Array("BZh".utf8), [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0],
        [0x28, 0xB5, 0x2F, 0xFD], [0x1F, 0x9D],
    ]

    /// Opens an archive.
    ///
    /// - Throws: ``ReadingError`` when it is none, or goes beyond a limit before its end.
    init(bytes: [UInt8], path: FilePath, limits: ReadingLimits) throws(ReadingError) {
        let memory = Memory(bytes)
        var names: Set<String> = []
        // The folder of a saved page is told from the page beside it, which may stand behind it.
        do throws(ReadingError) {
            let first = Pass(memory, path: path, limits: limits)
            while let member = try first.next() { names.insert(member.name) }
        } catch {
            // What is whole before the damage is read; the second pass meets it again.
            if names.isEmpty { throw error }
        }
        self.names = names
        pass = Pass(memory, path: path, limits: limits)
    }

    /// The next member; `nil` at the end.
    ///
    /// - Throws: ``ReadingError``; nothing can be read behind it.
    func next() throws(ReadingError) -> Member? { try pass.next() }

    /// The unpacked bytes of the member that came last.
    ///
    /// - Throws: ``ReadingError`` when it needs a password, does not unpack, or goes beyond `fileBytes`, `archiveRatio` or `archiveBytes`.
    func content(of member: Member) throws(ReadingError) -> [UInt8] { try pass.content(of: member) }

    /// Whether nothing behind the last failure can be read.
    var isBroken: Bool { pass.isBroken }
}

/// The bytes of an archive where the library reads them.
private final class Memory {
    let bytes: UnsafeMutableBufferPointer<UInt8>

    init(_ content: [UInt8]) {
        bytes = .allocate(capacity: content.count)
        _ = bytes.initialize(from: content)
    }

    deinit { bytes.deallocate() }
}

/// One pass over the members of an archive.
private final class Pass {
    private let memory: Memory
    private let handle: OpaquePointer
    private let path: FilePath
    private let limits: ReadingLimits
    /// What all members may unpack to.
    private let bound: Int
    private var unpacked = 0
    private var members = 0
    private(set) var isBroken = false
    private var isOpen = false
    private var chunk = [UInt8](repeating: 0, count: 1 << 16)

    init(_ memory: Memory, path: FilePath, limits: ReadingLimits) {
        self.memory = memory
        self.path = path
        self.limits = limits
        bound = min(limits.archiveBytes, max(1 << 20, memory.bytes.count.multipliedReportingOverflow(by: limits.archiveRatio).partialValue))
        handle = archive_read_new()
        archive_read_support_format_tar(handle)
        archive_read_support_format_rar(handle)
        archive_read_support_format_rar5(handle)
        archive_read_support_format_7zip(handle)
        archive_read_support_format_raw(handle)
        // Each by name: the libraries that are linked, and no outside programs.
        archive_read_support_filter_gzip(handle)
        archive_read_support_filter_bzip2(handle)
        archive_read_support_filter_xz(handle)
        archive_read_support_filter_zstd(handle)
        archive_read_support_filter_compress(handle)
        isBroken = archive_read_open_memory(handle, memory.bytes.baseAddress, memory.bytes.count) != ARCHIVE_OK
    }

    deinit { archive_read_free(handle) }

    private var words: String { archive_error_string(handle).map { String(cString: $0) } ?? "it cannot be unpacked" }

    func next() throws(ReadingError) -> StreamedArchive.Member? {
        // The library gives names in the encoding of the place the thread runs in.
        let before = uselocale(ArchiveNames.unicode)
        defer { _ = uselocale(before) }
        if isOpen { try skip() }
        if isBroken { throw ReadingError(path: path, reason: .damaged(format: "archive", .other(words))) }
        var entry: OpaquePointer?
        let status = archive_read_next_header(handle, &entry)
        if status == ARCHIVE_EOF { return nil }
        guard status == ARCHIVE_OK || status == ARCHIVE_WARN, let entry else {
            isBroken = true
            throw ReadingError(
                path: path,
                reason: archive_read_has_encrypted_entries(handle) > 0 ? .encrypted(format: "archive") : .damaged(format: "archive", .other(words)))
        }
        members += 1
        guard members <= limits.archiveMembers else {
            isBroken = true
            throw ReadingError(path: path, reason: .beyondLimit(name: "archiveMembers", limit: limits.archiveMembers))
        }
        isOpen = true
        let type = archive_entry_filetype(entry)
        let isRaw = archive_format(handle) == ARCHIVE_FORMAT_RAW
        return StreamedArchive.Member(
            name: isRaw ? Self.unpackedName(path) : name(entry),
            // Some programs leave out what a member is: then it is a file.
            isFile: isRaw || (type == 0o100000 || type == 0) && archive_entry_hardlink(entry) == nil,
            isFolder: type == 0o040000, isLink: type == 0o120000 || archive_entry_hardlink(entry) != nil,
            isEncrypted: archive_entry_is_encrypted(entry) != 0)
    }

    func content(of member: StreamedArchive.Member) throws(ReadingError) -> [UInt8] {
        func failure(_ reason: ReadingError.Reason) -> ReadingError { ReadingError(path: path.appending(FilePath(member.name)), reason: reason) }
        if member.isEncrypted { throw failure(.encrypted(format: "member of the archive")) }
        var content: [UInt8] = []
        while let part = try read({ failure($0) }) {
            guard content.count + part <= limits.fileBytes else { throw failure(.beyondLimit(name: "fileBytes", limit: limits.fileBytes)) }
            content += chunk[..<part]
        }
        isOpen = false
        return content
    }

    /// Passes over the rest of the member, which costs as much as reading it.
    private func skip() throws(ReadingError) {
        while try read({ ReadingError(path: self.path, reason: $0) }) != nil {}
        isOpen = false
    }

    /// The next bytes of the member, in `chunk`; `nil` at its end.
    private func read(_ failure: (ReadingError.Reason) -> ReadingError) throws(ReadingError) -> Int? {
        let count = chunk.withUnsafeMutableBytes { archive_read_data(handle, $0.baseAddress, $0.count) }
        guard count >= 0 else {
            isOpen = false
            if count == ARCHIVE_FATAL { isBroken = true }
            let words = words
            throw failure(
                words.contains("ncrypt") || words.contains("assphrase")
                    ? .encrypted(format: "member of the archive") : .damaged(format: "archive", .other(words)))
        }
        guard count > 0 else { return nil }
        unpacked += count
        guard unpacked <= bound else {
            isBroken = true
            let isRatio = bound < limits.archiveBytes
            throw failure(
                .beyondLimit(name: isRatio ? "archiveRatio" : "archiveBytes", limit: isRatio ? limits.archiveRatio : limits.archiveBytes))
        }
        return count
    }

    /// The name of a member, decoded from its bytes: Unicode where the format has it, else what those of ZIP are.
    private func name(_ entry: OpaquePointer) -> String {
        guard let raw = archive_entry_pathname(entry) else { return "" }
        let isUnicode = [ARCHIVE_FORMAT_7ZIP, ARCHIVE_FORMAT_RAR_V5, ARCHIVE_FORMAT_TAR_PAX_INTERCHANGE].contains(archive_format(handle))
        let bytes = UnsafeBufferPointer(start: raw, count: strlen(raw)).map { UInt8(bitPattern: $0) }
        return ArchiveNames.decoded(bytes, declaredUTF8: isUnicode)
    }

    /// The name of a single packed file without what says that it is packed: `年报.html` of `年报.html.gz`.
    private static func unpackedName(_ path: FilePath) -> String {
        let name = path.name.shown
        guard let ending = [".gz", ".bz2", ".xz", ".zst", ".Z"].first(where: name.hasSuffix), name.count > ending.count else { return name }
        return String(name.dropLast(ending.count))
    }
}
