public import FilePaths

/// One file to be read, wherever it lay.
public struct SourceFile: Sendable, Hashable {
    /// The path; a member of an archive stands behind the archive's own path, `city.zip/district/report.docx`.
    public var path: FilePath
    /// The content.
    public var bytes: [UInt8]

    /// A file with its content.
    public init(path: FilePath, bytes: [UInt8]) {
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
/// Folders are walked in the order of their names, so the sequence is the same on every machine; the members of RAR, 7z and tar come in the order in which they
/// were packed. At any time one file is in memory, and the archives that lead to it. Nothing is unpacked to disk. What cannot be read, and what leads out of its folder or archive (symbolic links, `..`), is a failure
/// in its place and stops nothing. Files that programs leave behind (names that begin with `.` or `~$`, `__MACOSX`, `Thumbs.db`) are passed over, and
/// so are the folders of saved pages.
public struct SourceFiles: Sequence, IteratorProtocol {
    /// A place the walk has still to visit.
    private enum Place {
        case member(Int, of: OpenArchive)
        case stream(OpenStream)
        case bytes([UInt8], path: FilePath)
    }

    /// An archive that is being walked, with its place among archives within archives.
    private final class OpenArchive {
        let archive: Archive
        let path: FilePath
        let depth: Int
        private(set) lazy var names = Set(archive.members.map(\.name))
        init(archive: Archive, path: FilePath, depth: Int) {
            self.archive = archive
            self.path = path
            self.depth = depth
        }
    }

    /// An archive that is read from its beginning to its end, with its place among archives within archives.
    private final class OpenStream {
        let archive: StreamedArchive
        let path: FilePath
        let depth: Int
        init(archive: StreamedArchive, path: FilePath, depth: Int) {
            self.archive = archive
            self.path = path
            self.depth = depth
        }
    }

    private var paths: FolderWalk
    private let readsDisk: Bool
    /// What is still to be visited before the next path.
    private var places: [Place] = []
    private let limits: ReadingLimits
    /// The archive that the last file came from.
    private var current: OpenArchive?
    /// What the archives of one outermost archive have unpacked so far.
    private var unpackedBytes = 0
    private var unpackedMembers = 0

    /// The files below `paths`, each a file, a folder or an archive.
    public init(_ paths: [FilePath], limits: ReadingLimits = .standard) {
        self.init(FolderWalk(paths), readsDisk: true, limits: limits)
    }

    private init(_ paths: FolderWalk, readsDisk: Bool, limits: ReadingLimits) {
        self.paths = paths
        self.readsDisk = readsDisk
        self.limits = limits
    }

    /// The file at a path, or the members of the archive there; a folder is a failure.
    public init(file path: FilePath, limits: ReadingLimits = .standard) {
        self.init(FolderWalk([path], entersFolders: false), readsDisk: true, limits: limits)
    }

    /// The bytes as if they were the file at a path, or the members of the archive that they are.
    public init(bytes: [UInt8], path: FilePath, limits: ReadingLimits = .standard) {
        self.init(FolderWalk([]), readsDisk: false, limits: limits)
        places = [.bytes(bytes, path: path)]
    }

    /// The next file, or why there is none in its place; `nil` at the end.
    public mutating func next() -> Result<SourceFile, ReadingError>? {
        while true {
            do throws(ReadingError) {
                let file: SourceFile?
                switch places.popLast() {
                case .bytes(let bytes, let path):
                    current = nil
                    file = try open(bytes, path: path, depth: 0)
                case .member(let index, let open):
                    current = open
                    file = try visit(index, of: open)
                case .stream(let open):
                    current = nil
                    file = try visit(open)
                case nil:
                    guard let path = paths.next() else { return nil }
                    (current, unpackedBytes, unpackedMembers) = (nil, 0, 0)
                    file = try visit(path.get())
                }
                if let file { return .success(file) }
            } catch {
                return .failure(error)
            }
        }
    }

    private mutating func visit(_ path: FilePath) throws(ReadingError) -> SourceFile? {
        try open(FileBytes.read(path, limits: limits), path: path, depth: 0)
    }

    private mutating func visit(_ index: Int, of open: OpenArchive) throws(ReadingError) -> SourceFile? {
        let member = open.archive.members[index]
        let path = open.path.appending(FilePath(member.name))
        if member.isFolder || FolderWalk.isLeftover(member.name) || SavedPage.holds(member.name, among: open.names) { return nil }
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

    /// The next member of an archive that is read as it comes; what follows stays to be visited unless the archive ends or breaks there.
    private mutating func visit(_ open: OpenStream) throws(ReadingError) -> SourceFile? {
        guard let member = try open.archive.next() else { return nil }
        let path = open.path.appending(FilePath(member.name))
        places.append(.stream(open))
        if member.isFolder || FolderWalk.isLeftover(member.name) || SavedPage.holds(member.name, among: open.archive.names) { return nil }
        if member.leadsOut || member.isLink { throw ReadingError(path: path, reason: .outsideFolder) }
        guard member.isFile else { return nil }
        unpackedMembers += 1
        guard unpackedMembers <= limits.archiveMembers else {
            leaveArchive()
            throw ReadingError(path: path, reason: .beyondLimit(name: "archiveMembers", limit: limits.archiveMembers))
        }
        let bytes: [UInt8]
        do throws(ReadingError) {
            bytes = try open.archive.content(of: member)
        } catch {
            if open.archive.isBroken { _ = places.popLast() }
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
    private mutating func leaveArchive() {
        places.removeAll { place in
            switch place {
            case .member, .stream: true
            case .bytes: false
            }
        }
    }

    /// The file itself, or `nil` when it is an archive, whose members come next.
    private mutating func open(_ bytes: [UInt8], path: FilePath, depth: Int) throws(ReadingError) -> SourceFile? {
        if StreamedArchive.recognizes(bytes) {
            guard depth < limits.archiveDepth else {
                throw ReadingError(path: path, reason: .beyondLimit(name: "archiveDepth", limit: limits.archiveDepth))
            }
            places.append(.stream(OpenStream(archive: try StreamedArchive(bytes: bytes, path: path, limits: limits), path: path, depth: depth + 1)))
            return nil
        }
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

    /// The file that another one names as lying beside it, such as the frame of a page; `nil` when it names none, or one out of its folder.
    ///
    /// - Parameters: name: a relative address, percent-encoded or not.  file: the file last returned.
    public func neighbor(_ name: String, of file: SourceFile) -> SourceFile? {
        guard let plain = Self.relative(name) else { return nil }
        let folder = file.path.folder
        let path = folder.appending(plain)
        if let open = current {
            // Names within the archive are compared as they are: what leads out of it matches none.
            guard file.path != open.path, file.path.isWithin(open.path) else { return nil }
            let inside =
                folder.bytes.dropFirst(open.path.bytes.count + 1)
                + (plain.bytes.starts(with: Array("./".utf8)) ? plain.bytes.dropFirst(2) : plain.bytes[...])
            guard let member = open.archive.member(FilePath(bytes: inside).shown), !member.isSymbolicLink,
                let bytes = try? open.archive.content(of: member)
            else { return nil }
            return SourceFile(path: path, bytes: bytes)
        }
        guard readsDisk, let root = FolderWalk.resolved(folder.bytes.isEmpty ? "." : folder), let target = FolderWalk.resolved(path),
            target.isWithin(root), let bytes = try? FileBytes.read(path, limits: limits)
        else { return nil }
        return SourceFile(path: path, bytes: bytes)
    }

    /// Where on disk a file that another one names would lie; `nil` within an archive, and for a name that leads nowhere.
    public func placeOfNeighbor(_ name: String, of file: SourceFile) -> FilePath? {
        guard readsDisk, current == nil else { return nil }
        return Self.relative(name).map { file.path.folder.appending($0) }
    }

    /// The path that a relative address stands for; `nil` for an absolute one.
    private static func relative(_ name: String) -> FilePath? {
        let address = name.prefix { $0 != "#" && $0 != "?" }
        guard !address.isEmpty, !address.hasPrefix("/"), !address.contains(":"), !address.contains("\\") else { return nil }
        return percentDecoded(address)
    }

    private static func percentDecoded(_ address: some StringProtocol) -> FilePath {
        var bytes: [UInt8] = []
        var rest = Array(address.utf8)[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%"), rest.count >= 2, let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return FilePath(bytes: bytes)
    }
}
