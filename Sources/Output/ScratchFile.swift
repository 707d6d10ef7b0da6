import Glibc

/// A temporary file without a name, which is gone with the program however it ends.
///
/// Code that wants a path opens ``path``, which leads to the open file. Not safe to use from several threads.
public final class ScratchFile {
    /// The folder of temporary files: `$TMPDIR`, else `/tmp`.
    public static var folder: String {
        guard let folder = getenv("TMPDIR").map({ String(cString: $0) }), !folder.isEmpty else { return "/tmp" }
        return folder
    }

    private let number: Int32

    /// Makes an empty one.
    ///
    /// - Throws: ``OutputError`` when the folder cannot be written.
    public init() throws(OutputError) {
        let folder = Self.folder
        var number = open(folder, O_RDWR | Self.nameless | O_CLOEXEC, 0o600)
        if number < 0, errno == ENOTSUP || errno == EISDIR || errno == ENOENT || errno == EINVAL {
            // A file system that knows no files without a name: take the name away at once.
            var template = Array((folder + "/analyze-XXXXXX").utf8CString)
            number = mkstemp(&template)
            if number >= 0 {
                unlink(template)
                _ = fcntl(number, F_SETFD, FD_CLOEXEC)
            }
        }
        guard number >= 0 else { throw .failed(path: folder, code: errno) }
        self.number = number
    }

    deinit { close(number) }

    /// `O_TMPFILE` of Linux, which the C library's header builds from two others.
    private static let nameless: Int32 = 0o20000000 | O_DIRECTORY

    /// A path to the open file, for code that wants one.
    public var path: String { "/proc/self/fd/\(number)" }

    /// An error of the system about the file.
    public func failure(_ code: Int32) -> OutputError { .failed(path: Self.folder, code: code == 0 ? EIO : code) }

    /// Hands over all bytes of the file, from the beginning.
    public func copy(to sink: any ByteSink) throws(OutputError) {
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        var position: off_t = 0
        while true {
            let length = buffer.withUnsafeMutableBytes { pread(number, $0.baseAddress, $0.count, position) }
            if length < 0, errno == EINTR { continue }
            guard length >= 0 else { throw failure(errno) }
            if length == 0 { return }
            try sink.write(Array(buffer[..<length]))
            position += off_t(length)
        }
    }
}
