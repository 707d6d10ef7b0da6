/// Workbooks (SpreadsheetML, ECMA-376): what is visible of every sheet, merged cells as spans, numbers as they read, formulas without a value computed.
enum XLSXReader: DocumentReader {
    static let format = "xlsx"

    static func recognizes(_ content: FileContent) -> Bool { OfficePackage.kind(of: content) == .workbook }

    static func read(_ content: FileContent, limits: ReadingLimits) async throws(ReadingError) -> Document {
        try document(content, limits: limits)
    }

    private struct SheetEntry {
        var name: String
        var relationship: String
        var isHidden: Bool
    }

    private final class Workbook {
        var sheets: [SheetEntry] = []
        var startsIn1904 = false
    }

    static func document(_ content: FileContent, limits: ReadingLimits) throws(ReadingError) -> Document {
        let package = try OfficePackage(content: content, format: "XLSX", limits: limits)
        let main = try package.mainPart(customary: "xl/workbook.xml")
        let related = try package.relationships(of: main)
        let workbook = Workbook()
        let found = try package.scan(main) { event throws(ReadingError) in
            switch event {
            case .start("sheet", let attributes):
                workbook.sheets.append(
                    .init(
                        name: attributes["name"] ?? "", relationship: attributes["id"] ?? "",
                        isHidden: ["hidden", "veryHidden"].contains(attributes["state"] ?? "")))
            case .start("workbookPr", let attributes): workbook.startsIn1904 = ["1", "true"].contains(attributes["date1904"] ?? "")
            default: break
            }
        }
        guard found else { throw content.failure(.damaged(format: "XLSX", .missingPart(main))) }
        let formats = NumberFormats()
        formats.startsIn1904 = workbook.startsIn1904
        if let part = related.first(where: { $0.type == "styles" }) { try package.scan(part.target, handle: formats.take) }
        let strings = SharedStrings()
        if let part = related.first(where: { $0.type == "sharedStrings" }) { try package.scan(part.target, handle: strings.take) }

        var warnings: [Document.Warning] = []
        var segments = GridSegments(content: content, limits: limits, countsBlankFields: false)
        var elements = 0
        for sheet in workbook.sheets {
            guard let part = related.first(where: { $0.id == sheet.relationship })?.target else { continue }
            if sheet.isHidden, !content.includesHidden {
                warnings.append(.hiddenSheet(sheet.name))
                continue
            }
            let grid = SheetGrid(
                name: sheet.name, strings: strings.texts, formats: formats, content: content, limits: limits, elementsBefore: elements)
            guard try package.scan(part, handle: grid.take) else {
                warnings.append(.missingSheet(sheet.name))
                continue
            }
            elements = grid.elements
            try segments.add(try grid.rows())
            if grid.formulasComputed > 0 { warnings.append(.formulasComputed(grid.formulasComputed, sheet: sheet.name)) }
            if grid.formulasWithoutValue > 0 { warnings.append(.formulasWithoutValue(grid.formulasWithoutValue, sheet: sheet.name)) }
            if !grid.hiddenRows.isEmpty { warnings.append(.hiddenRows(grid.hiddenRows, sheet: sheet.name)) }
            if !grid.hiddenColumns.isEmpty { warnings.append(.hiddenColumns(grid.hiddenColumns.map(SheetGrid.letters), sheet: sheet.name)) }
        }
        let blocks = segments.finish()
        guard !blocks.isEmpty else { throw content.failure(.empty) }
        return Document(blocks: blocks, layout: .tables, format: format, warnings: warnings)
    }
}

/// The strings that cells refer to by number; runs of rich text are joined, those above the line as marks, phonetic guides left out.
final class SharedStrings {
    private(set) var texts: [String] = []
    private var text = ""
    private var run = ""
    private var position = RaisedText.Position.onLine
    private var isText = false
    private var phonetic = false

    func take(_ event: XMLEvent) throws(ReadingError) {
        switch event {
        case .start("si", _): text = ""
        case .start("t", _): isText = true
        case .start("rPh", _): phonetic = true
        case .start("r", _), .end("r"): position = .onLine
        case .start("vertAlign", let attributes): position = RaisedText.position(attributes["val"])
        case .end("t"):
            text += RaisedText.written(run, position)
            (isText, run) = (false, "")
        case .end("rPh"): phonetic = false
        case .end("si"): texts.append(Self.unescaped(text))
        case .text(let part): if isText && !phonetic { run += part }
        default: break
        }
    }

    /// `_x000D_` and the like, by which SpreadsheetML writes characters that XML cannot hold.
    static func unescaped(_ text: String) -> String {
        guard text.contains("_x") else { return text }
        var result = ""
        var rest = Substring(text)
        while let start = rest.firstRange(of: "_x") {
            result += rest[..<start.lowerBound]
            let code = rest[start.upperBound...].prefix(4)
            if code.utf8.count == 4, let value = UInt32(code, radix: 16), rest[start.upperBound...].dropFirst(4).first == "_" {
                if let scalar = UnicodeScalar(value) { result.unicodeScalars.append(scalar) }
                rest = rest[start.upperBound...].dropFirst(5)
            } else {
                result += "_x"
                rest = rest[start.upperBound...]
            }
        }
        return result + rest
    }
}
