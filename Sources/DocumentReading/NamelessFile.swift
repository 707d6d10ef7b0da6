import CChildProcess

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Bytes for an outside program as an open file without a name: it lies in memory, and nothing of it is left however the program or this one ends.
final class NamelessFile: Sendable {
    /// Why it could not be written: an error number of the operating system.
    struct Failure: Error {
        let code: Int32
    }

    /// The open file, at its beginning.
    let descriptor: Int32

    /// Writes the bytes. Where the kernel has no files in memory, the file lies nameless in ``OutsideProgram/temporaryFolder``.
    init(_ bytes: [UInt8]) throws(Failure) {
        descriptor = child_nameless_file(OutsideProgram.temporaryFolder)
        guard descriptor >= 0 else { throw Failure(code: errno) }
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes { pwrite(descriptor, $0.baseAddress! + written, bytes.count - written, off_t(written)) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw Failure(code: errno) }
            written += count
        }
    }

    deinit { if descriptor >= 0 { close(descriptor) } }
}
