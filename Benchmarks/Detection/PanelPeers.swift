import ColumnStore
import Foundation
import Statistics

/// The simple statistical peers, on z = log(y + 1) cell by cell, written here: each gives every cell a score.
enum PanelPeers {
    static let all: [(name: String, score: @Sendable (PeerColumn) -> [[Double?]])] = [
        ("year-on-year rule", yearOnYear), ("Hidiroglou–Berthelot", hidiroglouBerthelot), ("two-way median polish", medianPolish),
    ]

    /// |residual| of DDC as this package has it, bodies × years.
    static func deviatingCells(_ column: PeerColumn) -> [[Double?]] {
        let years = (0..<column.yearCount).map { t in column.values.map { $0[t].map(PeerColumn.log1) } }
        guard let fit = try? DeviatingCells().fit(years) else { return column.values.map { $0.map { _ in nil } } }
        let residuals = (0..<column.yearCount).map { fit.residuals(of: $0) }
        return column.values.indices.map { body in (0..<column.yearCount).map { residuals[$0][body].map { abs($0) } } }
    }

    /// |z(t) − z(t−1)|; the first year is compared with the next.
    static func yearOnYear(_ column: PeerColumn) -> [[Double?]] {
        column.values.map { row in
            let logs = row.map { $0.map(PeerColumn.log1) }
            return logs.indices.map { t in
                guard let now = logs[t] else { return nil }
                let before = t > 0 ? logs[t - 1] : nil
                let next = before == nil && t + 1 < logs.count ? logs[t + 1] : nil
                return (before ?? next).map { abs(now - $0) }
            }
        }
    }

    /// |E − E_M| over the half-width of the acceptance interval at C = 1, with U = 0.5 and A = 0.05; year by year over the bodies. A half-width of
    /// nothing, where most ratios are equal, gives no score.
    static func hidiroglouBerthelot(_ column: PeerColumn) -> [[Double?]] {
        var scores = column.values.map { [Double?](repeating: nil, count: $0.count) }
        for t in 0..<column.yearCount where t > 0 {
            var ratios: [(body: Int, ratio: Double, size: Double)] = []
            for body in column.values.indices {
                guard let now = column.values[body][t], let before = column.values[body][t - 1], now > 0, before > 0 else { continue }
                ratios.append((body, now / before, max(now, before)))
            }
            guard ratios.count >= 4 else { continue }
            let middle = PeerColumn.median(ratios.map(\.ratio))
            let effects = ratios.map { ($0.ratio < middle ? 1 - middle / $0.ratio : $0.ratio / middle - 1) * $0.size.squareRoot() }
            let sorted = effects.sorted()
            let center = PeerColumn.median(effects)
            let low = max(center - sorted[sorted.count / 4], abs(0.05 * center))
            let high = max(sorted[sorted.count * 3 / 4] - center, abs(0.05 * center))
            guard min(low, high) > 1e-6 else { continue }
            for (item, effect) in zip(ratios, effects) {
                scores[item.body][t] = effect < center ? (center - effect) / low : (effect - center) / high
            }
        }
        return scores
    }

    /// |residual| of Tukey's median polish of bodies × years, over the indicator's MAD; the counting noise 1/(1 + fit) is added to its square, without
    /// which small counts would lead the list.
    static func medianPolish(_ column: PeerColumn) -> [[Double?]] {
        let logs = column.values.map { $0.map { $0.map(PeerColumn.log1) } }
        var residuals = logs
        for _ in 0..<10 {
            for body in residuals.indices {
                let present = residuals[body].compactMap { $0 }
                guard !present.isEmpty else { continue }
                let effect = PeerColumn.median(present)
                residuals[body] = residuals[body].map { $0.map { $0 - effect } }
            }
            for t in 0..<column.yearCount {
                let present = residuals.compactMap { $0[t] }
                guard !present.isEmpty else { continue }
                let effect = PeerColumn.median(present)
                for body in residuals.indices { residuals[body][t]? -= effect }
            }
        }
        let scale = max(1.4826 * PeerColumn.median(residuals.flatMap { $0.compactMap { $0.map { abs($0) } } }), 0.05)
        return zip(residuals, logs).map { residuals, logs in
            zip(residuals, logs).map { residual, log in
                guard let residual, let log else { return nil }
                return abs(residual) / (scale * scale + exp(-max(0, log - residual))).squareRoot()
            }
        }
    }
}

/// One indicator: bodies × years.
struct PeerColumn {
    let indicator: String
    let values: [[Double?]]
    var yearCount: Int { values.first?.count ?? 0 }

    static func columns(_ panel: Panel) -> [PeerColumn] {
        panel.variables.map { variable in
            let column = panel.column(variable)!
            return PeerColumn(
                indicator: variable, values: panel.entities.indices.map { entity in (0..<panel.yearCount).map { column[entity, $0] } })
        }
    }

    /// Whether the values have any spread: the median absolute deviation of their logarithms is not 0.
    var hasSpread: Bool {
        let logs = values.flatMap { $0.compactMap { $0.map(Self.log1) } }
        let center = Self.median(logs)
        return Self.median(logs.map { abs($0 - center) }) > 0
    }

    /// log(|y| + 1) with the sign of y.
    static func log1(_ value: Double) -> Double { value < 0 ? -log(1 - value) : log(1 + value) }

    static func median(_ values: [Double]) -> Double {
        guard !values.isEmpty else { return 0 }
        let sorted = values.sorted()
        let middle = sorted.count / 2
        return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
    }
}
