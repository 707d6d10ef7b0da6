public import FilePaths

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// The bytes of a regular file.
public enum FileBytes {
    /// Reads a file of at most `limits.fileBytes`, an archive of at most `limits.archiveFileBytes`; pipes, devices and folders are refused.
    public static func read(_ path: FilePath, limits: ReadingLimits) throws(ReadingError) -> [UInt8] {
        func failure(_ reason: ReadingError.Reason) -> ReadingError { ReadingError(path: path, reason: reason) }
        let descriptor = Self.open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure(.unreadable(.last)) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw failure(.unreadable(.last)) }
        guard status.st_mode & S_IFMT == S_IFREG else { throw failure(.unreadable(.notRegular)) }
        let size = Int(status.st_size)
        var start = [UInt8](repeating: 0, count: 512)
        let known = max(0, pread(descriptor, &start, start.count, 0))
        let (name, bound) = bound(start.prefix(known), limits)
        guard size <= bound else { throw failure(.beyondLimit(name: name, limit: bound)) }
        var failed = false
        let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            while count < size {
                let got = Glibc.read(descriptor, buffer.baseAddress! + count, size - count)
                if got < 0 && errno == EINTR { continue }
                if got < 0 { failed = true }
                if got <= 0 { break }
                count += got
            }
        }
        if failed { throw failure(.unreadable(.last)) }
        return bytes
    }

    /// What a file that begins so may have, by the name of the limit.
    private static func bound(_ start: ArraySlice<UInt8>, _ limits: ReadingLimits) -> (name: String, bytes: Int) {
        let isContainer = start.starts(with: [0x50, 0x4B]) || StreamedArchive.recognizes(start)
        return isContainer ? ("archiveFileBytes", limits.archiveFileBytes) : ("fileBytes", limits.fileBytes)
    }

    /// The content of a file that came through a pipe, unless it is beyond the limit that one on disk would be held to.
    static func checked(_ content: [UInt8], path: FilePath, limits: ReadingLimits) -> Result<[UInt8], ReadingError> {
        let (name, bound) = bound(content.prefix(512), limits)
        return content.count <= bound ? .success(content) : .failure(ReadingError(path: path, reason: .beyondLimit(name: name, limit: bound)))
    }

    /// Opens a file, again when a signal came between.
    private static func open(_ path: FilePath, _ flags: Int32) -> Int32 {
        while true {
            let descriptor = path.withCString { Glibc.open($0, flags) }
            if descriptor >= 0 || errno != EINTR { return descriptor }
        }
    }

    /// Hands over what a path gives from its beginning to its end, in parts of up to 1 MiB: also a pipe or a device, which is waited for.
    ///
    /// - Throws: ``ReadingError`` when it cannot be opened or read, or gives more than `limit` bytes; whatever `body` throws.
    public static func forEachPart(_ path: FilePath, limit: Int, _ body: (ArraySlice<UInt8>) throws -> Void) throws {
        func failure(_ reason: ReadingError.Reason) -> ReadingError { ReadingError(path: path, reason: reason) }
        let descriptor = Self.open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure(.unreadable(.last)) }
        defer { close(descriptor) }
        var part = [UInt8](repeating: 0, count: 1 << 20)
        var total = 0
        while true {
            let count = part.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress!, $0.count) }
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { throw failure(.unreadable(errno == EISDIR ? .folder : .last)) }
            if count == 0 { return }
            total += count
            guard total <= limit else { throw failure(.beyondLimit(name: "fileBytes", limit: limit)) }
            try body(part[..<count])
        }
    }

    /// Whether two regular files hold the same bytes. `false` when one cannot be read. O(*n*) time, constant memory.
    public static func areEqual(_ one: FilePath, _ other: FilePath) -> Bool {
        let descriptors = [one, other].map { Self.open($0, O_RDONLY | O_CLOEXEC | O_NONBLOCK) }
        defer { for descriptor in descriptors where descriptor >= 0 { close(descriptor) } }
        var statuses = [stat(), stat()]
        guard descriptors.indices.allSatisfy({ descriptors[$0] >= 0 && fstat(descriptors[$0], &statuses[$0]) == 0 }),
            statuses.allSatisfy({ $0.st_mode & S_IFMT == S_IFREG }), statuses[0].st_size == statuses[1].st_size
        else { return false }
        var parts = [[UInt8]](repeating: [UInt8](repeating: 0, count: 1 << 16), count: 2)
        var offset = 0
        while true {
            let counts = descriptors.indices.map { index in
                parts[index].withUnsafeMutableBytes { pread(descriptors[index], $0.baseAddress!, $0.count, offset) }
            }
            guard counts[0] == counts[1], counts[0] >= 0 else { return false }
            if counts[0] == 0 { return true }
            guard parts[0][..<counts[0]] == parts[1][..<counts[0]] else { return false }
            offset += counts[0]
        }
    }
}
