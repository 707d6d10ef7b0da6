import DocumentReading
import FilePaths
import Testing

@testable import Disclosure
@testable import ReportParsing

/// Which of several columns of values is the year's.
@Suite struct ValueColumnsTests {
    @Test(arguments: [
        (["本月累计", "年度累计"], 1), (["本期实际", "本年累计"], 1), (["代码", "本期实际", "本年累计"], 2), (["本年度", "累计"], 0), (["2010年", "2009年同期"], 0),
        (["代码", "统计数"], 1), (["区政府统计数", "区直单位统计数", "合计"], 2),
    ]) func chosen(headers: [String], column: Int) {
        #expect(ValueColumns(headers: headers)?.chosen == column)
    }

    @Test("Nothing is chosen where the header does not tell", arguments: [["2009年", "2010年"], ["区政府统计数", "乡镇街道统计数"], ["统计数"], []])
    func untold(headers: [String]) {
        #expect(ValueColumns(headers: headers) == nil)
    }

    private func report(_ rows: [String]) async throws -> Report {
        let text = ["安定区2010年政府信息公开工作年度报告", "本报告的统计期限为2010年1月1日至2010年12月31日。"] + rows
        return try #require(await ReportFile.read(bytes: Array(text.joined(separator: "\n").utf8), path: "a.txt").first).result.get()[0]
    }

    private static let rows = Form.of(.local2008).tables[0].rows

