import Disclosure
import LinearAlgebra
import Statistics

/// The common trends of many bodies, told from what each year adds for all of them.
///
/// **Definition.** Two steps: year effects with an effect of each body (``YearEffects``), then their trends, those of all indicators and groups together (``YearEffectsTrends``), with a
/// step at each edition or policy year that half of the bodies have. Bodies of one year share its shocks, so that degrees of freedom come from years. Counts, and amounts
/// with zeros, multiply (Poisson); amounts above 0 do so on logarithms; ratios and what can be negative add up. The scale is that of the indicator over all groups. `slope` is in units a
/// year at the mean of the values, on a logarithmic scale β·mean; percent is e^β − 1 of the same β. Where bodies as independent of each other would have the larger error, as those do that
/// differ in their trends, that one is taken, on bodies less one degrees of freedom.
struct PanelTrend {
    let options: TrendOptions

    /// Bodies below which year effects say nothing.
    static let fewestBodies = 3

    /// The series of one group and indicator.
    struct Group {
        let entity: String
        let regionCode: String?
        /// Where it is, whatever the indicator.
        let place: String
        let series: [YearlySeries]
    }

    /// How bodies and years of an indicator meet.
    private enum Scale {
        case sum, logarithm, poisson

        var model: TrendModel {
            switch self {
            case .sum: .yearEffects
            case .logarithm: .yearEffectsOfLogarithms
            case .poisson: .yearEffectsOfCounts
            }
        }
    }

    /// The row of each group: slope, interval and test of the common trend; points are the year effects about the mean, with intervals.
    ///
    /// - Parameter others: what the event of the options did not concern, for groups to be held against.
    func rows(of groups: [Group], against others: [Group] = []) -> [TrendRow] {
        var rows = groups.map(emptyRow)
        let scales = scales(of: groups + others)
        var panels = [Panel?](repeating: nil, count: groups.count)
        for (index, group) in groups.enumerated() where rows[index].notes.isEmpty {
            do throws(EstimationError) {
                let panel = try Panel(group.series.filter { $0.values.count >= 2 }, scale: scales[group.series[0].indicator] ?? .sum)
                rows[index].points = panel.points(level: options.level)
                guard panel.years.count >= options.minimumPoints else {
                    rows[index].notes.append(TrendNotes.tooFew(needed: options.minimumPoints, found: panel.years.count, empty: 0))
                    continue
                }
                panels[index] = panel
            } catch {
                rows[index].notes.append(TrendNotes.reason(error))
            }
        }
        let tested = panels.indices.filter { panels[$0] != nil }
        let fit = YearEffectsTrends().fit(tested.map { panels[$0]!.series })
        for (index, trend) in zip(tested, fit.trends) {
            guard let trend, let panel = panels[index] else {
                rows[index].notes.append(TrendNotes.reason(.rankDeficient(rank: 1, columns: 2)))
                continue
            }
            complete(&rows[index], panel, trend)
        }
        tellEvent(&rows, groups, panels, fit: Dictionary(uniqueKeysWithValues: zip(tested, fit.trends)), others, scales)
        return rows
    }

    /// Tells the effect of the event, where one was asked about and lies within the years.
    private func tellEvent(
        _ rows: inout [TrendRow], _ groups: [Group], _ panels: [Panel?], fit: [Int: YearEffectsTrends.Trend?], _ others: [Group],
        _ scales: [String: Scale]
    ) {
        guard let year = options.event else { return }
        let controls = others.map { group in
            try? Panel(group.series.filter { $0.values.count >= 2 }, scale: scales[group.series[0].indicator] ?? .sum)
        }
        var (members, subjects): ([Int], [EventStudy.Subject]) = ([], [])
        for (index, panel) in panels.enumerated() {
            guard let panel, let trend = fit[index] ?? nil, let place = panel.steps.firstIndex(where: { $0.year == year }) else { continue }
            let group = groups[index]
            let held = others.indices.filter { other in
                let isSame = others[other].series[0].indicator == group.series[0].indicator
                return others[other].place == group.place && isSame == (options.exposed != nil)
                    && (controls[other].map { ($0.scale == .sum) == (panel.scale == .sum) } ?? false) && (isSame || panel.scale != .sum)
            }
            let series = held.compactMap { controls[$0]?.series }
            let kind: EventEffect.Control.Kind = options.exposed == nil ? .indicators : .bodies
            let count = kind == .bodies ? held.reduce(0) { $0 + (controls[$1]?.bodies ?? 0) } : held.count
            members.append(index)
            subjects.append(
                .init(
                    series: panel.series, isLogarithmic: panel.scale != .sum, size: panel.scale == .sum ? 1 : rows[index].mean ?? 0,
                    step: trend.steps[place], control: series.isEmpty ? nil : .init(kind: kind, count: count, members: series)))
        }
        for (index, effect) in zip(members, EventStudy(year: year, level: options.level).effects(subjects)) {
            rows[index].event = effect
            for place in rows[index].breaks.indices where rows[index].breaks[place].kind == .event {
                rows[index].breaks[place].qValue = effect.qValue
            }
        }
    }

