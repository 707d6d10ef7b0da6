import Output

/// An Arrow IPC file of all columns: numbers as numbers, texts in dictionaries where they repeat, lists and objects as JSON.
///
/// Columns of counts and years are whole numbers, all other numbers are doubles. The rows are read twice: the file says at its beginning what its columns
/// are and which texts they have.
struct ArrowFormat: OutputFormat {
    var name: String { "arrow" }
    var fileExtensions: [String] { ["arrow", "feather"] }
    var isText: Bool { false }

    /// Rows of a record batch, at most.
    var batchRows = 1 << 16
    private static let batchBytes = 1 << 24

    func write(_ document: ResultDocument, options: RenderingOptions, to output: any ByteSink) throws {
        let table = document.table
        var survey = ArrowSurvey(table.columns, language: options.language)
        try table.forEachRow { survey.add($0) }
        let fields = survey.fields
        var file = try ArrowFile(fields.map(\.field), to: output)
        var batch = fields.map { ArrowColumn($0.field.type) }
        try table.forEachRow { row in
            for (index, value) in row.enumerated() {
                append(value, to: &batch[index], fields[index].field.type, fields[index].codes, options.language)
            }
            if (batch.first?.count ?? 0) >= batchRows || batch.reduce(0, { $0 + $1.byteCount }) >= Self.batchBytes {
                try file.write(batch)
                batch = fields.map { ArrowColumn($0.field.type) }
            }
        }
        if (batch.first?.count ?? 0) > 0 { try file.write(batch) }
        try file.finish()
    }

    private func append(_ value: ResultValue, to column: inout ArrowColumn, _ type: ArrowType, _ codes: TextCodes?, _ language: Language) {
        if !value.isNull {
            switch type {
            case .int32: if let whole = ArrowValue.whole(value) { return column.append(Int32(truncatingIfNeeded: whole)) }
            case .int64: if let whole = ArrowValue.whole(value) { return column.append(Int64(whole)) }
            case .double: if let real = ArrowValue.real(value) { return column.append(real) }
            case .flag: if case .flag(let flag) = value { return column.append(flag) }
            case .text: return column.append(ArrowValue.text(value, language: language))
            case .dictionary: if let code = codes?.code(of: ArrowValue.text(value, language: language)) { return column.append(code) }
            }
        }
        column.appendNull(type)
    }
}
