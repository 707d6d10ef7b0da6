import Disclosure
import DocumentReading

/// A form inside running text: the labels of its rows follow each other in one paragraph, their values between them, glued or not.
struct RunningText {
    /// One row found, with the text of its values.
    struct Segment {
        let row: FormRow
        /// The values as they stand, white space kept; several where it is not certain which digits are the numbering of the next label.
        let texts: [String]
        /// Whether remarks or marks of footnotes stood among them.
        var holdsRemarks = false
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
    /// The rows that stand twice with other values.
    let doubled: [FormRow]
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
        let labels = RunningLabels(folded, in: region, form: form).found
        guard labels.count >= 5 else { return nil }
        origin.append(original.count)
        var segments: [Segment] = []
        let boundaries = zip(labels, labels.dropFirst()).map { LabelBoundary(folded, row: form.rows[$1.row], start: $1.start, after: $0.end) }
        let doubtful = LabelBoundary.doubtfulDigits(boundaries)
        let found = Set(labels.map(\.row))
        for (ordinal, label) in labels.enumerated() {
            let isLast = ordinal == boundaries.count
            let end = isLast ? region.upperBound : doubtful[ordinal] > 0 ? labels[ordinal + 1].start : boundaries[ordinal].end
            let start = RunningStretch.valueStart(folded, from: label.end, to: end)
            let stretch = RunningStretch(
                original[origin[start]..<origin[end]], isLast: isLast, doubtfulDigits: isLast ? 0 : doubtful[ordinal],
                rowBehind: form.rowLost(behind: label.row, found: found), form: form)
            let row = form.rows[label.row]
            segments.append(
                .init(
                    row: row, texts: stretch.texts, holdsRemarks: stretch.holdsRemarks, ordinal: ordinal + 1, line: paragraph.line,
                    page: paragraph.page))
        }
        (segments, doubled) = Self.merged(segments)
        if let row = form.rows.last, row.section == .remedies,
            let header = Self.last(Array("总计".unicodeScalars), in: folded, range: (labels.last?.end ?? 0)..<region.upperBound)
        {
            let text = RunningStretch.valueText(original[origin[header + 2]..<origin[region.upperBound]]).text
            segments.append(.init(row: row, texts: [text], ordinal: segments.count + 1, line: paragraph.line, page: paragraph.page))
        }
        self.segments = segments
        prose = [original[..<origin[region.lowerBound]], original[origin[region.upperBound]...]].map { scalars in
            var text = String()
            text.unicodeScalars.append(contentsOf: scalars)
            return text
        }
    }

    /// The pieces between white space.
    static func pieces(_ text: String) -> [String] { text.split(whereSeparator: \.isWhitespace).map(String.init) }

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
        return (range.lowerBound...range.upperBound - needle.count).first { text.holds(needle, at: $0) }
    }

    private static func last(_ needle: [Unicode.Scalar], in text: [Unicode.Scalar], range: Range<Int>) -> Int? {
        guard range.count >= needle.count else { return nil }
        return (range.lowerBound...range.upperBound - needle.count).last { text.holds(needle, at: $0) }
    }

    // MARK: Rows

    /// One segment a row: of a row that stands twice the one that has values, and the first where both have; and the rows whose values then differ.
    private static func merged(_ segments: [Segment]) -> (segments: [Segment], doubled: [FormRow]) {
        var merged: [Segment] = []
        var doubled: [FormRow] = []
        var place: [Int: Int] = [:]
        for segment in segments {
            guard let first = place[segment.row.index] else {
                place[segment.row.index] = merged.count
                merged.append(segment)
                continue
            }
            if merged[first].text.isEmpty {
                merged[first] = segment
            } else if !segment.text.isEmpty, segment.texts != merged[first].texts {
                doubled.append(segment.row)
            }
        }
        return (merged, doubled)
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