    private func emptyRow(of group: Group) -> TrendRow {
        let first = group.series[0]
        let usable = group.series.filter { $0.values.count >= 2 }
        let values = usable.flatMap(\.values)
        var row = TrendRow(
            entity: group.entity, regionCode: group.regionCode, indicator: first.indicator, label: first.label, unit: first.unit,
            editions: Edition.ordered(Set(group.series.flatMap(\.editions))),
            firstYear: usable.compactMap(\.years.first).min(), lastYear: usable.compactMap(\.years.last).max(), n: values.count,
            mean: values.isEmpty ? nil : values.reduce(0) { $0 + $1 / Double(values.count) }, direction: .uncertain, breaks: [], forecast: [],
            points: [], notes: [])
        let years = Set(usable.flatMap(\.years)).count
        if usable.count < Self.fewestBodies {
            row.notes.append(TrendNotes.fewBodies(needed: Self.fewestBodies, found: usable.count))
        } else if years < options.minimumPoints {
            row.notes.append(TrendNotes.tooFew(needed: options.minimumPoints, found: years, empty: 0))
        } else if let value = values.first, values.allSatisfy({ $0 == value }) {
            row.notes.append(TrendNotes.constant)
        }
        return row
    }

    /// One scale an indicator, whatever group its bodies are in.
    private func scales(of groups: [Group]) -> [String: Scale] {
        var least: [String: Double] = [:]
        var measures: [String: YearlySeries.Measure] = [:]
        for one in groups.lazy.flatMap(\.series) {
            measures[one.indicator] = one.measure
            least[one.indicator] = min(least[one.indicator] ?? .infinity, one.values.min() ?? .infinity)
        }
        var scales: [String: Scale] = [:]
        for (indicator, measure) in measures {
            let least = least[indicator] ?? 0
            let isSum = measure == .ratio || least < 0
            scales[indicator] = isSum ? .sum : measure == .amount && least > 0 ? .logarithm : .poisson
        }
        return scales
    }

    private func complete(_ row: inout TrendRow, _ panel: Panel, _ trend: YearEffectsTrends.Trend) {
        let independent = panel.errorOfIndependentBodies()
        let slope = independent.map { trend.slope.withError(atLeast: $0, degreesOfFreedom: Double(panel.bodies - 1)) } ?? trend.slope
        let interval = slope.confidenceInterval(level: options.level)
        let mean = row.mean ?? 0
        let size = panel.scale == .sum ? 1 : mean
        row.model = panel.scale.model
        row.slope = slope.value * size
        row.standardError = slope.standardError * size
        row.slopeLow = interval.lower * size
        row.slopeHigh = interval.upper * size
        row.statistic = slope.statistic
        row.degreesOfFreedom = slope.degreesOfFreedom
        row.pValue = slope.pValue
        row.breaks = zip(panel.steps, trend.steps).map {
            .init(year: $0.year, kind: $0.kind, pValue: $1.pValue, percent: panel.scale == .sum ? nil : Logarithm.percent($1.value))
        }
        if panel.scale == .sum {
            row.notes.append(TrendNotes.noPercentOfPanel)
        } else {
            row.percentPerYear = Logarithm.percent(slope.value)
            row.percentLow = Logarithm.percent(interval.lower)
            row.percentHigh = Logarithm.percent(interval.upper)
        }
        tellShape(&row, panel)
        row.notes.append(TrendNotes.yearsCount(bodies: panel.bodies, years: panel.years.count))
        if let error = independent {
            row.standardErrorOfIndependentBodies = error * size
            row.notes.append(
                error < slope.standardError ? TrendNotes.independentBodies(ratio: slope.standardError / error) : TrendNotes.differingBodies)
        }
        row.notes.append(TrendNotes.noRobustOfPanel)
    }

    /// The likeliest shape among those with known dates; the likeliest of other dates is told with its probability and gets no name.
    private func tellShape(_ row: inout TrendRow, _ panel: Panel) {
        let series = panel.series
        let known = panel.steps.map(\.year)
        guard let posterior = YearEffectsShapes().fit(series, dates: known) else { return }
        row.shape = TrendRow.Shape(rawValue: posterior.shape.rawValue)
        row.shapeProbability = posterior.probabilities[posterior.shape]
        for (index, probability) in posterior.steps.enumerated() { row.breaks[index].probability = probability }
        if posterior.shape == .step || posterior.shape == .both {
            row.stepYear = posterior.steps.indices.max { posterior.steps[$0] < posterior.steps[$1] }.map { known[$0] }
        }
        let searched = series.years.filter { year in
            !known.contains(year) && series.years.count { $0 < year } >= 3 && series.years.count { $0 >= year } >= 3
        }
        guard !searched.isEmpty, let other = YearEffectsShapes().fit(series, dates: known + searched) else { return }
        for (year, probability) in zip(searched, other.steps.dropFirst(known.count)) where probability >= 0.5 {
            row.notes.append(TrendNotes.searchedStep(year: year, probability: probability))
        }
    }

