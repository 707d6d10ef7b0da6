/// A table of a FlatBuffer, read with every offset checked.
///
/// - References: FlatBuffers, "Internals": tables, vtables, vectors as bytes.
struct FlatBuffer {
    private let bytes: UnsafeRawBufferPointer
    private let position: Int

    /// The root table of a buffer; `nil` when it does not lie within.
    init?(_ bytes: UnsafeRawBufferPointer) {
        guard bytes.count >= 4 else { return nil }
        self.init(bytes, at: Int(bytes.loadUnaligned(as: UInt32.self)))
    }

    private init?(_ bytes: UnsafeRawBufferPointer, at position: Int) {
        guard position >= 0, position + 4 <= bytes.count else { return nil }
        self.bytes = bytes
        self.position = position
    }

    private func load<T: FixedWidthInteger>(_ offset: Int, _: T.Type) -> T? {
        guard offset >= 0, offset + MemoryLayout<T>.size <= bytes.count else { return nil }
        return bytes.loadUnaligned(fromByteOffset: offset, as: T.self)
    }

    /// Where a field lies; `nil` when it has its default.
    private func place(_ field: Int) -> Int? {
        guard let back = load(position, Int32.self) else { return nil }
        let vtable = position - Int(back)
        guard let size = load(vtable, UInt16.self), 4 + 2 * field + 2 <= Int(size), let offset = load(vtable + 4 + 2 * field, UInt16.self), offset > 0
        else { return nil }
        return position + Int(offset)
    }

    /// A whole number.
    func number<T: FixedWidthInteger>(_ field: Int, _ type: T.Type) -> T? { place(field).flatMap { load($0, type) } }

    private func target(_ place: Int) -> Int? { load(place, UInt32.self).map { place + Int($0) } }

    func table(_ field: Int) -> FlatBuffer? { place(field).flatMap(target).flatMap { FlatBuffer(bytes, at: $0) } }

    func text(_ field: Int) -> String? {
        guard let start = place(field).flatMap(target), let count = load(start, UInt32.self), start + 4 + Int(count) <= bytes.count else {
            return nil
        }
        return String(decoding: bytes[start + 4..<start + 4 + Int(count)], as: UTF8.self)
    }

    func tables(_ field: Int) -> [FlatBuffer] {
        guard let start = place(field).flatMap(target), let count = load(start, UInt32.self), start + 4 + 4 * Int(count) <= bytes.count else {
            return []
        }
        return (0..<Int(count)).compactMap { index in target(start + 4 + 4 * index).flatMap { FlatBuffer(bytes, at: $0) } }
    }

    /// Structs of two 64-bit words.
    func pairs(_ field: Int) -> [(Int, Int)] {
        guard let start = place(field).flatMap(target), let count = load(start, UInt32.self), start + 4 + 16 * Int(count) <= bytes.count else {
            return []
        }
        return (0..<Int(count)).map { index in
            (Int(load(start + 4 + 16 * index, Int64.self)!), Int(load(start + 12 + 16 * index, Int64.self)!))
        }
    }
}
