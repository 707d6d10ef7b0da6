import CLibZip
import Foundation
import MarkupText

/// Writes a table as an Excel workbook (Office Open XML) with one sheet.
public enum Workbook {
    /// A cell of the sheet.
    public enum Cell: Sendable, Hashable {
        case number(Double)
        case text(String)
        case empty
    }

    /// Why a workbook cannot be written.
    public enum Failure: Error, Sendable, Hashable {
        /// More rows than a sheet can have.
        case tooManyRows(Int)
        /// What the archive's writer says.
        case cannotWrite(String)
    }

    /// Rows that a sheet can have, the header included.
    public static let largestSheet = 1_048_576

    /// Writes the header and the rows to a file, replacing one that is there. Texts are stored as texts: none of them is ever a formula.
    public static func write(sheet name: String, header: [String], rows: [[Cell]], to path: String) throws(Failure) {
        guard rows.count < largestSheet else { throw .tooManyRows(rows.count) }
        var sheet = xmlHead + "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>"
        append(header.map { .text($0) }, to: &sheet)
        for row in rows { append(row, to: &sheet) }
        sheet += "</sheetData></worksheet>"
        let parts: [(String, String)] = [
            ("[Content_Types].xml", contentTypes), ("_rels/.rels", relations), ("xl/workbook.xml", workbook(name)),
            ("xl/_rels/workbook.xml.rels", workbookRelations), ("xl/worksheets/sheet1.xml", sheet),
        ]
        try archive(parts, to: path)
    }

    private static func append(_ row: [Cell], to sheet: inout String) {
        sheet += "<row>"
        for cell in row {
            switch cell {
            case .number(let value) where value.isFinite: sheet += "<c><v>\(value)</v></c>"
            case .number, .empty: sheet += "<c/>"
            case .text(let text): sheet += "<c t=\"inlineStr\"><is><t xml:space=\"preserve\">\(text.markupEscaped)</t></is></c>"
            }
        }
        sheet += "</row>"
    }

    private static func archive(_ parts: [(String, String)], to path: String) throws(Failure) {
        var code: Int32 = 0
        guard let archive = zip_open(path, ZIP_CREATE | ZIP_TRUNCATE, &code) else { throw .cannotWrite("\(path) (libzip error \(code))") }
        for (name, text) in parts {
            let bytes = Array(text.utf8)
            // libzip frees the buffer, and reads it only when the archive is closed.
            guard let buffer = malloc(max(1, bytes.count)) else { fatalError("out of memory for \(bytes.count) bytes of a workbook") }
            bytes.withUnsafeBytes { buffer.copyMemory(from: $0.baseAddress!, byteCount: bytes.count) }
            guard let source = zip_source_buffer(archive, buffer, zip_uint64_t(bytes.count), 1) else {
                free(buffer)
                zip_discard(archive)
                throw .cannotWrite(path)
            }
            guard zip_file_add(archive, name, source, zip_flags_t(ZIP_FL_OVERWRITE | ZIP_FL_ENC_UTF_8)) >= 0 else {
                zip_source_free(source)
                zip_discard(archive)
                throw .cannotWrite(path)
            }
        }
        guard zip_close(archive) == 0 else {
            let message = String(cString: zip_strerror(archive))
            zip_discard(archive)
            throw .cannotWrite("\(path): \(message)")
        }
    }

    private static let xmlHead = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
    private static let packages = "http://schemas.openxmlformats.org/package/2006"
    private static let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    private static let types = "application/vnd.openxmlformats-officedocument.spreadsheetml"

    private static var contentTypes: String {
        xmlHead
            + """
            <Types xmlns="\(packages)/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>\
            <Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="\(types).sheet.main+xml"/>\
            <Override PartName="/xl/worksheets/sheet1.xml" ContentType="\(types).worksheet+xml"/></Types>
            """
    }

    private static var relations: String {
        xmlHead
            + "<Relationships xmlns=\"\(packages)/relationships\"><Relationship Id=\"r1\" Type=\"\(office)/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
    }

    private static var workbookRelations: String {
        xmlHead
            + "<Relationships xmlns=\"\(packages)/relationships\"><Relationship Id=\"r1\" Type=\"\(office)/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"
    }

    private static func workbook(_ name: String) -> String {
        xmlHead
            + """
            <workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="\(office)"><sheets>\
            <sheet name="\(name.markupEscaped)" sheetId="1" r:id="r1"/></sheets></workbook>
            """
    }
}
