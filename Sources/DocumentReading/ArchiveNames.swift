#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// The names of an archive's members: UTF-8 where the archive says so or it is plain, else GB18030, as Windows in Chinese writes them.
enum ArchiveNames {
    /// The place in which names are UTF-8, whatever the one this program was started in; never freed.
    nonisolated(unsafe) static let unicode: locale_t? = newlocale(1 << LC_CTYPE, "C.UTF-8", nil)

    /// The name with `/` between folders.
    ///
    /// Some GBK names are valid UTF-8 by accident (two bytes a character, such as 联通): UTF-8 of Chinese text takes three, so a name whose
    /// characters all take two is read as GB18030 unless the archive declares UTF-8.
    static func decoded(_ bytes: [UInt8], declaredUTF8: Bool) -> String {
        if bytes.allSatisfy({ $0 < 0x80 }) { return folders(String(decoding: bytes, as: UTF8.self)) }
        if let text = validUTF8(bytes), declaredUTF8 || text.unicodeScalars.contains(where: { $0.value > 0x7FF }) { return folders(text) }
        if let text = TextDecoding.convert(bytes, from: "GB18030"), text.replacements == 0 {
            return folders(String(decoding: text.utf8, as: UTF8.self))
        }
        return folders(TextDecoding.name(bytes))
    }

    /// Whether a name leads out of its archive: an absolute path, a drive or `..`.
    static func leadsOut(_ name: String) -> Bool {
        if name.hasPrefix("/") || name.contains("\0") { return true }
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        if let first = parts.first, first.count == 2, first.last == ":" { return true }
        return parts.contains("..")
    }

    private static func validUTF8(_ bytes: [UInt8]) -> String? {
        let text = String(decoding: bytes, as: UTF8.self)
        return text.unicodeScalars.contains("\u{FFFD}") ? nil : text
    }

    /// Windows programs write backslashes; after decoding none is the second byte of a character.
    private static func folders(_ name: String) -> String { name.contains("\\") ? String(name.map { $0 == "\\" ? "/" : $0 }) : name }
}
