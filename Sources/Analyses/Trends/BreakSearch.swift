import Disclosure
import Statistics

/// Looks for one step of unknown date in every series that has no known one: another level from some year on.
///
/// **Definition.** `LevelShiftTest` over all series of the indicator whose models share a scale, on that scale: log(y + 1) for counts, logarithms of amounts, values over the mean of their
/// magnitude otherwise. Series of eight values and more, counts of five a year and more. The p-values are adjusted over all series of the indicator that were searched. A step is told when
/// the adjusted p-value is at most 1 − level and it is three times as likely as a line, the search paid for; it then enters the model like a
/// known one, where its posterior on the model's own scale is a half or more. Models that know nothing of the other series are not searched.
struct BreakSearch {
    private let level: Double
    private let falseDiscovery: TrendOptions.FalseDiscovery
    private let model: TrendOptions.Model

    init(_ options: TrendOptions) { (level, falseDiscovery, model) = (options.level, options.falseDiscovery, options.model) }

    /// Fewest values of a series that is searched.
    static let fewestValues = 8
    private static let fewestBeside = 3
    private static let leastMean = 5.0
    /// Twice the logarithm of 3. At even odds up to one linear trend in four of those that are no more than four standard deviations would pass for a step.
    private static let leastAdvantage = 2.2

    /// A step that was found.
    struct Found {
        let year: Int
        let pValue: Double
        let qValue: Double?
        /// The posterior probability of a step in that year or next to it, on the scale of the model.
        var probability: Double?
    }

    /// The step told of each series; `nil` where there is none.
    func steps(in series: [YearlySeries], kind: IndicatorKind) -> [Found?] {
        var found = [Found?](repeating: nil, count: series.count)
        guard model == .auto || model == .quasipoisson else { return found }
        var tested: [(index: Int, year: Int, pValue: Double, advantage: Double)] = []
        let models = series.map { one -> TrendModel? in
            guard one.values.count >= Self.fewestValues, one.effectiveBreaks.isEmpty, !one.isConstant else { return nil }
            let model = AutomaticTrend.model(of: one, kind: kind)
            return model == .exactPoisson || model == .quasiPoisson && one.counted.reduce(0, +) < Self.leastMean * Double(one.values.count)
                ? nil : model
        }
        for model in [TrendModel.quasiPoisson, .pooledLogarithms, .pooledShares, .pooledLeastSquares] {
            let members = series.indices.filter { models[$0] == model }
            guard let first = members.compactMap({ series[$0].years.first }).min(), let last = members.compactMap({ series[$0].years.last }).max()
            else { continue }
            let results = LevelShiftTest(fewestBeside: Self.fewestBeside).fit(
                members.map { values(of: series[$0], model: model, from: first, count: last - first + 1) })
            for (index, result) in zip(members, results) {
                guard let result else { continue }
                tested.append((index, first + result.position, result.pValue, result.advantage))
            }
        }
        let adjusted = falseDiscovery.adjusted(tested.map(\.pValue))
        for (position, one) in tested.enumerated() {
            let q = adjusted?[position]
            guard one.advantage >= Self.leastAdvantage, (q ?? one.pValue) <= 1 - level else { continue }
            found[one.index] = Found(year: one.year, pValue: one.pValue, qValue: q)
        }
        return found
    }

    private func values(of series: YearlySeries, model: TrendModel, from first: Int, count: Int) -> [Double] {
        let size = series.values.reduce(0) { $0 + $1.magnitude / Double(series.values.count) }
        var row = [Double](repeating: .nan, count: count)
        for (index, year) in series.years.enumerated() {
            let value = series.values[index]
            row[year - first] =
                switch model {
                case .quasiPoisson:
                    series.exposure.map { Logarithm.natural(($0.events[index] + 0.5) / $0.units[index]) } ?? Logarithm.natural(value + 1)
                case .pooledLogarithms: Logarithm.natural(value)
                default: value / size
                }
        }
        return row
    }
}
