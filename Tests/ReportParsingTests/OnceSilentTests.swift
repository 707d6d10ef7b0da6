import Disclosure
import FilePaths
import Foundation
import ReportParsing
import ReportRendering
import ReportSupport
import Testing

/// Kinds of damage that once gave a wrong number and said nothing.
@Suite struct OnceSilentTests {
    fileprivate func text(_ edition: Edition, _ format: String, filling: GeneratedReport.Filling = .numbers) throws -> String {
        let report = GeneratedReport(edition: edition, seed: 20, filling: filling)
        return String(decoding: try #require(Renderings.named(format)).bytes(of: report.draft), as: UTF8.self)
    }

    /// The cells of which a note says that they are not certain, of the text changed once.
    fileprivate func doubted(_ text: String, _ old: String, _ new: String) async throws -> Set<String> {
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

    @Test("A cell that is taller than its row begins on the line above", arguments: [[1], [14], [0, 3, 4, 14]])
    func tallCell(cells: [Int]) async throws {
        let text = try text(.fmt2021, "text-spaces")
        let row = try #require(
            text.split(separator: "\n").last { $0.split(separator: " ").count == 15 && $0.allSatisfy { $0.isNumber || $0 == " " } })
        let numbers = row.split(separator: " ")
        let tall = cells.map { numbers[$0].startIndex..<numbers[$0].endIndex }
        let above = String(row.indices.map { index in tall.contains { $0.contains(index) } ? row[index] : " " })
        let below = String(row.indices.map { index in tall.contains { $0.contains(index) } ? " " : row[index] })
        let doubted = try await doubted(text, String(row), "\(above)\n\(below)")
        #expect(doubted.isSuperset(of: ["review.upheld", "litigation.after_review.total"]))
        #expect(try await self.doubted(text, String(row), String(row)).isDisjoint(with: ["review.upheld"]))
    }

    @Test("Ends of rows that narrow cells broke look like the row of Table 4")
    func endsOfRows() async throws {
        let text = try text(.fmt2021, "text-spaces")
        let row = try #require(
            text.split(separator: "\n").last { $0.split(separator: " ").count == 15 && $0.allSatisfy { $0.isNumber || $0 == " " } })
        let last = try #require(text.split(separator: "\n").last { $0.contains("结转下年度继续办理") })
        let ends = "\n无法提供\n    0     3    8    0    11\n    0     3    8    0    11\n    0     3    8    0    11"
        let lost = text.replacingOccurrences(of: row, with: "").replacingOccurrences(of: last, with: last + ends)
        let report = try #require(try await ReportFile.read(bytes: Array(lost.utf8), path: "report.txt")[0].result.get().first)
        let doubted = Set(report.notes.flatMap(\.indicators))
        let taken = report.forms[0].cells.filter { $0.indicator.hasPrefix("review.") && $0.state == .number }
        #expect(taken.allSatisfy { doubted.contains($0.indicator) })
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

    /// The silent outcomes of one kind of damage at given cells of a report.
    fileprivate func silent(
        _ edition: Edition, _ format: String, _ filling: GeneratedReport.Filling, _ damage: Damage, at places: some Sequence<Int>
    ) async throws -> [String] {
        let trial = try await DamageTrial(
            report: GeneratedReport(edition: edition, seed: 20, filling: filling), rendering: #require(Renderings.named(format)))
        var lines: [String] = []
        var tried = 0
        for place in places {
            guard let damaged = try trial.damaged(damage, at: place) else { continue }
            tried += 1
            if case .silent(let cells) = try await trial.outcome(damaged) { lines.append("at \(place): \(cells.prefix(3))") }
        }
        #expect(tried > 0)
        return lines
    }

    @Test("A lost unit or value beside a blank", arguments: ["csv", "text-pipes", "xlsx"])
    func lostBesideBlank(format: String) async throws {
        let lines = try await silent(.fjStats, format, .blanks, .deleteCell, at: 28..<32)
        #expect(lines == [])
    }

    @Test("A label, unit or value doubled beside a blank", arguments: ["csv", "text-pipes", "xlsx"])
    func doubledBesideBlank(format: String) async throws {
        let lines = try await silent(.fjStats, format, .blanks, .duplicateCell, at: 12..<16)
        #expect(lines == [])
    }

    @Test("A cell lost from Table 4 of a sheet, after which its sums still hold in other columns", arguments: [Edition.fmt2019, .fmt2021])
    func lostFromTable4(edition: Edition) async throws {
        let lines = try await silent(edition, "xlsx", .numbers, .deleteCell, at: 260..<285)
        #expect(lines == [])
    }

    @Test("A cell lost, doubled or moved in Table 2 of a sheet", arguments: [Damage.deleteCell, .duplicateCell, .swapCells])
    func movedInTable2(damage: Damage) async throws {
        let lines = try await silent(.fmt2019, "xlsx", .blanks, damage, at: 0..<53)
        #expect(lines == [])
    }

    @Test("A comma lost from the one row of Table 4, or taken for another byte", arguments: ["0", "\u{1}"])
    func lostCommaInTable4(byte: String) async throws {
        let text = try text(.fmt2021, "csv")
        let row = try #require(text.split(separator: "\r\n").last { $0.split(separator: ",").allSatisfy { Int($0) != nil } && $0.count > 20 })
        let cells = row.split(separator: ",")
        let damaged = cells[..<10].joined(separator: ",") + "," + cells[10] + byte + cells[11...].joined(separator: ",")
        let doubted = try await doubted(text, String(row), damaged)
        #expect(doubted.isSuperset(of: ["review.upheld", "litigation.after_review.upheld", "litigation.after_review.pending"]))
    }

    @Test("Two rows between bars of which the second lost its label are not Table 4")
    func rowsAsTable4() async throws {
        let lines = try await silent(.fmt2021, "text-bars", .blanks, .blankCell, at: 220..<240)
        #expect(lines == [])
    }

    /// The cells of a damaged text that are other numbers than the report's, and that no note names.
    private func misread(_ damaged: String, _ edition: Edition, filling: GeneratedReport.Filling = .numbers) async throws -> [String] {
        let good = GeneratedReport(edition: edition, seed: 20, filling: filling)
        let read = try #require(try await ReportFile.read(bytes: Array(damaged.utf8), path: "report.txt")[0].result.get().first)
        let named = Set(read.notes.flatMap(\.indicators))
        return try #require(read.forms.first).cells.filter {
            $0.state == .number && $0.value != good.values[$0.indicator] && !named.contains($0.indicator)
        }.map { "\($0.indicator) \($0.raw)" }
    }

    /// The same of a text in which something was replaced.
    private func misread(
        _ text: String, _ old: String, _ new: String, _ edition: Edition, filling: GeneratedReport.Filling = .numbers
    ) async throws -> [String] {
        let damaged = text.replacing(old, with: new)
        #expect(damaged != text)
        return try await misread(damaged, edition, filling: filling)
    }

    @Test("Two fees in one line are not the first one with the value of the second", arguments: ["text-tabs", "text-spaces"])
    func joinedFees(format: String) async throws {
        let text = try text(.local2008, format)
        for joint in ["", "d", "l"] {
            let misread = try await misread(text.replacing("\n47 4", with: "\(joint)47 4"), .local2008)
            #expect(misread == [], "\(joint)")
        }
    }

    @Test("A bar joined to the label behind a blank")
    func barBeforeLabel() async throws {
        let text = try text(.local2008, "text-bars", filling: .blanks)
        let misread = try await misread(text, "\n|\n|\n51 2", "\n|\n|51 2", .local2008, filling: .blanks)
        #expect(misread == [])
    }

    @Test("A numbering cut from its label between bars is not a value of the row")
    func cutLabel() async throws {
        let text = try text(.fjStats, "text-bars")
        let misread = try await misread(text, "/ 1、政府网站", "/ 1\u{3000}政府网站", .fjStats)
        #expect(misread == [])
    }

    @Test("A row of Table 2 with one cell more than its header", arguments: ["text-tabs", "csv", "text-pipes"])
    func longRow(format: String) async throws {
        let lines = try await silent(.fmt2019, format, .blanks, .duplicateCell, at: 40..<53)
        #expect(lines == [])
    }

    @Test("A number that a narrow cell of a page broke over two lines", arguments: [115, 123, 132, 156])
    func brokenNumber(place: Int) async throws {
        let lines = try await silent(.local2008, "pdf", .numbers, .duplicateCell, at: [place])
        #expect(lines == [])
    }

    @Test(
        "A number that a narrow cell broke over two lines beside a whole one, or beside the two lines of its label",
        arguments: [
            (Edition.fjStats, [56, 57, 68, 69]), (.gzAnnex2019, [141, 142]), (.stats2014, [186, 187]),
        ])
    func brokenBeside(edition: Edition, places: [Int]) async throws {
        let lines = try await silent(edition, "pdf", .numbers, .duplicateCell, at: places)
        #expect(lines == [])
    }

    @Test("A count and an amount that changed places", arguments: ["pdf", "text"])
    func exchangedAmount(format: String) async throws {
        let lines = try await silent(.fmt2019, format, .numbers, .swapCells, at: [51])
        #expect(lines == [])
    }

    @Test("A byte lost from or doubled in the program of a page, after which a number ends early", arguments: [2779, 3057, 3890, 4168])
    func movedByte(place: Int) async throws {
        for damage in [Damage.deleteByte, .duplicateByte] {
            let lines = try await silent(.gzAnnex2019, "pdf", .numbers, damage, at: [place])
            #expect(lines == [])
        }
    }

    @Test("Damage to a page doubts every number on it and none on another, in a compressed file as well", arguments: ["pdf", "pdf-flate"])
    func damagedPage(format: String) async throws {
        let rendering = try #require(Renderings.named(format))
        let good = try rendering.bytes(of: GeneratedReport(edition: .gzAnnex2019, seed: 20).draft)
        let report = try #require(try await ReportFile.read(bytes: good, path: "report.pdf")[0].result.get().first)
        #expect(!report.notes.contains { $0.kind == .damagedFile || $0.kind == .fileStructure })
        // Object 9 is the program of the second page: a byte in its middle.
        let start = try #require(good.firstRange(of: Array("\n9 0 obj".utf8))).upperBound
        let end = start + (try #require(good[start...].firstRange(of: Array("endstream".utf8))).lowerBound - start) / 2
        let damaged = Array(good[..<end] + good[(end + 1)...])
        let read = try #require(try await ReportFile.read(bytes: damaged, path: "report.pdf")[0].result.get().first)
        let doubted = Set(read.notes.filter { $0.kind == .damagedFile }.flatMap(\.indicators))
        let cells = read.forms.flatMap(\.cells)
        #expect(Set(cells.filter { $0.place.page == 2 }.map(\.indicator)) == doubted)
        #expect(cells.contains { $0.place.page == 1 })
    }

    @Test("A line end of which one byte became a digit")
    func digitInLineEnd() async throws {
        let text = try text(.local2008, "csv")
        let row = try #require(text.split(separator: "\r\n").first { $0.hasPrefix("46 ") })
        let doubted = try await doubted(text, row + "\r\n", row + "1\n")
        #expect(doubted == ["legacy.fees.request.copy_paper"])
    }

    @Test("A row of a page that lost its own beginning, and with it its label, to the row above")
    func lostRowTag() async throws {
        let page = try text(.local2008, "html")
        let misread = try await misread(page, "<tr><td>47 4.", "<tr1<td>47 4.", .local2008)
        #expect(misread == [])
    }

    @Test("A number of which a page gives the first digit, and an odd character for the rest", arguments: ["㠀", "\u{FFFD}", "\u{E000}"])
    func shiftedDigits(debris: String) async throws {
        let page = try text(.gzAnnex2019, "text-spaces")
        let row = try #require(page.split(separator: "\n").first { $0.contains("6.其他方式公开政府信息数") })
        let number = try #require(row.split(separator: " ").last)
        let doubted = try await doubted(page, String(row), row.dropLast(number.count) + "\(number.first!)        \(debris)")
        #expect(doubted.contains("stats.disclosed.via_other"))
    }

    @Test("A glued row that stands twice is read once, also where another row goes by the same label")
    func gluedTwice() async throws {
        let text = try text(.stats2014, "text-glued")
        let row = try #require(text.firstMatch(of: /（二）被依法纠错数件[0-9]+/)?.output)
        let damaged = text.replacing(row, with: row + row, maxReplacements: 1)
        let form = try #require(try await ReportFile.read(bytes: Array(damaged.utf8), path: "a.txt")[0].result.get().first?.forms.first)
        let good = GeneratedReport(edition: .stats2014, seed: 20)
        for id in ["stats.review.corrected", "stats.litigation.upheld", "stats.litigation.corrected"] {
            #expect(form.cells.first { $0.indicator == id }?.value == good.values[id], "\(id)")
        }
    }

    @Test("A glued value before a heading whose numeral became a digit")
    func gluedHeading() async throws {
        let text = try text(.stats2014, "text-glued")
        // Cells that can be read in several ways as they are have nothing to do with it.
        let open = try await self.doubted(text, "八、机构建设", "八、机构建设")
        let doubted = try await doubted(text, "八、机构建设", "4、机构建设")
        #expect(!open.contains("stats.application_fees"))
        #expect(doubted.subtracting(open) == ["stats.application_fees"])
    }

    @Test("A glued value whose last digit could not be decoded")
    func gluedReplacement() async throws {
        let text = try text(.local2008, "text-glued")
        let doubted = try await doubted(text, "2183208 网上", "2183\u{FFFD}08 网上")
        #expect(doubted.contains("legacy.walk_ins"))
    }

    @Test("A number whose beginning is the row's code and whose second half stands apart", arguments: ["text-spaces", "text-tabs", "pdf-text"])
    func codeInNumber(format: String) async throws {
        let rendering = try #require(DamageTable.formats.first { $0.name == format })
        let bytes = try rendering.bytes(of: GeneratedReport(edition: .local2008, seed: 20).draft)
        let doubted = try await doubted(String(decoding: bytes, as: UTF8.self), "4146.6", "41 6.6")
        #expect(doubted.contains("legacy.fees.proactive.copy_cd"))
    }
}

/// The same of whole tables glued together, which are cut in every way.
@Suite struct OnceSilentGluedHeavyTests {
    private let once = OnceSilentTests()

    @Test("A lost cell in the glued row of Table 4, which then adds up in part alone", arguments: ["", "11"])
    func gluedTable4(first: String) async throws {
        let report = GeneratedReport(edition: .fmt2019, seed: 20)
        let row = Form.of(.fmt2019).cells.filter { $0.section == .remedies }.map { report.texts[$0.id]! }
        #expect(row[0] == "1")
        let doubted = try await once.doubted(once.text(.fmt2019, "text-glued"), row.joined(), ([first] + row.dropFirst()).joined())
        #expect(doubted.isSuperset(of: ["review.upheld", "review.pending", "review.total"]))
    }

    @Test(
        "Glued cells lost, doubled, changed or exchanged that can be cut in one way only, and wrongly",
        arguments: [
            (Edition.fmt2019, Damage.blankCell, [35]), (.fmt2019, .deleteCell, [35]), (.fmt2019, .garbleByte, [869]),
            (.fmt2019, .swapCells, [20, 24, 35]),
            (.fmt2021, .blankCell, [198]), (.fmt2021, .deleteCell, [198]), (.fmt2021, .garbleCell, [176]), (.fmt2021, .swapCells, [172]),
            (.local2008, .deleteByte, [302, 2127, 2138]), (.local2008, .duplicateByte, [302, 2127]), (.local2008, .garbleByte, [302, 2127, 2138]),
            (.local2008, .duplicateCell, [162]), (.local2008, .duplicateRow, [54]), (.local2008, .garbleCell, [6, 162]),
            (.stats2014, .duplicateCell, [144]), (.stats2014, .duplicateRow, [48]), (.stats2014, .garbleCell, [168]),
        ])
    func gluedInOneWrongWay(edition: Edition, damage: Damage, places: [Int]) async throws {
        let lines = try await once.silent(edition, "text-glued", .numbers, damage, at: places)
        #expect(lines == [])
    }
}
