public import Output

/// Writes rows as an Arrow IPC stream, batch by batch: what a batch has can be read as soon as it is written.
///
/// A column's type depends on the column alone, so that streams of one result that several machines write have one schema: counts and years are whole numbers of
/// 64 bits, other numbers doubles, all else is text (lists and objects as JSON, yes and no as `true` and `false`).
public final class ArrowRows {
    private var file: ArrowFile
    private let types: [ArrowType]
    private let language: Language

    /// Begins a stream with its schema.
    ///
    /// - Throws: ``OutputError`` when `sink` cannot be written.
    public init(_ columns: [ResultColumn], language: Language, to sink: any ByteSink) throws(OutputError) {
        types = columns.map { !$0.isNumber ? .text : $0.style == .plain ? .int64 : .double }
        self.language = language
        file = try ArrowFile(zip(columns, types).map { ArrowField(name: $0.key, type: $1) }, to: sink, asStream: true)
    }

    /// Adds a batch of rows, each with one value a column; also one without rows.
    ///
    /// - Throws: ``OutputError`` when it cannot be written.
    public func write(_ rows: [[ResultValue]]) throws(OutputError) {
        var batch = types.map { ArrowColumn($0) }
        for row in rows {
            precondition(row.count == types.count, "a row of \(row.count) values for \(types.count) columns")
            for (index, value) in row.enumerated() { append(value, to: &batch[index], types[index]) }
        }
        try file.write(batch)
    }

    /// Ends the stream.
    ///
    /// - Throws: ``OutputError`` when it cannot be written.
    public func finish() throws(OutputError) { try file.finish() }

    private func append(_ value: ResultValue, to column: inout ArrowColumn, _ type: ArrowType) {
        if !value.isNull {
            switch type {
            case .int64: if let whole = ArrowValue.whole(value) { return column.append(Int64(whole)) }
            case .double: if let real = ArrowValue.real(value) { return column.append(real) }
            default: return column.append(ArrowValue.text(value, language: language))
            }
        }
        column.appendNull(type)
    }
}
