import FilePaths
import Foundation
import ReportSupport
import Testing

@testable import Disclosure
@testable import DocumentReading
@testable import ReportParsing

/// What a page says beside the report: who published it and when; and pages whose report has no tables.
@Suite struct PageDataTests {
    /// The tables of a made-up report of the form of 2021, as text that stands for itself.
    private func page(head: String, title: String, foot: String = "") -> [UInt8] {
        let form = Form.of(.fmt2021)
        var html = "<html><head><meta charset=\"utf-8\"><title>\(title)</title></head><body>\(head)<h1>\(title)</h1>"
        html += "<p>统计期限为2022年1月1日至2022年12月31日。</p>"
        for table in form.tables where table.section != .remedies {
            html += "<table><tr><td>信息内容</td>" + table.columns.map { "<td>\($0.label)</td>" }.joined() + "</tr>"
            for row in table.rows { html += "<tr><td>\(row.label)</td>" + table.columns.map { _ in "<td>0</td>" }.joined() + "</tr>" }
            html += "</table>"
        }
        return Array((html + foot + "</body></html>").utf8)
    }

    private func report(_ bytes: [UInt8], path: String = "a.html") async throws -> Report {
        let outcome = try #require(await ReportFile.read(bytes: bytes, path: FilePath(path)).first)
        return try outcome.result.get()[0]
    }

    @Test func publisherAndDay() async throws {
        let head = "<table><tr><td>发布机构</td><td>淮安市财政局</td><td>发布日期</td><td>2023-02-03 10:20</td></tr></table>"
        let report = try await report(page(head: head, title: "2022年政府信息公开工作年度报告"))
        #expect(report.body.name == "淮安市财政局" && report.body.kind == .department && report.body.regionCode == "320800")
        let day = report.evidence.first { $0.subject == .publication }
        #expect(day?.value == "2023-02-03" && day?.source == .page)
        #expect(report.year == 2022)
    }

    @Test func earliestDayAndSignature() async throws {
        let title = "淮安市财政局2022年政府信息公开工作年度报告"
        let moved = try await report(page(head: "<p>发布时间：2023年1月20日</p><p>发布日期：2024-06-01</p>", title: title))
        #expect(moved.evidence.first { $0.subject == .publication }?.value == "2023-01-20")
        let signed = try await report(page(head: "", title: title, foot: "<p>淮安市财政局</p><p>2023年1月18日</p>"))
        let day = signed.evidence.first { $0.subject == .publication }
        #expect(day?.value == "2023-01-18" && day?.source == .signature)
        #expect(try await report(page(head: "", title: title)).evidence.allSatisfy { $0.subject != .publication })
    }

    @Test func siteAndPathSpeakWhenTheTitleDoesNot() async throws {
        let site = try await report(page(head: "", title: "2022年政府信息公开工作年度报告_淮安市民政局"))
        #expect(site.body.name == "淮安市民政局")
        let source = try await report(page(head: "<p>来源：淮安市统计局网站</p>", title: "2022年政府信息公开工作年度报告"))
        #expect(source.body.name == "淮安市统计局")
        let path = try await report(page(head: "", title: "市财政局2022年政府信息公开工作年度报告"), path: "江苏省/淮安市/市财政局/2022.html")
        #expect(path.body.name == "淮安市财政局")
    }

    /// What the page says in its head, by the state's own standard for pages of authorities.
    @Test func headOfThePage() async throws {
        func page(_ metas: [(String, String)]) -> [UInt8] {
            let head = metas.map { "<meta name=\"\($0)\" content=\"\($1)\">" }.joined()
            return Array(String(decoding: self.page(head: "", title: ""), as: UTF8.self).replacing("<title></title>", with: head).utf8)
        }
        let source = try await report(page([("SiteName", "淮安市人民政府门户网站"), ("ContentSource", "淮安市财政局"), ("PubDate", "2023-01-19 09:30")]))
        #expect(source.body.name == "淮安市财政局" && source.evidence.first { $0.subject == .publication }?.value == "2023-01-19")
        #expect(source.evidence.contains { $0.source == .site && $0.value == "淮安市" })
        let title = try await report(page([("ArticleTitle", "淮安市民政局2022年政府信息公开工作年度报告"), ("ContentSource", "淮安市财政局")]))
        #expect(title.body.name == "淮安市民政局" && title.title == "淮安市民政局2022年政府信息公开工作年度报告")
        let site = try await report(page([("SiteName", "淮安市人民政府")]))
        #expect(site.body.name == "淮安市" && site.notes.contains { $0.kind == .bodyByContext })
    }

    /// A page with the prose of a report whose tables are an attachment is set aside as such, with the attachment's name.
    @Test func tablesInAnAttachment() async throws {
        let html = """
            <html><head><meta charset="utf-8"></head><body><h1>开平市农业农村局2020年政府信息公开工作年度报告</h1><p>一、总体情况</p><p>工作有序。</p>
            <p>二、主动公开政府信息情况</p><p>三、收到和处理政府信息公开申请情况</p><p>附件：年度报告表格.docx</p></body></html>
            """
        let outcome = try #require(await ReportFile.read(bytes: Array(html.utf8), path: "a.html").first)
        guard case .failure(let quarantine) = outcome.result else { return #expect(Bool(false), "a report without tables") }
        #expect(quarantine.code == "tables_elsewhere")
        #expect(quarantine.reason.contains("年度报告表格.docx") && quarantine.chinese.contains("附件"))
        let other = await ReportFile.read(bytes: Array("<html><body><p>关于放假的通知</p></body></html>".utf8), path: "b.html")
        guard case .failure(let none) = other[0].result else { return #expect(Bool(false), "no report at all") }
        #expect(none.code == "no_form")
    }

    /// What was not read of a file that gives no report stands in the reason: it may be what is missing.
    @Test func whatWasNotReadIsPartOfTheReason() async throws {
        let text = "淮安市2022年政府信息公开工作年度报告\n一、总体情况\n二、主动公开政府信息情况\n三、收到和处理政府信息公开申请情况\n\u{0}\u{0}有序。\n"
        let outcome = try #require(await ReportFile.read(bytes: Array(text.utf8), path: "a.txt").first)
        guard case .failure(let quarantine) = outcome.result else { return #expect(Bool(false), "a report without tables") }
        #expect(quarantine.code == "tables_elsewhere" && quarantine.reason.hasSuffix("2 NUL bytes were left out"), "\(quarantine.reason)")
        #expect(quarantine.chinese.hasSuffix("略去了2个空字符（NUL）"))
    }
}
