import Analyses
import ArgumentParser
import Disclosure
import Persistence
import ReportParsing
import Reporting

/// Lists the reports.
struct ReportsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reports", abstract: "List the reports of the store, or of files.",
        discussion: """
              analyze reports --within 江苏省 --year 2021..2024
              analyze reports --missing --format csv
              analyze reports --expected roster.csv --missing --year 2023
            """)

    @OptionGroup(title: "What is read") var input: InputOptions
    @OptionGroup(title: "Which part of it") var selection: SelectionOptions
    @OptionGroup(title: "How it is printed") var output: OutputOptions

    @Flag(help: "List the bodies without a report, year by year.")
    var missing = false

    @Option(
        help: ArgumentHelp(
            "CSV (entity,region_code,year) of who should have reported: what is not there is listed too, with --missing nothing else.",
            valueName: "file"))
    var expected: String?

    @Flag(help: "List every version, not only the newest.")
    var versions = false

    func run() async throws {
        var files = input.files
        files.add(settings: expected)
        let destination = try output.destination(keeping: files)
        let parameters =
            selection.parameters + [ResultField("missing", .flag(missing)), ResultField("versions", .flag(versions))]
            + (expected.map { [ResultField("expected", .text($0))] } ?? [])
        if expected != nil, versions {
            throw UsageError(zh: "--expected 与 --versions 不能同时使用", en: "--expected cannot be used with --versions")
        }
        if input.paths.isEmpty && !input.stream && !missing && expected == nil {
            let store = try input.store.open()
            let chosen = try selection.selection()
            // A report of which a part is damaged is named, not listed as if it were whole.
            try store.checkReports()
            let summaries = try store.reports(versions: versions).filter { chosen.includes($0.body) && chosen.includes(year: $0.year) }
                .map { stored in
                    // People get no evidence here, so nobody waits for it.
                    ReportSummary(stored, whole: destination.isForProgram ? try store.report(id: stored.id) : nil)
                }
            let imported = ReportSummary.imported(try selection.selecting(Corpus.imported(from: store)))
            try destination.emit(
                .reports(summaries + imported, listsVersions: versions), command: "reports", inputs: store.inputs,
                parameters: parameters)
            return try store.finish(output)
        }
        let loaded = try await input.load(output)
        let corpus = try selection.part(of: loaded.corpus)
        var summaries: [ReportSummary] = []
        if let expected {
            let roster = try RosterFile(path: expected).roster
            if missing, destination.formatName == "table" {
                let all = try roster.summaries(of: corpus, years: selection.year.map(\.years), missingOnly: false, expectedOnly: true)
                try destination.emit(.coverage(Self.coverage(of: all)), command: "reports", inputs: loaded.inputs, parameters: parameters)
                return try loaded.finish()
            }
            summaries = try roster.summaries(of: corpus, years: selection.year.map(\.years), missingOnly: missing)
            try destination.emit(.reports(summaries), command: "reports", inputs: loaded.inputs, parameters: parameters)
            return try loaded.finish()
        }
        if missing, destination.formatName == "table" {
            let rows = corpus.bodies.indices.map { body in
                BodyCoverage(
                    corpus.bodies[body], years: Dictionary(uniqueKeysWithValues: corpus.years.map { ($0, corpus.has(body: body, year: $0)) }))
            }
            try destination.emit(.coverage(rows), command: "reports", inputs: loaded.inputs, parameters: parameters)
            return try loaded.finish()
        }
        for body in corpus.bodies.indices {
            for year in corpus.years where corpus.has(body: body, year: year) != missing {
                let report = missing ? nil : try corpus.provider.report(body: body, year: year)
                summaries.append(report.map(ReportSummary.init) ?? ReportSummary(body: corpus.body(body, year: year), year: year))
            }
        }
        try destination.emit(.reports(summaries), command: "reports", inputs: loaded.inputs, parameters: parameters)
        try loaded.finish()
    }

    /// The reports body by body, in the order in which the bodies come first.
    private static func coverage(of reports: [ReportSummary]) -> [BodyCoverage] {
        var order: [String] = []
        var bodies: [String: BodyCoverage] = [:]
        for report in reports {
            if bodies[report.body.key] == nil { order.append(report.body.key) }
            bodies[report.body.key, default: BodyCoverage(report.body)].note(report.year, isThere: report.cells != nil)
        }
        return order.compactMap { bodies[$0] }
    }
}

extension Roster {
    /// The reports of a corpus with those that the roster asks for and that are not there; without the reports when only these are wanted.
    ///
    /// - Parameters:
    ///   - years: the years that lines without one ask for; those of the corpus when it is empty.
    ///   - expectedOnly: whether reports that nobody asked for are left out; what is missing then bears the name of the body's other reports.
    fileprivate func summaries(
        of corpus: Corpus, years: [ClosedRange<Int>], missingOnly: Bool, expectedOnly: Bool = false
    ) throws -> [ReportSummary] {
        var summaries: [ReportSummary] = []
        var met: Set<[Int]> = []
        for slot in slots(in: corpus, years: years) {
            guard let body = slot.body else {
                let known = expectedOnly ? slot.known.map { corpus.bodies[$0] } : nil
                summaries.append(ReportSummary(body: known ?? slot.entry.body, year: slot.year))
                continue
            }
            if !missingOnly, met.insert([body, slot.year]).inserted, let report = try corpus.provider.report(body: body, year: slot.year) {
                summaries.append(ReportSummary(report))
            }
        }
        if missingOnly || expectedOnly { return summaries }
        // Reports that nobody asked for are listed behind them.
        for body in corpus.bodies.indices {
            for year in corpus.years where corpus.hasReport(body: body, year: year) && !met.contains([body, year]) {
                if let report = try corpus.provider.report(body: body, year: year) { summaries.append(ReportSummary(report)) }
            }
        }
        return summaries
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
