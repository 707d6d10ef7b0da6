import FilePaths
import Glibc

/// Names of what is still being written: the name of the target between points, a number drawn anew, and an ending that nothing else has.
struct PartialName {
    static let ending = ".analyze-partial"
    /// Bytes of the target's name that are kept, so that the whole name stays within what file systems allow.
    private static let longestStem = 180

    private let stem: String

    init(of target: String) {
        var kept = target
        while kept.utf8.count > Self.longestStem { kept.removeLast() }
        stem = "." + kept + "."
    }

    /// A name that nothing has yet, most likely.
    func draw() -> String {
        let number = String(UInt64.random(in: 0...UInt64.max), radix: 16)
        return stem + String(repeating: "0", count: 16 - number.count) + number + Self.ending
    }

    /// Whether something has such a name.
    private func matches(_ name: String) -> Bool {
        guard name.hasPrefix(stem), name.hasSuffix(Self.ending) else { return false }
        let middle = name.dropFirst(stem.count).dropLast(Self.ending.count)
        return middle.utf8.count == 16 && middle.allSatisfy(\.isHexDigit)
    }

    /// Removes what has such a name in a folder and is not locked by a run that is still writing it.
    func removeLeftovers(in folder: FilePath, by remove: (_ path: FilePath) -> Void) {
        guard let listing = folder.withCString({ opendir($0) }) else { return }
        defer { closedir(listing) }
        while let entry = readdir(listing) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            guard matches(name) else { continue }
            let path = folder.appending(FilePath(name))
            let descriptor = path.withCString { open($0, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC) }
            guard descriptor >= 0 else { continue }
            if flock(descriptor, LOCK_EX | LOCK_NB) == 0, Self.isThere(descriptor, path) { remove(path) }
            close(descriptor)
        }
    }

    /// Locks what was just made. `false` when another run took it for a leftover between the two calls.
    static func lock(_ descriptor: Int32, _ path: FilePath) -> Bool {
        // A file system without locks keeps leftovers; that is all.
        if flock(descriptor, LOCK_EX | LOCK_NB) != 0, errno == EWOULDBLOCK { return false }
        return isThere(descriptor, path)
    }

    private static func isThere(_ descriptor: Int32, _ path: FilePath) -> Bool {
        var (open, named) = (stat(), stat())
        return fstat(descriptor, &open) == 0 && path.withCString({ lstat($0, &named) }) == 0 && FileIdentity(open) == FileIdentity(named)
    }
}
