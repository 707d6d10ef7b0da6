import MarkupText
import Output

/// A self-contained page with the table: no request leaves it.
struct HTMLFormat: OutputFormat {
    var name: String { "html" }
    var fileExtensions: [String] { ["html", "htm"] }

    func write(_ document: ResultDocument, options: RenderingOptions, to output: any ByteSink) throws {
        let table = document.table
        let language = options.language
        let columns = table.columns
        let shown = columns.indices.filter { columns[$0].prominence > .machine }
        let title = PlainText.visible(table.title[language]).markupEscaped
        try output.write("<!DOCTYPE html>\n<html lang=\"\(language == .zh ? "zh-CN" : "en")\">\n<head>\n<meta charset=\"utf-8\">\n")
        try output.write("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
        try output.write("<title>\(title)</title>\n<style>\n\(Self.style)</style>\n</head>\n<body>\n<h1>\(title)</h1>\n<table>\n<thead><tr>")
        for index in shown { try output.write(Self.cell("th", PlainText.visible(columns[index].label[language]), columns[index], tint: nil)) }
        try output.write("</tr></thead>\n<tbody>\n")
        try table.forEachRow { row in
            var line = "<tr>"
            for index in shown {
                let column = columns[index]
                var tint: ResultColumn.Tint?
                if case .text(let code) = row[index] { tint = column.tints[code] }
                line += Self.cell("td", PlainText.of(row[index], column: column, language: language), column, tint: tint)
            }
            try output.write(line + "</tr>\n")
        }
        try output.write("</tbody>\n</table>\n")
        for note in table.notes { try output.write("<p class=\"note\">\(PlainText.visible(note[language]).markupEscaped)</p>\n") }
        try output.write("<footer>analyze \(document.command.markupEscaped) · \(document.version.markupEscaped)</footer>\n</body>\n</html>\n")
    }

    private static func cell(_ tag: String, _ text: String, _ column: ResultColumn, tint: ResultColumn.Tint?) -> String {
        let classes = [column.alignment == .trailing ? "n" : nil, tint?.rawValue].compactMap { $0 }
        return "<\(tag)\(classes.isEmpty ? "" : " class=\"\(classes.joined(separator: " "))\"")>\(text.markupEscaped)</\(tag)>"
    }

    private static let style = """
        :root { color-scheme: light dark; --line: #d9d9d4; --soft: #6b6b66; --red: #b3261e; --yellow: #8a6100; --blue: #1f5fa8; --green: #1e7145; }
        @media (prefers-color-scheme: dark) {
          :root { --line: #3b3b38; --soft: #a3a39c; --red: #ff8a80; --yellow: #e6b84c; --blue: #8ab8f0; --green: #7fd0a0; }
        }
        body { font: 15px/1.5 system-ui, "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif; margin: 2rem auto; max-width: 80rem; padding: 0 1rem; }
        table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
        th, td { text-align: left; padding: .3rem .6rem; border-bottom: 1px solid var(--line); vertical-align: top; }
        th { position: sticky; top: 0; background: Canvas; font-weight: 600; }
        .n { text-align: right; white-space: nowrap; }
        .red { color: var(--red); } .yellow { color: var(--yellow); } .blue { color: var(--blue); } .green { color: var(--green); }
        .dim, .note, footer { color: var(--soft); }
        footer { margin-top: 2rem; font-size: .85em; }
        @media print { th { position: static; } tr { break-inside: avoid; } }

        """
}
