import Disclosure

/// Appends numbers and texts to bytes, little-endian, lengths and small numbers as variable-length integers.
struct ByteWriter {
    private(set) var bytes: [UInt8] = []

    mutating func byte(_ value: UInt8) { bytes.append(value) }

    mutating func fixed<T: FixedWidthInteger>(_ value: T) {
        withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
    }

    /// LEB128: seven bits a byte, the highest bit set on all but the last.
    mutating func unsigned(_ value: Int) {
        var rest = UInt64(value)
        while rest >= 0x80 {
            bytes.append(UInt8(rest & 0x7f) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }

    /// Zigzag, so that small negative numbers are short.
    mutating func signed(_ value: Int) { unsigned(Int(bitPattern: UInt(bitPattern: value << 1 ^ value >> 63) & UInt(Int.max))) }

    mutating func text(_ value: String) {
        unsigned(value.utf8.count)
        bytes.append(contentsOf: value.utf8)
    }

    mutating func data(_ value: [UInt8]) {
        unsigned(value.count)
        bytes.append(contentsOf: value)
    }
}

/// Reads what ``ByteWriter`` wrote. Every read is checked: a damaged blob throws, it never reads beyond its end.
struct ByteReader {
    private let bytes: UnsafeRawBufferPointer
    private var position = 0

    init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    mutating func byte() throws(StoreError) -> UInt8 {
        guard position < bytes.count else { throw .damaged("a blob ends after \(bytes.count) bytes") }
        defer { position += 1 }
        return bytes[position]
    }

    mutating func fixed<T: FixedWidthInteger>(_: T.Type) throws(StoreError) -> T {
        guard position + MemoryLayout<T>.size <= bytes.count else { throw .damaged("a blob ends after \(bytes.count) bytes") }
        defer { position += MemoryLayout<T>.size }
        return T(littleEndian: bytes.loadUnaligned(fromByteOffset: position, as: T.self))
    }

    /// So many bytes as they stand.
    mutating func bytes(_ count: Int) throws(StoreError) -> UnsafeRawBufferPointer {
        guard count <= bytes.count - position else { throw .damaged("\(count) bytes at the end of a blob") }
        defer { position += count }
        return UnsafeRawBufferPointer(rebasing: bytes[position..<position + count])
    }

    mutating func unsigned() throws(StoreError) -> Int {
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while true {
            let next = try byte()
            guard shift < 63 else { throw .damaged("a number of more than 63 bits") }
            value |= UInt64(next & 0x7f) << shift
            if next < 0x80 { return Int(value) }
            shift += 7
        }
    }

    mutating func signed() throws(StoreError) -> Int {
        let value = try unsigned()
        return value >> 1 ^ -(value & 1)
    }

    mutating func text() throws(StoreError) -> String { String(decoding: try run(), as: UTF8.self) }

    mutating func data() throws(StoreError) -> [UInt8] { Array(try run()) }

    /// The next bytes, with their length in front.
    private mutating func run() throws(StoreError) -> UnsafeRawBufferPointer {
        let count = try unsigned()
        guard count <= bytes.count - position else { throw .damaged("a text of \(count) bytes at the end of a blob") }
        defer { position += count }
        return UnsafeRawBufferPointer(rebasing: bytes[position..<position + count])
    }
}
