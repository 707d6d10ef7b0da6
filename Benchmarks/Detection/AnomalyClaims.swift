import Analyses
import Disclosure
import Simulation

/// The anomaly report of this package as a ranked list of claims.
enum AnomalyClaims {
    /// Findings in the order of the report. A finding with a repair claims the cells of its best repair; another one the cells it lists, the first
    /// of which it holds most suspicious.
    static func of(_ corpus: Corpus, _ findings: [Finding]) -> [Claim] {
        var index: [String: Int] = [:]
        for (position, body) in corpus.bodies.enumerated() { index["\(body.name)|\(body.regionCode ?? "")"] = position }
        return findings.enumerated().compactMap { position, finding in
            guard finding.severity > .info, let body = index["\(finding.entity)|\(finding.regionCode ?? "")"] else { return nil }
            func key(_ indicator: String, _ year: Int) -> CellKey { CellKey(body: body, year: year, indicator: indicator) }
            let repairs = Dictionary(
                finding.suggestions.map { (key($0.indicator, finding.year), $0.to.doubleValue) }, uniquingKeysWith: { first, _ in first })
            let cells: [CellKey]
            if !repairs.isEmpty && finding.certainty == .exact {
                cells = Array(repairs.keys)
            } else if let first = finding.suggestions.first {
                cells = [key(first.indicator, finding.year)] + finding.cells.prefix(2).map { key($0.indicator, $0.year) }
            } else {
                cells = finding.cells.prefix(2).map { key($0.indicator, $0.year) }
            }
            return cells.isEmpty ? nil : Claim(cells: cells, score: Double(-position), repairs: repairs)
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
