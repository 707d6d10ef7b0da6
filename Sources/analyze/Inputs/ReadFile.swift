import Disclosure
import DocumentReading
import FilePaths
import Foundation
import Output
import ReportParsing

/// Reads many files at once, a bounded number at a time, and hands over what became of each in the order of the files.
enum ReadFiles {
    /// Calls `body` with the outcome of each file (and each member of an archive), in the order of `files`, from one task.
    static func forEach(
        _ files: [Result<FilePath, ReadingError>], jobs: Int, parser: ReportParser, progress: ProgressBar, _ body: (ReportFile.Outcome) throws -> Void
    ) async throws {
        try await forEachFile(files, jobs: jobs, parser: parser, progress: progress) { _, reading in
            for outcome in reading.outcomes { try body(outcome) }
        }
    }

    /// Calls `body` with the position of each file and what became of it, in the order of `files`, from one task.
    ///
    /// - Throws: ``Interruption/Requested`` after Ctrl-C, when what was being read has stopped.
    static func forEachFile(
        _ files: [Result<FilePath, ReadingError>], jobs: Int, parser: ReportParser, progress: ProgressBar,
        _ body: (_ position: Int, _ reading: ReportFile.Reading) throws -> Void
    ) async throws {
        try await Interruption.deferred { try await readAll(files, jobs: jobs, parser: parser, progress: progress, body) }
        try Interruption.check()
    }

    private static func readAll(
        _ files: [Result<FilePath, ReadingError>], jobs: Int, parser: ReportParser, progress: ProgressBar,
        _ body: (_ position: Int, _ reading: ReportFile.Reading) throws -> Void
    ) async throws {
        try await withThrowingTaskGroup(of: (Int, ReportFile.Reading)?.self) { group in
            // Ends the group, and with it whatever is being read, when the person asks to stop.
            group.addTask {
                try await Interruption.wait()
                return nil
            }
            var queue = Queue(count: files.count, jobs: max(1, jobs))
            while let index = queue.start() { group.addTask { (index, await read(files[index], parser)) } }
            while queue.next < queue.count, let finished = try await group.next() {
                guard let (index, reading) = finished else { continue }
                progress.advance()
                queue.finish(index, reading)
                while let ready = queue.takeNext() { try body(queue.next - 1, ready) }
                while let index = queue.start() { group.addTask { (index, await read(files[index], parser)) } }
            }
            group.cancelAll()
        }
    }

    private static func read(_ file: Result<FilePath, ReadingError>, _ parser: ReportParser) async -> ReportFile.Reading {
        switch file {
        case .success(let path): await ReportFile.reading(path: path, parser: parser)
        case .failure(let error): ReportFile.Reading(outcomes: [ReportFile.failed(error)])
        }
    }

    /// Which files are being read, and which results wait for a slower file before them.
    private struct Queue {
        let count: Int
        let jobs: Int
        var started = 0
        var running = 0
        var next = 0
        var waiting: [Int: ReportFile.Reading] = [:]

        /// The next file to read; `nil` while enough are being read or too many results wait.
        mutating func start() -> Int? {
            guard started < count, running < jobs, started - next < 4 * jobs else { return nil }
            running += 1
            started += 1
            return started - 1
        }

        mutating func finish(_ index: Int, _ reading: ReportFile.Reading) {
            running -= 1
            waiting[index] = reading
        }

        /// The result of the next file in order; `nil` when it is not there yet.
        mutating func takeNext() -> ReportFile.Reading? {
            guard let ready = waiting.removeValue(forKey: next) else { return nil }
            next += 1
            return ready
        }
    }
}

extension ReportFile.Quarantine {
    /// The reason for people, in both languages.
    var text: LocalizedText { LocalizedText(zh: chinese, en: reason) }
}
