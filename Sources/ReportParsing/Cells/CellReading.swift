import Disclosure
import DocumentReading

/// Reads the cells of one row of a form from the source row that was found for it.
struct CellReading {
    let row: FormRow
    let source: SourceRow
    /// The grid columns of the form's value columns, told from the header; empty when unknown.
    let headerColumns: [Int]
    /// Whether it has no unit where nearly all rows of its list have one: its cells may have moved.
    var lacksUnit = false
    /// Whether its values stand beside their headers, where those of its neighbors stand under them.
    var isOffHeader = false
    /// The unit of money that the file states for it.
    var statedUnit: StatedUnit?

    /// The cells, and doubts about them.
    func read() -> (cells: [Cell], notes: [ReadingNote]) {
        let read = readValues()
        var notes = read.notes
        if source.isIrregular || source.isRagged && source.values.count != row.slots.count {
            notes.append(
                note(
                    .irregularRow, zh: "该行的写法与相邻各行不同，可能缺格、多格或断行",
                    en: "the row is built unlike its neighbors: a cell may be lost or doubled, or a line broken",
                    indicators: row.slots.map(\.id)))
        } else if isOffHeader {
            notes.append(
                note(
                    .irregularRow, zh: "数值不在各自的表头之下，可能移位", en: "the values do not stand under their headers: they may have changed places",
                    indicators: row.slots.map(\.id)))
        }
        return (read.cells, notes)
    }

    private func readValues() -> (cells: [Cell], notes: [ReadingNote]) {
        let count = row.slots.count
        if let ways = source.ways { return agreed(ways) }
        if source.values.contains(where: \.isSeveral), let split = SeveralNumbers(source.values, count: count, section: row.section) {
            var (cells, notes) = cells(split.values)
            notes.append(
                note(
                    .splitCells, zh: "一格中有几个数，按行内合计分到各格", en: "several numbers stood in one cell and were parted by the row's sum",
                    indicators: row.slots.map(\.id)))
            return (cells, notes)
        }
        if source.values.count == count { return cells(source.values) }
        if source.isCutOff, source.values.count < count { return cells(source.values) }
        // The code in a column behind the label, where none stands before it.
        if let code = row.code, source.code == nil, source.values.count == count + 1, source.values[0].token.integer == code {
            return cells(Array(source.values.dropFirst()))
        }
        if let padded = padded(count) { return padded }
        if source.values.count < count, let values = lastCells(count) { return cells(values) }
        if source.values.count > count, let values = joined(count) {
            var (cells, notes) = cells(values)
            notes.append(
                note(
                    .splitNumber, zh: "一个数的各位分在几格，按行内合计拼合",
                    en: "the digits of a number stood in cells of their own and were joined by the row's sum",
                    indicators: row.slots.map(\.id)))
            return (cells, notes)
        }
        if count == 2, source.values.count == 1 {
            // A list of two columns whose second is left out.
            let place = source.values[0].place
            var (cells, notes) = cells(
                source.values + [
                    SourceValue(
                        text: "", token: .blank, place: CellPlace(table: place.table, row: place.row, column: place.column + 1, page: place.page))
                ])
            notes.append(
                note(
                    .missingValue, zh: "两个数值只有一个，按第一个读取", en: "only one of two values is there; it is read as the first",
                    indicators: row.slots.map(\.id)))
            return (cells, notes)
        }
        return uncertain()
    }

    // MARK: Which values

