public import FilePaths

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
        var path: FilePath
        /// The folder that was named, resolved; `nil` for a path that was named itself.
        var root: FilePath?
        /// Whether it is, if a folder, that of a saved page beside it.
        var isOfPage = false
    }

    private var places: [Place]
    private let entersFolders: Bool
    /// The folder that is passed over, resolved.
    private let excluded: FilePath?

    /// The files below `paths`, each a file or a folder; without `entersFolders` a folder is a failure.
    ///
    /// - Parameter folder: a folder that is passed over where it is met below another one, by whatever path; `nil` for none.
    public init(_ paths: [FilePath], entersFolders: Bool = true, passingOver folder: FilePath? = nil) {
        places = paths.reversed().map { Place(path: $0) }
        self.entersFolders = entersFolders
        excluded = folder.flatMap(Self.resolved)
    }

    /// The next file's path, or why there is none in its place; `nil` at the end.
    public mutating func next() -> Result<FilePath, ReadingError>? {
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
        guard path.withCString({ lstat($0, &status) }) == 0 else { throw failure(.unreadable(.last)) }
        if status.st_mode & S_IFMT == S_IFLNK {
            if let root = place.root {
                guard let target = Self.resolved(path) else { throw failure(.unreadable(.last)) }
                guard target.isWithin(root) else { throw failure(.outsideFolder) }
                return false
            }
            guard path.withCString({ stat($0, &status) }) == 0 else { throw failure(.unreadable(.last)) }
        }
        switch status.st_mode & S_IFMT {
        case S_IFDIR:
            guard entersFolders else { throw failure(.unreadable(.folder)) }
            if place.isOfPage || excluded != nil && place.root != nil && Self.resolved(path) == excluded { return false }
            let names = try Self.names(in: path)
            let below = place.root ?? Self.resolved(path) ?? path
            let isThere = Set(names.map(\.shown)).contains
            places += names.reversed().filter { !Self.isLeftover($0.shown) }.map { name in
                Place(path: path.appending(name), root: below, isOfPage: SavedPage.owns(name.shown, isThere: isThere))
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
    static func resolved(_ path: FilePath) -> FilePath? {
        guard let resolved = path.withCString({ realpath($0, nil) }) else { return nil }
        defer { free(resolved) }
        return FilePath(bytes: UnsafeBufferPointer(start: resolved, count: strlen(resolved)).map { UInt8(bitPattern: $0) })
    }

    private static func names(in folder: FilePath) throws(ReadingError) -> [FilePath] {
        guard let stream = folder.withCString({ opendir($0) }) else { throw ReadingError(path: folder, reason: .unreadable(.last)) }
        defer { closedir(stream) }
        var names: [FilePath] = []
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { FilePath(bytes: $0) }
            if name != "." && name != ".." { names.append(name) }
        }
        return names.sorted()
    }
}
