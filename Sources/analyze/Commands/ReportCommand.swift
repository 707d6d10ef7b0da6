import Analyses
import ArgumentParser
import Disclosure
import FilePaths
import Output
import Persistence
import ReportParsing
import Reporting

/// Writes everything as a page.
struct ReportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report", abstract: "Reports, findings, trends and rankings of the selection as a page to hand over.",
        discussion: """
            One file that works from disk, or a folder (a name that ends in a slash, or a folder that is there): an index and a page a body, which need no script.
            Without -o the page is report.html.

              analyze report
              analyze report --entity 平潭综合实验区 --locale zh -o pingtan.html
              analyze report --within 江苏省 -o jiangsu/
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

    @Option(help: "A date that the page bears, YYYY-MM-DD; by default none: the same data make the same page on any day.")
    var date: String?

    /// Years that the trends are continued by.
    private static let forecastYears = 2

    func validate() throws {
        try OptionRanges.cases.check("--min-n", minN)
        if let date, !Self.isDate(date) { throw ValidationError(zh: "--date \(date)：应为 YYYY-MM-DD", en: "--date \(date): a day as YYYY-MM-DD") }
    }

    func run() async throws {
        let place = try PageDestination(output, keeping: input.files)
        let loaded = try await input.load(output)
        let chosen = try selection.selection(in: loaded.corpus)
        let corpus = try selection.part(of: loaded.corpus)
        let judged = try JudgedFindings(in: loaded, cache: cache, output: output)
        let positions = Dictionary(corpus.bodies.enumerated().map { ($1.key, $0) }) { first, _ in first }
        let trendOptions = TrendOptions(forecastYears: Self.forecastYears, indicators: selection.patterns)

        var content = ReportPage.Content(corpus: corpus, making: try making(loaded, judged, chosen, place.links), links: place.links)
        content.title = title.map { LocalizedText(zh: $0, en: $0) }
        content.findings = Self.selected(judged.findings, of: loaded.corpus, by: chosen, positions)
        content.trends = TrendAnalysis(trendOptions).rows(in: loaded.corpus, selecting: chosen)
        content.trendOptions = trendOptions
        content.rankings = try rankings(of: loaded.corpus, chosen, positions)
        content.facts = try Self.facts(loaded.store)
        content.unread = loaded.failures.map { .init(path: "\($0.path)", reason: $0.text) }
        try place.write(ReportPage(language: output.language), content)
        try loaded.finish()
    }

    /// The findings of the selection that nobody dismissed, each with the position of its body among the selected ones.
    private static func selected(
        _ findings: [Finding], of corpus: Corpus, by chosen: CorpusSelection, _ positions: [String: Int]
    ) -> [Finding] {
        let bodies = FindingBodies(corpus)
        return findings.filter { $0.verdict != .dismissed && bodies.isSelected($0, by: chosen) }.map { finding in
            var finding = finding
            finding.body = finding.body.flatMap { positions[corpus.bodies[$0].key] }
            return finding
        }
    }

    /// What the store knows of the reports; without one it is found out from each.
    private static func facts(_ store: Store?) throws -> @Sendable (Report) -> ReportPage.ReportFacts {
        guard let store else {
            return { report in
                let identities = report.exactIdentities()
                return .init(versions: 1, exactRules: identities.evaluated, violated: identities.violated)
            }
        }
        let known = Dictionary(try store.reports().map { ("\($0.body.key) \($0.year)", $0) }) { first, _ in first }
        return { report in
            let stored = known["\(report.body.key) \(report.year)"]
            return .init(versions: stored?.versions, exactRules: stored?.exactRules, violated: stored?.violated)
        }
    }

    /// How the page is made, and what of it was not judged.
    private func making(_ loaded: CorpusInput, _ judged: JudgedFindings, _ chosen: CorpusSelection, _ links: SourceLinks) throws -> PageMaking {
        let arguments = CommandLineBytes.arguments.map { $0.hasPrefix("/") ? links.link(FilePath($0))?.text ?? $0 : $0 }
        var making = PageMaking(
            version: Version.current, command: (["analyze"] + arguments).joined(separator: " "), date: date, seed: output.seed)
        func option(_ zh: String, _ en: String, _ values: [String]) {
            if !values.isEmpty { making.options.append((LocalizedText(zh: zh, en: en), values.joined(separator: ", "))) }
        }
        option("主体", "bodies", selection.entity)
        option("地区", "regions", selection.within)
        option("年份", "years", selection.year.map(\.text))
        option("指标", "indicators", selection.indicator)
        option("排名依据", "ranked on", on)
        making.inputs = loaded.inputs
        making.rulesDigest = ReportPage.digest(
            of: IdentityCatalog.standard.map { "\($0.id) \($0.edition.rawValue) \($0.strength.rawValue) \($0.expression)" })
        making.notJudged = AnomalyCoverage(loaded.corpus, of: chosen).notes + judged.notes
        let dismissed = judged.findings.count { $0.verdict == .dismissed }
        if dismissed > 0 {
            making.notJudged.append(
                LocalizedText(
                    zh: "已裁定排除的 \(dismissed) 条异常未列入。",
                    en: "\(dismissed) finding\(dismissed == 1 ? "" : "s") dismissed by a verdict \(dismissed == 1 ? "is" : "are") left out."))
        }
        return making
    }

    /// The rankings with at least two bodies to compare: everybody is ranked, and the selected rows are shown.
    private func rankings(of corpus: Corpus, _ chosen: CorpusSelection, _ positions: [String: Int]) throws -> [Ranking] {
        let last = corpus.years.last { year in corpus.bodies.indices.contains { corpus.hasReport(body: $0, year: year) } }
        var rankings: [Ranking] = []
        for subject in on {
            var options = RankOptions(subject: subject, year: last, minimumN: minN, seed: output.seed, funnel: true)
            if let last, corpus.years.contains(last - 1) { options.movement = last - 1 }
            // A page about nothing has no rankings.
            guard let ranking = try UsageError.unlessEmpty({ try RankAnalysis(options).ranking(of: corpus) }) else { return [] }
            guard ranking.rows.count(where: \.eligible) >= 2 else { continue }
            var selected = ranking.selecting { chosen.includes(corpus.bodies[$0], former: corpus.formerBodies($0)) }
            guard selected.rows.contains(where: \.eligible) else { continue }
            for index in selected.rows.indices { selected.rows[index].body = positions[corpus.bodies[selected.rows[index].body].key] ?? -1 }
            rankings.append(selected)
        }
        return rankings
    }

    private static func isDate(_ text: String) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.map(\.utf8.count) == [4, 2, 2], parts.allSatisfy({ $0.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } }),
            let month = Int(parts[1]), let day = Int(parts[2])
        else { return false }
        return (1...12).contains(month) && (1...31).contains(day)
    }
}
