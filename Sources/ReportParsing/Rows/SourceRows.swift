import Disclosure
import DocumentReading

/// Turns a document, tables or lines, into one stream of rows in reading order.
struct SourceRows {
    private(set) var rows: [SourceRow] = []
    /// Blocks that no row was made of: prose, headings, running text.
    private(set) var proseBlocks: [Int] = []
    private var pending: [String] = []
    private var open: SourceRow?
    private var lastWasBar = false
    private var table = 0
    private var pendingCode: Int?
    private var pendingUnit: String?
    /// The block of the label that was met last, and the lines that hold values and no label.
    private var labelBlock = 0
    private var labelLine = 0
    /// The block of the value that was met last, when nothing but remarks stands behind it.
    private var lastValueBlock = -1
    private var bareLines: Set<Int> = []
    private let known: KnownLabels
    private let barFrame: BarFrame

    /// Longest text that can be a label; anything longer is prose.
    private static let labelLimit = 70

    /// - Parameters: document: what was read.  excluded: blocks to leave out.  forms: the forms that it holds.
    init(_ document: Document, excluding excluded: Set<Int>, forms: [FormRows] = []) {
        known = KnownLabels(forms)
        barFrame = BarFrame(document, excluding: excluded)
        for (index, block) in document.blocks.enumerated() {
            if excluded.contains(index) {
                closeRow()
                pending = []
                continue
            }
            switch block {
            case .table(let table): add(table, block: index)
            case .paragraph(let paragraph): add(paragraph, block: index)
            }
        }
        closeRow()
        rows = LinePlaces.filled(rows, known: known)
        markUneven()
        markBroken()
        for index in rows.indices where rows[index].isInterleaved { rows[index].isIrregular = true }
    }

    /// Marks the rows of a page whose label, with a value or without, stands on a line between two that hold numbers alone, where nearly all labels have their values beside them: what
    /// looks like the value may be the end of a number that a narrow cell broke, and the row above may have taken its beginning.
    private mutating func markBroken() {
        let lines = rows.indices.filter { rows[$0].kind == .line }
        guard lines.count(where: { rows[$0].labelBlock == rows[$0].block }) * 5 >= lines.count * 4 else { return }
        for index in lines {
            let label = rows[index].labelBlock
            guard 0...1 ~= rows[index].block - label, bareLines.contains(label + 1), bareLines.contains(label - 1) else { continue }
            rows[index].isIrregular = true
            if index > 0 { rows[index - 1].isIrregular = true }
        }
    }

    /// Marks the rows that end in another column than four fifths of the rows with values of their table, or of the lines with bars and tabs
    /// around them.
    private mutating func markUneven() {
        var start = rows.startIndex
        while start < rows.endIndex {
            let first = rows[start]
            guard first.kind == .table else {
                start += 1
                continue
            }
            var end = start
            while end < rows.endIndex, rows[end].kind == .table, rows[end].table == first.table {
                // Lines with prose between them are two tables.
                if first.table == 0, end > start, rows[end].block > rows[end - 1].block + 1 { break }
                end += 1
            }
            let filled = (start..<end).filter { !rows[$0].values.isEmpty }
            let widths = Dictionary(filled.map { (rows[$0].end, 1) }, uniquingKeysWith: +)
            if let usual = widths.max(by: { ($0.value, $0.key) < ($1.value, $1.key) }), filled.count >= 5, usual.value * 5 >= filled.count * 4 {
                let counts = Set(filled.filter { rows[$0].end == usual.key }.map { rows[$0].values.count })
                for index in filled where rows[index].end != usual.key {
                    rows[index].isRagged = true
                    // A line has no spans, so a row may have a label more, but no value; and of two rows in one, one begins where no other does, or has lost its label.
                    if rows[index].isPart || rows[index].hasInnerFigure || first.table == 0 && !counts.contains(rows[index].values.count) {
                        rows[index].isIrregular = true
                    }
                }
            }
            // A bar without its white space, where the others have theirs: what stands beside it may have taken the place of a space.
            let tight = filled.filter { rows[$0].hasTightBar }
            if filled.count >= 5, tight.count * 5 <= filled.count { for index in tight { rows[index].isIrregular = true } }
            start = end
        }
    }

