import Analyses
import ArgumentParser
import Disclosure
import FilePaths
import Foundation
import Persistence
import Reporting

/// Takes reports and panels out of the store.
struct ForgetCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "forget", abstract: "Take the reports of a body, or those of a file or folder, out of the store.",
        discussion: """
            What is forgotten is kept and no command uses it; --undo brings it back, and so does ingesting its file again. Of several versions of a
            year, the newest one left is used. --purge removes the bytes from the store for good, together with the verdicts and findings of a year of
            which no version is left; verdicts stay otherwise. A panel is named by its name or its file.

              analyze forget 淮安市 --year 2023
              analyze forget reports/wrong.html
              analyze forget 淮安市 --purge --dry-run
            """)

    /// What was taken out, without rows.
    static let layout = ResultTable(
        schema: "analyze.forget/1", title: LocalizedText(zh: "移出", en: "Forgotten"),
        columns: [
            .text("entity", zh: "主体", en: "Entity"), .text("region_code", zh: "区划代码", en: "Region"),
            .number("year", zh: "年度", en: "Year", .plain), .number("version", zh: "版次", en: "Version", .plain),
            .text("source", zh: "来源", en: "Source"), .text("sha256", zh: "SHA-256", en: "SHA-256", .extra),
            .text(
                "status", zh: "状态", en: "Status",
                codes: [
                    "forgotten": LocalizedText(zh: "已移出", en: "forgotten"), "restored": LocalizedText(zh: "已恢复", en: "brought back"),
                    "purged": LocalizedText(zh: "已清除", en: "purged"),
                ], tints: ["purged": .red, "restored": .green]),
        ])

    @Argument(help: ArgumentHelp("A body by name or region code, a file or folder, or a panel.", valueName: "entity|path"))
    var what: String

    @Option(help: ArgumentHelp("Only reports of this year or these years; repeatable.", valueName: "y|y..z"))
    var year: [YearRange] = []

    @Flag(help: "Remove the bytes for good, also of what was forgotten before.")
    var purge = false

    @Flag(help: "Bring back what was forgotten.")
    var undo = false

    @Flag(name: .customLong("dry-run"), help: "Only say what would be done.")
    var dryRun = false

    @OptionGroup var store: StoreOption
    @OptionGroup(title: "How it is printed") var output: OutputOptions

    func validate() throws {
        if purge && undo {
            throw ValidationError(
                zh: "--purge 与 --undo 不能同时使用：清除的内容无法恢复", en: "--purge and --undo exclude each other: what is purged cannot come back")
        }
    }

    func run() throws {
        var files = FilesOfRun()
        files.add(store: store.path)
        let destination = try output.destination(keeping: files)
        let reader = try store.open()
        let all = try reader.reports(versions: true, forgotten: true)
        let meant = try named(all)
        let reports = meant.filter { report in
            (year.isEmpty || year.contains { $0.years.contains(report.year) }) && (purge || report.isForgotten == undo)
        }
        let meantPanels = try reader.panelListing().filter { $0.name == what || isPath(FilePath(shown: $0.source)) }
        let panels = meantPanels.filter { year.isEmpty && (purge || $0.isForgotten == undo) }
        try reader.finish(output)
        if meant.isEmpty && meantPanels.isEmpty { throw UsageError.noBody(what, among: all.map(\.body.name)) }
        if !dryRun { try change(Set(reports.map(\.id)), panels: Set(panels.map(\.name))) }
        let status = purge ? "purged" : undo ? "restored" : "forgotten"
        var table = Self.layout.filled(
            with: reports.map { report in
                [
                    .text(report.body.name), .text(report.body.regionCode), .integer(report.year), .integer(report.version),
                    .text(report.source.path.shown), .text(report.source.sha256), .text(status),
                ]
            } + panels.map { panel in [.text(panel.name), .null, .null, .null, .text(panel.source), .null, .text(status)] })
        table.whenEmpty = LocalizedText(zh: "没有需要改动的内容。", en: "Nothing had to be done.")
        if dryRun { table.notes.append(.dryRun) }
        try destination.emit(
            table, command: "forget", inputs: [.init(path: store.path, sha256: nil)],
            parameters: [
                ResultField("what", .text(what)), ResultField("year", .texts(year.map(\.text))), ResultField("purge", .flag(purge)),
                ResultField("undo", .flag(undo)), ResultField("dry_run", .flag(dryRun)),
            ])
    }

    /// The reports that are meant, whatever their year and state: those of a body, else those of a file or below a folder.
    private func named(_ all: [StoredReport]) throws -> [StoredReport] {
        let register = BodyRegister(all.lazy.map { ($0.body, $0.year) })
        let wanted = CorpusSelection(entities: [what])
        let bodies = register.bodies.indices.filter { wanted.includes(register.bodies[$0], former: register.former[$0]) }
        guard bodies.count < 2 else {
            let list = bodies.map { "\(register.bodies[$0].regionCode ?? "-") \(register.bodies[$0].name)（\(register.bodies[$0].key)）" }
            throw UsageError(
                zh: "“\(what)”有多个，请用括号中的键指明：\(list.joined(separator: "、"))",
                en: "\"\(what)\" is the name of several bodies; name one by its key: \(list.joined(separator: ", "))")
        }
        if let body = bodies.first { return all.filter { register.knownPosition(of: $0.body) == body } }
        return all.filter { isPath($0.source.path) }
    }

    /// Whether the argument is a path, or the folder of a path, that a report came from.
    private func isPath(_ source: FilePath) -> Bool { SourcePath.absolute(source).isWithin(SourcePath.absolute(FilePath(shown: what))) }

    private func change(_ reports: Set<Int>, panels: Set<String>) throws {
        if reports.isEmpty && panels.isEmpty { return }
        let target = try store.openToWrite()
        if purge {
            // What was found in them is not left behind either: it goes first, so that a run which ends in between can be repeated, and again
            // behind them, since others may have analyzed the store in the meantime.
            let cache = AnalysisCache(besideStore: store.path)
            try cache.purge()
            if !reports.isEmpty { try target.purge(reports: reports) }
            if !panels.isEmpty { try target.purge(panels: panels) }
            try cache.purge()
        } else {
            if undo { try target.bringBack(reports: reports) } else { try target.forget(reports: reports) }
            try target.mark(panels: panels, forgotten: !undo)
        }
        try target.close()
    }
}

/// Paths of files that were read, however they were written on the command line.
enum SourcePath {
    /// The path from the root on, without `.` and `..`, links as they are.
    static func absolute(_ path: FilePath) -> FilePath {
        let whole = path.bytes.first == UInt8(ascii: "/") ? path : FilePath(FileManager.default.currentDirectoryPath).appending(path)
        var parts: [FilePath] = []
        for part in whole.components where part != "." {
            if part == ".." { _ = parts.popLast() } else { parts.append(part) }
        }
        return parts.reduce("/") { $0.appending($1) }
    }
}
