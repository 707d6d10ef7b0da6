import Output

/// Comma-separated values as RFC 4180 has them: a header of keys, CRLF, fields quoted where they must be.
///
/// A null is an empty field and an empty text is `""`. Numbers carry all their digits; texts that a spreadsheet would take for a formula get an
/// apostrophe; lists and objects are JSON.
struct CSVFormat: OutputFormat {
    var name: String { "csv" }
    var fileExtensions: [String] { ["csv"] }

    func write(_ document: ResultDocument, options: RenderingOptions, to output: any ByteSink) throws {
        if options.byteOrderMark { try output.write("\u{FEFF}") }
        let table = document.table
        try output.write(table.columns.map { Self.quoted($0.key) }.joined(separator: ",") + "\r\n")
        try table.forEachRow { row in
            let fields = row.map { value in SpreadsheetText.field(value, options: options).map(Self.quoted) ?? "" }
            try output.write(fields.joined(separator: ",") + "\r\n")
        }
    }

    private static func quoted(_ field: String) -> String {
        var mustQuote = field.isEmpty
        var hasQuote = false
        for byte in field.utf8 {
            switch byte {
            case UInt8(ascii: "\""):
                mustQuote = true
                hasQuote = true
            case UInt8(ascii: ","), UInt8(ascii: "\r"), UInt8(ascii: "\n"): mustQuote = true
            default: break
            }
        }
        guard mustQuote else { return field }
        guard hasQuote else { return "\"\(field)\"" }
        var text = "\""
        for scalar in field.unicodeScalars {
            if scalar == "\"" { text += "\"" }
            text.unicodeScalars.append(scalar)
        }
        return text + "\""
    }
}
