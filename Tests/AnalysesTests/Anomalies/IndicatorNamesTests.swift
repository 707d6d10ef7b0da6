import Disclosure
import Testing

@testable import Analyses

@Suite struct IndicatorNamesTests {
    private func spelledOut(_ sentence: String, _ edition: Edition, _ year: Int) -> String {
        let report = Report(
            body: Body(name: "甲县", kind: .government, level: .county, regionCode: nil), year: year, title: "",
            forms: [FilledForm(edition: edition, cells: [])], source: ReportSource(path: "a", sha256: "", format: "html"))
        return IndicatorNames(history: BodyHistory(Corpus(reports: [report]), body: 0), year: year).spelledOut(sentence)
    }

    @Test(arguments: [
        ("outcome.granted.total is 3.5, v1.2 of pending_end.", "“（一）予以公开·总计” is 3.5, v1.2 of pending_end."),
        ("outcome.partial.natural_person from 6", "“（二）部分公开·自然人” from 6"),
        ("natural_person: the total of ...", "“自然人”: the total of ..."),
        ("outcome.denied.process_info: they do not", "“6.属于四类过程性信息”: they do not"), ("No id here.", "No id here."),
    ])
    func idsBecomeLabels(sentence: String, expected: String) { #expect(spelledOut(sentence, .fmt2021, 2023) == expected) }

    @Test func theFormOfTheYearGivesTheLabel() {
        #expect(spelledOut("legacy.disclosed.total falls.", .fjStats, 2013) == "“主动公开信息数” falls.")
    }
}
