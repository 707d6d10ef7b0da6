import Output

/// Tab-separated values: a header of keys, one line a row; tabs, line ends and backslashes in a text are written `\t`, `\n`, `\r`, `\\`.
/// A text that begins with a quote stands between quotes, its own doubled: every program that reads such files takes a quote at the beginning for that.
struct TSVFormat: OutputFormat {
    var name: String { "tsv" }
    var fileExtensions: [String] { ["tsv", "tab"] }

    func write(_ document: ResultDocument, options: RenderingOptions, to output: any ByteSink) throws {
        if options.byteOrderMark { try output.write("\u{FEFF}") }
        let table = document.table
        try output.write(table.columns.map(\.key).joined(separator: "\t") + "\n")
        try table.forEachRow { row in
            try output.write(row.map { escaped(SpreadsheetText.field($0, options: options) ?? "") }.joined(separator: "\t") + "\n")
        }
    }

    private func escaped(_ field: String) -> String {
        let text = unbroken(field)
        return text.utf8.first == UInt8(ascii: "\"") ? "\"" + text.replacing("\"", with: "\"\"") + "\"" : text
    }

    private func unbroken(_ field: String) -> String {
        guard field.utf8.contains(where: { $0 == 9 || $0 == 10 || $0 == 13 || $0 == UInt8(ascii: "\\") }) else { return field }
        var text = ""
        for scalar in field.unicodeScalars {
            switch scalar {
            case "\t": text += "\\t"
            case "\n": text += "\\n"
            case "\r": text += "\\r"
            case "\\": text += "\\\\"
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text
    }
}
