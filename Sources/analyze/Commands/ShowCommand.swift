import Analyses
import ArgumentParser
import Disclosure
import FilePaths
import Output
import Persistence
import Reporting

/// Shows one report.
struct ShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "One report as its tables, each finding marked at its cell.",
        discussion: """
            □ is a blank cell; ⚠ the number of a finding listed below.

              analyze show 淮安市 2024
              analyze show 清镇市 2020 reports/qingzhen.txt
            """)

    @Argument(help: "The body, by name or region code.")
    var entity: String

    @Argument(help: ArgumentHelp("The year (by default the newest), then files or folders to read instead of the store.", valueName: "year|path"))
    var rest: [String] = []

    @OptionGroup var entityMap: EntityMapOption
    @OptionGroup var store: StoresOption
    @OptionGroup var cache: CacheOption
    @OptionGroup(title: "How it is printed") var output: OutputOptions

    func run() async throws {
        let year = rest.first.flatMap { Int($0) }
        let input = InputOptions.reading(
            rest.dropFirst(year == nil ? 0 : 1).map(FilePath.init(argument:)), store: store, .mapped(by: entityMap))
        let destination = try output.destination(keeping: input.files)
        let loaded = try await input.load(output)
        var filter = SelectionOptions()
        (filter.entity, filter.within, filter.year, filter.indicator) = ([entity], [], [], [])
        let corpus = try filter.part(of: loaded.corpus)
        if let imported = try imported(corpus, year: year, in: loaded) {
            try emit(imported.table, pages: [imported.table], inputs: loaded.inputs, year: imported.year, to: destination)
            return try loaded.finish()
        }
        let found = corpus.bodies.indices.flatMap { body in
            corpus.years.filter { corpus.hasReport(body: body, year: $0) && (year == nil || $0 == year) }.map { (body: body, year: $0) }
        }
        guard let chosen = found.max(by: { $0.year < $1.year }), let report = try corpus.provider.report(body: chosen.body, year: chosen.year)
        else {
            throw UsageError(
                zh: "没有“\(entity)”\(year.map { " \($0) 年" } ?? "")的报告", en: "there is no report of \(entity)\(year.map { " for \($0)" } ?? "")")
        }
        let only = CorpusSelection(entities: [corpus.bodies[chosen.body].key], years: [chosen.year...chosen.year])
        let bodies = FindingBodies(loaded.corpus)
        let findings = try JudgedFindings(in: loaded, cache: cache, output: output).findings.filter { bodies.isSelected($0, by: only) }
        let tables = ReportTables(report, findings: findings)
        try emit(tables.cells, pages: tables.pages, inputs: loaded.inputs, year: chosen.year, to: destination)
        try loaded.finish()
    }

    /// The cells of an entity of a panel from elsewhere, when there is no report of that name: of the year asked for, else of the last that has any.
    private func imported(_ corpus: Corpus, year: Int?, in loaded: CorpusInput) throws -> (table: ResultTable, year: Int)? {
        let hasReport = corpus.bodies.indices.contains { body in
            corpus.years.contains { corpus.hasReport(body: body, year: $0) && (year == nil || $0 == year) }
        }
        guard !hasReport else { return nil }
        var last: (body: Int, year: Int)?
        corpus.forEachImportedCell { cell in
            if year == nil || cell.year == year, cell.year > last?.year ?? .min { last = (cell.body, cell.year) }
        }
        guard let last else { return nil }
        let only = CorpusSelection(entities: [corpus.bodies[last.body].key], years: [last.year...last.year])
        let bodies = FindingBodies(loaded.corpus)
        let findings = try JudgedFindings(in: loaded, cache: cache, output: output).findings.filter { bodies.isSelected($0, by: only) }
        return (.imported(corpus, body: last.body, year: last.year, findings: findings), last.year)
    }

    /// For people the pages, each under its title; for programs all cells as one table.
    private func emit(
        _ cells: ResultTable, pages: [ResultTable], inputs: [ResultDocument.Input], year: Int, to destination: ResultDestination
    ) throws {
        let parameters = [ResultField("entity", .text(entity)), ResultField("year", .integer(year))]
        guard let format = destination.format, format.name == "table" || format.name == "md" else {
            return try destination.emit(cells, command: "show", inputs: inputs, parameters: parameters)
        }
        try destination.write { file in
            for page in pages {
                try file.write((format.name == "md" ? "### " : "") + TerminalText.of(page.title[output.language]) + "\n\n")
                let document = destination.document(page, command: "show", inputs: inputs, parameters: parameters)
                try format.write(document, options: destination.rendering, to: file)
                try file.write("\n")
            }
        }
    }
}
