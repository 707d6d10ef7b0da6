#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// One file to be read, wherever it lay.
public struct SourceFile: Sendable, Hashable {
    /// The path; a member of an archive stands behind the archive's own path, `city.zip/district/report.docx`.
    public var path: String
    /// The content.
    public var bytes: [UInt8]

    /// A file with its content.
    public init(path: String, bytes: [UInt8]) {
        self.path = path
        self.bytes = bytes
    }
}

/// The files below some paths, one after the other: folders are walked, archives opened, each of their members a file of its own.
///
/// ```swift
/// for found in SourceFiles(["reports", "city.zip"]) {
///     switch found {
///     case .success(let file): …
///     case .failure(let error): …
///     }
/// }
/// ```
/// Folders are walked in the order of their names, so the sequence is the same on every machine. At any time one file is in memory, and the archives
/// that lead to it. Nothing is unpacked to disk. What cannot be read, and what leads out of its folder or archive (symbolic links, `..`), is a failure
/// in its place and stops nothing. Files that programs leave behind (names that begin with `.` or `~$`, `__MACOSX`, `Thumbs.db`) are passed over.
public struct SourceFiles: Sequence, IteratorProtocol {
    /// A place the walk has still to visit.
    private enum Place {
        case path(String, root: String?)
        case member(Int, of: OpenArchive)
        case bytes([UInt8], path: String)
    }

    /// An archive that is being walked, with its place among archives within archives.
    private final class OpenArchive {
        let archive: Archive
        let path: String
        let depth: Int
        init(archive: Archive, path: String, depth: Int) {
            self.archive = archive
            self.path = path
            self.depth = depth
        }
    }

    private var places: [Place]
    private let limits: ReadingLimits
    private var walksFolders = true
    /// What the archives of one outermost archive have unpacked so far.
    private var unpackedBytes = 0
    private var unpackedMembers = 0

    /// The files below `paths`, each a file, a folder or an archive.
    public init(_ paths: [String], limits: ReadingLimits = .standard) {
        places = paths.reversed().map { .path($0, root: nil) }
        self.limits = limits
    }

    /// The file at a path, or the members of the archive there; a folder is a failure.
    public init(file path: String, limits: ReadingLimits = .standard) {
        self.init([path], limits: limits)
        walksFolders = false
    }

    /// The bytes as if they were the file at a path, or the members of the archive that they are.
    public init(bytes: [UInt8], path: String, limits: ReadingLimits = .standard) {
        self.init([], limits: limits)
        places = [.bytes(bytes, path: path)]
    }

    /// The next file, or why there is none in its place; `nil` at the end.
    public mutating func next() -> Result<SourceFile, ReadingError>? {
        while let place = places.popLast() {
            let found: Result<SourceFile, ReadingError>?
            do throws(ReadingError) {
                switch place {
                case .path(let path, let root): found = try visit(path, root: root).map { .success($0) }
                case .bytes(let bytes, let path): found = try open(bytes, path: path, depth: 0).map { .success($0) }
                case .member(let index, let open): found = try visit(index, of: open).map { .success($0) }
                }
            } catch {
                found = .failure(error)
            }
            if let found { return found }
        }
        return nil
    }

