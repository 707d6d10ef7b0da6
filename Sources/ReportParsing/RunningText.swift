import Disclosure
import DocumentReading

/// A form inside running text: the labels of its rows follow each other in one paragraph, their values between them, glued or not.
struct RunningText {
    /// One row found, with the text of its values.
    struct Segment {
        let row: FormRow
        /// The values as they stand, white space kept; several where it is not certain which digits are the numbering of the next label.
        let texts: [String]
        /// The ordinal of the label among those found, for the place.
        let ordinal: Int
        let line: Int
        let page: Int?

        /// The values as they stand, as far as it is certain.
        var text: String { texts[0] }

        /// The pieces between white space.
        var pieces: [String] { RunningText.pieces(text) }

        /// Whether fewer pieces stand there than cells, with digits enough for all.
        var isGlued: Bool { pieces.count < row.slots.count && text.count(where: \.isNumber) >= row.slots.count }

        func place(column: Int) -> CellPlace { CellPlace(table: 0, row: line, column: column, page: page) }
    }

    let segments: [Segment]
    /// The text before and after the form.
    let prose: [String]

    /// Shortest paragraph worth a search.
    private static let shortest = 120

    /// Finds the rows of a form in a paragraph; `nil` when it holds fewer than five of them.
    init?(_ paragraph: Document.Paragraph, form: FormRows) {
        guard paragraph.text.utf8.count > Self.shortest else { return nil }
        let original = Array(paragraph.text.unicodeScalars)
        var folded: [Unicode.Scalar] = []
        var origin: [Int] = []
        for (index, scalar) in original.enumerated() {
            guard let kept = LabelNormalization.folded(scalar) else { continue }
            folded.append(kept)
            origin.append(index)
        }
        let region = Self.region(folded, form: form)
        guard region.count > 20 else { return nil }
        let labels = Self.labels(folded, in: region, form: form)
        guard labels.count >= 5 else { return nil }
        origin.append(original.count)
        var segments: [Segment] = []
        let boundaries = zip(labels, labels.dropFirst()).map { LabelBoundary(folded, row: form.rows[$1.row], start: $1.start, after: $0.end) }
        let doubtful = LabelBoundary.doubtfulDigits(boundaries)
        for (ordinal, label) in labels.enumerated() {
            let isLast = ordinal == boundaries.count
            let end = isLast ? region.upperBound : doubtful[ordinal] > 0 ? labels[ordinal + 1].start : boundaries[ordinal].end
            let start = Self.valueStart(folded, from: label.end, to: end)
            let texts = Self.texts(original[origin[start]..<origin[end]], isLast: isLast, doubtfulDigits: isLast ? 0 : doubtful[ordinal])
            segments.append(.init(row: form.rows[label.row], texts: texts, ordinal: ordinal + 1, line: paragraph.line, page: paragraph.page))
        }
        if let row = form.rows.last, row.section == .remedies,
            let header = Self.last(Array("总计".unicodeScalars), in: folded, range: (labels.last?.end ?? 0)..<region.upperBound)
        {
            let text = Self.valueText(original[origin[header + 2]..<origin[region.upperBound]]).text
            segments.append(.init(row: row, texts: [text], ordinal: segments.count + 1, line: paragraph.line, page: paragraph.page))
        }
        self.segments = segments
        prose = [original[..<origin[region.lowerBound]], original[origin[region.upperBound]...]].map { scalars in
            var text = String()
            text.unicodeScalars.append(contentsOf: scalars)
            return text
        }
    }

    // MARK: Where the form stands

    /// From the form's header to the prose behind it.
    private static func region(_ text: [Unicode.Scalar], form: FormRows) -> Range<Int> {
        func first(_ needle: String, from: Int = 0) -> Int? { Self.first(Array(needle.unicodeScalars), in: text, range: from..<text.count) }
        func last(_ needle: String) -> Int? { Self.last(Array(needle.unicodeScalars), in: text, range: 0..<text.count) }
        if form.isList {
            let start = last("历年累计") ?? last("统计数") ?? 0
            return start..<text.count
        }
        guard let start = first("第二十条第(一)项") ?? first("申请人情况") else { return 0..<0 }
        let end = first("五、存在", from: start) ?? first("五、政府信息公开工作存在", from: start) ?? text.count
        return start..<end
    }

    private static func first(_ needle: [Unicode.Scalar], in text: [Unicode.Scalar], range: Range<Int>) -> Int? {
        guard range.count >= needle.count else { return nil }
        return (range.lowerBound...range.upperBound - needle.count).first { matches(needle, text, at: $0) }
    }

    private static func last(_ needle: [Unicode.Scalar], in text: [Unicode.Scalar], range: Range<Int>) -> Int? {
        guard range.count >= needle.count else { return nil }
        return (range.lowerBound...range.upperBound - needle.count).last { matches(needle, text, at: $0) }
    }

    private static func matches(_ needle: [Unicode.Scalar], _ text: [Unicode.Scalar], at position: Int) -> Bool {
        guard text[position] == needle[0] else { return false }
        for offset in needle.indices where text[position + offset] != needle[offset] { return false }
        return true
    }

