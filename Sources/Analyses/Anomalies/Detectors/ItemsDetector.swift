import Disclosure

/// Items of the form of 2019: decisions filed as items, changes out of proportion.
struct ItemsDetector: AnomalyDetector {
    private static let rows = ["licensing", "other_services", "punishment", "coercion", "fees"]

    func findings(in history: BodyHistory) throws -> [Finding] {
        var findings: [Finding] = []
        for year in history.years {
            for row in Self.rows {
                guard let items = history.count("disclosure.\(row).items_prev", year),
                    let change = history.count("disclosure.\(row).items_change", year)
                else { continue }
                let found = [try decisions(row, items, change, history, year), try outOfProportion(row, items, change, history, year)]
                findings += found.compactMap { $0 }
            }
        }
        return findings
    }

    private func cells(_ row: String, _ names: [String], _ history: BodyHistory, _ year: Int) throws -> [Finding.CellReference] {
        try history.references(names.map { "disclosure.\(row).\($0)" }, year)
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

    private func outOfProportion(_ row: String, _ items: Int, _ change: Int, _ history: BodyHistory, _ year: Int) throws -> Finding? {
        guard row != "fees", change > max(100, items) else { return nil }
        var finding = history.finding(
            .implausible, rule: "t2.items_change.\(row)", definition: "items_change <= max(100, items_prev)", severity: .warning, year: year,
            subject: [],
            message: LocalizedText(
                zh: "“\(history.shortLabel("disclosure.\(row).items_prev", year))”\(items)，本年增/减\(change.signed)，一年内增加一倍以上。",
                en: "\(history.english("disclosure.\(row)")): \(items) items and a change of \(change.signed) more than doubles them in a year."))
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
}
