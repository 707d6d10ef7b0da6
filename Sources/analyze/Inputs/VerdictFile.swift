import Analyses
import Disclosure
import DocumentReading
import FilePaths
import Foundation
import PanelReading
import Persistence

/// A table of verdicts as people fill it in: CSV, or a workbook.
struct VerdictFile {
    struct Row {
        let fingerprint: String
        let verdict: Finding.Verdict
        /// `nil` when the table has no column for it.
        let note: String?
    }

    let rows: [Row]

    /// The names of a column, by key or heading; the first that is there counts.
    private enum Names {
        static let fingerprint = ["fingerprint", "指纹"]
        static let verdict = ["verdict", "裁定"]
        static let note = ["verdict_note", "verdict note", "裁定备注", "note", "备注"]
    }

    private static let words: [String: Finding.Verdict] = [
        "": .open, "open": .open, "待定": .open, "未裁定": .open, "confirmed": .confirmed, "属实": .confirmed, "dismissed": .dismissed, "排除": .dismissed,
    ]

    /// A header and the lines below it.
    private struct Table {
        let header: [String]
        var lines: [(line: Int, fields: [String])] = []

        /// The position of the first of several names that the header has.
        func column(_ names: [String]) -> Int? {
            let own = header.map { $0.trimmingCharacters(in: .whitespacesAndNewlines).lowercased() }
            return names.lazy.compactMap { own.firstIndex(of: $0) }.first
        }
    }

    /// Reads a table with a header; blank verdicts are open.
    ///
    /// - Throws: ``UsageError`` with file and line for whatever cannot be taken as a verdict, and for two that contradict each other.
    init(path: String) async throws {
        let table = try await Self.table(path)
        guard let fingerprint = table.column(Names.fingerprint), let verdict = table.column(Names.verdict) else {
            let missing = table.column(Names.fingerprint) == nil ? "fingerprint" : "verdict"
            let error = PanelTableError.missingColumn(role: nil, name: missing, found: table.header)
            throw UsageError(zh: "\(path)：\(error.text.zh)", en: "\(path): \(error)")
        }
        let note = table.column(Names.note)
        var seen: [String: Finding.Verdict] = [:]
        rows = try table.lines.map { line, fields in
            func field(_ column: Int) -> String { fields.indices.contains(column) ? fields[column] : "" }
            let id = field(fingerprint).trimmingCharacters(in: .whitespaces)
            guard id.count == 16, id.allSatisfy({ $0.isHexDigit && !$0.isUppercase }) else {
                throw UsageError(
                    zh: "\(path)：第\(line)行：“\(id)”不是16位的指纹", en: "\(path): line \(line): “\(id)” is no fingerprint of 16 digits")
            }
            let word = field(verdict).trimmingCharacters(in: .whitespaces)
            guard let decided = Self.words[word.lowercased()] else {
                throw UsageError(
                    zh: "\(path)：第\(line)行：裁定“\(word)”应为属实、排除或待定（confirmed、dismissed、open）",
                    en: "\(path): line \(line): the verdict “\(word)” should be confirmed, dismissed or open")
            }
            guard seen.updateValue(decided, forKey: id) ?? decided == decided else {
                throw UsageError(
                    zh: "\(path)：第\(line)行：\(id) 前面已有另一裁定", en: "\(path): line \(line): \(id) has another verdict further up")
            }
            return Row(fingerprint: id, verdict: decided, note: note.map(field))
        }
    }

    private static func table(_ path: String) async throws -> Table {
        var bytes: [UInt8] = []
        let file = FilePath(argument: path)
        do {
            try FileBytes.forEachPart(file, limit: ReadingLimits.standard.fileBytes) { bytes += $0 }
            // Packed: a workbook.
            if bytes.starts(with: [0x50, 0x4B]) { return sheet(of: try await DocumentReaders.read(bytes: bytes, path: file)) }
        } catch let error as ReadingError {
            throw UsageError(zh: "无法读取 \(path)：\(error.chinese)", en: "cannot read \(path): \(error.message)")
        }
        do {
            let records = try DelimitedRecords(try TextFile(bytes, path: path).utf8)
            var table = Table(header: records.header)
            try records.forEach { record throws(PanelTableError) in table.lines.append((record.line, record.texts)) }
            return table
        } catch let error as PanelTableError {
            throw UsageError(zh: "\(path)：\(error.text.zh)", en: "\(path): \(error)")
        }
    }

    /// The first sheet that has the columns, else the first; rows without anything in them are passed over.
    private static func sheet(of document: Document) -> Table {
        let tables = document.blocks.compactMap { block -> Table? in
            guard case .table(let sheet) = block else { return nil }
            let rows = sheet.rows.map { row in
                var fields: [String] = []
                for cell in row.cells where cell.column >= 0 && cell.column < 1 << 14 {
                    if fields.count <= cell.column { fields += [String](repeating: "", count: cell.column + 1 - fields.count) }
                    fields[cell.column] = cell.text
                }
                return (line: row.line, fields: fields)
            }
            let filled = rows.filter { $0.fields.contains { !$0.allSatisfy(\.isWhitespace) } }
            guard let first = filled.first else { return nil }
            return Table(header: first.fields, lines: Array(filled.dropFirst()))
        }
        return tables.first { $0.column(Names.fingerprint) != nil && $0.column(Names.verdict) != nil } ?? tables.first ?? Table(header: [])
    }
}
