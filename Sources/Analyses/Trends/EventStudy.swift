import Disclosure
import Statistics

/// The effect of an event on the year effects of panels.
///
/// **Definition.** The effect is the step at the event's first year in the line of the year effects (``YearEffectsTrends``), with the other known dates. A placebo is a step at another date in
/// addition: with three years on either side, and not next to a known date. The control is the mean of the year effects of what the event did not concern, over the same years; the
/// difference of the two has a line and one step, at the event, and variances that add up.
struct EventStudy {
    let year: Int
    let level: Double

    private static let fewestBeside = 3

    /// The year effects of one row.
    struct Subject {
        let series: YearEffectsTrends.Series
        /// Whether effects are changes of logarithms.
        let isLogarithmic: Bool
        /// What an effect is multiplied by to count units.
        let size: Double
        /// The step at the event, as the row's own fit has it.
        let step: YearEffectsTrends.Coefficient
        /// What it is held against.
        let control: Control?
    }

    /// Year effects that the event did not concern.
    struct Control {
        let kind: EventEffect.Control.Kind
        let count: Int
        let members: [YearEffectsTrends.Series]
    }

    /// One effect a subject.
    func effects(_ subjects: [Subject]) -> [EventEffect] {
        var effects = subjects.map { EventEffect(year: year, change: change($0.step, $0), placebos: []) }
        for date in Set(subjects.flatMap(\.series.years)).sorted() {
            let told = subjects.indices.filter { isPlacebo(date, of: subjects[$0].series) }
            let fits = YearEffectsTrends().fit(told.map { Self.adding(date, to: subjects[$0].series) }).trends
            for (index, trend) in zip(told, fits) {
                let steps = subjects[index].series.steps
                guard let trend else { continue }
                let place = steps.count { $0 < date }
                effects[index].placebos.append(.init(year: date, change: change(trend.steps[place], subjects[index])))
            }
        }
        let differences = subjects.map { subject in subject.control.flatMap { difference(subject.series, $0.members) } }
        let told = differences.indices.filter { differences[$0] != nil }
        let fits = YearEffectsTrends().fit(told.map { differences[$0]! }).trends
        for (index, trend) in zip(told, fits) {
            guard let step = trend?.steps.first, let control = subjects[index].control else { continue }
            effects[index].control = .init(kind: control.kind, count: control.count, change: change(step, subjects[index]))
        }
        let adjusted = try? BenjaminiHochberg().adjusted(effects.map(\.change.pValue))
        for index in effects.indices {
            effects[index].qValue = adjusted?[index]
            let placebos = effects[index].placebos
            guard !placebos.isEmpty else { continue }
            let own = effects[index].change.pValue
            effects[index].placeboShare = Double(1 + placebos.count { $0.change.pValue <= own }) / Double(1 + placebos.count)
        }
        return effects
    }

    private func change(_ step: YearEffectsTrends.Coefficient, _ subject: Subject) -> EventEffect.Change {
        let interval = step.confidenceInterval(level: level)
        guard subject.isLogarithmic else {
            return .init(units: step.value * subject.size, percent: nil, low: interval.lower, high: interval.upper, pValue: step.pValue)
        }
        return .init(
            units: step.value * subject.size, percent: Logarithm.percent(step.value), low: Logarithm.percent(interval.lower),
            high: Logarithm.percent(interval.upper), pValue: step.pValue)
    }

    private func isPlacebo(_ date: Int, of series: YearEffectsTrends.Series) -> Bool {
        series.steps.allSatisfy { abs($0 - date) > 1 } && series.years.contains(date)
            && series.years.count { $0 < date } >= Self.fewestBeside && series.years.count { $0 >= date } >= Self.fewestBeside
    }

    private static func adding(_ date: Int, to series: YearEffectsTrends.Series) -> YearEffectsTrends.Series {
        .init(years: series.years, effects: series.effects, variances: series.variances, steps: (series.steps + [date]).sorted())
    }

    /// The effects beyond the mean of others, over the years that all have; `nil` with fewer than two of them on a side of the event.
    private func difference(_ series: YearEffectsTrends.Series, _ others: [YearEffectsTrends.Series]) -> YearEffectsTrends.Series? {
        let places = others.map { other in Dictionary(uniqueKeysWithValues: other.years.enumerated().map { ($1, $0) }) }
        var (years, effects, variances): ([Int], [Double], [Double]) = ([], [], [])
        for (index, year) in series.years.enumerated() {
            let at = places.compactMap { $0[year] }
            guard at.count == others.count, !others.isEmpty else { continue }
            let count = Double(others.count)
            years.append(year)
            effects.append(series.effects[index] - zip(others, at).reduce(0) { $0 + $1.0.effects[$1.1] / count })
            variances.append(series.variances[index] + zip(others, at).reduce(0) { $0 + $1.0.variances[$1.1] / (count * count) })
        }
        guard years.count(where: { $0 < self.year }) >= 2, years.count(where: { $0 >= self.year }) >= 2 else { return nil }
        return .init(years: years, effects: effects, variances: variances, steps: [year])
    }
}
