/// The tokens of a PDF (ISO 32000-1, 7.2 and 7.3): of its objects and of the programs that draw its pages.
struct PDFLexer {
    enum Token: Equatable {
        case dictionaryStart, dictionaryEnd, arrayStart, arrayEnd
        case name(String)
        case integer(Int)
        case real
        /// A text in parentheses or in hexadecimal digits; not whole when it does not end, or holds half a byte or what is no digit.
        case string(isWhole: Bool)
        /// Anything else: `obj`, `R`, `true`, an operator.
        case keyword(String)
    }

    private let bytes: [UInt8]
    private let end: Int
    /// Where the next token is looked for.
    private(set) var position: Int

    init(_ bytes: [UInt8], in range: Range<Int>) {
        self.bytes = bytes
        position = range.lowerBound
        end = range.upperBound
    }

    static func isSpace(_ byte: UInt8) -> Bool { byte == 32 || 9...10 ~= byte || 12...13 ~= byte || byte == 0 }

    static func isDigit(_ byte: UInt8) -> Bool { 48...57 ~= byte }

    private static func isDelimiter(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"),
            UInt8(ascii: "}"), UInt8(ascii: "/"), UInt8(ascii: "%"):
            true
        default: false
        }
    }

    static func isRegular(_ byte: UInt8) -> Bool { !isSpace(byte) && !isDelimiter(byte) }

    mutating func skip(to place: Int) { position = min(max(position, place), end) }

    /// Skips white space and comments.
    private mutating func skipSpace() {
        while position < end {
            if bytes[position] == UInt8(ascii: "%") {
                while position < end, bytes[position] != 10, bytes[position] != 13 { position += 1 }
            } else if Self.isSpace(bytes[position]) {
                position += 1
            } else {
                return
            }
        }
    }

    /// The next token; `nil` at the end.
    mutating func next() -> Token? {
        skipSpace()
        guard position < end else { return nil }
        let first = bytes[position]
        let second = position + 1 < end ? bytes[position + 1] : 0
        switch first {
        case UInt8(ascii: "["): return delimiter(.arrayStart)
        case UInt8(ascii: "]"): return delimiter(.arrayEnd)
        case UInt8(ascii: "<"): return second == first ? delimiter(.dictionaryStart, length: 2) : hexadecimal()
        case UInt8(ascii: ">") where second == first: return delimiter(.dictionaryEnd, length: 2)
        case UInt8(ascii: "("): return literal()
        case UInt8(ascii: "/"):
            position += 1
            return .name(word())
        default:
            guard Self.isRegular(first) else { return delimiter(.keyword(String(Unicode.Scalar(first)))) }
            let start = position
            let text = word()
            return number(start..<position) ?? .keyword(text)
        }
    }

    private mutating func delimiter(_ token: Token, length: Int = 1) -> Token {
        position += length
        return token
    }

    private mutating func word() -> String {
        let start = position
        while position < end, Self.isRegular(bytes[position]) { position += 1 }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    private func number(_ range: Range<Int>) -> Token? {
        let isSigned = bytes[range.lowerBound] == UInt8(ascii: "-") || bytes[range.lowerBound] == UInt8(ascii: "+")
        let digits = bytes[range].dropFirst(isSigned ? 1 : 0)
        guard digits.contains(where: Self.isDigit) else { return nil }
        if digits.allSatisfy(Self.isDigit) {
            guard digits.count <= 18 else { return .real }
            let value = digits.reduce(0) { $0 * 10 + Int($1 - 48) }
            return .integer(bytes[range.lowerBound] == UInt8(ascii: "-") ? -value : value)
        }
        let isReal = digits.allSatisfy { Self.isDigit($0) || $0 == UInt8(ascii: ".") } && digits.count { $0 == UInt8(ascii: ".") } == 1
        return isReal ? .real : nil
    }

    private mutating func literal() -> Token {
        var depth = 0
        while position < end {
            switch bytes[position] {
            case UInt8(ascii: "\\"): position += 1
            case UInt8(ascii: "("): depth += 1
            case UInt8(ascii: ")"): depth -= 1
            default: break
            }
            position = min(position + 1, end)
            if depth == 0 { return .string(isWhole: true) }
        }
        return .string(isWhole: false)
    }

    private mutating func hexadecimal() -> Token {
        var digits = 0
        var isWhole = true
        position += 1
        while position < end, bytes[position] != UInt8(ascii: ">") {
            switch bytes[position] {
            case 48...57, 65...70, 97...102: digits += 1
            case let byte where Self.isSpace(byte): break
            default: isWhole = false
            }
            position += 1
        }
        guard position < end else { return .string(isWhole: false) }
        position += 1
        return .string(isWhole: isWhole && digits % 2 == 0)
    }
}
