/// Computes the formulas of a sheet whose values no program has stored: sums, differences, products and references within the sheet.
///
/// Blank cells are zero and texts in a range are passed over, as spreadsheet programs do; a number that is stored as a text is neither, and what refers to
/// it is not computed.
struct SheetFormulas {
    /// A place on the sheet, from 1.
    struct Place: Hashable {
        var row: Int
        var column: Int
    }

    /// The formulas without a value.
    private(set) var formulas: [Place: String] = [:]
    /// Cells that hold a numeral as a text.
    var textNumbers: Set<Place> = []
    private var shared: [String: (place: Place, text: String)] = [:]

    /// Adds a formula; the master of a shared one is kept for those that follow it.
    mutating func add(_ text: String, at place: Place, sharedIndex: String?) {
        var text = text
        if let sharedIndex {
            if text.isEmpty, let master = shared[sharedIndex] {
                text = Self.moved(master.text, rows: place.row - master.place.row, columns: place.column - master.place.column)
            } else {
                shared[sharedIndex] = (place, text)
            }
        }
        formulas[place] = text
    }

    /// Remembers the master of a shared formula that has a value itself.
    mutating func remember(_ text: String, at place: Place, sharedIndex: String) { if !text.isEmpty { shared[sharedIndex] = (place, text) } }

    /// The values that can be computed, of `sheet` and from `cells`, the texts of the sheet by row and column.
    func values(_ cells: [Int: [Int: String]], sheet: String) -> [Place: FixedDecimal] {
        var computation = Computation(formulas: formulas, textNumbers: textNumbers, cells: cells, sheet: sheet)
        var values: [Place: FixedDecimal] = [:]
        for place in formulas.keys { if let value = computation.value(at: place) { values[place] = value } }
        return values
    }

    /// A formula with its relative references moved, as the cells that share one have it.
    private static func moved(_ formula: String, rows: Int, columns: Int) -> String {
        var result = ""
        var lexer = FormulaLexer(formula)
        while let token = lexer.next() {
            switch token {
            case .reference(let reference): result += reference.moved(rows: rows, columns: columns)
            default: result += lexer.text
            }
        }
        return result
    }

    private struct Computation {
        let formulas: [Place: String]
        let textNumbers: Set<Place>
        let cells: [Int: [Int: String]]
        let sheet: String
        private var known: [Place: FixedDecimal?] = [:]
        private var open: Set<Place> = []
        /// Cells looked at so far: ranges of ranges cost no more than this.
        private var steps = 0

        private static let limits = (depth: 200, steps: 4_000_000)

        init(formulas: [Place: String], textNumbers: Set<Place>, cells: [Int: [Int: String]], sheet: String) {
            (self.formulas, self.textNumbers, self.cells, self.sheet) = (formulas, textNumbers, cells, sheet)
        }

        /// The value of a formula; `nil` when it cannot be computed.
        mutating func value(at place: Place) -> FixedDecimal? {
            if let value = known[place] { return value }
            guard let text = formulas[place], open.count < Self.limits.depth, open.insert(place).inserted else { return nil }
            defer { open.remove(place) }
            var lexer = FormulaLexer(text)
            let value = sum(&lexer)
            let whole = lexer.next() == nil ? value : nil
            known[place] = .some(whole)
            return whole
        }

        /// The number in a cell: zero for a blank one; `nil` for a text.
        private mutating func number(at place: Place) -> FixedDecimal? {
            if formulas[place] != nil { return value(at: place) }
            guard let text = cells[place.row]?[place.column], !text.isEmpty else { return .zero }
            return textNumbers.contains(place) ? nil : FixedDecimal(text)
        }

        // MARK: Grammar

        private mutating func sum(_ lexer: inout FormulaLexer) -> FixedDecimal? {
            guard var value = product(&lexer) else { return nil }
            while let sign = lexer.take(anyOf: "+-") {
                guard let next = product(&lexer), let result = sign == "+" ? value.plus(next) : value.plus(next.negated) else { return nil }
                value = result
            }
            return value
        }

        private mutating func product(_ lexer: inout FormulaLexer) -> FixedDecimal? {
            guard var value = factor(&lexer) else { return nil }
            while lexer.take(anyOf: "*") != nil {
                guard let next = factor(&lexer), let result = value.times(next) else { return nil }
                value = result
            }
            return value
        }

