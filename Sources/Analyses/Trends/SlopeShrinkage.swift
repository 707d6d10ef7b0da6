import Disclosure
import Statistics

/// Draws the slopes of an indicator toward what the slopes of all bodies are, the imprecise ones most.
///
/// **Definition.** ``AdaptiveShrinkage`` with an estimated mode over the rows of one indicator, model and run of editions. The law of the errors is taken for normal with the
/// interval that the slope's own law has: its standard error times the ratio of the quantiles, t to normal. Fewer than ten slopes are left alone.
struct SlopeShrinkage {
    let level: Double

    private static let fewestSeries = 10

    func apply(to rows: inout [TrendRow]) {
        struct Key: Hashable {
            let indicator: String
            let model: TrendModel
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

    /// The standard error that under a normal law gives the interval of the slope's own: wider than that of a t test by the ratio of the quantiles. A test without one
    /// leaves its interval to tell. `nil` where a slope has no finite error.
    private func standardError(of row: TrendRow) -> Double? {
        guard let slope = row.slope, slope.isFinite else { return nil }
        let tail = (1 - level) / 2
        let normal = Normal().upperTailQuantile(tail)
        if let error = row.standardError {
            let quantile = row.degreesOfFreedom.flatMap { $0.isFinite ? StudentT(degreesOfFreedom: $0).upperTailQuantile(tail) : nil } ?? normal
            let widened = error * quantile / normal
            return widened.isFinite && widened > 0 ? widened : nil
        }
        guard let low = row.slopeLow, let high = row.slopeHigh, high > low, high.isFinite, low.isFinite else { return nil }
        return (high - low) / (2 * normal)
    }
}
