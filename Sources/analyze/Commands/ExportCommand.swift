import Analyses
import ArgumentParser
import Disclosure
import Output
import Persistence
import Reporting

/// Writes the panel for other programs.
struct ExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write the numbers of the selection as one tidy file: csv, tsv, json, jsonl, md, html, xlsx, arrow or sqlite.",
        discussion: """
            A row a cell that is on the form: blanks are rows without a value. The rows are written as they come, whatever their number; in a workbook
            those beyond 1,048,575 go on in further sheets, and a wide sheet stands beside them: a row a body and year, a column an indicator. What is empty
            there was blank, what is grey is not on the form.

              analyze export -o panel.csv
              analyze export --within 江苏省 --indicator 'outcome.**' -o panel.sqlite
            """)

    @OptionGroup(title: "What is read") var input: InputOptions
    @OptionGroup(title: "Which part of it") var selection: SelectionOptions
    @OptionGroup(title: "How it is printed") var output: OutputOptions

    func validate() throws {
        if output.output == nil {
            throw ValidationError(
                zh: "请说明写到哪里：-o FILE.csv、.json、.xlsx、.arrow 或 .sqlite", en: "say where to: -o FILE.csv, .json, .xlsx, .arrow or .sqlite")
        }
    }

    func run() async throws {
        let destination = try output.destination(keeping: input.files, formats: .export)
        let loaded = try await input.load(output)
        let selection = self.selection
        let panel = TidyPanel(try selection.part(of: loaded.corpus), includes: { selection.includes($0, edition: $1) })
        if destination.format == nil {
            try destination.write { file in
                try file.write { path in try TidyDatabase.write(bodies: panel.corpus.bodies, to: path, rows: panel.forEachDatabaseRow) }
            }
        } else {
            try destination.emit(rowsOf: panel, command: "export", inputs: loaded.inputs, parameters: selection.parameters)
        }
        try loaded.finish()
    }
}
