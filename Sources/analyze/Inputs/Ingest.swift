import Disclosure
import DocumentReading
import Foundation
import Output
import Persistence
import ReportParsing
import Reporting
import Synchronization

/// One run that reads files into the store, each report whole or not at all.
final class Ingest {
    private let files: [Result<String, ReadingError>]
    private let storePath: String
    private let parser: ReportParser
    private let jobs: Int
    private let isDryRun: Bool
    private var quarantine: QuarantineFolder?
    private let output: OutputOptions
    private var outcomes: [IngestOutcome] = []
    private(set) var digests: [(path: String, sha256: String)] = []

    init(
        files: [Result<String, ReadingError>], storePath: String, parser: ReportParser, jobs: Int, isDryRun: Bool, quarantineFolder: String?,
        output: OutputOptions
    ) {
        self.files = files
        self.storePath = storePath
        self.parser = parser
        self.jobs = jobs
        self.isDryRun = isDryRun
        quarantine = isDryRun ? nil : quarantineFolder.map(QuarantineFolder.init)
        self.output = output
    }

    /// Reads everything and says what became of each file.
    func run() async throws -> [IngestOutcome] {
        // A dry run must not create a store that is not there.
        let store: Store? =
            isDryRun ? (FileManager.default.fileExists(atPath: storePath) ? try Store(readingAt: storePath) : nil) : try Store(creatingAt: storePath)
        let progress = ProgressBar(total: files.count, isQuiet: output.quiet)
        Interruption.say(Self.interrupted[.ofInvocation])
        do {
            try await ReadFiles.forEach(files, jobs: jobs, parser: parser, progress: progress) { outcome in
                try take(outcome, store)
            }
        } catch let error as Interruption.Requested {
            progress.finish()
            try store?.close()
            throw error
        }
        progress.finish()
        try store?.close()
        return outcomes
    }

    private static let interrupted = LocalizedText(
        zh: "analyze: 已中断；库中保留到最后一份完整的报告", en: "analyze: interrupted; the store holds every report up to the last whole one")

    private func take(_ outcome: ReportFile.Outcome, _ store: Store?) throws {
        switch outcome.result {
        case .failure(let failure):
            outcomes.append(IngestOutcome(path: outcome.path, status: .quarantined, report: nil, format: outcome.format, reason: failure.text))
            try quarantine?.take(failure)
        case .success(let reports):
            digests.append((outcome.path, outcome.sha256))
            for report in reports {
                let result = try put(report, store)
                let status: IngestOutcome.Status =
                    switch result {
                    case .stored: .stored
                    case .unchanged: .unchanged
                    case .newVersion: .newVersion
                    }
                let remarks = [Self.version(result, of: report), Self.doubts(report)].compactMap { $0 }
                let reason = LocalizedText(zh: remarks.map(\.zh).joined(), en: remarks.map(\.en).joined(separator: "; "))
                outcomes.append(
                    IngestOutcome(
                        path: outcome.path, status: status, report: report, format: outcome.format, reason: remarks.isEmpty ? nil : reason))
            }
        }
    }

    private func put(_ report: Report, _ store: Store?) throws -> PutOutcome {
        guard let store else { return .stored }
        if isDryRun { return try store.outcomeOfPutting(report) }
        let identities = report.exactIdentities()
        return try store.put(report, exactRules: identities.evaluated, violated: identities.violated)
    }

    /// Which version a changed file became, and what shows the change.
    private static func version(_ outcome: PutOutcome, of report: Report) -> LocalizedText? {
        guard case .newVersion(let number) = outcome else { return nil }
        let command = "analyze diff \(report.body.name) \(report.year)"
        return LocalizedText(zh: "第 \(number) 版，改动见 \(command)。", en: "version \(number); \(command) shows what changed")
    }

    /// The notes on a report that its reader should know of, in one line.
    private static func doubts(_ report: Report) -> LocalizedText? {
        let grave = ["year_conflict", "wrong_document", "ambiguous_region", "unknown_region", "region_of_year", "body_by_context"]
        var texts = report.notes.filter { grave.contains($0.kind) }.map(\.text)
        let missing = report.notes.count { $0.kind == "missing_row" }
        if missing > 0 {
            texts.append(
                LocalizedText(
                    zh: "表样中有\(missing)行没有找到，文件可能不完整。",
                    en: "\(missing) row\(missing == 1 ? "" : "s") of the form \(missing == 1 ? "was" : "were") not found: the file may be incomplete."
                ))
        }
        guard !texts.isEmpty else { return nil }
        return LocalizedText(zh: texts.map(\.zh).joined(), en: texts.map(\.en).joined(separator: " "))
    }

    /// How many files had which fate.
    static func summary(_ outcomes: [IngestOutcome]) -> LocalizedText {
        func count(_ status: IngestOutcome.Status) -> Int { outcomes.count { $0.status == status } }
        return LocalizedText(
            zh: "入库 \(count(.stored))，新版次 \(count(.newVersion))，未变 \(count(.unchanged))，隔离 \(count(.quarantined))。",
            en:
                "\(count(.stored)) stored, \(count(.newVersion)) new version\(count(.newVersion) == 1 ? "" : "s"), \(count(.unchanged)) unchanged, \(count(.quarantined)) quarantined."
        )
    }
}
