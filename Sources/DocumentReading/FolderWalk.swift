#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// The paths of the files below some paths, folders in the order of their names, one after the other.
///
/// A symbolic link that was named is followed. One that is met in a folder is passed over when it leads to a place within the folder, which is met
/// there, and refused when it leads out. Files that programs leave behind (names that begin with `.` or `~$`, `__MACOSX`, `Thumbs.db`) are passed over, and
/// so is the folder of a saved page, which belongs to the page.
public struct FolderWalk: Sequence, IteratorProtocol {
    private struct Place {
        var path: String
        /// The folder that was named, resolved; `nil` for a path that was named itself.
        var root: String?
        /// Whether it is, if a folder, that of a saved page beside it.
        var isOfPage = false
    }

    private var places: [Place]
    private let entersFolders: Bool

    /// The files below `paths`, each a file or a folder; without `entersFolders` a folder is a failure.
    public init(_ paths: [String], entersFolders: Bool = true) {
        places = paths.reversed().map { Place(path: $0) }
        self.entersFolders = entersFolders
    }

    /// The next file's path, or why there is none in its place; `nil` at the end.
    public mutating func next() -> Result<String, ReadingError>? {
        while let place = places.popLast() {
            do throws(ReadingError) {
                if try visit(place) { return .success(place.path) }
            } catch {
                return .failure(error)
            }
        }
        return nil
    }

    /// Whether the place is a file; of a folder, what is in it comes next.
    private mutating func visit(_ place: Place) throws(ReadingError) -> Bool {
        let path = place.path
        func failure(_ reason: ReadingError.Reason) -> ReadingError { ReadingError(path: path, reason: reason) }
        var status = stat()
        guard lstat(path, &status) == 0 else { throw failure(.unreadable(.last)) }
        if status.st_mode & S_IFMT == S_IFLNK {
            if let root = place.root {
                guard let target = Self.resolved(path) else { throw failure(.unreadable(.last)) }
                guard Self.contains(root, target) else { throw failure(.outsideFolder) }
                return false
            }
            guard stat(path, &status) == 0 else { throw failure(.unreadable(.last)) }
        }
        switch status.st_mode & S_IFMT {
        case S_IFDIR:
            guard entersFolders else { throw failure(.unreadable(.folder)) }
            if place.isOfPage { return false }
            let names = try Self.names(in: path)
            let below = place.root ?? Self.resolved(path) ?? path
            let base = path.hasSuffix("/") ? path : path + "/"
            let isThere = Set(names).contains
            places += names.reversed().filter { !Self.isLeftover($0) }.map { name in
                Place(path: base + name, root: below, isOfPage: SavedPage.owns(name, isThere: isThere))
            }
            return false
        case S_IFREG: return true
        default: throw failure(.unreadable(.notRegular))
        }
    }

    /// Whether a program left the file behind and nobody means it.
    static func isLeftover(_ name: String) -> Bool {
        name.split(separator: "/").contains { part in
            part.hasPrefix(".") && part != ".." && part != "." || part.hasPrefix("~$") || part == "__MACOSX" || part == "Thumbs.db"
                || part == "desktop.ini"
        }
    }

    /// The path without links and `..`; `nil` when there is nothing at it.
    static func resolved(_ path: String) -> String? {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    /// Whether a resolved path is a resolved folder or lies in it.
    static func contains(_ folder: String, _ path: String) -> Bool { path == folder || path.hasPrefix(folder == "/" ? "/" : folder + "/") }

    private static func names(in folder: String) throws(ReadingError) -> [String] {
        guard let stream = opendir(folder) else { throw ReadingError(path: folder, reason: .unreadable(.last)) }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
            if name != "." && name != ".." { names.append(name) }
        }
        return names.sorted()
    }
}
