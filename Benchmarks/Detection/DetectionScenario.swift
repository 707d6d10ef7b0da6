import Simulation

/// A simulated national panel in which every mechanism is planted.
struct DetectionScenario {
    let name: String
    let title: String
    let parameters: SimulationParameters
    /// The share of reports with an error, all mechanisms together.
    static let errorRate = 0.2

    /// Short and long histories, one edition and several. The seeds are for reporting only: nothing was chosen by looking at them.
    static func all(bodies: Int) -> [DetectionScenario] {
        [
            DetectionScenario(
                name: "short-one", title: "3 years, form of 2021",
                parameters: SimulationParameters(bodies: bodies, years: 2023...2025, seed: 90_001)),
            DetectionScenario(
                name: "short-two", title: "3 years, forms of 2019 and 2021",
                parameters: SimulationParameters(bodies: bodies, years: 2019...2021, seed: 90_002)),
            DetectionScenario(
                name: "long-one", title: "5 years, form of 2021",
                parameters: SimulationParameters(bodies: bodies, years: 2021...2025, seed: 90_003)),
            DetectionScenario(
                name: "long-two", title: "7 years, forms of 2019 and 2021",
                parameters: SimulationParameters(bodies: bodies, years: 2019...2025, seed: 90_004)),
        ]
    }
}
