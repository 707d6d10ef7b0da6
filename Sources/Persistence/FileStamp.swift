public import FilePaths
#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// What the file system says of a file: when all of it is the same as before, so is the content.
public struct FileStamp: Sendable, Hashable {
    /// Bytes.
    public var size: Int64
    /// When the content was changed, in nanoseconds since 1970.
    public var modified: Int64
    /// When content, name or rights were changed; nobody can set it back.
    public var changed: Int64
    /// The file's number on its file system, and that of the file system.
    public var inode: UInt64
    /// The number of the file system.
    public var device: UInt64

    init(size: Int64, modified: Int64, changed: Int64, inode: UInt64, device: UInt64) {
        self.size = size
        self.modified = modified
        self.changed = changed
        self.inode = inode
        self.device = device
    }

    /// The stamp of the file at a path, links followed; `nil` when there is none or it is no regular file.
    public init?(path: FilePath) {
        var status = stat()
        guard path.withCString({ stat($0, &status) }) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        func nanoseconds(_ time: timespec) -> Int64 { Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec) }
        self.init(
            size: Int64(status.st_size), modified: nanoseconds(status.st_mtim), changed: nanoseconds(status.st_ctim),
            inode: UInt64(status.st_ino), device: UInt64(status.st_dev))
    }

    /// The stamp of the file at a path that is text, as the path of a store is.
    public init?(path: String) { self.init(path: FilePath(path)) }

    /// Whether a change right after `time` (nanoseconds since 1970) must give another stamp.
    ///
    /// File systems count time in steps: of ten milliseconds and less, or of one or two seconds where every stamp is a whole second. A file that was
    /// changed within a step of being looked at can be changed once more without a trace; Git calls such an entry racily clean and does not believe it.
    public func isSettled(at time: Int64) -> Bool {
        let second: Int64 = 1_000_000_000
        let isCoarse = modified % second == 0 && changed % second == 0
        return max(modified, changed) < time - (isCoarse ? 2 * second : second / 10)
    }

    /// Nanoseconds since 1970, by the clock of this machine.
    public static var now: Int64 {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }
}
