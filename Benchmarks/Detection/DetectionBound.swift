import Disclosure
import Simulation

/// How many planted errors can be told from sound figures at all, by someone who knows the model that the figures come from.
///
/// **Definition.** An error leaves a trace when a rule, a tie or a sentence speaks of one of its cells; when a changed cell lies outside the central ``bulk`` of what bodies like
/// this one have there, given their true figures of all other years (``CleanSpread``); or when it repeats last year's number where that happens by chance less often
/// than 1 − ``bulk``. What leaves none cannot be ranked above the 1 − ``bulk`` of all sound cells that lie as far out, which are many more than there are errors: the share
/// of errors with a trace bounds the average precision.
struct DetectionBound {
    static let bulk = 0.99
    static let reference = 3000

    private let clean: SimulatedCorpus
    private let simulated: SimulatedCorpus

    /// The bound for a panel in which errors were planted: compared with ``reference`` clean bodies of the same years, under the same effects of the years.
    init(_ simulated: SimulatedCorpus) {
        self.simulated = simulated
        var parameters = simulated.parameters
        parameters.bodies = Self.reference
        clean = SimulatedCorpus(parameters)
    }

    /// How many errors leave a trace, and those that leave none by mechanism.
    /// - Parameter claims: what this package says of the panel; of it the rules, ties and sentences count, whatever their weight.
    func traces(_ errors: [PlantedError], claims: [Claim]) -> (traced: Int, without: [ErrorMechanism: Int]) {
        let spoken = Set(claims.filter { !$0.isStatistical }.flatMap(\.cells))
        var spreads: [CellKey: CleanSpread] = [:]
        var traced = 0
        var without: [ErrorMechanism: Int] = [:]
        for error in errors {
            let isTraced = error.changes.contains { change in
                let key = CellKey(body: error.body, year: error.year, indicator: change.indicator)
                return spoken.contains(key) || isUnlikely(change, error, &spreads)
            }
            if isTraced { traced += 1 } else { without[error.mechanism, default: 0] += 1 }
        }
        return (traced, without)
    }

    private func isUnlikely(_ change: PlantedError.Change, _ error: PlantedError, _ spreads: inout [CellKey: CleanSpread]) -> Bool {
        guard let value = change.planted?.doubleValue else { return true }
        if value < 0, (change.truth?.doubleValue ?? 0) >= 0 { return true }
        let key = CellKey(body: -1, year: error.year, indicator: change.indicator)
        let spread = spreads[key] ?? CleanSpread(change.indicator, year: error.year, in: clean, bulk: Self.bulk)
        spreads[key] = spread
        let body = simulated.bodies[error.body]
        let known = CleanSpread.Known(change.indicator, years: simulated.parameters.years) { simulated.original(body: error.body, year: $0) }
        if spread.isOutside(value, body: body, year: error.year, known: known) { return true }
        return known.values[error.year - 1] == value && spread.chance(of: value, body: body, year: error.year, known: known) < 1 - Self.bulk
    }
}
