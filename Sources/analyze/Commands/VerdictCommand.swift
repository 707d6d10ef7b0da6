public import Analyses
public import ArgumentParser
import Disclosure
import Persistence
import Reporting

/// What readers decided about findings.
struct VerdictCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verdict", abstract: "Remember that findings were confirmed or dismissed.",
        discussion: """
            A verdict is kept in the store under the finding's fingerprint and survives reruns and new versions of the report.

              analyze verdict 3f9c0a7d1b2e4f58 confirmed --note 已与填报单位核实
              analyze verdict 3f9c0a7d open              take a verdict back
              analyze verdict list                       every verdict, also on findings that are gone
              analyze anomalies -o findings.xlsx         decide many at once: fill in the column "verdict" …
              analyze verdict import findings.xlsx       … and read them back
            """,
        subcommands: [SetVerdict.self, ListVerdicts.self, ImportVerdicts.self], defaultSubcommand: SetVerdict.self)
}

/// One verdict.
struct SetVerdict: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "set", abstract: "Decide about one finding; what verdict does when only a fingerprint is given.",
        discussion: """
              analyze verdict 3f9c0a7d1b2e4f58 confirmed --note 已与填报单位核实
              analyze verdict 3f9c0a7d dismissed         the first digits do when no other finding begins with them
            """)

    /// The verdict without its row.
    static let layout = ResultTable(
        schema: "analyze.verdict/1", title: LocalizedText(zh: "裁定", en: "Verdict"),
        columns: [
            .text("fingerprint", zh: "指纹", en: "Fingerprint"), .verdict, .text("note", zh: "备注", en: "Note"),
        ])

    @Argument(help: "The finding's fingerprint, as analyze anomalies prints it, or its first digits.")
    var fingerprint: String

    @Argument(help: "confirmed, dismissed, or open to take a verdict back.")
    var verdict: Finding.Verdict

    @Option(help: "Why.")
    var note: String = ""

    @Option(help: ArgumentHelp("Who decides; else $ANALYZE_AUTHOR.", valueName: "name"))
    var author: String?

    @OptionGroup var store: StoreOption
    @OptionGroup(title: "How it is printed") var output: OutputOptions

    func run() throws {
        var files = FilesOfRun()
        files.add(store: store.path)
        let destination = try output.destination(keeping: files)
        let whole = try wholeFingerprint(in: store.open())
        let target = try store.openToWrite()
        try target.setVerdicts(
            [(whole, verdict == .open ? nil : StoredVerdict(verdict: verdict.rawValue, note: note))], by: .now(VerdictAuthor.name(author)))
        try target.close()
        let table = Self.layout.filled(with: [[.text(whole), .text(verdict.rawValue), .text(note)]])
        try destination.emit(table, command: "verdict", inputs: [.init(path: store.path, sha256: nil)])
    }

    /// The fingerprint that is meant, of a finding of the newest run or of an earlier verdict.
    private func wholeFingerprint(in store: Store) throws -> String {
        let known = try store.findingFingerprints()
        let matches = Set(known + (try store.verdicts().keys)).filter { $0.hasPrefix(fingerprint) }
        if matches.count > 1 {
            let list = matches.sorted().joined(separator: ", ")
            throw UsageError(zh: "有多个指纹以 \(fingerprint) 开头：\(list)", en: "several fingerprints begin with \(fingerprint): \(list)")
        }
        if let match = matches.first { return match }
        // Before the first run of anomalies nothing is known, nor when the newest could not be remembered: a whole fingerprint is taken at its word.
        guard try known.isEmpty || !store.findingsAreOfTheseContents(), fingerprint.count == 16, fingerprint.allSatisfy(\.isHexDigit) else {
            throw UsageError(
                zh: "最近一次 analyze anomalies 没有指纹为 \(fingerprint) 的异常", en: "the last run of analyze anomalies had no finding \(fingerprint)")
        }
        return fingerprint
    }
}

extension Finding.Verdict: ExpressibleByArgument {}
