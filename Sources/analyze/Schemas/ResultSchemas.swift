import Analyses
import Disclosure
import FilePaths
import Reporting
import Rules

/// The results of all commands with their schemas: the registry behind `analyze schema` and `docs/schemas`.
///
/// A new command with a table gets its line here, and its columns their entries in ``ColumnMeanings``.
enum ResultSchemas {
    private struct Entry {
        let table: any TableSource
        let command: String
        let rows: String
        var others: ValueShape?
    }

    private static var entries: [Entry] {
        let nobody = Corpus(reports: [])
        let noRanking = Ranking(
            subject: "", label: LocalizedText(zh: "", en: ""), year: 0, isFraction: false, descends: true, level: 0.95, rows: [], notes: [])
        return [
            Entry(table: ResultTable.ingest([]), command: "ingest", rows: "What became of the files, one row a report or file."),
            Entry(table: ResultTable.reports([]), command: "reports", rows: "Reports, or what is missing, one row a body and year."),
            Entry(table: ReportTables.layout, command: "show", rows: "The cells of one report."),
            Entry(table: CellsTable(of: { _ in }), command: "cells", rows: "Every cell of the reports and panels."),
            Entry(table: ResultTable.indicators([], concept: { _ in nil }), command: "indicators", rows: "Every cell of every edition of the form."),
            Entry(table: ResultTable.rules([]), command: "rules", rows: "The rules that reports are checked against."),
            Entry(
                table: ResultTable.rulesCheck(RuleSetCheck([]), counts: []), command: "rules check",
                rows: "What the lines of a file of rules say of each other, and their counts on a panel."),
            Entry(table: ResultTable.diffLayout, command: "diff", rows: "What changed between two reports: prose, paragraphs, cells."),
            Entry(table: ResultTable.trends([], options: TrendOptions()), command: "trends", rows: "Trends, one row a series."),
            Entry(table: ResultTable.anomalies([], by: .rule), command: "anomalies", rows: "Findings, most serious first."),
            Entry(
                table: ResultTable.explanationLayout, command: "anomalies",
                rows: "One finding (--explain): what was found, its cells, every reading tried."),
            Entry(table: ResultTable.rank(noRanking), command: "rank", rows: "Bodies, the best first."),
            Entry(table: DraftCheck([], years: [], source: "").table, command: "check", rows: "What is wrong in one draft, most serious first."),
            Entry(table: ResultTable.notices([]), command: "notices", rows: "The letters that were written, one row a body."),
            Entry(table: SetVerdict.layout, command: "verdict", rows: "The verdict that is kept now."),
            Entry(table: ListVerdicts.layout, command: "verdict", rows: "Every verdict of the store (verdict list)."),
            Entry(table: ImportVerdicts.layout, command: "verdict", rows: "Counts of the verdicts read (verdict import)."),
            Entry(
                table: TidyPanel(nobody, includes: { _, _ in true }), command: "export",
                rows:
                    "The panel, one row a cell. With panels from elsewhere, further keys: raw, flag, low, high, and the other columns of their files.",
                others: .optionalScalar),
            Entry(table: ResultTable.importLayout, command: "import", rows: "The panel that was stored."),
            Entry(table: ResultTable.columnsLayout, command: "import", rows: "How each column of the file is read (--dry-run)."),
            Entry(table: ForgetCommand.layout, command: "forget", rows: "What was taken out, brought back or removed."),
            Entry(table: BackupCommand.layout, command: "backup", rows: "The copy."),
            Entry(table: ResultTable.conflicts([]), command: "merge", rows: "Where the stores differ."),
            Entry(table: DoctorCommand.layout, command: "doctor", rows: "What was looked at, and how it is."),
            Entry(table: DoctorCommand.repairLayout, command: "doctor", rows: "What became of a damaged store (--repair)."),
            Entry(table: ResultTable.notebook([]), command: "notebook run", rows: "The commands of a page, and whether they print what it shows."),
            Entry(table: SchemaCommand.layout, command: "schema", rows: "The schemas of all results."),
        ]
    }

    /// Every schema, in the order of the commands.
    ///
    /// - Throws: ``ResultSchema/Undescribed`` for a table with a column that nobody described.
    static func all() throws -> [ResultSchema] {
        try entries.map { entry in
            let name = ResultSchema.name(ofID: entry.table.schema)
            return try ResultSchema(of: entry.table, command: entry.command, description: entry.rows, others: entry.others) {
                ColumnMeanings.meaning(of: $0.key, in: name)
            }
        }
    }
}
