#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// The bytes of a regular file.
public enum FileBytes {
    /// Reads a file of at most `limits.fileBytes`, an archive of at most `limits.archiveFileBytes`; pipes, devices and folders are refused.
    public static func read(_ path: String, limits: ReadingLimits) throws(ReadingError) -> [UInt8] {
        func failure(_ reason: ReadingError.Reason) -> ReadingError { ReadingError(path: path, reason: reason) }
        let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure(.unreadable(.last)) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw failure(.unreadable(.last)) }
        guard status.st_mode & S_IFMT == S_IFREG else { throw failure(.unreadable(.notRegular)) }
        let size = Int(status.st_size)
        var start = [UInt8](repeating: 0, count: 512)
        let known = max(0, pread(descriptor, &start, start.count, 0))
        let isContainer = start.starts(with: [0x50, 0x4B]) || StreamedArchive.recognizes(start.prefix(known))
        let (name, bound) = isContainer ? ("archiveFileBytes", limits.archiveFileBytes) : ("fileBytes", limits.fileBytes)
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
}