    // MARK: Labels

    private struct Label {
        let row: Int
        let start: Int
        let end: Int
    }

    /// The labels in reading order: longest first, none overlapping, each row once.
    private static func labels(_ text: [Unicode.Scalar], in region: Range<Int>, form: FormRows) -> [Label] {
        var candidates: [Label] = []
        for row in form.rows where row.section != .remedies {
            for key in row.keys {
                // Rows that differ in their gloss alone (复制费（纸张）, 复制费（光盘）) go by it, and by their code.
                let twins = form.byKey[LabelKey(key)]!.filter { $0 != row.index }.map { form.rows[$0] }
                let gloss = twins.isEmpty ? "" : LabelNormalization.gloss(row.label)
                let needle = Array((key.count <= 2 && !row.numeral.isEmpty ? row.label : key + gloss).unicodeScalars)
                guard region.count >= needle.count else { continue }
                for position in region.lowerBound...(region.upperBound - needle.count) where matches(needle, text, at: position) {
                    func hasCode(_ row: FormRow) -> Bool {
                        row.code != nil && LabelBoundary(text, row: row, start: position, after: max(region.lowerBound, position - 12)).hasCode
                    }
                    if !hasCode(row), twins.contains(where: hasCode) { continue }
                    candidates.append(Label(row: row.index, start: position, end: position + needle.count))
                }
            }
        }
        candidates.sort { ($1.end - $1.start, $0.start) < ($0.end - $0.start, $1.start) }
        var taken: [Label] = []
        var rows: Set<Int> = []
        // What a label holds is no label, also where its row is found already: 采纳意见数 in a second 不予采纳意见数.
        var covered: [Range<Int>] = []
        for candidate in candidates {
            let span = candidate.start..<candidate.end
            guard covered.allSatisfy({ !$0.overlaps(span) }) else { continue }
            if rows.insert(candidate.row).inserted {
                taken.append(candidate)
                covered.append(span)
            } else if !candidates.contains(where: { $0.start == candidate.start && $0.end == candidate.end && !rows.contains($0.row) }) {
                covered.append(span)
            }
        }
        return taken.sorted { $0.start < $1.start }
    }

    /// Skips the gloss and the unit behind a label.
    private static func valueStart(_ text: [Unicode.Scalar], from start: Int, to end: Int) -> Int {
        var position = start
        if position < end, text[position] == "(", let closing = text[position..<end].firstIndex(of: ")"), closing - position > 3 {
            position = closing + 1
        }
        for unit in ["人次", "万元", "条", "件", "个", "人", "次", "篇", "元", "项"] {
            let scalars = Array(unit.unicodeScalars)
            if position + scalars.count <= end, matches(scalars, text, at: position) { return position + scalars.count }
        }
        return position
    }

    /// The pieces between white space.
    static func pieces(_ text: String) -> [String] { text.split(whereSeparator: \.isWhitespace).map(String.init) }

    /// What the values of a row may be, in the stretch of text from its label to the next.
    private static func texts(_ stretch: ArraySlice<Unicode.Scalar>, isLast: Bool, doubtfulDigits: Int) -> [String] {
        let (text, rest) = valueText(stretch)
        // Digits behind what can be a value: a character among them was lost, and the stretch as a whole is all that is certain.
        if !isLast, rest.contains(where: isDigit), doubtfulDigits == 0 { return [String(String.UnicodeScalarView(stretch)).trimmed] }
        var texts = [text]
        var shorter = text[...]
        while let last = shorter.last, ".、,".contains(last) { shorter.removeLast() }
        for dropped in 0...doubtfulDigits where doubtfulDigits > 0 {
            if dropped > 0 {
                guard shorter.last?.isNumber == true else { break }
                shorter.removeLast()
            }
            while shorter.last?.isWhitespace == true { shorter.removeLast() }
            if shorter != texts.last! { texts.append(String(shorter)) }
        }
        return texts
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) || ("０"..."９").contains(scalar) }

    /// The characters of values at the beginning of a piece of the text, and what stands behind them.
    private static func valueText(_ scalars: ArraySlice<Unicode.Scalar>) -> (text: String, rest: ArraySlice<Unicode.Scalar>) {
        var text = String()
        for index in scalars.indices {
            let folded = LabelNormalization.folded(scalars[index])
            guard let folded else {
                text.unicodeScalars.append(" ")
                continue
            }
            switch folded {
            case "0"..."9", ".", ",", "+", "-", "/", "元", "万", "亿": text.unicodeScalars.append(folded)
            default: return (text.trimmed, scalars[index...])
            }
        }
        return (text.trimmed, [])
    }
}

extension String {
    /// The text without white space at its ends.
    var trimmed: String {
        var rest = self[...]
        while let first = rest.first, first.isWhitespace { rest.removeFirst() }
        while let last = rest.last, last.isWhitespace { rest.removeLast() }
        return String(rest)
    }
}
