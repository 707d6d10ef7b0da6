/// Cuts a formula of a workbook into numbers, references, names of functions and signs.
struct FormulaLexer {
    enum Token: Equatable {
        case number(FixedDecimal)
        case reference(Reference)
        case function(String)
        case symbol(Character)
        /// Texts, errors, names of ranges: nothing that is computed.
        case other
    }

    /// A cell or an area, with the sheet that it names.
    struct Reference: Equatable {
        var sheet: String?
        var first: SheetFormulas.Place
        var last: SheetFormulas.Place?
        /// The text of each end, with its marks for what does not move.
        var texts: [Substring]

        func isOf(_ name: String) -> Bool { sheet == nil || sheet == name }

        /// The reference some rows and columns away; what `$` stands before does not move.
        func moved(rows: Int, columns: Int) -> String {
            let ends = texts.map { text -> String in
                guard let place = SheetGrid.place(text) else { return String(text) }
                let isFixedColumn = text.first == "$"
                let isFixedRow = text.dropFirst().contains("$")
                let column = place.column + (isFixedColumn ? 0 : columns)
                let row = place.row + (isFixedRow ? 0 : rows)
                guard column > 0, row > 0 else { return "#REF!" }
                return (isFixedColumn ? "$" : "") + SheetGrid.letters(column) + (isFixedRow ? "$" : "") + String(row)
            }
            return (sheet.map { "'\($0)'!" } ?? "") + ends.joined(separator: ":")
        }
    }

    /// The text of the last token.
    private(set) var text = ""
    /// How many brackets are open, for a bound on them.
    var depth = 0
    private var rest: Substring

    init(_ formula: String) { rest = formula[...] }

    /// The next sign when it is one of these.
    mutating func take(anyOf signs: String) -> Character? {
        skipBlanks()
        guard let first = rest.first, signs.contains(first) else { return nil }
        rest = rest.dropFirst()
        text = String(first)
        return first
    }

    mutating func next() -> Token? {
        skipBlanks()
        guard let first = rest.first else { return nil }
        let start = rest.startIndex
        defer { text = String(rest.base[start..<rest.startIndex]) }
        if first.isASCII, first.isNumber {
            let digits = rest.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
            rest = rest[digits.endIndex...]
            return FixedDecimal(digits).map { .number($0) } ?? .other
        }
        if first == "'" || first.isLetter || first == "$" || first == "_" { return name() }
        rest = rest.dropFirst()
        if first == "\"" {
            while let character = rest.popFirst(), character != "\"" {}
            return .other
        }
        return .symbol(first)
    }

    private mutating func skipBlanks() { rest = rest.drop { $0 == " " || $0 == "\n" || $0 == "\r" || $0 == "\t" } }

    private mutating func name() -> Token {
        var sheet: String?
        if rest.first == "'" {
            let inner = rest.dropFirst()
            guard let end = inner.firstIndex(of: "'"), inner[inner.index(after: end)...].first == "!" else {
                rest = rest.dropFirst()
                return .other
            }
            sheet = String(inner[..<end])
            rest = inner[inner.index(end, offsetBy: 2)...]
        }
        var word = rest.prefix { $0.isLetter || $0.isNumber || $0 == "$" || $0 == "_" || $0 == "." }
        rest = rest[word.endIndex...]
        if sheet == nil, rest.first == "!" {
            sheet = String(word)
            rest = rest.dropFirst()
            word = rest.prefix { $0.isLetter || $0.isNumber || $0 == "$" }
            rest = rest[word.endIndex...]
        }
        if sheet == nil, rest.first == "(" { return .function(word.uppercased()) }
        guard let first = SheetGrid.place(word.uppercased()) else { return .other }
        var reference = Reference(sheet: sheet, first: .init(row: first.row, column: first.column), last: nil, texts: [word])
        if rest.first == ":" {
            let end = rest.dropFirst().prefix { $0.isLetter || $0.isNumber || $0 == "$" }
            guard let last = SheetGrid.place(end.uppercased()) else { return .other }
            rest = rest[end.endIndex...]
            reference.last = .init(row: last.row, column: last.column)
            reference.texts.append(end)
        }
        return .reference(reference)
    }
}
