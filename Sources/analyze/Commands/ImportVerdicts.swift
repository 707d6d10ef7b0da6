import Analyses
import ArgumentParser
import Disclosure
import Persistence
import Reporting

/// Many verdicts at once, from a table.
struct ImportVerdicts: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Read verdicts from a workbook or a CSV file with the columns fingerprint, verdict and, if there are remarks, note.",
        discussion: """
            All rows are taken or none. Other columns are left alone, so the table of analyze anomalies can be filled in and read back; a row that
            says open, or nothing, takes an earlier verdict back. Words and headings may be Chinese: 属实, 排除, 待定. In a workbook the first sheet
            with these columns counts; in that of analyze anomalies the verdict is chosen from a list.

              analyze anomalies -o findings.xlsx
              analyze verdict import findings.xlsx
            """)

    /// The counts without their row.
    static let layout = ResultTable(
        schema: "analyze.verdict_import/1", title: LocalizedText(zh: "导入裁定", en: "Verdicts read"),
        columns: [
            .number("rows", zh: "行", en: "Rows", .plain), .number("added", zh: "新增", en: "Added", .plain),
            .number("changed", zh: "更改", en: "Changed", .plain), .number("withdrawn", zh: "撤回", en: "Taken back", .plain),
        ])

    @Argument(help: ArgumentHelp("The table.", valueName: "file"))
    var file: String

    @OptionGroup var store: StoreOption
    @OptionGroup(title: "How it is printed") var output: OutputOptions

    func run() async throws {
        var files = FilesOfRun()
        files.add(store: store.path)
        files.add(settings: file)
        let destination = try output.destination(keeping: files)
        let read = try await VerdictFile(path: file).rows
        let target = try store.openToWrite()
        let before = try target.verdicts()
        let changes = read.compactMap { row -> (fingerprint: String, verdict: StoredVerdict?)? in
            let old = before[row.fingerprint]
            let new =
                row.verdict == .open ? nil : StoredVerdict(verdict: row.verdict.rawValue, note: row.note ?? old?.note ?? "")
            return new == old ? nil : (row.fingerprint, new)
        }
        try target.setVerdicts(changes, by: .now(VerdictAuthor.name(nil)))
        let known = Set(try target.findingFingerprints())
        try target.close()
        func count(_ isCounted: (_ old: StoredVerdict?, _ new: StoredVerdict?) -> Bool) -> Int {
            changes.count { isCounted(before[$0.fingerprint], $0.verdict) }
        }
        var table = Self.layout.filled(with: [
            [
                .integer(read.count), .integer(count { $0 == nil && $1 != nil }), .integer(count { $0 != nil && $1 != nil }),
                .integer(count { $0 != nil && $1 == nil }),
            ]
        ])
        let unknown = changes.count { !known.contains($0.fingerprint) }
        if unknown > 0 {
            table.notes.append(
                LocalizedText(
                    zh: "其中\(unknown)条在最近一次 analyze anomalies 中没有对应的异常，先行保存。",
                    en: "\(unknown) of them are on no finding of the last run of analyze anomalies; they are kept for when there is one."))
        }
        try destination.emit(table, command: "verdict", inputs: [.init(path: file, sha256: nil)])
    }
}
