import Analyses
import ArgumentParser
import CorpusLoading
import ColumnStore
import Disclosure
import FilePaths
import Foundation
import Persistence
import ReportParsing
import Reporting

/// Where a command's reports come from: paths on the command line, or the store.
struct InputOptions: ParsableArguments {
    @Argument(help: ArgumentHelp("Reports to read directly, files or folders; without any, the store is used.", valueName: "path"))
    var paths: [FilePath] = []

    @OptionGroup var store: StoresOption

    @OptionGroup var reading: ReadingOptions

    @Flag(
        help: ArgumentHelp(
            "Reports from standard input, as the Arrow stream that `analyze read` writes; the result, too, is an Arrow stream unless told otherwise.")
    )
    var stream = false

    func validate() throws {
        if stream, !paths.isEmpty || !store.givenPaths.isEmpty {
            throw ValidationError(zh: "--stream 从标准输入读取，不能再给出路径或库", en: "--stream reads standard input, neither paths nor a store")
        }
    }

    /// The files that the options name.
    var files: FilesOfRun {
        var files = FilesOfRun()
        files.isStream = stream
        for path in store.paths { files.add(store: path) }
        files.add(inputs: paths)
        files.add(settings: reading.entityMap.path)
        return files
    }

    /// Reads the reports.
    func load(_ output: OutputOptions) async throws -> CorpusInput {
        if stream { return try CorpusInput.streamed(output) }
        return try await CorpusInput.load(paths: paths, store: store, parser: parser(), output: output)
    }

    /// How files are read.
    func parser() throws -> ReportParser {
        var parser = ReportParser(entityMap: try bodies())
        parser.wholeOnly = reading.wholeOnly
        return parser
    }

    /// The map of files to bodies, when one was given.
    func bodies() throws -> EntityMap {
        guard let entityMap = reading.entityMap.path else { return EntityMap() }
        let text = try TextFile(path: entityMap).text
        do {
            return try EntityMap(csv: text)
        } catch {
            throw UsageError(zh: "\(entityMap) 第 \(error.line) 行有误：\(error.problem.zh)", en: "\(entityMap), \(error)")
        }
    }
}

extension InputOptions {
    /// The options of a command that names them otherwise. No initializer: there the parser's wrappers would take a value for a default.
    static func reading(_ paths: [FilePath], store: StoresOption, _ reading: ReadingOptions) -> InputOptions {
        var input = InputOptions()
        input.paths = paths
        input.store = store
        input.reading = reading
        input.stream = false
        return input
    }
}

/// A corpus with what it was read from.
struct CorpusInput {
    let corpus: Corpus
    let inputs: [ResultDocument.Input]
    /// Files that could not be read.
    let failures: [ReportFile.Quarantine]
    /// The store, when the corpus came from it.
    let store: Store?
    /// What was loaded from the store, and the state that it was in.
    let stored: StoredCorpus?
    private let output: OutputOptions
    /// Whether what is damaged in the store was said when it was opened.
    private var isDamageTold = false

    static func load(paths: [FilePath], store: StoresOption, parser: ReportParser, output: OutputOptions) async throws -> CorpusInput {
        paths.isEmpty ? try load(store.open(), output: output) : try await load(paths, parser: parser, output: output)
    }

    /// Everything that a store has.
    static func load(_ store: Store, output: OutputOptions) throws -> CorpusInput {
        let loaded = try StoredCorpus(store)
        var input = CorpusInput(corpus: loaded.corpus, inputs: store.inputs, failures: [], store: store, stored: loaded, output: output)
        // Now rather than at the end: a body that is asked for may be the one whose report is damaged.
        if let damage = store.damage {
            output.complain(of: damage)
            input.isDamageTold = true
        }
        return input
    }

    private static func load(_ paths: [FilePath], parser: ReportParser, output: OutputOptions) async throws -> CorpusInput {
        let files = try await reports(of: paths, parser: parser, output: output)
        return CorpusInput(
            corpus: Corpus(reports: files.reports), inputs: files.inputs.sorted { $0.path < $1.path }, failures: files.failures, store: nil,
            stored: nil, output: output)
    }

    /// The reports of a stream on standard input. What could not be read has been said by whoever wrote the stream.
    fileprivate static func streamed(_ output: OutputOptions) throws -> CorpusInput {
        CorpusInput(corpus: Corpus(reports: try StreamedReports.onStandardInput()), inputs: [], failures: [], store: nil, stored: nil, output: output)
    }

    private init(
        corpus: Corpus, inputs: [ResultDocument.Input], failures: [ReportFile.Quarantine], store: Store?, stored: StoredCorpus?, output: OutputOptions
    ) {
        (self.corpus, self.inputs, self.failures, self.store, self.stored, self.output) = (corpus, inputs, failures, store, stored, output)
    }