    /// A row with more cells than values: blanks before or behind them are padding. Where header and padding agree the values are certain;
    /// otherwise the row is named.
    private func padded(_ count: Int) -> (cells: [Cell], notes: [ReadingNote])? {
        let ways = paddings(count)
        let byHeader = headerValues(count)
        let isCertain = ways.count < 2 || !lacksUnit
        if let byHeader, isCertain, ways.isEmpty || ways.contains(where: { $0.map(\.token) == byHeader.map(\.token) }) { return cells(byHeader) }
        guard let chosen = byHeader ?? (row.section == .applications ? ways.last : ways.first) else { return nil }
        if ways.count == 1, byHeader == nil, headerColumns.isEmpty, !source.isRagged, source.table != 0 { return cells(chosen) }
        var (cells, notes) = cells(chosen)
        notes.append(
            note(
                .paddedRow, zh: "该行单元格多于表样，哪些是补空不能确定",
                en: "the row has more cells than the form, and which of them are padding is not certain",
                indicators: row.slots.map(\.id)))
        return (cells, notes)
    }

    /// The ways to take `count` neighboring values with nothing but blanks around them, all but the last leaving blanks behind.
    private func paddings(_ count: Int) -> [[SourceValue]] {
        let excess = source.values.count - count
        guard excess > 0 else { return [] }
        let leading = source.values.prefix { $0.token == .blank }.count
        let trailing = source.values.reversed().prefix { $0.token == .blank }.count
        var ways: [[SourceValue]] = []
        for start in 0...excess where start <= leading && excess - start <= trailing {
            let way = Array(source.values[start..<start + count])
            if ways.last?.map(\.token) != way.map(\.token) { ways.append(way) }
        }
        return ways
    }

    /// Values of a table row by the header's columns; `nil` when the row does not lie under the header: figures beside its columns, its unit in one
    /// of them, or a label further left than its group lets it stand.
    private func headerValues(_ count: Int) -> [SourceValue]? {
        guard source.kind == .table, headerColumns.count == count, let first = headerColumns.first else { return nil }
        let found = headerColumns.compactMap { column in source.cells.firstIndex { $0.column <= column && column < $0.column + $0.columnSpan } }
        guard Set(found).count == count, !found.contains(where: { source.cells[$0].holdsUnit }) else { return nil }
        var label: Document.Table.Cell?
        for (index, cell) in source.cells.enumerated() where !found.contains(index) {
            switch NumberToken.parse(cell.text) {
            case .number, .several: return nil
            case .text where cell.column < first: label = cell
            default: break
            }
        }
        guard let label, row.section != .applications || label.column >= row.depth else { return nil }
        return found.map { value(source.cells[$0]) }
    }

    /// The last cells, when a text stands among the values.
    private func lastCells(_ count: Int) -> [SourceValue]? {
        guard source.kind == .table, source.cells.count > count, !source.isRagged, !source.cells.suffix(count).contains(where: \.holdsUnit)
        else { return nil }
        // The row's own label must not be among them: then one of the values is lost.
        let labels = source.cells.dropLast(count).map { LabelNormalization.core(LabelNormalization.label($0.text)) }
        guard labels.contains(where: { row.keys.contains($0) }) else { return nil }
        return source.cells.suffix(count).map { value($0) }
    }

    private func value(_ cell: Document.Table.Cell) -> SourceValue {
        SourceValue(
            text: cell.text, token: NumberToken.parse(cell.text),
            place: CellPlace(table: source.table, row: source.line, column: cell.column + 1, page: source.page))
    }

    /// Joins neighboring digits of a row of Table 3 until the six parts add up to the total; `nil` unless exactly one way does.
    private func joined(_ count: Int) -> [SourceValue]? {
        guard row.section == .applications, count == 7, source.values.count <= 12 else { return nil }
        let pieces = source.values
        guard pieces.allSatisfy({ $0.token.integer.map { $0 >= 0 } ?? false }) else { return nil }
        var solutions: [[SourceValue]] = []
        func extend(_ chosen: [SourceValue], from index: Int) {
            if chosen.count == count {
                guard index == pieces.count else { return }
                // What stands joined may be no number any more, or one too large to add.
                let numbers = chosen.compactMap { $0.token.integer }.filter { $0 < 1_000_000_000_000 }
                if numbers.count == count, numbers.dropLast().reduce(0, +) == numbers.last { solutions.append(chosen) }
                return
            }
            var text = ""
            for end in index..<pieces.count {
                text += pieces[end].text
                guard pieces.count - end - 1 >= count - chosen.count - 1 else { break }
                if text.count > 1 && text.first == "0" { break }
                let token = NumberToken.parse(text)
                guard token.integer != nil else { break }
                extend(chosen + [SourceValue(text: text, token: token, place: pieces[index].place)], from: end + 1)
            }
        }
        extend([], from: 0)
        return solutions.count == 1 ? solutions[0] : nil
    }

