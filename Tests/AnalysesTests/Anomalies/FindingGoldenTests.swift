import FiguresSupport
import Foundation
import Testing

@testable import Analyses
@testable import Disclosure

/// The findings on the bundled figures with everything that is said of them: fingerprint, message, cells, suggestions and every reading of `--explain`.
///
/// Fingerprints hash the definitions of rules; as long as this file stays, verdicts stay on their findings. With `UPDATE_GOLDEN=1` it is written anew.
@Suite struct FindingGoldenTests {
    private static let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden/findings.txt")

    private func text(_ finding: Finding) -> String {
        func number(_ value: Double?) -> String { value.map { "\($0)" } ?? "-" }
        var lines = [
            "\(finding.fingerprint) \(finding.kind.rawValue) \(finding.rule) \(finding.severity.rawValue) \(finding.entity) \(finding.year)",
            "  \(finding.certainty.rawValue) \(finding.mechanism.rawValue) observed \(number(finding.observed)) expected \(number(finding.expected)) "
                + "low \(number(finding.low)) high \(number(finding.high))", "  \(finding.message.zh)", "  \(finding.message.en)",
        ]
        lines += finding.cells.map { "  cell \($0.indicator) \($0.year) \($0.value?.description ?? "-")" }
        lines += finding.suggestions.map { "  suggestion \($0.indicator) \($0.from?.description ?? "-") -> \($0.to)" }
        lines += finding.readings.flatMap { ["  reading \($0.zh)", "  reading \($0.en)"] }
        return lines.joined(separator: "\n")
    }

    @Test func whatIsSaidOfTheBundledFiguresStays() throws {
        // What rests on the panel model has digits of its own kind; its tests stand elsewhere.
        let findings = try AnomalyAnalysis().findings(in: Figures.corpus).filter { !$0.isStatistical && $0.pValue == nil }
        let actual = findings.map(text).sorted().joined(separator: "\n")
        if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
            try FileManager.default.createDirectory(at: Self.file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(actual.utf8).write(to: Self.file)
            return
        }
        let expected = try String(contentsOf: Self.file, encoding: .utf8)
        for (line, pair) in zip(actual.split(separator: "\n"), expected.split(separator: "\n")).enumerated() where pair.0 != pair.1 {
            Issue.record("line \(line + 1): \(pair.0) instead of \(pair.1)")
            return
        }
        #expect(actual.count == expected.count)
    }
}
