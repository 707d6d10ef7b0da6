import Disclosure

/// How probable it is that a finding is right, from the kind of evidence it rests on: the order in which a reader meets the fewest false alarms.
///
/// Severity orders by consequence; this orders by evidence alone. It is the share of findings of the same evidence, or about the same q-value, that were right in
/// simulated national panels with an error in every fifth report (`swift run Benchmarks --detection --seeds N` prints them). In other panels the numbers
/// differ, the order hardly.
public enum Confidence {
    /// The probability that one of the cells a finding names is wrong.
    public static func of(_ finding: Finding) -> Double {
        if finding.isStatistical { return between(finding.kind == .outlier ? outliers : repetitions, finding.qValue ?? 1) }
        let share = shares[evidence(finding)] ?? fallback(finding)
        return finding.severity == .info ? min(share, mostOfInfo) : share
    }

    /// Rules whose violation is worth a note only are broken for good reasons by some offices, though by none of the simulated ones.
    private static let mostOfInfo = 0.7

    /// The kind of evidence a finding rests on: its rule without the row or column it was applied to, and what else bears on it.
    public static func evidence(_ finding: Finding) -> String {
        if finding.isStatistical {
            let q = finding.qValue ?? 1
            let step = [1e-4, 1e-2, 0.05, 0.1, 0.2, 0.3, 0.4].first { q <= $0 }
            return "\(finding.rule) q\(step.map { "<=\($0)" } ?? ">0.4")"
        }
        let parts = finding.rule.split(separator: ".")
        let stem = finding.kind == .identity && finding.severity == .error ? "sum" : parts.prefix(2).joined(separator: ".")
        let model = finding.pValue == nil ? "" : " model"
        let slip = finding.mechanism.isSlip ? " slip" : ""
        return "\(stem) \(finding.certainty.rawValue) \(finding.severity.rawValue)\(model)\(slip)"
    }

    private static func fallback(_ finding: Finding) -> Double {
        switch (finding.severity, finding.certainty) {
        case (.error, .exact): 0.99
        case (.error, .candidates): 0.95
        case (.error, .detected): 0.9
        case (.warning, .exact): 0.97
        case (.warning, _): finding.pValue == nil ? 0.6 : 0.9
        case (.info, _): 0.1
        }
    }

    /// The shares of right findings about a q-value, of ``shares``' panels: of values far from the panel's prediction, and of values that repeat last year's.
    private static let outliers: [(q: Double, share: Double)] = [
        (0, 0.99), (0.005, 0.983), (0.03, 0.80), (0.075, 0.63), (0.15, 0.39), (0.25, 0.22), (0.35, 0.16), (0.5, 0.06), (1, 0.01),
    ]
    private static let repetitions: [(q: Double, share: Double)] = [
        (0, 0.998), (0.005, 0.95), (0.03, 0.85), (0.075, 0.83), (0.15, 0.72), (0.25, 0.62), (0.35, 0.46), (0.5, 0.44), (1, 0.01),
    ]

    /// The share at a q-value, and the line between those that are known.
    private static func between(_ known: [(q: Double, share: Double)], _ q: Double) -> Double {
        for (one, next) in zip(known, known.dropFirst()) where q <= next.q {
            return one.share + (next.share - one.share) * (q - one.q) / (next.q - one.q)
        }
        return 0.01
    }
}

extension AnomalyAnalysis {
    /// The findings with the surest first: by ``Confidence``, then as in the report.
    public static func bySureness(_ findings: [Finding]) -> [Finding] {
        findings.map { (Confidence.of($0), $0) }.sorted { $0.0 != $1.0 ? $0.0 > $1.0 : precedes($0.1, $1.1) }.map(\.1)
    }
}
