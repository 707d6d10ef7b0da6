import Output

/// An aligned table for a terminal: the default.
///
/// Columns are aligned by display width. When the terminal is too narrow, columns of less prominence are left out from the right; then sentences go on in
/// further lines, and of names and ids the head is cut (``ColumnDisplay``). A last line says what was left out. Without a terminal nothing is cut.
struct TableFormat: OutputFormat {
    var name: String { "table" }
    var fileExtensions: [String] { ["txt"] }

    private static let gap = 2
    private static let narrowestText = 8
    private static let narrowestSentence = 12

    func write(_ document: ResultDocument, options: RenderingOptions, to output: any ByteSink) throws {
        let table = document.table
        let language = options.language
        let columns = table.columns
        let forPeople = columns.indices.filter { columns[$0].prominence > .machine }
        // The rows come twice: how wide a column is, and whether anything stands in it, is known only at the end.
        var isEmpty = true
        var isFilled = [Bool](repeating: false, count: columns.count)
        var widest = [Int](repeating: 0, count: columns.count)
        var digits = FirstDigits()
        try table.forEachRow { row in
            isEmpty = false
            for index in forPeople {
                if !row[index].isNull { isFilled[index] = true }
                let text = PlainText.of(row[index], column: columns[index], language: language)
                if columns[index].display == .firstDigits { digits.add(text) } else { widest[index] = max(widest[index], DisplayWidth.of(text)) }
            }
        }
        let shownDigits = digits.count
        for index in forPeople where columns[index].display == .firstDigits { widest[index] = shownDigits }
        let candidates = forPeople.filter { isEmpty || isFilled[$0] }
        let headings = candidates.map { PlainText.visible(columns[$0].label[language]) }
        let layout = Layout(
            columns: candidates.map { columns[$0] }, widths: zip(headings, candidates).map { max(DisplayWidth.of($0), widest[$1]) },
            limit: options.width, gap: Self.gap)

        var cut = 0
        if isEmpty {
            try output.write(table.whenEmpty[language] + "\n")
        } else {
            try output.write(line(layout, headings, tints: nil, options))
            try output.write(layout.shown.map { String(repeating: "─", count: layout.widths[$0]) }.joined(separator: "  ") + "\n")
            try table.forEachRow { values in
                let texts = candidates.map { index -> String in
                    let text = PlainText.of(values[index], column: columns[index], language: language)
                    return columns[index].display == .firstDigits ? String(text.prefix(shownDigits)) : text
                }
                let tints = candidates.map { index -> ResultColumn.Tint? in
                    if case .text(let code) = values[index] { columns[index].tints[code] } else { nil }
                }
                for slot in layout.shown where !layout.isWrapped(slot) && DisplayWidth.of(texts[slot]) > layout.widths[slot] { cut += 1 }
                try output.write(lines(layout, texts, tints: tints, options))
            }
        }
        if let remark = layout.remark(cut: cut, headings: headings, language: language) {
            try output.write((options.width.map { DisplayWidth.cut(remark, to: max($0, 20)) } ?? remark) + "\n")
        }
        for note in table.notes {
            let text = PlainText.visible(note[language])
            let lines = options.width.map { TextWrapping.lines(of: text, width: max($0, 20), breaksWords: true) } ?? [text]
            try output.write("\n" + lines.joined(separator: "\n") + "\n")
        }
    }

    /// A row: as many lines as its longest text takes.
    private func lines(_ layout: Layout, _ texts: [String], tints: [ResultColumn.Tint?], _ options: RenderingOptions) -> String {
        var cells: [Int: [String]] = [:]
        for slot in layout.shown where layout.isWrapped(slot) && DisplayWidth.of(texts[slot]) > layout.widths[slot] {
            cells[slot] = TextWrapping.lines(of: texts[slot], width: layout.widths[slot], breaksWords: true)
        }
        let count = cells.values.map(\.count).max() ?? 1
        return (0..<count).map { number in
            let line = texts.indices.map { slot -> String in
                guard let own = cells[slot] else { return number == 0 ? texts[slot] : "" }
                return number < own.count ? own[number] : ""
            }
            return self.line(layout, line, tints: number == 0 ? tints : nil, options)
        }.joined()
    }

    private func line(_ layout: Layout, _ texts: [String], tints: [ResultColumn.Tint?]?, _ options: RenderingOptions) -> String {
        var parts: [String] = []
        for (position, slot) in layout.shown.enumerated() {
            let trailing = layout.columns[slot].alignment == .trailing
            let isTail = layout.columns[slot].display == .tail
            let text = isTail ? DisplayWidth.cutHead(texts[slot], to: layout.widths[slot]) : DisplayWidth.cut(texts[slot], to: layout.widths[slot])
            let isLast = position == layout.shown.count - 1
            var cell = isLast && !trailing ? text : DisplayWidth.pad(text, to: layout.widths[slot], trailing: trailing)
            if options.color, let tint = tints?[slot] { cell = "\u{1B}[\(Self.code(tint))m\(cell)\u{1B}[0m" }
            parts.append(cell)
        }
        var line = parts.joined(separator: "  ")
        while line.last == " " { line.removeLast() }
        return line + "\n"
    }

