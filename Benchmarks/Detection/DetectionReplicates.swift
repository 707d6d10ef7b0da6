import Analyses
import Disclosure
import Foundation
import Simulation

/// `swift run Benchmarks --detection --seeds N`: the same scenarios with many seeds and without peers, for the spread of the results, the rate of false discoveries,
/// and how often each kind of evidence is right.
struct DetectionReplicates {
    let bodies: Int
    let seed: UInt64
    let count: Int

    /// The claims of one evidence, over all seeds.
    private struct Tally {
        var claims = 0
        var right = 0
    }

    /// What the seeds of one scenario gave.
    private struct Outcome {
        var precisions: [Double] = []
        var ofMechanisms: [Double] = []
        var recalls: [Double] = []
        var traced: [Double] = []
        var statistical: [(flagged: Int, wrong: Int)] = []
    }

    func run() throws {
        print(
            """
            ## Over \(count) seeds a scenario

            Written by `swift run Benchmarks --detection --seeds \(count) --seed \(seed)`, without peers. The interval of the rate of false discoveries takes the panels as independent, not
            the findings within one. A lasting change of level is no error here, and counts as a false alarm where the model finds it. "With a trace" is the share of errors that anyone could
            tell from sound figures, as explained above; average precision is above it by chance only.

            """)
        var evidence: [String: Tally] = [:]
        var wrong: [String: Int] = [:]
        var rows: [String] = []
        let panels = (0..<count).map { seed + UInt64(100 * $0) }.map { seed in
            DetectionScenario.all(bodies: bodies, seed: seed) + [DetectionScenario.steady(bodies: bodies, seed: seed)].compactMap(\.self)
        }
        for index in panels.first?.indices ?? 0..<0 {
            var outcome = Outcome()
            var title = ""
            for scenario in panels.map({ $0[index] }) {
                title = scenario.title
                var simulated = SimulatedCorpus(scenario.parameters)
                let errors = simulated.plant(.even(total: DetectionScenario.errorRate))
                let claims = try AnomalyClaims.of(AnomalyClaims.corpus(simulated))
                let traced = DetectionBound(simulated).traces(errors, claims: claims).traced
                outcome.traced.append(Double(traced) / Double(max(1, errors.count)))
                let qualities = DetectionQuality.of(claims, errors: errors)
                outcome.precisions.append(qualities[0].averagePrecision)
                let present = qualities.dropFirst().filter { $0.errors > 0 }
                outcome.ofMechanisms.append(present.reduce(0) { $0 + $1.averagePrecision } / Double(max(1, present.count)))
                outcome.recalls.append(qualities[0].recall)
                outcome.statistical.append(qualities[0].statistical)
                wrong.merge(qualities[0].wrongBySource) { $0 + $1 }
                let changed = Set(
                    errors.flatMap { error in error.changes.map { CellKey(body: error.body, year: error.year, indicator: $0.indicator) } })
                for claim in claims {
                    evidence[claim.evidence, default: Tally()].claims += 1
                    if !changed.isDisjoint(with: claim.cells) { evidence[claim.evidence]!.right += 1 }
                }
            }
            rows.append(row(title, outcome))
        }
        print(
            "| scenario | average precision | least | with a trace | mean over mechanisms | recall | flagged by the model | false | rate of false discoveries | 95 % interval |"
        )
        print("|---|---|---|---|---|---|---|---|---|---|")
        rows.forEach { print($0) }
        print("\n### False alarms by rule, all scenarios\n")
        for (source, number) in wrong.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }).prefix(40) { print("- \(source): \(number)") }
        print("\n### How often each kind of evidence is right\n\n| evidence | claims | right | share |\n|---|---|---|---|")
        for (kind, tally) in evidence.sorted(by: { $0.key < $1.key }) {
            print("| \(kind) | \(tally.claims) | \(tally.right) | \(text(Double(tally.right) / Double(tally.claims))) |")
        }
    }

    private func row(_ title: String, _ outcome: Outcome) -> String {
        func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(max(1, values.count)) }
        let flagged = outcome.statistical.reduce(0) { $0 + $1.flagged }
        let wrong = outcome.statistical.reduce(0) { $0 + $1.wrong }
        let rate = Double(wrong) / Double(max(1, flagged))
        // A ratio over clusters: the seeds are independent, the findings of one panel are not.
        let squares = outcome.statistical.reduce(0.0) { sum, seed in
            let residual = Double(seed.wrong) - rate * Double(seed.flagged)
            return sum + residual * residual
        }
        let number = Double(max(2, outcome.statistical.count))
        let error = (squares * number / (number - 1)).squareRoot() / Double(max(1, flagged))
        return "| \(title) | \(text(mean(outcome.precisions))) | \(text(outcome.precisions.min() ?? 0)) | \(text(mean(outcome.traced))) "
            + "| \(text(mean(outcome.ofMechanisms))) | \(text(mean(outcome.recalls))) | \(flagged) | \(wrong) | \(String(format: "%.3f", rate)) "
            + "| \(String(format: "%.3f–%.3f", max(0, rate - 2 * error), rate + 2 * error)) |"
    }

    private func text(_ value: Double) -> String { String(format: "%.2f", value) }
}
