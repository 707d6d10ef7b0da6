import Disclosure
import Foundation
import Rules
import Simulation

/// How many of the errors planted in single reports can be told from sound figures at all, by someone who knows the model that the figures come from.
///
/// **Definition.** An error leaves a trace when a linear rule of the form fails that held before, or when a changed cell then has a value outside the
/// central ``bulk`` of what bodies of the same kind and level have in that cell in a clean panel of ``reference`` bodies, given how many applications they receive.
/// What leaves none cannot be ranked above the ``1 − bulk`` of all sound cells that lie as far out: the share of errors with a trace bounds the average precision
/// that one report a body allows.
struct DetectionBound {
    static let bulk = 0.99
    static let reference = 3000

    private struct Group: Hashable {
        let kind: Body.Kind
        let level: Body.Level
        let indicator: String
    }

    /// The line through the values of a group and the quantiles about it.
    private struct Spread {
        let intercept, slope, low, high: Double
    }

    private let spreads: [Group: Spread]

    /// What bodies have when nothing is wrong, in the year of a scenario of one year.
    init(year: Int, seed: UInt64) {
        let clean = SimulatedCorpus(SimulationParameters(bodies: Self.reference, years: year...year, seed: seed))
        var points: [Group: [(x: Double, z: Double)]] = [:]
        for (index, body) in clean.bodies.enumerated() {
            guard let record = clean[index, year] else { continue }
            let x = log1p(Double(record["applications.received.total"] ?? 0))
            for (position, indicator) in CellLayout.of(record.edition).indicators.enumerated() {
                guard let value = record.decimal(at: position)?.doubleValue, value >= 0 else { continue }
                points[Group(kind: body.kind, level: body.level, indicator: indicator.id), default: []].append((x, log1p(value)))
            }
        }
        spreads = points.mapValues { Self.spread($0) }
    }

    private static func spread(_ points: [(x: Double, z: Double)]) -> Spread {
        let n = Double(points.count)
        let (mx, mz) = (points.reduce(0) { $0 + $1.x } / n, points.reduce(0) { $0 + $1.z } / n)
        let (sxx, sxz) = points.reduce((0.0, 0.0)) { ($0.0 + ($1.x - mx) * ($1.x - mx), $0.1 + ($1.x - mx) * ($1.z - mz)) }
        let slope = sxx > 0 ? sxz / sxx : 0
        let rest = points.map { $0.z - mz - slope * ($0.x - mx) }.sorted()
        let cut = Int(Double(rest.count) * (1 - bulk) / 2)
        return Spread(intercept: mz - slope * mx, slope: slope, low: rest[cut], high: rest[rest.count - 1 - cut])
    }

    /// How many errors leave a trace, and those that leave none by mechanism.
    func traces(_ errors: [PlantedError], in corpus: SimulatedCorpus) -> (traced: Int, without: [ErrorMechanism: Int]) {
        var traced = 0
        var without: [ErrorMechanism: Int] = [:]
        for error in errors {
            if breaksRule(error, corpus) || liesOutside(error, corpus) { traced += 1 } else { without[error.mechanism, default: 0] += 1 }
        }
        return (traced, without)
    }

    private func breaksRule(_ error: PlantedError, _ corpus: SimulatedCorpus) -> Bool {
        guard error.mechanism != .blankTotal else { return true }
        let rules = IdentityCatalog.of(error.edition).flatMap(\.rules).filter { rule in
            rule.terms.allSatisfy { $0.lag == 0 } && rule.terms.contains { term in error.changes.contains { $0.indicator == term.variable } }
        }
        guard !rules.isEmpty, let planted = corpus[error.body, error.year], let sound = corpus.original(body: error.body, year: error.year) else {
            return false
        }
        let system = RuleSystem(rules) { _ in nil }
        func violated(_ record: SimulatedRecord) -> Set<Int> {
            let layout = CellLayout.of(record.edition)
            return Set(system.violatedRules(in: system.variables.map { variable in layout.position(of: variable.id).flatMap { record[$0] } }))
        }
        return !violated(planted).isSubset(of: violated(sound))
    }

    private func liesOutside(_ error: PlantedError, _ corpus: SimulatedCorpus) -> Bool {
        let body = corpus.bodies[error.body]
        let received = corpus.original(body: error.body, year: error.year)?["applications.received.total"] ?? 0
        return error.changes.contains { change in
            guard let value = change.planted?.doubleValue,
                let spread = spreads[Group(kind: body.kind, level: body.level, indicator: change.indicator)]
            else { return false }
            guard value >= 0 else { return true }
            let rest = log1p(value) - spread.intercept - spread.slope * log1p(Double(received))
            return rest < spread.low || rest > spread.high
        }
    }
}