    /// How many digits of fingerprints tell all of them apart.
    private struct FirstDigits {
        private var texts: Set<String> = []
        mutating func add(_ text: String) { texts.insert(text) }
        var count: Int {
            let longest = texts.map(\.count).max() ?? 0
            return (ColumnDisplay.fewestDigits..<max(ColumnDisplay.fewestDigits + 1, longest)).first { digits in
                Set(texts.map { $0.prefix(digits) }).count == texts.count
            } ?? longest
        }
    }

    private static func code(_ tint: ResultColumn.Tint) -> Int {
        switch tint {
        case .red: 31
        case .green: 32
        case .yellow: 33
        case .blue: 34
        case .dim: 2
        }
    }

    /// Which columns are shown, and how wide.
    private struct Layout {
        let columns: [ResultColumn]
        var shown: [Int]
        var widths: [Int]

        init(columns: [ResultColumn], widths: [Int], limit: Int?, gap: Int) {
            self.columns = columns
            self.widths = widths
            shown = Array(columns.indices)
            guard let limit else { return }
            func total() -> Int { shown.reduce(0) { $0 + self.widths[$1] } + gap * max(0, shown.count - 1) }
            func minimum() -> Int {
                shown.reduce(0) { sum, slot in sum + min(self.widths[slot], narrowest(slot)) } + gap * max(0, shown.count - 1)
            }
            // Leave out the least prominent columns from the right while even cut texts would not fit.
            for prominence in [ResultColumn.Prominence.extra, .essential] {
                while minimum() > limit, shown.count > 1, let position = shown.lastIndex(where: { columns[$0].prominence == prominence }),
                    position > 0
                {
                    shown.remove(at: position)
                }
            }
            // An extra column is worth less than texts that can be read.
            while total() > limit, let position = shown.lastIndex(where: { columns[$0].prominence == .extra }) { shown.remove(at: position) }
            // Then cut the widest text, a column at a time.
            while total() > limit {
                guard
                    let widest = shown.filter({ self.widths[$0] > narrowest($0) })
                        .max(by: { self.widths[$0] < self.widths[$1] })
                else { break }
                let excess = total() - limit
                let second = shown.filter { $0 != widest && columns[$0].alignment == .leading }.map { self.widths[$0] }.max() ?? 0
                let floor = max(narrowest(widest), min(second, self.widths[widest] - 1))
                self.widths[widest] = max(floor, self.widths[widest] - excess)
            }
        }

        /// Whether a column's texts go on in further lines. Not the first column's: what a file says would stand at the beginning of a line.
        func isWrapped(_ slot: Int) -> Bool { slot != shown.first && columns[slot].alignment == .leading && columns[slot].display == .wrapped }

        /// The fewest columns that a column of texts is cut to; its own width for numbers and what is never cut.
        private func narrowest(_ slot: Int) -> Int {
            guard columns[slot].alignment == .leading else { return widths[slot] }
            switch columns[slot].display {
            case .firstDigits, .whole: return widths[slot]
            case .tail: return TableFormat.narrowestText
            case .wrapped: return columns[slot].isSentence ? TableFormat.narrowestSentence : TableFormat.narrowestText
            }
        }

        /// The line that says what was left out; `nil` when nothing was.
        func remark(cut: Int, headings: [String], language: Language) -> String? {
            let left = columns.indices.filter { !shown.contains($0) }
            guard !left.isEmpty || cut > 0 else { return nil }
            var parts: [String] = []
            switch language {
            case .zh:
                if !left.isEmpty { parts.append("未显示 \(left.count) 列") }
                if cut > 0 { parts.append("截短 \(cut) 个单元格") }
                let names = left.isEmpty ? "" : "：" + left.map { headings[$0] }.joined(separator: "、")
                return "… " + parts.joined(separator: "，") + "（全部：--format json 或 csv）" + names
            case .en:
                if !left.isEmpty { parts.append("\(left.count) column\(left.count == 1 ? "" : "s") not shown") }
                if cut > 0 { parts.append("\(cut) cell\(cut == 1 ? "" : "s") cut short") }
                let names = left.isEmpty ? "" : ": " + left.map { headings[$0] }.joined(separator: ", ")
                return "… " + parts.joined(separator: ", ") + " (all: --format json or csv)" + names
            }
        }
    }
}
