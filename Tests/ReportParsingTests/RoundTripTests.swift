import Disclosure
import DocumentReading
import FilePaths
import Foundation
import ReportParsing
import ReportRendering
import ReportSupport
import TestSupport
import Testing

/// Any report written in any format and layout, with any wording of its labels that was seen, is read back: every cell with state, number, text and place.
struct RoundTripTests {
    /// Reads reports of all editions back, in turn filled with numbers, blanks and all notations, half of their labels in another wording.
    private func check(
        _ format: String, editions: [Edition] = Edition.allCases, seeds: Range<UInt64>, fillings: [GeneratedReport.Filling],
        draws: Bool = true, transform: (UInt64, [UInt8]) throws -> [UInt8] = { $1 }
    ) async throws {
        var wrong: [String] = []
        for edition in editions {
            for seed in seeds {
                var generator = SeededGenerator(seed: seed &* 977 &+ 5)
                var labels = draws && seed > 0 ? SeenLabels.draw(edition, using: &generator) : [:]
                // Between bars a lost unit would be a blank cell like that of a value.
                if format == "text-bars" { labels = labels.filter { !$0.key.hasSuffix(".unit") } }
                let filling = fillings[Int(seed) % fillings.count]
                let report = GeneratedReport(edition: edition, seed: seed &* 7919, filling: filling, labels: labels)
                let differences = try await RoundTrip(report, format: format).differences { try transform(seed, $0) }
                if !differences.isEmpty { wrong.append("\(edition.rawValue) seed \(seed) \(filling): \(differences.count) \(differences.prefix(3))") }
            }
        }
        #expect(wrong.isEmpty, "\(format): \(wrong.count) of \(editions.count * seeds.count): \(wrong.prefix(3).joined(separator: " | "))")
    }

    @Test(
        "Cells, blanks, marks and places survive every format that has borders",
        arguments: ["html", "docx", "xlsx", "csv", "text-tabs", "text-pipes"])
    func borders(format: String) async throws {
        try await check(format, seeds: 0..<30, fillings: GeneratedReport.Filling.allCases)
    }

    @Test("Figures and places survive text without borders", arguments: ["text", "text-bars", "text-spaces"])
    func withoutBorders(format: String) async throws {
        try await check(format, seeds: 0..<30, fillings: format == "text-bars" ? [.numbers, .blanks] : [.numbers])
    }

    @Test("Figures survive PDF, on its pages and in the form's order")
    func pdf() async throws { try await check("pdf", seeds: 0..<3, fillings: [.numbers], draws: false) }

    @Test("Text in every encoding, with and without a mark", arguments: ["text", "csv", "text-tabs"])
    func encodings(format: String) async throws {
        try await check(format, editions: [.fmt2021, .local2008], seeds: 0..<6, fillings: [.numbers]) { seed, bytes in
            try Encoding(ordinal: Int(seed)).encoded(String(decoding: bytes, as: UTF8.self))
        }
    }

    @Test("Pages in every encoding: declared, declared wrongly, marked, not declared")
    func pages() async throws {
        try await check("html", editions: [.fmt2019, .stats2014], seeds: 0..<10, fillings: [.numbers]) { seed, bytes in
            let declared = ["gb2312", "gbk", "gb18030", "utf-16", "utf-8"][Int(seed) % 5]
            let page = String(decoding: bytes, as: UTF8.self).replacing(
                "<meta charset=\"utf-8\">", with: seed < 5 ? "<meta charset=\"\(declared)\">" : "")
            return try Encoding(ordinal: [3, 4, 3, 1, 5][Int(seed) % 5]).encoded(page)
        }
    }

    @Test("A folder in an archive, names in UTF-8 and other files beside it")
    func archive() async throws {
        let report = GeneratedReport(edition: .fmt2021, seed: 4)
        let differences = try await RoundTrip(report, format: "docx").differences {
            try ZipContainer.pack([(name: "清镇市/", content: []), (name: "清镇市/2022年报告.docx", content: $0)])
        }
        #expect(differences.isEmpty, "\(differences.prefix(3))")
    }

