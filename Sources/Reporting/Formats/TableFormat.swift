import Output

/// An aligned table for a terminal: the default.
///
/// Columns are aligned by display width. When the terminal is too narrow, columns of less prominence are left out from the right, then long texts are
/// cut; a last line says what was left out. Without a terminal nothing is cut.
struct TableFormat: OutputFormat {
    var name: String { "table" }
    var fileExtensions: [String] { ["txt"] }

    private static let gap = 2
    private static let narrowestText = 8

    func write(_ document: ResultDocument, options: RenderingOptions, to output: any ByteSink) throws {
        let table = document.table
        let language = options.language
        let columns = table.columns
        let forPeople = columns.indices.filter { columns[$0].prominence > .machine }
        // The rows come twice: how wide a column is, and whether anything stands in it, is known only at the end.
        var isEmpty = true
        var isFilled = [Bool](repeating: false, count: columns.count)
        var widest = [Int](repeating: 0, count: columns.count)
        try table.forEachRow { row in
            isEmpty = false
            for index in forPeople {
                if !row[index].isNull { isFilled[index] = true }
                widest[index] = max(widest[index], DisplayWidth.of(PlainText.of(row[index], column: columns[index], language: language)))
            }
        }
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
                let texts = candidates.map { PlainText.of(values[$0], column: columns[$0], language: language) }
                let tints = candidates.map { index -> ResultColumn.Tint? in
                    if case .text(let code) = values[index] { columns[index].tints[code] } else { nil }
                }
                for slot in layout.shown where DisplayWidth.of(texts[slot]) > layout.widths[slot] { cut += 1 }
                try output.write(line(layout, texts, tints: tints, options))
            }
        }
        if let remark = layout.remark(cut: cut, headings: headings, language: language) {
            try output.write((options.width.map { DisplayWidth.cut(remark, to: max($0, 20)) } ?? remark) + "\n")
        }
        for note in table.notes { try output.write("\n" + PlainText.visible(note[language]) + "\n") }
    }

    private func line(_ layout: Layout, _ texts: [String], tints: [ResultColumn.Tint?]?, _ options: RenderingOptions) -> String {
        var parts: [String] = []
        for (position, slot) in layout.shown.enumerated() {
            let trailing = layout.columns[slot].alignment == .trailing
            let text = DisplayWidth.cut(texts[slot], to: layout.widths[slot])
            let isLast = position == layout.shown.count - 1
            var cell = isLast && !trailing ? text : DisplayWidth.pad(text, to: layout.widths[slot], trailing: trailing)
            if options.color, let tint = tints?[slot] { cell = "\u{1B}[\(Self.code(tint))m\(cell)\u{1B}[0m" }
            parts.append(cell)
        }
        var line = parts.joined(separator: "  ")
        while line.last == " " { line.removeLast() }
        return line + "\n"
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
                shown.reduce(0) { sum, slot in
                    sum + (columns[slot].alignment == .leading ? min(self.widths[slot], TableFormat.narrowestText) : self.widths[slot])
                } + gap * max(0, shown.count - 1)
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
                    let widest = shown.filter({ columns[$0].alignment == .leading && self.widths[$0] > TableFormat.narrowestText })
                        .max(by: { self.widths[$0] < self.widths[$1] })
                else { break }
                let excess = total() - limit
                let second = shown.filter { $0 != widest && columns[$0].alignment == .leading }.map { self.widths[$0] }.max() ?? 0
                let floor = max(TableFormat.narrowestText, min(second, self.widths[widest] - 1))
                self.widths[widest] = max(floor, self.widths[widest] - excess)
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
