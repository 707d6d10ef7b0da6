import Disclosure
import Statistics

/// The years to come of every series of an indicator, with intervals as wide as the forecasts of its past years were wrong.
///
/// **Definition.** ``PowerForecasts`` over the series of all bodies; a forecast does not go on against the slope of its row. Where the indicator has too little past there is none, and that of
/// the row's own line stays.
struct SeriesForecasts {
    let options: TrendOptions
    let kind: IndicatorKind
    /// The series of all bodies that have the indicator.
    let series: [YearlySeries]

    /// What was found.
    struct Result {
        /// One list a series; `nil` where there is no forecast.
        var years: [[TrendRow.ForecastYear]?]
        /// How many of the last values, each left out, fell into their interval; `nil` where none was forecast.
        var note: LocalizedText?
    }

    /// The forecasts of all series, given the slopes of their rows.
    func forecasts(slopes: [Double?]) -> Result {
        var result = Result(years: series.map { _ in nil }, note: nil)
        let isShare = series.allSatisfy { ($0.measure == .ratio || $0.exposure != nil) && $0.values.allSatisfy { $0 >= 0 && $0 <= 1 } }
        var (inside, count) = (0, 0)
        for batch in SeriesBatch.batches(series) {
            let fit = PowerForecasts(level: options.level, horizon: options.forecastYears, support: support)
                .fit(batch.values, directions: batch.members.map { slopes[$0] })
            guard !fit.horizons.isEmpty else { continue }
            for (position, index) in batch.members.enumerated() where isAdmitted(series[index]) {
                let all = fit.horizons.compactMap { $0.forecasts[position] }
                guard all.count == options.forecastYears, let last = series[index].years.last else { continue }
                result.years[index] = all.enumerated().map { ahead, one in
                    func bounded(_ value: Double) -> Double { isShare ? min(max(value, 0), 1) : value }
                    return .init(
                        year: last + ahead + 1, mean: bounded(one.value), low: bounded(one.interval.lower), high: bounded(one.interval.upper))
                }
            }
            let told = lastYears(of: batch)
            inside += told.inside
            count += told.count
        }
        if count > 0 { result.note = TrendNotes.coverage(inside, count, level: options.level) }
        return result
    }

    /// How many last values, forecast from the years before, fell into their interval.
    private func lastYears(of batch: SeriesBatch) -> (inside: Int, count: Int) {
        let first = Int(batch.years.first ?? 0)
        var shortened = batch.values
        var held: [Int] = []
        for (position, index) in batch.members.enumerated() {
            let one = series[index]
            guard one.values.count > options.minimumPoints, let last = one.years.last, one.years[one.years.count - 2] == last - 1, isAdmitted(one)
            else { continue }
            shortened[position][last - first] = nil
            held.append(position)
        }
        var told = (inside: 0, count: 0)
        guard let horizon = PowerForecasts(level: options.level, horizon: 1, support: support).fit(shortened).horizons.first else { return told }
        for position in held {
            guard let forecast = horizon.forecasts[position], let value = series[batch.members[position]].values.last else { continue }
            told.count += 1
            if value >= forecast.interval.lower && value <= forecast.interval.upper { told.inside += 1 }
        }
        return told
    }

    /// Whether all values are where the support says that values are.
    private func isAdmitted(_ one: YearlySeries) -> Bool { support == .real || one.values.allSatisfy { $0 >= 0 } }

    private var support: PowerForecasts.Support {
        switch kind {
        case .counts where !series.contains(where: { $0.exposure != nil }): return .counts
        case .signed: return .real
        case .counts, .amounts, .positiveAmounts:
            if series.contains(where: { $0.measure == .ratio }) { return .real }
            let positive = series.flatMap { $0.values.filter { $0 > 0 } }.sorted()
            return positive.isEmpty ? .counts : .amounts(offset: max(0.01 * positive[positive.count / 2], .leastNormalMagnitude))
        }
    }
}
