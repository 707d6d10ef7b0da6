import ColumnStore
import Disclosure
import Testing

@testable import Analyses

/// What becomes of the model's findings among those of rules: the promised rate is one over the list that is read, and a region's sum is explained by a cell below it.
@Suite struct ListedOutliersTests {
    private let empty = LocalizedText(zh: "", en: "")

    private func reference(_ indicator: String) -> Finding.CellReference {
        .init(indicator: indicator, label: "", value: nil, raw: "", source: "", table: 0, row: 0, column: 0, year: 2021)
    }

    private func outlier(
        _ indicator: String, sound: Double, body: Int = 0, observed: Double = 900, expected: Double = 90, severity: Severity = .warning
    )
        -> Finding
    {
        var finding = Finding(
            body: body, fingerprint: "\(body) \(indicator)", kind: .outlier, rule: "panel.outlier", severity: severity, entity: "b\(body)",
            regionCode: nil, year: 2021, cells: [reference(indicator)], observed: observed, expected: expected, message: empty)
        finding.soundness = sound
        return finding
    }

    @Test func theRateIsOneOverWhatNoRuleSpeaksOf() throws {
        // Alone, the sure cells pay for the doubtful one; they are gone once their sums speak of them.
        let sure = (0..<9).map { outlier("sure\($0)", sound: 0.001) }
        let doubtful = outlier("doubtful", sound: 0.3)
        let detector = OutlierDetector(falseDiscoveryRate: 0.2)
        let together = detector.settled(sure + [doubtful])
        #expect(together.count == 10 && together.last?.severity == .warning)
        #expect(try abs(#require(together.last?.qValue) - 0.0309) < 1e-12)
        #expect(detector.settled([doubtful]).isEmpty)
        let listed = OutlierDetector(falseDiscoveryRate: 0.5).settled([doubtful])
        #expect(listed.map(\.qValue) == [0.3] && listed.map(\.severity) == [.info])
        #expect(listed[0].readings.count == 1 && listed[0].soundness == nil)
    }

    @Test func whatARuleSupportsKeepsItsPlace() {
        var supported = outlier("x", sound: 0.6)
        supported.violations = [.init(rule: "rollup.t2", entity: "b0", year: 2021)]
        let settled = OutlierDetector(falseDiscoveryRate: 0.05).settled([supported, outlier("y", sound: 0.6)])
        #expect(settled.map { $0.cells[0].indicator } == ["x"])
    }

    /// A county far above its own years explains why it alone is more than its city; one far below does not.
    @Test(arguments: [(900.0, 90.0, true), (90, 900, false)]) func aCountyExplainsTheSumOfItsCity(observed: Double, expected: Double, explains: Bool)
    {
        let id = "disclosure.licensing.decisions"
        let bodies = [
            Body(name: "市", kind: .government, level: .prefecture, regionCode: "350100"),
            Body(name: "县", kind: .government, level: .county, regionCode: "350102"),
        ]
        let corpus = Corpus(bodies: bodies, panel: Panel(entities: ["市", "县"], years: 2021...2021), forms: [[], []], provider: NoReports())
        let sum = Finding(
            body: 0, fingerprint: "sum", kind: .rollUp, rule: "rollup.t2", severity: .warning, entity: "市", regionCode: "350100", year: 2021,
            cells: [reference(id)], observed: 500, low: 900, message: empty)
        let note = outlier(id, sound: 0.2, body: 1, observed: observed, expected: expected, severity: .info)
        let merged = FindingMerger.merged([sum, note], in: corpus)
        #expect(merged.map(\.rule) == (explains ? ["panel.outlier"] : ["rollup.t2", "panel.outlier"]))
        #expect(merged.last?.severity == (explains ? .warning : .info))
    }

    private struct NoReports: ReportProvider {
        func report(body: Int, year: Int) -> Report? { nil }
    }
}
