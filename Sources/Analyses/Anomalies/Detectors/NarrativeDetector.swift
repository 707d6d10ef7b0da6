import Disclosure

/// Numbers of the prose against the tables. A quantity is at odds only when no mention of it agrees with any reading of the tables.
struct NarrativeDetector: AnomalyDetector {
    /// A difference that no change of scope explains: by an order of magnitude and by at least this much.
    private static let graveFactor = 10.0
    private static let graveDifference = 50
    /// What findings are remembered by.
    private static let definition = "prose in readings of the tables"

    func findings(in history: BodyHistory) throws -> [Finding] {
        var findings: [Finding] = []
        for year in history.years {
            guard let prose = try history.prose(year) else { continue }
            let mentions = prose.mentions
            guard !mentions.isEmpty else { continue }
            let tables = history.tables(year)
            var order: [NarrativeQuantity] = []
            var grouped: [NarrativeQuantity: [NarrativeMention]] = [:]
            for mention in mentions {
                if grouped[mention.quantity] == nil { order.append(mention.quantity) }
                grouped[mention.quantity, default: []].append(mention)
            }
            for quantity in order {
                let mentions = grouped[quantity]!
                if let finding = try finding(quantity, mentions, tables, prose.passages, history, year) {
                    findings.append(finding)
                } else if let finding = try disagreement(quantity, mentions, tables, prose.passages, history, year) {
                    findings.append(finding)
                }
            }
        }
        return findings
    }

    private func finding(
        _ quantity: NarrativeQuantity, _ mentions: [NarrativeMention], _ tables: TableReadings, _ passages: [Passage], _ history: BodyHistory,
        _ year: Int
    ) throws -> Finding? {
        let readings = tables.readings(of: quantity)
        guard !readings.isEmpty else { return nil }
        if mentions.contains(where: { mention in readings.contains { agrees(mention, $0.value) } }) { return nil }
        // Figures of a part of the body (a website, the townships) are no figure of the table.
        guard let main = mentions.first(where: { !$0.isScoped }) else { return nil }
        let nearest = readings.min { ($0.value - main.value).magnitude < ($1.value - main.value).magnitude }!
        let table = readings[0].value == nearest.value ? readings[0] : nearest
        let stated = main.bound.text(main.value)
        let check = quantity.check(in: history.editions(year))
        var finding = history.finding(
            .narrative, rule: check.rule, definition: Self.definition, severity: severity(main.value, table.value), year: year,
            subject: check.subject,
            message: LocalizedText(
                zh: "正文称\(quantity.name.zh)\(stated.zh)，表格为\(table.value)（\(table.formula.zh)），相差\((main.value - table.value).magnitude)。",
                en:
                    "The prose says \(stated.en) \(quantity.name.en); the table has \(table.value) (\(table.formula.en)), a difference of \((main.value - table.value).magnitude)."
            ))
        if check.rule != quantity.rule {
            // Before the checks of an edition had their own names, verdicts were given under this one.
            finding.formerFingerprints.append(
                history.fingerprint(rule: quantity.rule, definition: Self.definition, year: year, subject: []))
        }
        finding.observed = Double(main.value)
        finding.expected = Double(table.value)
        finding.certainty = .candidates
        finding.cells = try history.references(tables.cells(of: quantity), year)
        if main.value > 0 && table.value > 0 { finding.score = Double(max(main.value, table.value)) / Double(min(main.value, table.value)) }
        finding.readings =
            [passages[main.passage].quotation(main.excerpt)]
            + readings.map { reading in
                LocalizedText(
                    zh: "读作\(reading.formula.zh)：\(reading.value)，与\(main.value)不符",
                    en: "As \(reading.formula.en): \(reading.value), not \(main.value)")
            }
        if let source = tables.cell(holding: main.value, of: quantity) {
            finding.readings.append(
                LocalizedText(
                    zh: "\(main.value)恰为“\(history.shortLabel(source, year))”一格的数，疑引自该格。",
                    en: "\(main.value) is the number in \(history.english(source)); it was probably taken from there."))
            finding.cells.append(try history.reference(source, year))
        }
        return finding
    }

    private func agrees(_ mention: NarrativeMention, _ value: Int) -> Bool {
        mention.bound.admits(value, stated: mention.value)
    }

    /// Two sentences of one report that give the same quantity different numbers, of which the table has one.
    private func disagreement(
        _ quantity: NarrativeQuantity, _ mentions: [NarrativeMention], _ tables: TableReadings, _ passages: [Passage], _ history: BodyHistory,
        _ year: Int
    ) throws -> Finding? {
        let readings = tables.readings(of: quantity)
        let plain = mentions.filter { !$0.isScoped && !$0.isOfOtherYears && !$0.isApproximate && $0.value > 0 }
        func fits(_ mention: NarrativeMention) -> Bool { readings.contains { agrees(mention, $0.value) } }
        guard let right = plain.first(where: fits), let odd = plain.first(where: { !fits($0) && $0.passage != right.passage }) else { return nil }
        var finding = history.finding(
            .narrative, rule: "text.repeated", definition: "two sentences give one quantity one number", severity: .info, year: year,
            subject: [quantity.rule],
            message: LocalizedText(
                zh: "正文两处\(quantity.name.zh)不一致：一处\(right.value)（与表格相符），一处\(odd.value)。",
                en: "The prose gives two numbers of \(quantity.name.en): \(right.value), as in the table, and \(odd.value)."))
        finding.observed = Double(odd.value)
        finding.expected = Double(right.value)
        finding.certainty = .candidates
        finding.cells = try history.references(tables.cells(of: quantity), year)
        finding.readings = [right, odd].map { passages[$0.passage].quotation($0.excerpt) }
        return finding
    }

    private func severity(_ stated: Int, _ table: Int) -> Finding.Severity {
        let (low, high) = (min(stated, table), max(stated, table))
        return high - low >= Self.graveDifference && Double(high) >= Self.graveFactor * Double(max(low, 1)) ? .error : .warning
    }
}
