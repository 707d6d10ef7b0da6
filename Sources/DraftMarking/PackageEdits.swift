import MarkupText

/// An office file that is being edited: parts that change, relationships and content types that are added.
struct PackageEdits {
    /// A tie from one part to another.
    struct Relationship {
        var id: String
        /// The last word of the type's address.
        var type: Substring
        /// The name of the part that is meant.
        var target: String
    }

    private let zip: OfficeZip
    private let original: [UInt8]
    private var changed: [(name: String, content: [UInt8])] = []
    /// Whether the file is of the strict kind, whose names have other addresses.
    let isStrict: Bool

    init?(_ bytes: [UInt8]) {
        guard let zip = OfficeZip(bytes) else { return nil }
        self.zip = zip
        original = bytes
        isStrict = zip.part("_rels/.rels").map { String(decoding: $0, as: UTF8.self).contains("purl.oclc.org/ooxml") } ?? false
    }

    /// The file with all changes; `nil` when it cannot be packed.
    func packed() -> [UInt8]? { changed.isEmpty ? original : OfficeZip.rewritten(original, changed) }

    /// The part as it is now.
    func part(_ name: String) -> [UInt8]? { changed.first { $0.name == name }?.content ?? zip.part(name) }

    /// A name that no part has yet.
    func freeName(_ make: (Int) -> String) -> String {
        var number = 1
        while zip.has(make(number)) || changed.contains(where: { $0.name == make(number) }) { number += 1 }
        return make(number)
    }

    /// Puts a part in its place.
    mutating func set(_ name: String, _ content: [UInt8]) {
        if let index = changed.firstIndex(where: { $0.name == name }) { changed[index].content = content } else { changed.append((name, content)) }
    }

    // MARK: Relationships

    /// The address of the relationships' types.
    private var office: String {
        isStrict ? "http://purl.oclc.org/ooxml/officeDocument/relationships" : "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    }

    /// What `r:id` belongs to.
    var relationshipsAddress: String { office }

    /// The part that holds the relationships of a part; of the package for the empty name.
    private static func relationshipsName(of part: String) -> String {
        let parts = part.split(separator: "/")
        return (parts.dropLast().map(String.init) + ["_rels", "\(parts.last ?? "").rels"]).joined(separator: "/")
    }

    /// The relationships of a part within the file.
    func relationships(of part: String) -> [Relationship] {
        guard let bytes = self.part(Self.relationshipsName(of: part)) else { return [] }
        let folder = part.split(separator: "/").dropLast().map(String.init)
        return MarkupTags.all(bytes).compactMap { tag in
            guard tag.localName == "Relationship", tag.kind != .end else { return nil }
            let values = Dictionary(MarkupTags.attributes(of: tag, in: bytes).map { ($0.name, $0.value) }) { first, _ in first }
            guard let id = values["Id"], let type = values["Type"], let target = values["Target"], values["TargetMode"] != "External" else {
                return nil
            }
            return Relationship(id: id, type: type.split(separator: "/").last ?? "", target: Self.resolved(target, in: folder))
        }
    }

    /// The main part of the package.
    func mainPart(customary: String) -> String {
        relationships(of: "").first { $0.type == "officeDocument" && part($0.target) != nil }?.target ?? customary
    }

    /// Ties a part to another and gives the tie's id; `nil` when the relationships of the part are damaged.
    mutating func relate(_ part: String, to target: String, type: String) -> String? {
        let name = Self.relationshipsName(of: part)
        let address = "http://schemas.openxmlformats.org/package/2006/relationships"
        let old = self.part(name) ?? Array("\(Self.declaration)<Relationships xmlns=\"\(address)\"></Relationships>".utf8)
        // The ids of ties that lead out of the file count as well.
        let ids = Set(MarkupTags.all(old).compactMap { MarkupTags.attribute("Id", of: $0, in: old) })
        var number = 1
        while ids.contains("rIdCheck\(number)") { number += 1 }
        let id = "rIdCheck\(number)"
        let type = "\(office)/\(type)"
        let new = XMLRoot.appending(to: old) { prefix in
            "<\(prefix)Relationship Id=\"\(id)\" Type=\"\(type)\" Target=\"\(Self.relative(target, to: part).markupEscaped)\"/>"
        }
        guard let new else { return nil }
        set(name, new)
        return id
    }

    private static func resolved(_ target: String, in folder: [String]) -> String {
        var parts = target.hasPrefix("/") ? [] : folder
        for part in target.split(separator: "/") {
            if part == ".." { _ = parts.popLast() } else if part != "." { parts.append(String(part)) }
        }
        return parts.joined(separator: "/")
    }

    /// The way from the folder of a part to another part.
    private static func relative(_ target: String, to part: String) -> String {
        var from = part.split(separator: "/").dropLast()[...]
        var to = target.split(separator: "/")[...]
        while let first = from.first, to.count > 1, first == to.first {
            from = from.dropFirst()
            to = to.dropFirst()
        }
        return (from.map { _ in ".." } + to.map(String.init)).joined(separator: "/")
    }

    // MARK: Content types

    /// Declares the type of a part; `false` when the list of types is missing or damaged.
    mutating func declare(part: String, type: String) -> Bool {
        addType(has: { $0.localName == "Override" && MarkupTags.attribute("PartName", of: $0, in: $1) == "/" + part }) { prefix in
            "<\(prefix)Override PartName=\"/\(part.markupEscaped)\" ContentType=\"\(type)\"/>"
        }
    }

    /// Declares the type of the parts with an ending.
    mutating func declare(ending: String, type: String) -> Bool {
        addType(has: { $0.localName == "Default" && MarkupTags.attribute("Extension", of: $0, in: $1)?.lowercased() == ending }) { prefix in
            "<\(prefix)Default Extension=\"\(ending)\" ContentType=\"\(type)\"/>"
        }
    }

    private mutating func addType(has: (MarkupTag, [UInt8]) -> Bool, _ make: (Substring) -> String) -> Bool {
        let name = "[Content_Types].xml"
        guard let old = part(name) else { return false }
        if MarkupTags.all(old).contains(where: { $0.kind != .end && has($0, old) }) { return true }
        guard let new = XMLRoot.appending(to: old, make) else { return false }
        set(name, new)
        return true
    }

    /// What every new part begins with.
    static let declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
}
