import Disclosure
import DocumentReading

/// Reads one form from the rows of a document.
struct FormReading {
    var form: FilledForm
    var notes: [ReadingNote]
    /// How many rows of the form were found, of how many.
    var found: Int
    var expected: Int
    /// How many of them bear their own label and have as many values as cells.
    var labeled: Int
    /// The rows of the form that were not found.
    var missing: [FormRow]
    /// The blocks of the document that rows were read from.
    var blocks: Set<Int>
    /// From the first to the last line that rows were read from, when they stand in lines.
    var lineBlocks: ClosedRange<Int>?

    /// Reads rows that are known to be those of the form.
    init(rows: [(row: FormRow, source: SourceRow)], form: FormRows) {
        var cells: [[Cell]] = Array(repeating: [], count: form.rows.count)
        var notes: [ReadingNote] = []
        for (row, source) in rows {
            let (read, doubts) = CellReading(row: row, source: source, headerColumns: []).read()
            cells[row.index] = read
            notes += doubts
        }
        missing = form.rows.filter { cells[$0.index].isEmpty && !$0.isExtension }
        if !form.isList { notes += missing.map(Self.missing) }
        self.form = FilledForm(edition: form.edition, cells: cells.flatMap { $0 })
        self.notes = notes
        found = rows.count
        labeled = found
        expected = form.rows.count { !$0.isExtension }
        blocks = Set(rows.map(\.source.block))
    }

    private static func missing(_ row: FormRow) -> ReadingNote {
        ReadingNote(
            kind: .missingRow,
            message: row.label.isEmpty
                ? LocalizedText(zh: "没有找到表四的数据行", en: "the row of Table 4 was not found")
                : LocalizedText(zh: "没有找到表样中的行“\(row.label)”", en: "the form's row \(row.label) was not found"),
            indicators: row.slots.map(\.id))
    }

    /// Finds the rows of the form among those of a document and reads them.
    ///
    /// - Parameter lastBlock: the last block of the document, behind whose last value more may have stood.
    init(form rows: FormRows, source printed: [SourceRow], lastBlock: Int? = nil) {
        let (source, columns) = ValueColumns.ofYear(in: printed, form: rows)
        let matching = RowMatching(form: rows, source: source)
        let heads = HeadCells(source)
        var cells: [Cell] = []
        var notes: [ReadingNote] = columns.map(\.note)
        var missing: [FormRow] = []
        // Rows that end in a total, complete.
        var totaled: [[Cell]] = []
        let lackingUnit = rows.isList ? Self.lackingUnit(matching, in: source) : []
        let offHeader = rows.isList ? nil : Self.offHeader(matching, form: rows, in: source, heads)
        for row in rows.rows {
            guard let match = matching.matches[row.index] else {
                if !row.isExtension { missing.append(row) }
                continue
            }
            var (sourceRow, reordered) = Self.inFormOrder(row, match.source, source, heads)
            let isLast = match.source == source.indices.last && sourceRow.block == lastBlock
            sourceRow.isCutOff = isLast && sourceRow.kind == .table && sourceRow.values.count < row.slots.count && !sourceRow.values.isEmpty
            if row.section == .remedies, sourceRow.isHeadlessOverLines { sourceRow.isIrregular = true }
            notes += reordered
            let reading = CellReading(
                row: row, source: sourceRow, headerColumns: Self.paddingColumns(of: row, before: match.source, in: source, heads),
                lacksUnit: lackingUnit.contains(match.source), isOffHeader: offHeader == match.source,
                statedUnit: row.slots.contains { $0.kind == .money } ? StatedUnit.of(match.source, in: source) : nil)
            let (read, doubts) = reading.read()
            cells += read
            if rows.isList ? read.count > 1 : row.section == .applications, read.count == row.slots.count { totaled.append(read) }
            notes += doubts
            notes += Self.labelNote(row, sourceRow, match.ground, isList: rows.isList)
        }
        if !rows.isList { notes += missing.map(Self.missing) }
        self.missing = missing
        if let last = source.indices.last, source[last].block == lastBlock,
            let row = rows.rows.first(where: { matching.matches[$0.index]?.source == last }),
            let note = PartialForm.cutOff(row, source[last], missing)
        {
            notes.append(note)
        }
        notes += Self.missingTotals(totaled)
        for index in matching.extra {
            let row = source[index]
            let text = "\(row.labels.last ?? "") \(row.values.map(\.text).joined(separator: " "))"
            if let broken = matching.continued(by: index) {
                let message = LocalizedText(
                    zh: "行标签断成两行，两行都有数，一个数可能断成两截：\(text)",
                    en: "the label is broken over two lines and both have a number, which may be the two parts of one: \(text)")
                notes.append(
                    ReadingNote(kind: .irregularRow, message: message, indicators: broken.slots.map(\.id), place: row.values.first?.place))
                continue
            }
            let doubled = matching.doubled(by: index).flatMap { $0.slots.map(\.id) }
            notes.append(
                doubled.isEmpty
                    ? ReadingNote(
                        kind: .extraRow, message: LocalizedText(zh: "表样中没有的行：\(text)", en: "a row that the form does not have: \(text)"),
                        place: row.values.first?.place)
                    : ReadingNote(
                        kind: .doubledRow,
                        message: LocalizedText(zh: "该行在此又出现一次，数值不同：\(text)", en: "the row stands here once more with other values: \(text)"),
                        indicators: doubled, place: row.values.first?.place))
        }
        notes += Self.lostCodes(matching, source: source, form: rows)
        notes += HeaderLabels.notes(source, form: rows)
        form = FilledForm(edition: rows.edition, cells: cells)
        self.notes = notes
        found = matching.count
        labeled = rows.rows.count { row in
            matching.matches[row.index].map { $0.ground == .label && source[$0.source].values.count == row.slots.count } ?? false
        }
        let taken = matching.matches.compactMap { $0.map { source[$0.source] } }
        blocks = Set(taken.filter { $0.kind == .table }.map(\.block))
        let lines = taken.filter { $0.kind == .line || $0.table == 0 }.map(\.block)
        lineBlocks = lines.min().map { $0...lines.max()! }
        expected = rows.rows.count { !$0.isExtension }
    }

