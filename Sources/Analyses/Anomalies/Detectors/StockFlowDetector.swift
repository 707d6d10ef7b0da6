import Disclosure

/// 现行有效 of this year against last year's, plus 制发, less 废止.
///
/// A stock that is off by d leaves a gap of d in its own year and of −d in the next: then the cell and its value follow. A gap whose neighbors are
/// closed lies in the flows of its year. Else the stock itself comes first among the candidates.
struct StockFlowDetector: AnomalyDetector {
    /// A gap under this share of the stock is worth a note only: documents lapse by themselves.
    private static let tolerated = 0.02

    func findings(in history: BodyHistory) throws -> [Finding] {
        var findings: [Finding] = []
        let rules = CatalogRules(history)
        for row in ["rules", "normative_docs"] {
            for year in history.years {
                if rules.fails("y2y.in_force.\(row)", year), let finding = try inForce(row, history, year) { findings.append(finding) }
                if rules.fails("t2.repealed_le_stock.\(row)", year), let finding = try repealed(row, history, year) { findings.append(finding) }
            }
        }
        return findings
    }

    /// The stock of a year, last year's, and what should lead from one to the other.
    private struct Movement {
        let now, before, made, repealed: Int
        var expected: Int { before + made - repealed }
        var gap: Int { now - expected }
    }

    private func movement(_ row: String, _ history: BodyHistory, _ year: Int) -> Movement? {
        let id = "disclosure.\(row)"
        guard let now = history.count("\(id).in_force", year), let before = history.count("\(id).in_force", year - 1),
            let made = history.count("\(id).made", year), let repealed = history.count("\(id).repealed", year)
        else { return nil }
        return Movement(now: now, before: before, made: made, repealed: repealed)
    }

    private func inForce(_ row: String, _ history: BodyHistory, _ year: Int) throws -> Finding? {
        guard let here = movement(row, history, year) else { return nil }
        let last = movement(row, history, year - 1)?.gap
        let next = movement(row, history, year + 1)?.gap
        // The other half of last year's wrong stock.
        if let last, last == -here.gap { return nil }
        let isStock = next == -here.gap
        let id = "disclosure.\(row)"
        let expected = here.expected
        let isSmall = !isStock && Double(here.gap.magnitude) < Self.tolerated * Double(max(here.now, expected, 1))
        let name = history.shortLabel("\(id).in_force", year)
        let confirmation =
            isStock
            ? LocalizedText(
                zh: "；次年又差\(-here.gap)，可见应为\(expected)", en: "; the next year is off by \(signed(-here.gap)), so it should be \(expected)")
            : LocalizedText(zh: "", en: "")
        var finding = history.finding(
            .stockFlow, rule: "y2y.in_force.\(row)", definition: "in_force = prev(in_force) + made - repealed", severity: isSmall ? .info : .warning,
            year: year, subject: [],
            message: LocalizedText(
                zh:
                    "“\(name)”\(year)年为\(here.now)，而上年\(here.before)加制发\(here.made)减废止\(here.repealed)等于\(expected)，相差\(here.gap)\(confirmation.zh)。",
                en:
                    "\(history.english("\(id).in_force")) is \(here.now) in \(year), but last year's \(here.before) plus \(here.made) made less \(here.repealed) repealed is \(expected), a difference of \(signed(here.gap))\(confirmation.en)."
            ))
        finding.observed = Double(here.now)
        finding.expected = Double(expected)
        finding.certainty = isStock ? .exact : .candidates
        finding.cells =
            try history.references(["\(id).in_force", "\(id).made", "\(id).repealed"], year) + [history.reference("\(id).in_force", year - 1)]
        finding.suggest("\(id).in_force", from: ExactDecimal(here.now), to: ExactDecimal(expected))
        if isStock {
            finding.cells = [finding.cells[0], try history.reference("\(id).in_force", year + 1)] + finding.cells.dropFirst()
            finding.mechanism = StatedSlip.mechanism(typed: here.now, meant: expected)
        } else {
            try locate(&finding, here, isStockSound: next == 0, isPastSound: last == 0, row, history, year)
        }
        finding.readings += [
            LocalizedText(zh: "自动失效、集中清理或口径变化时可以不等。", en: "Documents that lapse, clean-ups and changes of scope can explain the difference.")
        ]
        return finding
    }

