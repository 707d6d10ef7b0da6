import Analyses
import ArgumentParser
import Disclosure
import Reporting

/// The numbers that an option takes, both ends included: stated in its help, checked before anything is read.
struct OptionRange<Number: Comparable & CustomStringConvertible & Sendable>: Sendable {
    let lowest: Number
    let highest: Number

    /// The range in words, for the help.
    var text: String { "from \(lowest.description) to \(highest.description)" }

    /// Refuses a number outside, and what is no number.
    ///
    /// - Throws: ``ValidationError`` that says the range.
    func check(_ option: String, _ value: Number?) throws {
        guard let value, !(value >= lowest && value <= highest) else { return }
        let message = LocalizedText(zh: "\(option) \(value)：应在 \(lowest) 到 \(highest) 之间", en: "\(option) \(value): \(text)")
        throw ValidationError(message[.ofInvocation])
    }
}

/// The ranges of the options of all commands.
enum OptionRanges {
    /// Confidence of intervals: beyond, quantiles leave what doubles can tell apart.
    static let level = OptionRange(lowest: 0.01, highest: 0.999999)
    /// Largest share of false discoveries.
    static let falseDiscoveryRate = OptionRange(lowest: 0.000001, highest: 0.999)
    /// Files that are read at the same time.
    static let jobs = OptionRange(lowest: 1, highest: 1024)
    /// Rows that are printed.
    static let limit = OptionRange(lowest: 0, highest: 1_000_000_000)
    /// Years of a series.
    static let points = OptionRange(lowest: 3, highest: 1000)
    /// Change in percent a year.
    static let percent = OptionRange(lowest: 0.001, highest: 1000.0)
    /// Years beyond the last.
    static let forecast = OptionRange(lowest: 0, highest: 100)
    /// Cases of a body.
    static let cases = OptionRange(lowest: 0, highest: 1_000_000_000)
    /// Simulated ranks.
    static let draws = OptionRange(lowest: RankOptions.fewestDraws, highest: 1_000_000)
    /// The first ranks that are asked about.
    static let places = OptionRange(lowest: 1, highest: 1_000_000)
    /// Spread of counts beyond Poisson.
    static let dispersion = OptionRange(lowest: 0.0, highest: 1_000_000)
    /// Of how many a count is given.
    static let exposure = OptionRange(lowest: 0.000001, highest: 1_000_000_000_000)
    /// Years of reports and panels.
    static let year = OptionRange(lowest: 1, highest: 9999)
    /// Simulated bodies.
    static let bodies = OptionRange(lowest: 1, highest: 50_000)
    /// Simulated reports, all bodies and years together.
    static let reports = OptionRange(lowest: 1, highest: 1_000_000)
    /// Share of simulated reports with an error.
    static let errors = OptionRange(lowest: 0.0, highest: 1.0)
}
