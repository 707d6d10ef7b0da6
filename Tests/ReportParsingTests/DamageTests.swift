import Disclosure
import Foundation
import ReportParsing
import ReportRendering
import ReportSupport
import Testing

/// Good files damaged at places spread over them: never a wrong number that nothing tells of. `swift run Benchmarks --damage` goes over every place.
@Suite struct DamageTests {
    @Test("No damage is silent", arguments: ["text", "text-bars", "text-tabs", "text-spaces", "text-pipes", "text-glued", "csv", "html"])
    func noneSilent(format: String) async throws {
        let rendering = try #require(Renderings.named(format))
        var table = DamageTable()
        for edition in Edition.allCases {
            // Where nothing parts the cells, blanks leave no trace.
            let filling: GeneratedReport.Filling = ["text", "text-spaces", "text-glued"].contains(format) ? .numbers : .blanks
            let report = GeneratedReport(edition: edition, seed: 7, filling: filling)
            let trial = try await DamageTrial(report: report, rendering: rendering)
            for damage in DamageTable.kinds(format: format) { try await table.add(trial, damage: damage, format: format, limit: 2) }
        }
        #expect(table.silent.isEmpty, "\(table.silent.count): \(table.silent.prefix(4).map(\.line))")
    }
}

@Suite struct RowCountTests {
    private func form(_ text: String, edition: Edition) async throws -> (form: FilledForm, named: Set<String>) {
        let outcomes = await ReportFile.read(bytes: Array(text.utf8), path: "淮安市2012.csv")
        let report = try outcomes[0].result.get()[0]
        return (try #require(report.forms.first { $0.edition == edition }), Set(report.notes.flatMap(\.indicators)))
    }

    private func csv(_ edition: Edition, _ edit: (inout [String]) -> Void) throws -> String {
        let report = GeneratedReport(edition: edition, seed: 3, filling: .numbers)
        var lines = String(decoding: try CSVRendering().bytes(of: report.draft), as: UTF8.self).split(whereSeparator: \.isNewline).map(String.init)
        edit(&lines)
        return lines.joined(separator: "\n")
    }

    @Test("A lost comma names the cells of its row")
    func lostComma() async throws {
        let text = try csv(.fjStats) { lines in
            let row = lines.firstIndex { $0.hasPrefix("行政复议数") }!
            lines[row].remove(at: lines[row].lastIndex(of: ",")!)
        }
        #expect(try await form(text, edition: .fjStats).named.contains("legacy.review.total"))
    }

    @Test("Rows that differ in their gloss or code alone are not taken for each other")
    func glosses() async throws {
        let whole = try await form(csv(.local2008) { _ in }, edition: .local2008).form
        let id = "legacy.fees.proactive.copy_cd"
        let text = try csv(.local2008) { lines in lines.removeAll { $0.hasPrefix("41 ") } }
        let read = try await form(text, edition: .local2008).form
        #expect(!read.cells.contains { $0.indicator == id })
        for cell in read.cells { #expect(cell.value == whole.cells.first { $0.indicator == cell.indicator }?.value, "\(cell.indicator)") }
    }
}

/// Kinds of damage that once gave a wrong number and said nothing.
@Suite struct OnceSilentTests {
    private func text(_ edition: Edition, _ format: String, filling: GeneratedReport.Filling = .numbers) throws -> String {
        let report = GeneratedReport(edition: edition, seed: 20, filling: filling)
        return String(decoding: try #require(Renderings.named(format)).bytes(of: report.draft), as: UTF8.self)
    }

    /// The cells of which a note says that they are not certain, of the text changed once.
    private func doubted(_ text: String, _ old: String, _ new: String) async throws -> Set<String> {
        let range = try #require(text.range(of: old))
        let damaged = text.replacingCharacters(in: range, with: new)
        let report = try #require(try await ReportFile.read(bytes: Array(damaged.utf8), path: "report.txt")[0].result.get().first)
        return Set(report.notes.flatMap(\.indicators))
    }

    @Test("A lost line break joins a number to the code of the next row")
    func joinedCode() async throws {
        let doubted = try await doubted(text(.local2008, "text-spaces"), "\n41 3", "41 3")
        #expect(doubted.isSuperset(of: ["legacy.fees.proactive.copy_paper", "legacy.fees.proactive.copy_cd"]))
    }

    @Test("A space beside a bar that became a digit")
    func digitBesideBar() async throws {
        let text = try text(.local2008, "text-pipes")
        let row = try #require(text.split(separator: "\n").first { $0.contains("45 2.邮寄费") })
        let doubted = try await doubted(text, String(row), row.dropLast(2) + "6|")
        #expect(doubted.contains("legacy.fees.request.post"))
    }

    @Test("A header cell doubled in a table with blanks", arguments: ["html", "xlsx", "csv", "text-pipes"])
    func doubledHeader(format: String) async throws {
        for edition in [Edition.fjStats, .stats2014, .fmt2021] {
            let report = GeneratedReport(edition: edition, seed: 20, filling: .blanks)
            let trial = try await DamageTrial(report: report, rendering: #require(Renderings.named(format)))
            for place in 0..<4 {
                let outcome = try await trial.outcome(#require(try trial.damaged(.duplicateCell, at: place)))
                if case .silent(let cells) = outcome { Issue.record("\(edition.rawValue) at \(place): \(cells.prefix(3))") }
            }
        }
    }

    @Test("A numbering without its point, or with another digit, between glued cells", arguments: ["2政府网站", "7.政府网站", ".政府网站", "22.政府网站"])
    func gluedNumbering(damaged: String) async throws {
        let doubted = try await doubted(text(.stats2014, "text-glued"), "2.政府网站公开", damaged + "公开")
        #expect(doubted.contains("stats.disclosed.via_gazette"))
    }

    @Test("A row doubled between glued cells whose label holds that of another row")
    func doubledRow() async throws {
        let text = try text(.gzAnnex2019, "text-glued")
        let row = try #require(text.firstMatch(of: /4\.不予采纳意见数条[0-9]+/)?.output)
        let damaged = text.replacing(row, with: row + row)
        let form = try #require(try await ReportFile.read(bytes: Array(damaged.utf8), path: "a.txt")[0].result.get().first?.forms.first)
        let adopted = try #require(form.cells.first { $0.indicator == "stats.supervisors.opinions_adopted" })
        let value = GeneratedReport(edition: .gzAnnex2019, seed: 20).values["stats.supervisors.opinions_adopted"]
        #expect(adopted.value == value || adopted.state == .text)
    }

    @Test("A running total that took the place of the year's number")
    func movedTotal() async throws {
        let report = GeneratedReport(edition: .fjStats, seed: 20)
        let trial = try await DamageTrial(report: report, rendering: XLSXRendering())
        var tried = 0
        for place in 40..<60 {
            guard let damaged = try trial.damaged(.deleteCell, at: place) else { continue }
            tried += 1
            if case .silent(let cells) = try await trial.outcome(damaged) { Issue.record("at \(place): \(cells.prefix(3))") }
        }
        #expect(tried > 0)
    }

    @Test("A number that an ideograph cuts in two between glued cells")
    func gluedGarbage() async throws {
        let text = try text(.stats2014, "text-glued")
        let value = try #require(text.firstMatch(of: /查阅点数个([0-9]+)/)?.output.1)
        let doubted = try await doubted(text, "查阅点数个\(value)", "查阅点数个1口\(value)")
        #expect(doubted.contains("stats.org.reading_points"))
    }
}
