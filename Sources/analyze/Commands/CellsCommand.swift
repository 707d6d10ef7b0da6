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

    @OptionGroup(title: "What is read") var input: InputOptions
    @OptionGroup(title: "Which part of it") var selection: SelectionOptions
    @OptionGroup(title: "How it is printed") var output: OutputOptions

    func run() async throws {
        let destination = try output.destination(keeping: input.files)
        let loaded = try await input.load(output)
        let corpus = try selection.part(of: loaded.corpus)
        let listing = CellsTable(
            where: { [selection] in selection.includes($0, edition: $1) }, panels: corpus,
            of: { body in try corpus.forEachReport(CorpusSelection(), body) })
        try destination.emit(rowsOf: listing, command: "cells", inputs: loaded.inputs, parameters: selection.parameters)
        try loaded.finish()
    }
}
