import Disclosure
import Output

/// An Excel workbook of all columns: numbers as numbers, texts as texts, lists and objects as JSON.
///
/// The header row stays in sight and carries filters. Rows beyond what a sheet holds go on in further sheets; remarks on the result are a sheet of their own.
/// The library writes sixteen significant digits; a number with more digits that count is written as text.
struct XLSXFormat: OutputFormat {
    var name: String { "xlsx" }
    var fileExtensions: [String] { ["xlsx"] }
    var isText: Bool { false }

    /// Rows of a sheet, its header included.
    var rowsPerSheet = Workbook.largestSheet

    func write(_ document: ResultDocument, options: RenderingOptions, to output: any ByteSink) throws {
        let table = document.table
        let columns = table.columns
        let workbook = try Workbook()
        func header() throws { try workbook.beginSheet(document.command, header: columns.map(\.key)) }
        try header()
        try table.forEachRow { row in
            if workbook.rows == rowsPerSheet { try header() }
            try workbook.write(row.map { Workbook.Cell($0, language: options.language) })
        }
        let notes = table.notes
        if !notes.isEmpty {
            try workbook.beginSheet("notes", header: ["note"])
            for note in notes { try workbook.write([.text(note[options.language])]) }
        }
        try workbook.finish(to: output)
    }
}

extension Workbook.Cell {
    /// A value of a result.
    init(_ value: ResultValue, language: Language) {
        switch value {
        case .null: self = .empty
        case .text(let text): self = .text(text)
        case .localized(let sentence): self = .text(sentence[language])
        case .flag(let flag): self = .flag(flag)
        case .integer(let number): self = number.magnitude < 10_000_000_000_000_000 ? .number(Double(number)) : .text(String(number))
        case .unsigned(let number): self = number < 10_000_000_000_000_000 ? .number(Double(number)) : .text(String(number))
        case .number(let number): self = number.isFinite ? .number(number) : .empty
        case .decimal(let number):
            self = number.mantissa.magnitude < 1_000_000_000_000_000 ? .number(number.doubleValue) : .text(number.description)
        case .list, .object: self = .text(JSONText.of(value, language: language))
        }
    }
}
