import ColumnStore
import Disclosure
import Foundation
import Statistics

/// Series whose level changes for good between two years: a merger, another definition, another way to count.
///
/// **Definition.** z = log(y + 1) less the median of the year over all entities (where ten or more have it) and less the entity's own median. For
/// each year that leaves at least three values on either side, t is the difference of the two means over its standard error, with the variance
/// within the two segments shrunken towards the median of the indicator (four prior degrees of freedom). The largest |t| of a series is judged by
/// Student's t with the number of splits tried (Bonferroni), all series together by Benjamini and Hochberg. A shift must also be by a factor of
/// two or more, and show in the numbers themselves: a series that stays where it is while all others move has kept its level. Series of shares and small counts (a mean below 5) are left out.
/// - Complexity: O(years²) a series.
struct LevelShiftDetector: CorpusDetector {
    private static let priorDegrees = 4.0
    private static let smallestSide = 3

    /// The promised share of false alarms among what is reported.
    let falseDiscoveryRate: Double

    init(falseDiscoveryRate: Double = 0.05) {
        precondition(falseDiscoveryRate > 0 && falseDiscoveryRate < 1, "false-discovery rate \(falseDiscoveryRate)")
        self.falseDiscoveryRate = falseDiscoveryRate
    }

    private struct Candidate {
        let variable: String
        let entity: Int
        let year: Int
        let before: [Double]
        let after: [Double]
        let difference: Double
        let withinSquares: Double
        let splits: Int
        let size: Int

        /// Whether both the shift against the other entities and that of the medians are by a factor of two or more, the same way.
        var isLarge: Bool {
            let own = log(((Median.of(after) ?? 0) + 1) / ((Median.of(before) ?? 0) + 1))
            return min(difference.magnitude, own.magnitude) >= log(2) && (own > 0) == (difference > 0)
        }
    }

    func findings(in corpus: Corpus) -> [Finding] { PanelContext.of(corpus).flatMap { findings($0.context) } }

    private func findings(_ context: PanelContext) -> [Finding] {
        var tested: [(candidate: Candidate, t: Double, p: Double)] = []
        for variable in context.panel.variables {
            let candidates = best(variable, context.panel)
            let variances = candidates.map { $0.withinSquares / Double($0.size - 2) }.sorted()
            guard !variances.isEmpty else { continue }
            let prior = max(variances[variances.count / 2], 1e-4)
            for candidate in candidates {
                let degrees = Double(candidate.size - 2) + Self.priorDegrees
                let variance = (candidate.withinSquares + Self.priorDegrees * prior) / degrees
                let error = (variance * (1 / Double(candidate.before.count) + 1 / Double(candidate.after.count))).squareRoot()
                let t = candidate.difference / error
                let p = min(1, StudentT(degreesOfFreedom: degrees).twoSidedPValue(t) * Double(candidate.splits))
                tested.append((candidate, t, p))
            }
        }
        guard let q = try? BenjaminiHochberg().adjusted(tested.map { $0.p }) else { return [] }
        return zip(tested, q).compactMap { test, q in
            guard let q, q <= falseDiscoveryRate, test.candidate.isLarge else { return nil }
            return finding(test.candidate, t: test.t, p: test.p, q: q, context)
        }
    }

    /// The best split of every series of a variable.
    private func best(_ variable: String, _ panel: Panel) -> [Candidate] {
        guard let column = panel.column(variable) else { return [] }
        var logs = [[Double?]](repeating: [], count: panel.entities.count)
        var eligible: [Int] = []
        for entity in panel.entities.indices {
            let values = (0..<panel.yearCount).map { column[entity, $0] }
            let present = values.compactMap { $0 }
            guard present.count >= 2 * Self.smallestSide, present.allSatisfy({ $0 >= 0 }) else { continue }
            guard present.reduce(0, +) / Double(present.count) >= 5 else { continue }
            let center = (Median.of(present.map { log($0 + 1) }) ?? 0)
            logs[entity] = values.map { $0.map { log($0 + 1) - center } }
            eligible.append(entity)
        }
        for period in 0..<panel.yearCount {
            let present = eligible.compactMap { logs[$0][period] }
            guard present.count >= 10 else { continue }
            let effect = (Median.of(present) ?? 0)
            for entity in eligible { logs[entity][period]? -= effect }
        }
        return eligible.compactMap { split(variable, $0, logs[$0], column, firstYear: panel.years.lowerBound) }
    }

    private func split(_ variable: String, _ entity: Int, _ logs: [Double?], _ column: SeriesColumn, firstYear: Int) -> Candidate? {
        let periods = logs.indices.filter { logs[$0] != nil }
        var best: (index: Int, within: Double, difference: Double)?
        let places = Self.smallestSide...(periods.count - Self.smallestSide)
        for index in places {
            let before = periods[..<index].map { logs[$0]! }
            let after = periods[index...].map { logs[$0]! }
            let (first, second) = (Self.mean(before), Self.mean(after))
            let within =
                before.reduce(0) { $0 + ($1 - first) * ($1 - first) } + after.reduce(0) { $0 + ($1 - second) * ($1 - second) }
            if best == nil || within < best!.within { best = (index, within, second - first) }
        }
        guard let best else { return nil }
        return Candidate(
            variable: variable, entity: entity, year: firstYear + periods[best.index],
            before: periods[..<best.index].map { column[entity, $0]! }, after: periods[best.index...].map { column[entity, $0]! },
            difference: best.difference, withinSquares: best.within, splits: places.count, size: periods.count)
    }

    private func finding(_ candidate: Candidate, t: Double, p: Double, q: Double, _ context: PanelContext) -> Finding {
        let before = (Median.of(candidate.before) ?? 0)
        let after = (Median.of(candidate.after) ?? 0)
        let isRise = candidate.difference > 0
        let (beforeText, afterText) = (PanelContext.text(before), PanelContext.text(after))
        var finding = context.finding(
            .outlier, rule: "panel.level_shift", definition: "two levels, the largest t of all splits", severity: .warning,
            entity: candidate.entity, year: candidate.year, subject: [candidate.variable],
            message: LocalizedText(
                zh:
                    "\(candidate.variable)自\(candidate.year)年起换了水平：此前\(candidate.before.count)年的中位数为\(beforeText)，此后\(candidate.after.count)年为\(afterText)，\(isRise ? "升" : "降")幅远超同期其他主体；疑统计口径或机构职能改变，不宜当作趋势。",
                en:
                    "\(candidate.variable) changes its level in \(candidate.year): the median of the \(candidate.before.count) years before is \(beforeText), of the \(candidate.after.count) years since \(afterText), a \(isRise ? "rise" : "fall") beyond what the others show; probably another way of counting or another competence, not a trend."
            ))
        finding.mechanism = .levelShift
        finding.certainty = .detected
        finding.observed = after
        finding.expected = before
        finding.score = t.magnitude
        finding.pValue = p
        finding.qValue = q
        finding.cells = [
            context.reference(
                candidate.variable, value: context.panel.value(candidate.variable, entity: candidate.entity, year: candidate.year),
                year: candidate.year)
        ]
        return finding
    }

    private static func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }

}
