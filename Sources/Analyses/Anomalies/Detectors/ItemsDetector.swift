import Disclosure

/// Items of the form of 2019: their roll-forward into the next year, decisions filed as items, changes that are money or out of proportion.
struct ItemsDetector: AnomalyDetector {
    private static let rows = ["licensing", "other_services", "punishment", "coercion", "fees"]

    func findings(in history: BodyHistory) throws -> [Finding] {
        var findings: [Finding] = []
        let rules = CatalogRules(history)
        for year in history.years {
            for row in Self.rows {
                guard let items = history.count("disclosure.\(row).items_prev", year),
                    let change = history.count("disclosure.\(row).items_change", year)
                else { continue }
                let found = [
                    rules.fails("t2.fees_change_is_count", year) ? try money(row, items, change, history, year) : nil,
                    try decisions(row, items, change, history, year),
                    rules.fails("t2.items_nonneg.\(row)", year) ? try negative(row, items, change, history, year) : nil,
                    rules.fails("y2y.items.\(row)", year) ? try rollForward(row, items, change, history, year) : nil,
                    try outOfProportion(row, items, change, history, year),
                ]
                findings += found.compactMap { $0 }
            }
        }
        return findings
    }

    private func cells(_ row: String, _ names: [String], _ history: BodyHistory, _ year: Int) throws -> [Finding.CellReference] {
        try history.references(names.map { "disclosure.\(row).\($0)" }, year)
    }

    private func money(_ row: String, _ items: Int, _ change: Int, _ history: BodyHistory, _ year: Int) throws -> Finding? {
        let limit = max(50, 2 * items)
        guard row == "fees" else { return nil }
        var finding = history.finding(
            .implausible, rule: "t2.fees_change_is_count", definition: "abs(items_change) <= max(50, 2 * items_prev)", severity: .error, year: year,
            subject: [],
            message: LocalizedText(
                zh: "行政事业性收费上一年项目\(items)个，本年增/减却填为\(signed(change))；这一格应填项目数，\(change.magnitude)疑为收费金额。",
                en:
                    "There were \(items) fee items and the change is \(signed(change)); the cell counts items, so \(change.magnitude) looks like an amount of money."
            ))
        finding.mechanism = .moneyInCount
        finding.certainty = .candidates
        finding.observed = Double(change)
        finding.low = -Double(limit)
        finding.high = Double(limit)
        finding.score = Double(change.magnitude) / Double(max(items, 1))
        finding.cells = try cells(row, ["items_change", "items_prev"], history, year)
        finding.readings = [
            LocalizedText(zh: "读作项目数：\(items)个项目一年内变为\(items + change)个。", en: "As items: \(items) would become \(items + change) in a year."),
            LocalizedText(zh: "读作金额：收费\(change.magnitude)（万元或元）。", en: "As money: fees of \(change.magnitude) (in yuan or in units of 10,000 yuan)."),
        ]
        return finding
    }

    /// How likely a number of decisions meets a number of items by chance, where both vary by about a third.
    private static func coincidence(_ count: Int) -> Double {
        min(1, 1 / (2.5066 * (Double(count) + 0.1 * Double(count) * Double(count)).squareRoot()))
    }
    /// Coincidences likelier than this are worth a note only.
    private static let leastSurprise = 0.05

    private func decisions(_ row: String, _ items: Int, _ change: Int, _ history: BodyHistory, _ year: Int) throws -> Finding? {
        guard let decisions = history.count("disclosure.\(row).decisions", year), decisions == items + change, decisions > 0 else { return nil }
        let probability = Self.coincidence(decisions)
        // Without a change the two cells say the same number, which small offices do for good reasons.
        guard change != 0 || probability <= Self.leastSurprise else { return nil }
        let sum = change < 0 ? "\(items)−\(-change)" : "\(items)+\(change)"
        var finding = history.finding(
            .implausible, rule: "t2.not_conflated.\(row)", definition: "items_prev + items_change != decisions",
            severity: probability <= Self.leastSurprise ? .warning : .info, year: year, subject: [],
            message: LocalizedText(
                zh: "“\(history.shortLabel("disclosure.\(row).decisions", year))”\(decisions)恰等于上一年项目加本年增减（\(sum)），疑项目数与处理决定数混填。",
                en:
                    "The \(decisions) decisions of \(history.english("disclosure.\(row)")) are just the items after the change (\(sum)): items and decisions were probably mixed up."
            ))
        finding.mechanism = .itemsForDecisions
        finding.certainty = .candidates
        finding.observed = Double(decisions)
        finding.score = 1 / probability
        finding.cells = try cells(row, ["decisions", "items_prev", "items_change"], history, year)
        finding.readings = [
            LocalizedText(
                zh: "若项目数确为\(items)，处理决定数与项目数恰好相等的机会约为\(Int(1 / probability))分之一。",
                en: "If there really were \(items) items, just as many decisions would be a coincidence of about one in \(Int(1 / probability)).")
        ]
        return finding
    }

