import Testing

/// A name that nothing has is a mistake of whoever typed it: it is said, with the name that was meant, and never answered with an empty result.
@Suite struct SuggestionTests {
    let analyze: AnalyzeProgram
    init() throws {
        analyze = try AnalyzeProgram()
        try analyze.write("in/2023.html", SampleReport.consistent(year: 2023, received: 20, granted: 9).html)
        try analyze.write("panel.csv", "entity,year,requests\n平潭综合实验区,2020,3\n平潭综合实验区,2021,4\n")
        #expect(try analyze("import", "panel.csv", "--quiet").status == 0)
    }

    @Test(arguments: [
        (["trends", "--indicator", "recieved"], "received"), (["cells", "--indicator", "request"], "requests"),
        (["cells", "--entity", "平谭"], "平潭综合实验区"), (["trends", "--entity", "平谭综合实验区"], "平潭综合实验区"), (["trnds"], "trends"), (["anomalys"], "anomalies"),
    ])
    func whatWasMeantIsSaid(arguments: [String], meant: String) throws {
        for (locale, question) in [("en", "id you mean"), ("zh", "是否为")] {
            let run = try analyze(arguments + ["--locale", locale])
            #expect(run.status == 2 && run.output.isEmpty && run.errors.contains(question) && run.errors.contains(meant), "\(run.errors)")
        }
    }

    @Test func knownNamesWithoutNumbersAreNoMistake() throws {
        #expect(try analyze("cells", "--indicator", "outcome.**").status == 0)
        #expect(try analyze("cells", "--indicator", "received").status == 0)
        let run = try analyze("cells", "--indicator", "qqqqqqqq")
        #expect(run.status == 2 && run.errors.contains("analyze indicators"), "\(run.errors)")
    }
}
