import CLibZip

/// The container of an office file whose members can be replaced; all others are copied as they are packed.
final class OfficeZip {
    private let buffer: UnsafeMutableBufferPointer<UInt8>
    private let handle: OpaquePointer

    /// The most bytes of a member that is edited.
    private static let partLimit: zip_uint64_t = 1 << 28

    /// Opens a container; `nil` when it is none.
    init?(_ bytes: [UInt8]) {
        buffer = .allocate(capacity: max(1, bytes.count))
        _ = buffer.initialize(from: bytes)
        guard let source = zip_source_buffer_create(buffer.baseAddress, zip_uint64_t(bytes.count), 0, nil),
            let handle = zip_open_from_source(source, ZIP_RDONLY, nil)
        else {
            buffer.deallocate()
            return nil
        }
        self.handle = handle
    }

    deinit {
        zip_discard(handle)
        buffer.deallocate()
    }

    /// Whether there is a member of that name.
    func has(_ name: String) -> Bool { zip_name_locate(handle, name, 0) >= 0 }

    /// The unpacked bytes of a member; `nil` when there is none, or it is damaged or beyond all measure.
    func part(_ name: String) -> [UInt8]? {
        let index = zip_name_locate(handle, name, 0)
        var status = zip_stat_t()
        guard index >= 0, zip_stat_index(handle, zip_uint64_t(index), 0, &status) == 0, status.size <= Self.partLimit,
            let file = zip_fopen_index(handle, zip_uint64_t(index), 0)
        else { return nil }
        defer { zip_fclose(file) }
        let size = Int(status.size)
        var isWhole = false
        let bytes = [UInt8](unsafeUninitializedCapacity: size) { target, count in
            while count < size {
                let got = zip_fread(file, target.baseAddress! + count, zip_uint64_t(size - count))
                if got <= 0 { break }
                count += Int(got)
            }
            isWhole = count == size
        }
        return isWhole ? bytes : nil
    }

    /// The container with members replaced and added, times fixed so that the bytes depend on the parts alone; `nil` when libzip refuses.
    static func rewritten(_ original: [UInt8], _ parts: [(name: String, content: [UInt8])]) -> [UInt8]? {
        guard let source = zip_source_buffer_create(nil, 0, 0, nil) else { return nil }
        zip_source_keep(source)
        defer { zip_source_free(source) }
        guard zip_source_begin_write(source) == 0 else { return nil }
        guard original.withUnsafeBytes({ zip_source_write(source, $0.baseAddress, zip_uint64_t($0.count)) }) == zip_int64_t(original.count),
            zip_source_commit_write(source) == 0, let archive = zip_open_from_source(source, 0, nil)
        else { return nil }
        var contents: [UnsafeMutableBufferPointer<UInt8>] = []
        defer { contents.forEach { $0.deallocate() } }
        for part in parts {
            let bytes = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: max(1, part.content.count))
            _ = bytes.initialize(from: part.content)
            contents.append(bytes)
            guard put(part.name, bytes.baseAddress, part.content.count, into: archive) else {
                zip_discard(archive)
                return nil
            }
        }
        guard zip_close(archive) == 0 else {
            zip_discard(archive)
            return nil
        }
        return content(of: source)
    }

    private static func put(_ name: String, _ bytes: UnsafeMutablePointer<UInt8>?, _ count: Int, into archive: OpaquePointer) -> Bool {
        guard let content = zip_source_buffer(archive, bytes, zip_uint64_t(count), 0) else { return false }
        var index = zip_name_locate(archive, name, 0)
        if index >= 0 {
            guard zip_file_replace(archive, zip_uint64_t(index), content, 0) == 0 else {
                zip_source_free(content)
                return false
            }
        } else {
            index = zip_file_add(archive, name, content, zip_flags_t(ZIP_FL_ENC_UTF_8))
            guard index >= 0 else {
                zip_source_free(content)
                return false
            }
        }
        return zip_file_set_dostime(archive, zip_uint64_t(index), 0, 0x0021, 0) == 0
    }

    private static func content(of source: OpaquePointer) -> [UInt8]? {
        var status = zip_stat_t()
        guard zip_source_open(source) == 0 else { return nil }
        defer { zip_source_close(source) }
        guard zip_source_stat(source, &status) == 0 else { return nil }
        var bytes = [UInt8](repeating: 0, count: Int(status.size))
        return zip_source_read(source, &bytes, status.size) == zip_int64_t(bytes.count) ? bytes : nil
    }
}