    @Test("Heads set upright, one after the other or line by line", arguments: ["text", "text-bars", "text-tabs", "text-spaces", "text-pipes"])
    func uprightHeads(format: String) async throws {
        for edition in Edition.allCases {
            // The form of Fujian is told by its heads alone.
            for way in PrintedOtherwise.Upright.allCases where edition != .fjStats || way == .headByHead {
                for seed in UInt64(0)..<4 {
                    let differences = try await RoundTrip(GeneratedReport(edition: edition, seed: seed &* 31 &+ 2), format: format) {
                        PrintedOtherwise.upright(way, $0)
                    }.differences()
                    #expect(differences.isEmpty, "\(edition.rawValue) \(way) seed \(seed): \(differences.count) \(differences.prefix(3))")
                }
            }
        }
    }

    @Test(
        "The year's column among others that the forms of 2008 print",
        arguments: ["html", "docx", "xlsx", "csv", "text", "text-bars", "text-tabs", "text-spaces", "text-pipes"])
    func valueColumns(format: String) async throws {
        let ways: [([String?], String)] = [
            (["本月累计", nil], "年度累计"), (["本期实际", nil], "本年累计"), ([nil, "累计"], "2010年"), (["本月累计", nil, "上年同期"], "本年度累计"),
        ]
        for seed in UInt64(0)..<3 {
            for (heads, year) in ways {
                let differences = try await RoundTrip(GeneratedReport(edition: .local2008, seed: seed &* 31 &+ 2), format: format) {
                    PrintedOtherwise.columns(heads, year: year, $0)
                }.differences()
                #expect(differences.isEmpty, "\(heads) seed \(seed): \(differences.count) \(differences.prefix(3))")
            }
        }
    }

    @Test("A form in a layout table of a Word document or of a page")
    func nested() async throws {
        for edition in Edition.allCases {
            let report = GeneratedReport(edition: edition, seed: 9)
            let differences = try await RoundTrip(report, format: "html").differences { bytes in
                let page = String(decoding: bytes, as: UTF8.self)
                return Array(
                    page.replacing("<body>", with: "<body><table><tr><td>首页</td></tr><tr><td>")
                        .replacing("</body>", with: "</td></tr></table></body>").utf8)
            }
            #expect(differences.isEmpty, "\(edition.rawValue): \(differences.prefix(3))")
        }
    }

    @Test("Two forms in one report", arguments: ["html", "docx", "xlsx", "text", "text-spaces", "text-glued"])
    func twoForms(format: String) async throws {
        let first = GeneratedReport(edition: .fmt2019, seed: 5)
        let second = GeneratedReport(edition: .gzAnnex2019, seed: 6)
        var draft = first.draft
        draft.forms += second.draft.forms
        let bytes = try #require(Renderings.named(format)).bytes(of: draft)
        let read = try #require(try await ReportFile.read(bytes: bytes, path: "report").first?.result.get().first)
        #expect(read.forms.map(\.edition) == [.fmt2019, .gzAnnex2019])
        for report in [first, second] {
            for id in report.texts.keys.sorted() {
                let cell = read.forms.first { $0.edition == report.edition }?.cells.first { $0.indicator == id }
                #expect(cell?.value == report.values[id] || cell?.state == .text && format == "text-glued", "\(id) \(cell?.raw ?? "missing")")
            }
        }
    }
}

/// The encodings that a text can have.
private struct Encoding {
    let ordinal: Int

    /// UTF-8 with a mark, UTF-16 of both orders with one, GB18030 twice, UTF-8 without.
    func encoded(_ text: String) throws -> [UInt8] {
        switch ordinal % 6 {
        case 0: return [0xEF, 0xBB, 0xBF] + Array(text.utf8)
        case 1: return [0xFF, 0xFE] + text.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)] }
        case 2: return [0xFE, 0xFF] + text.utf16.flatMap { [UInt8(truncatingIfNeeded: $0 >> 8), UInt8(truncatingIfNeeded: $0)] }
        case 3, 4: return try #require(text.gb18030)
        default: return Array(text.utf8)
        }
    }
}
