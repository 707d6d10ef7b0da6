import Analyses
import ArgumentParser
import Disclosure
import Persistence
import Reporting

/// Lists the reports.
struct ReportsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reports", abstract: "List the reports of the store, or of files.",
        discussion: """
              analyze reports --within 江苏省 --year 2021..2024
              analyze reports --missing --format csv
            """)

    @OptionGroup var input: InputOptions
    @OptionGroup var selection: SelectionOptions
    @OptionGroup var output: OutputOptions

    @Flag(help: "List the bodies without a report, year by year.")
    var missing = false

    @Flag(help: "List every version, not only the newest.")
    var versions = false

    func run() async throws {
        let parameters = selection.parameters + [ResultField("missing", .flag(missing)), ResultField("versions", .flag(versions))]
        if input.paths.isEmpty && !missing {
            let store = try input.store.open()
            let chosen = try selection.selection()
            let summaries = try store.reports(versions: versions).filter { chosen.includes($0.body) && chosen.includes(year: $0.year) }
                .map { stored in
                    // People get no evidence here, so nobody waits for it.
                    ReportSummary(stored, whole: output.isForProgram ? try store.report(id: stored.id) : nil)
                }
            try output.emit(
                .reports(summaries, listsVersions: versions), command: "reports", inputs: [.init(path: store.path, sha256: nil)],
                parameters: parameters)
            return try store.finish(output)
        }
        let loaded = try await input.load(output)
        let corpus = try selection.part(of: loaded.corpus)
        var summaries: [ReportSummary] = []
        for body in corpus.bodies.indices {
            for year in corpus.years where corpus.hasReport(body: body, year: year) != missing {
                let report = missing ? nil : try corpus.provider.report(body: body, year: year)
                summaries.append(report.map(ReportSummary.init) ?? ReportSummary(body: corpus.body(body, year: year), year: year))
            }
        }
        try output.emit(.reports(summaries), command: "reports", inputs: loaded.inputs, parameters: parameters)
        try loaded.finish()
    }
}

extension ReportSummary {
    /// What the store knows of a report, with the whole report where evidence and doubts are wanted.
    init(_ report: StoredReport, whole: Report?) {
        self.init(
            body: report.body, year: report.year, edition: report.edition, source: report.source, cells: report.cells, blank: report.blank,
            exactRules: report.exactRules, violated: report.violated, versions: report.versions, version: report.version,
            isCurrent: report.isCurrent, title: whole?.title, evidence: whole?.evidence, doubts: whole?.notes)
    }

    /// A report that was just read.
    init(_ report: Report) {
        let cells = report.forms.flatMap(\.cells)
        let identities = report.exactIdentities()
        self.init(
            body: report.body, year: report.year, edition: report.edition, source: report.source, cells: cells.count,
            blank: cells.count { $0.state == .blank }, exactRules: identities.evaluated, violated: identities.violated, versions: 1, version: 1,
            isCurrent: true, title: report.title, evidence: report.evidence, doubts: report.notes)
    }
}
