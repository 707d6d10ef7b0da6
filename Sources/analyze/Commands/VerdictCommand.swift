import ArgumentParser
import Disclosure
import Persistence
import Reporting

/// Remembers what a reader decided about a finding.
struct VerdictCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verdict", abstract: "Remember that a finding was confirmed or dismissed.",
        discussion: """
            The verdict is kept in the store under the finding's fingerprint and survives reruns and new versions of the report.

              analyze verdict 3f9c0a7d1b2e4f58 confirmed --note 已与填报单位核实
              analyze verdict 3f9c0a7d1b2e4f58 dismissed
            """)

    @Argument(help: "The finding's fingerprint, as analyze anomalies prints it.")
    var fingerprint: String

    @Argument(help: "confirmed or dismissed.")
    var verdict: String

    @Option(help: "Why.")
    var note: String = ""

    @OptionGroup var store: StoreOption
    @OptionGroup var output: OutputOptions

    func validate() throws {
        if !["confirmed", "dismissed"].contains(verdict) { throw ValidationError("unknown verdict '\(verdict)': confirmed, dismissed") }
    }

    func run() throws {
        _ = try store.open()
        let target = try Store(creatingAt: store.path)
        let known = try target.findingFingerprints()
        guard known.isEmpty || known.contains(fingerprint) else {
            throw UsageError(
                zh: "最近一次 analyze anomalies 没有指纹为 \(fingerprint) 的异常", en: "the last run of analyze anomalies had no finding \(fingerprint)")
        }
        try target.setVerdict(StoredVerdict(verdict: verdict, note: note), fingerprint: fingerprint)
        try target.close()
        let table = ResultTable(
            schema: "analyze.verdict/1", title: LocalizedText(zh: "裁定", en: "Verdict"),
            columns: [
                .text("fingerprint", zh: "指纹", en: "Fingerprint"), .text("verdict", zh: "裁定", en: "Verdict"), .text("note", zh: "说明", en: "Note"),
            ], rows: [[.text(fingerprint), .text(verdict), .text(note)]])
        try output.emit(table, command: "verdict", inputs: [.init(path: store.path, sha256: nil)])
    }
}
