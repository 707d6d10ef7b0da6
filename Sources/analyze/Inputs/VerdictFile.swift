import Analyses
import Disclosure
import Foundation
import PanelReading
import Persistence

/// A table of verdicts as people fill it in.
struct VerdictFile {
    struct Row {
        let fingerprint: String
        let verdict: Finding.Verdict
        /// `nil` when the table has no column for it.
        let note: String?
    }

    let rows: [Row]

    /// Reads a table with a header; blank verdicts are open.
    ///
    /// - Throws: ``UsageError`` with file and line for whatever cannot be taken as a verdict, and for two that contradict each other.
    init(path: String) throws {
        let file = try TextFile(path: path)
        do {
            let table = try DelimitedRecords(file.utf8)
            func column(_ name: String) -> Int? { table.header.firstIndex { $0.trimmingCharacters(in: .whitespaces) == name } }
            guard let fingerprint = column("fingerprint"), let verdict = column("verdict") else {
                throw PanelTableError.missingColumn(role: nil, name: column("fingerprint") == nil ? "fingerprint" : "verdict", found: table.header)
            }
            let note = column("note")
            var lines: [(line: Int, fields: [String])] = []
            try table.forEach { record throws(PanelTableError) in lines.append((record.line, record.texts)) }
            var seen: [String: Finding.Verdict] = [:]
            rows = try lines.map { line, fields in
                let id = fields[fingerprint].trimmingCharacters(in: .whitespaces)
                guard id.count == 16, id.allSatisfy({ $0.isHexDigit && !$0.isUppercase }) else {
                    throw UsageError(
                        zh: "\(path)：第\(line)行：“\(id)”不是16位的指纹", en: "\(path): line \(line): “\(id)” is no fingerprint of 16 digits")
                }
                let word = fields[verdict].trimmingCharacters(in: .whitespaces)
                guard let decided = word.isEmpty ? .open : Finding.Verdict(rawValue: word) else {
                    throw UsageError(
                        zh: "\(path)：第\(line)行：裁定“\(word)”应为 confirmed、dismissed 或 open",
                        en: "\(path): line \(line): the verdict “\(word)” should be confirmed, dismissed or open")
                }
                guard seen.updateValue(decided, forKey: id) ?? decided == decided else {
                    throw UsageError(
                        zh: "\(path)：第\(line)行：\(id) 前面已有另一裁定", en: "\(path): line \(line): \(id) has another verdict further up")
                }
                return Row(fingerprint: id, verdict: decided, note: note.map { fields[$0] })
            }
        } catch let error as PanelTableError {
            throw UsageError(zh: "\(path)：\(error.text.zh)", en: "\(path): \(error)")
        }
    }
}
