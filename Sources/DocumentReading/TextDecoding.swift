import CMarkup
public import FilePaths

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// The text of a file in UTF-8, with the encoding it was found in.
public struct DecodedText: Sendable, Hashable {
    /// The text in UTF-8, without byte order mark and NUL bytes.
    public var utf8: [UInt8]
    /// The encoding's name: `UTF-8`, `UTF-16LE`, `GB18030`, …
    public var encoding: String
    /// How many bytes or characters did not decode and were replaced.
    public var replacements: Int
    /// How many NUL bytes were left out.
    public var nulls: Int
}

extension DecodedText {
    /// Decodes bytes by byte order mark, by what they declare, as strict UTF-8, as GB18030, in this order.
    ///
    /// - Returns: `nil` when more than one byte in fifty does not decode in any way.
    /// - Complexity: linear; valid UTF-8 is not copied.
    public init?(decoding bytes: [UInt8]) {
        guard let text = TextDecoding.decode(bytes) else { return nil }
        self = text
    }

    /// Decodes bytes of a known encoding, by the name that `iconv` knows; `nil` when it knows none of that name or the bytes do not decode.
    public init?(decoding bytes: [UInt8], from encoding: String) {
        guard let text = TextDecoding.convert(bytes, from: encoding), text.replacements == 0 else { return nil }
        self = text
    }
}

