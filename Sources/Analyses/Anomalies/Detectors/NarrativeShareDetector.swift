import Disclosure

/// Shares that the prose prints: 占 p% recomputed with the number before it over every denominator that the tables and the passage offer.
struct NarrativeShareDetector: AnomalyDetector {
    /// Points of a percentage below which a difference is no warning.
    private static let smallGap = 0.05

    func findings(in history: BodyHistory) throws -> [Finding] {
        var findings: [Finding] = []
        for year in history.years {
            guard let prose = try history.prose(year) else { continue }
            var tables: [Int]?
            for (passage, scalars) in zip(prose.passages, prose.texts) {
                guard scalars[...].holds("占") else { continue }
                let tokens = StatedNumber.scan(scalars)
                for (index, token) in tokens.enumerated() where token.isPercent && index > 0 {
                    let before = tokens[index - 1]
                    let between = scalars[min(before.end, token.start)..<token.start]
                    guard between.holds("占"), between.count <= 14, let numerator = before.integer, !before.isPercent, before.measure != nil,
                        !before.isApproximate
                    else { continue }
                    if tables == nil { tables = denominators(history, year) }
                    let own = tokens.compactMap { $0.isPercent || $0.measure == nil ? nil : $0.integer }
                    let all = Set((tables! + own).filter { $0 >= numerator && $0 > 0 }).sorted()
                    guard var finding = check(numerator, token, denominators: all, history, year) else { continue }
                    finding.readings.insert(passage.quotation(scalars, around: before.start..<token.end), at: 0)
                    findings.append(finding)
                }
            }
        }
        return findings
    }

    private func denominators(_ history: BodyHistory, _ year: Int) -> [Int] {
        let tables = history.tables(year)
        return [NarrativeQuantity.received, .closed, .handled, .review, .litigation, .disclosed].flatMap { tables.readings(of: $0).map(\.value) }
    }

    private func check(
        _ numerator: Int, _ token: StatedNumber, denominators: [Int], _ history: BodyHistory, _ year: Int
    ) -> Finding? {
        guard !denominators.isEmpty else { return nil }
        let printed = token.value.doubleValue
        let half = 0.5 * (0..<token.printedScale).reduce(1.0) { value, _ in value / 10 }
        let candidates = denominators.map { (denominator: $0, percent: 100 * Double(numerator) / Double($0)) }
        let nearest = candidates.min { ($0.percent - printed).magnitude < ($1.percent - printed).magnitude }!
        let gap = (nearest.percent - printed).magnitude
        guard gap > half + 1e-9 else { return nil }
        let isCut = gap <= 2 * half + 1e-9
        // A twentieth of a point, or the last digit off by one, is worth knowing only.
        let isSmall = gap <= max(Self.smallGap, 2 * half) + 1e-9
        let right = rounded(nearest.percent, token.printedScale)
        var finding = history.finding(
            .narrative, rule: "text.share", definition: "share = numerator / denominator as printed", severity: isSmall ? .info : .warning,
            year: year,
            subject: ["\(numerator)", token.value.description],
            message: LocalizedText(
                zh: "正文称\(numerator)占\(token.value)%，按\(nearest.denominator)重算为\(right)%\(isCut ? "，疑未四舍五入" : "")。",
                en:
                    "The prose gives \(numerator) as \(token.value) %; of \(nearest.denominator) it is \(right) %\(isCut ? ": cut off, not rounded" : "")."
            ))
        finding.observed = printed
        finding.expected = nearest.percent
        finding.certainty = .detected
        finding.readings = candidates.map {
            LocalizedText(
                zh: "以\($0.denominator)为分母：\(rounded($0.percent, 2))%", en: "Of \($0.denominator): \(rounded($0.percent, 2)) %")
        }
        return finding
    }

    private func rounded(_ value: Double, _ places: Int) -> String {
        let power = (0..<places).reduce(1.0) { result, _ in result * 10 }
        let mantissa = Int64((value * power).rounded())
        return ExactDecimal(mantissa: mantissa, scale: UInt8(places)).description
    }
}
