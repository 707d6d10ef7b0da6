import Foundation
import Testing

@Suite struct FilterTests {
    let analyze: AnalyzeProgram
    init() throws { analyze = try AnalyzeProgram() }

    @Test func aCleanReportSaysWhatCouldNotBeJudged() throws {
        try analyze.write("in/a.html", SampleReport.consistent(year: 2023, received: 12, granted: 9).html)
        let english = try analyze("anomalies", "in").text
        #expect(english.contains("1 report with 200 cells judged.") && english.contains("none of the year before"), "\(english)")
        let chinese = try analyze("anomalies", "in", "--locale", "zh", "--min-severity", "error").text
        #expect(chinese.contains("没有符合条件的") && chinese.contains("检查了1份报告的200格"), "\(chinese)")
    }
}
