import CXXHash
import GRDB

/// The digest of one row of the store over all of its columns: what shows that a row is as it was written.
///
/// XXH3 of 64 bits, column by column: the digest so far, with the kind of the value, seeds the hash of the next. The name of the table is the first
/// seed, so that a row of one table is never taken for one of another. It guards against damage, not against somebody who means harm: whoever can write
/// the file can write the digest as well. O(*n*) in the bytes, near the speed of memory.
struct RowDigest {
    private enum Kind: UInt64 {
        case null = 1
        case integer, text, blob
    }

    private var state: UInt64

    /// The digest of a row of a table, before its first column.
    init(_ table: StoreTable) { self.init(seed: table.seed) }

    /// The digest of nothing yet, from a seed of its own.
    init(seed: UInt64) { state = seed }

    /// What a table's digests begin with.
    static func seed(of name: String) -> UInt64 { Array(name.utf8).withUnsafeBytes { XXH3_64bits($0.baseAddress, $0.count) } }

    private mutating func add(_ kind: Kind, _ bytes: UnsafeRawBufferPointer) {
        state = XXH3_64bits_withSeed(bytes.baseAddress, bytes.count, state &+ kind.rawValue &* 0x9e37_79b9_7f4a_7c15)
    }

    mutating func null() { add(.null, UnsafeRawBufferPointer(start: nil, count: 0)) }

    mutating func integer(_ value: Int64) { withUnsafeBytes(of: value.littleEndian) { add(.integer, $0) } }

    mutating func text(_ bytes: UnsafeRawBufferPointer) { add(.text, bytes) }

    mutating func blob(_ bytes: UnsafeRawBufferPointer) { add(.blob, bytes) }

    mutating func value(_ value: StoredValue) {
        switch value {
        case .null: null()
        case .integer(let number): integer(number)
        case .text(let bytes): bytes.withUnsafeBytes { text($0) }
        case .blob(let bytes): bytes.withUnsafeBytes { blob($0) }
        }
    }

    /// The digest as a column of a table holds it.
    var value: Int64 { Int64(bitPattern: state) }

    /// The digest of a whole row.
    static func of(_ values: some Sequence<StoredValue>, in table: StoreTable) -> Int64 {
        var digest = RowDigest(table)
        for value in values { digest.value(value) }
        return digest.value
    }
}

/// A value as SQLite keeps it; the store has no floating-point columns.
enum StoredValue: Sendable, Hashable {
    case null
    case integer(Int64)
    /// UTF-8, exactly as it is on disk.
    case text([UInt8])
    case blob([UInt8])

    init(_ text: String) {
        // SQLite keeps a text up to its first NUL; so does the digest.
        self = .text(Array(text.utf8.prefix { $0 != 0 }))
    }

    init(_ text: String?) { self = text.map { StoredValue($0) } ?? .null }

    init(_ number: Int) { self = .integer(Int64(number)) }

    init(_ number: Int?) { self = number.map { StoredValue($0) } ?? .null }

    var integer: Int64? { if case .integer(let value) = self { value } else { nil } }

    var int: Int { Int(integer ?? 0) }

    /// The text; of anything else the empty one.
    var text: String { if case .text(let bytes) = self { String(decoding: bytes, as: UTF8.self) } else { "" } }

    var optionalText: String? { if case .null = self { nil } else { text } }

    var bytes: [UInt8] { if case .blob(let bytes) = self { bytes } else { [] } }
}
