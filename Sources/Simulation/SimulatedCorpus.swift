public import Disclosure
import Foundation

/// Bodies × years of filled forms in which every identity is true: balance, row and outcome sums, what is carried over, stocks and flows.
///
/// ```swift
/// let corpus = SimulatedCorpus(SimulationParameters(bodies: 100, years: 2019...2025, seed: 1))
/// corpus[0, 2024]?["outcome.total.total"]
/// ```
/// **Model.** Counts are negative binomial around a body effect, a trend and an effect of the year; applicants and outcomes are multinomial with
/// shares of the body's own; decisions change their level for good now and then. The government of a prefecture reports for its whole area: its own
/// figures and those of its counties, published or not. Bodies are drawn from streams of their own: the first hundred are the same in a corpus of a
/// thousand, but for the seat of a prefecture whose counties are not all among them.
/// - Complexity: O(bodies · years · cells).
public struct SimulatedCorpus: Sendable {
    /// What it was made of.
    public let parameters: SimulationParameters
    /// The bodies.
    public let bodies: [Body]
    private var records: [SimulatedRecord?]
    /// The records as they were before errors were planted, by slot.
    private var originals: [Int: SimulatedRecord] = [:]

    /// Draws a corpus.
    public init(_ parameters: SimulationParameters) {
        self.parameters = parameters
        bodies = Population.bodies(count: parameters.bodies, seed: parameters.seed)
        let years = parameters.years
        let effects = YearEffects(parameters)
        var records: [SimulatedRecord?] = []
        var unpublished: [Int] = []
        records.reserveCapacity(bodies.count * years.count)
        for (index, body) in bodies.enumerated() {
            let province = Int(body.regionCode?.prefix(2) ?? "0") ?? 0
            var regional = CounterGenerator(seed: parameters.seed, stream: -2, province)
            var draw = CounterGenerator(seed: parameters.seed, stream: 0, index)
            let profile = BodyProfile(body, regionEffect: 0.4 * regional.normal(), parameters: parameters, &draw)
            var history = SimulatedHistory(body, profile: profile, parameters: parameters, draw: draw)
            for year in years {
                let activity = history.activity(year) { effects[$0, year] }
                let record = Self.record(activity, year: year, province: parameters.usesProvincialForms ? province : nil, &history)
                if history.draw.chance(parameters.missingReportRate) { unpublished.append(records.count) }
                records.append(record)
            }
        }
        self.records = records
        addCounties()
        for slot in unpublished { self.records[slot] = nil }
    }

    /// Adds the counties' figures to those of the government over them, which reports for its whole area. Every rule is linear, so all stay true.
    private mutating func addCounties() {
        var seatOfCode: [String: Int] = [:]
        for (index, body) in bodies.enumerated() where body.scope == .area { seatOfCode[body.regionCode ?? ""] = index }
        let span = parameters.years.count
        for (index, body) in bodies.enumerated() where body.kind == .government && body.scope == .own {
            guard let code = body.regionCode else { continue }
            guard let seat = seatOfCode[code.prefix(4) + "00"] ?? seatOfCode[code.prefix(2) + "0000"] else { continue }
            for period in 0..<span {
                guard let part = records[index * span + period] else { continue }
                records[seat * span + period]?.add(part)
            }
        }
    }

    /// The record of a body and year; `nil` when no report was published.
    public subscript(body: Int, year: Int) -> SimulatedRecord? { records[slot(body, year)] }

    /// The record as it should be, without planted errors; `nil` when no report was published.
    public func original(body: Int, year: Int) -> SimulatedRecord? { originals[slot(body, year)] ?? records[slot(body, year)] }

    mutating func replace(body: Int, year: Int, by record: SimulatedRecord) {
        let slot = slot(body, year)
        if originals[slot] == nil { originals[slot] = records[slot] }
        records[slot] = record
    }

    private func slot(_ body: Int, _ year: Int) -> Int { body * parameters.years.count + year - parameters.years.lowerBound }

    /// Number of reports.
    public var reportCount: Int { records.reduce(0) { $0 + ($1 == nil ? 0 : 1) } }

    /// Number of cells in all reports.
    public var cellCount: Int { records.reduce(0) { $0 + ($1?.count ?? 0) } }

    /// The edition that a body fills in for a year: its province's own, where there is one, else the one for all.
    /// - Parameter province: the first two digits of the region's code; `nil` for the forms that all have.
    public static func edition(year: Int, province: Int?) -> Edition {
        let inForce = Edition.allCases.filter { !$0.profile.isAnnex && $0.reportYears.contains(year) }
        let own = province.flatMap { code in inForce.first { $0.profile.provinces?.contains(String(code)) ?? false } }
        return own ?? inForce.first { $0.profile.provinces == nil } ?? Edition.allCases[0]
    }

    private static func record(
        _ activity: SimulatedHistory.Activity, year: Int, province: Int?, _ history: inout SimulatedHistory
    ) -> SimulatedRecord {
        let edition = edition(year: year, province: province)
        var filler = StatisticsFiller(history.profile, activity, year: year, draw: history.draw)
        _ = history.draw.next()
        switch edition.profile.filling {
        case .statutory: return StatutoryFiller.of(edition).record(activity, leavesZerosBlank: history.profile.leavesZerosBlank)
        case .statistics: return filler.statistics(edition)
        case .codedList: return filler.codedList(edition)
        case .runningTotals: return filler.runningTotals(edition, cumulative: &history.cumulative)
        }
    }
}

/// The effects of years that all bodies share, for each of a few kinds of activity.
private struct YearEffects {
    private let effects: [[Double]]
    private let first: Int

    init(_ parameters: SimulationParameters) {
        first = parameters.years.lowerBound
        effects = (0..<6).map { kind in
            parameters.years.map { year in
                var draw = CounterGenerator(seed: parameters.seed, stream: -3, kind, year)
                return parameters.yearSpread * draw.normal()
            }
        }
    }

    subscript(kind: Int, year: Int) -> Double { effects[kind][year - first] }
}