    private func negative(_ row: String, _ items: Int, _ change: Int, _ history: BodyHistory, _ year: Int) throws -> Finding? {
        var finding = history.finding(
            .identity, rule: "t2.items_nonneg.\(row)", definition: "items_prev + items_change >= 0", severity: .error, year: year, subject: [],
            message: LocalizedText(
                zh: "“\(history.shortLabel("disclosure.\(row).items_prev", year))”\(items)，本年增/减\(change)，项目数将为负。",
                en: "\(history.english("disclosure.\(row)")): \(items) items and a change of \(change) would leave fewer than none."))
        finding.mechanism = .sign
        finding.certainty = .candidates
        finding.observed = Double(change)
        finding.low = -Double(items)
        finding.cells = try cells(row, ["items_change", "items_prev"], history, year)
        finding.suggest("disclosure.\(row).items_change", from: ExactDecimal(change), to: ExactDecimal(-change))
        return finding
    }

    private func rollForward(_ row: String, _ items: Int, _ change: Int, _ history: BodyHistory, _ year: Int) throws -> Finding? {
        guard let next = history.count("disclosure.\(row).items_prev", year + 1) else { return nil }
        let isInverted = next == items - change
        var finding = history.finding(
            .stockFlow, rule: "y2y.items.\(row)", definition: "items_prev + items_change = next(items_prev)", severity: .warning, year: year + 1,
            subject: [],
            message: LocalizedText(
                zh:
                    "\(year + 1)年“\(history.shortLabel("disclosure.\(row).items_prev", year + 1))”为\(next)，而\(year)年\(items)加增减\(signed(change))等于\(items + change)\(isInverted ? "；增减的正负号疑填反" : "")。",
                en:
                    "\(history.english("disclosure.\(row)")): \(year + 1) starts from \(next) items, but \(items) in \(year) with a change of \(signed(change)) is \(items + change)\(isInverted ? "; the sign of the change is probably inverted" : "")."
            ))
        finding.mechanism = isInverted ? .sign : next == items ? .copiedFromLastYear : .none
        finding.certainty = .candidates
        finding.observed = Double(next)
        finding.expected = Double(items + change)
        finding.cells = try cells(row, ["items_prev"], history, year + 1) + cells(row, ["items_prev", "items_change"], history, year)
        finding.suggest("disclosure.\(row).items_prev", from: ExactDecimal(next), to: ExactDecimal(items + change))
        let past = [
            (indicator: "disclosure.\(row).items_prev", typed: items, meant: next - change),
            (indicator: "disclosure.\(row).items_change", typed: change, meant: next - items),
        ]
        // One of the cells of the year before is wrong when a slip says so, or when it alone is out of all proportion to the other two numbers.
        let slip = past.first { StatedSlip.mechanism(typed: $0.typed, meant: $0.meant) != .none && isSound($0.meant, $0.indicator) }
        let isOwnSlip = StatedSlip.mechanism(typed: next, meant: items + change) != .none && items + change >= 0
        let wild = past.first { Double($0.typed.magnitude) > Self.outOfAllProportion * Double(max(next.magnitude, $0.meant.magnitude, 10)) }
        if let suspect = isInverted ? past[1] : isOwnSlip ? wild : slip ?? wild {
            finding.year = year
            finding.observed = Double(suspect.typed)
            finding.expected = Double(suspect.meant)
            let own = StatedSlip.mechanism(typed: suspect.typed, meant: suspect.meant)
            if !isInverted { finding.mechanism = own != .none ? own : row == "fees" ? .moneyInCount : .itemsForDecisions }
            let isSuspect: (Finding.CellReference) -> Bool = { $0.indicator == suspect.indicator && $0.year == year }
            finding.cells = finding.cells.filter(isSuspect) + finding.cells.filter { !isSuspect($0) }
            finding.suggest(suspect.indicator, from: ExactDecimal(suspect.typed), to: ExactDecimal(suspect.meant))
        } else if isOwnSlip {
            finding.mechanism = StatedSlip.mechanism(typed: next, meant: items + change)
        } else if Double(next) > Self.outOfAllProportion * Double(max(items + change, 10)) {
            finding.mechanism = row == "fees" ? .moneyInCount : .itemsForDecisions
        }
        return finding
    }

    /// A number of items this many times too large is no number of items.
    private static let outOfAllProportion = 8.0

    private func isSound(_ meant: Int, _ indicator: String) -> Bool { meant >= 0 || indicator.hasSuffix(".items_change") }

    private func outOfProportion(_ row: String, _ items: Int, _ change: Int, _ history: BodyHistory, _ year: Int) throws -> Finding? {
        guard row != "fees", change > max(100, items) else { return nil }
        var finding = history.finding(
            .implausible, rule: "t2.items_change.\(row)", definition: "items_change <= max(100, items_prev)", severity: .warning, year: year,
            subject: [],
            message: LocalizedText(
                zh: "“\(history.shortLabel("disclosure.\(row).items_prev", year))”\(items)，本年增/减\(signed(change))，一年内增加一倍以上。",
                en: "\(history.english("disclosure.\(row)")): \(items) items and a change of \(signed(change)) more than doubles them in a year."))
        finding.certainty = .detected
        finding.observed = Double(change)
        finding.high = Double(max(100, items))
        finding.score = Double(change) / Double(max(items, 1))
        finding.cells = try cells(row, ["items_change", "items_prev"], history, year)
        if let decisions = history.count("disclosure.\(row).decisions", year) {
            finding.readings = [
                LocalizedText(zh: "同年处理决定\(decisions)件。", en: "There were \(decisions) decisions in the year.")
            ]
        }
        return finding
    }

    private func signed(_ value: Int) -> String { value > 0 ? "+\(value)" : "\(value)" }
}
