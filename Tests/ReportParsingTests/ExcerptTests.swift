import Disclosure
import FilePaths
import Foundation
import ReportParsing
import TestSupport
import Testing

/// The tables of published reports as pages that end early have them: what is whole is read, what is missing is named.
@Suite struct ExcerptTests {
    private static let folder = ProjectFiles.root.appending(path: "Tests/ReportParsingTests/Excerpts")

    private struct Excerpt: Sendable, CustomTestStringConvertible {
        let name: String
        let region: String?
        let year: Int
        let edition: Edition
        var testDescription: String { name }
    }

    private static let excerpts = [
        Excerpt(name: "hanyang_office_2022", region: "420105", year: 2022, edition: .fmt2021),
        Excerpt(name: "hebao_town_2020", region: nil, year: 2020, edition: .fmt2019),
        Excerpt(name: "jiuyuan_services_2022", region: nil, year: 2022, edition: .fmt2021),
        Excerpt(name: "liangcheng_town_2020", region: nil, year: 2020, edition: .fmt2019),
        Excerpt(name: "qianan_dawuli_town_2020", region: "130283", year: 2020, edition: .fmt2019),
        Excerpt(name: "tuofeng_street_2020", region: nil, year: 2020, edition: .fmt2019),
        Excerpt(name: "xuwen_justice_2023", region: "440825", year: 2023, edition: .fmt2021),
        Excerpt(name: "yuexiu_beijing_street_2020", region: "440104", year: 2020, edition: .fmt2019),
        Excerpt(name: "zhongbu_town_2020", region: "370300", year: 2020, edition: .fmt2019),
        Excerpt(name: "zuoshui_fenghuang_town_2021", region: "611026", year: 2021, edition: .fmt2021),
    ]

    private func read(_ name: String, path: String? = nil, wholeOnly: Bool = false) async throws -> Result<[Report], ReportFile.Quarantine> {
        let bytes = try Array(Data(contentsOf: Self.folder.appending(path: "\(name).txt")))
        var parser = ReportParser()
        parser.wholeOnly = wholeOnly
        return await ReportFile.read(bytes: bytes, path: FilePath(path ?? "\(name).txt"), parser: parser)[0].result
    }

    /// Where an excerpt lay, for those whose text names neither body nor region, or no year.
    private static let paths = [
        "hebao_town_2020": "重庆市/荣昌区/hebao.txt", "jiuyuan_services_2022": "包头市/九原区/services.txt", "liangcheng_town_2020": "微山县/liangcheng.txt",
        "tuofeng_street_2020": "榆林市/榆阳区/tuofeng.txt", "xuwen_justice_2023": "徐闻县/司法局/2023.txt",
    ]

    @Test("Every cell that is whole is read, and every row that is not there is named", arguments: excerpts)
    private func cells(excerpt: Excerpt) async throws {
        let report = try #require(try await read(excerpt.name, path: Self.paths[excerpt.name]).get().first)
        let form = try #require(report.forms.first)
        #expect(form.edition == excerpt.edition)
        #expect(report.year == excerpt.year)
        if let region = excerpt.region { #expect(report.body.regionCode == region) }
        let lines = try String(contentsOf: Self.folder.appending(path: "\(excerpt.name).csv"), encoding: .utf8).split(separator: "\n").dropFirst()
        var whole: Set<String> = []
        for line in lines {
            let fields = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            whole.insert(fields[0])
            let cell = try #require(form.cells.first { $0.indicator == fields[0] }, "\(fields[0]) is missing")
            #expect(cell.value?.description == (fields[1].isEmpty ? nil : fields[1]), "\(fields[0]) “\(cell.raw)”")
            #expect(cell.state == (fields[1].isEmpty ? .blank : .number), "\(fields[0])")
        }
        let named = Set(report.notes.flatMap(\.indicators))
        for indicator in Form.of(excerpt.edition).cells where !whole.contains(indicator.id) {
            #expect(named.contains(indicator.id), "\(indicator.id) is not named")
            #expect(form.cells.first { $0.indicator == indicator.id }?.state != .number)
        }
        #expect(report.notes.contains { $0.kind == .partialForm })
    }

    @Test("A part of a report is refused when only whole ones are wanted")
    func wholeOnly() async throws {
        guard case .failure(let reason) = try await read("hebao_town_2020", wholeOnly: true) else {
            Issue.record("it was read")
            return
        }
        #expect(reason.code == "incomplete_form")
    }
}
