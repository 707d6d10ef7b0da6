import Disclosure
import Foundation
import ReportRendering
import ReportSupport

/// `swift run Benchmarks --damage`: what becomes of the cells of good files that were damaged at every place, by kind of damage, edition and format.
struct DamageBenchmark {
    /// Most places of one kind in one file; cells, rows and lines of every file are below 2000.
    let limit: Int
    /// Most single bytes, and most copies of the formats that are slow to write. Of PDF, where a byte can hide most, as many as of everything else.
    let samples: Int
    /// Determines the figures of the good reports.
    let seed: UInt64

    init(places: Int, seed: Int?) {
        limit = places
        samples = min(200, places)
        self.seed = UInt64(seed ?? 20)
    }

    private struct Job: Sendable {
        let edition: Edition
        let format: String
        let filling: GeneratedReport.Filling
    }

    func run(formats: [String], keep folder: String?) async throws {
        let table = try await self.table(formats: formats)
        if let folder { try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true) }
        for (number, copy) in table.silent.sorted(by: { $0.line < $1.line }).enumerated() {
            FileHandle.standardError.write(Data("silent \(number + 1): \(copy.line)\n".utf8))
            if let folder { try Data(copy.bytes).write(to: URL(filePath: folder).appending(path: "silent-\(number + 1)")) }
        }
        let head = "| %@ | copies | right | named | refused | other figures | silent |\n|---|---:|---:|---:|---:|---:|---:|"
        func section(_ title: String, _ rows: [String]) {
            print(head.replacingOccurrences(of: "%@", with: title))
            print(rows.joined(separator: "\n"), terminator: "\n\n")
        }
        section("damage", table.rows({ $0.damage.rawValue }, order: Damage.allCases.map(\.rawValue)))
        section("edition", table.rows({ $0.edition.rawValue }, order: Edition.allCases.map(\.rawValue)))
        section("format", table.rows({ $0.format }, order: DamageTable.formats.map(\.name)))
    }

    private func table(formats: [String]) async throws -> DamageTable {
        let chosen = DamageTable.formats.map(\.name).filter { formats.isEmpty || formats.contains($0) }
        var jobs: [Job] = []
        for format in chosen {
            for edition in Edition.allCases {
                let hasBorders = !format.hasPrefix("pdf") && !["text", "text-spaces", "text-glued", "text-line"].contains(format)
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
        let report = GeneratedReport(edition: job.edition, seed: seed, filling: job.filling)
        let trial: DamageTrial
        do {
            trial = try await DamageTrial(report: report, rendering: DamageTable.formats.first { $0.name == job.format }!)
        } catch {
            FileHandle.standardError.write(Data("\(job.edition.rawValue) \(job.format) is not read: \(error)\n".utf8))
            return table
        }
        for damage in DamageTable.kinds(format: job.format) {
            let isSampled = !job.format.hasPrefix("pdf") && damage.unit == .byte || ["docx", "xlsx"].contains(job.format)
            try await table.add(trial, damage: damage, format: job.format, limit: isSampled ? samples : limit)
        }
        return table
    }
}
