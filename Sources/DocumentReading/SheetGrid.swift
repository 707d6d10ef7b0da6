/// One sheet of a workbook, gathered from the events of its part.
final class SheetGrid {
    private struct Area {
        var rows: ClosedRange<Int>
        var columns: ClosedRange<Int>
    }

    /// Formulas whose cell stores no value and which cannot be computed; their text stands in for it.
    private(set) var formulasWithoutValue = 0
    /// Formulas whose cell stores no value and which were computed.
    private(set) var formulasComputed = 0
    /// Rows and columns with content that people do not see.
    private(set) var hiddenRows: [Int] = []
    private(set) var hiddenColumns: [Int] = []
    /// Cells met, those of the sheets before included.
    private(set) var elements: Int
    private var cells: [Int: [Int: String]] = [:]
    private var merges: [Area] = []
    private var row = 0
    private var column = 0
    private var type = ""
    private var styleIndex = 0
    private var value: String?
    private var inline: String?
    private var formula: String?
    private var sharedIndex: String?
    private var formulas = SheetFormulas()
    private var styles: [SheetFormulas.Place: Int] = [:]
    private var rowsOutOfSight: Set<Int> = []
    private var columnsOutOfSight: [ClosedRange<Int>] = []
    /// Where the characters of the run of an inline text stand.
    private var position = RaisedText.Position.onLine
    private var run = ""
    private var open = ""
    private var phonetic = false
    private let name: String
    private let strings: [String]
    private let formats: NumberFormats
    private let content: FileContent
    private let limits: ReadingLimits

    init(name: String, strings: [String], formats: NumberFormats, content: FileContent, limits: ReadingLimits, elementsBefore: Int) {
        self.name = name
        self.strings = strings
        self.formats = formats
        self.content = content
        self.limits = limits
        elements = elementsBefore
    }

    func take(_ event: XMLEvent) throws(ReadingError) {
        switch event {
        case .start("row", let attributes):
            row = attributes["r"].flatMap { Int($0) } ?? row + 1
            column = 0
            if isOutOfSight(attributes, size: "ht", custom: "customHeight") { rowsOutOfSight.insert(row) }
        case .start("col", let attributes):
            guard isOutOfSight(attributes, size: "width", custom: "customWidth"), let first = attributes["min"].flatMap({ Int($0) }),
                let last = attributes["max"].flatMap({ Int($0) }), first > 0, first <= last, columnsOutOfSight.count < limits.columns
            else { return }
            columnsOutOfSight.append(first...last)
        case .start("c", let attributes):
            elements += 1
            guard elements <= limits.elements else { throw content.failure(.beyondLimit(name: "elements", limit: limits.elements)) }
            column += 1
            if let reference = attributes["r"].flatMap({ Self.place($0) }) { (row, column) = reference }
            type = attributes["t"] ?? "n"
            styleIndex = attributes["s"].flatMap { Int($0) } ?? 0
            (value, inline, formula, sharedIndex) = (nil, nil, nil, nil)
        case .start("v", _): (open, value) = ("v", "")
        case .start("f", let attributes):
            (open, formula) = ("f", "")
            sharedIndex = attributes["t"] == "shared" ? attributes["si"] : nil
        case .start("is", _): inline = ""
        case .start("t", _): open = "t"
        case .start("rPh", _): phonetic = true
        case .start("r", _): position = .onLine
        case .start("vertAlign", let attributes): position = RaisedText.position(attributes["val"])
        case .start("mergeCell", let attributes):
            guard merges.count < limits.mergedAreas else {
                throw content.failure(.beyondLimit(name: "mergedAreas", limit: limits.mergedAreas))
            }
            if let area = attributes["ref"].flatMap({ Self.area($0) }) { merges.append(area) }
        case .text(let text):
            switch open {
            case "v": value?.append(text)
            case "f": formula?.append(text)
            case "t": if !phonetic { run.append(text) }
            default: break
            }
        case .end("t"):
            inline?.append(RaisedText.written(run, position))
            (open, run) = ("", "")
        case .end("r"): position = .onLine
        case .end("v"), .end("f"): open = ""
        case .end("rPh"): phonetic = false
        case .end("c"): store()
        default: break
        }
    }