    /// Puts the cells that the neighboring years leave under suspicion in order: those that a slip of digits explains first.
    private func locate(
        _ finding: inout Finding, _ here: Movement, isStockSound: Bool, isPastSound: Bool, _ row: String, _ history: BodyHistory, _ year: Int
    ) throws {
        let id = "disclosure.\(row)"
        var candidates: [(indicator: String, year: Int, typed: Int, meant: Int)] = []
        if !isStockSound { candidates.append(("\(id).in_force", year, here.now, here.expected)) }
        finding.readings = [
            LocalizedText(
                zh: "\(here.before)+\(here.made)−\(here.repealed)=\(here.expected)，填为\(here.now)",
                en: "\(here.before) + \(here.made) − \(here.repealed) = \(here.expected), filed as \(here.now)")
        ]
        candidates.append(("\(id).made", year, here.made, here.made + here.gap))
        candidates.append(("\(id).repealed", year, here.repealed, here.repealed - here.gap))
        if !isPastSound { candidates.append(("\(id).in_force", year - 1, here.before, here.before + here.gap)) }
        if isStockSound { finding.readings.append(Self.sound(history.name("\(id).in_force", year), year, year + 1)) }
        if isPastSound { finding.readings.append(Self.sound(history.name("\(id).in_force", year), year - 1, year - 1)) }
        finding.readings += candidates.map { candidate in
            let isPossible = candidate.meant >= 0
            return LocalizedText(
                zh:
                    "\(candidate.year)年“\(history.shortLabel(candidate.indicator, candidate.year))”由\(candidate.typed)改为\(candidate.meant)\(isPossible ? "" : "：不可能为负")",
                en:
                    "\(history.english(candidate.indicator)) of \(candidate.year) from \(candidate.typed) to \(candidate.meant)\(isPossible ? "" : ": it cannot be below 0")"
            )
        }
        candidates.removeAll { $0.meant < 0 }
        guard !candidates.isEmpty else { return }
        let slips = candidates.map { StatedSlip.mechanism(typed: $0.typed, meant: $0.meant) }
        let ranked = candidates.indices.sorted { (slips[$0] == .none ? 1 : 0, $0) < (slips[$1] == .none ? 1 : 0, $1) }
        finding.cells = try ranked.map { try history.reference(candidates[$0].indicator, candidates[$0].year) }
        finding.mechanism = slips[ranked[0]]
        finding.repairs = ranked.map { index in
            let candidate = candidates[index]
            return .init(
                [
                    finding.change(
                        candidate.indicator, from: ExactDecimal(candidate.typed), to: ExactDecimal(candidate.meant), year: candidate.year)
                ], mechanism: slips[index])
        }
        // Last year's stock can only be mended in last year's report.
        let best = candidates[ranked[0]]
        if best.year != year, slips[ranked[0]] != .none { finding.year = best.year }
    }

    /// A stock that another year's movement confirms.
    private static func sound(_ label: LocalizedText, _ year: Int, _ witness: Int) -> LocalizedText {
        LocalizedText(
            zh: "\(year)年“\(label.zh)”与\(witness)年的增减相符，不疑有误",
            en: "\(label.en) of \(year) agrees with the movements of \(witness) and is not doubted")
    }

    private func repealed(_ row: String, _ history: BodyHistory, _ year: Int) throws -> Finding? {
        let id = "disclosure.\(row)"
        guard let repealed = history.count("\(id).repealed", year), let before = history.count("\(id).in_force", year - 1),
            let made = history.count("\(id).made", year)
        else { return nil }
        var finding = history.finding(
            .stockFlow, rule: "t2.repealed_le_stock.\(row)", definition: "repealed <= prev(in_force) + made", severity: .warning, year: year,
            subject: [],
            message: LocalizedText(
                zh: "\(year)年废止\(repealed)件，多于上年现行有效\(before)件加本年制发\(made)件。",
                en: "\(repealed) were repealed in \(year), more than the \(before) in force before and the \(made) made."))
        finding.observed = Double(repealed)
        finding.expected = Double(before + made)
        finding.high = Double(before + made)
        finding.certainty = .candidates
        finding.cells = try history.references(["\(id).repealed", "\(id).made"], year) + [try history.reference("\(id).in_force", year - 1)]
        return finding
    }

    private func signed(_ value: Int) -> String { value > 0 ? "+\(value)" : "\(value)" }
}
