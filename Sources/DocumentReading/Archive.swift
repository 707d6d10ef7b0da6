import CLibZip
import FilePaths

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A ZIP container held in memory: an office file, or a folder of reports. Nothing is ever written to disk.
final class Archive {
    /// One entry of the directory.
    struct Member {
        /// Its number in the container.
        var index: UInt64
        /// Its name, decoded, with `/` between folders.
        var name: String
        /// The size that the directory states once unpacked.
        var size: Int
        /// The size that the directory states as packed.
        var packedSize: Int
        /// Whether a password is needed.
        var isEncrypted: Bool
        /// Whether it is a symbolic link, which a container can make point anywhere.
        var isSymbolicLink: Bool

        /// Whether it names a folder.
        var isFolder: Bool { name.hasSuffix("/") }

        /// Whether the name leads out of the container: an absolute path, a drive or `..`.
        var leadsOut: Bool { ArchiveNames.leadsOut(name) }
    }

    /// The entries in the order of the directory.
    let members: [Member]
    private let handle: OpaquePointer
    private let buffer: UnsafeMutableBufferPointer<UInt8>
    private let path: FilePath
    private let limits: ReadingLimits
    /// Bytes unpacked so far, bounded by `limits.archiveBytes`.
    private(set) var unpackedBytes = 0

    /// Opens a container.
    ///
    /// - Throws: ``ReadingError`` when there is no readable directory or it lists more than `limits.archiveMembers`.
    init(bytes: [UInt8], path: FilePath, limits: ReadingLimits) throws(ReadingError) {
        let buffer = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: bytes.count)
        _ = buffer.initialize(from: bytes)
        var error = zip_error_t()
        zip_error_init(&error)
        defer { zip_error_fini(&error) }
        let source = zip_source_buffer_create(buffer.baseAddress, zip_uint64_t(buffer.count), 0, &error)
        guard let source, let handle = zip_open_from_source(source, ZIP_RDONLY, &error) else {
            let detail = String(cString: zip_error_strerror(&error))
            if let source { zip_source_free(source) }
            buffer.deallocate()
            throw ReadingError(path: path, reason: .damaged(format: "ZIP container", .other(detail)))
        }
        let count = zip_get_num_entries(handle, 0)
        guard count <= limits.archiveMembers else {
            zip_discard(handle)
            buffer.deallocate()
            throw ReadingError(path: path, reason: .beyondLimit(name: "archiveMembers", limit: limits.archiveMembers))
        }
        self.buffer = buffer
        self.handle = handle
        self.path = path
        self.limits = limits
        members = (0..<UInt64(max(0, count))).compactMap { Self.member($0, of: handle) }
    }

    deinit {
        zip_discard(handle)
        buffer.deallocate()
    }

    /// The first member of that name.
    func member(_ name: String) -> Member? { members.first { $0.name == name } }

    /// The unpacked bytes of a member.
    ///
    /// - Throws: ``ReadingError`` when it needs a password, does not unpack, or goes beyond `fileBytes`, `archiveRatio` or `archiveBytes`; or
    ///   is larger than the directory says.
    func content(of member: Member) throws(ReadingError) -> [UInt8] {
        func failure(_ reason: ReadingError.Reason) -> ReadingError { ReadingError(path: path.appending(FilePath(member.name)), reason: reason) }
        if member.isEncrypted { throw failure(.encrypted(format: "member of the archive")) }
        guard let file = zip_fopen_index(handle, member.index, 0) else {
            throw failure(.damaged(format: "archive", .other(String(cString: zip_strerror(handle)))))
        }
        defer { zip_fclose(file) }
        // What the directory states is enough to refuse; whoever states less than there is, is refused when the room is full.
        let ratioBound = max(1 << 20, member.packedSize.multipliedReportingOverflow(by: limits.archiveRatio).partialValue)
        guard member.size <= limits.fileBytes else { throw failure(.beyondLimit(name: "fileBytes", limit: limits.fileBytes)) }
        guard member.size <= ratioBound else { throw failure(.beyondLimit(name: "archiveRatio", limit: limits.archiveRatio)) }
        guard unpackedBytes + member.size <= limits.archiveBytes else {
            throw failure(.beyondLimit(name: "archiveBytes", limit: limits.archiveBytes))
        }
        var isDamaged = false
        let bytes = [UInt8](unsafeUninitializedCapacity: member.size + 1) { buffer, count in
            while count <= member.size {
                let got = zip_fread(file, buffer.baseAddress! + count, zip_uint64_t(member.size + 1 - count))
                if got < 0 { isDamaged = true }
                if got <= 0 { break }
                count += Int(got)
            }
        }
        if isDamaged { throw failure(.damaged(format: "archive", .other(String(cString: zip_file_strerror(file))))) }
        guard bytes.count <= member.size else {
            throw failure(.damaged(format: "archive", .largerThanListed))
        }
        unpackedBytes += bytes.count
        return bytes
    }

    private static func member(_ index: UInt64, of handle: OpaquePointer) -> Member? {
        var status = zip_stat_t()
        guard zip_stat_index(handle, index, 0, &status) == 0, let raw = zip_get_name(handle, index, zip_flags_t(ZIP_FL_ENC_RAW)) else {
            return nil
        }
        let bytes = Array(UnsafeBufferPointer(start: raw, count: strlen(raw)).map { UInt8(bitPattern: $0) })
        // Without the flag for UTF-8, libzip converts the name from code page 437, so that it changes.
        let declared = zip_get_name(handle, index, zip_flags_t(ZIP_FL_ENC_STRICT)).map { strcmp($0, raw) == 0 } ?? false
        var system: UInt8 = 0
        var attributes: UInt32 = 0
        _ = zip_file_get_external_attributes(handle, index, 0, &system, &attributes)
        return Member(
            index: index, name: ArchiveNames.decoded(bytes, declaredUTF8: declared), size: Int(clamping: status.size),
            packedSize: Int(clamping: status.comp_size), isEncrypted: status.encryption_method != UInt16(ZIP_EM_NONE),
            isSymbolicLink: system == UInt8(ZIP_OPSYS_UNIX) && (attributes >> 16) & 0o170000 == 0o120000)
    }
}
