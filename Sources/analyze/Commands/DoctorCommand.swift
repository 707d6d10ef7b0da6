import ArgumentParser
import Disclosure
import FilePaths
import DocumentReading
import Foundation
import LinearAlgebra
import Persistence
import Reporting

/// Says what is installed and whether the store is sound, and mends the store.
struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Versions, BLAS and threads, outside programs, soundness of the store; exit status 1 when something is missing.",
        discussion: """
            --repair writes everything that is whole of a damaged store into a fresh one, reads damaged reports anew from their files where these are
            still there with the same bytes, and puts the fresh store in the place of the damaged one, which is kept as FILE.damaged-1.

              analyze doctor
              analyze doctor --store reports.sqlite --format json
              analyze doctor --repair
              analyze doctor --clear-cache
            """)

    /// The checks without rows.
    static let layout = ResultTable(
        schema: "analyze.doctor/1", title: LocalizedText(zh: "检查", en: "Checks"),
        columns: [
            .text("check", zh: "项目", en: "Check"),
            .text(
                "status", zh: "状态", en: "Status",
                codes: [
                    "ok": LocalizedText(zh: "正常", en: "ok"), "missing": LocalizedText(zh: "缺失", en: "missing"),
                    "absent": LocalizedText(zh: "没有", en: "absent"), "damaged": LocalizedText(zh: "损坏", en: "damaged"),
                ], tints: ["ok": .green, "missing": .red, "damaged": .red, "absent": .dim]),
            .text("value", zh: "值", en: "Value"),
            .text("note", zh: "说明", en: "Note"),
        ])

    /// What became of a store that was mended, without rows.
    static let repairLayout = ResultTable(
        schema: "analyze.repair/1", title: LocalizedText(zh: "修复", en: "Repair"),
        columns: [
            .text(
                "what", zh: "内容", en: "What",
                codes: [
                    "report": LocalizedText(zh: "报告", en: "report"), "panel": LocalizedText(zh: "面板", en: "panel"),
                    "contents": LocalizedText(zh: "其他", en: "other"),
                ]),
            .text("entity", zh: "名称", en: "Name"), .number("year", zh: "年度", en: "Year", .plain),
            .number("version", zh: "版次", en: "Version", .plain), .text("source", zh: "来源", en: "Source"),
            .text(
                "status", zh: "状态", en: "Status",
                codes: ["restored": LocalizedText(zh: "已恢复", en: "brought back"), "lost": LocalizedText(zh: "丢失", en: "lost")],
                tints: ["restored": .green, "lost": .red]),
            .text("note", zh: "说明", en: "Note"),
        ])

    @OptionGroup var store: StoreOption
    @OptionGroup(title: "How it is printed") var output: OutputOptions

    @Flag(help: "Mend the store: save what is whole, read anew what can be.")
    var repair = false

    @Flag(name: .customLong("clear-cache"), help: "Take away what analyses of the store worked out and kept beside it.")
    var clearCache = false

    @Flag(name: .customLong("dry-run"), help: "With --repair: only say what would be done.")
    var dryRun = false

    func validate() throws {
        if dryRun && !repair { throw ValidationError(zh: "--dry-run 只与 --repair 合用", en: "--dry-run goes with --repair") }
    }

    func run() async throws {
        var files = FilesOfRun()
        files.add(store: store.path)
        let destination = try output.destination(keeping: files)
        if clearCache { AnalysisCache(besideStore: store.path).clear() }
        if repair { return try await mend(destination) }
        let checks = Doctor.checks(storePath: store.path, isStoreRequired: store.givenPath != nil)
        let table = Self.layout.filled(with: checks.map { [.text($0.name), .text($0.status.rawValue), .localized($0.value), .localized($0.note)] })
        try destination.emit(table, command: "doctor", parameters: [ResultField("store", .text(store.path))])
        if checks.contains(where: { $0.status == .missing || $0.status == .damaged }) { throw ExitStatus.findings }
    }

    /// Mends the store and says, report by report, what became of it.
    private func mend(_ destination: ResultDestination) async throws {
        var table = Self.repairLayout
        let result: (damage: StoreDamage, broughtBack: [StoreDamage.Report], kept: String?)?
        if dryRun {
            result = try Store.examine(store.path).damage.map { ($0, $0.reports.filter { SourceAgain.isThere($0.source) }, nil) }
        } else {
            result = try await Store.repair(store.path, rereading: SourceAgain.report).map { ($0.damage, $0.broughtBack, $0.kept) }
        }
        table.whenEmpty =
            result == nil
            ? LocalizedText(zh: "库完好，无需修复。", en: "The store is sound; nothing had to be done.")
            : LocalizedText(zh: "没有丢失任何内容。", en: "Nothing is lost.")
        let broughtBack = Set(result?.broughtBack ?? [])
        for report in result?.damage.reports ?? [] {
            table.append([
                .text("report"), .text(report.body.name), .integer(report.year), .integer(report.version), .text(report.source.path.shown),
                .text(broughtBack.contains(report) ? "restored" : "lost"), .null,
            ])
        }
        for panel in result?.damage.panels ?? [] {
            table.append([.text("panel"), .text(panel.name), .null, .null, .text(panel.source), .text("lost"), .null])
        }
        if var rest = result?.damage, !rest.isWhole {
            rest.keepOnlyCounts()
            for sentence in rest.sentences {
                table.append([.text("contents"), .null, .null, .null, .null, .text("lost"), .localized(sentence)])
            }
        }
        if let result {
            if result.damage.restored > 0 {
                table.notes.append(
                    LocalizedText(
                        zh: "\(result.damage.restored) 行由备份行恢复。", en: "\(result.damage.restored) rows came back from their second copies."))
            }
            if let kept = result.kept {
                table.notes.append(LocalizedText(zh: "损坏的库保存为 \(kept)。", en: "The damaged store is kept as \(kept)."))
            }
        }
        try destination.emit(
            table, command: "doctor",
            parameters: [ResultField("store", .text(store.path)), ResultField("repair", .flag(true)), ResultField("dry_run", .flag(dryRun))])
        let lost = result.map { !$0.damage.isWhole && ($0.damage.reports.count > broughtBack.count || $0.damage.hasMoreThanReports) } ?? false
        if lost { throw ExitStatus.unreadable }
    }
}
