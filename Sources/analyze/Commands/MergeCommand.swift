import ArgumentParser
import Disclosure
import Persistence
import Reporting

/// Makes one store of several.
struct MergeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "merge", abstract: "Write a new store with everything of several: reports with their versions, verdicts, panels.",
        discussion: """
            What several stores have is there once. Where they differ, the store that is named later holds, and the difference is listed: other bytes for a \
            body and year (both stay, as versions), another verdict, another panel of the same name. Commands that read take several stores directly: \
            --store a.sqlite --store b.sqlite.

              analyze merge jiangsu.sqlite guizhou.sqlite -o all.sqlite
              analyze merge 2021.sqlite 2022.sqlite 2023.sqlite -o years.sqlite --format json
            """)

    @Argument(help: ArgumentHelp("The stores, in the order in which they hold.", valueName: "store"))
    var stores: [String]

    @Option(name: [.customShort("o"), .long], help: ArgumentHelp("The new store; it must not be there yet.", valueName: "file"))
    var output: String

    @Option(help: "table, csv, tsv, json, jsonl, md or html: how the differences are listed on stdout.")
    var format: String?

    @Option(help: "zh or en: the language of labels and messages; by default that of LANG.")
    var locale: String?

    @Flag(help: "No remarks on stderr.")
    var quiet = false

    func validate() throws {
        if stores.isEmpty { throw ValidationError(zh: "请给出要合并的库", en: "name the stores to merge") }
        if let locale, Language(rawValue: locale) == nil {
            throw ValidationError(zh: "--locale \(locale)：应为 zh 或 en", en: "unknown locale '\(locale)': zh, en")
        }
    }

    func run() throws {
        var options = OutputOptions()
        (options.format, options.output, options.locale, options.seed, options.quiet, options.noColor, options.noPager, options.bom) = (
            format, nil, locale, 1, quiet, false, true, false
        )
        var files = FilesOfRun()
        for store in stores { files.add(store: store) }
        files.add(settings: output)
        let destination = try options.destination(keeping: files)
        try Store.expectNothing(at: output)
        let merged = try Store(readingAt: stores)
        try merged.backup(to: output)
        let reports = try merged.reports(versions: true, forgotten: true).count
        var table = ResultTable.conflicts(merged.conflicts)
        table.notes.append(
            LocalizedText(
                zh: "\(stores.count) 个库合并为 \(output)：共 \(reports) 份报告。",
                en: "\(stores.count) store\(stores.count == 1 ? "" : "s") merged into \(output): \(reports) report\(reports == 1 ? "" : "s")."))
        try destination.emit(
            table, command: "merge", inputs: merged.inputs, parameters: [ResultField("output", .text(output))])
        try merged.finish(options)
    }
}

extension ResultTable {
    /// What stores that were merged say differently.
    static func conflicts(_ conflicts: [MergeConflict]) -> ResultTable {
        var table = ResultTable(
            schema: "analyze.merge/1", title: LocalizedText(zh: "各库不一致之处", en: "Where the stores differ"), of: conflicts,
            columns: [
                .text(
                    "kind", zh: "种类", en: "Kind",
                    codes: [
                        "version": LocalizedText(zh: "报告文件", en: "file of a report"), "verdict": LocalizedText(zh: "裁定", en: "verdict"),
                        "panel": LocalizedText(zh: "面板", en: "panel"),
                    ]
                ) { .text($0.kind.rawValue) }, .text("entity", zh: "主体", en: "Entity") { .text($0.entity) },
                .number("year", zh: "年度", en: "Year", .plain) { .integer($0.year) }, .text("subject", zh: "对象", en: "Subject") { .text($0.subject) },
                .text("store", zh: "采用的库", en: "Store that holds") { .text($0.store) },
                .text("kept", zh: "采用", en: "Kept", .extra) { .text($0.kept) },
                .text("replaced", zh: "未采用", en: "Replaced", .extra) { .text($0.replaced) },
            ])
        table.whenEmpty = LocalizedText(zh: "各库没有不一致之处。", en: "The stores differ in nothing.")
        return table
    }
}