    private func store() {
        guard row > 0, column > 0, column <= limits.columns else { return }
        var text: String
        switch type {
        case "s": text = value.flatMap { Int($0) }.flatMap { strings.indices.contains($0) ? strings[$0] : nil } ?? ""
        case "inlineStr": text = SharedStrings.unescaped(inline ?? "")
        case "str": text = SharedStrings.unescaped(value ?? "")
        case "b": text = value == "1" ? "TRUE" : value == "0" ? "FALSE" : ""
        case "e", "d": text = value ?? ""
        default: text = value.map { formats.text($0, style: styleIndex) } ?? inline.map(SharedStrings.unescaped) ?? ""
        }
        let place = SheetFormulas.Place(row: row, column: column)
        if let formula, value == nil || value == "" && type == "n" {
            // A file written by a program that computes nothing: what cannot be computed here is kept as text so that no figure is taken for blank.
            formulas.add(formula, at: place, sharedIndex: sharedIndex)
            styles[place] = styleIndex
            text = ""
        } else if let formula, let sharedIndex {
            formulas.remember(formula, at: place, sharedIndex: sharedIndex)
        } else if type != "n", FixedDecimal(text) != nil {
            formulas.textNumbers.insert(place)
        }
        cells[row, default: [:]][column] = WordText.tidied(text)
    }

    private func isOutOfSight(_ attributes: [String: String], size: String, custom: String) -> Bool {
        guard !content.includesHidden else { return false }
        if ["1", "true"].contains(attributes["hidden"] ?? "") { return true }
        return attributes[size].flatMap { Double($0) } == 0 && ["1", "true"].contains(attributes[custom] ?? "")
    }

    /// Puts the values of formulas in their cells, as far as they can be computed.
    private func compute() {
        guard !formulas.formulas.isEmpty else { return }
        let values = formulas.values(cells, sheet: name)
        for (place, formula) in formulas.formulas {
            if let value = values[place] {
                formulasComputed += 1
                cells[place.row]?[place.column] = formats.text(value.description, style: styles[place] ?? 0)
            } else {
                formulasWithoutValue += 1
                cells[place.row]?[place.column] = "=\(formula)"
            }
        }
    }

    /// Takes out the rows and columns that people do not see; those behind them close up.
    private func hide() {
        func isHidden(_ column: Int) -> Bool { columnsOutOfSight.contains { $0.contains(column) } }
        hiddenRows = rowsOutOfSight.filter { cells[$0]?.contains { !$0.value.isEmpty && !isHidden($0.key) } ?? false }.sorted()
        let columns =
            columnsOutOfSight.isEmpty
            ? [] : Set(cells.filter { !rowsOutOfSight.contains($0.key) }.values.flatMap { $0.filter { !$0.value.isEmpty }.keys })
        hiddenColumns = columns.filter(isHidden).sorted()
        guard !rowsOutOfSight.isEmpty || !columnsOutOfSight.isEmpty else { return }
        let highest = max(cells.values.compactMap { $0.keys.max() }.max() ?? 0, merges.map(\.columns.upperBound).max() ?? 0)
        var place: [Int] = [0]
        for column in stride(from: 1, through: min(highest, limits.columns), by: 1) { place.append(place[column - 1] + (isHidden(column) ? 0 : 1)) }
        /// How many columns up to one are seen.
        func seen(_ column: Int) -> Int { place[min(column, place.count - 1)] }
        merges = merges.compactMap { area in
            var (first, last) = (area.rows.lowerBound, area.rows.upperBound)
            while first <= last, rowsOutOfSight.contains(first) { first += 1 }
            while last > first, rowsOutOfSight.contains(last) { last -= 1 }
            let columns = (seen(area.columns.lowerBound - 1) + 1, seen(area.columns.upperBound))
            guard first <= last, columns.0 <= columns.1 else { return nil }
            // What stands in an area is seen wherever a part of it is.
            if let text = cells[area.rows.lowerBound]?[area.columns.lowerBound],
                first != area.rows.lowerBound || isHidden(area.columns.lowerBound),
                let column = area.columns.first(where: { !isHidden($0) })
            {
                cells[first, default: [:]][column] = text
            }
            return Area(rows: first...last, columns: columns.0...columns.1)
        }
        for row in rowsOutOfSight { cells[row] = nil }
        if !columnsOutOfSight.isEmpty {
            cells = cells.mapValues { row in
                Dictionary(row.compactMap { isHidden($0.key) ? nil : (seen($0.key), $0.value) }) { first, _ in first }
            }
        }
    }

