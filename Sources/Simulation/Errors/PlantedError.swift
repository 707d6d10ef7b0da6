public import Disclosure

/// One error that was planted: where, what the truth was, and how it came about.
public struct PlantedError: Sendable, Equatable {
    /// One cell that was changed.
    public struct Change: Sendable, Equatable {
        /// The cell's id.
        public let indicator: String
        /// What it should be; `nil` for a blank.
        public let truth: ExactDecimal?
        /// What stands there now; `nil` for a blank.
        public let planted: ExactDecimal?
    }

    /// The ordinal of the body in the corpus.
    public let body: Int
    /// The report's year.
    public let year: Int
    /// The form.
    public let edition: Edition
    /// How the error came about.
    public let mechanism: ErrorMechanism
    /// The cells that are wrong now; two for values that changed places.
    public let changes: [Change]
}

/// How often each mechanism strikes a report.
public struct ErrorRates: Sendable, Equatable {
    /// The probability that a report has an error of a mechanism.
    public var rates: [ErrorMechanism: Double]

    /// Rates by mechanism; those not named do not occur.
    public init(_ rates: [ErrorMechanism: Double]) {
        precondition(rates.values.allSatisfy { (0...1).contains($0) }, "rates are probabilities")
        self.rates = rates
    }

    /// The same rate for every mechanism, so that a share of about `total` of the reports has an error.
    public static func even(total: Double) -> ErrorRates {
        let mechanisms = ErrorMechanism.plantable
        return ErrorRates(Dictionary(uniqueKeysWithValues: mechanisms.map { ($0, min(1, total / Double(mechanisms.count))) }))
    }
}

extension SimulatedCorpus {
    /// Plants errors at the given rates and returns the ground truth. Two errors never share a cell; the prose keeps stating the true figures.
    ///
    /// A mechanism that finds no cell to strike in a report (no money to confuse, no value with two digits) is left out there.
    /// - Complexity: O(cells).
    public mutating func plant(_ rates: ErrorRates) -> [PlantedError] {
        var planted: [PlantedError] = []
        for body in bodies.indices {
            for year in parameters.years {
                guard let record = self[body, year] else { continue }
                let previous = parameters.years.contains(year - 1) ? original(body: body, year: year - 1) : nil
                var draw = CounterGenerator(seed: parameters.seed, stream: 5, body, year)
                var planter = ErrorPlanter(record, previous: previous)
                for mechanism in ErrorMechanism.plantable {
                    // Drawn whether it strikes or not, so that the rate of one mechanism does not move the errors of another.
                    var own = CounterGenerator(seed: draw.next(), stream: 0)
                    guard let rate = rates.rates[mechanism], own.chance(rate), let changes = planter.plant(mechanism, &own) else { continue }
                    planted.append(
                        PlantedError(body: body, year: year, edition: record.edition, mechanism: mechanism, changes: changes))
                }
                if planter.record != record { replace(body: body, year: year, by: planter.record) }
            }
        }
        return planted
    }
}
