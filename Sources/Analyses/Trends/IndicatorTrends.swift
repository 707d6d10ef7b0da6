import ColumnStore
import Disclosure
import Statistics

/// The trends of one indicator's series, of all bodies: fitted together, tested together, and told as rows for those bodies that are asked for.
struct IndicatorTrends {
    let options: TrendOptions
    let corpus: Corpus
    /// The series of all bodies that have the indicator, with the steps found in them.
    private let series: [YearlySeries]
    private let kind: IndicatorKind
    private let found: [BreakSearch.Found?]
    /// What became of fitting each; `nil` for those with too few values.
    private let outcomes: [TrendOutcome?]

    /// The trends of the series of all bodies.
    init(options: TrendOptions, corpus: Corpus, series: [YearlySeries]) {
        self.options = options
        self.corpus = corpus
        let kind = IndicatorKind(series)
        self.kind = kind
        var found = BreakSearch(options).steps(in: series, kind: kind)
        func dated() -> [YearlySeries] {
            zip(series, found).map { one, step in step.map { one.adding(.init(year: $0.year, kind: .searched)) } ?? one }
        }
        var outcomes = Self.outcomes(of: dated(), options, kind)
        // On the scale of the model, a step must be the likely explanation, too; else all are fitted without it.
        let unlikely = found.indices.filter { index in
            guard let step = found[index], case .estimate(let estimate)? = outcomes[index], let law = estimate.law else { return false }
            let telling = SeriesShapeTelling(series: series[index], model: estimate.fitted.model, law: law)
            found[index]?.probability = telling.probability(ofStepIn: step.year)
            return (found[index]?.probability ?? 0) < 0.5
        }
        if !unlikely.isEmpty {
            for index in unlikely { found[index] = nil }
            outcomes = Self.outcomes(of: dated(), options, kind)
        }
        self.found = found
        self.outcomes = outcomes
        self.series = dated()
    }

    private static func outcomes(of series: [YearlySeries], _ options: TrendOptions, _ kind: IndicatorKind) -> [TrendOutcome?] {
        let testable = series.indices.filter { series[$0].values.count >= options.minimumPoints }
        var outcomes = [TrendOutcome?](repeating: nil, count: series.count)
        let fitted = TrendModels.model(options.model, kind: kind)
            .fit(testable.map { series[$0] }, level: options.level, forecastYears: options.forecastYears)
        for (index, outcome) in zip(testable, fitted) { outcomes[index] = outcome }
        return outcomes
    }

    /// A row for each series of a selected body, with the q-values of the whole indicator.
    func rows(selected: (Int) -> Bool) -> [TrendRow] {
        let fits = outcomes.map { outcome -> FittedTrend? in
            guard case .estimate(let estimate)? = outcome, !estimate.isConstant else { return nil }
            return estimate.fitted
        }
        let adjusted = options.falseDiscovery.adjusted(fits.map { $0?.pValue })
        let shrunken = SlopeShrinkage(level: options.level).shrunken(fits)
        let chosen = series.indices.filter { selected(series[$0].body) }
        let robust = RobustTrends(series: chosen.map { series[$0] }, level: options.level)
        let events = options.falseDiscovery.adjusted(fits.map { fit in fit?.steps.first { $0.year == options.event }?.pValue })
        let isForecast = options.forecastYears > 0
        let forecasts =
            isForecast && options.model == .auto
            ? SeriesForecasts(options: options, kind: kind, series: series).forecasts(slopes: fits.map { $0?.slope }) : nil
        // Where the past tells nothing, the line of the row forecasts.
        let hasLines = isForecast && forecasts?.years.contains { $0 != nil } != true
        let coverage = hasLines ? coverageNote(TrendModels.model(options.model, kind: kind)) : forecasts?.note
        return chosen.enumerated().map { position, index in
            var row = row(of: series[index])
            robust.describe(position, in: &row)
            if let outcome = outcomes[index] { apply(outcome, to: &row, at: index) }
            if row.model != nil, let years = forecasts?.years[index] { row.forecast = years }
            if let value = shrunken[index], let fit = fits[index] {
                row.shrunkenSlope = fit.inUnits(value.slope)
                row.localFalseSign = value.falseSign
            }
            row.qValue = adjusted?[index]
            for place in row.breaks.indices where row.breaks[place].kind == .event { row.breaks[place].qValue = events?[index] }
            if let coverage, !row.forecast.isEmpty { row.notes.append(coverage) }
            return row
        }
    }

    /// Forecasts the last year of every series from the years before, and tells how many fell into the interval.
    private func coverageNote(_ model: any TrendFitting) -> LocalizedText? {
        let shortened = series.indices.filter { index in
            let one = series[index]
            return one.values.count > options.minimumPoints && one.years[one.years.count - 2] == one.years[one.years.count - 1] - 1
        }
        let outcomes = model.fit(shortened.map { series[$0].droppingLast() }, level: options.level, forecastYears: 1)
        var (inside, count) = (0, 0)
        for (index, outcome) in zip(shortened, outcomes) {
            guard case .estimate(let estimate) = outcome, let forecast = estimate.forecast.first, let last = series[index].values.last else {
                continue
            }
            count += 1
            if last >= forecast.low && last <= forecast.high { inside += 1 }
        }
        return count == 0 ? nil : TrendNotes.coverage(inside, count, level: options.level)
    }

