import Disclosure
import Statistics

/// Draws the slopes of an indicator toward what the slopes of all bodies are, the imprecise ones most.
///
/// **Definition.** ``AdaptiveShrinkage`` with an estimated mode over the rows of one indicator, model and run of editions. The standard error of a slope is the one that its p-value
/// implies under a normal law, |slope|/z(p); where that says nothing (p = 1), half its interval over the normal quantile. Fewer than ten slopes are left alone.
struct SlopeShrinkage {
    let level: Double

    private static let fewestSeries = 10

    func apply(to rows: inout [TrendRow]) {
        struct Key: Hashable {
            let indicator: String
            let model: String
            let editions: String
        }
        var order: [Key] = []
        var groups: [Key: [Int]] = [:]
        for (index, row) in rows.enumerated() {
            guard let model = row.model, standardError(of: row) != nil else { continue }
            let key = Key(indicator: row.indicator, model: model, editions: row.editions.first?.rawValue ?? "")
            if groups[key] == nil { order.append(key) }
            groups[key, default: []].append(index)
        }
        for key in order {
            guard let members = groups[key], members.count >= Self.fewestSeries,
                let fit = try? AdaptiveShrinkage(mode: .estimated)
                    .fit(estimates: members.map { rows[$0].slope }, standardErrors: members.map { standardError(of: rows[$0]) })
            else { continue }
            for (index, posterior) in zip(members, fit.posteriors) { rows[index].shrunkenSlope = posterior?.mean }
        }
    }

    /// `nil` where a slope has no finite error.
    private func standardError(of row: TrendRow) -> Double? {
        guard let slope = row.slope, slope.isFinite else { return nil }
        if slope != 0, let p = row.pValue, p > 0, p < 0.99 {
            let error = slope.magnitude / Normal().upperTailQuantile(p / 2)
            if error.isFinite && error > 0 { return error }
        }
        guard let low = row.slopeLow, let high = row.slopeHigh, high > low, high.isFinite, low.isFinite else { return nil }
        return (high - low) / (2 * Normal().upperTailQuantile((1 - level) / 2))
    }
}
