import Disclosure
import Foundation

/// Mistakes about what a cell asks for: money for items, decisions for items, last year for this.
extension ErrorPlanter {
    private static let kinds = BodyProfile.decisions.map { "disclosure.\($0)" }

    /// An amount in 万元 (or 元) in the cells of fee items, or the fines of the year in the number of punishments.
    func moneyInCounts(_ draw: inout CounterGenerator) -> [[Int: Int?]] {
        var proposals: [[Int: Int?]] = []
        for id in ["disclosure.fees.items_change", "disclosure.fees.items_prev"] {
            guard let position = layout.position(of: id), record[position] != nil else { continue }
            proposals.append([position: Int(exp(draw.normal(mean: 8.5, deviation: 1.2)).rounded()) + 100])
        }
        for kind in ["disclosure.punishment", "disclosure.licensing"] where layout.position(of: "\(kind).items_prev") == nil {
            guard let position = layout.position(of: "\(kind).decisions"), let value = record[position], value > 0 else { continue }
            // Fines average some thousands of 元: written in 元, or now and then in 万元.
            let average = exp(draw.normal(mean: 7.5, deviation: 1.0))
            let amount = Double(value) * average / (draw.chance(0.3) ? 10_000 : 1)
            proposals.append([position: max(1, Int(min(amount, 1e12).rounded()))])
        }
        return proposals
    }

    /// Decisions of last and this year in the cells for items, or the number of items where decisions are asked for.
    func itemsForDecisions(_ draw: inout CounterGenerator) -> [[Int: Int?]] {
        Self.kinds.compactMap { kind in
            guard let decisions = layout.position(of: "\(kind).decisions"), let value = record[decisions], value > 0 else { return nil }
            guard let items = layout.position(of: "\(kind).items_prev"), let change = layout.position(of: "\(kind).items_change") else {
                let count = draw.negativeBinomial(mean: 200, dispersion: 0.4)
                return count == value ? nil : [decisions: count]
            }
            if draw.chance(0.3), let stock = record[items], let growth = record[change], stock + growth != value {
                return [decisions: stock + growth]
            }
            let before = previous.flatMap { $0.edition == layout.edition ? $0[decisions] : nil } ?? Int(Double(value) * (0.7 + 0.6 * draw.uniform()))
            guard record[items] != before else { return nil }
            return record[change] == value - before ? [items: before] : [items: before, change: value - before]
        }
    }

    /// The decisions and the documents of last year again: one cell, or all decisions together.
    func copies() -> [[Int: Int?]] {
        guard let previous, previous.edition == layout.edition else { return [] }
        var proposals: [[Int: Int?]] = []
        var block: [Int: Int?] = [:]
        for (position, indicator) in layout.indicators.enumerated() where indicator.kind == .flow || indicator.kind == .money {
            guard let now = record[position], let before = previous[position], before != 0, now != before else { continue }
            // Small counts repeat by themselves; copying shows in numbers of three digits and more.
            guard abs(before) >= 100 else { continue }
            if indicator.id.hasPrefix("disclosure.") || indicator.section.isList {
                proposals.append([position: before])
            }
            if indicator.id.hasSuffix(".decisions") { block[position] = before }
        }
        if block.count > 1 { proposals.append(block) }
        return proposals
    }
}
