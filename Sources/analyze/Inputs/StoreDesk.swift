import Analyses
import CorpusLoading
import Desk
import Disclosure
import DocumentReading
import FilePaths
import Foundation
import Output
import Persistence
import ReportParsing
import Reporting
import Rules
import Synchronization

/// What the desk shows of a store: by the same analyses, encoders and checks as the other commands.
final class StoreDesk: DeskSource {
    private struct Loaded: Sendable {
        let corpus: Corpus
        let findings: [Finding]
    }

    private let store: StoreOption
    private let cache: CacheOption
    private let output: OutputOptions
    private let subjects: [String]
    private let title: String?
    private let isReadOnly: Bool
    private let author: String
    private let expected: RosterFile?
    private let loaded = Mutex<Loaded?>(nil)

    /// The most bytes of a draft.
    private static let draftBytes = 32 << 20
    /// The most findings of tried rules that are shown.
    private static let shownOfRules = 500

    init(
        store: StoreOption, cache: CacheOption, output: OutputOptions, subjects: [String], title: String?, isReadOnly: Bool, author: String,
        expected: RosterFile?
    ) {
        (self.store, self.cache, self.output, self.subjects) = (store, cache, output, subjects)
        (self.title, self.isReadOnly, self.author, self.expected) = (title, isReadOnly, author, expected)
    }

    func page() throws -> DeskPage {
        let opened = try store.open()
        // Before anything else is read: what is written meanwhile makes the page stale, not wrong in silence.
        let contents = try opened.contentsDigest()
        let input = try CorpusInput.load(opened, output: output)
        let judged = try JudgedFindings(in: input, expected: expected, cache: cache, output: output)
        if !isReadOnly { judged.remember(in: opened, output) }
        var pages = PageContents(subjects: subjects, minimumN: nil, title: title, date: nil, seed: output.seed)
        pages.keepsDismissed = true
        pages.expected = expected
        let folder = FileManager.default.currentDirectoryPath
        // A page of the network cannot lead to files of the disk: sources are named, not linked.
        var content = try pages.content(
            input, judged, CorpusSelection(), part: input.corpus, links: SourceLinks(folder: folder, current: folder, isLinked: false))
        content.making.command = "analyze serve"
        let desk = PageDesk(
            isReadOnly: isReadOnly, author: author, draftBytes: Self.draftBytes,
            store: URL(fileURLWithPath: store.path).resolvingSymlinksInPath().path)
        let (html, policy) = try ReportPage(language: output.language).desk(content, desk)
        loaded.withLock { $0 = Loaded(corpus: input.corpus, findings: judged.findings) }
        return DeskPage(html: html, policy: policy, fingerprints: judged.findings.map(\.fingerprint), contents: contents)
    }

    // MARK: Export

