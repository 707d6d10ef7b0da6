import Disclosure
import Statistics

/// Says of one series what it looks like, and how likely a step is where it has one.
///
/// **Definition.** ``SeriesShapes`` on the scale of the row's model. The likeliest of `none`, `trend`, `step` and `both` is named from twelve values on, with the dates that something
/// else than the numbers speaks for: editions, laws, renamings, an event that was asked about. A step that was found in the numbers has its posterior probability among all dates, and no name.
struct SeriesShapeTelling {
    /// Fewest values with which a shape is named.
    static let fewestValues = 12

    let series: YearlySeries
    let model: TrendModel
    let law: SeriesShapes.Law

    /// Tells a row whose breaks are in it already.
    func tell(_ row: inout TrendRow) {
        let shapes = SeriesShapes(response: model == .quasiPoisson ? .counts : .values)
        let first = series.years.first ?? 0
        let values = self.values
        if let index = row.breaks.firstIndex(where: { $0.kind == .searched }) {
            let year = row.breaks[index].year
            let dates = values.indices.filter { date in
                !values[date].isNaN && series.years.count { $0 < first + date } >= 3 && series.years.count { $0 >= first + date } >= 3
            }
            guard let posterior = shapes.fit(values, dates: dates, law: law), let place = dates.firstIndex(of: year - first) else { return }
            row.breaks[index].probability = posterior.steps[place]
            row.stepYear = year
            row.notes.append(TrendNotes.foundStep(year: year, probability: posterior.steps[place]))
            return
        }
        guard series.values.count >= Self.fewestValues else { return }
        guard let posterior = shapes.fit(values, dates: row.breaks.map { $0.year - first }, law: law) else { return }
        row.shape = TrendRow.Shape(rawValue: posterior.shape.rawValue)
        row.shapeProbability = posterior.probabilities[posterior.shape]
        for (index, probability) in posterior.steps.enumerated() { row.breaks[index].probability = probability }
        if posterior.shape == .step || posterior.shape == .both {
            row.stepYear = posterior.steps.indices.max { posterior.steps[$0] < posterior.steps[$1] }.map { row.breaks[$0].year }
        }
    }

    /// On the scale of the model; NaN where a year is missing.
    private var values: [Double] {
        guard let first = series.years.first, let last = series.years.last else { return [] }
        let mean = series.mean
        var row = [Double](repeating: .nan, count: last - first + 1)
        for (year, value) in zip(series.years, series.values) { row[year - first] = SharedModel.scaled(value, mean: mean, model: model) }
        return row
    }
}
