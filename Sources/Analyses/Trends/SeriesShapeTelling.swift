import Disclosure
import Statistics

/// Says of one series what it looks like, and how likely a step is where it has one.
///
/// **Definition.** ``SeriesShapes`` on the scale of the row's model. Of `none`, `trend`, `step` and `both` the one that is likelier than the others
/// together is named, from twelve values on, with the dates that something
/// else than the numbers speaks for: editions, laws, renamings, an event that was asked about. A step that was found in the numbers has its posterior probability among all dates, and no name.
struct SeriesShapeTelling {
    /// Fewest values with which a shape is named.
    static let fewestValues = 12

    let series: YearlySeries
    let model: TrendModel
    let law: SeriesShapes.Law

    /// The posterior probability of a step in a year or next to it, alone or with a trend, among all years with three values on either side; `nil` where it cannot be told.
    func probability(ofStepIn year: Int) -> Double? {
        let first = series.years.first ?? 0
        let (values, exposures) = numbers
        let dates = values.indices.filter { date in
            !values[date].isNaN && series.years.count { $0 < first + date } >= 3 && series.years.count { $0 >= first + date } >= 3
        }
        guard let posterior = shapes.fit(values, dates: dates, law: law, logExposures: exposures) else { return nil }
        return zip(dates, posterior.steps).reduce(0) { $0 + (abs($1.0 - (year - first)) <= 1 ? $1.1 : 0) }
    }

    private var shapes: SeriesShapes { SeriesShapes(response: model == .quasiPoisson ? .counts : .values) }

    /// Tells a row whose breaks are in it already.
    func tell(_ row: inout TrendRow) {
        let first = series.years.first ?? 0
        if let found = row.breaks.first(where: { $0.kind == .searched }) {
            row.stepYear = found.year
            row.notes.append(TrendNotes.foundStep(year: found.year, probability: found.probability ?? 0))
            return
        }
        guard series.values.count >= Self.fewestValues else { return }
        let (values, exposures) = numbers
        guard let posterior = shapes.fit(values, dates: row.breaks.map { $0.year - first }, law: law, logExposures: exposures)
        else { return }
        row.shape = posterior.named.flatMap { TrendRow.Shape(rawValue: $0.rawValue) }
        row.shapeProbability = posterior.probabilities[posterior.shape]
        for (index, probability) in posterior.steps.enumerated() { row.breaks[index].probability = probability }
        if row.shape == .step || row.shape == .both {
            row.stepYear = posterior.steps.indices.max { posterior.steps[$0] < posterior.steps[$1] }.map { row.breaks[$0].year }
        }
    }

    /// The numbers on the scale of the model, NaN where a year is missing, and the logarithms of what counts are counted per.
    private var numbers: (values: [Double], logExposures: [Double]) {
        guard let first = series.years.first, let last = series.years.last else { return ([], []) }
        let mean = series.mean
        var row = [Double](repeating: .nan, count: last - first + 1)
        for (year, value) in zip(series.years, model == .quasiPoisson ? series.counted : series.values) {
            row[year - first] = SharedModel.scaled(value, mean: mean, model: model)
        }
        guard model == .quasiPoisson, let exposure = series.exposure else { return (row, []) }
        var logs = [Double](repeating: 0, count: row.count)
        for (year, units) in zip(series.years, exposure.units) { logs[year - first] = Logarithm.natural(units) }
        return (row, logs)
    }
}
