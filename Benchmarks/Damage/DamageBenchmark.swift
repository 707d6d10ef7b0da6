import Disclosure
import Foundation
import ReportRendering
import ReportSupport

/// `swift run Benchmarks --damage`: what becomes of the cells of good files that were damaged at every place, by kind of damage, edition and format.
struct DamageBenchmark {
    /// Most places of one kind in one file; cells, rows and lines of every file are below it.
    let limit: Int
    /// Most single bytes, and most copies of the formats that are slow to write.
    let samples: Int

    init(small: Bool) {
        limit = small ? 24 : 2000
        samples = small ? 12 : 200
    }

    private struct Job: Sendable {
        let edition: Edition
        let format: String
        let filling: GeneratedReport.Filling
    }

    func run(formats: [String]) async throws {
        let table = try await self.table(formats: formats)
        for line in table.silent.sorted() { FileHandle.standardError.write(Data("silent: \(line)\n".utf8)) }
        let head = "| %@ | copies | right | named | refused | other figures | silent |\n|---|---:|---:|---:|---:|---:|---:|"
        func section(_ title: String, _ rows: [String]) {
            print(head.replacingOccurrences(of: "%@", with: title))
            print(rows.joined(separator: "\n"), terminator: "\n\n")
        }
        section("damage", table.rows({ $0.damage.rawValue }, order: Damage.allCases.map(\.rawValue)))
        section("edition", table.rows({ $0.edition.rawValue }, order: Edition.allCases.map(\.rawValue)))
        section("format", table.rows({ $0.format }, order: Renderings.all.map(\.name)))
    }

    private func table(formats: [String]) async throws -> DamageTable {
        let chosen = Renderings.all.map(\.name).filter { formats.isEmpty || formats.contains($0) }
        var jobs: [Job] = []
        for format in chosen {
            for edition in Edition.allCases {
                let hasBorders = format != "text" && format != "text-spaces" && format != "pdf"
                jobs += (hasBorders ? [.numbers, .blanks] : [.numbers]).map { Job(edition: edition, format: format, filling: $0) }
            }
        }
        let open = jobs
        return try await withThrowingTaskGroup(of: DamageTable.self) { group in
            var next = 0
            func start() {
                guard next < open.count else { return }
                let job = open[next]
                next += 1
                group.addTask { try await count(job) }
            }
            for _ in 0..<ProcessInfo.processInfo.activeProcessorCount { start() }
            var table = DamageTable()
            while let part = try await group.next() {
                table.merge(part)
                start()
            }
            return table
        }
    }

    private func count(_ job: Job) async throws -> DamageTable {
        var table = DamageTable()
        let report = GeneratedReport(edition: job.edition, seed: 20, filling: job.filling)
        let trial: DamageTrial
        do {
            trial = try await DamageTrial(report: report, rendering: Renderings.named(job.format)!)
        } catch {
            FileHandle.standardError.write(Data("\(job.edition.rawValue) \(job.format) is not read: \(error)\n".utf8))
            return table
        }
        for damage in DamageTable.kinds(format: job.format) {
            let isSampled = damage.unit == .byte || ["pdf", "docx", "xlsx"].contains(job.format)
            try await table.add(
                trial, damage: damage, format: job.format, limit: isSampled ? min(limit, job.format == "pdf" ? samples / 10 : samples) : limit)
        }
        return table
    }
}
