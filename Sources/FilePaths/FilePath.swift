/// A path as the file system has it: bytes between slashes, which need not be UTF-8.
///
/// Two paths are the same when their bytes are; no form of Unicode is normalized, since the file system does not. Where a path is shown or written down as
/// text it stands as ``shown``, from which ``init(shown:)`` makes the same bytes again.
///
/// A path has no string interpolation of its own: parts are joined with ``appending(_:)``, so that no shown form is taken for a path.
public struct FilePath: Sendable, Hashable, Comparable {
    /// The bytes, none of them NUL.
    public let bytes: [UInt8]

    /// The path of some bytes. What follows a NUL is left out, as the operating system does.
    public init(bytes: some Sequence<UInt8>) { self.bytes = Array(bytes.prefix { $0 != 0 }) }

    /// The path that C has at an address.
    public init(cString: UnsafePointer<CChar>) {
        var length = 0
        while cString[length] != 0 { length += 1 }
        self.init(bytes: UnsafeBufferPointer(start: cString, count: length).map { UInt8(bitPattern: $0) })
    }

    /// The path whose bytes are the UTF-8 of a text.
    public init(_ text: String) { self.init(bytes: text.utf8) }

    /// The path that stands in a text as ``shown``. O(*n*).
    public init(shown text: String) {
        let source = Array(text.utf8)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(source.count)
        var index = 0
        while index < source.count {
            if let byte = Self.escape(in: source, at: index) {
                bytes.append(byte)
                index += 4
            } else {
                bytes.append(source[index])
                index += 1
            }
        }
        self.init(bytes: bytes)
    }

    /// The path as text, reversibly: UTF-8 as it is; a byte that is no UTF-8 as `\xNN` in two upper-case hexadecimal digits; and, so that nothing is taken
    /// for such an escape, a backslash that begins one in the name itself as `\x5C`. Every other backslash stays. O(*n*).
    public var shown: String {
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count)
        var index = 0
        while index < bytes.count {
            let length = Self.lengthOfCharacter(in: bytes, at: index)
            if length == 0 || Self.escape(in: bytes, at: index) != nil {
                text += [UInt8(ascii: "\\"), UInt8(ascii: "x"), Self.digit(bytes[index] >> 4), Self.digit(bytes[index] & 15)]
                index += 1
            } else {
                text += bytes[index..<index + length]
                index += length
            }
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// Whether the bytes are UTF-8.
    public var isText: Bool {
        var index = 0
        while index < bytes.count {
            let length = Self.lengthOfCharacter(in: bytes, at: index)
            if length == 0 { return false }
            index += length
        }
        return true
    }

    /// The parts between the slashes, without empty ones.
    public var components: [FilePath] { bytes.split(separator: Self.slash).map { FilePath(bytes: $0) } }

    /// The last part; empty for the root and for no path.
    public var name: FilePath { FilePath(bytes: bytes.split(separator: Self.slash).last ?? []) }

    /// All before the last part, with the slash; empty when there is none.
    public var folder: FilePath { FilePath(bytes: bytes[...(bytes.lastIndex(of: Self.slash) ?? -1)]) }

    /// The path of something in this folder.
    public func appending(_ name: FilePath) -> FilePath {
        FilePath(bytes: bytes.isEmpty || bytes.last == Self.slash ? bytes + name.bytes : bytes + [Self.slash] + name.bytes)
    }

    /// Whether this path, as it is written, is a folder or lies in it.
    public func isWithin(_ folder: FilePath) -> Bool {
        guard bytes.starts(with: folder.bytes) else { return false }
        return bytes.count == folder.bytes.count || folder.bytes.last == Self.slash || bytes[folder.bytes.count] == Self.slash
    }

    /// Calls a body with the path as C has it.
    public func withCString<R, E>(_ body: (UnsafePointer<CChar>) throws(E) -> R) throws(E) -> R {
        let characters = bytes.map { CChar(bitPattern: $0) } + [0]
        return try characters.withUnsafeBufferPointer { buffer throws(E) in try body(buffer.baseAddress!) }
    }

    /// By bytes: the order of code points.
    public static func < (one: FilePath, other: FilePath) -> Bool { one.bytes.lexicographicallyPrecedes(other.bytes) }

    private static let slash = UInt8(ascii: "/")

    private static func digit(_ value: UInt8) -> UInt8 { value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "A") + value - 10 }

    private static func value(_ digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
        case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
        default: nil
        }
    }

    /// The byte that `\xNN` at a place stands for; `nil` where there is none.
    private static func escape(in bytes: [UInt8], at index: Int) -> UInt8? {
        guard index + 3 < bytes.count, bytes[index] == UInt8(ascii: "\\"), bytes[index + 1] == UInt8(ascii: "x"),
            let high = value(bytes[index + 2]), let low = value(bytes[index + 3])
        else { return nil }
        return high << 4 | low
    }

    /// The bytes of the UTF-8 character at a place; 0 where there is none (Unicode 15, table 3-7).
    private static func lengthOfCharacter(in bytes: [UInt8], at index: Int) -> Int {
        func follows(_ offset: Int, _ range: ClosedRange<UInt8> = 0x80...0xBF) -> Bool {
            index + offset < bytes.count && range.contains(bytes[index + offset])
        }
        switch bytes[index] {
        case 0x00...0x7F: return 1
        case 0xC2...0xDF: return follows(1) ? 2 : 0
        case 0xE0: return follows(1, 0xA0...0xBF) && follows(2) ? 3 : 0
        case 0xED: return follows(1, 0x80...0x9F) && follows(2) ? 3 : 0
        case 0xE1...0xEF: return follows(1) && follows(2) ? 3 : 0
        case 0xF0: return follows(1, 0x90...0xBF) && follows(2) && follows(3) ? 4 : 0
        case 0xF1...0xF3: return follows(1) && follows(2) && follows(3) ? 4 : 0
        case 0xF4: return follows(1, 0x80...0x8F) && follows(2) && follows(3) ? 4 : 0
        default: return 0
        }
    }
}

extension FilePath: ExpressibleByStringLiteral {
    /// The path of a literal's UTF-8.
    public init(stringLiteral text: String) { self.init(text) }
}

extension FilePath: CustomStringConvertible {
    /// ``shown``.
    public var description: String { shown }
}
