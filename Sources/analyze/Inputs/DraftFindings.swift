import Analyses
import Disclosure
import FilePaths
import Reporting

/// What the checks say about drafts: the same for `check` and for the desk.
struct DraftFindings {
    /// The findings about the drafts that nobody dismissed.
    let list: DraftCheck
    /// What they were held against, and what was not judged.
    let notes: [LocalizedText]

    /// Checks drafts, with the reports of the year before.
    ///
    /// - Parameter source: the path of the draft, as its cells name it.
    static func of(_ drafts: [Report], before: LastYear, source: FilePath) throws -> DraftFindings {
        let years = Set(drafts.map(\.year))
        let corpus = Corpus(reports: before.reports + drafts)
        let findings = try JudgedFindings(of: corpus, store: before.store).findings.filter { finding in
            finding.verdict != .dismissed && (years.contains(finding.year) || finding.cells.contains { years.contains($0.year) })
        }
        return DraftFindings(
            list: DraftCheck(findings, years: years, source: source.shown),
            notes: before.notes + AnomalyCoverage(corpus, of: CorpusSelection(years: years.map { $0...$0 })).notes)
    }
}
