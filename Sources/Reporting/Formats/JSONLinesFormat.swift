/// The rows alone, one JSON object a line.
struct JSONLinesFormat: OutputFormat {
    var name: String { "jsonl" }
    var fileExtensions: [String] { ["jsonl", "ndjson"] }

    func write(_ document: ResultDocument, options: RenderingOptions, to output: inout some TextOutputStream) {
        for row in document.table.rows {
            var text = ""
            JSONText.write(row: row, columns: document.table.columns, language: options.language, to: &text)
            output.write(text + "\n")
        }
    }
}
