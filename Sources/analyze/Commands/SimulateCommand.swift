import ArgumentParser
import ColumnStore
import Disclosure
import Foundation
import Output
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

    @Option(help: "Number of bodies.")
    var bodies: Int = 20

    @Option(help: "Report years, Y or Y..Z, 2008 or later.")
    var years: String = "2021..2025"

    @Option(help: "Share of reports with an error, all mechanisms together.")
    var errors: Double = 0.1

    @Option(help: "panel (one tidy CSV) or a format of reports: \(Renderings.all.map(\.name).joined(separator: ", ")).")
    var format: String = "html"

    @Option(help: ArgumentHelp("Where to write which cells are wrong; by default FOLDER.truth.csv beside the folder.", valueName: "file"))
    var truth: String?

    @Option(help: "Seed; the same options and seed write the same bytes.")
    var seed: UInt64 = 1

    @Option(help: "zh or en: the language of the remark on stderr; by default that of LANG.")
    var locale: String?

    @Flag(help: "No remarks on stderr.")
    var quiet = false

    func validate() throws {
        guard (1...50_000).contains(bodies) else { throw ValidationError("--bodies \(bodies): from 1 to 50000") }
        guard (0...1).contains(errors) else { throw ValidationError("--errors \(errors): a share from 0 to 1") }
        guard yearRange != nil else { throw ValidationError("--years \(years): Y or Y..Z from 2008 on") }
        guard format == "panel" || Renderings.named(format) != nil else {
            throw ValidationError("unknown format '\(format)': panel, \(Renderings.all.map(\.name).joined(separator: ", "))")
        }
    }

    func run() throws {
        var corpus = SimulatedCorpus(SimulationParameters(bodies: bodies, years: yearRange!, seed: seed))
        let planted = corpus.plant(.even(total: errors))
        let output = URL(filePath: folder)
        do {
            try FileManager.default.createDirectory(at: output, withIntermediateDirectories: true)
            if let rendering = Renderings.named(format) {
                try writeReports(corpus, rendering, to: output)
            } else {
                try writePanel(corpus, to: output.appending(path: "panel.csv"))
            }
            try Data(TruthTable.csv(planted, in: corpus).utf8).write(to: truthFile)
        } catch let error as CocoaError {
            throw UsageError(zh: "无法写入 \(folder)：\(error.localizedDescription)", en: "cannot write to \(folder): \(error.localizedDescription)")
        }
        if !quiet {
            let counts = LocalizedText(
                zh: "\(bodies)个主体的\(corpus.reportCount)份报告，\(corpus.cellCount)格，植入\(planted.count)处错误",
                en: "\(corpus.reportCount) reports of \(bodies) bodies, \(corpus.cellCount) cells, \(planted.count) errors")
            StandardError.line("\(folder): \(counts[.ofInvocation])")
        }
    }

    /// The table of the planted errors: never in the folder, whose files are reports all.
    private var truthFile: URL {
        if let truth { return URL(filePath: truth) }
        let output = URL(filePath: folder).standardizedFileURL
        return output.deletingLastPathComponent().appending(path: "\(output.lastPathComponent).truth.csv")
    }

    private var yearRange: ClosedRange<Int>? {
        let ends = years.split(separator: ".", omittingEmptySubsequences: true).map { Int($0) }
        guard (1...2).contains(ends.count), let first = ends.first ?? nil, let last = ends.last ?? nil, first >= 2008, first <= last, last <= 2100
        else { return nil }
        return first...last
    }

    private func writeReports(_ corpus: SimulatedCorpus, _ rendering: any Rendering, to folder: URL) throws {
        for body in corpus.bodies.indices {
            for year in corpus.parameters.years {
                guard let draft = corpus.draft(body: body, year: year) else { continue }
                let file = folder.appending(path: "\(corpus.fileName(body: body, year: year)).\(rendering.fileExtension)")
                try Data(rendering.bytes(of: draft)).write(to: file)
            }
        }
    }

    private func writePanel(_ corpus: SimulatedCorpus, to file: URL) throws {
        try Data("entity,kind,level,region_code,year,edition,indicator,value\r\n".utf8).write(to: file)
        let handle = try FileHandle(forWritingTo: file)
        defer { try? handle.close() }
        try handle.seekToEnd()
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
            try handle.write(contentsOf: Data(text.utf8))
        }
    }
}