    @Test("A row with fewer values than its header has columns is named")
    func lostCell() async throws {
        var lines = ["指标名称\t计量单位\t代码\t本期实际\t本年累计"]
        for (index, row) in Self.rows.enumerated() {
            let label = String(row.label.drop { $0 != " " }.dropFirst())
            lines.append("\(label)\t\(row.unit)\t\(index + 1)\t\(index)\t\(index * 3)")
        }
        lines[12] = "申请总次数\t条\t12\t31"
        let report = try await report(lines)
        let cells = Dictionary(uniqueKeysWithValues: report.forms[0].cells.map { ($0.indicator, $0) })
        #expect(cells["legacy.answers.total"]?.value == ExactDecimal("54"))
        #expect(
            cells["legacy.applications.received"]?.state != .number
                || report.notes.contains { $0.indicators.contains("legacy.applications.received") })
        #expect(report.notes.first { $0.kind == .valueColumn }?.message.zh.contains("本年累计") == true)
    }

    @Test("A column of remarks, some of them filled, takes no value along")
    func remarks() async throws {
        var lines = ["指标名称\t计量单位\t年度累计\t备注"]
        for (index, row) in Self.rows.enumerated() {
            let label = String(row.label.drop { $0 != " " }.dropFirst())
            lines.append("\(label)\t\(row.unit)\t\(index * 3)\t\(index % 4 == 1 ? "含乡镇" : "")")
        }
        let report = try await report(lines)
        for (index, row) in Self.rows.enumerated() {
            #expect(report.forms[0].cells.first { $0.indicator == row.id }?.value == ExactDecimal("\(index * 3)"), "\(row.label)")
        }
        #expect(!report.notes.contains { $0.kind == .irregularRow })
    }

    /// A page of a report whose columns stand in another order, in the head and in all rows or in the head alone.
    private func page(_ edition: Edition, values: [String: Int], swappedRows: Bool = true, _ order: (Int) -> [Int]) -> String {
        var page = "<meta charset=utf-8><h1>平潭综合实验区2012年政府信息公开工作年度报告</h1><p>统计期限为2012年1月1日至2012年12月31日。</p>"
        for table in Form.of(edition).tables where table.section != .remedies {
            let count = table.columns.count
            let heads = order(count).map { table.columns[$0].label.replacing("N年度", with: "2012年度") }
            page += "<table><tr><td>指标名称</td><td>计量单位</td>" + heads.map { "<td>\($0)</td>" }.joined() + "</tr>"
            for row in table.rows {
                let cells = (swappedRows ? order(count) : Array(0..<count)).map {
                    "\(values[table.cellID(row: row, column: table.columns[$0])] ?? 0)"
                }
                page += "<tr><td>\(row.label.split(separator: " ")[0])</td><td>\(row.unit)</td>" + cells.map { "<td>\($0)</td>" }.joined() + "</tr>"
            }
            page += "</table>"
        }
        return page
    }

    @Test("Columns in another order are read by their head, with a note", arguments: [Edition.fjStats, .fmt2021, .fmt2019])
    func exchanged(edition: Edition) async throws {
        var values: [String: Int] = [:]
        for (index, cell) in Form.of(edition).cells.enumerated() { values[cell.id] = index * 3 + 1 }
        for row in Form.of(edition).tables.filter({ $0.section == .applications }).flatMap(\.rows) {
            values["\(row.id).total"] = Applicant.parts.map { values["\(row.id).\($0.rawValue)"]! }.reduce(0, +)
        }
        let bytes = Array(page(edition, values: values) { Array((0..<$0).reversed()) }.utf8)
        let report = try #require(await ReportFile.read(bytes: bytes, path: "a.html").first).result.get()[0]
        let read = try #require(report.forms.first { $0.edition == edition })
        for cell in read.cells where cell.state == .number && !cell.indicator.hasPrefix("review") && !cell.indicator.hasPrefix("litigation") {
            #expect(cell.value == ExactDecimal("\(values[cell.indicator]!)"), "\(cell.indicator) \(cell.raw)")
        }
        #expect(report.notes.contains { $0.kind == .columnsReordered })
        let usual = Array(page(edition, values: values) { Array(0..<$0) }.utf8)
        let same = try #require(await ReportFile.read(bytes: usual, path: "a.html").first).result.get()[0]
        #expect(!same.notes.contains { $0.kind == .columnsReordered })
    }

    @Test("A row of Table 3 that adds up as it stands is not exchanged")
    func exchangedHead() async throws {
        var values: [String: Int] = [:]
        for row in Form.of(.fmt2021).tables.filter({ $0.section == .applications }).flatMap(\.rows) {
            for applicant in Applicant.parts { values["\(row.id).\(applicant.rawValue)"] = applicant == .naturalPerson ? 5 : 1 }
            values["\(row.id).total"] = 10
        }
        let bytes = Array(page(.fmt2021, values: values, swappedRows: false) { [$0 - 1] + Array(0..<$0 - 1) }.utf8)
        let report = try #require(await ReportFile.read(bytes: bytes, path: "a.html").first).result.get()[0]
        let cell = report.forms[0].cells.first { $0.indicator == "outcome.granted.total" }
        #expect(cell?.value == ExactDecimal("10"))
        #expect(!report.notes.contains { $0.kind == .columnsReordered && $0.indicators.contains("outcome.granted.total") })
    }

    @Test("A head whose spans reach over its neighbors is in no other order")
    func disagreeingSpans() async throws {
        var page = "<meta charset=utf-8><h1>淮安市2022年政府信息公开工作年度报告</h1><p>统计期限为2022年1月1日至2022年12月31日。</p><table>"
        page += "<tr><td rowspan=2>属于国家秘密</td><td rowspan=2>自然人</td><td colspan=5>法人或其他组织</td><td rowspan=2>总计</td></tr><tr>"
        for applicant in Applicant.parts.dropFirst() { page += "<td\(applicant == .research ? " colspan=2" : "")>\(applicant.label)</td>" }
        page += "</tr>"
        for row in Form.of(.fmt2021).tables.filter({ $0.section == .applications }).flatMap(\.rows) {
            page += "<tr><td>\(row.label)</td><td>3</td><td></td><td></td><td>4</td><td></td><td>2</td><td>9</td></tr>"
        }
        let bytes = Array((page + "</table>").utf8)
        let report = try #require(await ReportFile.read(bytes: bytes, path: "a.html").first).result.get()[0]
        let cells = report.forms[0].cells
        #expect(cells.first { $0.indicator == "outcome.granted.total" }?.value == ExactDecimal("9"))
        #expect(cells.first { $0.indicator == "outcome.granted.other_org" }?.value == ExactDecimal("2"))
        #expect(!report.notes.contains { $0.kind == .columnsReordered })
    }
}
