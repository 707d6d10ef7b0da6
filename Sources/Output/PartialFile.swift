import Glibc

/// The file beside a target that a result is written to until it is whole.
///
/// Its name says that it is one, and a lock says that a run is still writing it: what a killed run left has the name but no lock, and goes at the next run
/// on the same target.
struct PartialFile {
    let descriptor: Int32
    let path: String

    private static let ending = ".analyze-partial"
    /// Bytes of the target's name that are kept, so that the whole name stays within what file systems allow.
    private static let longestStem = 180

    /// Makes an empty one, after removing what killed runs left.
    ///
    /// - Parameters:
    ///   - target: the real path of the file to be.
    ///   - isPrivate: whether nobody else may read it, until it has the permissions of the file that it replaces.
    ///   - name: what the target is called in messages.
    init(beside target: String, isPrivate: Bool, name: String) throws(OutputError) {
        let folder = OutputTarget.folder(of: target)
        let stem = Self.stem(OutputTarget.lastName(target))
        Self.removeLeftovers(in: folder, stem: stem)
        while true {
            let number = String(UInt64.random(in: 0...UInt64.max), radix: 16)
            let path = folder + "/" + stem + String(repeating: "0", count: 16 - number.count) + number + Self.ending
            let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, isPrivate ? 0o600 : 0o666)
            if descriptor < 0, errno == EEXIST || errno == EINTR { continue }
            guard descriptor >= 0 else { throw .failed(path: name, code: errno) }
            // A file system without locks keeps leftovers; that is all.
            if flock(descriptor, LOCK_EX | LOCK_NB) != 0, errno == EWOULDBLOCK || !Self.isThere(descriptor, path) {
                close(descriptor)
                continue
            }
            guard Self.isThere(descriptor, path) else {
                // Another run took it for a leftover between the two calls.
                close(descriptor)
                continue
            }
            self.descriptor = descriptor
            self.path = path
            return
        }
    }

    /// What the names of a target's partial files begin with.
    private static func stem(_ name: String) -> String {
        var stem = name
        while stem.utf8.count > longestStem { stem.removeLast() }
        return "." + stem + "."
    }

    private static func isThere(_ descriptor: Int32, _ path: String) -> Bool {
        var (open, named) = (stat(), stat())
        return fstat(descriptor, &open) == 0 && lstat(path, &named) == 0 && FileIdentity(open) == FileIdentity(named)
    }

    /// Removes the partial files of a target that no run is writing any more.
    static func removeLeftovers(in folder: String, stem: String) {
        guard let listing = opendir(folder) else { return }
        defer { closedir(listing) }
        while let entry = readdir(listing) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            guard name.hasPrefix(stem), name.hasSuffix(ending) else { continue }
            let middle = name.dropFirst(stem.count).dropLast(ending.count)
            guard middle.utf8.count == 16, middle.allSatisfy(\.isHexDigit) else { continue }
            let path = folder + "/" + name
            let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
            guard descriptor >= 0 else { continue }
            if flock(descriptor, LOCK_EX | LOCK_NB) == 0, isThere(descriptor, path) { unlink(path) }
            close(descriptor)
        }
    }
}
