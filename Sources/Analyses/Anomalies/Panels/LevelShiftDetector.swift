import ColumnStore
import Disclosure
import Dispatch
import Foundation
import Statistics

/// Series whose level changes for good between two years: a merger, another definition, another way to count.
///
/// **Definition.** z = log(y + 1) less the median of the year over all entities (where ten or more have it) and less the entity's own median; `LevelShiftTest` on all series of an indicator
/// together, which learns how much they wander, up to random walks; all series of a panel under one rate after Benjamini and Hochberg. A shift must explain a series better than a trend, be by a
/// factor of two or more, and show in the numbers themselves: a series that stays where it is while all others move has kept its level. Series of shares and small counts (a mean below 5)
/// are left out.
/// - Complexity: O(years²) a series.
struct LevelShiftDetector: CorpusDetector {
    private static let smallestSide = 3

    /// The promised share of false alarms among what is reported.
    let falseDiscoveryRate: Double

    init(falseDiscoveryRate: Double = OutlierDetector.warningRate) {
        precondition(falseDiscoveryRate > 0 && falseDiscoveryRate < 1, "false-discovery rate \(falseDiscoveryRate)")
        self.falseDiscoveryRate = falseDiscoveryRate
    }

    private struct Candidate {
        let variable: String
        let entity: Int
        let year: Int
        let before: [Double]
        let after: [Double]
        let result: LevelShiftTest.Result

        /// Whether both the shift against the other entities and that of the medians are by a factor of two or more, the same way.
        var isLarge: Bool {
            let own = log(((Median.of(after) ?? 0) + 1) / ((Median.of(before) ?? 0) + 1))
            return min(result.difference.magnitude, own.magnitude) >= log(2) && (own > 0) == (result.difference > 0)
        }
    }

    func findings(in corpus: Corpus) -> [Finding] { PanelContext.of(corpus).flatMap { findings($0.context) } }

    private func findings(_ context: PanelContext) -> [Finding] {
        let variables = context.panel.variables
        let slots = Slots(count: variables.count)
        DispatchQueue.concurrentPerform(iterations: variables.count) { slots.set($0, candidates(variables[$0], context.panel)) }
        let tested = slots.values.flatMap { $0 }
        guard let q = try? BenjaminiHochberg().adjusted(tested.map(\.result.pValue)) else { return [] }
        return zip(tested, q).compactMap { candidate, q in
            guard let q, q <= falseDiscoveryRate, candidate.isLarge, !candidate.result.isTrend else { return nil }
            return finding(candidate, q: q, context)
        }
    }

    /// The most likely change of every series of a variable.
    private func candidates(_ variable: String, _ panel: Panel) -> [Candidate] {
        guard let column = panel.column(variable) else { return [] }
        var logs: [[Double]] = []
        var eligible: [Int] = []
        for entity in panel.entities.indices {
            let values = (0..<panel.yearCount).map { column[entity, $0] }
            let present = values.compactMap { $0 }
            guard present.count >= 2 * Self.smallestSide, present.allSatisfy({ $0 >= 0 }) else { continue }
            guard present.reduce(0, +) / Double(present.count) >= 5 else { continue }
            let center = (Median.of(present.map { log($0 + 1) }) ?? 0)
            logs.append(values.map { $0.map { log($0 + 1) - center } ?? .nan })
            eligible.append(entity)
        }
        for period in 0..<panel.yearCount {
            let present = logs.compactMap { $0[period].isNaN ? nil : $0[period] }
            guard present.count >= 10 else { continue }
            let effect = (Median.of(present) ?? 0)
            for series in logs.indices { logs[series][period] -= effect }
        }
        let results = LevelShiftTest(fewestBeside: Self.smallestSide).fit(logs)
        return zip(eligible, results).compactMap { entity, result in
            guard let result else { return nil }
            func values(_ periods: Range<Int>) -> [Double] { periods.compactMap { column[entity, $0] } }
            return Candidate(
                variable: variable, entity: entity, year: panel.years.lowerBound + result.position, before: values(0..<result.position),
                after: values(result.position..<panel.yearCount), result: result)
        }
    }

    /// What the threads find, each in its own slot.
    private final class Slots: @unchecked Sendable {
        private let lock = DispatchSemaphore(value: 1)
        private(set) var values: [[Candidate]]

        init(count: Int) { values = Array(repeating: [], count: count) }

        func set(_ index: Int, _ value: [Candidate]) {
            lock.wait()
            values[index] = value
            lock.signal()
        }
    }

    private func finding(_ candidate: Candidate, q: Double, _ context: PanelContext) -> Finding {
        let before = (Median.of(candidate.before) ?? 0)
        let after = (Median.of(candidate.after) ?? 0)
        let isRise = candidate.result.difference > 0
        let (beforeText, afterText) = (ExactRecord.text(before), ExactRecord.text(after))
        var finding = context.finding(
            .outlier, rule: "panel.level_shift", definition: "two levels, the largest t of all splits", severity: .warning,
            entity: candidate.entity, year: candidate.year, subject: [candidate.variable],
            message: LocalizedText(
                zh:
                    "\(candidate.variable)自\(candidate.year)年起数值明显跳变：此前\(candidate.before.count)年的中位数为\(beforeText)，此后\(candidate.after.count)年为\(afterText)，\(isRise ? "升" : "降")幅远超同期其他主体；疑统计口径或机构职能改变，不宜当作趋势。",
                en:
                    "\(candidate.variable) changes its level in \(candidate.year): the median of the \(candidate.before.count) years before is \(beforeText), of the \(candidate.after.count) years since \(afterText), a \(isRise ? "rise" : "fall") beyond what the others show; probably another way of counting or another competence, not a trend."
            ))
        finding.mechanism = .levelShift
        finding.certainty = .detected
        finding.observed = after
        finding.expected = before
        finding.score = candidate.result.statistic
        finding.pValue = candidate.result.pValue
        finding.qValue = q
        finding.cells = [
            context.reference(
                candidate.variable, value: context.panel.value(candidate.variable, entity: candidate.entity, year: candidate.year),
                year: candidate.year)
        ]
        return finding
    }
}