    /// A row with its values in the form's order, where its head has another.
    ///
    /// The heads of Table 3 stand in several rows, whose spans often disagree with each other: there the row's own sum must hold in that order alone.
    private static func inFormOrder(
        _ row: FormRow, _ index: Int, _ source: [SourceRow], _ heads: HeadCells
    ) -> (row: SourceRow, notes: [ReadingNote]) {
        var printed = source[index]
        if row.section == .applications, SeveralNumbers.addsUp(printed.values, row.section) { return (printed, []) }
        guard let order = HeaderOrder(of: row, at: index, in: source, heads: heads) else { return (printed, []) }
        let values = order.places.map { printed.values[$0] }
        if row.section == .applications, !SeveralNumbers.addsUp(values, row.section) { return (printed, []) }
        printed.values = values
        let message = LocalizedText(
            zh: "表头的列序与表样不同，按表头读取", en: "the head has its columns in another order than the form; the row is read by it")
        return (
            printed,
            [ReadingNote(kind: .columnsReordered, message: message, indicators: row.slots.map(\.id), place: printed.values.first?.place)]
        )
    }

    /// The rows without a unit of a list in whose other rows, but for a fifth, one stands.
    private static func lackingUnit(_ matching: RowMatching, in source: [SourceRow]) -> Set<Int> {
        let taken = matching.matches.compactMap { $0?.source }.filter { source[$0].kind == .table }
        let lacking = taken.filter { !source[$0].hasUnit }
        return lacking.count * 5 <= taken.count ? Set(lacking) : []
    }

    /// The one row of Table 2 whose values stand beside their headers, where those of at least four others stand under them: its cells may have
    /// changed places.
    private static func offHeader(_ matching: RowMatching, form: FormRows, in source: [SourceRow], _ heads: HeadCells) -> Int? {
        var (off, count) = ([Int](), 0)
        for row in form.rows where row.section == .proactive {
            guard let index = matching.matches[row.index]?.source, source[index].kind == .table, source[index].values.count == row.slots.count
            else { continue }
            let columns = heads.columns(of: row, before: index, in: source)
            guard !columns.isEmpty else { continue }
            count += 1
            if source[index].values.map({ $0.place.column - 1 }) != columns { off.append(index) }
        }
        return off.count == 1 && count >= 5 ? off[0] : nil
    }

    /// The header's columns for a row that has fewer or more values than cells; empty where they are not to be relied on.
    private static func paddingColumns(of row: FormRow, before index: Int, in source: [SourceRow], _ heads: HeadCells) -> [Int] {
        guard source[index].kind == .table, source[index].values.count != row.slots.count, row.section != .remedies else { return [] }
        let columns = heads.columns(of: row, before: index, in: source)
        return columns.isEmpty || isContradicted(columns, by: source, table: source[index]) ? [] : columns
    }

