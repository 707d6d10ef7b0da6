import Analyses
import ArgumentParser
import Disclosure
import Foundation
import Persistence
import Reporting

/// Writes the panel for other programs.
struct ExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Write the numbers of the selection as one tidy file: csv, tsv, json, jsonl, xlsx, arrow or sqlite.",
        discussion: """
            A row a cell that is on the form: blanks are rows without a value.

              analyze export -o panel.csv
              analyze export --within 江苏省 --indicator 'outcome.**' -o panel.sqlite
            """)

    @OptionGroup var input: InputOptions
    @OptionGroup var selection: SelectionOptions
    @OptionGroup var output: OutputOptions

    private static let endings = ["csv", "tsv", "json", "jsonl", "xlsx", "arrow", "sqlite", "md", "html"]

    func validate() throws {
        guard let file = output.output else { throw ValidationError("say where to: -o FILE.csv, .json, .xlsx, .arrow or .sqlite") }
        let ending = URL(filePath: file).pathExtension.lowercased()
        if output.format == nil, !Self.endings.contains(ending) {
            throw ValidationError("'\(ending)' is no format that can be written: \(Self.endings.joined(separator: ", "))")
        }
    }

    func run() async throws {
        let loaded = try await input.load(output)
        let panel = TidyPanel(try selection.part(of: loaded.corpus), includes: { selection.includes($0, edition: $1) })
        let file = output.output!
        switch output.format == nil ? URL(filePath: file).pathExtension.lowercased() : "" {
        case "sqlite": try TidyDatabase.write(bodies: panel.corpus.bodies, rows: panel.databaseRows, to: file)
        case "xlsx": try write(panel.workbookRows, header: panel.header, to: file)
        case "arrow":
            do {
                try ArrowFile.write(panel.arrowColumns, to: file)
            } catch {
                throw UsageError(zh: "无法写入 \(file)", en: "cannot write \(file)")
            }
        default: try output.emit(panel.table, command: "export", inputs: loaded.inputs, parameters: selection.parameters)
        }
        try loaded.finish()
    }

    private func write(_ rows: [[Workbook.Cell]], header: [String], to file: String) throws {
        guard rows.count < Workbook.largestSheet else {
            throw UsageError(
                zh: "\(rows.count) 行超过 Excel 工作表的上限，请导出 csv 或 sqlite",
                en: "\(rows.count) rows are more than a sheet of Excel holds: export csv or sqlite")
        }
        do {
            try Workbook.write(sheet: "panel", header: header, rows: rows, to: file)
        } catch {
            throw UsageError(zh: "无法写入 \(file)", en: "cannot write \(file)")
        }
    }
}
