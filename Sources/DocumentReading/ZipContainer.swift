import CLibZip

/// A ZIP container in memory: its members by name, unpacked within limits.
struct ZipContainer: ~Copyable {
    private let archive: OpaquePointer
    private let storage: UnsafeMutableRawPointer
    private let path: String
    private let limits: ReadingLimits
    /// The members' names as stored, decoded from UTF-8 or GBK, in the order of the directory.
    let names: [String]

    init(_ bytes: [UInt8], path: String, limits: ReadingLimits) throws(ReadingError) {
        func damaged(_ detail: String) -> ReadingError { ReadingError(path: path, reason: .damaged(format: "ZIP container", detail: detail)) }
        var error = zip_error_t()
        zip_error_init(&error)
        defer { zip_error_fini(&error) }
        let storage = UnsafeMutableRawPointer.allocate(byteCount: max(1, bytes.count), alignment: 16)
        bytes.withUnsafeBytes { storage.copyMemory(from: $0.baseAddress!, byteCount: $0.count) }
        guard let source = zip_source_buffer_create(storage, zip_uint64_t(bytes.count), 0, &error) else {
            storage.deallocate()
            throw damaged("no memory")
        }
        guard let archive = zip_open_from_source(source, ZIP_RDONLY, &error) else {
            zip_source_free(source)
            storage.deallocate()
            throw damaged(String(cString: zip_error_strerror(&error)))
        }
        let count = Int(zip_get_num_entries(archive, 0))
        guard count <= limits.archiveMembers else {
            zip_discard(archive)
            storage.deallocate()
            throw ReadingError(path: path, reason: .beyondLimit(name: "archiveMembers", limit: limits.archiveMembers))
        }
        names = (0..<max(0, count)).map { index in
            guard let raw = zip_get_name(archive, zip_uint64_t(index), zip_flags_t(ZIP_FL_ENC_RAW)) else { return "" }
            var bytes: [UInt8] = []
            var next = raw
            while next.pointee != 0 {
                bytes.append(UInt8(bitPattern: next.pointee))
                next += 1
            }
            return TextDecoding.name(bytes)
        }
        self.archive = archive
        self.storage = storage
        self.path = path
        self.limits = limits
    }

    deinit {
        zip_discard(archive)
        storage.deallocate()
    }

    /// The content of a member. What it claims to be unpacked is checked before and while unpacking.
    func member(_ index: Int) throws(ReadingError) -> [UInt8] {
        func failure(_ reason: ReadingError.Reason) -> ReadingError { ReadingError(path: "\(path)!\(names[index])", reason: reason) }
        var status = zip_stat_t()
        zip_stat_init(&status)
        guard zip_stat_index(archive, zip_uint64_t(index), 0, &status) == 0 else {
            throw failure(.damaged(format: "ZIP member", detail: "it has no entry in the directory"))
        }
        if status.encryption_method != 0 { throw failure(.encrypted(format: "ZIP member")) }
        let size = Int(clamping: status.size)
        guard size <= limits.fileBytes else { throw failure(.beyondLimit(name: "fileBytes", limit: limits.fileBytes)) }
        guard size < 1 << 20 || size / max(1, Int(clamping: status.comp_size)) <= limits.archiveRatio else {
            throw failure(.beyondLimit(name: "archiveRatio", limit: limits.archiveRatio))
        }
        guard let file = zip_fopen_index(archive, zip_uint64_t(index), 0) else {
            throw failure(.damaged(format: "ZIP member", detail: String(cString: zip_strerror(archive))))
        }
        defer { zip_fclose(file) }
        var failed = false
        let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            while count < size {
                let got = zip_fread(file, buffer.baseAddress! + count, zip_uint64_t(size - count))
                if got <= 0 {
                    failed = got < 0
                    break
                }
                count += Int(got)
            }
        }
        guard !failed, bytes.count == size else { throw failure(.damaged(format: "ZIP member", detail: "its data end early or do not check")) }
        return bytes
    }

    /// The content of the member of a name; `nil` when there is none.
    func member(named name: String) throws(ReadingError) -> [UInt8]? {
        guard let index = names.firstIndex(of: name) else { return nil }
        return try member(index)
    }
}