    private func row(of series: YearlySeries) -> TrendRow {
        let n = series.values.count
        var row = TrendRow(
            entity: corpus.bodies[series.body].name, regionCode: corpus.bodies[series.body].regionCode, indicator: series.indicator,
            label: series.label, unit: series.unit, editions: series.editions, firstYear: series.years.first, lastYear: series.years.last, n: n,
            mean: n == 0 ? nil : series.values.reduce(0, +) / Double(n), direction: .uncertain, breaks: [], forecast: [],
            points: points(of: series), notes: [])
        if series.yearsWithoutExposure > 0 { row.notes.append(TrendNotes.withoutExposure(series.yearsWithoutExposure)) }
        if n < options.minimumPoints {
            row.reason = .tooFewYears
            row.notes.append(TrendNotes.tooFew(needed: options.minimumPoints, found: n, empty: series.emptyYears))
        } else if series.emptyYears > 0 {
            row.notes.append(TrendNotes.empty(series.emptyYears))
        }
        for former in corpus.formerBodies(series.body) where (series.years.first ?? .max) <= former.lastYear {
            row.notes.append(TrendNotes.former(former))
        }
        return row
    }

    private func points(of series: YearlySeries) -> [TrendRow.Point] {
        series.years.indices.map { index in
            var point = TrendRow.Point(year: series.years[index], value: series.values[index])
            if let exposure = series.exposure {
                point.numerator = exposure.events[index]
                point.denominator = exposure.units[index] * (options.exposure?.scale ?? 1)
            }
            return point
        }
    }

    private func apply(_ outcome: TrendOutcome, to row: inout TrendRow, at index: Int) {
        let series = series[index]
        if !series.effectiveBreaks.isEmpty { row.notes.append(TrendNotes.breaksDisregarded) }
        switch outcome {
        case .reason(let reason):
            row.reason = .notFitted
            row.notes.append(reason)
        case .estimate(let estimate):
            let fitted = estimate.fitted
            row.tell(fitted)
            row.isConstant = estimate.isConstant
            row.breaks = estimate.breaks.map { told($0, fitted, found[index]) }
            row.forecast = estimate.forecast
            for note in estimate.notes where !row.notes.contains(note) { row.notes.append(note) }
            if let law = estimate.law { SeriesShapeTelling(series: series, model: fitted.model, law: law).tell(&row) }
        }
    }

    /// A break with the size of its step, and for a step that was found the p-value of the search.
    private func told(_ known: TrendRow.Break, _ fit: FittedTrend, _ found: BreakSearch.Found?) -> TrendRow.Break {
        var known = known
        known.percent = fit.steps.first { $0.year == known.year }.flatMap { fit.inPercent($0.change) }
        if known.kind == .searched, let found { (known.pValue, known.qValue, known.probability) = (found.pValue, found.qValue, found.probability) }
        return known
    }
}

extension TrendRow {
    /// Takes slope, percentage, their intervals and the test from one fit.
    mutating func tell(_ fit: FittedTrend) {
        fitted = fit
        model = fit.model
        slope = fit.slopeInUnits
        standardError = fit.standardError.map(fit.inUnits)
        slopeLow = fit.low.map(fit.inUnits)
        slopeHigh = fit.high.map(fit.inUnits)
        statistic = fit.statistic
        degreesOfFreedom = fit.degreesOfFreedom
        pValue = fit.pValue
        percentPerYear = fit.inPercent(fit.slope)
        percentLow = fit.low.flatMap(fit.inPercent)
        percentHigh = fit.high.flatMap(fit.inPercent)
    }

    /// Tells the direction from what is known: rising or falling first, then stable, else uncertain with the reason.
    mutating func decide(_ options: TrendOptions) {
        guard let p = pValue, let slope else {
            (direction, reason) = (.uncertain, reason ?? .notFitted)
            return
        }
        reason = nil
        let alpha = 1 - options.level
        if !isConstant, (qValue ?? p) <= alpha, slope != 0 {
            direction = slope > 0 ? .rising : .falling
        } else if isConstant {
            direction = .stable
        } else if let low = percentLow, let high = percentHigh, low >= -options.stablePercent, high <= options.stablePercent {
            direction = .stable
        } else {
            direction = .uncertain
            reason = p <= alpha ? .manyTests : percentLow == nil || percentHigh == nil ? .noPercentage : .wideInterval
        }
    }
}

extension TrendOptions.FalseDiscovery {
    /// p-values adjusted for their number; `nil` without a correction.
    func adjusted(_ pValues: [Double?]) -> [Double?]? {
        switch self {
        case .bh: try? BenjaminiHochberg().adjusted(pValues)
        case .by: try? BenjaminiYekutieli().adjusted(pValues)
        case .none: nil
        }
    }
}
