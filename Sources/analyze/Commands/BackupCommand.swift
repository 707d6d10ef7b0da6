import ArgumentParser
import Disclosure
import Persistence
import Reporting

/// Copies the store.
struct BackupCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "Write a copy of the store to a new file, also while other programs write to the store.",
        discussion: """
            The copy is checked row by row before it gets its name. A file that is there is never overwritten, and a damaged store is not copied.

              analyze backup backup-2026.sqlite
              analyze backup /mnt/copies/reports.sqlite --store reports.sqlite --format json
            """)

    /// What the copy holds, without its row.
    static let layout = ResultTable(
        schema: "analyze.backup/1", title: LocalizedText(zh: "备份", en: "Backup"),
        columns: [
            .text("path", zh: "文件", en: "Path"), .number("reports", zh: "报告", en: "Reports", .plain),
            .number("verdicts", zh: "裁定", en: "Verdicts", .plain), .number("panels", zh: "面板", en: "Panels", .plain),
            .number("bytes", zh: "字节", en: "Bytes", .plain),
        ])

    @Argument(help: ArgumentHelp("The file to write; it must not be there yet.", valueName: "file"))
    var file: String

    @OptionGroup var store: StoreOption
    @OptionGroup(title: "How it is printed") var output: OutputOptions

    func run() throws {
        var files = FilesOfRun()
        files.add(store: store.path)
        files.add(settings: file)
        let destination = try output.destination(keeping: files)
        let source = try store.open()
        if let damage = source.damage {
            output.complain(of: damage)
            throw ExitStatus.unreadable
        }
        try source.backup(to: file)
        let copy = try Store(readingAt: file)
        let table = Self.layout.filled(with: [
            [
                .text(file), .integer(try copy.reports(versions: true, forgotten: true).count), .integer(try copy.verdicts().count),
                .integer(try copy.panelListing().count), .integer(Int(FileStamp(path: file)?.size ?? 0)),
            ]
        ])
        try destination.emit(table, command: "backup", inputs: [.init(path: store.path, sha256: nil)], parameters: [ResultField("file", .text(file))])
    }
}
