import Disclosure
import Foundation
import ReportParsing
import ReportRendering
import ReportSupport
import Testing

/// A report rendered in any format is read back with every cell, its state and its number; nothing is read that was not there.
@Suite struct ReportRoundTripTests {
    /// What is wrong with one reading; `nil` when nothing is.
    private func difference(_ report: GeneratedReport, format: String) async throws -> String? {
        let bytes = try #require(Renderings.named(format)).bytes(of: report.draft)
        let outcome = await ReportFile.read(bytes: bytes, path: "report.\(format)")[0]
        switch outcome.result {
        case .failure(let quarantine): return "\(quarantine)"
        case .success(let reports):
            guard let form = reports.first?.forms.first(where: { $0.edition == report.edition }) else { return "no form of the edition" }
            var wrong: [String] = []
            let read = Dictionary(form.cells.map { ($0.indicator, $0) }, uniquingKeysWith: { first, _ in first })
            for (id, text) in report.texts.sorted(by: { $0.key < $1.key }) {
                guard let cell = read[id] else {
                    if !text.isEmpty { wrong.append("\(id): \(text) was not read") }
                    continue
                }
                let value = report.values[id]
                if cell.value != value { wrong.append("\(id): \(text) became \(cell.raw) (\(cell.state.name))") }
                let isMark = value == nil && !text.isEmpty
                let state: CellState = value != nil ? .number : isMark ? .notApplicable : .blank
                if cell.state != state && cell.value == value { wrong.append("\(id): \(text) is \(cell.state.name), not \(state.name)") }
                if cell.place.row < 1 { wrong.append("\(id): no place") }
            }
            return wrong.isEmpty ? nil : "\(wrong.count) cells wrong: " + wrong.prefix(3).joined(separator: "; ")
        }
    }

    private func check(
        _ format: String, edition: Edition, seeds: Range<UInt64>, fillings: [GeneratedReport.Filling], labels: [[String: String]] = [[:]]
    )
        async throws
    {
        var failures: [String] = []
        var cases = 0
        for seed in seeds {
            for filling in fillings {
                for variants in labels {
                    cases += 1
                    let report = GeneratedReport(edition: edition, seed: seed, filling: filling, labels: variants)
                    if let difference = try await difference(report, format: format) { failures.append("seed \(seed) \(filling): \(difference)") }
                }
            }
        }
        let isComplete = failures.isEmpty
        #expect(isComplete, "\(failures.count) of \(cases): \(failures.prefix(2).joined(separator: " | "))")
    }

    @Test(arguments: ["html", "docx", "xlsx", "text-tabs"], Edition.allCases.filter { $0 != .local2008 })
    func everyCellOfTablesIsReadBack(format: String, edition: Edition) async throws {
        try await check(format, edition: edition, seeds: 0..<6, fillings: GeneratedReport.Filling.allCases)
    }

    @Test(arguments: ["text", "text-spaces"], Edition.allCases.filter { $0 != .local2008 })
    func everyNumberOfTextIsReadBack(format: String, edition: Edition) async throws {
        try await check(format, edition: edition, seeds: 0..<6, fillings: [.numbers])
    }
}
