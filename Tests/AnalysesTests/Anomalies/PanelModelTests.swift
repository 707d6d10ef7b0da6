import ColumnStore
import Disclosure
import Statistics
import Testing

@testable import Analyses

/// The panel model on panels from elsewhere, whose truth is known.
@Suite struct PanelModelTests {
    private struct Planted {
        var panel: Panel
        var wrong: Set<String>
    }

    /// Bodies of sizes over three decades, t-like years that resemble each other, and slips in a share of the cells.
    private func planted(bodies: Int, years: Int, indicators: Int, share: Double, seed: UInt64, order: [Int]? = nil) -> Planted {
        let order = order ?? Array(0..<bodies)
        var panel = Panel(entities: order.map { "body \($0)" }, years: 2001...(2000 + years))
        var wrong: Set<String> = []
        for indicator in 0..<indicators {
            let id = "count_\(indicator)"
            for (entity, body) in order.enumerated() {
                var generator = Philox(seed: seed, stream: UInt64(indicator * 100_000 + body))
                let level = 4 + 1.5 * generator.normal()
                let spread = 0.15 + 0.2 * generator.uniform()
                var last = generator.normal()
                for year in 1...years {
                    last = 0.6 * last + 0.8 * generator.normal() / max(0.4, generator.uniform().squareRoot())
                    var value = max(0, (level + spread * last).exponential.rounded())
                    let (draw, kind) = (generator.uniform(), generator.uniform())
                    if draw < share, value >= 5 {
                        value = (value * [10, 0.1, 100, 6][Int(kind * 4)]).rounded(.down)
                        wrong.insert("\(id)|body \(body)|\(2000 + year)")
                    }
                    panel.set(id, entity: entity, year: 2000 + year, value: value, state: CellState.number.rawValue)
                }
            }
        }
        return Planted(panel: panel, wrong: wrong)
    }

    private func findings(_ panel: Panel, rate: Double = OutlierDetector.listRate) throws -> [Finding] {
        try OutlierDetector(falseDiscoveryRate: rate).findings(in: Corpus(panel: panel, rules: [], repetitions: []))
    }

    private func key(_ finding: Finding) -> String { "\(finding.cells[0].indicator)|\(finding.entity)|\(finding.year)" }

    /// How many cells are wrong among those that a median polish would name first, as many as asked for.
    private func polished(_ planted: Planted, naming count: Int) -> Int {
        var scored: [(score: Double, key: String)] = []
        for id in planted.panel.variables {
            let (bodies, years) = (planted.panel.entities.count, planted.panel.yearCount)
            let cells = (0..<bodies).flatMap { body in planted.panel.years.map { planted.panel.value(id, entity: body, year: $0) } }
            let logs = cells.map { $0.map(RobustPanelFit.log1p) ?? .nan }
            let fit = MedianPolish().fit(logs, rows: bodies, columns: years)
            let rest = logs.indices.map { logs[$0] - fit.rowEffects[$0 / years] - fit.columnEffects[$0 % years] }
            let spread = 1.4826 * (Median.of(rest.map(\.magnitude)) ?? 0)
            for (index, rest) in rest.enumerated() {
                let scale = (spread * spread + 1 / RobustPanelFit.exp(logs[index] - rest)).squareRoot()
                let cell = "\(id)|\(planted.panel.entities[index / years])|\(planted.panel.years.lowerBound + index % years)"
                scored.append((rest.magnitude / scale, cell))
            }
        }
        return scored.sorted { $0.score > $1.score }.prefix(count).count { planted.wrong.contains($0.key) }
    }

