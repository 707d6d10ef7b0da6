import Foundation

/// Writes a table as an Arrow IPC file (Feather, version 2), which data frames map into memory without parsing.
///
/// Texts are dictionary-encoded; a missing value is a cleared validity bit, never a number. One record batch, uncompressed, little-endian, every buffer
/// aligned to 64 bytes.
/// - Complexity: linear in rows and in the texts that differ.
/// - References: Apache Arrow, "Columnar format", 1.x: IPC file format, metadata V5. The test's file was read back with pyarrow
///   (`Tests/PersistenceTests/ReferenceValues/ArrowFile.py`).
public enum ArrowFile {
    private static let magic = Array("ARROW1".utf8)
    private static let version = FlatTable.Value.short(4)

    /// Where a message lies in the file.
    private struct Block {
        let offset: Int
        let metadata: Int
        let body: Int
    }

    /// Writes the columns to a file, replacing one that is there.
    /// - Precondition: columns have equally many rows.
    /// - Throws: what the file system says.
    public static func write(_ columns: [ArrowColumn], to path: String) throws {
        try Data(bytes(of: columns)).write(to: URL(filePath: path), options: .atomic)
    }

    /// The bytes of the file.
    static func bytes(of columns: [ArrowColumn]) -> [UInt8] {
        let rows = columns.first?.count ?? 0
        precondition(columns.allSatisfy { $0.count == rows }, "columns of \(columns.map(\.count)) rows")
        let schema = schema(of: columns)
        var file = magic + [0, 0]
        _ = append(header: 1, schema, body: [], to: &file)
        var dictionaries: [Block] = []
        for (id, column) in columns.enumerated() {
            guard case .text(_, let texts) = column.content else { continue }
            let (batch, body) = batch(rows: texts.count, nodes: [(texts.count, 0)], buffers: ArrowColumn.buffers(ofTexts: texts))
            dictionaries.append(append(header: 2, FlatTable([0: .long(Int64(id)), 1: .table(batch)]), body: body, to: &file))
        }
        let (records, body) = batch(
            rows: rows, nodes: columns.map { ($0.count, $0.nullCount) }, buffers: columns.flatMap(\.buffers))
        let block = append(header: 3, records, body: body, to: &file)
        file += [0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0]
        let footer = FlatTable([0: version, 1: .table(schema), 2: blocks(dictionaries), 3: blocks([block])]).bytes
        file += footer
        withUnsafeBytes(of: Int32(footer.count).littleEndian) { file.append(contentsOf: $0) }
        return file + magic
    }

    private static func schema(of columns: [ArrowColumn]) -> FlatTable {
        let int32 = FlatTable([0: .int(32), 1: .byte(1)])
        let fields = columns.enumerated().map { id, column in
            var field = FlatTable([0: .text(column.name), 1: .byte(1), 5: .tables([])])
            switch column.content {
            case .int32:
                field.fields[2] = .byte(2)
                field.fields[3] = .table(int32)
            case .double:
                field.fields[2] = .byte(3)
                field.fields[3] = .table(FlatTable([0: .short(2)]))
            case .text:
                field.fields[2] = .byte(5)
                field.fields[3] = .table(FlatTable())
                field.fields[4] = .table(FlatTable([0: .long(Int64(id)), 1: .table(int32)]))
            }
            return field
        }
        return FlatTable([1: .tables(fields)])
    }

    /// A record batch, with its body: the buffers one after the other, each padded to 64 bytes.
    private static func batch(rows: Int, nodes: [(rows: Int, nulls: Int)], buffers: [[UInt8]]) -> (FlatTable, [UInt8]) {
        var body: [UInt8] = []
        var places: [Int64] = []
        for buffer in buffers {
            places += [Int64(body.count), Int64(buffer.count)]
            body += buffer
            pad(&body, to: 64)
        }
        let batch = FlatTable([
            0: .long(Int64(rows)), 1: .structs(nodes.flatMap { [Int64($0.rows), Int64($0.nulls)] }, width: 2),
            2: .structs(places, width: 2),
        ])
        return (batch, body)
    }

    /// Appends a message; where it lies.
    private static func append(header: UInt8, _ table: FlatTable, body: [UInt8], to file: inout [UInt8]) -> Block {
        var metadata = FlatTable([0: version, 1: .byte(header), 2: .table(table), 3: .long(Int64(body.count))]).bytes
        // The body, too, begins at a multiple of 64.
        while (file.count + 8 + metadata.count) % 64 != 0 { metadata.append(0) }
        let offset = file.count
        file += [0xFF, 0xFF, 0xFF, 0xFF]
        withUnsafeBytes(of: Int32(metadata.count).littleEndian) { file.append(contentsOf: $0) }
        file += metadata
        file += body
        return Block(offset: offset, metadata: metadata.count + 8, body: body.count)
    }

    private static func blocks(_ blocks: [Block]) -> FlatTable.Value {
        // The second word is a 32-bit length and four bytes of padding.
        .structs(blocks.flatMap { [Int64($0.offset), Int64($0.metadata), Int64($0.body)] }, width: 3)
    }

    private static func pad(_ bytes: inout [UInt8], to alignment: Int) { while bytes.count % alignment != 0 { bytes.append(0) } }
}
