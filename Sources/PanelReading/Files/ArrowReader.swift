import Disclosure

/// Reads the flat columns of an Arrow IPC file or stream as texts, row by row.
///
/// Whole and floating numbers of every width, decimals, texts, truth values, days and times, each also dictionary-encoded (with deltas and
/// replacements). Nested columns and compressed bodies are refused by name.
/// - Complexity: linear in the bytes.
/// - References: Apache Arrow, "Columnar format", 1.x: IPC streaming and file formats, metadata V4 and V5.
struct ArrowReader {
    private static let magic = Array("ARROW1".utf8)

    /// Whether bytes begin as a file or a stream of Arrow.
    static func recognizes(_ bytes: UnsafeRawBufferPointer) -> Bool {
        if bytes.count >= 8, bytes.prefix(6).elementsEqual(magic) { return true }
        guard bytes.count >= 16, bytes.prefix(4).allSatisfy({ $0 == 0xFF }) else { return false }
        let length = Int(bytes.loadUnaligned(fromByteOffset: 4, as: Int32.self))
        return length > 0 && length % 8 == 0 && length + 8 <= bytes.count
    }

    private struct Field {
        let name: String
        let type: ArrowFieldType
        /// The dictionary and the type of its codes.
        let dictionary: (id: Int64, codes: ArrowFieldType)?
    }

    private var fields: [Field] = []
    private var dictionaries: [Int64: [String?]] = [:]
    private(set) var rows: [[String?]] = []

    /// The names of the columns.
    var names: [String] { fields.map(\.name) }

    /// - Throws: ``PanelTableError/notRead(_:)`` with what is damaged or not read.
    init(_ bytes: UnsafeRawBufferPointer) throws(PanelTableError) {
        let isFile = bytes.prefix(6).elementsEqual(Self.magic)
        // In a file dictionaries may stand behind the batches that use them.
        if isFile { try messages(bytes, from: 8, batches: false) }
        try messages(bytes, from: isFile ? 8 : 0, batches: true)
        guard !fields.isEmpty else { throw Self.damaged("no schema") }
    }

    static func damaged(_ what: String) -> PanelTableError {
        .notRead(LocalizedText(zh: "Arrow 文件损坏：\(what)", en: "a damaged Arrow file: \(what)"))
    }

    /// A reader that gets its messages one by one (``take(_:body:)``).
    init() {}

    private mutating func messages(_ bytes: UnsafeRawBufferPointer, from start: Int, batches: Bool) throws(PanelTableError) {
        var position = start
        while position + 4 <= bytes.count {
            var length = Int(bytes.loadUnaligned(fromByteOffset: position, as: Int32.self))
            position += 4
            if length == -1 {
                guard position + 4 <= bytes.count else { throw Self.damaged("it ends within a message") }
                length = Int(bytes.loadUnaligned(fromByteOffset: position, as: Int32.self))
                position += 4
            }
            if length == 0 { return }
            guard length > 0, length <= bytes.count - position,
                let message = FlatBuffer(UnsafeRawBufferPointer(rebasing: bytes[position..<position + length]))
            else { throw Self.damaged("it ends within a message") }
            position += length
            let bodyLength = Self.bodyLength(message)
            guard bodyLength >= 0, bodyLength <= bytes.count - position else { throw Self.damaged("it ends within a batch") }
            let body = UnsafeRawBufferPointer(rebasing: bytes[position..<position + bodyLength])
            position += bodyLength
            try take(message, body, dictionaries: !batches || start == 0, batches: batches)
        }
    }

    /// How many bytes stand behind a message.
    static func bodyLength(_ message: FlatBuffer) -> Int { Int(message.number(3, Int64.self) ?? 0) }

    /// Takes a message of a stream with the bytes behind it; the rows of a batch are added to ``rows``.
    mutating func take(_ message: FlatBuffer, _ body: UnsafeRawBufferPointer, dictionaries: Bool = true, batches: Bool = true) throws(PanelTableError)
    {
        guard let header = message.table(2) else { throw Self.damaged("a message without content") }
        switch message.number(1, UInt8.self) {
        case 1: if fields.isEmpty { try schema(header) }
        case 2: if dictionaries { try dictionary(header, body) }
        case 3: if batches { try batch(header, body) }
        default: return
        }
    }

    /// Hands the rows over that came since the last time.
    mutating func takeRows() -> [[String?]] {
        defer { rows = [] }
        return rows
    }

