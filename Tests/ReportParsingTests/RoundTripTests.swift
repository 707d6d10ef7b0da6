import Disclosure
import ReportParsing
import ReportRendering
import Testing

/// Any report written in any format is read back with every cell and state.
struct RoundTripTests {
    private static let lossless = ["html", "docx", "xlsx", "csv", "text-tabs", "text-pipes"]

    private static func differences(_ read: FilledForm?, _ written: FilledForm) -> [String] {
        guard let read else { return ["no form \(written.edition.rawValue)"] }
        var lines: [String] = []
        let cells = Dictionary(read.cells.map { ($0.indicator, $0) }) { first, _ in first }
        for cell in written.cells {
            guard let found = cells[cell.indicator] else {
                lines.append("\(cell.indicator) missing")
                continue
            }
            if found.state != cell.state || found.value != cell.value {
                lines.append("\(cell.indicator) “\(cell.raw)” read “\(found.raw)” \(found.state.name)")
            }
        }
        if read.cells.count != written.cells.count { lines.append("\(read.cells.count) cells for \(written.cells.count)") }
        return lines
    }

    private static func read(_ forms: [FilledForm], year: Int, labels: [String: String], rendering: any Rendering) async throws -> [String] {
        let title = "淮安市人民政府\(year)年政府信息公开工作年度报告"
        let draft = ReportDraft(
            title: title, forms: forms, prose: [0: ["所列数据的统计期限自\(year)年1月1日起，至\(year)年12月31日止。"], 1: ["全年公开信息120条，均已核对。"]], labels: labels)
        let outcomes = await ReportFile.read(bytes: try rendering.bytes(of: draft), path: "generated.\(rendering.fileExtension)")
        guard outcomes.count == 1 else { return ["\(outcomes.count) outcomes"] }
        switch outcomes[0].result {
        case .failure(let quarantine): return [quarantine.reason]
        case .success(let reports):
            var lines = forms.flatMap { form in differences(reports[0].forms.first { $0.edition == form.edition }, form) }
            if reports[0].year != year { lines.append("year \(reports[0].year)") }
            if reports[0].body.regionCode != "320800" { lines.append("region \(reports[0].body.regionCode ?? "none")") }
            return lines
        }
    }

    @Test("Cells, blanks and marks survive every format that has borders", arguments: lossless)
    func borders(format: String) async throws {
        let rendering = try #require(Renderings.named(format))
        for seed in 0..<45 {
            for (edition, year) in [
                (Edition.fmt2019, 2020), (.fmt2021, 2023), (.fjStats, 2013), (.stats2014, 2016), (.local2008, 2010), (.gzAnnex2019, 2020),
            ] {
                var generator = SeededGenerator(seed: UInt64(seed) &* 977 &+ UInt64(year))
                let form = RandomReport.form(edition, blanks: seed % 2 == 1, using: &generator)
                let labels = edition.hasStatutoryTables ? RandomReport.variants(edition, using: &generator) : [:]
                let lines = try await Self.read([form], year: year, labels: labels, rendering: rendering)
                #expect(lines.isEmpty, "\(format) \(edition.rawValue) seed \(seed): \(lines.count) \(lines.prefix(3))")
            }
        }
    }

    @Test("Figures survive text without borders", arguments: ["text", "text-spaces"])
    func withoutBorders(format: String) async throws {
        let rendering = try #require(Renderings.named(format))
        for seed in 0..<45 {
            for (edition, year) in [
                (Edition.fmt2019, 2020), (.fmt2021, 2023), (.fjStats, 2013), (.stats2014, 2016), (.local2008, 2010), (.gzAnnex2019, 2020),
            ] {
                var generator = SeededGenerator(seed: UInt64(seed) &* 631 &+ UInt64(year))
                let form = RandomReport.form(edition, blanks: false, using: &generator)
                let labels = edition.hasStatutoryTables ? RandomReport.variants(edition, using: &generator) : [:]
                let lines = try await Self.read([form], year: year, labels: labels, rendering: rendering)
                #expect(lines.isEmpty, "\(format) \(edition.rawValue) seed \(seed): \(lines.count) \(lines.prefix(3))")
            }
        }
    }

    @Test("Figures survive PDF")
    func pdf() async throws {
        let rendering = try #require(Renderings.named("pdf"))
        for seed in 0..<4 {
            for (edition, year) in [(Edition.fmt2019, 2020), (.fmt2021, 2023)] {
                var generator = SeededGenerator(seed: UInt64(seed) &* 411 &+ UInt64(year))
                let form = RandomReport.form(edition, blanks: false, using: &generator)
                let lines = try await Self.read([form], year: year, labels: [:], rendering: rendering)
                #expect(lines.isEmpty, "\(edition.rawValue) seed \(seed): \(lines.count) \(lines.prefix(3))")
            }
        }
    }

    @Test("Two forms in one report")
    func twoForms() async throws {
        var generator = SeededGenerator(seed: 5)
        let forms = [
            RandomReport.form(.fmt2019, blanks: false, using: &generator), RandomReport.form(.gzAnnex2019, blanks: false, using: &generator),
        ]
        for format in ["html", "docx", "text"] {
            let lines = try await Self.read(forms, year: 2020, labels: [:], rendering: #require(Renderings.named(format)))
            #expect(lines.isEmpty, "\(format): \(lines.prefix(3))")
        }
    }
}
