/// One tag of XML or HTML by its place in the bytes.
struct MarkupTag {
    enum Kind { case start, end, empty }

    let kind: Kind
    /// The name as written, in lower case for HTML.
    let name: String
    /// From `<` to behind `>`.
    let range: Range<Int>
    /// The byte behind the name.
    let nameEnd: Int

    /// The name without its prefix.
    var localName: Substring { name.firstIndex(of: ":").map { name[name.index(after: $0)...] } ?? name[...] }

    /// The prefix with its colon; empty without one.
    var prefix: Substring { name.firstIndex(of: ":").map { name[...$0] } ?? "" }
}

/// Finds the tags of XML and HTML without changing or judging them: comments, declarations and raw text are passed over.
enum MarkupTags {
    /// The elements of a page whose content is no markup.
    private static let raw: Set<String> = ["script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"]

    /// The tags in the order of the bytes. O(*n*).
    static func all(_ bytes: [UInt8], isHTML: Bool = false) -> [MarkupTag] {
        var tags: [MarkupTag] = []
        var at = 0
        while let open = bytes[at...].firstIndex(of: UInt8(ascii: "<")), open + 1 < bytes.count {
            let next = bytes[open + 1]
            switch next {
            case UInt8(ascii: "!"): at = afterDeclaration(bytes, open)
            case UInt8(ascii: "?"): at = after(isHTML ? ">" : "?>", in: bytes, from: open + 2)
            case UInt8(ascii: "/"):
                let nameEnd = endOfName(bytes, open + 2)
                at = after(">", in: bytes, from: nameEnd)
                tags.append(MarkupTag(kind: .end, name: name(bytes[open + 2..<nameEnd], isHTML), range: open..<at, nameEnd: nameEnd))
            case 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "_"), 0x80...:
                let nameEnd = endOfName(bytes, open + 1)
                at = endOfTag(bytes, nameEnd)
                let isEmpty = at - 2 >= nameEnd && bytes[at - 2] == UInt8(ascii: "/")
                let tag = MarkupTag(
                    kind: isEmpty && !isHTML ? .empty : .start, name: name(bytes[open + 1..<nameEnd], isHTML), range: open..<at, nameEnd: nameEnd)
                tags.append(tag)
                if isHTML, raw.contains(tag.name) { at = endOfRawText(bytes, tag.name, from: at) }
            default: at = open + 1
            }
        }
        return tags
    }

    /// The attributes of a tag, names as written, the references of XML resolved in values.
    static func attributes(of tag: MarkupTag, in bytes: [UInt8]) -> [(name: String, value: String)] {
        var found: [(name: String, value: String)] = []
        var at = tag.nameEnd
        let end = tag.range.upperBound - 1
        while at < end {
            while at < end, isBlank(bytes[at]) || bytes[at] == UInt8(ascii: "/") { at += 1 }
            let start = at
            while at < end, !isBlank(bytes[at]), bytes[at] != UInt8(ascii: "="), bytes[at] != UInt8(ascii: "/") { at += 1 }
            guard at > start else { break }
            let name = String(decoding: bytes[start..<at], as: UTF8.self)
            while at < end, isBlank(bytes[at]) { at += 1 }
            guard at < end, bytes[at] == UInt8(ascii: "=") else {
                found.append((name, ""))
                continue
            }
            at += 1
            while at < end, isBlank(bytes[at]) { at += 1 }
            guard at < end else { break }
            let quote = bytes[at]
            let isQuoted = quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'")
            let valueStart = isQuoted ? at + 1 : at
            at = valueStart
            while at < end, isQuoted ? bytes[at] != quote : !isBlank(bytes[at]) { at += 1 }
            found.append((name, resolved(String(decoding: bytes[valueStart..<at], as: UTF8.self))))
            at += 1
        }
        return found
    }

    /// The value of an attribute by its local name.
    static func attribute(_ name: String, of tag: MarkupTag, in bytes: [UInt8]) -> String? {
        attributes(of: tag, in: bytes).first { $0.name == name || $0.name.hasSuffix(":" + name) }?.value
    }

    private static func resolved(_ text: String) -> String {
        guard text.contains("&") else { return text }
        return text.replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&quot;", with: "\"").replacing("&apos;", with: "'")
            .replacing("&#39;", with: "'").replacing("&amp;", with: "&")
    }

    static func isBlank(_ byte: UInt8) -> Bool { byte == 32 || (9...13).contains(byte) }

    private static func name(_ bytes: ArraySlice<UInt8>, _ isHTML: Bool) -> String {
        let name = String(decoding: bytes, as: UTF8.self)
        return isHTML ? name.lowercased() : name
    }

    private static func endOfName(_ bytes: [UInt8], _ start: Int) -> Int {
        var at = start
        while at < bytes.count, !isBlank(bytes[at]), bytes[at] != UInt8(ascii: "/"), bytes[at] != UInt8(ascii: ">") { at += 1 }
        return at
    }

    /// Behind the `>` of a tag; a quote counts only behind an equals sign.
    private static func endOfTag(_ bytes: [UInt8], _ start: Int) -> Int {
        var at = start
        var isValue = false
        while at < bytes.count {
            let byte = bytes[at]
            if byte == UInt8(ascii: ">") { return at + 1 }
            if isValue, byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                guard let close = bytes[(at + 1)...].firstIndex(of: byte) else { return bytes.count }
                at = close
            }
            if !isBlank(byte) { isValue = byte == UInt8(ascii: "=") }
            at += 1
        }
        return at
    }

    private static func afterDeclaration(_ bytes: [UInt8], _ open: Int) -> Int {
        if bytes[open...].starts(with: "<!--".utf8) { return after("-->", in: bytes, from: open + 4) }
        if bytes[open...].starts(with: "<![CDATA[".utf8) { return after("]]>", in: bytes, from: open + 9) }
        // A document type may hold declarations of its own in brackets.
        var (at, depth) = (open + 2, 0)
        while at < bytes.count {
            if bytes[at] == UInt8(ascii: "[") { depth += 1 }
            if bytes[at] == UInt8(ascii: "]") { depth -= 1 }
            if bytes[at] == UInt8(ascii: ">"), depth <= 0 { return at + 1 }
            at += 1
        }
        return at
    }

    private static func endOfRawText(_ bytes: [UInt8], _ name: String, from start: Int) -> Int {
        var at = start
        let end = Array("</\(name)".utf8)
        while let open = bytes[at...].firstIndex(of: UInt8(ascii: "<")) {
            let here = bytes[open...].prefix(end.count).map { $0 >= 65 && $0 <= 90 ? $0 + 32 : $0 }
            if here == end { return open }
            at = open + 1
        }
        return bytes.count
    }

    /// Behind the first place of a text; the end when there is none.
    private static func after(_ text: String, in bytes: [UInt8], from start: Int) -> Int {
        let wanted = Array(text.utf8)
        var at = min(start, bytes.count)
        while let first = bytes[at...].firstIndex(of: wanted[0]) {
            if bytes[first...].starts(with: wanted) { return first + wanted.count }
            at = first + 1
        }
        return bytes.count
    }
}

/// An XML part to which elements are added.
enum XMLRoot {
    /// The part with elements behind the last child of its root; `nil` when there is no root.
    ///
    /// - Parameter make: the elements, with the prefix of the root's name.
    static func appending(to bytes: [UInt8], _ make: (_ prefix: Substring) -> String) -> [UInt8]? {
        let tags = MarkupTags.all(bytes)
        guard let root = tags.first else { return nil }
        return appending(to: root, of: tags, in: bytes, make(root.prefix))
    }

    /// The part with elements behind the last child of an element that stands in it once.
    static func appending(to element: MarkupTag, of tags: [MarkupTag], in bytes: [UInt8], _ text: String) -> [UInt8]? {
        var edits = ByteEdits()
        switch element.kind {
        case .empty: edits.replace(element.range.upperBound - 2..<element.range.upperBound, with: ">\(text)</\(element.name)>")
        case .start:
            guard let end = tags.last(where: { $0.kind == .end && $0.name == element.name }) else { return nil }
            edits.insert(text, at: end.range.lowerBound)
        case .end: return nil
        }
        return edits.applied(to: bytes)
    }
}
