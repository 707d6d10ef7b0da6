import Disclosure
import DocumentReading

/// Finds the rows of a form among the rows of a document: by label, in the form's order, gaps filled by count.
struct RowMatching {
    /// How a row was told.
    enum Ground { case label, nearLabel, position, outOfOrder }

    struct Match {
        var source: Int
        var ground: Ground
    }

    /// For every row of the form, the source row that is it.
    private(set) var matches: [Match?]
    /// Source rows between matched ones that no row of the form takes.
    private(set) var extra: [Int] = []

    private let form: FormRows
    private let source: [SourceRow]

    init(form: FormRows, source: [SourceRow]) {
        self.form = form
        self.source = source
        matches = Array(repeating: nil, count: form.rows.count)
        align()
        takeOutOfOrder()
        fillGaps()
        findExtra()
    }

    /// How many rows were found.
    var count: Int { matches.count { $0 != nil } }

    // MARK: Alignment

    private struct Candidate {
        let row: Int
        let score: Int
        let ground: Ground
    }

    /// The heaviest chain of candidates in which both rows and source rows go forward.
    private mutating func align() {
        let candidates = source.map { self.candidates(for: $0) }
        // best[j]: weight of the heaviest chain that ends at or before row j − 1; the chain is kept as parent links.
        var best = Array(repeating: 0, count: form.rows.count + 1)
        var chain = Array(repeating: -1, count: form.rows.count + 1)
        var links: [(source: Int, candidate: Candidate, previous: Int)] = []
        for (index, options) in candidates.enumerated() {
            // All candidates of one source row see the chains before it.
            var updates: [(row: Int, weight: Int, link: Int)] = []
            for option in options {
                links.append((index, option, chain[option.row]))
                updates.append((option.row + 1, best[option.row] + option.score, links.count - 1))
            }
            for update in updates {
                var position = update.row
                // Table 4 is the last row: of two that look like it, the later one.
                let isLast = position == form.rows.count && form.rows[position - 1].section == .remedies
                while position < best.count && (best[position] < update.weight || isLast && best[position] == update.weight) {
                    best[position] = update.weight
                    chain[position] = update.link
                    position += 1
                }
            }
        }
        var link = chain[form.rows.count]
        while link >= 0 {
            let step = links[link]
            matches[step.candidate.row] = Match(source: step.source, ground: step.candidate.ground)
            link = step.previous
        }
    }

    private func candidates(for row: SourceRow) -> [Candidate] {
        guard !row.values.isEmpty else { return [] }
        var found: [Candidate] = []
        if let last = form.rows.last, last.section == .remedies, row.values.count >= 15, row.values.count <= 17 {
            let exact = row.values.count == 15
            found.append(Candidate(row: last.index, score: (exact ? 100 : 60) + (row.isFilled ? 20 : 0), ground: .label))
        }
        guard let last = row.labels.last else { return found }
        // A label may be wrapped or followed by a gloss on a line of its own: try the last one, then the last ones joined.
        var joined = ""
        for (depth, label) in row.labels.reversed().prefix(4).enumerated() {
            joined = label + joined
            for index in form.rows(named: joined) {
                if let score = score(index, row, 100 - depth) { found.append(Candidate(row: index, score: score, ground: .label)) }
            }
        }
        if found.contains(where: { form.rows[$0.row].section != .remedies }) { return found }
        let core = LabelNormalization.core(last)
        // A label that is some row's own, but not by its code, is not another's misspelled.
        guard core.utf8.count >= 12, form.byKey[LabelKey(core)] == nil else { return found }
        for formRow in form.rows where formRow.section != .remedies {
            if formRow.keys.contains(where: { isNear(core, $0) }), let score = score(formRow.index, row, 60) {
                found.append(Candidate(row: formRow.index, score: score, ground: .nearLabel))
            }
        }
        return found
    }

