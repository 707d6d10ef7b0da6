import ColumnStore

/// The remarks on the cells of one variable in one blob.
///
/// **Layout.** Empty without remarks. Byte 0: version, 1. Then their number, and for each: the distance of its position from the one before, the line,
/// a byte of what follows (1 flag, 2 low, 4 high), the raw text, and these.
enum PackedRemarks {
    private static let version: UInt8 = 1

    static func pack(_ column: RemarkColumn) -> [UInt8] {
        guard !column.isEmpty else { return [] }
        var writer = ByteWriter()
        writer.byte(version)
        writer.unsigned(column.positions.count)
        var last = 0
        for (position, remark) in zip(column.positions, column.remarks) {
            writer.unsigned(position - last)
            last = position
            writer.unsigned(max(0, remark.line))
            writer.byte((remark.flag == nil ? 0 : 1) | (remark.low == nil ? 0 : 2) | (remark.high == nil ? 0 : 4))
            writer.text(remark.raw)
            if let flag = remark.flag { writer.text(flag) }
            if let low = remark.low { writer.fixed(low.bitPattern) }
            if let high = remark.high { writer.fixed(high.bitPattern) }
        }
        return writer.bytes
    }

    static func unpack(_ bytes: UnsafeRawBufferPointer, periodCount: Int, positions: Int) throws(StoreError) -> RemarkColumn {
        guard !bytes.isEmpty else { return RemarkColumn(periodCount: periodCount) }
        var reader = ByteReader(bytes)
        guard try reader.byte() == version else { throw .damaged("remarks of an unknown version") }
        let count = try reader.unsigned()
        var found: [(position: Int, remark: CellRemark)] = []
        var position = 0
        for _ in 0..<count {
            let step = try reader.unsigned()
            guard step < positions - position else { throw .damaged("a remark outside its panel") }
            position += step
            var remark = CellRemark(raw: "", line: try reader.unsigned())
            let parts = try reader.byte()
            remark.raw = try reader.text()
            if parts & 1 != 0 { remark.flag = try reader.text() }
            if parts & 2 != 0 { remark.low = Double(bitPattern: try reader.fixed(UInt64.self)) }
            if parts & 4 != 0 { remark.high = Double(bitPattern: try reader.fixed(UInt64.self)) }
            found.append((position, remark))
        }
        return RemarkColumn(periodCount: periodCount, found)
    }
}

/// A column of texts in one blob.
///
/// **Layout.** Byte 0: version, 1. Then the dictionary, its number of texts first; then runs of equal codes: the length, and the code plus one (0 is missing).
enum PackedTexts {
    private static let version: UInt8 = 1

    static func pack(_ column: DictionaryColumn) -> [UInt8] {
        var writer = ByteWriter()
        writer.byte(version)
        writer.unsigned(column.dictionary.count)
        for text in column.dictionary { writer.text(text) }
        var first = 0
        while first < column.count {
            var end = first + 1
            while end < column.count, column.codes[end] == column.codes[first] { end += 1 }
            writer.unsigned(end - first)
            writer.unsigned(Int(column.codes[first]) + 1)
            first = end
        }
        return writer.bytes
    }

    static func unpack(_ bytes: UnsafeRawBufferPointer, count: Int) throws(StoreError) -> DictionaryColumn {
        var reader = ByteReader(bytes)
        guard try reader.byte() == version else { throw .damaged("texts of an unknown version") }
        var dictionary: [String] = []
        for _ in 0..<(try reader.unsigned()) { dictionary.append(try reader.text()) }
        var values: [String?] = []
        while values.count < count {
            let length = try reader.unsigned()
            let code = try reader.unsigned()
            guard length > 0, length <= count - values.count, code <= dictionary.count else { throw .damaged("a column of texts of another length") }
            values.append(contentsOf: repeatElement(code == 0 ? nil : dictionary[code - 1], count: length))
        }
        return DictionaryColumn(values)
    }
}