    private static let types = [
        "csv": "text/csv; charset=utf-8", "json": "application/json; charset=utf-8",
        "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ]

    func export(_ fingerprints: [String], format: String) throws -> DeskFile {
        guard let type = Self.types[format] else {
            throw DeskProblem(LocalizedText(zh: "可导出 csv、json、xlsx", en: "there are csv, json and xlsx"))
        }
        let known = Dictionary((loaded.withLock { $0 }?.findings ?? []).map { ($0.fingerprint, $0) }) { first, _ in first }
        let verdicts = try store.open().verdicts()
        let findings = fingerprints.compactMap { known[$0] }.map { finding in
            var finding = finding
            finding.verdict = verdicts[finding.fingerprint].flatMap { Finding.Verdict(rawValue: $0.verdict) } ?? .open
            finding.verdictNote = verdicts[finding.fingerprint]?.note ?? ""
            return finding
        }
        return DeskFile(name: "findings.\(format)", type: type, bytes: try encoded(.anomalies(findings), command: "anomalies", format: format))
    }

    private func encoded(
        _ table: ResultTable, command: String, format: String, parameters: [ResultField] = [], inputs: [ResultDocument.Input]? = nil
    ) throws -> [UInt8] {
        guard let encoder = OutputFormats.named(format) else { preconditionFailure("there is no format \(format)") }
        let sink = MemorySink()
        let document = ResultDocument(
            command: command, version: Version.current, inputs: inputs ?? [.init(path: store.path, sha256: nil)],
            parameters: parameters + [ResultField("seed", .unsigned(output.seed))], table: table)
        // Whoever saves a table from the browser opens it in a spreadsheet, which reads UTF-8 by its mark alone.
        try encoder.write(document, options: RenderingOptions(language: output.language, byteOrderMark: true), to: sink)
        return sink.bytes
    }

    // MARK: Drafts

    func check(_ draft: [UInt8], name: String) async throws -> [UInt8] {
        // Only the last part of the name, which is shown and says the year: nothing of this machine is opened by it.
        let last = name.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last.map(String.init) ?? "draft"
        let path = FilePath(String(last.prefix(200)))
        let outcomes = await ReportFile.read(bytes: draft, path: path, parser: ReportParser(entityMap: EntityMap()))
        let reports = try outcomes.flatMap { outcome -> [Report] in
            switch outcome.result {
            case .success(let reports): return reports
            case .failure(let quarantine) where outcomes.count == 1: throw DeskProblem(quarantine.text)
            case .failure: return []
            }
        }
        guard !reports.isEmpty else { throw DeskProblem(LocalizedText(zh: "文件中没有年度报告", en: "there is no annual report in it")) }
        return try check(reports, path)
    }

    private func check(_ drafts: [Report], _ path: FilePath) throws -> [UInt8] {
        let before = try LastYear.kept(for: drafts, in: store)
        let check = try DraftFindings.of(drafts, before: before, source: path)
        var table = check.list.table
        table.notes += check.notes
        return try encoded(table, command: "check", format: "json", parameters: [ResultField("draft", .text(path.shown))])
    }

    // MARK: Rules

    func tryRules(_ text: String) throws -> [UInt8] {
        guard let corpus = loaded.withLock({ $0 })?.corpus else { return try answer(errors: [], check: nil, findings: []) }
        do {
            let rules = try RuleFile.rules(text, source: "rules", variables: RuleFile.variables(of: corpus))
            let counts = RuleCounts.of(rules, bodies: Array(corpus.bodies.indices), in: corpus)
            let check = RuleSetCheck(rules)
            let ids = Set(rules.map(\.id))
            let findings = try AnomalyAnalysis(detectors: .own(rules)).findings(in: corpus).filter { ids.contains($0.rule) }
            var table = ResultTable.rulesCheck(check, counts: counts)
            table.notes += RuleNotes(in: corpus, rules: check.consistent).notes
            return try answer(errors: [], check: table, findings: findings)
        } catch let error as RuleTextErrors {
            let error = UsageError(error)
            return try answer(errors: [error.message] + error.further, check: nil, findings: [])
        } catch let error as UsageError {
            return try answer(errors: [error.message] + error.further, check: nil, findings: [])
        }
    }

    private func answer(errors: [LocalizedText], check: ResultTable?, findings: [Finding]) throws -> [UInt8] {
        func json(_ table: ResultTable?, _ command: String) throws -> String {
            guard let table else { return #"{"rows":[],"notes":[]}"# }
            return String(decoding: try encoded(table, command: command, format: "json"), as: UTF8.self)
        }
        let said = String(decoding: try JSONEncoder().encode(errors.map { $0[output.language] }), as: UTF8.self)
        let shown = ResultTable.anomalies(Array(findings.prefix(Self.shownOfRules)))
        return Array(
            """
            {"errors":\(said),"total":\(findings.count),"check":\(try json(check, "rules check")),"anomalies":\(try json(shown, "anomalies"))}
            """.utf8)
    }
}
