import Analyses
import Disclosure
import FilePaths
import Foundation
import ReportParsing
import Simulation

/// Errors of each mechanism planted in the bundled real reports, one at a time: what the anomaly report says then that it did not say before.
struct RealReportDetection {
    /// Errors planted for each mechanism and report.
    private static let repetitions = 8

    func run() async throws {
        let reports = try await read()
        let clean = Set(try AnomalyAnalysis().findings(in: Corpus(reports: reports)).filter { $0.severity > .info }.map(\.fingerprint))
        print("## Bundled real reports\n")
        print("\(reports.count) reports, \(clean.count) findings before; one error at a time, \(Self.repetitions) of each mechanism and report.\n")
        print("| mechanism | errors | found | exact repairs |\n|---|---|---|---|")
        var (all, allFound, allRepaired) = (0, 0, 0)
        for mechanism in ErrorMechanism.plantable {
            var (planted, found, repaired) = (0, 0, 0)
            for (index, report) in reports.enumerated() {
                let before = reports.first { $0.body.key == report.body.key && $0.year == report.year - 1 }
                for repetition in 0..<Self.repetitions {
                    guard let outcome = try plant(mechanism, index, repetition, before, reports, clean) else { continue }
                    planted += 1
                    found += outcome.found ? 1 : 0
                    repaired += outcome.repaired ? 1 : 0
                }
            }
            func share(_ count: Int, _ of: Int) -> String { of == 0 ? "–" : String(format: "%.2f", Double(count) / Double(of)) }
            print("| \(mechanism.rawValue) | \(planted) | \(share(found, planted)) | \(share(repaired, planted)) |")
            all += planted
            allFound += found
            allRepaired += repaired
        }
        print(
            "| all | \(all) | \(String(format: "%.2f", Double(allFound) / Double(max(1, all)))) | \(String(format: "%.2f", Double(allRepaired) / Double(max(1, all)))) |\n"
        )
    }

    private func plant(
        _ mechanism: ErrorMechanism, _ index: Int, _ repetition: Int, _ before: Report?, _ reports: [Report], _ clean: Set<String>
    ) throws -> (found: Bool, repaired: Bool)? {
        let report = reports[index]
        guard let form = report.forms.first, let record = SimulatedRecord(form) else { return nil }
        var planter = ErrorPlanter(record, previous: before?.forms.first.flatMap { SimulatedRecord($0) })
        var draw = CounterGenerator(seed: 90_100, stream: index, repetition)
        guard let changes = planter.plant(mechanism, &draw) else { return nil }
        var wrong = reports
        for change in changes {
            guard let cell = wrong[index].forms[0].cells.firstIndex(where: { $0.indicator == change.indicator }) else { return nil }
            wrong[index].forms[0].cells[cell].value = change.planted
            wrong[index].forms[0].cells[cell].state = change.planted == nil ? .blank : .number
            wrong[index].forms[0].cells[cell].raw = change.planted?.description ?? ""
        }
        // The reports of the same body are enough: nothing else in the list looks at others.
        let own = wrong.filter { $0.body.key == report.body.key }
        let fresh = try AnomalyAnalysis().findings(in: Corpus(reports: own)).filter { $0.severity > .info && !clean.contains($0.fingerprint) }
        let named = fresh.filter { finding in
            changes.contains { change in
                finding.cells.contains { $0.indicator == change.indicator && $0.year == report.year }
                    || finding.repairs.flatMap(\.changes).contains { $0.indicator == change.indicator }
            }
        }
        let repaired = changes.allSatisfy { change in
            named.contains { finding in finding.repairs.flatMap(\.changes).contains { $0.indicator == change.indicator && $0.to == change.truth } }
        }
        return (!named.isEmpty, repaired)
    }

    private func read() async throws -> [Report] {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "datasets/reports")
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        var reports: [Report] = []
        for file in files {
            for outcome in await ReportFile.read(path: FilePath(folder.appending(path: file).path)) { reports += try outcome.result.get() }
        }
        return reports
    }
}