    /// The weight of a match; `nil` when the count of values speaks against it.
    private func score(_ index: Int, _ row: SourceRow, _ base: Int) -> Int? {
        if let code = row.code, let own = form.rows[index].code, code != own { return nil }
        let expected = form.rows[index].slots.count
        let count = row.values.count
        if count == expected { return base + 20 }
        // The columns of a wide sheet may pad a row; a line of text may lack some of its cells.
        if row.kind == .line && count > expected + 4 { return nil }
        return base
    }

    private func isNear(_ label: String, _ key: String) -> Bool {
        // Four characters of three bytes.
        guard key.utf8.count >= 12 else { return false }
        if label.begins(with: key) || key.begins(with: label) { return true }
        if key.utf8.count >= 15, label.utf8.count <= key.utf8.count * 3, label.holds(key) { return true }
        return LabelNormalization.differByOne(label, key)
    }

    /// The matched rows whose label a row bears that was left over, with as many and other values: one of the two is wrong.
    func doubled(by index: Int) -> [FormRow] {
        let row = source[index]
        guard let label = row.labels.last else { return [] }
        return form.rows(named: label).map { form.rows[$0] }.filter { named in
            guard let match = matches[named.index], row.values.count == named.slots.count else { return false }
            return (row.code == nil || named.code == nil || row.code == named.code)
                && source[match.source].values.map(\.token) != row.values.map(\.token)
        }
    }

    /// The matched row above one that was left over, when the two are one with a broken label: its number may be broken as well.
    func continued(by index: Int) -> FormRow? {
        guard index > 0, source[index].kind == .line, source[index].page == source[index - 1].page, let end = source[index].labels.last,
            let beginning = source[index - 1].labels.last, let row = form.rows.first(where: { matches[$0.index]?.source == index - 1 })
        else { return nil }
        return form.rows(named: beginning + end).contains(row.index) ? row : nil
    }

    // MARK: What alignment leaves

    private mutating func takeOutOfOrder() {
        var taken = Set(matches.compactMap { $0?.source })
        for row in form.rows where matches[row.index] == nil && row.section != .remedies {
            let options = source.indices.filter { index in
                !taken.contains(index) && !source[index].values.isEmpty && source[index].values.count == row.slots.count
                    && (source[index].code == nil || row.code == nil || source[index].code == row.code)
                    && source[index].labels.last.map { form.rows(named: $0).contains(row.index) } == true
            }
            if options.count == 1 {
                matches[row.index] = Match(source: options[0], ground: .outOfOrder)
                taken.insert(options[0])
            }
        }
    }

    /// Between two matched rows, as many unmatched rows of the form as unmatched source rows with the right count of values: they are these.
    private mutating func fillGaps() {
        guard !form.isList else { return }
        let matched = form.rows.indices.filter { matches[$0] != nil && matches[$0]!.ground != .outOfOrder }
        for (lower, upper) in zip(matched, matched.dropFirst()) where upper - lower > 1 {
            let missing = Array(lower + 1..<upper).filter { !form.rows[$0].isExtension }
            let from = matches[lower]!.source
            let to = matches[upper]!.source
            guard to > from, !missing.isEmpty else { continue }
            let taken = Set(matches.compactMap { $0?.source })
            let free = (from + 1..<to).filter { index in
                !taken.contains(index) && source[index].isFilled && missing.contains { form.rows[$0].slots.count == source[index].values.count }
            }
            guard free.count == missing.count,
                zip(missing, free).allSatisfy({ form.rows[$0].slots.count == source[$1].values.count })
            else { continue }
            for (row, index) in zip(missing, free) { matches[row] = Match(source: index, ground: .position) }
        }
    }

    private mutating func findExtra() {
        let taken = matches.compactMap { $0?.source }
        guard let first = taken.min(), let last = taken.max(), taken.count > 2 else { return }
        let used = Set(taken)
        extra = (first...last).filter { !used.contains($0) && source[$0].hasNumber && !source[$0].labels.isEmpty }
    }
}
