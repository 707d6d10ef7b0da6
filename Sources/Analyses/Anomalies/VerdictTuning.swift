public import Disclosure

/// What readers' verdicts teach about rules and thresholds: a rule whose findings they keep dismissing still reports, but as information.
///
/// **Definition.** Only verdicts on findings of the present run count. A rule with ``fewest`` verdicts and more is turned down when the lower end of
/// the 80 % Wilson interval of its dismissed share is above one half. The findings of the model are cut by p-value: at the p that best separates the
/// confirmed from the dismissed ones (the most confirmed less dismissed at or below it). Open warnings that are turned down become info; errors and
/// findings with a verdict stay as they are, and ``notes`` says what was done and why.
public struct VerdictTuning: Sendable {
    /// Fewest verdicts that a rule's threshold follows.
    public static let fewest = 10
    /// The normal quantile of an 80 % interval.
    private static let quantile = 1.2816

    /// What was turned down, in words; empty where the verdicts give no reason to.
    public let notes: [LocalizedText]
    private let turnedDown: Set<String>
    private let largestP: Double?
    private let judged: Set<String>

    /// Learns from the verdicts on a run's findings.
    /// - Parameter verdict: the reader's verdict on a fingerprint; `nil` or `open` where there is none.
    /// - Complexity: O(findings · log findings).
    public init(_ findings: [Finding], verdict: (String) -> Finding.Verdict?) {
        var tally: [String: (confirmed: Int, dismissed: Int)] = [:]
        var outliers: [(p: Double, isConfirmed: Bool)] = []
        var judged: Set<String> = []
        for finding in findings {
            guard let verdict = verdict(finding.fingerprint), verdict != .open else { continue }
            judged.insert(finding.fingerprint)
            let isConfirmed = verdict == .confirmed
            if finding.isStatistical {
                outliers.append((finding.pValue ?? 1, isConfirmed))
            } else if isConfirmed {
                tally[finding.rule, default: (0, 0)].confirmed += 1
            } else {
                tally[finding.rule, default: (0, 0)].dismissed += 1
            }
        }
        self.judged = judged
        var turnedDown: Set<String> = []
        var notes: [LocalizedText] = []
        for (rule, counts) in tally.sorted(by: { $0.key < $1.key }) {
            let count = counts.confirmed + counts.dismissed
            guard count >= Self.fewest, Self.lowerBound(counts.dismissed, of: count) > 0.5 else { continue }
            turnedDown.insert(rule)
            notes.append(
                LocalizedText(
                    zh: "规则 \(rule) 的 \(count) 条裁定中 \(counts.dismissed) 条为排除，其余未裁定的警告改作提示。",
                    en: "Of \(count) verdicts on \(rule), \(counts.dismissed) dismissed it: its open warnings are shown as info."))
        }
        largestP = outliers.count >= Self.fewest ? Self.cut(outliers) : nil
        if let largestP, largestP < .infinity {
            let dismissed = outliers.count { !$0.isConfirmed }
            // A threshold of 0 leaves none.
            let bound = largestP > 0 ? (zh: "而 p 大于 \(Self.text(largestP)) ", en: " with p above \(Self.text(largestP))") : (zh: "", en: "")
            notes.append(
                LocalizedText(
                    zh: "模型给出的异常有 \(outliers.count) 条裁定，其中 \(dismissed) 条为排除；未裁定\(bound.zh)的改作提示。",
                    en: "Of \(outliers.count) verdicts on findings of the model, \(dismissed) dismissed them: open ones\(bound.en) are shown as info."
                ))
        }
        self.turnedDown = turnedDown
        self.notes = notes
    }

    /// The findings with the thresholds that the verdicts ask for, in the order of the report.
    public func tuned(_ findings: [Finding]) -> [Finding] {
        guard !notes.isEmpty else { return findings }
        return findings.map { finding in
            guard finding.severity == .warning, !judged.contains(finding.fingerprint) else { return finding }
            let isDown = finding.isStatistical ? (finding.pValue ?? 1) > largestP ?? .infinity : turnedDown.contains(finding.rule)
            guard isDown else { return finding }
            var lowered = finding
            lowered.severity = .info
            return lowered
        }.sorted(by: AnomalyAnalysis.precedes)
    }

    /// The lower end of Wilson's interval of a share.
    private static func lowerBound(_ successes: Int, of count: Int) -> Double {
        let n = Double(count)
        let share = Double(successes) / n
        let square = quantile * quantile
        let center = share + square / (2 * n)
        let width = quantile * (share * (1 - share) / n + square / (4 * n * n)).squareRoot()
        return (center - width) / (1 + square / n)
    }

    /// The p-value at or below which confirmed exceed dismissed verdicts by most; infinite where all of them together do.
    private static func cut(_ outliers: [(p: Double, isConfirmed: Bool)]) -> Double {
        let sorted = outliers.sorted { $0.p < $1.p }
        var (best, gain, cut) = (0, 0, 0.0)
        for (position, outlier) in sorted.enumerated() {
            gain += outlier.isConfirmed ? 1 : -1
            let isLastOfItsValue = position + 1 == sorted.count || sorted[position + 1].p > outlier.p
            if isLastOfItsValue, gain >= best { (best, cut) = (gain, position + 1 == sorted.count ? .infinity : outlier.p) }
        }
        return cut
    }

    private static func text(_ p: Double) -> String {
        guard p > 0 else { return "0" }
        let exponent = Int(RobustPanelFit.log(p) / RobustPanelFit.log(10)) - 1
        let power = (0..<(-exponent)).reduce(1.0) { result, _ in result * 10 }
        return "\((p * power * 10).rounded() / 10)e\(exponent)"
    }
}