    private mutating func schema(_ header: FlatBuffer) throws(PanelTableError) {
        guard header.number(0, Int16.self) ?? 0 == 0 else {
            throw .notRead(LocalizedText(zh: "Arrow 文件为大端字节序，不支持", en: "an Arrow file of big-endian numbers is not read"))
        }
        for field in header.tables(1) {
            let name = field.text(0) ?? ""
            guard let type = ArrowFieldType(field) else {
                throw .notRead(
                    LocalizedText(
                        zh: "Arrow 的“\(name)”列为\(ArrowFieldType.name(field.number(2, UInt8.self)))类型，不支持；请先展开为普通列",
                        en:
                            "column “\(name)” of the Arrow file is of type \(ArrowFieldType.name(field.number(2, UInt8.self))), which is not read: flatten it first"
                    ))
            }
            let encoding = field.table(4).map { encoding in
                (
                    id: encoding.number(0, Int64.self) ?? 0,
                    codes: encoding.table(1).flatMap { ArrowFieldType(integer: $0) } ?? .integer(bits: 32, isSigned: true)
                )
            }
            fields.append(Field(name: name, type: type, dictionary: encoding))
        }
    }

    private mutating func dictionary(_ header: FlatBuffer, _ body: UnsafeRawBufferPointer) throws(PanelTableError) {
        let id = header.number(0, Int64.self) ?? 0
        guard let data = header.table(1), let field = fields.first(where: { $0.dictionary?.id == id }) else {
            throw Self.damaged("a dictionary of no column")
        }
        var buffers = try Buffers(data, body)
        let values = try field.type.values(&buffers)
        if header.number(2, UInt8.self) ?? 0 != 0 { dictionaries[id, default: []] += values } else { dictionaries[id] = values }
    }

    private mutating func batch(_ header: FlatBuffer, _ body: UnsafeRawBufferPointer) throws(PanelTableError) {
        var buffers = try Buffers(header, body)
        var columns: [[String?]] = []
        for field in fields {
            guard let dictionary = field.dictionary else {
                columns.append(try field.type.values(&buffers))
                continue
            }
            let codes = try dictionary.codes.values(&buffers)
            let texts = dictionaries[dictionary.id] ?? []
            var column: [String?] = []
            for code in codes {
                guard let code else {
                    column.append(nil)
                    continue
                }
                guard let index = Int(code), texts.indices.contains(index) else { throw Self.damaged("a code outside its dictionary") }
                column.append(texts[index])
            }
            columns.append(column)
        }
        let count = columns.map(\.count).min() ?? 0
        for row in 0..<count { rows.append(columns.map { $0[row] }) }
    }

    /// The buffers of a batch, taken one after the other.
    struct Buffers {
        private let body: UnsafeRawBufferPointer
        private let places: [(Int, Int)]
        private let nodes: [(Int, Int)]
        private var nextBuffer = 0
        private var nextNode = 0

        init(_ batch: FlatBuffer, _ body: UnsafeRawBufferPointer) throws(PanelTableError) {
            guard batch.table(3) == nil else {
                throw .notRead(
                    LocalizedText(
                        zh: "Arrow 文件的数据经过压缩（LZ4 或 ZSTD），不支持；请不压缩写出",
                        en: "the bodies of the Arrow file are compressed (LZ4 or ZSTD), which is not read: write it uncompressed"))
            }
            self.body = body
            nodes = batch.pairs(1)
            places = batch.pairs(2)
        }

        /// How many elements the next column has.
        mutating func length() throws(PanelTableError) -> Int {
            guard nextNode < nodes.count, nodes[nextNode].0 >= 0, nodes[nextNode].0 <= 1 << 40 else {
                throw ArrowReader.damaged("a column without length")
            }
            defer { nextNode += 1 }
            return nodes[nextNode].0
        }

        /// The next buffer, which must have so many bytes at least; an empty one is allowed to stand for none.
        mutating func buffer(_ least: Int, orNone: Bool = false) throws(PanelTableError) -> UnsafeRawBufferPointer {
            guard nextBuffer < places.count else { throw ArrowReader.damaged("a column without buffer") }
            let (offset, length) = places[nextBuffer]
            nextBuffer += 1
            guard offset >= 0, length >= 0, offset <= body.count, length <= body.count - offset else {
                throw ArrowReader.damaged("a buffer outside its batch")
            }
            let bytes = UnsafeRawBufferPointer(rebasing: body[offset..<offset + length])
            guard bytes.count >= least || orNone && bytes.isEmpty else { throw ArrowReader.damaged("a buffer that is too short") }
            return bytes
        }
    }
}
