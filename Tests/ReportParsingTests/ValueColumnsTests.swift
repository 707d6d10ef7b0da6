import DocumentReading
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
        #expect(report.notes.first { $0.kind == "value_column" }?.message.zh.contains("本年累计") == true)
    }
}
