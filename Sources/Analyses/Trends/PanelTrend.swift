import Disclosure
import LinearAlgebra
import Statistics

/// The common trend of many bodies: a panel model with an effect of each body, errors clustered by body.
///
/// **Definition.** yᵢₜ = αᵢ + βt + Σδ·step + εᵢₜ; body effects are swept out by subtracting each body's means, which leaves β̂ as it is. The covariance is the
/// bias-reduced one (CR2) with Satterthwaite's degrees of freedom below 40 bodies, CR1 from there on. β is the mean change of a body a year.
struct PanelTrend {
    let options: TrendOptions

    /// Bodies below which errors clustered by body say nothing.
    static let fewestBodies = 3
    private static let fewClusters = 40

    /// The series of one group and indicator.
    struct Group {
        let entity: String
        let regionCode: String?
        let series: [YearlySeries]
    }

    /// The row of a group: slope, interval and test of the common trend; points are the yearly means of the model.
    func row(of group: Group) -> TrendRow {
        let first = group.series[0]
        let usable = group.series.filter { $0.values.count >= 2 }
        let values = usable.flatMap(\.values)
        var row = TrendRow(
            entity: group.entity, regionCode: group.regionCode, indicator: first.indicator, label: first.label, unit: first.unit,
            editions: Edition.ordered(Set(group.series.flatMap(\.editions))),
            firstYear: usable.compactMap(\.years.first).min(), lastYear: usable.compactMap(\.years.last).max(), n: values.count,
            mean: values.isEmpty ? nil : values.reduce(0, +) / Double(values.count), direction: .uncertain, breaks: [], forecast: [], points: [],
            notes: [])
        guard usable.count >= Self.fewestBodies else {
            row.notes.append(TrendNotes.fewBodies(needed: Self.fewestBodies, found: usable.count))
            return row
        }
        guard Set(usable.flatMap(\.years)).count >= options.minimumPoints else {
            row.notes.append(TrendNotes.tooFew(needed: options.minimumPoints, found: Set(usable.flatMap(\.years)).count, empty: 0))
            return row
        }
        let panel = Panel(usable)
        row.points = panel.yearMeans()
        row.notes.append(TrendNotes.bodies(usable.count))
        row.notes.append(TrendNotes.noRobustOfPanel)
        do throws(EstimationError) {
            try complete(&row, panel, usable)
        } catch {
            row.notes.append(TrendNotes.reason(error))
        }
        return row
    }

    private func complete(_ row: inout TrendRow, _ panel: Panel, _ series: [YearlySeries]) throws(EstimationError) {
        let fit = try fit(panel, panel.values)
        let interval = fit.confidenceInterval(level: options.level)[0]
        row.model = .bodyEffects
        row.slope = fit.coefficients[0]
        row.standardError = fit.standardErrors[0]
        row.slopeLow = interval.lower
        row.slopeHigh = interval.upper
        row.statistic = fit.statistic[0]
        row.degreesOfFreedom = fit.testDegreesOfFreedom[0]
        row.pValue = fit.pValue[0]
        let pValues = fit.pValue
        row.breaks = panel.breaks.enumerated().map { .init(year: $1.year, kind: $1.kind, pValue: pValues[1 + $0]) }
        if options.unit == .yearEffects { row.points = try yearEffects(panel) }
        guard series.allSatisfy(\.isPositive) else {
            row.notes.append(TrendNotes.noPercentOfPanel)
            return
        }
        let logarithms = try self.fit(panel, panel.values.map { Logarithm.natural($0) })
        let percent = logarithms.confidenceInterval(level: options.level)[0]
        row.percentPerYear = Logarithm.percent(logarithms.coefficients[0])
        row.percentLow = Logarithm.percent(percent.lower)
        row.percentHigh = Logarithm.percent(percent.upper)
    }

    /// Body effects alone: to a linear trend all years belong to one period.
    private func fit(_ panel: Panel, _ values: [Double]) throws(EstimationError) -> PanelFit {
        let correction: ClusterCorrection = panel.bodyCount < Self.fewClusters ? .cr2 : .cr1
        var columns = [panel.years.map { Double($0 - panel.years[0]) }]
        columns += panel.breaks.map { known in panel.years.map { $0 >= known.year ? 1 : 0 } }
        return try TwoWayFixedEffects(covariance: .clustered(panel.bodies, correction)).fit(
            design: Matrix(columns: columns), response: values, units: panel.bodies, periods: Array(repeating: 0, count: values.count))
    }

    /// What each year adds for every body alike, about the mean of all values.
    private func yearEffects(_ panel: Panel) throws(EstimationError) -> [TrendRow.Point] {
        let years = Set(panel.years).sorted()
        let columns = years.dropFirst().map { year in panel.years.map { $0 == year ? 1.0 : 0 } }
        let fit = try TwoWayFixedEffects(covariance: .classical).fit(
            design: Matrix(columns: columns), response: panel.values, units: panel.bodies, periods: Array(repeating: 0, count: panel.values.count))
        let effects = [0] + fit.coefficients
        let total = zip(panel.years, panel.values).reduce(0.0) { $0 + $1.1 - effects[years.firstIndex(of: $1.0)!] }
        let level = total / Double(panel.values.count)
        return zip(years, effects).map { TrendRow.Point(year: $0, value: level + $1) }
    }

    /// The values of all bodies in one column, with whose and when.
    private struct Panel {
        var bodies: [Int] = []
        var years: [Int] = []
        var values: [Double] = []
        let breaks: [YearlySeries.KnownBreak]
        let bodyCount: Int

        init(_ series: [YearlySeries]) {
            for (body, one) in series.enumerated() {
                bodies += Array(repeating: body, count: one.values.count)
                years += one.years
                values += one.values
            }
            bodyCount = series.count
            var seen: Set<Int> = []
            breaks = series.flatMap(\.effectiveBreaks).filter { seen.insert($0.year).inserted }.sorted { $0.year < $1.year }
        }

        func yearMeans() -> [TrendRow.Point] {
            Set(years).sorted().map { year in
                let there = zip(years, values).filter { $0.0 == year }.map(\.1)
                return TrendRow.Point(year: year, value: there.reduce(0, +) / Double(there.count))
            }
        }
    }
}
