import Simulation

/// A simulated national panel in which every mechanism is planted.
struct DetectionScenario {
    let title: String
    let parameters: SimulationParameters
    /// The share of reports with an error, all mechanisms together.
    static let errorRate = 0.2
    /// The seeds of the published tables. Nothing was chosen by looking at them: models, thresholds and the order of the list were worked on with seeds of 20,000
    /// to 33,000, the peers' settings with 90,000.
    static let reportedSeed: UInt64 = 74_000

    /// The longest history in which no series changes its level for good: what the model calls an error there is one, or is none.
    static func steady(bodies: Int, seed: UInt64) -> DetectionScenario? {
        guard let longest = all(bodies: bodies, seed: seed).last else { return nil }
        var parameters = longest.parameters
        parameters.levelShiftRate = 0
        return DetectionScenario(title: "\(longest.title), no lasting changes of level", parameters: parameters)
    }

    /// Short and long histories, one edition and several.
    static func all(bodies: Int, seed: UInt64) -> [DetectionScenario] {
        let histories: [(title: String, years: ClosedRange<Int>)] = [
            ("1 year, form of 2021", 2024...2024), ("3 years, form of 2021", 2023...2025), ("3 years, forms of 2019 and 2021", 2019...2021),
            ("5 years, form of 2021", 2021...2025), ("7 years, forms of 2019 and 2021", 2019...2025),
            ("12 years, forms of 2014, 2019 and 2021", 2014...2025),
        ]
        return histories.enumerated().map { index, history in
            DetectionScenario(
                title: history.title,
                parameters: SimulationParameters(bodies: bodies, years: history.years, seed: seed + UInt64(index) + 1))
        }
    }
}
