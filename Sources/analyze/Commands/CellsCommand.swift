import Analyses
import ArgumentParser
import Disclosure
import Reporting

/// Prints every cell.
struct CellsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cells", abstract: "Every cell of the reports and panels with its raw text and place.",
        discussion: """
            Money is in 万元 with the raw text beside it. Blank, not applicable and 0 are three different things.

              analyze cells --entity 淮安市 --year 2024 --indicator 'outcome.*.total'
              analyze cells reports/qingzhen.txt --format csv -o cells.csv
            """)

    @OptionGroup var input: InputOptions
    @OptionGroup var selection: SelectionOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let loaded = try await input.load(output)
        let corpus = try selection.part(of: loaded.corpus)
        var reports: [Report] = []
        try corpus.forEachReport(CorpusSelection()) { report in
            var report = report
            for index in report.forms.indices {
                let edition = report.forms[index].edition
                report.forms[index].cells.removeAll { !selection.includes($0.indicator, edition: edition) }
            }
            report.passages = []
            reports.append(report)
        }
        var table = ResultTable.cells(reports)
        table.appendImportedCells(of: corpus) { selection.includes($0, edition: nil) }
        try output.emit(table, command: "cells", inputs: loaded.inputs, parameters: selection.parameters)
        try loaded.finish()
    }
}
