/// A pipe table of GitHub's Markdown with the columns for people, and the notes below it.
struct MarkdownFormat: OutputFormat {
    var name: String { "md" }
    var fileExtensions: [String] { ["md", "markdown"] }

    func write(_ document: ResultDocument, options: RenderingOptions, to output: inout some TextOutputStream) {
        let table = document.table
        let shown = table.columns.indices.filter { table.columns[$0].prominence > .machine }
        let labels = shown.map { Self.escaped(PlainText.visible(table.columns[$0].label[options.language])) }
        output.write("| " + labels.joined(separator: " | ") + " |\n")
        output.write("|" + shown.map { table.columns[$0].alignment == .trailing ? "---:|" : "---|" }.joined() + "\n")
        for row in table.rows {
            let cells = shown.map { Self.escaped(PlainText.of(row[$0], column: table.columns[$0], language: options.language)) }
            output.write("| " + cells.joined(separator: " | ") + " |\n")
        }
        for note in table.notes { output.write("\n> \(PlainText.visible(note[options.language]))\n") }
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
