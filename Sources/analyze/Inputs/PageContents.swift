import Analyses
import Disclosure
import FilePaths
import Foundation
import Persistence
import ReportParsing
import Reporting

/// What the page of a selection is made of: the same for `report`, which hands it over, and `serve`, which works with it.
struct PageContents {
    /// Something that was chosen: what, and which.
    struct Choice {
        let name: LocalizedText
        let values: [String]
    }

    /// What bodies are ranked on.
    let subjects: [String]
    /// Smallest denominator with which a body is ranked; `nil` for the usual one.
    let minimumN: Int?
    /// The page's heading; `nil` for the general one.
    let title: String?
    /// A date that the page bears; `nil` for none.
    let date: String?
    let seed: UInt64
    /// The indicators of the trends; all of them when it is empty.
    var patterns: [IndicatorPattern] = []
    /// What else was chosen.
    var options: [Choice] = []
    /// Who should have reported; `nil` when nobody said so.
    var expected: RosterFile?
    /// Whether findings that were dismissed stay in the list.
    var keepsDismissed = false

    /// Years that the trends are continued by.
    private static let forecastYears = 2

    /// The content of the page.
    ///
    /// - Parameters:
    ///   - corpus: the part of what was loaded that is selected.
    ///   - links: how sources are named.
    func content(
        _ loaded: CorpusInput, _ judged: JudgedFindings, _ chosen: CorpusSelection, part corpus: Corpus, links: SourceLinks
    ) throws -> ReportPage.Content {
        let positions = Dictionary(corpus.bodies.enumerated().map { ($1.key, $0) }) { first, _ in first }
        let trendOptions = TrendOptions(forecastYears: Self.forecastYears, indicators: patterns)
        var content = ReportPage.Content(corpus: corpus, making: making(loaded, judged, chosen, links), links: links)
        content.title = title.map { LocalizedText(zh: $0, en: $0) }
        content.findings = selected(judged.findings, of: loaded.corpus, by: chosen, positions)
        content.expected = expected.map { .init(name: $0.name, reports: $0.reports(in: loaded.corpus, of: chosen)) }
        content.trends = TrendAnalysis(trendOptions).rows(in: loaded.corpus, selecting: chosen)
        content.trendOptions = trendOptions
        content.rankings = try rankings(of: loaded.corpus, chosen, positions)
        content.facts = try Self.facts(loaded.store)
        content.unread = loaded.failures.map { .init(path: "\($0.path)", reason: $0.text) }
        return content
    }

    /// The findings of the selection, each with the position of its body among the selected ones.
    private func selected(_ findings: [Finding], of corpus: Corpus, by chosen: CorpusSelection, _ positions: [String: Int]) -> [Finding] {
        let bodies = FindingBodies(corpus)
        // Who never reported is no body of the corpus, and is selected by the line of the roster.
        let wanted = Set(expected?.findings(in: corpus, of: chosen).map(\.fingerprint) ?? [])
        return findings.filter {
            (keepsDismissed || $0.verdict != .dismissed) && (bodies.isSelected($0, by: chosen) || wanted.contains($0.fingerprint))
        }.map { finding in
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
    private func making(_ loaded: CorpusInput, _ judged: JudgedFindings, _ chosen: CorpusSelection, _ links: SourceLinks) -> PageMaking {
        let arguments = CommandLineBytes.arguments.map { $0.hasPrefix("/") ? links.link(FilePath($0))?.text ?? $0 : $0 }
        var making = PageMaking(version: Version.current, command: (["analyze"] + arguments).joined(separator: " "), date: date, seed: seed)
        for option in options + [Choice(name: LocalizedText(zh: "排名依据", en: "ranked on"), values: subjects)] where !option.values.isEmpty {
            making.options.append((option.name, option.values.joined(separator: ", ")))
        }
        making.inputs = loaded.inputs
        making.rulesDigest = ReportPage.digest(
            of: IdentityCatalog.standard.map { "\($0.id) \($0.edition.rawValue) \($0.strength.rawValue) \($0.expression)" })
        making.notJudged = AnomalyCoverage(loaded.corpus, of: chosen).notes + judged.notes
        let dismissed = judged.findings.count { $0.verdict == .dismissed }
        if dismissed > 0, !keepsDismissed {
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
        for subject in subjects {
            var options = RankOptions(subject: subject, year: last, minimumN: minimumN, seed: seed, funnel: true)
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
}
