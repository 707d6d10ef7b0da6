import DocumentReading
import FilePaths
import ReportRendering
import ReportSupport
import Testing

@testable import Disclosure
@testable import ReportParsing

/// Money in another unit than the form's, where column, label or head say so and the cell does not.
@Suite struct StatedUnitTests {
    private func cell(_ id: String, _ edition: Edition, _ format: String, _ labels: [String: String]) async throws -> (cell: Cell, report: Report) {
        let report = GeneratedReport(edition: edition, seed: 5, labels: labels)
        var draft = report.draft
        for form in draft.forms.indices {
            for index in draft.forms[form].cells.indices where draft.forms[form].cells[index].indicator == id {
                draft.forms[form].cells[index].raw = "12345678"
            }
        }
        let bytes = try #require(Renderings.named(format)).bytes(of: draft)
        let read = try #require(await ReportFile.read(bytes: bytes, path: "report").first).result.get()[0]
        return (try #require(read.forms[0].cells.first { $0.indicator == id }), read)
    }

    private static let formats = ["html", "docx", "xlsx", "csv", "text", "text-bars", "text-tabs", "text-spaces", "text-pipes"]

    @Test("The head of the column", arguments: formats)
    func head(format: String) async throws {
        let cases: [(String, Edition, [String: String], String)] = [
            ("disclosure.fees.amount", .fmt2021, ["amount": "本年收费金额（单位：元）"], "1234.5678"),
            ("disclosure.fees.amount", .fmt2021, ["amount": "本年收费金额（千元）"], "1234567.8"), ("disclosure.fees.amount", .fmt2021, [:], "12345678"),
            ("disclosure.procurement.amount", .fmt2019, ["amount": "采购总金额（元）"], "1234.5678"),
            ("disclosure.procurement.amount", .fmt2019, ["amount": "采购总金额（万元）"], "12345678"),
        ]
        for (id, edition, labels, value) in cases {
            let (cell, report) = try await cell(id, edition, format, labels)
            #expect(cell.value == ExactDecimal(value) && cell.raw == "12345678", "\(labels): \(cell)")
            #expect(report.notes.contains { $0.kind == .statedUnit && $0.indicators == [id] } == (value != "12345678"))
        }
    }

    @Test("The column of units, or the label", arguments: formats)
    func unitOfTheRow(format: String) async throws {
        let id = "stats.org.budget"
        #expect(try await cell(id, .stats2014, format, ["\(id).unit": "元"]).cell.value == ExactDecimal("1234.5678"))
        #expect(try await cell(id, .stats2014, format, [:]).cell.value == ExactDecimal("12345678"))
        #expect(try await cell("legacy.fees.total", .local2008, format, ["legacy.fees.total.unit": "万元"]).cell.value == ExactDecimal("123456780000"))
    }

    @Test func anAmountThatCannotBeHeldIsNoNumber() throws {
        let unit = try #require(StatedUnit.of(0, in: [SourceRow(kind: .line, labels: ["收费金额(亿元)"], values: [], line: 1, block: 0)]))
        #expect(unit.differs(from: "万元") && unit.value(ExactDecimal(mantissa: .max / 2), in: "万元") == nil)
        #expect(!unit.differs(from: "件"))
    }
}
