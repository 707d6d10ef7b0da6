/// A table of a FlatBuffer as a value: what stands in each of its fields.
///
/// The metadata of Arrow are FlatBuffers. Their few tables are built as values first and laid out afterwards, each behind what refers to it, so that
/// all offsets point forward as the format wants.
/// - References: FlatBuffers, "Internals": tables, vtables, vectors and unions as bytes.
struct FlatTable {
    /// What a field holds.
    enum Value {
        case byte(UInt8)
        case short(Int16)
        case int(Int32)
        case long(Int64)
        case text(String)
        case table(FlatTable)
        case tables([FlatTable])
        /// Structs of 64-bit words, of `width` words each.
        case structs([Int64], width: Int)

        /// Bytes that the field takes within its table.
        var size: Int {
            switch self {
            case .byte: 1
            case .short: 2
            case .long: 8
            default: 4
            }
        }
    }

    /// The fields by their number in the schema; one that is absent has its default.
    var fields: [Int: Value] = [:]

    init(_ fields: [Int: Value] = [:]) { self.fields = fields }

    /// The buffer whose root the table is.
    var bytes: [UInt8] {
        var layout = FlatLayout()
        layout.root(self)
        return layout.bytes
    }
}

/// Bytes of a FlatBuffer in the making.
private struct FlatLayout {
    private(set) var bytes: [UInt8] = []

    mutating func root(_ table: FlatTable) {
        append(UInt32(0))
        patch(0, append(table))
        pad(to: 8)
    }

    /// Lays out a table and all that it refers to; where it begins.
    private mutating func append(_ table: FlatTable) -> Int {
        let order = table.fields.sorted { $0.value.size == $1.value.size ? $0.key < $1.key : $0.value.size > $1.value.size }
        var offsets: [Int: Int] = [:]
        var size = 4
        for (field, value) in order {
            size = (size + value.size - 1) / value.size * value.size
            offsets[field] = size
            size += value.size
        }
        let slots = (table.fields.keys.max() ?? -1) + 1
        let vtableSize = 4 + 2 * slots
        // The table itself begins at a multiple of eight, its vtable right before it.
        while (bytes.count + vtableSize) % 8 != 0 { bytes.append(0) }
        append(UInt16(vtableSize))
        append(UInt16(size))
        for slot in 0..<slots { append(UInt16(offsets[slot] ?? 0)) }
        let start = bytes.count
        append(Int32(vtableSize))
        bytes.append(contentsOf: [UInt8](repeating: 0, count: size - 4))
        for (field, value) in order { put(value, at: start + offsets[field]!) }
        return start
    }

    private mutating func put(_ value: FlatTable.Value, at position: Int) {
        switch value {
        case .byte(let number): bytes[position] = number
        case .short(let number): overwrite(position, number)
        case .int(let number): overwrite(position, number)
        case .long(let number): overwrite(position, number)
        case .text(let text):
            pad(to: 4)
            patch(position, bytes.count)
            append(UInt32(text.utf8.count))
            bytes.append(contentsOf: text.utf8)
            bytes.append(0)
        case .table(let table): patch(position, append(table))
        case .tables(let tables):
            pad(to: 4)
            patch(position, bytes.count)
            append(UInt32(tables.count))
            let first = bytes.count
            bytes.append(contentsOf: [UInt8](repeating: 0, count: 4 * tables.count))
            for (index, table) in tables.enumerated() { patch(first + 4 * index, append(table)) }
        case .structs(let words, let width):
            // The words, not their count, begin at a multiple of eight.
            while bytes.count % 8 != 4 { bytes.append(0) }
            patch(position, bytes.count)
            append(UInt32(words.count / width))
            for word in words { append(word) }
        }
    }

    /// Makes the field at `position` refer to `target`.
    private mutating func patch(_ position: Int, _ target: Int) { overwrite(position, UInt32(target - position)) }

    private mutating func pad(to alignment: Int) { while bytes.count % alignment != 0 { bytes.append(0) } }

    private mutating func append<T: FixedWidthInteger>(_ value: T) {
        withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
    }

    private mutating func overwrite<T: FixedWidthInteger>(_ position: Int, _ value: T) {
        withUnsafeBytes(of: value.littleEndian) { source in
            for (index, byte) in source.enumerated() { bytes[position + index] = byte }
        }
    }
}
