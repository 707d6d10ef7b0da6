import ArgumentParser
import Disclosure
import DocumentReading
import Foundation
import LinearAlgebra
import Persistence
import Reporting

/// Says what is installed and whether the store is sound.
struct DoctorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Versions, BLAS and threads, outside programs, soundness of the store; exit status 1 when something is missing.",
        discussion: """
              analyze doctor
              analyze doctor --store reports.sqlite --format json
            """)

    @OptionGroup var store: StoreOption
    @OptionGroup var output: OutputOptions

    func run() throws {
        var files = FilesOfRun()
        files.add(store: store.path)
        let destination = try output.destination(keeping: files)
        let checks = Doctor.checks(storePath: store.path, isStoreRequired: store.givenPath != nil)
        let table = ResultTable(
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
            ], rows: checks.map { [.text($0.name), .text($0.status.rawValue), .localized($0.value), .localized($0.note)] })
        try destination.emit(table, command: "doctor", parameters: [ResultField("store", .text(store.path))])
        if checks.contains(where: { $0.status == .missing || $0.status == .damaged }) { throw ExitStatus.findings }
    }
}
