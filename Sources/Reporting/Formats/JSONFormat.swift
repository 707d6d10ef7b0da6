/// One JSON object: schema, command, version, inputs, parameters, rows (one a line), notes.
struct JSONFormat: OutputFormat {
    var name: String { "json" }
    var fileExtensions: [String] { ["json"] }

    func write(_ document: ResultDocument, options: RenderingOptions, to output: inout some TextOutputStream) {
        let table = document.table
        let inputs = document.inputs.map {
            ResultValue.object([ResultField("path", .text($0.path)), ResultField("sha256", .text($0.sha256))])
        }
        func line(_ key: String, _ value: ResultValue) -> String { "  \"\(key)\": \(JSONText.of(value, language: options.language)),\n" }
        output.write("{\n")
        output.write(line("schema", .text(table.schema)))
        output.write(line("command", .text(document.command)))
        output.write(line("version", .text(document.version)))
        output.write(line("inputs", .list(inputs)))
        output.write(line("parameters", .object(document.parameters)))
        output.write("  \"rows\": [")
        for (index, row) in table.rows.enumerated() {
            var text = index == 0 ? "\n    " : ",\n    "
            JSONText.write(row: row, columns: table.columns, language: options.language, to: &text)
            output.write(text)
        }
        output.write(table.rows.isEmpty ? "],\n" : "\n  ],\n")
        output.write("  \"notes\": \(JSONText.of(.list(table.notes.map { .localized($0) }), language: options.language))\n}\n")
    }
}
