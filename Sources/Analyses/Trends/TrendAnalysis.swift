import Disclosure
import Statistics

/// The trends of all series of a corpus, tested together.
///
/// ```swift
/// let rows = TrendAnalysis(TrendOptions(indicators: [IndicatorPattern("received")])).rows(in: corpus)
/// ```
/// A series is one body's numbers for one indicator over the years whose editions mean the same (`Concept.joins`). Known breaks enter the model as steps.
/// The direction is `rising` or `falling` when the p-value, adjusted over all rows, is at most 1 − level; otherwise `none`; `undetermined` when no test
/// was possible. Slopes of an indicator are drawn toward each other (``SlopeShrinkage``), and a series without a known break is searched for one
/// (``BreakSearch``). Deterministic.
public struct TrendAnalysis: Sendable {
    /// The options in force.
    public let options: TrendOptions

    /// An analysis with options.
    public init(_ options: TrendOptions = TrendOptions()) { self.options = options }

    /// One row a series, in the order asked for.
    public func rows(in corpus: Corpus) -> [TrendRow] {
        let series = SeriesSelection(corpus: corpus, patterns: options.indicators).series()
        if options.unit != .series {
            var rows = PanelTrend(options: options).rows(of: PanelGroups(corpus: corpus, unit: options.unit).groups(series))
            adjust(&rows)
            return rows.enumerated().sorted { precedes($0, $1) }.map(\.element)
        }
        var rows = series.map { row(of: $0, in: corpus) }
        let testable = series.indices.filter { series[$0].values.count >= options.minimumPoints }
        let outcomes = TrendModels.model(options.model).fit(
            testable.map { series[$0] }, level: options.level, forecastYears: options.forecastYears)
        for (index, outcome) in zip(testable, outcomes) { apply(outcome, to: &rows[index], series[index]) }
        let searched = BreakSearch(level: options.level).breaks(in: series, models: rows.map(\.model))
        for (index, breaks) in searched.enumerated() { rows[index].breaks += breaks }
        SlopeShrinkage(level: options.level).apply(to: &rows)
        if options.forecastYears > 0 { tellCoverage(&rows, series) }
        adjust(&rows)
        return rows.enumerated().sorted { precedes($0, $1) }.map(\.element)
    }

    /// Forecasts the last year of every series from the years before, and notes how many of an indicator fell into the interval.
    private func tellCoverage(_ rows: inout [TrendRow], _ series: [YearlySeries]) {
        let shortened = series.indices.filter { index in
            let one = series[index]
            return one.values.count > options.minimumPoints && one.years[one.years.count - 2] == one.years[one.years.count - 1] - 1
        }
        let outcomes = TrendModels.model(options.model).fit(
            shortened.map { series[$0].droppingLast() }, level: options.level, forecastYears: 1)
        var tally: [String: (inside: Int, count: Int)] = [:]
        for (index, outcome) in zip(shortened, outcomes) {
            guard case .estimate(let estimate) = outcome, let forecast = estimate.forecast.first, let last = series[index].values.last else {
                continue
            }
            let isInside = last >= forecast.low && last <= forecast.high
            let before = tally[series[index].indicator] ?? (0, 0)
            tally[series[index].indicator] = (before.inside + (isInside ? 1 : 0), before.count + 1)
        }
        for index in rows.indices where !rows[index].forecast.isEmpty {
            guard let counted = tally[rows[index].indicator] else { continue }
            rows[index].notes.append(TrendNotes.coverage(counted.inside, counted.count, level: options.level))
        }
    }

    private func row(of series: YearlySeries, in corpus: Corpus) -> TrendRow {
        let n = series.values.count
        var row = TrendRow(
            entity: corpus.bodies[series.body].name, regionCode: corpus.bodies[series.body].regionCode, indicator: series.indicator,
            label: series.label, unit: series.unit, editions: series.editions, firstYear: series.years.first, lastYear: series.years.last, n: n,
            mean: n == 0 ? nil : series.values.reduce(0, +) / Double(n), direction: .undetermined, breaks: [], forecast: [],
            points: zip(series.years, series.values).map { .init(year: $0, value: $1) }, notes: [])
        if n < options.minimumPoints {
            row.notes.append(TrendNotes.tooFew(needed: options.minimumPoints, found: n, empty: series.emptyYears))
        } else if series.emptyYears > 0 {
            row.notes.append(TrendNotes.empty(series.emptyYears))
        }
        for former in corpus.formerBodies(series.body) where (series.years.first ?? .max) <= former.lastYear {
            row.notes.append(TrendNotes.former(former))
        }
        return row
    }

    private func apply(_ outcome: TrendOutcome, to row: inout TrendRow, _ series: YearlySeries) {
        describe(series, in: &row)
        switch outcome {
        case .reason(let reason): row.notes.append(reason)
        case .estimate(let raw):
            let estimate = raw.withoutRounding(of: series)
            row.model = estimate.model
            row.slope = estimate.slope
            row.standardError = estimate.standardError
            row.slopeLow = estimate.slopeLow
            row.slopeHigh = estimate.slopeHigh
            row.statistic = estimate.statistic
            row.degreesOfFreedom = estimate.degreesOfFreedom
            row.pValue = estimate.pValue
            row.percentPerYear = estimate.percent?.value
            row.percentLow = estimate.percent?.low
            row.percentHigh = estimate.percent?.high
            row.breaks = estimate.breaks
            row.forecast = estimate.forecast
            for note in estimate.notes where !row.notes.contains(note) { row.notes.append(note) }
        }
    }

    /// The statistics that assume no model.
    private func describe(_ series: YearlySeries, in row: inout TrendRow) {
        let years = series.years.map(Double.init)
        if let fit = try? TheilSen().fit(x: years, y: series.values) {
            let interval = fit.confidenceInterval(level: options.level)
            row.theilSen = fit.slope
            row.theilSenLow = interval.lower
            row.theilSenHigh = interval.upper
        }
        if let test = try? MannKendall().fit(x: years, y: series.values) {
            row.kendallS = test.score
            row.kendallP = test.pValue
        }
        if !series.effectiveBreaks.isEmpty { row.notes.append(TrendNotes.breaksDisregarded) }
    }

    private func adjust(_ rows: inout [TrendRow]) {
        let pValues = rows.map(\.pValue)
        let adjusted: [Double?]?
        switch options.falseDiscovery {
        case .bh: adjusted = try? BenjaminiHochberg().adjusted(pValues)
        case .by: adjusted = try? BenjaminiYekutieli().adjusted(pValues)
        case .none: adjusted = nil
        }
        for index in rows.indices {
            rows[index].qValue = adjusted?[index]
            guard let decisive = adjusted?[index] ?? pValues[index], let slope = rows[index].slope else { continue }
            if decisive <= 1 - options.level && slope != 0 {
                rows[index].direction = slope > 0 ? .rising : .falling
            } else {
                rows[index].direction = .none
            }
        }
    }

    /// Rows in the order asked for; what cannot be told comes last, ties keep the order of bodies and indicators.
    private func precedes(_ one: (offset: Int, element: TrendRow), _ other: (offset: Int, element: TrendRow)) -> Bool {
        func key(_ row: TrendRow) -> Double? {
            switch options.order {
            case .q: row.qValue ?? row.pValue
            case .slope: row.slope.map { -$0 }
            case .percent: row.percentPerYear.map { -$0 }
            case .entity: nil
            }
        }
        switch (key(one.element), key(other.element)) {
        case (let a?, let b?) where a != b: return a < b
        case (.some, nil): return true
        case (nil, .some): return false
        default: return one.offset < other.offset
        }
    }
}
