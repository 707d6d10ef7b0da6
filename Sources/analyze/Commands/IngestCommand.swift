import ArgumentParser
import Disclosure
import FilePaths
import Foundation
import Persistence
import ReportParsing
import Reporting

/// Reads reports into the store.
struct IngestCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ingest", abstract: "Read every report of files and folders into the store.",
        discussion: """
            Files are recognized by content. A file whose size, times and inode are those of the last run is not
            read again (--rehash reads it), the same bytes are not stored again; other bytes for a body and year are a new version. A file that
            cannot be read is named with its reason and never stops the rest (exit status 3).

              analyze ingest reports/
              analyze ingest reports/ --quarantine unreadable/ --format json
            """)

    @Argument(help: ArgumentHelp("Reports: files or folders.", valueName: "path"))
    var paths: [FilePath]

    @OptionGroup var store: StoreOption
    @OptionGroup(title: "How it is printed") var output: OutputOptions

    @OptionGroup var reading: ReadingOptions

    @Flag(name: .customLong("dry-run"), help: "Only say what would be done.")
    var dryRun = false

    @Flag(help: "Read also files whose size, times and inode are those of the last run.")
    var rehash = false

    @Option(help: "Files read at the same time, \(OptionRanges.jobs.text); by default one a core.")
    var jobs: Int = ProcessInfo.processInfo.activeProcessorCount

    @Option(help: ArgumentHelp("Copy files that could not be read here, each with its reason beside it.", valueName: "folder"))
    var quarantine: FilePath?

    func validate() throws {
        try OptionRanges.jobs.check("--jobs", jobs)
    }

    func run() async throws {
        let input = InputOptions.reading(paths, store: .named([store.path]), reading)
        let destination = try output.destination(keeping: input.files)
        let parser = try input.parser()
        let ingest = Ingest(
            files: try InputFiles.find(paths, passingOver: quarantine), storePath: store.path, parser: parser, jobs: jobs,
            isDryRun: dryRun, rehash: rehash, quarantineFolder: quarantine, output: output)
        let outcomes = try await ingest.run()
        output.remark(unusedLinesOf: parser.entityMap, files: outcomes.map(\.path))
        let attention = outcomes.filter {
            destination.isForProgram || $0.status == .quarantined || $0.status == .newVersion || $0.reason != nil || dryRun
        }
        var table = ResultTable.ingest(attention)
        table.whenEmpty = LocalizedText(zh: "没有需要注意的文件。", en: "No file needs attention.")
        table.notes.append(Ingest.summary(outcomes))
        if dryRun { table.notes.append(.dryRun) }
        let parameters = [
            ResultField("store", .text(store.path)), ResultField("dry_run", .flag(dryRun)), ResultField("rehash", .flag(rehash)),
            ResultField("jobs", .integer(jobs)),
            ResultField("quarantine", .text(quarantine?.shown)),
        ]
        try destination.emit(
            table, command: "ingest", inputs: ingest.digests.map { .init(path: $0.path.shown, sha256: $0.sha256) }, parameters: parameters)
        if outcomes.contains(where: { $0.status == .quarantined }) { throw ExitStatus.unreadable }
    }
}
