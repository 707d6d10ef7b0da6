import Output

/// An Arrow IPC stream of all columns (``ArrowRows``): one pass over the rows, and a schema that does not depend on them.
struct ArrowStreamFormat: OutputFormat {
    var name: String { "arrows" }
    var fileExtensions: [String] { ["arrows"] }
    var isText: Bool { false }

    /// Rows of a record batch.
    private static let batchRows = 1 << 14

    func write(_ document: ResultDocument, options: RenderingOptions, to output: any ByteSink) throws {
        let table = document.table
        let stream = try ArrowRows(table.columns, language: options.language, to: output)
        var rows: [[ResultValue]] = []
        try table.forEachRow { row in
            rows.append(row)
            guard rows.count == Self.batchRows else { return }
            try stream.write(rows)
            rows.removeAll(keepingCapacity: true)
        }
        if !rows.isEmpty { try stream.write(rows) }
        try stream.finish()
    }
}
