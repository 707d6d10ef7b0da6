import Output

/// One JSON object: schema, command, version, inputs, parameters, rows (one a line), notes.
struct JSONFormat: OutputFormat {
    var name: String { "json" }
    var fileExtensions: [String] { ["json"] }

    func write(_ document: ResultDocument, options: RenderingOptions, to output: any ByteSink) throws {
        let table = document.table
        let inputs = document.inputs.map {
            ResultValue.object([ResultField("path", .text($0.path)), ResultField("sha256", .text($0.sha256))])
        }
        func line(_ key: String, _ value: ResultValue) -> String { "  \"\(key)\": \(JSONText.of(value, language: options.language)),\n" }
        try output.write("{\n")
        try output.write(line("schema", .text(table.schema)))
        try output.write(line("command", .text(document.command)))
        try output.write(line("version", .text(document.version)))
        try output.write(line("inputs", .list(inputs)))
        try output.write(line("parameters", .object(document.parameters)))
        try output.write("  \"rows\": [")
        let columns = table.columns
        var isEmpty = true
        try table.forEachRow { row in
            var text = isEmpty ? "\n    " : ",\n    "
            isEmpty = false
            JSONText.write(row: row, columns: columns, language: options.language, to: &text)
            try output.write(text)
        }
        try output.write(isEmpty ? "],\n" : "\n  ],\n")
        try output.write("  \"notes\": \(JSONText.of(.list(table.notes.map { .localized($0) }), language: options.language))\n}\n")
    }
}