    // MARK: Tables

    private mutating func add(_ table: Document.Table, block: Int) {
        closeRow()
        pending = []
        self.table = table.ordinal
        for (number, row) in table.rows.enumerated() { add(row, number: number + 1, table: table.ordinal, block: block) }
    }

    private mutating func add(_ row: Document.Table.Row, number: Int, table: Int, block: Int, hasTightBar: Bool = false) {
        let stacked = CellRoles.unstacked(row.cells, known: known)
        let parts = stacked ?? CellRoles.parts(row.cells, known: known)
        for cells in parts {
            var part = row
            part.cells = cells
            var made = self.row(part, number: number, table: table, block: block)
            made.isPart = stacked == nil && parts.count > 1
            made.isUnstacked = stacked != nil
            made.hasTightBar = hasTightBar
            rows.append(made)
        }
    }

    private func row(_ row: Document.Table.Row, number: Int, table: Int, block: Int) -> SourceRow {
        let roles = CellRoles(row.cells, known: known)
        let (tokens, start) = (roles.tokens, roles.start)
        let values = (start..<tokens.count).map { index in
            SourceValue(
                text: row.cells[index].text, token: tokens[index],
                place: CellPlace(table: table, row: number, column: row.cells[index].column + 1, page: row.page))
        }
        var labels: [String] = []
        var code: Int?
        var unit: String?
        for index in 0..<start where tokens[index] == .text || tokens[index] == .notApplicable {
            let folded = LabelNormalization.label(row.cells[index].text)
            code = LabelNormalization.code(row.cells[index].text) ?? code
            if LabelNormalization.units.contains(LabelKey(folded)) { unit = folded } else { labels.append(folded) }
        }
        let label = tokens.firstIndex(of: .text) ?? start
        return SourceRow(
            kind: .table, labels: labels, values: values, cells: row.cells, table: table, line: number, page: row.page, block: block, code: code,
            unit: unit,
            isIrregular: row.isIrregular, hasInnerFigure: label < start && tokens[label..<start].contains(where: \.isNumber))
    }

    // MARK: Lines

    private mutating func add(_ paragraph: Document.Paragraph, block: Int) {
        let text = paragraph.text
        if BarredLine.isSeparated(text) {
            if let cells = barFrame.cells(of: text, labelLimit: Self.labelLimit) {
                closeRow()
                pending = []
                table = max(table, 0)
                let row = Document.Table.Row(cells: cells, line: paragraph.line, page: paragraph.page)
                add(row, number: paragraph.line, table: 0, block: block, hasTightBar: BarredLine.hasTightBar(text))
                return
            }
        }
        var ordinal = 0
        var isProse = false
        var (hasLabel, hasNumber) = (false, false)
        let words = RemarkWords.joined(LabelNormalization.words(text), in: text)
        for (index, word) in words.enumerated() {
            if !known.codes.isEmpty, index + 1 < words.count, isCode(word, before: words[index + 1]) {
                closeRow()
                pendingCode = Int(word)
                continue
            }
            if BarredLine.isBar(word) {
                bar(paragraph, ordinal: ordinal + 1)
                continue
            }
            ordinal += 1
            let token = self.token(word, at: index, of: words)
            if token == .text, takeRemark(word, block: block) { continue }
            if token.isValue, open != nil || !pending.isEmpty || token != .notApplicable {
                lastWasBar = false
                if token.isNumber { hasNumber = true }
                let inset = text.utf8.distance(from: text.startIndex, to: word.startIndex)
                let value = SourceValue(text: String(word), token: token, place: place(paragraph, ordinal), inset: inset)
                append(value, paragraph: paragraph, block: block)
            } else {
                let folded = LabelNormalization.folded(word)
                lastWasBar = false
                if LabelNormalization.units.contains(LabelKey(folded)) {
                    // Behind a label; a word behind the values of a row is no unit of theirs.
                    if open == nil, !pending.isEmpty { pendingUnit = folded }
                    continue
                }
                if open?.block == block, Self.isDebris(word) { open?.isIrregular = true }
                if word.utf8.count > Self.labelLimit, word.count > Self.labelLimit { isProse = true }
                closeRow()
                if let last = rows.indices.last, rows[last].nextLabelLine == 0 { rows[last].nextLabelLine = paragraph.line }
                lastValueBlock = -1
                pending.append(folded)
                pendingUnit = nil
                labelBlock = block
                labelLine = paragraph.line
                hasLabel = true
            }
        }
        if hasNumber, !hasLabel { bareLines.insert(block) }
        if isProse {
            pending = []
            proseBlocks.append(block)
        } else if ordinal > 0, open == nil {
            proseBlocks.append(block)
        }
        if pending.count > 12 { pending.removeFirst(pending.count - 12) }
    }

