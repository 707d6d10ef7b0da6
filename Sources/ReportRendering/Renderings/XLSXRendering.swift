import Disclosure
import MarkupText

/// A workbook (SpreadsheetML, ECMA-376) of one sheet: everything under each other, spans as merged cells, text as shared strings.
public struct XLSXRendering: Rendering {
    /// `xlsx`.
    public let name = "xlsx"
    /// `xlsx`.
    public let fileExtension = "xlsx"

    /// A workbook.
    public init() {}

    /// The file.
    public func bytes(of elements: [DraftElement]) throws -> [UInt8] {
        var sheet = Sheet()
        for element in elements {
            switch element {
            case .title(let text), .heading(let text), .paragraph(let text): sheet.addRow([(0, .init(text))])
            case .table(let table):
                for (number, (row, starts)) in zip(table.rows, table.startColumns).enumerated() {
                    sheet.addRow(Array(zip(starts, row)), isHidden: table.hiddenRows.contains(number))
                }
            }
        }
        let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        let package = "http://schemas.openxmlformats.org/package/2006"
        let type = "application/vnd.openxmlformats-officedocument.spreadsheetml"
        return try ZipContainer.pack(
            [
                (
                    "[Content_Types].xml",
                    xmlDeclaration + "<Types xmlns=\"\(package)/content-types\">"
                        + "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
                        + "<Override PartName=\"/xl/workbook.xml\" ContentType=\"\(type).sheet.main+xml\"/>"
                        + "<Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"\(type).worksheet+xml\"/>"
                        + "<Override PartName=\"/xl/sharedStrings.xml\" ContentType=\"\(type).sharedStrings+xml\"/></Types>"
                ),
                (
                    "_rels/.rels",
                    xmlDeclaration + "<Relationships xmlns=\"\(package)/relationships\">"
                        + "<Relationship Id=\"rId1\" Type=\"\(office)/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
                ),
                (
                    "xl/workbook.xml",
                    xmlDeclaration + "<workbook xmlns=\"\(main)\" xmlns:r=\"\(office)\"><sheets>"
                        + "<sheet name=\"Sheet1\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
                ),
                (
                    "xl/_rels/workbook.xml.rels",
                    xmlDeclaration + "<Relationships xmlns=\"\(package)/relationships\">"
                        + "<Relationship Id=\"rId1\" Type=\"\(office)/worksheet\" Target=\"worksheets/sheet1.xml\"/>"
                        + "<Relationship Id=\"rId2\" Type=\"\(office)/sharedStrings\" Target=\"sharedStrings.xml\"/></Relationships>"
                ),
                ("xl/worksheets/sheet1.xml", xmlDeclaration + "<worksheet xmlns=\"\(main)\">\(sheet.xml)</worksheet>"),
                ("xl/sharedStrings.xml", xmlDeclaration + "<sst xmlns=\"\(main)\">\(sheet.stringsXML)</sst>"),
            ], .stored)
    }

    /// The rows of the sheet with the strings they share.
    private struct Sheet {
        private var rows: [String] = []
        private var merges: [String] = []
        private var strings: [String] = []
        private var codes: [String: Int] = [:]

        mutating func addRow(_ cells: [(column: Int, cell: TableLayout.Cell)], isHidden: Bool = false) {
            let number = rows.count + 1
            var xml = "<row r=\"\(number)\"\(isHidden ? " hidden=\"1\"" : "")>"
            for (column, cell) in cells {
                let reference = Self.letters(column) + String(number)
                if cell.rowSpan > 1 || cell.columnSpan > 1 {
                    let end = Self.letters(column + cell.columnSpan - 1) + String(number + cell.rowSpan - 1)
                    merges.append("<mergeCell ref=\"\(reference):\(end)\"/>")
                }
                if let mark = cell.mark {
                    let runs = "<r><t xml:space=\"preserve\">\(cell.text.markupEscaped)</t></r>"
                    xml +=
                        "<c r=\"\(reference)\" t=\"inlineStr\"><is>\(runs)<r><rPr><vertAlign val=\"superscript\"/></rPr><t>\(mark.markupEscaped)</t></r></is></c>"
                } else if cell.text.isEmpty {
                    xml += "<c r=\"\(reference)\"/>"
                } else if cell.indicator != nil, !cell.text.hasPrefix("+"), let number = ExactDecimal(cell.text),
                    number.description == cell.text
                {
                    xml += "<c r=\"\(reference)\"><v>\(number)</v></c>"
                } else {
                    xml += "<c r=\"\(reference)\" t=\"s\"><v>\(code(of: cell.text))</v></c>"
                }
            }
            rows.append(xml + "</row>")
        }

        var xml: String {
            "<sheetData>\(rows.joined())</sheetData>"
                + (merges.isEmpty ? "" : "<mergeCells count=\"\(merges.count)\">\(merges.joined())</mergeCells>")
        }

        var stringsXML: String { strings.map { "<si><t xml:space=\"preserve\">\($0.markupEscaped)</t></si>" }.joined() }

        private mutating func code(of text: String) -> Int {
            if let code = codes[text] { return code }
            codes[text] = strings.count
            strings.append(text)
            return strings.count - 1
        }

        /// A, B, … Z, AA, … for 0, 1, …
        private static func letters(_ column: Int) -> String {
            var column = column
            var text = ""
            repeat {
                text = String(UnicodeScalar(UInt8(65 + column % 26))) + text
                column = column / 26 - 1
            } while column >= 0
            return text
        }
    }
}
