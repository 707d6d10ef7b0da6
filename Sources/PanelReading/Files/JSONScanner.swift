import Disclosure

/// Reads JSON value by value and keeps numbers as they are written, so that none is rounded before anybody looked at it.
///
/// - Complexity: O(bytes); of the values only the one that is being read is held.
struct JSONScanner {
    indirect enum Value {
        case null
        case flag(Bool)
        /// The digits as they stand.
        case number(String)
        case text(String)
        case list([Value])
        case object([(name: String, value: Value)])
    }

    private let bytes: UnsafeBufferPointer<UInt8>
    private(set) var position: Int

    /// Values deeper than this are refused.
    private static let mostLevels = 64

    init(_ bytes: UnsafeBufferPointer<UInt8>, position: Int = 0) {
        self.bytes = bytes
        self.position = position
    }

    /// The next byte that is no white space; `nil` at the end.
    mutating func next() -> UInt8? {
        while position < bytes.count, [32, 9, 10, 13].contains(bytes[position]) { position += 1 }
        return position < bytes.count ? bytes[position] : nil
    }

    /// Steps over a byte that must be next.
    mutating func expect(_ byte: UInt8) throws(PanelTableError) {
        guard next() == byte else { throw damaged }
        position += 1
    }

    /// Steps over a byte when it is next.
    mutating func take(_ byte: UInt8) -> Bool {
        guard next() == byte else { return false }
        position += 1
        return true
    }

    /// Steps through the members of an object or the elements of a list; `body` reads each of them.
    mutating func forEach(
        open: Character, close: Character, _ body: (inout JSONScanner) throws(PanelTableError) -> Void
    ) throws(PanelTableError) {
        guard let last = close.asciiValue, let first = open.asciiValue else { return }
        try expect(first)
        if take(last) { return }
        repeat { try body(&self) } while take(UInt8(ascii: ","))
        try expect(last)
    }

    /// The name of a member and the colon behind it.
    mutating func name() throws(PanelTableError) -> String {
        _ = next()
        let name = try string()
        try expect(UInt8(ascii: ":"))
        return name
    }

    mutating func value(level: Int = 0) throws(PanelTableError) -> Value {
        guard level < Self.mostLevels, let first = next() else { throw damaged }
        switch first {
        case UInt8(ascii: "\""): return .text(try string())
        case UInt8(ascii: "{"):
            var members: [(name: String, value: Value)] = []
            try forEach(open: "{", close: "}") { text throws(PanelTableError) in
                let name = try text.name()
                members.append((name, try text.value(level: level + 1)))
            }
            return .object(members)
        case UInt8(ascii: "["):
            var elements: [Value] = []
            try forEach(open: "[", close: "]") { text throws(PanelTableError) in elements.append(try text.value(level: level + 1)) }
            return .list(elements)
        default: return try word()
        }
    }

    /// A number, `true`, `false`, `null`, or what other programs write for missing numbers.
    private mutating func word() throws(PanelTableError) -> Value {
        let start = position
        while position < bytes.count, bytes[position] > 32, !",]}:\"[{".utf8.contains(bytes[position]) { position += 1 }
        let word = String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<position]), as: UTF8.self)
        switch word {
        case "null", "NaN": return .null
        case "true": return .flag(true)
        case "false": return .flag(false)
        default:
            guard let first = word.utf8.first, first == UInt8(ascii: "-") || (48...57).contains(first), word.utf8.count < 1000,
                Double(word) != nil
            else {
                position = start
                throw damaged
            }
            return .number(word)
        }
    }

    private mutating func string() throws(PanelTableError) -> String {
        guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else { throw damaged }
        position += 1
        var units: [UInt8] = []
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            switch byte {
            case UInt8(ascii: "\""): return String(decoding: units, as: UTF8.self)
            case UInt8(ascii: "\\"): units.append(contentsOf: String(try escaped()).utf8)
            default: units.append(byte)
            }
        }
        throw damaged
    }

    /// The character that stands behind a backslash.
    private mutating func escaped() throws(PanelTableError) -> Character {
        guard position < bytes.count else { throw damaged }
        let byte = bytes[position]
        position += 1
        switch byte {
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "u"):
            let first = try unit()
            var scalar = UInt32(first)
            if (0xD800..<0xDC00).contains(first), position + 1 < bytes.count, bytes[position] == UInt8(ascii: "\\"),
                bytes[position + 1] == UInt8(ascii: "u")
            {
                position += 2
                let second = try unit()
                // A half without its other half is no character.
                guard (0xDC00..<0xE000).contains(second) else { return "\u{FFFD}" }
                scalar = 0x10000 + (UInt32(first) - 0xD800) << 10 + (UInt32(second) - 0xDC00)
            }
            return Unicode.Scalar(scalar).map { Character($0) } ?? "\u{FFFD}"
        default:
            guard "\"\\/".utf8.contains(byte) else { throw damaged }
            return Character(Unicode.Scalar(byte))
        }
    }

    private mutating func unit() throws(PanelTableError) -> UInt16 {
        guard position + 4 <= bytes.count,
            let unit = UInt16(String(decoding: UnsafeBufferPointer(rebasing: bytes[position..<position + 4]), as: UTF8.self), radix: 16)
        else { throw damaged }
        position += 4
        return unit
    }

    private var damaged: PanelTableError {
        .notRead(
            LocalizedText(
                zh: "JSON 在第 \(position + 1) 个字节处有误", en: "the JSON is damaged at byte \(position + 1)"))
    }
}
