import Analyses
import Disclosure
import Simulation

/// The anomaly report of this package as a ranked list of claims.
enum AnomalyClaims {
    /// The false-discovery rate that the report promises of its warnings.
    static let promised = AnomalyDetectors.warningRate
    /// The rate at which the list is asked for, so that it can be followed down as far as a peer's list of all cells.
    static let followed = 0.5

    /// The findings with the surest first, asked for at the rate ``followed``. What the report does not show as a warning or an error when nothing else is asked for is in
    /// the list, but not flagged.
    static func of(_ corpus: Corpus) throws -> [Claim] {
        let shown = try AnomalyAnalysis(detectors: .standard).findings(in: corpus).filter { $0.severity > .info }
        let findings = try AnomalyAnalysis(detectors: .standard(falseDiscoveryRate: followed)).findings(in: corpus)
        return claims(AnomalyAnalysis.bySureness(findings), flagged: Set(shown.map(\.fingerprint)), corpus)
    }

    /// A finding with an exact repair claims the cells of the repair; another one three cells at most: that of its best suggestion, and those it
    /// lists first.
    static func claims(_ findings: [Finding], flagged: Set<String>, _ corpus: Corpus) -> [Claim] {
        var index: [String: Int] = [:]
        for (position, body) in corpus.bodies.enumerated() { index["\(body.name)|\(body.regionCode ?? "")"] = position }
        return findings.enumerated().compactMap { position, finding in
            guard let body = index["\(finding.entity)|\(finding.regionCode ?? "")"] else { return nil }
            func key(_ indicator: String, _ year: Int) -> CellKey { CellKey(body: body, year: year, indicator: indicator) }
            let changes = finding.repairs.flatMap(\.changes).filter { $0.entity == finding.entity }
            let repairs = Dictionary(
                changes.map { (key($0.indicator, $0.year), $0.to.doubleValue) }, uniquingKeysWith: { first, _ in first })
            var cells = changes.map { key($0.indicator, $0.year) }
            if finding.certainty != .exact || cells.isEmpty {
                cells = Array(cells.prefix(1))
                for reference in finding.cells where cells.count < 3 {
                    let next = key(reference.indicator, reference.year)
                    if !cells.contains(next) { cells.append(next) }
                }
            }
            guard !cells.isEmpty else { return nil }
            return Claim(
                cells: cells, score: Double(-position), repairs: repairs, isFlagged: flagged.contains(finding.fingerprint),
                isStatistical: finding.isStatistical,
                source: finding.isStatistical ? "\(finding.rule) \(cells[0].indicator)" : finding.rule, evidence: Confidence.evidence(finding))
        }
    }

    /// A simulated corpus as the analyses read it: numbers at once, reports on demand.
    static func corpus(_ simulated: SimulatedCorpus) -> Corpus {
        struct Provider: ReportProvider {
            let corpus: SimulatedCorpus
            func report(body: Int, year: Int) -> Report? { corpus.report(body: body, year: year) }
        }
        return Corpus(bodies: simulated.bodies, panel: simulated.panel(), forms: simulated.forms(), provider: Provider(corpus: simulated))
    }
}