/// Tells the encoding of a text and decodes it: byte order mark, then what the content declares, then strict UTF-8, then GB18030.
enum TextDecoding {
    /// Decodes; `nil` when the bytes are no text in any of the encodings (more than one in fifty does not decode).
    static func decode(_ bytes: [UInt8]) -> DecodedText? {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return strictUTF8(Array(bytes.dropFirst(3))) ?? lossyUTF8(Array(bytes.dropFirst(3))) }
        if bytes.starts(with: [0xFF, 0xFE]) { return utf16(bytes.dropFirst(2), bigEndian: false) }
        if bytes.starts(with: [0xFE, 0xFF]) { return utf16(bytes.dropFirst(2), bigEndian: true) }
        if let bigEndian = unmarkedUTF16(bytes) { return utf16(bytes[...], bigEndian: bigEndian) }
        if let declared = declaredEncoding(bytes), declared != "UTF-8", let text = convert(bytes, from: declared),
            text.replacements * 200 <= bytes.count
        {
            // A page that declares GB2312 and is UTF-8 all the same is read as what it is.
            if let valid = strictUTF8(bytes), valid.utf8.contains(where: { $0 > 0x7F }), text.replacements > 0 { return valid }
            return text
        }
        if let text = strictUTF8(bytes) { return text }
        let simplified = convert(bytes, from: "GB18030")
        let lossy = lossyUTF8(bytes)
        let best = [simplified, lossy].compactMap { $0 }.min { $0.replacements < $1.replacements }
        guard let best, best.replacements * 50 <= bytes.count else { return nil }
        return best
    }

    private static func strictUTF8(_ bytes: [UInt8]) -> DecodedText? {
        guard bytes.withUnsafeBytes({ markup_is_utf8($0.bindMemory(to: CChar.self).baseAddress, $0.count) != 0 }) else { return nil }
        return withoutNulls(DecodedText(utf8: bytes, encoding: "UTF-8", replacements: 0, nulls: 0))
    }

    private static func lossyUTF8(_ bytes: [UInt8]) -> DecodedText {
        let text = String(decoding: bytes, as: UTF8.self)
        let replacements = text.unicodeScalars.count { $0 == "\u{FFFD}" }
        return withoutNulls(DecodedText(utf8: Array(text.utf8), encoding: "UTF-8", replacements: replacements, nulls: 0))
    }

    private static func utf16(_ bytes: ArraySlice<UInt8>, bigEndian: Bool) -> DecodedText {
        var units: [UInt16] = []
        units.reserveCapacity(bytes.count / 2)
        var index = bytes.startIndex
        while index + 1 < bytes.endIndex {
            let (first, second) = (UInt16(bytes[index]), UInt16(bytes[index + 1]))
            units.append(bigEndian ? first << 8 | second : second << 8 | first)
            index += 2
        }
        let text = String(decoding: units, as: UTF16.self)
        let replacements = text.unicodeScalars.count { $0 == "\u{FFFD}" } + (bytes.count & 1)
        return withoutNulls(
            DecodedText(utf8: Array(text.utf8), encoding: bigEndian ? "UTF-16BE" : "UTF-16LE", replacements: replacements, nulls: 0))
    }

    /// Whether bytes without a mark are UTF-16, told from the places of the NULs in ASCII (digits, tags, line ends); `true` is big endian.
    private static func unmarkedUTF16(_ bytes: [UInt8]) -> Bool? {
        let sample = bytes.prefix(4096)
        guard sample.count >= 8, sample.firstPlace(of: [0]) != nil else { return nil }
        var even = 0
        var odd = 0
        for (offset, byte) in sample.enumerated() where byte == 0 { if offset & 1 == 0 { even += 1 } else { odd += 1 } }
        let pairs = sample.count / 2
        if odd * 10 > pairs && even * 20 < odd { return false }
        if even * 10 > pairs && odd * 20 < even { return true }
        return nil
    }

    /// The encoding that the content declares in its first kilobytes: `charset=` of a meta element or a header, `encoding=` of XML.
    private static func declaredEncoding(_ bytes: [UInt8]) -> String? {
        let head = bytes.prefix(4096).map { $0 >= 65 && $0 <= 90 ? $0 + 32 : $0 }
        for key in ["charset", "encoding"] {
            guard let start = head.firstPlace(of: Array(key.utf8)) else { continue }
            var rest = head[(start + key.utf8.count)...].drop { $0 == 32 }
            guard rest.first == UInt8(ascii: "=") else { continue }
            rest = rest.dropFirst().drop { $0 == 32 || $0 == 34 || $0 == 39 }
            let name = String(decoding: rest.prefix { $0 == 45 || $0 == 95 || ($0 >= 48 && $0 <= 57) || ($0 >= 97 && $0 <= 122) }, as: UTF8.self)
            switch name {
            case "utf-8", "utf8": return "UTF-8"
            case "gb2312", "gbk", "gb18030", "gb_2312-80", "cp936", "x-gbk": return "GB18030"
            case "big5", "big5-hkscs": return "BIG5-HKSCS"
            case "utf-16", "utf-16le", "utf-16be", "": continue
            default: continue
            }
        }
        return nil
    }

    /// Decodes GBK or UTF-8 file names of archives.
    static func name(_ bytes: [UInt8]) -> String {
        let text = strictUTF8(bytes) ?? convert(bytes, from: "GB18030") ?? lossyUTF8(bytes)
        return String(decoding: text.utf8, as: UTF8.self)
    }

    /// Converts through the C library's `iconv`, a replacement character for every byte that does not decode.
    static func convert(_ bytes: [UInt8], from encoding: String) -> DecodedText? {
        guard let converter = iconv_open("UTF-8", encoding), converter != iconv_t(bitPattern: -1) else { return nil }
        defer { iconv_close(converter) }
        var input = bytes
        var output = [UInt8](repeating: 0, count: bytes.count * 3 + 64)
        var written = 0
        var replacements = 0
        input.withUnsafeMutableBufferPointer { source in
            output.withUnsafeMutableBufferPointer { target in
                source.withMemoryRebound(to: CChar.self) { sourceCharacters in
                    target.withMemoryRebound(to: CChar.self) { targetCharacters in
                        var from = sourceCharacters.baseAddress
                        var left = sourceCharacters.count
                        var to = targetCharacters.baseAddress
                        var room = targetCharacters.count
                        while left > 0 {
                            if iconv(converter, &from, &left, &to, &room) != -1 { break }
                            guard errno == EILSEQ || errno == EINVAL, left > 0, room >= 3 else { break }
                            from = from?.advanced(by: 1)
                            left -= 1
                            for byte: UInt8 in [0xEF, 0xBF, 0xBD] {
                                to?.pointee = CChar(bitPattern: byte)
                                to = to?.advanced(by: 1)
                            }
                            room -= 3
                            replacements += 1
                        }
                        written = targetCharacters.count - room
                    }
                }
            }
        }
        output.removeSubrange(written...)
        return withoutNulls(DecodedText(utf8: output, encoding: encoding, replacements: replacements, nulls: 0))
    }

    private static func withoutNulls(_ text: DecodedText) -> DecodedText {
        guard text.utf8.firstPlace(of: [0]) != nil else { return text }
        var text = text
        let count = text.utf8.count
        text.utf8.removeAll { $0 == 0 }
        text.nulls = count - text.utf8.count
        return text
    }
}

extension FilePath {
    /// The words of the path, for a reader: each part that is no UTF-8 is read as GB18030, as Windows in Chinese writes names. Not a path any more.
    public var words: String {
        if isText { return shown }
        let parts = bytes.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        return parts.map { TextDecoding.name(Array($0)) }.joined(separator: "/")
    }
}
