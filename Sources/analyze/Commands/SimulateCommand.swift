import ArgumentParser
import ColumnStore
import Disclosure
import Foundation
import Output
import Persistence
import ReportRendering
import Reporting
import Simulation

/// Writes a simulated corpus with planted errors.
struct SimulateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate", abstract: "Write reports of simulated bodies, with errors whose truth is known.",
        discussion: """
            Every identity of the forms is true but for the errors that are planted; a table beside the folder, FOLDER.truth.csv, says which cells are
            wrong, how, and what they should be. The folder itself holds nothing but reports. The same options and seed write the same bytes.

              analyze simulate out/ --bodies 50 --years 2019..2025 --errors 0.1
              analyze simulate out/ --bodies 3000 --years 2009..2025 --format panel
            """)

    @Argument(help: ArgumentHelp("Folder to write to; it is made when it is not there.", valueName: "folder"))
    var folder: String

    @Option(help: "Number of bodies, \(OptionRanges.bodies.text).")
    var bodies: Int = 20

    @Option(help: "Report years, Y or Y..Z, from 2008 to 2100.")
    var years: String = "2021..2025"

    @Option(help: "Share of reports with an error, \(OptionRanges.errors.text), all mechanisms together.")
    var errors: Double = 0.1

    @Flag(help: "Each report bears its day of publication; figures and errors stay the same.")
    var dated = false

    @Option(
        help: """
            panel (one tidy CSV), mixed (70 % HTML, 10 % Word, 10 % Excel, 5 % PDF, 5 % text, a format a body) or a format of reports: \
            \(Renderings.all.map(\.name).joined(separator: ", ")).
            """)
    var format: String = "html"

    @Option(help: ArgumentHelp("Where to write which cells are wrong; by default FOLDER.truth.csv beside the folder.", valueName: "file"))
    var truth: String?

    @Option(help: "Seed, from 0 to 18446744073709551615; the same options and seed write the same bytes.")
    var seed: UInt64 = 1

    @Option(help: "zh or en: the language of the remark on stderr; by default that of LANG.")
    var locale: String?

    @Flag(help: "No remarks on stderr.")
    var quiet = false

    func validate() throws {
        try OptionRanges.bodies.check("--bodies", bodies)
        try OptionRanges.errors.check("--errors", errors)
        guard let range = yearRange else {
            throw ValidationError(zh: "--years \(years)：应为 2008 到 2100 之间的 Y 或 Y..Z", en: "--years \(years): Y or Y..Z from 2008 to 2100")
        }
        try OptionRanges.reports.check("--bodies × --years", bodies * range.count)
        guard ["panel", "mixed"].contains(format) || Renderings.named(format) != nil else {
            let known = LocalizedText.list(Renderings.all.map(\.name))
            throw ValidationError(zh: "--format \(format)：可用的是 panel、mixed、\(known.zh)", en: "unknown format '\(format)': panel, mixed, \(known.en)")
        }
    }

    func run() throws {
        var parameters = SimulationParameters(bodies: bodies, years: yearRange!, seed: seed)
        parameters.isDated = dated
        var corpus = SimulatedCorpus(parameters)
        let planted = corpus.plant(.even(total: errors))
        let files = try OutputFolder(path: folder)
        let truthFile = try OutputFile(truthTarget)
        if format == "panel" {
            try files.write("panel.csv", isKept: Store.isStore) { try writePanel(corpus, to: $0) }
        } else {
            let named = Renderings.named(format)
            try writeReports(corpus, to: files) { named ?? Renderings.mixed(body: $0) }
        }
        try truthFile.write(TruthTable.csv(planted, in: corpus))
        // Both are whole on the disk before either takes its place.
        try files.commit()
        try truthFile.commit()
        if !quiet {
            let counts = LocalizedText(
                zh: "\(bodies)个主体的\(corpus.reportCount)份报告，\(corpus.cellCount)格，植入\(planted.count)处错误",
                en: "\(corpus.reportCount) reports of \(bodies) bodies, \(corpus.cellCount) cells, \(planted.count) errors")
            StandardError.line("\(folder): \(counts[.ofInvocation])")
        }
    }

    /// The table of the planted errors: never in the folder, whose files are reports all.
    private var truthTarget: OutputTarget {
        get throws {
            let output = URL(filePath: folder).standardizedFileURL
            let beside = output.deletingLastPathComponent().appending(path: "\(output.lastPathComponent).truth.csv").path
            let target = try OutputTarget(path: truth ?? beside)
            try FilesOfRun().protect(from: target)
            if target.isBelow(folder) {
                throw UsageError(
                    zh: "--truth \(target.name)：答案表不能放在报告文件夹里", en: "--truth \(target.name): the table does not belong into the folder of reports")
            }
            return target
        }
    }

    private var yearRange: ClosedRange<Int>? {
        let ends = years.split(separator: ".", omittingEmptySubsequences: true).map { Int($0) }
        guard (1...2).contains(ends.count), let first = ends.first ?? nil, let last = ends.last ?? nil, first >= 2008, first <= last, last <= 2100
        else { return nil }
        return first...last
    }

    private func writeReports(_ corpus: SimulatedCorpus, to folder: OutputFolder, rendering: (_ body: Int) -> any Rendering) throws {
        for body in corpus.bodies.indices {
            let rendering = rendering(body)
            for year in corpus.parameters.years {
                guard let draft = corpus.draft(body: body, year: year) else { continue }
                let name = "\(corpus.fileName(body: body, year: year)).\(rendering.fileExtension)"
                try folder.write(name, isKept: Store.isStore) { try $0.write(rendering.bytes(of: draft)) }
            }
        }
    }

    private func writePanel(_ corpus: SimulatedCorpus, to file: any ByteSink) throws {
        try file.write("entity,kind,level,region_code,year,edition,indicator,value\r\n")
        for (index, body) in corpus.bodies.enumerated() {
            var text = ""
            for year in corpus.parameters.years {
                guard let record = corpus[index, year] else { continue }
                let prefix = "\(body.name),\(body.kind.rawValue),\(body.level.rawValue),\(body.regionCode ?? ""),\(year),\(record.edition.rawValue),"
                for (position, indicator) in CellLayout.of(record.edition).indicators.enumerated() {
                    guard let value = record.decimal(at: position) else { continue }
                    text += prefix + indicator.id + "," + value.description + "\r\n"
                }
            }
            try file.write(text)
        }
    }
}
