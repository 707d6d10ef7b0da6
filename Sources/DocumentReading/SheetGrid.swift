/// One sheet of a workbook, gathered from the events of its part.
final class SheetGrid {
    private struct Area {
        var rows: ClosedRange<Int>
        var columns: ClosedRange<Int>
    }

    /// Formulas whose cell stores no value; their text stands in for it.
    private(set) var formulasWithoutValue = 0
    /// Cells met, those of the sheets before included.
    private(set) var elements: Int
    private var cells: [Int: [Int: String]] = [:]
    private var merges: [Area] = []
    private var row = 0
    private var column = 0
    private var type = ""
    private var styleIndex = 0
    private var value: String?
    private var inline: String?
    private var formula: String?
    private var open = ""
    private var phonetic = false
    private let strings: [String]
    private let formats: NumberFormats
    private let content: FileContent
    private let limits: ReadingLimits

    init(strings: [String], formats: NumberFormats, content: FileContent, limits: ReadingLimits, elementsBefore: Int) {
        self.strings = strings
        self.formats = formats
        self.content = content
        self.limits = limits
        elements = elementsBefore
    }

    func take(_ event: XMLEvent) throws(ReadingError) {
        switch event {
        case .start("row", let attributes):
            row = attributes["r"].flatMap { Int($0) } ?? row + 1
            column = 0
        case .start("c", let attributes):
            elements += 1
            guard elements <= limits.elements else { throw content.failure(.beyondLimit(name: "elements", limit: limits.elements)) }
            column += 1
            if let reference = attributes["r"].flatMap({ Self.place($0) }) { (row, column) = reference }
            type = attributes["t"] ?? "n"
            styleIndex = attributes["s"].flatMap { Int($0) } ?? 0
            (value, inline, formula) = (nil, nil, nil)
        case .start("v", _): (open, value) = ("v", "")
        case .start("f", _): (open, formula) = ("f", "")
        case .start("is", _): inline = ""
        case .start("t", _): open = "t"
        case .start("rPh", _): phonetic = true
        case .start("mergeCell", let attributes):
            guard merges.count < limits.mergedAreas else {
                throw content.failure(.beyondLimit(name: "mergedAreas", limit: limits.mergedAreas))
            }
            if let area = attributes["ref"].flatMap({ Self.area($0) }) { merges.append(area) }
        case .text(let text):
            switch open {
            case "v": value?.append(text)
            case "f": formula?.append(text)
            case "t": if !phonetic { inline?.append(text) }
            default: break
            }
        case .end("v"), .end("f"), .end("t"): open = ""
        case .end("rPh"): phonetic = false
        case .end("c"): store()
        default: break
        }
    }

    private func store() {
        guard row > 0, column > 0, column <= limits.columns else { return }
        var text: String
        switch type {
        case "s": text = value.flatMap { Int($0) }.flatMap { strings.indices.contains($0) ? strings[$0] : nil } ?? ""
        case "inlineStr": text = SharedStrings.unescaped(inline ?? "")
        case "str": text = SharedStrings.unescaped(value ?? "")
        case "b": text = value == "1" ? "TRUE" : value == "0" ? "FALSE" : ""
        case "e", "d": text = value ?? ""
        default: text = value.map { formats.text($0, style: styleIndex) } ?? inline.map(SharedStrings.unescaped) ?? ""
        }
        if let formula, value == nil || value == "" && type == "n" {
            // A file written by a program that computes nothing: the formula is kept as text so that no figure is taken for blank.
            formulasWithoutValue += 1
            text = "=\(formula)"
        }
        cells[row, default: [:]][column] = WordText.tidied(text)
    }

    /// The rows of the sheet with what covers them.
    ///
    /// - Throws: ``ReadingError`` when the merged areas cover more rows than `limits.elements`.
    func rows() throws(ReadingError) -> [GridRow] {
        var anchors: [Int: [Int: Area]] = [:]
        var covered: [Int: [ClosedRange<Int>]] = [:]
        let lastRow = cells.keys.max() ?? 0
        var coveredRows = 0
        // Areas that overlap an earlier one are damage and left out.
        for area in merges.sorted(by: { ($0.rows.lowerBound, $0.columns.lowerBound) < ($1.rows.lowerBound, $1.columns.lowerBound) }) {
            guard area.rows.lowerBound <= lastRow, area.columns.lowerBound <= limits.columns else { continue }
            let rows = area.rows.lowerBound...min(area.rows.upperBound, lastRow)
            let columns = area.columns.lowerBound...min(area.columns.upperBound, limits.columns)
            coveredRows += rows.count
            guard coveredRows <= limits.elements else { throw content.failure(.beyondLimit(name: "elements", limit: limits.elements)) }
            guard !rows.contains(where: { row in covered[row]?.contains { $0.overlaps(columns) } ?? false }) else { continue }
            anchors[rows.lowerBound, default: [:]][columns.lowerBound] = Area(rows: rows, columns: columns)
            for row in rows { covered[row, default: []].append(columns) }
        }
        return Set(cells.keys).union(covered.keys).sorted().map { number in
            let texts = cells[number] ?? [:]
            let areas = anchors[number] ?? [:]
            let hidden = covered[number] ?? []
            let end = max(texts.keys.max() ?? 0, hidden.map(\.upperBound).max() ?? 0)
            var row = GridRow(number: number, end: end, coveredFromAbove: hidden.count > areas.count)
            for column in Set(texts.keys).union(areas.keys).sorted() {
                let text = texts[column] ?? ""
                if let area = areas[column] {
                    row.cells.append(.init(column: column - 1, text: text, rows: area.rows.count, columns: area.columns.count))
                } else if !hidden.contains(where: { $0.contains(column) }) {
                    row.cells.append(.init(column: column - 1, text: text))
                }
            }
            return row
        }
    }

    /// `AB12` as row and column from 1.
    static func place(_ reference: some StringProtocol) -> (row: Int, column: Int)? {
        var column = 0
        var row = 0
        for byte in reference.utf8 {
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z") where row == 0: column = column * 26 + Int(byte - 64)
            case UInt8(ascii: "0")...UInt8(ascii: "9"): row = row * 10 + Int(byte - 48)
            case UInt8(ascii: "$"): continue
            default: return nil
            }
            if column > 1 << 20 || row > 1 << 24 { return nil }
        }
        return column > 0 && row > 0 ? (row, column) : nil
    }

    private static func area(_ reference: String) -> Area? {
        let ends = reference.split(separator: ":").compactMap { place($0) }
        guard ends.count == 2 else { return nil }
        return Area(
            rows: min(ends[0].row, ends[1].row)...max(ends[0].row, ends[1].row),
            columns: min(ends[0].column, ends[1].column)...max(ends[0].column, ends[1].column))
    }
}
