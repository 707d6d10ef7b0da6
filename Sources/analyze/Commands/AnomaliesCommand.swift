public import Analyses
public import ArgumentParser
import ColumnStore
import Disclosure
import Foundation
import Persistence
import Reporting
import Rules

/// Says what is wrong.
struct AnomaliesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "anomalies", abstract: "What is wrong in the reports, or may be: the most serious first, each with its cell and the evidence.",
        discussion: """
            With the store, verdicts on earlier findings are shown, and dismissed ones do not count for --fail-on.

              analyze anomalies reports/ --fail-on error
              analyze anomalies --entity 清镇市 --min-severity warning --format json
              analyze anomalies --rules own.rules
              analyze anomalies --expected roster.csv --kind missing
            """)

    @OptionGroup(title: "What is read") var input: InputOptions
    @OptionGroup(title: "Which part of it") var selection: SelectionOptions
    @OptionGroup var cache: CacheOption
    @OptionGroup var roster: RosterOption
    @OptionGroup(title: "How it is printed") var output: OutputOptions

    @Option(help: "Only this kind; repeatable: \(Finding.Kind.allCases.map(\.rawValue).joined(separator: ", ")).")
    var kind: [Finding.Kind] = []

    @Option(name: .customLong("min-severity"), help: "error, warning or info.")
    var minSeverity: Finding.Severity = .info

    @Option(
        help: """
            Expected share of false alarms among the statistical findings listed, \(OptionRanges.falseDiscoveryRate.text); those beyond \
            \(AnomalyDetectors.warningRate) are listed as info.
            """)
    var fdr: Double = AnomalyDetectors.listRate

    @Option(help: ArgumentHelp("Rules of your own, one a line, on the indicators of the reports and panels.", valueName: "file"))
    var rules: String?

    @Option(help: "severity: the gravest first; confidence: those first that are most probably right.")
    var sort: FindingOrder = .severity

    @Option(name: .customLong("group-by"), help: "Gather the findings by rule, entity or year, with their counts.")
    var groupBy: FindingGrouping?

    @Option(help: "Only findings of this verdict; repeatable: open, confirmed, dismissed.")
    var verdict: [Finding.Verdict] = []

    @Option(name: .customLong("fail-on"), help: "Exit status 1 when there is a finding of this severity or above.")
    var failOn: Finding.Severity?

    @Option(help: ArgumentHelp("Every reading tried for one finding, with the numbers.", valueName: "fingerprint"))
    var explain: String?

    func validate() throws {
        try OptionRanges.falseDiscoveryRate.check("--fdr", fdr)
    }

    func run() async throws {
        var files = input.files
        files.add(settings: rules)
        files.add(settings: roster.expected)
        let destination = try output.destination(keeping: files)
        let expected = try roster.file
        let loaded = try await input.load(output)
        // A number is compared with peers and with the year before: the result is filtered, not what is judged.
        let corpus = loaded.corpus
        let chosen = try selection.selection(in: corpus, and: expected?.bodies ?? [])
        let source = try rules.map(RuleFile.text)
        let ownRules = try ownRules(loaded.corpus, source)
        let detectors = AnomalyDetectors.standard(falseDiscoveryRate: fdr, rules: ownRules, source: source)
        let judged = try JudgedFindings(in: loaded, detectors: detectors, expected: expected, cache: cache, output: output)
        if let explain { return try emit(explain, of: judged, loaded, to: destination) }
        let bodies = FindingBodies(corpus)
        // Who never reported is no body of the corpus, and is selected by the line of the roster.
        let wanted = Set(expected?.findings(in: corpus, of: chosen).map(\.fingerprint) ?? [])
        let findings = judged.findings.filter { finding in
            (kind.isEmpty || kind.contains(finding.kind)) && (verdict.isEmpty || verdict.contains(finding.verdict)) && finding.severity >= minSeverity
                && (bodies.isSelected(finding, by: chosen) || wanted.contains(finding.fingerprint))
                && (selection.indicator.isEmpty || finding.cells.contains { selection.includes($0.indicator, edition: bodies.edition(of: finding)) })
        }
        if let store = loaded.store { judged.remember(in: store, output) }
        let ordered = sort == .confidence ? AnomalyAnalysis.bySureness(findings) : findings
        var table = groupBy.map { ResultTable.anomalies(ordered, by: $0) } ?? .anomalies(ordered)
        table.notes += judged.notes
        table.notes += RuleNotes(in: corpus, rules: ownRules).notes
        table.notes += SharedCauses(findings, in: corpus).notes
        table.notes += AnomalyCoverage(corpus, of: chosen).notes
        let all = judged.findings.count
        table.whenEmpty =
            all == 0
            ? LocalizedText(zh: "没有发现异常。", en: "No anomaly was found.")
            : LocalizedText(zh: "全部 \(all) 条异常中没有符合条件的。", en: "None of the \(all) finding\(all == 1 ? "" : "s") matches.")
        try destination.emit(
            table, command: "anomalies", inputs: loaded.inputs,
            parameters: selection.parameters + roster.parameters + [
                ResultField("kind", .texts(kind.map(\.rawValue))), ResultField("min_severity", .text(minSeverity.rawValue)),
                ResultField("fdr", .number(fdr)), ResultField("rules", .text(rules)), ResultField("fail_on", .text(failOn?.rawValue)),
                ResultField("sort", .text(sort.rawValue)), ResultField("group_by", .text(groupBy?.rawValue)),
                ResultField("verdict", .texts(verdict.map(\.rawValue))),
            ])
        if let failOn, findings.contains(where: { $0.severity >= failOn && $0.verdict != .dismissed }) { throw ExitStatus.findings }
        try loaded.finish()
    }

    /// The rules of the file; they may speak of every indicator of the catalog and of the imported panels.
    private func ownRules(_ corpus: Corpus, _ text: String?) throws -> [Rule] {
        guard let rules, let text else { return [] }
        return try RuleFile.rules(text, source: rules, variables: RuleFile.variables(of: corpus))
    }

    private func emit(_ fingerprint: String, of judged: JudgedFindings, _ loaded: CorpusInput, to destination: ResultDestination) throws {
        let matches = judged.findings.filter { $0.fingerprint.hasPrefix(fingerprint) }
        guard let finding = matches.first, Set(matches.map(\.fingerprint)).count == 1 else {
            throw UsageError(
                zh: matches.isEmpty ? "没有指纹为 \(fingerprint) 的异常" : "有多个指纹以 \(fingerprint) 开头",
                en: matches.isEmpty ? "there is no finding \(fingerprint)" : "several fingerprints begin with \(fingerprint)")
        }
        try destination.emit(
            .explanation(finding, verdictNote: judged.verdicts[finding.fingerprint]?.note), command: "anomalies", inputs: loaded.inputs,
            parameters: [ResultField("explain", .text(finding.fingerprint))])
    }
}

/// What the list of findings is ordered by.
enum FindingOrder: String, CaseIterable, ExpressibleByArgument {
    case severity, confidence
}

extension FindingGrouping: ExpressibleByArgument {}
extension Finding.Kind: ExpressibleByArgument {}
extension Finding.Severity: ExpressibleByArgument {}

extension StoredFinding {
    /// A finding as the store keeps it: what people look up as columns, and the whole as JSON.
    init(_ finding: Finding) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.nonConformingFloatEncodingStrategy = .convertToString(positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        // Every number of a finding has a form in JSON by now: there is nothing left that an encoder could refuse.
        guard let detail = try? encoder.encode(finding) else { preconditionFailure("the finding \(finding.fingerprint) has no form in JSON") }
        self.init(
            fingerprint: finding.fingerprint, kind: finding.kind.rawValue, rule: finding.rule, severity: finding.severity.rawValue,
            entity: finding.entity, regionCode: finding.regionCode, year: finding.year, messageChinese: finding.message.zh,
            messageEnglish: finding.message.en, detail: String(decoding: detail, as: UTF8.self))
    }
}
