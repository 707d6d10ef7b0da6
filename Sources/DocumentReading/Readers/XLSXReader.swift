/// Excel workbooks: every visible sheet a table, merged ranges as spans, shared and inline strings, numbers as they are stored.
enum XLSXReader: DocumentReader {
    static let format = "xlsx"

    static func isContainer(_ bytes: [UInt8]) -> Bool { DOCXReader.contains(bytes, "xl/workbook.xml") }

    static func recognizes(_ content: FileContent) -> Bool { isContainer(content.bytes) }

    static func read(_ content: FileContent, limits: ReadingLimits) async throws(ReadingError) -> Document {
        let container = try ZipContainer(content.bytes, path: content.path, limits: limits)
        var strings: [String] = []
        if let part = try container.member(named: "xl/sharedStrings.xml") {
            strings = sharedStrings(try XMLEvents(part, content: content, limits: limits, format: "workbook").events)
        }
        let names = container.names.filter { $0.hasPrefix("xl/worksheets/") && $0.hasSuffix(".xml") }
            .sorted { ($0.count, $0) < ($1.count, $1) }
        guard !names.isEmpty else { throw content.failure(.damaged(format: "workbook", detail: "it has no sheets")) }
        var builder = DocumentBuilder(columnLimit: limits.columns)
        for name in names {
            guard let part = try container.member(named: name) else { continue }
            let events = try XMLEvents(part, content: content, limits: limits, format: "workbook").events
            add(Sheet(events, strings: strings), to: &builder, limits: limits)
        }
        let blocks = builder.finish()
        guard !blocks.isEmpty else { throw content.failure(.empty) }
        return Document(blocks: blocks, layout: .tables, format: format)
    }

    private static func sharedStrings(_ events: [XMLEvents.Event]) -> [String] {
        var strings: [String] = []
        var inText = false
        var phonetic = false
        for event in events {
            switch event {
            case .start("si", _): strings.append("")
            case .start("rPh", _): phonetic = true
            case .end("rPh"): phonetic = false
            case .start("t", _): inText = true
            case .end("t"): inText = false
            case .text(let text): if inText, !phonetic, !strings.isEmpty { strings[strings.count - 1] += text }
            default: break
            }
        }
        return strings
    }

    /// Rows of the sheet become rows of a table; a row with a single filled cell that spans nothing is a paragraph.
    private static func add(_ sheet: Sheet, to builder: inout DocumentBuilder, limits: ReadingLimits) {
        var open = false
        for (number, cells) in sheet.rows.sorted(by: { $0.key < $1.key }) {
            let filled = cells.filter { !$0.value.isEmpty }
            let isAlone = filled.count == 1 && cells.count <= 1
            if isAlone, let text = filled.first?.value, text.count > 12 {
                if open { builder.endTable() }
                open = false
                builder.paragraph(text, line: number)
                continue
            }
            if !open { builder.startTable() }
            open = true
            builder.startRow(line: number)
            let last = min(cells.keys.max() ?? 0, limits.columns)
            for column in 0...last where !sheet.isCovered(row: number, column: column) {
                let span = sheet.span(row: number, column: column)
                builder.cell(cells[column] ?? "", rowSpan: span.rows, columnSpan: span.columns, line: number)
            }
        }
        if open { builder.endTable() }
    }
}

/// The cells of a worksheet with its merged ranges.
private struct Sheet {
    private(set) var rows: [Int: [Int: String]] = [:]
    private var spans: [Int: [(rows: ClosedRange<Int>, columns: ClosedRange<Int>)]] = [:]

    init(_ events: [XMLEvents.Event], strings: [String]) {
        var place: (row: Int, column: Int)?
        var kind = ""
        var value = ""
        var inValue = false
        var row = 0
        var column = -1
        for event in events {
            switch event {
            case .start("row", let attributes):
                row = Int(attributes["r"] ?? "") ?? row + 1
                column = -1
            case .start("c", let attributes):
                place = attributes["r"].flatMap(Self.place) ?? (row, column + 1)
                column = place!.column
                kind = attributes["t"] ?? ""
                value = ""
            case .start("v", _), .start("t", _): inValue = true
            case .end("v"), .end("t"): inValue = false
            case .text(let text): if inValue { value += text }
            case .end("c"):
                guard let place else { continue }
                let text = kind == "s" ? Int(value).flatMap { strings.indices.contains($0) ? strings[$0] : nil } ?? "" : value
                rows[place.row, default: [:]][place.column] = kind == "" || kind == "n" ? Self.plain(text) : text
            case .start("mergeCell", let attributes):
                let ends = (attributes["ref"] ?? "").split(separator: ":").compactMap { Self.place(String($0)) }
                guard ends.count == 2, ends[0].row <= ends[1].row, ends[0].column <= ends[1].column, ends[1].row - ends[0].row < 10_000 else {
                    continue
                }
                for covered in ends[0].row...ends[1].row {
                    spans[covered, default: []].append((ends[0].row...ends[1].row, ends[0].column...ends[1].column))
                }
            default: break
            }
        }
    }

    /// `B7` → row 7, column 1.
    private static func place(_ reference: String) -> (row: Int, column: Int)? {
        let letters = reference.prefix { $0.isLetter }
        guard let row = Int(reference.dropFirst(letters.count)), (1...4).contains(letters.count) else { return nil }
        let column = letters.uppercased().utf8.reduce(0) { $0 * 26 + Int($1) - 64 }
        return (row, column - 1)
    }

    /// A stored double as a person typed it: `96171.600000000006` is 96171.6, `1E+3` is 1000.
    private static func plain(_ text: String) -> String {
        guard text.contains(".") || text.contains("E") || text.contains("e"), let value = Double(text) else { return text }
        if value == value.rounded(), value.magnitude < 1e15 { return String(Int(value)) }
        let shortest = "\(value)"
        guard text.count >= 17, shortest.count >= 16 else { return shortest.contains("e") ? text : shortest }
        // Excel shows fifteen digits; what lies beyond is the binary fraction.
        for digits in 1...9 {
            let scale = [1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9][digits - 1]
            let rounded = (value * scale).rounded() / scale
            if (rounded - value).magnitude <= value.magnitude * 5e-16 { return "\(rounded)" }
        }
        return shortest
    }

    func span(row: Int, column: Int) -> (rows: Int, columns: Int) {
        for range in spans[row] ?? [] where range.rows.lowerBound == row && range.columns.lowerBound == column {
            return (range.rows.count, range.columns.count)
        }
        return (1, 1)
    }

    /// Whether a cell lies inside a merged range without beginning it.
    func isCovered(row: Int, column: Int) -> Bool {
        (spans[row] ?? []).contains { range in
            range.columns.contains(column) && !(range.rows.lowerBound == row && range.columns.lowerBound == column)
        }
    }
}
