import Foundation

/// `swift run Benchmarks --calibration`: rejection rates at 5 % and coverage of 95 % intervals of every trend model on series without a trend, power on series with one, and
/// false alarms of the search for breaks.
struct Calibration {
    /// Groups of series for each cell.
    let groups: Int

    private static let lengths = [5, 8, 12, 17]
    private static let correlations = [0.0, 0.3, 0.6]
    private static let means: [Double?] = [nil, 1, 10, 1000]

    func run() {
        print("### Groups of a hundred series\n")
        print(
            """
            Rejection rate at 5 % without a trend / coverage of 95 % intervals about the true trend / power against it; \(groups) groups of 100 series a cell. Standard errors: ± of the \
            rejection rates of the recommended models, which series of a group share; below 0.01 for the others. Series without an event are not tested; least squares on counts \
            has another slope, so that no coverage is given.
            """)
        for mean in Self.means { printModels(mean) }
        print("\n### Groups of few series\n")
        print("Rejection rate at 5 % of the recommended models (± standard error) in groups of so many series; \(10 * groups) series a cell.")
        for mean in Self.means { printSizes(mean, sizes: [1, 5, 10, 20, 50]) }
        print("\n### The search for a break\n")
        BreakCalibration(groups: max(1, groups * 2 / 3)).run(lengths: Self.lengths.filter { $0 >= 8 }, correlations: Self.correlations)
    }

    private func title(_ mean: Double?) -> String { mean.map { "Counts of mean \(Int($0))" } ?? "Normal errors" }

    private func printModels(_ mean: Double?) {
        let scenarios = Self.lengths.flatMap { years in
            Self.correlations.map { CalibrationScenario(years: years, rho: $0, mean: mean, groupSize: 100) }
        }
        let models = mean == nil ? CalibrationModel.gaussian : CalibrationModel.counts
        let tallies = CalibrationScenario.tallies(scenarios, models: models, groups: groups)
        print("\n#### \(title(mean)) (power against \(mean == nil ? "0.3 standard deviations a year" : "10 % a year"))\n")
        print("| |" + models.map { $0.recommended ? "**\($0.name)**" : $0.name }.joined(separator: "|") + "|")
        print("|---|" + String(repeating: "---|", count: models.count))
        for (scenario, row) in zip(scenarios, tallies) {
            let cells = zip(models, row).map { model, tally in
                let rejection = model.recommended ? tally.rejection.textWithError : tally.rejection.text
                return rejection + " / " + tally.coverage.text + " / " + tally.power.text
            }
            print("|\(scenario.label)|" + cells.joined(separator: "|") + "|")
        }
        let ranges = models.indices.map { index in
            let rates = tallies.compactMap { $0[index].rejection.rate }
            return String(format: "%.3f–%.3f", rates.min() ?? .nan, rates.max() ?? .nan)
        }
        print("|rejection from–to|" + ranges.joined(separator: "|") + "|")
    }

    private func printSizes(_ mean: Double?, sizes: [Int]) {
        let models = (mean == nil ? CalibrationModel.gaussian : CalibrationModel.counts).filter(\.recommended)
        print("\n#### \(title(mean)): \(models.map(\.name).joined(separator: ", "))\n")
        print("| |" + sizes.map { "\($0) series" }.joined(separator: "|") + "|")
        print("|---|" + String(repeating: "---|", count: sizes.count))
        let columns = sizes.map { size in
            let scenarios = Self.lengths.flatMap { years in
                Self.correlations.map { CalibrationScenario(years: years, rho: $0, mean: mean, groupSize: size) }
            }
            return (scenarios, CalibrationScenario.tallies(scenarios, models: models, groups: groups * 10 / size))
        }
        for row in columns[0].0.indices {
            let cells = columns.map { _, tallies in tallies[row][0].rejection.textWithError }
            print("|\(columns[0].0[row].label)|" + cells.joined(separator: "|") + "|")
        }
    }
}
