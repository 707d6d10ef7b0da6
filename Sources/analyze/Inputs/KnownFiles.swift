import Disclosure
import DocumentReading
import FilePaths
import Persistence
import ReportParsing
import Reporting

/// The files of a run that were read before and are as they were by what the file system says: they are not read again.
struct KnownFiles {
    private let reader: String
    private let isUsed: Bool
    private var known: [Int: [(outcome: IngestOutcome, sha256: String)]] = [:]
    private var waiting: [(path: FilePath, source: ReadSource)] = []

    /// - Parameters:
    ///   - reader: what reads: see ``reader(_:)``.
    ///   - isUsed: `false` to read everything, and remember it anew.
    init(reader: String, isUsed: Bool) {
        self.reader = reader
        self.isUsed = isUsed
    }

    /// What a report depends on beside its file: the program, and whose the caller said that files are.
    static func reader(_ map: EntityMap) -> String {
        let entries = map.entries.map { "\($0.pattern)|\($0.entity ?? "")|\($0.regionCode ?? "")|\($0.year ?? 0)" }.joined(separator: "\n")
        return "\(Version.current) \(entries.isEmpty ? "" : SHA256Digest.hexadecimal(of: Array(entries.utf8)))"
    }

    /// Finds out which files need not be read.
    mutating func load(_ files: [Result<FilePath, ReadingError>], _ store: Store) throws {
        guard isUsed else { return }
        var positions: [FilePath: Int] = [:]
        for (position, file) in files.enumerated() { if case .success(let path) = file { positions[SourcePath.absolute(path)] = position } }
        let sources = try store.sources(at: Array(positions.keys))
        if sources.isEmpty { return }
        let stored = Dictionary(uniqueKeysWithValues: try store.reports(versions: true).map { ($0.id, $0) })
        for (absolute, source) in sources where source.reader == reader && source.isAsItWas {
            guard let position = positions[absolute], case .success(let path) = files[position] else { continue }
            var outcomes: [(outcome: IngestOutcome, sha256: String)] = []
            for outcome in source.outcomes {
                guard let report = stored[outcome.report] else { break }
                let filed = IngestOutcome.Filed(
                    body: report.body, year: report.year, edition: report.edition, cells: report.cells, blank: report.blank)
                outcomes.append(
                    (
                        IngestOutcome(
                            path: path.folder.appending(outcome.path), unchanged: filed, format: report.source.format, reason: outcome.remark),
                        report.source.sha256
                    ))
            }
            if outcomes.count == source.outcomes.count { known[position] = outcomes }
        }
    }

    /// What became of a file that need not be read; `nil` for one that must be.
    func outcomes(at position: Int) -> [(outcome: IngestOutcome, sha256: String)]? { known[position] }

    /// Takes note of a file that was read, unless it may have changed meanwhile or may yet change without a trace.
    mutating func add(
        _ path: FilePath, _ neighbors: [FilePath], _ filed: [(path: FilePath, report: Int, remark: LocalizedText?)], since start: Int64
    ) {
        let folder = path.folder.bytes
        guard filed.allSatisfy({ $0.path.bytes.starts(with: folder) }) else { return }
        let files = ([path] + neighbors).map { ReadSource.Stamped(path: SourcePath.absolute($0)) }
        guard files[0].stamp != nil, files.allSatisfy({ $0.stamp?.isSettled(at: start) ?? true }) else { return }
        let outcomes = filed.map {
            ReadSource.Outcome(path: FilePath(bytes: $0.path.bytes.dropFirst(folder.count)), report: $0.report, remark: $0.remark)
        }
        waiting.append((SourcePath.absolute(path), ReadSource(files: files, reader: reader, outcomes: outcomes)))
    }

    /// Writes down what is waiting, when it is enough to be worth a transaction.
    mutating func remember(in store: Store, atLeast count: Int) throws {
        guard waiting.count >= count else { return }
        try store.remember(waiting)
        waiting = []
    }
}
