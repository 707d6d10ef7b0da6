import Output

/// Writes an Arrow IPC file (Feather, version 2) or stream, which data frames map into memory without parsing, batch by batch.
///
/// A missing value is a cleared validity bit, never a number. The dictionaries come first and hold for the whole file; then as many record batches as there
/// are. Uncompressed, little-endian, every buffer aligned to 64 bytes.
/// - Complexity: linear in the bytes; only the places of the batches are kept.
/// - References: Apache Arrow, "Columnar format", 1.x: IPC file format, metadata V5. The test's files were read back with pyarrow
///   (`Tests/ReportingTests/ReferenceValues/ArrowFile.py`).
struct ArrowFile {
    private static let magic = Array("ARROW1".utf8)
    private static let version = FlatTable.Value.short(4)
    private static let alignment = 64

    /// Where a message lies in the file.
    private struct Block {
        let offset: Int
        let metadata: Int
        let body: Int
    }

    private let sink: any ByteSink
    private let schema: FlatTable
    /// Whether it is a stream, which has neither magic nor a list of its batches and can be read while it is written.
    private let isStream: Bool
    /// Bytes written.
    private var position = 0
    private var dictionaries: [Block] = []
    private var batches: [Block] = []

    /// Begins a file: what its columns are, and the dictionaries of those that have one.
    init(_ fields: [ArrowField], to sink: any ByteSink, asStream isStream: Bool = false) throws(OutputError) {
        self.sink = sink
        self.isStream = isStream
        schema = Self.schema(of: fields)
        if !isStream { try append(Self.magic + [0, 0]) }
        _ = try append(header: 1, schema, body: [])
        for (id, field) in fields.enumerated() {
            guard case .dictionary(let texts) = field.type else { continue }
            let (batch, body) = Self.batch([ArrowColumn(texts: texts)], rows: texts.count)
            dictionaries.append(try append(header: 2, FlatTable([0: .long(Int64(id)), 1: .table(batch)]), body: body))
        }
    }

    /// Adds a record batch.
    /// - Precondition: the columns have equally many rows.
    mutating func write(_ columns: [ArrowColumn]) throws(OutputError) {
        let rows = columns.first?.count ?? 0
        precondition(columns.allSatisfy { $0.count == rows }, "columns of \(columns.map(\.count)) rows")
        let (batch, body) = Self.batch(columns, rows: rows)
        let block = try append(header: 3, batch, body: body)
        if !isStream { batches.append(block) }
    }

    /// Ends the file with the list of its batches.
    mutating func finish() throws(OutputError) {
        try append([0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0])
        if isStream { return }
        let footer = FlatTable([0: Self.version, 1: .table(schema), 2: Self.blocks(dictionaries), 3: Self.blocks(batches)]).bytes
        try append(footer)
        try append(withUnsafeBytes(of: Int32(footer.count).littleEndian) { Array($0) } + Self.magic)
    }

    private static func schema(of fields: [ArrowField]) -> FlatTable {
        func whole(_ bits: Int32) -> FlatTable { FlatTable([0: .int(bits), 1: .byte(1)]) }
        return FlatTable([
            1: .tables(
                fields.enumerated().map { id, column in
                    // The types by their number in the schema of the metadata: Int 2, FloatingPoint 3, Utf8 5, Bool 6.
                    let (kind, type): (UInt8, FlatTable) =
                        switch column.type {
                        case .int32: (2, whole(32))
                        case .int64: (2, whole(64))
                        case .double: (3, FlatTable([0: .short(2)]))
                        case .flag: (6, FlatTable())
                        case .text, .dictionary: (5, FlatTable())
                        }
                    var field = FlatTable([0: .text(column.name), 1: .byte(1), 2: .byte(kind), 3: .table(type), 5: .tables([])])
                    if case .dictionary = column.type { field.fields[4] = .table(FlatTable([0: .long(Int64(id)), 1: .table(whole(32))])) }
                    return field
                })
        ])
    }

    /// A record batch, with its body: the buffers one after the other, each padded.
    private static func batch(_ columns: [ArrowColumn], rows: Int) -> (FlatTable, [UInt8]) {
        var body: [UInt8] = []
        var places: [Int64] = []
        for buffer in columns.flatMap(\.buffers) {
            places += [Int64(body.count), Int64(buffer.count)]
            body += buffer
            while body.count % alignment != 0 { body.append(0) }
        }
        let batch = FlatTable([
            0: .long(Int64(rows)), 1: .structs(columns.flatMap { [Int64($0.count), Int64($0.nullCount)] }, width: 2), 2: .structs(places, width: 2),
        ])
        return (batch, body)
    }

    /// Appends a message; where it lies.
    private mutating func append(header: UInt8, _ table: FlatTable, body: [UInt8]) throws(OutputError) -> Block {
        var metadata = FlatTable([0: Self.version, 1: .byte(header), 2: .table(table), 3: .long(Int64(body.count))]).bytes
        // The body, too, begins at a multiple of 64.
        while (position + 8 + metadata.count) % Self.alignment != 0 { metadata.append(0) }
        let offset = position
        try append([0xFF, 0xFF, 0xFF, 0xFF] + withUnsafeBytes(of: Int32(metadata.count).littleEndian) { Array($0) })
        try append(metadata)
        try append(body)
        return Block(offset: offset, metadata: metadata.count + 8, body: body.count)
    }

    private mutating func append(_ bytes: [UInt8]) throws(OutputError) {
        try sink.write(bytes)
        position += bytes.count
    }

    private static func blocks(_ blocks: [Block]) -> FlatTable.Value {
        // The second word is a 32-bit length and four bytes of padding.
        .structs(blocks.flatMap { [Int64($0.offset), Int64($0.metadata), Int64($0.body)] }, width: 3)
    }
}
