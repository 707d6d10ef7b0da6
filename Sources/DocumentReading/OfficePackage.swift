/// An office file (Open Packaging Conventions, ECMA-376 part 2): parts in a ZIP container, tied together by relationships.
final class OfficePackage {
    /// What the container's names say it is.
    enum Kind {
        case word, workbook, presentation, openDocument, ofd, folder
    }

    let archive: Archive
    private let content: FileContent
    private let format: String
    private let limits: ReadingLimits

    init(content: FileContent, format: String, limits: ReadingLimits) throws(ReadingError) {
        archive = try Archive(bytes: content.bytes, path: content.path, limits: limits)
        self.content = content
        self.format = format
        self.limits = limits
    }

    /// Tells the kind of a container from the parts in it; `nil` when the bytes are no container.
    static func kind(of content: FileContent) -> Kind? {
        guard content.bytes.starts(with: [0x50, 0x4B]) else { return nil }
        guard let archive = try? Archive(bytes: content.bytes, path: content.path, limits: .standard) else { return nil }
        return kind(of: archive)
    }

    static func kind(of archive: Archive) -> Kind {
        let names = Set(archive.members.prefix(4096).map(\.name))
        if names.contains("[Content_Types].xml") || names.contains("_rels/.rels") {
            if names.contains(where: { $0.hasPrefix("word/") }) { return .word }
            if names.contains(where: { $0.hasPrefix("xl/") }) { return .workbook }
            if names.contains(where: { $0.hasPrefix("ppt/") }) { return .presentation }
        }
        if names.contains("mimetype") && names.contains("content.xml") { return .openDocument }
        if names.contains("OFD.xml") { return .ofd }
        return .folder
    }

    /// The bytes of a part; `nil` when the container has none of that name.
    func part(_ name: String) throws(ReadingError) -> [UInt8]? {
        guard let member = archive.member(name) else { return nil }
        return try archive.content(of: member)
    }

    /// Hands every event of a part to `handle`; `false` when there is no such part.
    @discardableResult
    func scan(_ name: String, handle: @escaping (XMLEvent) throws(ReadingError) -> Void) throws(ReadingError) -> Bool {
        guard let bytes = try part(name) else { return false }
        try XMLPart.scan(bytes, name: name, format: format, content: content, limits: limits, handle: handle)
        return true
    }

    /// A tie from one part to another.
    struct Relationship {
        var id: String
        /// The last word of the type's address: `officeDocument`, `worksheet`, …
        var type: String
        /// The name of the part that is meant.
        var target: String
    }

    /// The relationships of a part (of the package for the empty name), targets resolved to part names.
    func relationships(of name: String) throws(ReadingError) -> [Relationship] {
        let folder = name.split(separator: "/").dropLast().map(String.init)
        let file = name.split(separator: "/").last.map(String.init) ?? ""
        let part = (folder + ["_rels", "\(file).rels"]).joined(separator: "/")
        final class Found { var list: [Relationship] = [] }
        let found = Found()
        try scan(part) { event throws(ReadingError) in
            guard case .start("Relationship", let attributes) = event, attributes["TargetMode"] != "External" else { return }
            let type = attributes["Type"]?.split(separator: "/").last.map(String.init) ?? ""
            found.list.append(
                .init(id: attributes["Id"] ?? "", type: type, target: Self.resolved(attributes["Target"] ?? "", in: folder)))
        }
        return found.list
    }

    /// The main part: the package's relationship `officeDocument`, else the customary name.
    func mainPart(customary: String) throws(ReadingError) -> String {
        try relationships(of: "").first { $0.type == "officeDocument" && archive.member($0.target) != nil }?.target ?? customary
    }

    private static func resolved(_ target: String, in folder: [String]) -> String {
        var parts = target.hasPrefix("/") ? [] : folder
        for part in target.split(separator: "/") {
            if part == ".." { _ = parts.popLast() } else if part != "." { parts.append(String(part)) }
        }
        return parts.joined(separator: "/")
    }
}
