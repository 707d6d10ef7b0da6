import Disclosure
import DocumentReading

/// Tells the form of a document that holds the table of reviews and lawsuits and no other: several editions print the same one, so that only here the
/// year of the report decides which is meant.
enum RemediesAlone {
    private static let labels = ["未经复议直接起诉", "复议后起诉"]

    /// The form in force in the year, which the entity map gives, or else the title, the prose and the path, and the note that says so; `nil` where the
    /// head of the table is not there.
    static func form(
        in document: Document, of editions: [Edition], year known: Int?, path: String, regions: Regions
    ) -> (finding: EditionDetection.Finding, note: ReadingNote)? {
        let texts = document.blocks.flatMap { block in
            switch block {
            case .paragraph(let paragraph): [paragraph.text]
            case .table(let table): table.rows.flatMap { $0.cells.map(\.text) }
            }
        }
        let folded = texts.lazy.filter { $0.holds("起诉") }.map { LabelNormalization.folded($0) }
        guard labels.allSatisfy({ label in folded.contains { $0.holds(label) } }) else { return nil }
        let title = TitleDetection.title(of: document, regions: regions)?.text
        let vote = YearVote(title: title, passages: Prose.passages(document, rowBlocks: [], running: [:]), path: path)
        guard let year = known ?? vote.year else { return nil }
        guard let edition = editions.first(where: { $0.hasStatutoryTables && $0.reportYears.contains(year) }) else { return nil }
        let note = ReadingNote(
            kind: .partialForm,
            message: LocalizedText(
                zh: "各版表样的复议诉讼表相同，版本按年份（\(year)）确定：\(edition.profile.name.zh)",
                en:
                    "the table of reviews and lawsuits is the same in several forms; which one is meant is told from the year (\(year)): \(edition.profile.name.en)"
            ))
        return (EditionDetection.Finding(edition: edition, labels: labels), note)
    }
}
