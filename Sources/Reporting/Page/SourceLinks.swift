public import FilePaths

/// Sources as a page names them: relative to the page, and never the path of the machine that made it.
public struct SourceLinks: Sendable {
    private let folder: [String]
    private let current: [String]
    private let isLinked: Bool

    /// Sources seen from a page.
    ///
    /// - Parameters:
    ///   - folder: the absolute path of the folder that the page will be in.
    ///   - current: the absolute path from which relative paths count.
    ///   - isLinked: whether there is a way from the page to them at all.
    public init(folder: String, current: String, isLinked: Bool = true) {
        self.isLinked = isLinked
        self.folder = Self.parts(folder, from: [])
        self.current = Self.parts(current, from: [])
    }

    /// What a source is called, and the address under which the page reaches it.
    public struct Link: Sendable, Hashable {
        /// The relative path; the file's own name where there is no way to it that does not begin at the root.
        public var text: String
        /// The address; `nil` where there is none.
        public var address: String?
    }

    /// The link to a source; `nil` for a report that came from no file.
    public func link(_ path: FilePath) -> Link? { link(shown: path.shown) }

    /// The link to a source by its path as it is shown.
    func link(shown path: String) -> Link? {
        guard !path.isEmpty else { return nil }
        let parts = Self.parts(path, from: path.hasPrefix("/") ? [] : current)
        let common = zip(parts, folder).prefix { $0 == $1 }.count
        guard common > 0 || folder.isEmpty, common < parts.count else { return Link(text: parts.last ?? path, address: nil) }
        let relative = (Array(repeating: "..", count: folder.count - common) + parts[common...]).joined(separator: "/")
        // A member of an archive has no address of its own: the archive has.
        let address = Self.beforeMember(relative)
        return Link(text: relative, address: isLinked ? PageText.encoded(address) : nil)
    }

    private static let archives = [".zip/", ".7z/", ".rar/", ".tar/", ".gz/", ".tgz/", ".bz2/", ".xz/"].map { Array($0.utf8) }

    private static func beforeMember(_ path: String) -> String {
        let bytes = Array(path.utf8)
        let lower = bytes.map { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) ? $0 + 32 : $0 }
        for start in lower.indices where lower[start] == UInt8(ascii: ".") {
            for ending in archives where lower[start...].starts(with: ending) {
                return String(decoding: bytes[..<(start + ending.count - 1)], as: UTF8.self)
            }
        }
        return path
    }

    private static func parts(_ path: String, from base: [String]) -> [String] {
        var parts = base
        for part in path.split(separator: "/") {
            switch part {
            case ".": continue
            case "..": if !parts.isEmpty { parts.removeLast() }
            default: parts.append(String(part))
            }
        }
        return parts
    }
}
