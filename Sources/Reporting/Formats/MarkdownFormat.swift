import Output

/// A pipe table of GitHub's Markdown with the columns for people, and the notes below it.
struct MarkdownFormat: OutputFormat {
    var name: String { "md" }
    var fileExtensions: [String] { ["md", "markdown"] }

    func write(_ document: ResultDocument, options: RenderingOptions, to output: any ByteSink) throws {
        let table = document.table
        let columns = table.columns
        let shown = columns.indices.filter { columns[$0].prominence > .machine }
        let labels = shown.map { Self.escaped(PlainText.visible(columns[$0].label[options.language])) }
        try output.write("| " + labels.joined(separator: " | ") + " |\n")
        try output.write("|" + shown.map { table.columns[$0].alignment == .trailing ? "---:|" : "---|" }.joined() + "\n")
        try table.forEachRow { row in
            let cells = shown.map { Self.escaped(PlainText.of(row[$0], column: columns[$0], language: options.language)) }
            try output.write("| " + cells.joined(separator: " | ") + " |\n")
        }
        for note in table.notes { try output.write("\n> \(PlainText.visible(note[options.language]))\n") }
    }

    /// The text with the characters escaped that Markdown would take for markup in a cell.
    static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "|", "*", "_", "`", "\\", "[", "]", "<": result += "\\"
            default: break
            }
            result.unicodeScalars.append(scalar)
        }
        return result
    }
}
