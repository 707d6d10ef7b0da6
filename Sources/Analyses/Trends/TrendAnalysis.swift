import Dispatch
import Disclosure
import Statistics

/// The trends of all series of a corpus, tested together.
///
/// ```swift
/// let rows = TrendAnalysis(TrendOptions(indicators: [IndicatorPattern("received")])).rows(in: corpus)
/// ```
/// A series is one body's numbers for one indicator over the years whose editions mean the same (`Concept.joins`). Known breaks enter the model as steps. Everything about a
/// row but `qSelected` comes from all bodies of the corpus: selecting rows changes no number. The direction is `rising` or `falling` when the p-value, adjusted over the indicator's
/// series, is at most 1 − level; else `stable` when the percentage's interval lies within the limits asked for; else `uncertain`, with the reason. Constant series are not tested.
/// Slopes of an indicator are drawn toward each other (``SlopeShrinkage``), and a series without a known break is searched for one, which then is in the model
/// (``BreakSearch``). The likeliest shape is told of long series (``SeriesShapeTelling``). Deterministic.
public struct TrendAnalysis: Sendable {
    /// The options in force.
    public let options: TrendOptions

    /// An analysis with options.
    public init(_ options: TrendOptions = TrendOptions()) { self.options = options }

    /// One row a series, in the order asked for.
    ///
    /// - Parameters:
    ///   - corpus: all bodies, which the models learn from.
    ///   - selection: the bodies whose rows are returned, and the window of years, which is that of the models.
    ///   - whole: where exposures are read, when `corpus` is a part of it; `corpus` itself when `nil`.
    public func rows(in corpus: Corpus, selecting selection: CorpusSelection = CorpusSelection(), exposuresOf whole: Corpus? = nil) -> [TrendRow] {
        let exposure = options.exposure.flatMap { SeriesExposure($0, in: whole ?? corpus) }
        if options.unit != .series { return panelRows(in: corpus.selecting(selection), exposure) }
        let corpus = corpus.selecting(CorpusSelection(years: selection.years))
        let isSelected = corpus.bodies.indices.map { selection.includes(corpus.bodies[$0], former: corpus.formerBodies($0)) }
        let families = SeriesSelection(corpus: corpus, patterns: options.indicators, exposure: exposure)
        let found = Families(count: families.count)
        DispatchQueue.concurrentPerform(iterations: families.count) { index in
            let series = dated(families.series(ofSource: index))
            if series.contains(where: { isSelected[$0.body] }) {
                let rows = IndicatorTrends(options: options, corpus: corpus, series: series).rows { isSelected[$0] }
                found.put(zip(series.lazy.map(\.body).filter { isSelected[$0] }, rows).map { ($0, $1) }, at: index)
            }
        }
        var rows = found.inOrder()
        let isFiltered = !selection.entities.isEmpty || !selection.regions.isEmpty || !options.indicators.isEmpty
        if isFiltered, let adjusted = options.falseDiscovery.adjusted(rows.map { $0.isConstant ? nil : $0.pValue }) {
            for (index, q) in zip(rows.indices, adjusted) { rows[index].qSelected = q }
        }
        for index in rows.indices { rows[index].decide(options) }
        return sorted(rows)
    }

    private func panelRows(in corpus: Corpus, _ exposure: SeriesExposure?) -> [TrendRow] {
        let series = dated(SeriesSelection(corpus: corpus, patterns: options.indicators, exposure: exposure).series())
        let groups = PanelGroups(corpus: corpus, unit: options.unit)
        let (concerned, others) = controls(of: series, in: corpus)
        var rows = PanelTrend(options: options).rows(of: groups.groups(concerned), against: groups.groups(others))
        let adjusted = options.falseDiscovery.adjusted(rows.map(\.pValue))
        for index in rows.indices {
            rows[index].qValue = adjusted?[index]
            rows[index].decide(options)
        }
        return sorted(rows)
    }

    /// The series that the event concerned, and those that it is held against: those of other bodies, or of other indicators.
    private func controls(of series: [YearlySeries], in corpus: Corpus) -> (concerned: [YearlySeries], others: [YearlySeries]) {
        guard options.event != nil else { return (series, []) }
        if let trait = options.exposed {
            let value = corpus.attribute(trait.attribute)
            let isExposed = corpus.bodies.indices.map { value?($0) == trait.value }
            return (series.filter { isExposed[$0.body] }, series.filter { !isExposed[$0.body] })
        }
        let others = options.indicators.isEmpty ? series : series + dated(SeriesSelection(corpus: corpus, patterns: []).series())
        let named = Set(series.map(\.indicator))
        return (series, series + others.dropFirst(series.count).filter { !named.contains($0.indicator) })
    }

    /// The series with the event as a known break.
    private func dated(_ series: [YearlySeries]) -> [YearlySeries] {
        guard let year = options.event else { return series }
        return series.map { $0.adding(.init(year: year, kind: .event)) }
    }

    /// Rows in the order asked for; what cannot be told comes last, ties keep the order of bodies and indicators.
    private func sorted(_ rows: [TrendRow]) -> [TrendRow] {
        if options.order == .entity { return rows }
        let keys = rows.map { row -> Double? in
            switch options.order {
            case .q: row.qValue ?? row.pValue
            case .slope: row.slope.map { -$0 }
            case .percent: row.percentPerYear.map { -$0 }
            case .entity: nil
            }
        }
        let order = rows.indices.sorted { one, other in
            switch (keys[one], keys[other]) {
            case (let a?, let b?) where a != b: a < b
            case (.some, nil): true
            case (nil, .some): false
            default: one < other
            }
        }
        return order.map { rows[$0] }
    }

    /// The rows of each indicator as they are found, whichever comes first.
    private final class Families: @unchecked Sendable {
        private let lock = DispatchSemaphore(value: 1)
        private var rows: [[(body: Int, row: TrendRow)]]

        init(count: Int) { rows = Array(repeating: [], count: count) }

        func put(_ found: [(Int, TrendRow)], at index: Int) {
            lock.wait()
            rows[index] = found.map { (body: $0.0, row: $0.1) }
            lock.signal()
        }

        /// Body by body, in the order of the indicators.
        func inOrder() -> [TrendRow] {
            var places: [(body: Int, family: Int, index: Int)] = []
            places.reserveCapacity(rows.reduce(0) { $0 + $1.count })
            for (family, found) in rows.enumerated() {
                for index in found.indices { places.append((found[index].body, family, index)) }
            }
            places.sort { ($0.body, $0.family, $0.index) < ($1.body, $1.family, $1.index) }
            return places.map { rows[$0.family][$0.index].row }
        }
    }
}
