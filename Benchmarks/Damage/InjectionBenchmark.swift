import Disclosure
import Foundation
import ReportRendering
import ReportSupport

/// `swift run Benchmarks --injections`: what becomes of the cells of reports to which people and programs did something before they were published, by what
/// was done and by format.
struct InjectionBenchmark {
    /// Reports of each edition, format and kind; a tenth of them as PDF, which is slow to write.
    let reports: Int
    /// Determines the figures.
    let seed: UInt64

    init(reports: Int, seed: Int?) {
        self.reports = reports
        self.seed = UInt64(seed ?? 20)
    }

    private struct Count {
        var files = 0
        var right = 0
        var named = 0
        var refused = 0
        var silent = 0

        mutating func add(_ other: Count) {
            files += other.files
            right += other.right
            named += other.named
            refused += other.refused
            silent += other.silent
        }

        func row(_ name: String) -> String { "| \(name) | \(files) | \(right) | \(named) | \(refused) | \(silent) |" }
    }

    private struct Job: Sendable {
        let injection: Injection
        let format: String
    }

    func run(formats chosen: [String], keep: String?) async throws {
        let formats = Renderings.all.map(\.name).filter { $0 != "text-glued" && (chosen.isEmpty || chosen.contains($0)) }
        let jobs = Injection.allCases.flatMap { injection in
            formats.filter { injection.fits($0) }.map { Job(injection: injection, format: $0) }
        }
        let counts = try await withThrowingTaskGroup(of: (Job, Count).self) { group in
            var next = 0
            func start() {
                guard next < jobs.count else { return }
                let job = jobs[next]
                next += 1
                group.addTask { (job, try await count(job, keep: keep)) }
            }
            for _ in 0..<ProcessInfo.processInfo.activeProcessorCount { start() }
            var counts: [(job: Job, count: Count)] = []
            while let (job, count) = try await group.next() {
                counts.append((job, count))
                start()
            }
            return counts
        }
        func section(_ title: String, _ names: [String], _ name: (Job) -> String) {
            print("| \(title) | files | cells right | named | files refused | silent |\n|---|---:|---:|---:|---:|---:|")
            for row in names {
                var sum = Count()
                for (job, count) in counts where name(job) == row { sum.add(count) }
                print(sum.row(row))
            }
            print("")
        }
        section("done to cells", Injection.allCases.map(\.rawValue)) { $0.injection.rawValue }
        section("format", formats) { $0.format }
    }

    private func count(_ job: Job, keep: String?) async throws -> Count {
        var count = Count()
        let most = job.format.hasPrefix("pdf") ? max(1, reports / 10) : reports
        for edition in Edition.allCases where edition.hasStatutoryTables || job.injection != .twoInOne {
            for number in 0..<UInt64(most) {
                let report = GeneratedReport(edition: edition, seed: seed &* 1_000_003 &+ number &* 7919)
                let trial = InjectionTrial(report, job.injection, format: job.format, seed: seed &+ number)
                let outcome = try await trial.outcome()
                count.files += 1
                count.right += outcome.right
                count.named += outcome.named
                count.refused += outcome.isRefused ? 1 : 0
                count.silent += outcome.wrong.count
                if let keep, !outcome.wrong.isEmpty, let bytes = try trial.file() {
                    let name = "\(job.injection.rawValue)-\(job.format)-\(edition.rawValue)-\(number)"
                    try Data(bytes).write(to: URL(filePath: keep).appending(path: name))
                }
                for line in outcome.wrong {
                    FileHandle.standardError.write(
                        Data("\(job.injection.rawValue) \(job.format) \(edition.rawValue) \(number): \(line)\n".utf8))
                }
            }
        }
        return count
    }
}
