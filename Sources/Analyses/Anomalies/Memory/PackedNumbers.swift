/// Appends numbers and texts to bytes; each text is written once and referred to by its number afterwards.
struct MemoryWriter {
    private(set) var bytes: [UInt8] = []
    private var texts: [String] = []
    private var numbers: [String: Int] = [:]

    mutating func byte(_ value: UInt8) { bytes.append(value) }

    /// LEB128: seven bits a byte, the highest bit set on all but the last.
    mutating func unsigned(_ value: UInt64) { Self.append(value, to: &bytes) }

    mutating func count(_ value: Int) { unsigned(UInt64(value)) }

    /// Zigzag, so that small negative numbers are short.
    mutating func signed(_ value: Int64) { unsigned(UInt64(bitPattern: value << 1 ^ value >> 63)) }

    mutating func double(_ value: Double) { withUnsafeBytes(of: value.bitPattern.littleEndian) { bytes.append(contentsOf: $0) } }

    mutating func text(_ value: String) {
        if let number = numbers[value] { return count(number) }
        numbers[value] = texts.count
        count(texts.count)
        texts.append(value)
    }

    /// The texts, then what was written.
    func finished() -> [UInt8] {
        var whole: [UInt8] = []
        whole.reserveCapacity(bytes.count + texts.reduce(0) { $0 + $1.utf8.count + 2 } + 16)
        Self.append(UInt64(texts.count), to: &whole)
        for text in texts {
            Self.append(UInt64(text.utf8.count), to: &whole)
            whole.append(contentsOf: text.utf8)
        }
        return whole + bytes
    }

    private static func append(_ value: UInt64, to bytes: inout [UInt8]) {
        var rest = value
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }
}

/// Bytes that are not what was written.
struct MemoryDamage: Error {}

/// Reads what ``MemoryWriter`` wrote; never beyond the end, whatever the bytes are.
struct MemoryReader {
    private let bytes: UnsafeRawBufferPointer
    private var position = 0
    private var texts: [String] = []

    init(_ bytes: UnsafeRawBufferPointer) throws(MemoryDamage) {
        self.bytes = bytes
        let count = try count()
        texts.reserveCapacity(count)
        for _ in 0..<count {
            let length = try self.count()
            texts.append(String(decoding: UnsafeRawBufferPointer(rebasing: bytes[position..<position + length]), as: UTF8.self))
            position += length
        }
    }

    var isAtEnd: Bool { position == bytes.count }

    mutating func byte() throws(MemoryDamage) -> UInt8 {
        guard position < bytes.count else { throw MemoryDamage() }
        defer { position += 1 }
        return bytes[position]
    }

    mutating func unsigned() throws(MemoryDamage) -> UInt64 {
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while true {
            let next = try byte()
            guard shift < 64 else { throw MemoryDamage() }
            value |= UInt64(next & 0x7f) << shift
            if next < 0x80 { return value }
            shift += 7
        }
    }

    /// The number of things that follow, each of a byte at least.
    mutating func count() throws(MemoryDamage) -> Int {
        let value = try unsigned()
        guard value <= UInt64(bytes.count - position) else { throw MemoryDamage() }
        return Int(value)
    }

    /// A number within the range of `Int`.
    mutating func integer() throws(MemoryDamage) -> Int {
        let value = try signed()
        return Int(value)
    }

    mutating func signed() throws(MemoryDamage) -> Int64 {
        let value = try unsigned()
        return Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
    }

    mutating func double() throws(MemoryDamage) -> Double {
        guard bytes.count - position >= 8 else { throw MemoryDamage() }
        defer { position += 8 }
        return Double(bitPattern: UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self)))
    }

    mutating func text() throws(MemoryDamage) -> String {
        let number = try unsigned()
        guard number < UInt64(texts.count) else { throw MemoryDamage() }
        return texts[Int(number)]
    }

    /// One of the cases of a type, by its position among them.
    mutating func choice<Choice>(of all: [Choice]) throws(MemoryDamage) -> Choice {
        let position = Int(try byte())
        guard position < all.count else { throw MemoryDamage() }
        return all[position]
    }
}