    // MARK: Cells

    private func cells(_ values: [SourceValue]) -> (cells: [Cell], notes: [ReadingNote]) {
        var notes: [ReadingNote] = []
        let cells = zip(row.slots, values).map { slot, value in
            let (cell, doubts) = ValueReading(slot: slot, value: value, statedUnit: statedUnit).read()
            notes += doubts
            return cell
        }
        notes += ValueReading.impossibleChanges(row.slots, values, cells)
        notes += besideSeveral(values)
        let hasAmount = row.slots.contains(where: \.isAmount)
        if hasAmount, zip(row.slots, cells).contains(where: { !$0.isAmount && $1.value != nil && $1.value?.integer == nil }) {
            notes.append(
                note(
                    .irregularRow, zh: "件数带有小数，可能与金额互换了位置", en: "a count has decimals: it may have changed places with the amount",
                    indicators: row.slots.map(\.id)))
        }
        return (cells, notes)
    }

    /// Blank cells beside one with several numbers, one of which may be theirs.
    private func besideSeveral(_ values: [SourceValue]) -> [ReadingNote] {
        values.indices.compactMap { index in
            let count = Self.numbers(in: values[index])
            guard count > 1 else { return nil }
            let reach = max(0, index - count + 1)...min(values.count - 1, index + count - 1)
            let blank = reach.filter { values[$0].token == .blank && $0 < row.slots.count }
            guard !blank.isEmpty else { return nil }
            return note(
                .severalNumbers, zh: "空白格旁的一格中有几个数：\(values[index].text)",
                en: "a blank cell stands beside one with several numbers: \(values[index].text)",
                indicators: blank.map { row.slots[$0].id }, values[index].place)
        }
    }

    /// How many numbers a cell may hold: groups of three digits with blanks between them are read as one, and may be several.
    private static func numbers(in value: SourceValue) -> Int {
        if case .several(let numbers) = value.token { return numbers.count }
        guard value.token.wording.contains(.debris) else { return 1 }
        let pieces = value.text.split(whereSeparator: \.isWhitespace)
        return pieces.allSatisfy { $0.allSatisfy(\.isNumber) } ? pieces.count : 1
    }

    /// Fewer or more values than cells and nothing that tells which is which: every cell keeps the row's text.
    private func uncertain() -> (cells: [Cell], notes: [ReadingNote]) {
        let text = source.values.map(\.text).joined(separator: " ")
        let place = source.values.first?.place ?? CellPlace(table: source.table, row: source.line, column: 1, page: source.page)
        let ids = row.slots.map(\.id)
        return (
            row.slots.map { Cell(indicator: $0.id, state: .text, raw: text, place: place) },
            [
                note(
                    .uncertainCells, zh: "表样为\(row.slots.count)格，此处有\(source.values.count)个数值，无法判断各属哪一格：\(text)",
                    en:
                        "\(source.values.count) values stand where the form has \(row.slots.count) cells, and which is which cannot be told: \(text)",
                    indicators: ids, place)
            ]
        )
    }

    private func note(_ kind: ReadingDoubt, zh: String, en: String, indicators: [String], _ place: CellPlace? = nil) -> ReadingNote {
        ReadingNote(
            kind: kind, message: LocalizedText(zh: zh, en: en), indicators: indicators,
            place: place ?? CellPlace(table: source.table, row: source.line, column: 1, page: source.page))
    }
}