    /// Whether a word holds what no report is written in: rare ideographs, private or unassigned characters. Digits of a page whose bytes moved by one become such (3800₁₆ for 38₁₆), and
    /// the number before them is only the beginning of one.
    private static func isDebris(_ word: Substring) -> Bool {
        word.unicodeScalars.contains { scalar in
            switch scalar.value {
            case 0x3100, 0x3200, 0x3300, 0x3400...0x4DBF, 0xFFFD: true
            default: [.privateUse, .unassigned].contains(scalar.properties.generalCategory)
            }
        }
    }

    /// What a word of a line says. A numbering that the end of a page or of a line parted from its label is a label (`7.` before the row's values), and a number
    /// in brackets is a value only where the row lacks one.
    private func token(_ word: Substring, at index: Int, of words: [Substring]) -> NumberToken {
        let token = NumberToken.parse(word)
        guard token.isNumber else { return token }
        if index == 0, words.count > 2, RemarkWords.isNumbering(word) { return .text }
        guard token.wording.contains(.accounting), word.utf8.last == UInt8(ascii: ")") || word.hasSuffix("）") else { return token }
        // Before the first value it is the gloss of a label: 申请总数 (2017).
        guard let row = open, let label = row.labels.last, let count = known.cellCount(folded: label), count > row.values.count else {
            return .text
        }
        return token
    }

    /// Takes a word of a line that is a remark on the value before it: `（其中修订16件）`, `注1`, `*`.
    private mutating func takeRemark(_ word: Substring, block: Int) -> Bool {
        guard open != nil, lastValueBlock == block, !lastWasBar, RemarkWords.isRemark(word), known.cellCount(word) == nil,
            var value = open!.values.last
        else { return false }
        let text = "\(value.text) \(word)"
        let token = NumberToken.parse(text)
        guard token.isNumber else { return false }
        value.text = text
        value.token = token
        open!.values[open!.values.count - 1] = value
        return true
    }

    /// Whether a number is the code that the form prints before the label behind it.
    private func isCode(_ word: Substring, before label: Substring) -> Bool {
        guard word.utf8.count <= 2, let code = Int(word) else { return false }
        return known.codes.contains(CodedLabel(code: code, key: LabelKey(LabelNormalization.core(LabelNormalization.folded(label)))))
    }

    private func place(_ paragraph: Document.Paragraph, _ ordinal: Int) -> CellPlace {
        CellPlace(table: 0, row: paragraph.line, column: ordinal, page: paragraph.page)
    }

    private mutating func append(_ value: SourceValue, paragraph: Document.Paragraph, block: Int) {
        if open == nil {
            open = SourceRow(kind: .line, labels: pending, values: [], line: paragraph.line, page: paragraph.page, block: block, code: pendingCode)
            open?.labelBlock = labelBlock
            open?.labelLine = labelLine
            open?.unit = pendingUnit
            pending = []
            pendingCode = nil
        }
        open?.values.append(value)
        lastValueBlock = block
    }

    /// A bar on its own: two with nothing between them enclose a blank cell.
    private mutating func bar(_ paragraph: Document.Paragraph, ordinal: Int) {
        if lastWasBar, open != nil || !pending.isEmpty {
            append(SourceValue(text: "", token: .blank, place: place(paragraph, ordinal)), paragraph: paragraph, block: 0)
        }
        lastWasBar = true
    }

    private mutating func closeRow() {
        if let row = open { rows.append(row) }
        open = nil
        lastWasBar = false
    }
}
