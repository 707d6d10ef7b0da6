import Disclosure
import DocumentReading
import FilePaths
import Foundation
import Output
import Persistence
import ReportParsing
import Reporting
import Synchronization

/// One run that reads files into the store, each report whole or not at all.
final class Ingest {
    private let files: [Result<FilePath, ReadingError>]
    private let storePath: String
    private let parser: ReportParser
    private let jobs: Int
    private let isDryRun: Bool
    private var quarantine: QuarantineFolder?
    private let output: OutputOptions
    private var known: KnownFiles
    private var outcomes: [IngestOutcome] = []
    private(set) var digests: [(path: FilePath, sha256: String)] = []

    /// - Parameter rehash: reads also the files that are as they were by what the file system says.
    init(
        files: [Result<FilePath, ReadingError>], storePath: String, parser: ReportParser, jobs: Int, isDryRun: Bool, rehash: Bool,
        quarantineFolder: FilePath?, output: OutputOptions
    ) {
        self.files = files
        self.storePath = storePath
        self.parser = parser
        self.jobs = jobs
        self.isDryRun = isDryRun
        quarantine = isDryRun ? nil : quarantineFolder.map(QuarantineFolder.init)
        self.output = output
        known = KnownFiles(reader: KnownFiles.reader(parser.entityMap), isUsed: !rehash)
    }

    /// Reads everything and says what became of each file.
    func run() async throws -> [IngestOutcome] {
        // A dry run must not create a store that is not there.
        let store: Store? =
            isDryRun ? (FileManager.default.fileExists(atPath: storePath) ? try Store(readingAt: storePath) : nil) : try Store(creatingAt: storePath)
        Interruption.say(Self.interrupted[.ofInvocation])
        if let store { try known.load(files, store) }
        let unread = files.indices.filter { known.outcomes(at: $0) == nil }
        let progress = ProgressBar(total: unread.count, isQuiet: output.quiet)
        var next = 0
        // What need not be read stands in its place among the rest.
        func passOver(to end: Int) {
            while next < end {
                for (outcome, sha256) in known.outcomes(at: next) ?? [] {
                    if digests.last?.path != outcome.path { digests.append((outcome.path, sha256)) }
                    outcomes.append(outcome)
                }
                next += 1
            }
        }
        do {
            let start = FileStamp.now
            try await ReadFiles.forEachFile(unread.map { files[$0] }, jobs: jobs, parser: parser, progress: progress) { position, reading in
                passOver(to: unread[position])
                next = unread[position] + 1
                try take(reading, of: files[unread[position]], since: start, store)
            }
            passOver(to: files.count)
            if !isDryRun, let store { try known.remember(in: store, atLeast: 1) }
        } catch let error as Interruption.Requested {
            progress.finish()
            if !isDryRun, let store { try known.remember(in: store, atLeast: 1) }
            try store?.close()
            throw error
        }
        progress.finish()
        try store?.close()
        return outcomes
    }

    private static let interrupted = LocalizedText(
        zh: "analyze: 已中断；库中保留到最后一份完整的报告", en: "analyze: interrupted; the store holds every report up to the last whole one")

    private func take(_ reading: ReportFile.Reading, of file: Result<FilePath, ReadingError>, since start: Int64, _ store: Store?) throws {
        var filed: [(path: FilePath, report: Int, remark: LocalizedText?)]? = []
        try quarantine?.take(reading.outcomes.compactMap { if case .failure(let failure) = $0.result { failure } else { nil } })
        for outcome in reading.outcomes {
            switch outcome.result {
            case .failure(let failure):
                outcomes.append(IngestOutcome(path: outcome.path, status: .quarantined, report: nil, format: outcome.format, reason: failure.text))
                // What could not be read is tried again: a program that was missing may be there by then.
                filed = nil
            case .success(let reports):
                digests.append((outcome.path, outcome.sha256))
                for report in reports {
                    let id = try take(report, of: outcome, store)
                    if let id { filed?.append((outcome.path, id, Self.doubts(report))) } else { filed = nil }
                }
            }
        }
        guard !isDryRun, let store, case .success(let path) = file, let filed, !filed.isEmpty else { return }
        known.add(path, reading.neighbors, filed, since: start)
        try known.remember(in: store, atLeast: 256)
    }

    /// Puts a report into the store and says what became of it.
    /// - Returns: its number there; `nil` in a dry run.
    private func take(_ report: Report, of outcome: ReportFile.Outcome, _ store: Store?) throws -> Int? {
        let (result, id) = try put(report, store)
        let status: IngestOutcome.Status =
            switch result {
            case .stored, .broughtBack: .stored
            case .unchanged: .unchanged
            case .newVersion: .newVersion
            }
        let remarks = [Self.version(result, of: report), Self.doubts(report)].compactMap { $0 }
        let reason = LocalizedText(zh: remarks.map(\.zh).joined(), en: remarks.map(\.en).joined(separator: "; "))
        outcomes.append(
            IngestOutcome(path: outcome.path, status: status, report: report, format: outcome.format, reason: remarks.isEmpty ? nil : reason))
        return id
    }

    private func put(_ report: Report, _ store: Store?) throws -> (PutOutcome, Int?) {
        guard let store else { return (.stored, nil) }
        if isDryRun { return (try store.outcomeOfPutting(report), nil) }
        let identities = report.exactIdentities()
        let (outcome, id) = try store.file(report, exactRules: identities.evaluated, violated: identities.violated)
        return (outcome, id)
    }

    /// Which version a changed file became, and what shows the change.
    private static func version(_ outcome: PutOutcome, of report: Report) -> LocalizedText? {
        if case .broughtBack(let number) = outcome {
            return LocalizedText(zh: "此前移出的第 \(number) 版已恢复。", en: "version \(number), which had been taken out, is used again")
        }
        guard case .newVersion(let number) = outcome else { return nil }
        let command = "analyze diff \(report.body.name) \(report.year)"
        return LocalizedText(zh: "第 \(number) 版，改动见 \(command)。", en: "version \(number); \(command) shows what changed")
    }

    /// The notes on a report that its reader should know of, in one line.
    private static func doubts(_ report: Report) -> LocalizedText? {
        var texts = report.notes.filter(\.kind.isToldAtOnce).map(\.text)
        let missing = report.notes.count { $0.kind == .missingRow }
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
            zh: "新入库 \(count(.stored)) 份，新版次 \(count(.newVersion)) 份，未变 \(count(.unchanged)) 份，无法读取 \(count(.quarantined)) 份。",
            en:
                "\(count(.stored)) stored, \(count(.newVersion)) new version\(count(.newVersion) == 1 ? "" : "s"), \(count(.unchanged)) unchanged, \(count(.quarantined)) quarantined."
        )
    }
}