    private mutating func visit(_ path: String, root: String?) throws(ReadingError) -> SourceFile? {
        func failure(_ reason: ReadingError.Reason) -> ReadingError { ReadingError(path: path, reason: reason) }
        var status = stat()
        guard lstat(path, &status) == 0 else { throw failure(.unreadable(String(cString: strerror(errno)))) }
        if status.st_mode & S_IFMT == S_IFLNK {
            if let root {
                guard let target = Self.realPath(path) else { throw failure(.unreadable(String(cString: strerror(errno)))) }
                guard target == root || target.hasPrefix(root == "/" ? "/" : root + "/") else { throw failure(.outsideFolder) }
                // What it points to lies in the folder and is met there.
                return nil
            }
            guard stat(path, &status) == 0 else { throw failure(.unreadable(String(cString: strerror(errno)))) }
        }
        switch status.st_mode & S_IFMT {
        case S_IFDIR:
            guard walksFolders else { throw failure(.unreadable("it is a folder")) }
            let names = try Self.names(in: path)
            let below = root ?? Self.realPath(path) ?? path
            let base = path.hasSuffix("/") ? path : path + "/"
            places += names.reversed().filter { !Self.isLeftover($0) }.map { .path(base + $0, root: below) }
            return nil
        case S_IFREG:
            let bytes = try FileBytes.read(path, limits: limits)
            (unpackedBytes, unpackedMembers) = (0, 0)
            return try open(bytes, path: path, depth: 0)
        default: throw failure(.unreadable("not a regular file"))
        }
    }

    private mutating func visit(_ index: Int, of open: OpenArchive) throws(ReadingError) -> SourceFile? {
        let member = open.archive.members[index]
        let path = "\(open.path)/\(member.name)"
        if member.isFolder || Self.isLeftover(member.name) { return nil }
        if member.leadsOut || member.isSymbolicLink { throw ReadingError(path: path, reason: .outsideFolder) }
        unpackedMembers += 1
        guard unpackedMembers <= limits.archiveMembers else {
            leaveArchive()
            throw ReadingError(path: path, reason: .beyondLimit(name: "archiveMembers", limit: limits.archiveMembers))
        }
        let bytes: [UInt8]
        do throws(ReadingError) {
            bytes = try open.archive.content(of: member)
        } catch {
            if case .beyondLimit("archiveBytes", _) = error.reason { leaveArchive() }
            throw error
        }
        unpackedBytes += bytes.count
        guard unpackedBytes <= limits.archiveBytes else {
            leaveArchive()
            throw ReadingError(path: path, reason: .beyondLimit(name: "archiveBytes", limit: limits.archiveBytes))
        }
        return try self.open(bytes, path: path, depth: open.depth)
    }

    /// Gives up the rest of the archive, which would only cost more.
    private mutating func leaveArchive() { places.removeAll { if case .member = $0 { true } else { false } } }

    /// The file itself, or `nil` when it is an archive, whose members come next.
    private mutating func open(_ bytes: [UInt8], path: String, depth: Int) throws(ReadingError) -> SourceFile? {
        let isContainer = bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) || bytes.starts(with: [0x50, 0x4B, 0x05, 0x06])
        guard isContainer else { return SourceFile(path: path, bytes: bytes) }
        let archive = try Archive(bytes: bytes, path: path, limits: limits)
        guard OfficePackage.kind(of: archive) == .folder else { return SourceFile(path: path, bytes: bytes) }
        guard depth < limits.archiveDepth else {
            throw ReadingError(path: path, reason: .beyondLimit(name: "archiveDepth", limit: limits.archiveDepth))
        }
        let open = OpenArchive(archive: archive, path: path, depth: depth + 1)
        let order = archive.members.indices.sorted { archive.members[$0].name < archive.members[$1].name }
        places += order.reversed().map { .member($0, of: open) }
        return nil
    }

    /// Whether a program left the file behind and nobody means it.
    private static func isLeftover(_ name: String) -> Bool {
        name.split(separator: "/").contains { part in
            part.hasPrefix(".") && part != ".." && part != "." || part.hasPrefix("~$") || part == "__MACOSX" || part == "Thumbs.db"
                || part == "desktop.ini"
        }
    }

    private static func realPath(_ path: String) -> String? {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    private static func names(in folder: String) throws(ReadingError) -> [String] {
        guard let stream = opendir(folder) else { throw ReadingError(path: folder, reason: .unreadable(String(cString: strerror(errno)))) }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
            if name != "." && name != ".." { names.append(name) }
        }
        return names.sorted()
    }
}
