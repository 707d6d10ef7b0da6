/// Dense codes of names in the order of their first appearance.
///
/// Names and texts of cells are compared without white space around them, with single blanks within, and in NFC.
struct CodeBook: Sendable {
    private(set) var names: [String] = []
    private var codeOf: [String: Int] = [:]
    private var fields = FieldCodes()

    /// The code of a field of a record; its text is only made when its bytes have not been seen.
    mutating func code(_ record: DelimitedRecords.Record, _ column: Int) -> Int {
        let bytes = record.bytes(column)
        if let code = fields.code(of: bytes) { return code }
        // Other bytes may be the same text: doubled quotes, blanks around it, two ways to write an accent.
        let text = record.text(column)
        let code = code(of: FoldedText.name(text))
        fields.add(bytes, code: code)
        return code
    }

    /// The code of a name.
    mutating func code(of name: String) -> Int {
        if let code = codeOf[name] { return code }
        codeOf[name] = names.count
        names.append(name)
        return names.count - 1
    }

    /// Takes the names of another book behind its own; returns the code here of each code there.
    mutating func merge(_ other: CodeBook) -> [Int32] { other.names.map { Int32(code(of: $0)) } }
}

/// Codes by the bytes of fields: an open hash table, doubled when half full.
private struct FieldCodes: Sendable {
    private struct Slot {
        var hash: UInt64 = 0
        var start = 0
        var count = 0
        var code = -1
    }

    /// None until the first is added: a table of many columns has many books.
    private var slots: [Slot] = []
    private var bytes: [UInt8] = []
    private var used = 0
    /// Neighboring rows mostly name the same: the last slot is tried first.
    private var last = 0

    /// Another one for each run, so that nobody can write a file whose names all collide.
    private static let seed = UInt64.random(in: .min ... .max) | 1

    mutating func code(of field: UnsafeBufferPointer<UInt8>) -> Int? {
        guard !slots.isEmpty else { return nil }
        if isField(field, slots[last]) { return slots[last].code }
        let hash = Self.hash(field)
        var place = Int(truncatingIfNeeded: hash) & (slots.count - 1)
        while slots[place].code >= 0 {
            if slots[place].hash == hash, isField(field, slots[place]) {
                last = place
                return slots[place].code
            }
            place = (place + 1) & (slots.count - 1)
        }
        return nil
    }

    mutating func add(_ field: UnsafeBufferPointer<UInt8>, code: Int) {
        if 2 * used >= slots.count { grow() }
        insert(Slot(hash: Self.hash(field), start: bytes.count, count: field.count, code: code))
        bytes.append(contentsOf: field)
        used += 1
    }

    private mutating func grow() {
        let filled = slots.filter { $0.code >= 0 }
        slots = [Slot](repeating: Slot(), count: max(16, 2 * slots.count))
        last = 0
        for slot in filled { insert(slot) }
    }

    private mutating func insert(_ slot: Slot) {
        var place = Int(truncatingIfNeeded: slot.hash) & (slots.count - 1)
        while slots[place].code >= 0 { place = (place + 1) & (slots.count - 1) }
        slots[place] = slot
    }

    private func isField(_ field: UnsafeBufferPointer<UInt8>, _ slot: Slot) -> Bool {
        guard slot.code >= 0, slot.count == field.count else { return false }
        return bytes.withUnsafeBufferPointer { bytes in
            for index in 0..<slot.count where bytes[slot.start + index] != field[index] { return false }
            return true
        }
    }

    private static func hash(_ field: UnsafeBufferPointer<UInt8>) -> UInt64 {
        let bytes = UnsafeRawBufferPointer(field)
        var hash = UInt64(truncatingIfNeeded: field.count) &* seed
        func mix(_ word: UInt64) {
            let (high, low) = (hash ^ word).multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
            hash = (high ^ low) &+ seed
        }
        var position = 0
        while position + 8 <= field.count {
            mix(bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self))
            position += 8
        }
        var rest: UInt64 = 0
        while position < field.count {
            rest = rest << 8 | UInt64(field[position])
            position += 1
        }
        mix(rest)
        return hash
    }
}