    /// One cell in twenty wrong, or one in two hundred: the others do not hide it, the list is as right as it says, and a median polish that is told how many to name finds no more.
    @Test(arguments: [(0.005, 0.4), (0.05, 0.6)]) func manyErrorsDoNotHideEachOther(share: Double, recall: Double) throws {
        let planted = planted(bodies: 120, years: 10, indicators: 3, share: share, seed: 5)
        let found = try findings(planted.panel)
        let right = found.count { planted.wrong.contains(key($0)) }
        #expect(Double(right) >= recall * Double(planted.wrong.count), "\(right) of \(planted.wrong.count)")
        #expect(right >= polished(planted, naming: found.count))
        let error = (0.2 * 0.8 / Double(max(1, found.count))).squareRoot()
        #expect(Double(found.count - right) <= (0.2 + 2 * error) * Double(found.count), "\(found.count - right) of \(found.count)")
        #expect(found.allSatisfy { ($0.severity == .info) || ($0.qValue ?? 1) <= OutlierDetector.warningRate })
    }

    @Test func aSoundPanelHasNoWarnings() throws {
        let planted = planted(bodies: 120, years: 10, indicators: 3, share: 0, seed: 6)
        #expect(try findings(planted.panel).count { $0.severity > .info } <= 1)
    }

    /// To the last digit, and under the same fingerprints.
    @Test func theOrderOfBodiesIsNothing() throws {
        let bodies = 40
        let one = try findings(planted(bodies: bodies, years: 8, indicators: 2, share: 0.03, seed: 7).panel)
        let other = try findings(planted(bodies: bodies, years: 8, indicators: 2, share: 0.03, seed: 7, order: (0..<bodies).reversed()).panel)
        func lines(_ findings: [Finding]) -> [String] {
            findings.map { "\($0.fingerprint) \(key($0)) \($0.pValue ?? 9) \($0.qValue ?? 9) \($0.expected ?? 9)" }.sorted()
        }
        #expect(!one.isEmpty && lines(one) == lines(other))
    }

    /// The rate selects from one list: it changes neither numbers nor fingerprints.
    @Test func theRateSelectsAndChangesNothing() throws {
        let panel = planted(bodies: 60, years: 8, indicators: 2, share: 0.03, seed: 8).panel
        let all = try findings(panel, rate: 0.5)
        let few = try findings(panel, rate: 0.05)
        #expect(!few.isEmpty && few.count < all.count)
        #expect(few.map(\.fingerprint) == all.filter { ($0.qValue ?? 1) <= 0.05 }.map(\.fingerprint))
    }

    /// Whatever stands in a panel, at either end of the rate.
    @Test func oddPanelsDoNotTrap() throws {
        let values: [(Int, Int) -> Double?] = [
            { _, _ in 0 }, { _, _ in 7 }, { body, year in body == 0 && year == 2003 ? 1e308 : 12 }, { body, _ in body % 2 == 0 ? nil : 3 },
            { body, year in Double(body * year % 13) - 6 }, { body, year in .greatestFiniteMagnitude / Double(body + year) }, { _, _ in nil },
            { body, year in year < 2005 ? Double(body) : 1e15 }, { body, year in Double(year - 2000) * 1e-9 + Double(body) },
            { body, year in year == 2002 ? Double(body + 20) : nil },
        ]
        for (bodies, years) in [(1, 1), (1, 9), (12, 1), (12, 2), (15, 9), (3, 40)] {
            var panel = Panel(entities: (0..<bodies).map { "\($0)" }, years: 2001...(2000 + years))
            for (index, value) in values.enumerated() {
                for body in 0..<bodies {
                    for year in panel.years {
                        guard let value = value(body, year) else { continue }
                        panel.set("x\(index)", entity: body, year: year, value: value, state: CellState.number.rawValue)
                    }
                }
            }
            let corpus = Corpus(panel: panel, rules: [], repetitions: [])
            for rate in [0.000_001, 0.2, 0.999] {
                let found = try AnomalyAnalysis(detectors: .standard(falseDiscoveryRate: rate)).findings(in: corpus)
                for finding in found {
                    #expect((finding.qValue ?? 0) >= 0 && (finding.qValue ?? 0) <= 1 && (finding.pValue ?? 0) <= 1)
                    #expect([finding.expected, finding.low, finding.high, finding.score].allSatisfy { $0?.isFinite ?? true })
                }
            }
        }
    }
}

extension Double {
    fileprivate var exponential: Double { RobustPanelFit.exp(self) }
}
