import Disclosure

/// The states and numbers of a form's cells in one blob: what a panel is loaded from, without touching raw texts or places.
///
/// **Layout.** Byte 0: version, 1. Bytes 1–2: number of cells. Then a code of four bits a cell (the even cell in the low half of a byte), in the
/// order of the form's layout; then, cell by cell, the bytes that the code asks for, little-endian:
///
/// | code | cell | bytes |
/// |---|---|---|
/// | 0, 1, 2 | blank, not applicable, text | – |
/// | 3, 4 | the numbers 0 and 1 | – |
/// | 5, 6, 7, 8 | a whole number ≥ 0 | 1, 2, 4, 8 |
/// | 9, 10, 11, 12 | a whole number < 0, its absolute value | 1, 2, 4, 8 |
/// | 13 | a decimal: scale, mantissa | 1 + 8 |
///
/// Half of the cells of real forms are 0 and most others below 256: about 0.9 bytes a cell.
struct PackedValues {
    static let version: UInt8 = 1

    private enum Code {
        static let zero: UInt8 = 3
        static let one: UInt8 = 4
        static let positive: UInt8 = 5
        static let negative: UInt8 = 9
        static let decimal: UInt8 = 13
    }

    static func pack(_ cells: [Cell]) -> [UInt8] {
        precondition(cells.count <= Int(UInt16.max), "\(cells.count) cells in one form")
        var codes = [UInt8](repeating: 0, count: (cells.count + 1) / 2)
        var payload = ByteWriter()
        for (index, cell) in cells.enumerated() {
            codes[index >> 1] |= append(cell, to: &payload) << UInt8(index & 1 * 4)
        }
        var head = ByteWriter()
        head.byte(version)
        head.fixed(UInt16(cells.count))
        return head.bytes + codes + payload.bytes
    }

    private static func append(_ cell: Cell, to payload: inout ByteWriter) -> UInt8 {
        switch cell.state {
        case .absent, .blank: return 0
        case .notApplicable: return 1
        case .text, .bound: return 2
        case .number: break
        }
        let value = cell.value!
        guard value.isInteger else {
            payload.byte(value.scale)
            payload.fixed(value.mantissa)
            return Code.decimal
        }
        if value.mantissa == 0 { return Code.zero }
        if value.mantissa == 1 { return Code.one }
        let magnitude = value.mantissa.magnitude
        let first = value.mantissa < 0 ? Code.negative : Code.positive
        if magnitude <= UInt64(UInt8.max) {
            payload.byte(UInt8(magnitude))
            return first
        } else if magnitude <= UInt64(UInt16.max) {
            payload.fixed(UInt16(magnitude))
            return first + 1
        } else if magnitude <= UInt64(UInt32.max) {
            payload.fixed(UInt32(magnitude))
            return first + 2
        }
        payload.fixed(magnitude)
        return first + 3
    }

    /// Calls `body` with each cell's position, state and number (0 unless the state is `number`; decimals as mantissa and scale).
    @inline(__always)
    static func forEach(
        _ bytes: UnsafeRawBufferPointer, _ body: (_ index: Int, _ state: CellState, _ mantissa: Int64, _ scale: UInt8) -> Void
    ) throws(StoreError) {
        guard bytes.count >= 3, bytes[0] == version else { throw .damaged("a blob of values of an unknown version") }
        let count = Int(bytes.loadUnaligned(fromByteOffset: 1, as: UInt16.self).littleEndian)
        var next = 3 + (count + 1) / 2
        guard next <= bytes.count else { throw .damaged("a blob of values with \(bytes.count) bytes for \(count) cells") }
        for index in 0..<count {
            let code = bytes[3 + index >> 1] >> UInt8(index & 1 * 4) & 15
            switch code {
            case Code.zero: body(index, .number, 0, 0)
            case Code.one: body(index, .number, 1, 0)
            case 0: body(index, .blank, 0, 0)
            case 1: body(index, .notApplicable, 0, 0)
            case 2: body(index, .text, 0, 0)
            case Code.decimal:
                guard next + 9 <= bytes.count else { throw .damaged("a blob of values that ends within a number") }
                body(index, .number, Int64(littleEndian: bytes.loadUnaligned(fromByteOffset: next + 1, as: Int64.self)), bytes[next])
                next += 9
            case Code.positive..<Code.decimal:
                let isNegative = code >= Code.negative
                let width = 1 << Int((code - Code.positive) & 3)
                guard next + width <= bytes.count else { throw .damaged("a blob of values that ends within a number") }
                let magnitude: UInt64 =
                    switch width {
                    case 1: UInt64(bytes[next])
                    case 2: UInt64(UInt16(littleEndian: bytes.loadUnaligned(fromByteOffset: next, as: UInt16.self)))
                    case 4: UInt64(UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: next, as: UInt32.self)))
                    default: UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: next, as: UInt64.self))
                    }
                next += width
                let value = Int64(truncatingIfNeeded: magnitude)
                body(index, .number, isNegative ? 0 &- value : value, 0)
            default: throw .damaged("a cell of unknown code \(code)")
            }
        }
    }

    /// States and exact numbers, cell by cell.
    static func unpack(_ bytes: UnsafeRawBufferPointer) throws(StoreError) -> [(state: CellState, value: ExactDecimal?)] {
        var cells: [(state: CellState, value: ExactDecimal?)] = []
        try forEach(bytes) { _, state, mantissa, scale in
            cells.append((state, state == .number ? ExactDecimal(mantissa: mantissa, scale: scale) : nil))
        }
        return cells
    }
}