    /// The year effects of one group.
    private struct Panel {
        let scale: Scale
        let years: [Int]
        let fit: YearEffects.Fit
        let steps: [YearlySeries.KnownBreak]
        let bodies: Int
        /// What a year without an effect of its own has, on the scale of the values.
        private let level: Double

        init(_ series: [YearlySeries], scale: Scale) throws(EstimationError) {
            self.scale = scale
            let all = Set(series.flatMap(\.years)).sorted()
            let position = Dictionary(uniqueKeysWithValues: all.enumerated().map { ($1, $0) })
            let values = series.map { one in
                var row = [Double?](repeating: nil, count: all.count)
                for (year, value) in zip(one.years, scale == .poisson ? one.counted : one.values) {
                    row[position[year]!] = scale == .logarithm ? Logarithm.natural(value) : value
                }
                return row
            }
            let exposures = scale == .poisson && series.contains { $0.exposure != nil } ? Self.exposures(series, position, all.count) : []
            let fit = try YearEffects(model: scale == .poisson ? .poisson : .linear).fit(values, exposures: exposures)
            self.fit = fit
            let years = fit.periods.map { all[$0] }
            self.years = years
            bodies = fit.bodies
            var effects: [Int: Double] = [:]
            for (year, effect) in zip(years, fit.effects) { effects[year] = effect }
            var (total, weight) = (0.0, 0.0)
            for one in series {
                let numbers = scale == .poisson ? one.counted : one.values
                for (index, year) in one.years.enumerated() {
                    guard let effect = effects[year] else { continue }
                    total += scale == .sum ? numbers[index] - effect : numbers[index]
                    let units = scale == .poisson ? one.exposure?.units[index] ?? 1 : 1
                    weight += scale == .sum ? 1 : Logarithm.exponential(effect) * units
                }
            }
            level = total / weight
            steps = Self.steps(series, years: years)
        }

        private static func exposures(_ series: [YearlySeries], _ position: [Int: Int], _ count: Int) -> [[Double]] {
            series.map { one in
                var row = [Double](repeating: 1, count: count)
                for (year, units) in zip(one.years, one.exposure?.units ?? []) { row[position[year]!] = units }
                return row
            }
        }

        /// The edition and policy years that half of the bodies with values on either side have; of those with no year between them, the first.
        private static func steps(_ series: [YearlySeries], years: [Int]) -> [YearlySeries.KnownBreak] {
            var counted: [YearlySeries.KnownBreak: Int] = [:]
            for known in series.flatMap(\.effectiveBreaks) where known.kind != .region { counted[known, default: 0] += 1 }
            var (steps, starts): ([YearlySeries.KnownBreak], Set<Int>) = ([], [])
            for known in counted.keys.sorted(by: { ($0.year, $0.kind.rawValue) < ($1.year, $1.kind.rawValue) }) {
                let astride = series.count { ($0.years.first ?? .max) < known.year && ($0.years.last ?? .min) >= known.year }
                guard 2 * (counted[known] ?? 0) >= astride, let start = years.first(where: { $0 >= known.year }), start != years.first else {
                    continue
                }
                if starts.insert(start).inserted { steps.append(known) }
            }
            return steps
        }

        var series: YearEffectsTrends.Series {
            .init(years: years, effects: fit.effects, variances: fit.samplingVariances, steps: steps.map(\.year))
        }

        func points(level confidence: Double) -> [TrendRow.Point] {
            zip(years, zip(fit.effects, fit.confidenceIntervals(level: confidence))).map { year, effect in
                let (value, interval) = effect
                if scale == .sum { return .init(year: year, value: level + value, low: level + interval.lower, high: level + interval.upper) }
                return .init(
                    year: year, value: level * Logarithm.exponential(value), low: level * Logarithm.exponential(interval.lower),
                    high: level * Logarithm.exponential(interval.upper))
            }
        }

        /// The error of the slope if bodies were independent of each other: from the covariance of the year effects, their line by least squares.
        func errorOfIndependentBodies() -> Double? {
            let center = years.reduce(0.0) { $0 + Double($1) / Double(years.count) }
            var columns = [[Double](repeating: 1, count: years.count), years.map { Double($0) - center }]
            columns += steps.map { step in years.map { $0 >= step.year ? 1 : 0 } }
            let design = Matrix(columns: columns)
            guard let factor = try? Cholesky(design.crossProduct()) else { return nil }
            let weights = design.product(factor.inverse().column(1))
            let variance = zip(weights, fit.covariance.product(weights)).reduce(0) { $0 + $1.0 * $1.1 }
            return variance > 0 ? variance.squareRoot() : nil
        }
    }
}
