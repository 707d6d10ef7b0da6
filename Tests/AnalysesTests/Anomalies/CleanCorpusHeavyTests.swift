import Simulation
import Testing

@testable import Analyses
@testable import Disclosure

/// A simulated corpus without planted errors, judged by every detector: its identities, ties and roll-ups are true and its prose tells the tables'
/// figures, so that nothing may be called an error, and warnings only within the promised rate.
@Suite struct CleanCorpusHeavyTests {
    private struct Provider: ReportProvider {
        let corpus: SimulatedCorpus
        func report(body: Int, year: Int) -> Report? { corpus.report(body: body, year: year) }
    }

    private static func findings(bodies: Int, years: ClosedRange<Int>, seed: UInt64) throws -> [Finding] {
        let simulated = SimulatedCorpus(SimulationParameters(bodies: bodies, years: years, seed: seed))
        return try AnomalyAnalysis().findings(
            in: Corpus(bodies: simulated.bodies, panel: simulated.panel(), forms: simulated.forms(), provider: Provider(corpus: simulated)))
    }

    @Test(arguments: [(90, 2009...2025, UInt64(31)), (150, 2019...2025, 32), (150, 2021...2022, 33), (120, 2024...2024, 34)])
    func nothingIsCalledAnErrorAndLittleAWarning(bodies: Int, years: ClosedRange<Int>, seed: UInt64) throws {
        let findings = try Self.findings(bodies: bodies, years: years, seed: seed)
        let warnings = findings.filter { $0.severity >= .warning }
        let shown = warnings.prefix(12).map { "\($0.severity) \($0.rule) \($0.entity) \($0.year) \($0.pValue ?? -1) \($0.message.zh)" }.joined(
            separator: "\n")
        #expect(!findings.contains { $0.severity == .error }, "\(shown)")
        // What breaks a rule is never a chance event here; what the model finds unlikely may be one report in a hundred.
        let broken = warnings.filter { !$0.isStatistical }.map { "\($0.rule) \($0.entity) \($0.year)" }
        #expect(broken.isEmpty, "\(broken.prefix(12))")
        #expect(warnings.count * 100 <= bodies * years.count, "\(warnings.count) warnings\n\(shown)")
    }
}
