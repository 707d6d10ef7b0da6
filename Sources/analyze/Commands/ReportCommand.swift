import Analyses
import ArgumentParser
import Disclosure
import Persistence
import Reporting

/// Writes everything as a page.
struct ReportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report", abstract: "Reports, anomalies, trends and rankings of the selection as one self-contained page.",
        discussion: """
              analyze report -o report.html
              analyze report --entity 平潭综合实验区 --locale zh -o pingtan.html
            """)

    @OptionGroup(title: "What is read") var input: InputOptions
    @OptionGroup(title: "Which part of it") var selection: SelectionOptions
    @OptionGroup var cache: CacheOption
    @OptionGroup(title: "How it is printed") var output: OutputOptions

    @Option(help: ArgumentHelp("What bodies are ranked on; repeatable.", valueName: "id|ratio"))
    var on: [String] = ["substantive_disclosure_rate", "conclusion_rate"]

    @Option(
        name: .customLong("min-n"),
        help:
            "Smallest denominator with which a body is ranked, \(OptionRanges.cases.text); by default \(RankOptions.usualMinimum) for what has one.")
    var minN: Int?

    @Option(help: "The page's heading.")
    var title: String?

    func validate() throws { try OptionRanges.cases.check("--min-n", minN) }

    func run() async throws {
        let destination = try output.destination(keeping: input.files, formats: .page)
        let loaded = try await input.load(output)
        let chosen = try selection.selection(in: loaded.corpus)
        let corpus = try selection.part(of: loaded.corpus)
        let bodies = FindingBodies(loaded.corpus)
        let findings = try JudgedFindings(in: loaded, cache: cache, output: output).findings
            .filter { bodies.isSelected($0, by: chosen) && $0.verdict != .dismissed }
        var reports: [ReportSummary] = []
        try corpus.forEachReport(CorpusSelection()) { reports.append(ReportSummary($0)) }
        let trendOptions = TrendOptions(indicators: selection.patterns)
        let content = ReportPage.Content(
            title: title.map { LocalizedText(zh: $0, en: $0) }, version: Version.current, reports: reports, findings: findings,
            trends: TrendAnalysis(trendOptions).rows(in: loaded.corpus, selecting: chosen), trendOptions: trendOptions, rankings: try rankings(of: loaded.corpus, chosen))
        try destination.emit(ReportPage(language: output.language).html(content))
        try loaded.finish()
    }

    /// The rankings with at least two bodies to compare: everybody is ranked, and the selected rows are shown.
    private func rankings(of corpus: Corpus, _ chosen: CorpusSelection) throws -> [Ranking] {
        var rankings: [Ranking] = []
        for subject in on {
            let analysis = RankAnalysis(RankOptions(subject: subject, minimumN: minN, seed: output.seed, funnel: true))
            // A page about nothing has no rankings.
            guard let ranking = try UsageError.unlessEmpty({ try analysis.ranking(of: corpus) }) else { return [] }
            guard ranking.rows.count(where: \.eligible) >= 2 else { continue }
            let selected = ranking.selecting { chosen.includes(corpus.bodies[$0], former: corpus.formerBodies($0)) }
            if selected.rows.contains(where: \.eligible) { rankings.append(selected) }
        }
        return rankings
    }
}
