import Disclosure

/// 现行有效 of this year against last year's, plus 制发, less 废止.
///
/// A stock that is off by d leaves a gap of d in its own year and of −d in the next: then the cell and its value follow. A gap whose neighbors are
/// closed lies in the flows of its year. Else the stock itself comes first among the candidates.
struct StockInForceExplanation: SingleExplanation {
    let rules = ["y2y.in_force.*"]

    /// A gap under this share of the stock is worth a note only: documents lapse by themselves.
    private static let tolerated = 0.02

    /// The stock of a year, last year's, and what should lead from one to the other.
    private struct Movement {
        let now, before, made, repealed: Int
        var expected: Int { before + made - repealed }
        var gap: Int { now - expected }

        /// That of the violation's row, some years on.
        init?(_ violation: RuleViolation, lag: Int = 0) {
            guard let now = violation.count(".in_force", lag: lag), let before = violation.count(".in_force", lag: lag - 1),
                let made = violation.count(".made", lag: lag), let repealed = violation.count(".repealed", lag: lag)
            else { return nil }
            (self.now, self.before, self.made, self.repealed) = (now, before, made, repealed)
        }
    }

    func finding(of violation: RuleViolation) throws -> Finding? {
        guard let here = Movement(violation) else { return nil }
        let year = violation.year
        let last = Movement(violation, lag: -1)?.gap
        let next = Movement(violation, lag: 1)?.gap
        // The other half of last year's wrong stock.
        if let last, last == -here.gap { return nil }
        let isStock = next == -here.gap
        let expected = here.expected
        let isSmall = !isStock && Double(here.gap.magnitude) < Self.tolerated * Double(max(here.now, expected, 1))
        let name = violation.name(".in_force")
        let confirmation =
            isStock
            ? LocalizedText(
                zh: "；次年又差\(-here.gap)，可见应为\(expected)", en: "; the next year is off by \((-here.gap).signed), so it should be \(expected)")
            : LocalizedText(zh: "", en: "")
        var finding = violation.finding(
            .stockFlow, isSmall ? .info : .warning,
            zh:
                "“\(name.zh)”\(year)年为\(here.now)，而上年\(here.before)加制发\(here.made)减废止\(here.repealed)等于\(expected)，相差\(here.gap)\(confirmation.zh)。",
            en:
                "\(name.en) is \(here.now) in \(year), but last year's \(here.before) plus \(here.made) made less \(here.repealed) repealed is \(expected), a difference of \(here.gap.signed)\(confirmation.en)."
        )
        finding.observed = Double(here.now)
        finding.expected = Double(expected)
        finding.certainty = isStock ? .exact : .candidates
        finding.suggest(violation.cell(".in_force"), from: ExactDecimal(here.now), to: ExactDecimal(expected))
        if isStock {
            finding.cells = [
                try violation.reference(".in_force"), try violation.reference(".in_force", lag: 1), try violation.reference(".made"),
                try violation.reference(".repealed"), try violation.reference(".in_force", lag: -1),
            ]
            finding.mechanism = StatedSlip.mechanism(typed: here.now, meant: expected)
        } else {
            try locate(&finding, here, isStockSound: next == 0, isPastSound: last == 0, violation)
        }
        finding.readings += [
            LocalizedText(zh: "自动失效、集中清理或口径变化时可以不等。", en: "Documents that lapse, clean-ups and changes of scope can explain the difference.")
        ]
        return finding
    }

    /// Puts the cells that the neighboring years leave under suspicion in order: those that a slip of digits explains first.
    private func locate(
        _ finding: inout Finding, _ here: Movement, isStockSound: Bool, isPastSound: Bool, _ violation: RuleViolation
    ) throws {
        let year = violation.year
        var candidates: [(ending: String, lag: Int, typed: Int, meant: Int)] = []
        if !isStockSound { candidates.append((".in_force", 0, here.now, here.expected)) }
        finding.readings = [
            LocalizedText(
                zh: "\(here.before)+\(here.made)−\(here.repealed)=\(here.expected)，填为\(here.now)",
                en: "\(here.before) + \(here.made) − \(here.repealed) = \(here.expected), filed as \(here.now)")
        ]
        candidates.append((".made", 0, here.made, here.made + here.gap))
        candidates.append((".repealed", 0, here.repealed, here.repealed - here.gap))
        if !isPastSound { candidates.append((".in_force", -1, here.before, here.before + here.gap)) }
        if isStockSound { finding.readings.append(Self.sound(violation.name(".in_force"), year, year + 1)) }
        if isPastSound { finding.readings.append(Self.sound(violation.name(".in_force"), year - 1, year - 1)) }
        finding.readings += candidates.map { candidate in
            let isPossible = candidate.meant >= 0
            let name = violation.name(candidate.ending, lag: candidate.lag)
            return LocalizedText(
                zh: "\(year + candidate.lag)年“\(name.zh)”由\(candidate.typed)改为\(candidate.meant)\(isPossible ? "" : "：不可能为负")",
                en:
                    "\(name.en) of \(year + candidate.lag) from \(candidate.typed) to \(candidate.meant)\(isPossible ? "" : ": it cannot be below 0")"
            )
        }
        let all = [(".in_force", 0), (".made", 0), (".repealed", 0), (".in_force", -1)]
        finding.cells = try all.map { try violation.reference($0.0, lag: $0.1) }
        candidates.removeAll { $0.meant < 0 }
        guard !candidates.isEmpty else { return }
        let slips = candidates.map { StatedSlip.mechanism(typed: $0.typed, meant: $0.meant) }
        let ranked = candidates.indices.sorted { (slips[$0] == .none ? 1 : 0, $0) < (slips[$1] == .none ? 1 : 0, $1) }
        finding.cells = try ranked.map { try violation.reference(candidates[$0].ending, lag: candidates[$0].lag) }
        finding.mechanism = slips[ranked[0]]
        finding.repairs = ranked.map { index in
            let candidate = candidates[index]
            let change = finding.change(
                violation.cell(candidate.ending), from: ExactDecimal(candidate.typed), to: ExactDecimal(candidate.meant), year: year + candidate.lag)
            return .init([change], mechanism: slips[index])
        }
        // Last year's stock can only be mended in last year's report.
        let best = candidates[ranked[0]]
        if best.lag != 0, slips[ranked[0]] != .none { finding.year = year + best.lag }
    }

    /// A stock that another year's movement confirms.
    private static func sound(_ label: LocalizedText, _ year: Int, _ witness: Int) -> LocalizedText {
        LocalizedText(
            zh: "\(year)年“\(label.zh)”与\(witness)年的增减相符，不疑有误",
            en: "\(label.en) of \(year) agrees with the movements of \(witness) and is not doubted")
    }
}