    /// The rows of the sheet with what covers them.
    ///
    /// - Throws: ``ReadingError`` when the merged areas cover more rows than `limits.elements`.
    func rows() throws(ReadingError) -> [GridRow] {
        compute()
        hide()
        var anchors: [Int: [Int: Area]] = [:]
        var covered: [Int: [ClosedRange<Int>]] = [:]
        let lastRow = cells.keys.max() ?? 0
        var coveredRows = 0
        // Areas that overlap an earlier one are damage and left out.
        for area in merges.sorted(by: { ($0.rows.lowerBound, $0.columns.lowerBound) < ($1.rows.lowerBound, $1.columns.lowerBound) }) {
            guard area.rows.lowerBound <= lastRow, area.columns.lowerBound <= limits.columns else { continue }
            let rows = area.rows.lowerBound...min(area.rows.upperBound, lastRow)
            let columns = area.columns.lowerBound...min(area.columns.upperBound, limits.columns)
            coveredRows += rows.count
            guard coveredRows <= limits.elements else { throw content.failure(.beyondLimit(name: "elements", limit: limits.elements)) }
            guard !rows.contains(where: { row in covered[row]?.contains { $0.overlaps(columns) } ?? false }) else { continue }
            anchors[rows.lowerBound, default: [:]][columns.lowerBound] = Area(rows: rows, columns: columns)
            for row in rows { covered[row, default: []].append(columns) }
        }
        return Set(cells.keys).union(covered.keys).subtracting(rowsOutOfSight).sorted().map { number in
            let texts = cells[number] ?? [:]
            let areas = anchors[number] ?? [:]
            let hidden = covered[number] ?? []
            let end = max(texts.keys.max() ?? 0, hidden.map(\.upperBound).max() ?? 0)
            // Hidden rows do not part what stands above and below them.
            var below = number + 1
            while rowsOutOfSight.contains(below) { below += 1 }
            var row = GridRow(number: number, lineCount: below - number, end: end, coveredFromAbove: hidden.count > areas.count)
            for column in Set(texts.keys).union(areas.keys).sorted() {
                let text = texts[column] ?? ""
                if let area = areas[column] {
                    row.cells.append(.init(column: column - 1, text: text, rows: area.rows.count, columns: area.columns.count))
                } else if !hidden.contains(where: { $0.contains(column) }) {
                    row.cells.append(.init(column: column - 1, text: text))
                }
            }
            return row
        }
    }

    /// A, B, … Z, AA, … for 1, 2, …
    static func letters(_ column: Int) -> String {
        var column = column - 1
        var text = ""
        while column >= 0 {
            text = String(UnicodeScalar(UInt8(65 + column % 26))) + text
            column = column / 26 - 1
        }
        return text
    }

    /// `AB12` as row and column from 1.
    static func place(_ reference: some StringProtocol) -> (row: Int, column: Int)? {
        var column = 0
        var row = 0
        for byte in reference.utf8 {
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z") where row == 0: column = column * 26 + Int(byte - 64)
            case UInt8(ascii: "0")...UInt8(ascii: "9"): row = row * 10 + Int(byte - 48)
            case UInt8(ascii: "$"): continue
            default: return nil
            }
            if column > 1 << 20 || row > 1 << 24 { return nil }
        }
        return column > 0 && row > 0 ? (row, column) : nil
    }

    private static func area(_ reference: String) -> Area? {
        let ends = reference.split(separator: ":").compactMap { place($0) }
        guard ends.count == 2 else { return nil }
        return Area(
            rows: min(ends[0].row, ends[1].row)...max(ends[0].row, ends[1].row),
            columns: min(ends[0].column, ends[1].column)...max(ends[0].column, ends[1].column))
    }
}
