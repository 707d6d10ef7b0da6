import Output

/// The rows alone, one JSON object a line.
struct JSONLinesFormat: OutputFormat {
    var name: String { "jsonl" }
    var fileExtensions: [String] { ["jsonl", "ndjson"] }

    func write(_ document: ResultDocument, options: RenderingOptions, to output: any ByteSink) throws {
        let columns = document.table.columns
        try document.table.forEachRow { row in
            var text = ""
            JSONText.write(row: row, columns: columns, language: options.language, to: &text)
            text += "\n"
            try output.write(text)
        }
    }
}
