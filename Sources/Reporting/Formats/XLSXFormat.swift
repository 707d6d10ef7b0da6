import Disclosure
import Output

/// An Excel workbook of all columns: numbers as numbers, texts as texts, lists and objects as JSON.
///
/// A table that has a wide sheet, too, gets it behind its own. The header row stays in sight and carries filters. Rows beyond what a sheet holds go on in further sheets; remarks on the result are a sheet of their own.
/// The library writes sixteen significant digits; a number with more digits that count is written as text.
struct XLSXFormat: OutputFormat {
    var name: String { "xlsx" }
    var fileExtensions: [String] { ["xlsx"] }
    var isText: Bool { false }

    /// Rows of a sheet, its header included.
    var rowsPerSheet = Workbook.largestSheet
    /// Columns of a sheet.
    var columnsPerSheet = Workbook.widestSheet

    func write(_ document: ResultDocument, options: RenderingOptions, to output: any ByteSink) throws {
        let table = document.table
        let columns = table.columns
        let workbook = try Workbook()
        if let form = table.form { try write(form, of: table, options.language, to: workbook) }
        func header() throws { try workbook.beginSheet(document.command, header: columns.map(\.key)) }
        try header()
        try table.forEachRow { row in
            if workbook.rows == rowsPerSheet { try header() }
            try workbook.write(row.map { Workbook.Cell($0, language: options.language) })
        }
        if let wide = table.wide { try write(wide, options.language, to: workbook) }
        let notes = table.notes
        if !notes.isEmpty {
            try workbook.beginSheet("notes", header: ["note"])
            for note in notes { try workbook.write([.text(note[options.language])]) }
        }
        try workbook.finish(to: output)
    }

    /// Writes the sheet that people fill in: what they read, with what they choose from a list.
    private func write(_ form: WorksheetForm, of table: any TableSource, _ language: Language, to workbook: Workbook) throws {
        let columns = table.columns
        let places = form.keys.compactMap { key in columns.firstIndex { $0.key == key } }
        let choice = form.keys.firstIndex(of: form.choice)
        let choices = columns.first { $0.key == form.choice }?.codes ?? [:]
        func begin() throws { try workbook.beginSheet(form.title[language], header: places.map { columns[$0].label[language] }) }
        func end() {
            for (index, place) in places.enumerated() {
                for (code, tint) in columns[place].tints.sorted(by: { $0.key < $1.key }) {
                    if let word = columns[place].codes[code]?[language] { workbook.tint(word, tint, inColumn: index) }
                }
            }
            if let choice { workbook.offer(choices.sorted { $0.key < $1.key }.map { $0.value[language] }, inColumn: choice) }
        }
        try begin()
        try table.forEachRow { row in
            if workbook.rows == rowsPerSheet {
                end()
                try begin()
            }
            try workbook.writeWrapped(places.map { Workbook.Cell(row[$0], of: columns[$0], language: language) })
        }
        end()
    }
}

extension Workbook.Cell {
    /// A value as people read it: a code by its name.
    init(_ value: ResultValue, of column: ResultColumn, language: Language) {
        if case .text(let code) = value, let word = column.codes[code] { self = .text(word[language]) } else { self.init(value, language: language) }
    }

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