        private mutating func factor(_ lexer: inout FormulaLexer) -> FixedDecimal? {
            var isNegative = false
            while let sign = lexer.take(anyOf: "+-") { if sign == "-" { isNegative.toggle() } }
            guard lexer.depth < Self.limits.depth, let token = lexer.next() else { return nil }
            var value: FixedDecimal?
            switch token {
            case .number(let number): value = number
            case .reference(let reference) where reference.isOf(sheet): value = reference.last == nil ? number(at: reference.first) : nil
            case .function(let name) where name == "SUM":
                guard lexer.take(anyOf: "(") != nil else { return nil }
                lexer.depth += 1
                value = arguments(&lexer)
                lexer.depth -= 1
            case .symbol("("):
                lexer.depth += 1
                value = sum(&lexer)
                lexer.depth -= 1
                if lexer.take(anyOf: ")") == nil { return nil }
            default: return nil
            }
            return isNegative ? value?.negated : value
        }

        /// The sum of what stands between brackets, numbers of ranges included.
        private mutating func arguments(_ lexer: inout FormulaLexer) -> FixedDecimal? {
            var total = FixedDecimal.zero
            repeat {
                let start = lexer
                var next: FixedDecimal?
                if case .reference(let reference)? = lexer.next(), reference.isOf(sheet), let last = reference.last {
                    next = range(reference.first, last)
                } else {
                    lexer = start
                    next = sum(&lexer)
                }
                guard let next, let result = total.plus(next) else { return nil }
                total = result
            } while lexer.take(anyOf: ",") != nil
            return lexer.take(anyOf: ")") == nil ? nil : total
        }

        private mutating func range(_ first: Place, _ last: Place) -> FixedDecimal? {
            let (rows, columns) = (
                min(first.row, last.row)...max(first.row, last.row), min(first.column, last.column)...max(first.column, last.column)
            )
            let present = rows.count < cells.count ? Array(rows) : cells.keys.filter(rows.contains).sorted()
            var total = FixedDecimal.zero
            for row in present {
                for (column, text) in cells[row] ?? [:] where columns.contains(column) {
                    steps += 1
                    guard steps < Self.limits.steps else { return nil }
                    let place = Place(row: row, column: column)
                    if formulas[place] == nil, textNumbers.contains(place) { return nil }
                    // Texts in a range count for nothing; a formula that cannot be computed is none.
                    guard let number = formulas[place] == nil ? text.isEmpty ? .zero : FixedDecimal(text) ?? .zero : value(at: place),
                        let result = total.plus(number)
                    else { return nil }
                    total = result
                }
            }
            return total
        }
    }
}

/// A decimal number of up to eighteen digits; what is longer is not computed.
struct FixedDecimal: Hashable {
    var mantissa: Int
    var scale: Int

    static let zero = FixedDecimal(mantissa: 0, scale: 0)

    init(mantissa: Int, scale: Int) { (self.mantissa, self.scale) = (mantissa, scale) }

    /// A numeral: digits with a sign and a point.
    init?(_ text: some StringProtocol) {
        var value = 0
        var (decimals, hasPoint, digits) = (0, false, 0)
        let isNegative = text.utf8.first == UInt8(ascii: "-")
        for byte in text.utf8.dropFirst(isNegative || text.utf8.first == UInt8(ascii: "+") ? 1 : 0) {
            if byte == UInt8(ascii: "."), !hasPoint {
                hasPoint = true
                continue
            }
            guard byte >= 48, byte <= 57, digits < 18 else { return nil }
            value = value * 10 + Int(byte - 48)
            digits += 1
            if hasPoint { decimals += 1 }
        }
        guard digits > 0 else { return nil }
        self.init(mantissa: isNegative ? -value : value, scale: decimals)
    }

    var negated: FixedDecimal { FixedDecimal(mantissa: -mantissa, scale: scale) }

    func plus(_ other: FixedDecimal) -> FixedDecimal? {
        let scale = max(scale, other.scale)
        guard let one = scaled(to: scale), let two = other.scaled(to: scale) else { return nil }
        let (sum, overflow) = one.addingReportingOverflow(two)
        return overflow ? nil : FixedDecimal(mantissa: sum, scale: scale)
    }

    func times(_ other: FixedDecimal) -> FixedDecimal? {
        let (product, overflow) = mantissa.multipliedReportingOverflow(by: other.mantissa)
        return overflow ? nil : FixedDecimal(mantissa: product, scale: scale + other.scale)
    }

    private func scaled(to wanted: Int) -> Int? {
        var value = mantissa
        for _ in scale..<wanted {
            let (product, overflow) = value.multipliedReportingOverflow(by: 10)
            if overflow { return nil }
            value = product
        }
        return value
    }

    /// The numeral, without zeros at the end of its decimals.
    var description: String {
        DecimalText.shifted(String(mantissa), by: -scale)
    }
}
