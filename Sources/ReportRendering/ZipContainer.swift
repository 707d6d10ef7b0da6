import CLibZip

/// Packs named parts into a ZIP file in memory: an office file, or a folder of reports. Times are fixed so that the bytes depend on the parts alone.
public enum ZipContainer {
    /// Whether parts are packed tighter: the bytes then depend on the version of zlib, too.
    public enum Compression: Sendable {
        case stored, deflated
    }

    /// What libzip said when it could not write.
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    static func pack(_ parts: [(name: String, content: String)], _ compression: Compression = .deflated) throws -> [UInt8] {
        try pack(parts.map { (name: $0.name, content: Array($0.content.utf8)) }, compression)
    }

    /// The container of the parts, in their order, names in UTF-8, declared as such unless control characters are in them.
    ///
    /// - Throws: what libzip said when it could not write.
    public static func pack(_ parts: [(name: String, content: [UInt8])], _ compression: Compression = .deflated) throws -> [UInt8] {
        var error = zip_error_t()
        zip_error_init(&error)
        defer { zip_error_fini(&error) }
        guard let buffer = zip_source_buffer_create(nil, 0, 0, &error) else { throw failure(&error) }
        zip_source_keep(buffer)
        defer { zip_source_free(buffer) }
        guard let archive = zip_open_from_source(buffer, ZIP_TRUNCATE, &error) else { throw failure(&error) }
        var contents: [UnsafeMutableBufferPointer<UInt8>] = []
        defer { contents.forEach { $0.deallocate() } }
        for part in parts {
            let bytes = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: part.content.count)
            _ = bytes.initialize(from: part.content)
            contents.append(bytes)
            guard let source = zip_source_buffer(archive, bytes.baseAddress, zip_uint64_t(bytes.count), 0) else {
                throw discard(archive)
            }
            var index = zip_file_add(archive, part.name, source, zip_flags_t(ZIP_FL_ENC_UTF_8))
            // libzip takes a name with controls for no text: the same bytes, but the archive does not say that they are UTF-8.
            if index < 0 { index = zip_file_add(archive, part.name, source, zip_flags_t(ZIP_FL_ENC_GUESS)) }
            guard index >= 0 else {
                zip_source_free(source)
                throw discard(archive)
            }
            zip_file_set_dostime(archive, zip_uint64_t(index), 0, 0x0021, 0)
            if compression == .stored { zip_set_file_compression(archive, zip_uint64_t(index), ZIP_CM_STORE, 0) }
        }
        guard zip_close(archive) == 0 else { throw discard(archive) }
        guard zip_source_open(buffer) == 0 else { throw Failure(description: "the packed file cannot be read back") }
        defer { zip_source_close(buffer) }
        var status = zip_stat_t()
        guard zip_source_stat(buffer, &status) == 0 else { throw Failure(description: "the packed file has no size") }
        var bytes = [UInt8](repeating: 0, count: Int(status.size))
        let read = zip_source_read(buffer, &bytes, zip_uint64_t(bytes.count))
        guard read == zip_int64_t(bytes.count) else { throw Failure(description: "read \(read) of \(bytes.count) packed bytes") }
        return bytes
    }

    private static func failure(_ error: inout zip_error_t) -> Failure {
        Failure(description: String(cString: zip_error_strerror(&error)))
    }

    private static func discard(_ archive: OpaquePointer) -> Failure {
        let message = String(cString: zip_strerror(archive))
        zip_discard(archive)
        return Failure(description: message)
    }
}
