import ArgumentParser
import Disclosure
import Persistence
import Reporting

/// Every verdict of the store.
struct ListVerdicts: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Every verdict, with the finding it is about.",
        discussion: """
              analyze verdict list
              analyze verdict list -o verdicts.csv       for another store, with analyze verdict import
            """)

    /// The list without rows.
    static let layout = ResultTable(
        schema: "analyze.verdicts/1", title: LocalizedText(zh: "裁定", en: "Verdicts"),
        columns: [
            .text("fingerprint", zh: "指纹", en: "Fingerprint"), .verdict,
            .text("entity", zh: "主体", en: "Entity"), .number("year", zh: "年度", en: "Year", .plain),
            .text("rule", zh: "规则", en: "Rule", .machine), .text("message", zh: "说明", en: "Message"),
            .text("note", zh: "备注", en: "Note"),
            .text(
                "found", zh: "仍在", en: "Still found",
                codes: ["true": LocalizedText(zh: "是", en: "yes"), "false": LocalizedText(zh: "否", en: "no")]),
        ])

    @OptionGroup var store: StoreOption
    @OptionGroup(title: "How it is printed") var output: OutputOptions

    func run() throws {
        var files = FilesOfRun()
        files.add(store: store.path)
        let destination = try output.destination(keeping: files)
        let source = try store.open()
        let records = try source.verdictRecords()
        let isKnown = try !source.findingFingerprints().isEmpty
        func known(_ text: String) -> String? { text.isEmpty ? nil : text }
        var table = Self.layout.filled(
            with: records.map { record in
                [
                    .text(record.fingerprint), .text(record.verdict.verdict), .text(known(record.entity)), .integer(record.year),
                    .text(known(record.rule)),
                    record.messageEnglish.isEmpty ? .null : .localized(LocalizedText(zh: record.messageChinese, en: record.messageEnglish)),
                    .text(record.verdict.note),
                    .flag(record.isFound),
                ]
            })
        let confirmed = records.count { $0.verdict.verdict == "confirmed" }
        table.notes.append(
            LocalizedText(
                zh: "属实 \(confirmed)，排除 \(records.count - confirmed)。", en: "\(confirmed) confirmed, \(records.count - confirmed) dismissed."))
        let gone = records.count { !$0.isFound }
        if gone > 0 {
            table.notes.append(
                isKnown
                    ? LocalizedText(
                        zh: "其中\(gone)条在最近一次 analyze anomalies 中没有对应的异常：报告已更正，或规则已改变。",
                        en:
                            "\(gone) of them are on no finding of the last run of analyze anomalies: the report was mended, or the rule is another one."
                    )
                    : LocalizedText(
                        zh: "还没有对整个库运行过 analyze anomalies，裁定对应哪条异常尚不知道。",
                        en: "analyze anomalies has not yet run over the whole store; which findings the verdicts are on is not known yet."))
        }
        try destination.emit(table, command: "verdict", inputs: [.init(path: store.path, sha256: nil)])
        try source.finish(output)
    }
}
