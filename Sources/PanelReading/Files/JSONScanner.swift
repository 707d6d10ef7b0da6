public import Disclosure

/// Reads JSON value by value and keeps numbers as they are written, so that none is rounded before anybody looked at it.
///
/// It takes what other programs write and RFC 8259 does not know: `NaN`, line breaks within texts, a name that stands twice. Who wants less looks at what it gets.
/// - Complexity: O(bytes); of the values only the one that is being read is held.
public struct JSONScanner {
    /// A value.
    public indirect enum Value {
        /// Nothing, or no number.
        case null
        /// True or false.
        case flag(Bool)
        /// The digits as they stand.
        case number(String)
        /// A text without its escapes.
        case text(String)
        /// Values in their order.
        case list([Value])
        /// Members in their order, a name that stands twice included.
        case object([(name: String, value: Value)])
    }

    /// What is wrong, and where.
    public struct Failure: Error {
        /// The bytes before the place.
        public let position: Int
        /// What is wrong there.
        public let problem: LocalizedText
    }

    private let bytes: UnsafeBufferPointer<UInt8>
    /// The bytes that are read.
    public private(set) var position: Int

    /// Values deeper than this are refused.
    private static let mostLevels = 64

    /// A scanner at the beginning of a text, behind the mark of its encoding.
    public init(_ bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
        position = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    }

    /// The next byte that is no white space; `nil` at the end.
    public mutating func next() -> UInt8? {
        while position < bytes.count, [32, 9, 10, 13].contains(bytes[position]) { position += 1 }
        return position < bytes.count ? bytes[position] : nil
    }

    /// Steps over a byte when it is next.
    private mutating func take(_ byte: Character) -> Bool {
        guard next() == byte.asciiValue else { return false }
        position += 1
        return true
    }

    /// Steps through the members of an object or the elements of a list; `body` reads each of them.
    public mutating func forEach(
        open: Character, close: Character, _ body: (inout JSONScanner) throws(Failure) -> Void
    ) throws(Failure) {
        guard take(open) else { throw failure(zh: "此处应为 \(open)", en: "expected \(open)") }
        if take(close) { return }
        repeat { try body(&self) } while take(",")
        guard take(close) else { throw failure(zh: "此处应为逗号或 \(close)", en: "expected a comma or \(close)") }
    }

    /// The name of a member and the colon behind it.
    public mutating func name() throws(Failure) -> String {
        guard next() == UInt8(ascii: "\"") else { throw failure(zh: "此处应为加引号的键", en: "expected a quoted key") }
        let name = try string()
        guard take(":") else { throw failure(zh: "键“\(name)”之后应为冒号", en: "expected a colon after \"\(name)\"") }
        return name
    }

    /// A value with all that is in it.
    /// - Parameter level: how many lists and objects it stands in.
    public mutating func value(level: Int = 0) throws(Failure) -> Value {
        switch try first(level: level) {
        case UInt8(ascii: "\""): return .text(try string())
        case UInt8(ascii: "{"):
            var members: [(name: String, value: Value)] = []
            try forEach(open: "{", close: "}") { text throws(Failure) in
                let name = try text.name()
                members.append((name, try text.value(level: level + 1)))
            }
            return .object(members)
        case UInt8(ascii: "["):
            var elements: [Value] = []
            try forEach(open: "[", close: "]") { text throws(Failure) in elements.append(try text.value(level: level + 1)) }
            return .list(elements)
        default: return try word()
        }
    }

    /// The byte that a value begins with.
    public mutating func first(level: Int) throws(Failure) -> UInt8 {
        guard level < Self.mostLevels else { throw failure(zh: "嵌套过深", en: "nested more than \(Self.mostLevels) deep") }
        guard let first = next() else { throw failure(zh: "内容不完整", en: "the text ends too early") }
        return first
    }

    /// A number, `true`, `false`, `null`, or what other programs write for missing numbers.
    private mutating func word() throws(Failure) -> Value {
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
                throw failure(zh: "此处应为一个 JSON 值", en: "expected a JSON value")
            }
            return .number(word)
        }
    }

    private mutating func string() throws(Failure) -> String {
        let start = position
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
        position = start
        throw failure(zh: "引号没有结束", en: "a quote is not closed")
    }

    /// The character that stands behind a backslash.
    private mutating func escaped() throws(Failure) -> Character {
        guard position < bytes.count else { throw noEscape }
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
            guard "\"\\/".utf8.contains(byte) else { throw noEscape }
            return Character(Unicode.Scalar(byte))
        }
    }

    private mutating func unit() throws(Failure) -> UInt16 {
        guard position + 4 <= bytes.count,
            let unit = UInt16(String(decoding: UnsafeBufferPointer(rebasing: bytes[position..<position + 4]), as: UTF8.self), radix: 16)
        else { throw noEscape }
        position += 4
        return unit
    }

    private var noEscape: Failure { failure(zh: "文字中有不合规的转义", en: "a text has an escape that JSON does not know") }

    /// What is wrong at the place that is reached.
    public func failure(zh: String, en: String) -> Failure { Failure(position: position, problem: LocalizedText(zh: zh, en: en)) }
}