    /// Whether most rows of a table that fill as many cells as the header has columns have them in other columns: then the header is not to be
    /// relied on.
    private static func isContradicted(_ columns: [Int], by source: [SourceRow], table: SourceRow) -> Bool {
        var (agreeing, contradicting) = (0, 0)
        for row in source where row.kind == .table && row.table == table.table && (row.table != 0 || row.end == table.end) {
            let filled = row.values.filter { $0.token != .blank }
            guard filled.count == columns.count else { continue }
            if filled.map({ $0.place.column - 1 }) == columns { agreeing += 1 } else { contradicting += 1 }
        }
        return contradicting > agreeing
    }

    /// Rows of Table 3 without a total, or of a list without a running total, where the others have one: cells may be lost from them.
    private static func missingTotals(_ rows: [[Cell]]) -> [ReadingNote] {
        let incomplete = rows.filter { $0.last!.state != .number }
        guard incomplete.count * 2 < rows.count else { return [] }
        // Beside a zero nothing is missing.
        return incomplete.filter { row in row.contains { $0.state == .number && $0.value?.mantissa != 0 } }.map { row in
            ReadingNote(
                kind: .missingTotal,
                message: LocalizedText(
                    zh: "该行有数而无总计，与其他各行不同，可能缺格", en: "the row has figures but no total, unlike the others: a cell may be lost"),
                indicators: row.map(\.indicator), place: row.last!.place)
        }
    }

    /// Lines without the code that the form prints before their label, where most have it: it may stand joined to the value before it.
    private static func lostCodes(_ matching: RowMatching, source: [SourceRow], form: FormRows) -> [ReadingNote] {
        let coded = form.rows.filter { $0.code != nil }.compactMap { row in
            matching.matches[row.index].flatMap { source[$0.source].kind == .line ? (row: row, source: $0.source) : nil }
        }
        let lost = coded.filter { source[$0.source].code == nil }
        guard !lost.isEmpty, lost.count * 2 < coded.count else { return [] }
        return lost.map { row, index in
            let before = coded.filter { $0.source < index }.max { $0.source < $1.source }
            return ReadingNote(
                kind: .lostCode,
                message: LocalizedText(
                    zh: "“\(row.label)”前的代码缺失，可能并入了前一个数值",
                    en: "the code before \(row.label) is missing; it may stand joined to the value before it"),
                indicators: ((before?.row.slots ?? []) + row.slots).map(\.id), place: source[index].values.first?.place)
        }
    }

    private static func labelNote(_ row: FormRow, _ source: SourceRow, _ ground: RowMatching.Ground, isList: Bool) -> [ReadingNote] {
        let place = source.values.first?.place
        let seen = source.labels.last ?? ""
        let variant = LocalizedText(zh: "“\(seen)”即“\(row.label)”", en: "\(seen) stands for \(row.label)")
        switch ground {
        case .label:
            guard let official = row.keys.first, LabelNormalization.core(seen) != official, row.section != .remedies,
                !source.labels.joined().holds(official), !isList
            else { return [] }
            return [ReadingNote(kind: .labelVariant, message: variant, indicators: row.slots.map(\.id), place: place)]
        case .nearLabel:
            // Lines that the page's width broke carry the rest of the label above or below.
            let core = LabelNormalization.core(seen)
            if source.kind == .line, row.keys.contains(where: { $0.hasPrefix(core) }) { return [] }
            return [ReadingNote(kind: .labelVariant, message: variant, indicators: row.slots.map(\.id), place: place)]
        case .position:
            guard !source.labels.joined().contains((row.keys.first ?? "").prefix(8)) else { return [] }
            return [
                ReadingNote(
                    kind: .labelByPosition,
                    message: LocalizedText(
                        zh: "“\(row.label)”的标签不可辨认，按位置认定", en: "the label of \(row.label) was not legible; the row was told by its place"),
                    indicators: row.slots.map(\.id), place: place)
            ]
        case .outOfOrder:
            guard !isList else { return [] }
            return [
                ReadingNote(
                    kind: .rowOutOfOrder,
                    message: LocalizedText(zh: "“\(row.label)”不在表样规定的位置", en: "\(row.label) does not stand in the form's order"),
                    indicators: row.slots.map(\.id), place: place)
            ]
        }
    }
}
