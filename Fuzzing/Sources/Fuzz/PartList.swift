/// The parts of an office file as one text, so that mutations reach the markup and not only the container around it.
///
/// A line `=== name` begins a part. What stands before the first such line is the part that is customary for the format.
struct PartList {
    private var parts: [(name: [UInt8], content: [UInt8])] = []

    init(_ text: [UInt8], customary: String) {
        var name = Array(customary.utf8)
        var content: [UInt8] = []
        for line in text.split(separator: 10, omittingEmptySubsequences: false) {
            if line.starts(with: Array("=== ".utf8)) {
                parts.append((name, content))
                (name, content) = (Array(line.dropFirst(4)), [])
            } else {
                if !content.isEmpty { content.append(10) }
                content += line
            }
        }
        parts.append((name, content))
        parts.removeAll { $0.content.isEmpty }
        let types = Array("[Content_Types].xml".utf8)
        if !parts.contains(where: { $0.name == types }) { parts.append((types, Array("<Types/>".utf8))) }
        if !parts.contains(where: { $0.name == Array(customary.utf8) }) { parts.append((Array(customary.utf8), Array("<w/>".utf8))) }
    }

    /// The parts stored in a ZIP container without compression.
    var archive: [UInt8] {
        var file: [UInt8] = []
        var directory: [UInt8] = []
        for part in parts {
            let offset = file.count
            let shared: [UInt8] =
                Self.little(20, 2) + Self.little(0x800, 2) + Self.little(0, 2) + Self.little(0, 4) + Self.little(Int(Self.checksum(part.content)), 4)
                + Self.little(part.content.count, 4) + Self.little(part.content.count, 4) + Self.little(part.name.count, 2) + Self.little(0, 2)
            file += [0x50, 0x4B, 3, 4] + shared + part.name + part.content
            directory += [0x50, 0x4B, 1, 2] + Self.little(20, 2) + shared + Self.little(0, 10) + Self.little(offset, 4) + part.name
        }
        let end =
            [0x50, 0x4B, 5, 6] + Self.little(0, 4) + Self.little(parts.count, 2) + Self.little(parts.count, 2) + Self.little(directory.count, 4)
            + Self.little(file.count, 4) + Self.little(0, 2)
        return file + directory + end
    }

    private static func little(_ value: Int, _ count: Int) -> [UInt8] {
        (0..<count).map { $0 < 8 ? UInt8(truncatingIfNeeded: value >> (8 * $0)) : 0 }
    }

    /// CRC-32 as ZIP wants it.
    private static func checksum(_ bytes: [UInt8]) -> UInt32 {
        ~bytes.reduce(0xFFFF_FFFF as UInt32) { ($0 >> 8) ^ table[Int(UInt8(truncatingIfNeeded: $0) ^ $1)] }
    }

    private static let table: [UInt32] = (0..<256).map { index in
        (0..<8).reduce(UInt32(index)) { value, _ in value & 1 == 0 ? value >> 1 : 0xEDB8_8320 ^ (value >> 1) }
    }
}