    /// The reports of files and folders in the order in which they were met; what could not be read is complained of.
    static func reports(
        of paths: [FilePath], parser: ReportParser, output: OutputOptions
    ) async throws -> (reports: [Report], inputs: [ResultDocument.Input], failures: [ReportFile.Quarantine]) {
        let files = try InputFiles.find(paths)
        let progress = ProgressBar(total: files.count, isQuiet: output.quiet)
        var reports: [Report] = []
        var inputs: [ResultDocument.Input] = []
        var read: [FilePath] = []
        var failures: [ReportFile.Quarantine] = []
        try await ReadFiles.forEach(
            files, jobs: ProcessInfo.processInfo.activeProcessorCount, parser: parser, progress: progress
        ) { outcome in
            switch outcome.result {
            case .success(let found):
                reports += found
                inputs.append(.init(path: outcome.path.shown, sha256: outcome.sha256))
                read.append(outcome.path)
            case .failure(let quarantine): failures.append(quarantine)
            }
        }
        progress.finish()
        output.remark(unusedLinesOf: parser.entityMap, files: read + failures.map(\.path))
        output.complain(of: failures)
        return (reports, inputs, failures)
    }

    /// What was worked out of the store before; `nil` without a store, and when it cannot be told what it was worked out of.
    func memory() throws -> AnomalyMemory? {
        guard let store, let stored, let digests = try stored.digests(program: AnalysisProgram.key) else { return nil }
        return AnomalyMemory(CachedMemory(besideStore: store.path, stored), digests)
    }

    /// Ends the program with the status for unreadable input, when there was some; called after the result is printed.
    func finish() throws {
        if let damage = store?.damage {
            if !isDamageTold { output.complain(of: damage) }
            throw ExitStatus.unreadable
        }
        if !failures.isEmpty { throw ExitStatus.unreadable }
    }
}

extension Store {
    /// Says what of the store had to be left out, when there was something, and ends the program with the status for it; called after the result is printed.
    func finish(_ output: OutputOptions) throws {
        guard let damage else { return }
        output.complain(of: damage)
        throw ExitStatus.unreadable
    }
}

extension OutputOptions {
    /// Says what is damaged, and what can be done.
    func complain(of damage: StoreDamage) {
        for sentence in damage.sentences { complain(sentence) }
        complain(
            LocalizedText(
                zh: "可用 analyze doctor --repair 修复：原文件还在的报告会重新读入。",
                en: "analyze doctor --repair mends the store; reports whose files are still there are read anew."))
    }

    /// Says which lines of a map hold for no file: a slip in the map, most likely.
    func remark(unusedLinesOf map: EntityMap, files: [FilePath]) {
        let unused = map.unused(by: files).map(\.pattern)
        guard !unused.isEmpty else { return }
        remark(
            LocalizedText(
                zh: "--entity-map 中有\(unused.count)个路径没有对应的文件：\(Self.some(unused, separator: "、"))",
                en:
                    "no file has the end of \(unused.count == 1 ? "this path" : "these \(unused.count) paths") of --entity-map: \(Self.some(unused, separator: ", "))"
            ))
    }

    /// Most of a kind that are named.
    private static let named = 5

    private static func some(_ names: [String], separator: String) -> String {
        names.prefix(named).joined(separator: separator) + (names.count > named ? "\(separator)…" : "")
    }

    /// Says which files could not be read: of each reason the first few with their words, of the others how many there are.
    func complain(of failures: [ReportFile.Quarantine]) {
        var order: [String] = []
        let groups = Dictionary(grouping: failures) { failure in
            if !order.contains(failure.code) { order.append(failure.code) }
            return failure.code
        }
        for code in order {
            let group = groups[code]!
            for failure in group.prefix(group.count == Self.named + 1 ? group.count : Self.named) {
                complain(LocalizedText(zh: "\(failure.path)：\(failure.text.zh)", en: "\(failure.path): \(failure.text.en)"))
            }
            let rest = group.count - Self.named
            if rest > 1 {
                complain(
                    LocalizedText(
                        zh: "另有\(rest)个文件因同类原因（\(code)）未能读取，--format json 的 ingest 结果逐一列出",
                        en: "\(rest) more files could not be read for reasons of the same kind (\(code)); ingest --format json lists each"))
            }
        }
    }
}

extension Corpus {
    /// The panels from elsewhere that a store has, without its reports.
    static func imported(from store: Store) throws -> Corpus {
        try Corpus(reports: []).joined(with: store.importedPanels())
    }

    /// Calls `body` with each report of the selection, by body and year.
    func forEachReport(_ selection: CorpusSelection, _ body: (Report) throws -> Void) throws {
        for index in bodies.indices where selection.includes(bodies[index], former: formerBodies(index)) {
            let wanted = years.filter { selection.includes(year: $0) && hasReport(body: index, year: $0) }
            let reports = try provider.reports(body: index, years: wanted)
            for year in wanted { if let report = reports[year] { try body(report) } }
        }
    }
}
