import Disclosure

/// Series of one indicator laid over one axis of years, as the models that learn from many series want them.
struct SeriesBatch {
    /// Positions of the series in the list that was given.
    let members: [Int]
    let years: [Double]
    /// One row a member, `nil` where a year is missing.
    let values: [[Double?]]

    /// One batch an indicator and set of editions, in order of first appearance.
    static func batches(_ series: [YearlySeries]) -> [SeriesBatch] {
        struct Key: Hashable {
            let indicator: String
            let isBeforeBreak: Bool
        }
        var order: [Key] = []
        var groups: [Key: [Int]] = [:]
        for (index, one) in series.enumerated() {
            let key = Key(indicator: one.indicator, isBeforeBreak: one.editions.first.map { !$0.hasStatutoryTables } ?? false)
            if groups[key] == nil { order.append(key) }
            groups[key, default: []].append(index)
        }
        return order.map { SeriesBatch(series, members: groups[$0]!) }
    }

    private init(_ series: [YearlySeries], members: [Int]) {
        self.members = members
        let first = members.compactMap { series[$0].years.first }.min() ?? 0
        let last = members.compactMap { series[$0].years.last }.max() ?? first
        years = (first...last).map(Double.init)
        values = members.map { member in
            var row = [Double?](repeating: nil, count: last - first + 1)
            for (year, value) in zip(series[member].years, series[member].values) { row[year - first] = value }
            return row
        }
    }
}
