import Disclosure

/// Where the labels of a form's rows stand in running text.
struct RunningLabels {
    struct Label {
        let row: Int
        let start: Int
        let end: Int

        var span: Range<Int> { start..<end }
    }

    /// In reading order, none overlapping; a row whose label stands twice between the others has two.
    private(set) var found: [Label] = []

    /// A place where a row's label can stand.
    private struct Candidate {
        let label: Label
        /// Whether the code or the numbering of the row stands before it.
        let isMarked: Bool
    }

    private let text: [Unicode.Scalar]
    private let form: FormRows

    init(_ text: [Unicode.Scalar], in region: Range<Int>, form: FormRows) {
        self.text = text
        self.form = form
        let (taken, surplus) = chosen(candidates(in: region))
        guard let first = taken.first, let last = taken.last else { return }
        // A second label counts where values stand around it, and not where prose mentions the row.
        var end = last.end
        found = taken
        for label in surplus where label.start > first.start && isBehindValue(label) {
            if label.start > last.start {
                guard holdsValuesOnly(end..<boundary(label, after: end).end) else { break }
                end = label.end
            }
            found.append(label)
        }
        found.sort { $0.start < $1.start }
        tellTwinsApart()
        joinVariants()
    }

    // MARK: Candidates

    private func candidates(in region: Range<Int>) -> [Candidate] {
        var candidates: [Candidate] = []
        for row in form.rows where row.section != .remedies {
            for key in row.keys {
                // Rows that differ in their gloss alone (复制费（纸张）, 复制费（光盘）) go by it, and by their code.
                let twins = form.byKey[LabelKey(key)]!.filter { $0 != row.index }.map { form.rows[$0] }
                let gloss = twins.isEmpty ? "" : LabelNormalization.gloss(row.label)
                let needle = Array((key.count <= 2 && !row.numeral.isEmpty ? row.label : key + gloss).unicodeScalars)
                guard region.count >= needle.count else { continue }
                for position in region.lowerBound...(region.upperBound - needle.count) where text.holds(needle, at: position) {
                    func boundary(_ row: FormRow) -> LabelBoundary {
                        LabelBoundary(text, row: row, start: position, after: max(region.lowerBound, position - 12))
                    }
                    let own = boundary(row)
                    if !own.hasCode, twins.contains(where: { boundary($0).hasCode }) { continue }
                    let label = Label(row: row.index, start: position, end: position + needle.count)
                    candidates.append(Candidate(label: label, isMarked: own.hasCode || own.isNumbered))
                }
            }
        }
        return candidates
    }

    /// The labels in reading order, longest first, none overlapping, each row once; and those of rows that have one already.
    private func chosen(_ candidates: [Candidate]) -> (taken: [Label], surplus: [Label]) {
        let sorted = candidates.sorted {
            ($1.label.span.count, $0.label.start, $0.label.row) < ($0.label.span.count, $1.label.start, $1.label.row)
        }
        let marked = Set(candidates.filter(\.isMarked).map(\.label.row))
        var taken: [Label] = []
        var surplus: [Label] = []
        var rows: Set<Int> = []
        // What a label holds is no label, also where its row is found already: 采纳意见数 in a second 不予采纳意见数.
        var covered: [Range<Int>] = []
        for candidate in sorted {
            let label = candidate.label
            guard covered.allSatisfy({ !$0.overlaps(label.span) }) else { continue }
            // A row goes by the label that its code or numbering stands before.
            if candidate.isMarked || !marked.contains(label.row), rows.insert(label.row).inserted {
                taken.append(label)
                covered.append(label.span)
            } else if !sorted.contains(where: { $0.label.span == label.span && !rows.contains($0.label.row) && $0.label.row != label.row }) {
                surplus.append(label)
                covered.append(label.span)
            }
        }
        return (taken.sorted { $0.start < $1.start }, surplus.sorted { $0.start < $1.start })
    }

    // MARK: Labels that stand twice

    private func boundary(_ label: Label, after lowest: Int) -> LabelBoundary {
        LabelBoundary(text, row: form.rows[label.row], start: label.start, after: lowest)
    }

    /// Whether no ideograph that could belong to the label stands directly before it.
    private func isBehindValue(_ label: Label) -> Bool {
        let end = boundary(label, after: max(0, label.start - 12)).end
        return end < label.start || end == 0 || !text[end - 1].properties.isIdeographic || found.contains { $0.end == end }
    }

    private func holdsValuesOnly(_ range: Range<Int>) -> Bool {
        let start = RunningStretch.valueStart(text, from: range.lowerBound, to: range.upperBound)
        return text[start..<max(start, range.upperBound)].allSatisfy { RunningStretch.isOfValue($0) }
    }

    /// A row's label of one year printed before that of another (`网站公开 / 1、政府网站公开数`) is one label.
    private mutating func joinVariants() {
        for index in found.indices.dropLast().reversed() where found[index].row == found[index + 1].row {
            let (first, second) = (found[index], found[index + 1])
            let end = boundary(second, after: first.end).end
            let between = text[RunningStretch.valueStart(text, from: first.end, to: end)..<end]
            guard between.allSatisfy({ $0 == "/" }) else { continue }
            found.replaceSubrange(index...index + 1, with: [Label(row: first.row, start: first.start, end: second.end)])
        }
    }

    /// Where labels that several rows go by stand more often than there are such rows, each belongs to the first row behind the last label that is
    /// nobody else's.
    private mutating func tellTwinsApart() {
        let counts = Dictionary(grouping: found.indices, by: { found[$0].row }).filter { $0.value.count > 1 }
        for row in counts.keys.sorted() {
            let key = LabelKey(String(String.UnicodeScalarView(text[found[counts[row]![0]].span])))
            guard let twins = form.byKey[key], twins.count > 1 else { continue }
            for index in found.indices where twins.contains(found[index].row) {
                let anchor = found[..<index].last { !twins.contains($0.row) }?.row ?? -1
                let own = twins.first { $0 > anchor } ?? twins.last!
                found[index] = Label(row: own, start: found[index].start, end: found[index].end)
            }
        }
    }
}

extension Array where Element == Unicode.Scalar {
    /// Whether the characters stand at a position.
    func holds(_ needle: [Unicode.Scalar], at position: Int) -> Bool {
        guard self[position] == needle[0] else { return false }
        for offset in needle.indices where self[position + offset] != needle[offset] { return false }
        return true
    }
}
