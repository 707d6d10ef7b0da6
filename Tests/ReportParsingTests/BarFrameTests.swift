import DocumentReading
import FilePaths
import Testing

@testable import Disclosure
@testable import ReportParsing

/// Bars that enclose the cells of a line, and bars that part them.
@Suite struct BarFrameTests {
    /// A report on the form of 2021 whose rows are lines with bars, about every third cell blank, the last and first of some rows among them.
    private func lines(leading: Bool, trailing: Bool) -> (text: String, blanks: Set<String>, values: [String: Int]) {
        let form = Form.of(.fmt2021)
        var lines = ["清镇市2023年政府信息公开工作年度报告", "本报告的统计期限为2023年1月1日至2023年12月31日。"]
        var (blanks, values) = (Set<String>(), [String: Int]())
        var count = 0
        func text(_ id: String) -> String {
            count += 1
            if count % 3 == 0 || count % 7 == 1 {
                blanks.insert(id)
                return ""
            }
            values[id] = count
            return "\(count)"
        }
        func line(_ cells: [String]) { lines.append((leading ? "| " : "") + cells.joined(separator: " | ") + (trailing ? " |" : "")) }
        for table in form.tables where table.section != .remedies {
            line(["信息内容"] + table.columns.map(\.label))
            for row in table.rows { line([row.label] + table.columns.map { text(table.cellID(row: row, column: $0)) }) }
        }
        let remedies = form.tables.filter { $0.section == .remedies }
        line(remedies.flatMap { $0.columns.map(\.label) })
        line(remedies.flatMap { table in table.columns.map { text(table.cellID(row: table.rows[0], column: $0)) } })
        return (lines.joined(separator: "\n"), blanks, values)
    }

    @Test("Blank cells at both ends of a row stay blank", arguments: [(false, true), (true, false), (true, true), (false, false)])
    func ends(leading: Bool, trailing: Bool) async throws {
        let (text, blanks, values) = lines(leading: leading, trailing: trailing)
        let report = try #require(await ReportFile.read(bytes: Array(text.utf8), path: "a.txt").first).result.get()[0]
        for cell in report.forms[0].cells {
            if let value = values[cell.indicator] {
                #expect(cell.value == ExactDecimal("\(value)"), "\(cell.indicator): “\(cell.raw)” for \(value)")
            } else {
                #expect(blanks.contains(cell.indicator) && cell.state == .blank, "\(cell.indicator): “\(cell.raw)” for a blank")
            }
        }
        #expect(!report.notes.contains { [.paddedRow, .uncertainCells].contains($0.kind) })
    }
}
