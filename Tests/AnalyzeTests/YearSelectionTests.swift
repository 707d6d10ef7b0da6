import Foundation
import Testing

/// Only the years that were asked for are answered with, whatever lies between and beside them.
@Suite struct YearSelectionTests {
    private let analyze: AnalyzeProgram

    init() throws {
        analyze = try AnalyzeProgram()
        for year in 2021...2023 { try analyze.write("in/\(year).html", SampleReport.consistent(year: year, received: 20, granted: 9).html) }
        #expect(try analyze("ingest", "in", "--quiet").status == 0)
    }

    @Test(arguments: [["in"], []])
    func yearsBetweenAndOutsideAreLeftOut(paths: [String]) throws {
        func years(_ arguments: String...) throws -> Set<Int> {
            Set(try analyze(["cells", "--format", "json"] + paths + arguments).rows().compactMap { $0["year"] as? Int })
        }
        #expect(try years("--year", "2021", "--year", "2023") == [2021, 2023])
        #expect(try years("--year", "2022") == [2022])
        #expect(try years("--year", "2020").isEmpty)
        #expect(try years("--year", "2024").isEmpty)
    }
}
