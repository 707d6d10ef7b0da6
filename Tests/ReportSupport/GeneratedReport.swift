public import Disclosure
public import ReportRendering
import Rules

/// A made-up report: figures that obey the printed identities, with the texts of its cells, ready to be rendered.
public struct GeneratedReport: Sendable {
    /// How the cells are filled.
    public enum Filling: Sendable, CaseIterable {
        /// A plain number in every cell.
        case numbers
        /// Numbers, blank for about every third zero.
        case blanks
        /// Numbers in every notation seen, marks for “not applicable”, blanks.
        case notations
    }

    /// The edition.
    public let edition: Edition
    /// The year reported on.
    public let year: Int
    /// The text of each cell, by indicator.
    public let texts: [String: String]
    /// The number of each cell; `nil` for blanks and marks.
    public let values: [String: ExactDecimal]
    /// The draft to render.
    public let draft: ReportDraft

    /// A report of an edition, determined by its seed.
    public init(edition: Edition, seed: UInt64, filling: Filling = .numbers, labels: [String: String] = [:]) {
        var random = SeededGenerator(seed: seed)
        let form = Form.of(edition)
        var numbers: [String: ExactDecimal] = [:]
        for indicator in form.cells {
            switch indicator.kind {
            case .money: numbers[indicator.id] = ExactDecimal("\(Int.random(in: 0...9999, using: &random)).\(Int.random(in: 1...9, using: &random))")
            case .change: numbers[indicator.id] = ExactDecimal("\(Int.random(in: -20...20, using: &random))")
            // Fifteen columns of Table 4 leave no room for more than four digits on a page.
            default: numbers[indicator.id] = ExactDecimal("\(Self.count(using: &random) % (indicator.section == .remedies ? 2000 : 100_000))")
            }
        }
        if edition.profile.hasRunningTotals { Self.accumulate(form, &numbers, random: &random) }
        if edition.hasStatutoryTables { Self.balance(form: form, numbers: &numbers, random: &random) } else { Self.addUp(edition, &numbers) }
        Self.confine(edition, &numbers)
        var texts: [String: String] = [:]
        var values: [String: ExactDecimal] = [:]
        for indicator in form.cells {
            let number = numbers[indicator.id]!
            let isZero = number.description == "0"
            var text: String? = number.description
            switch filling {
            case .numbers: break
            case .blanks: if isZero && Int.random(in: 0..<3, using: &random) == 0 { text = "" }
            case .notations: text = Self.notation(number, kind: indicator.kind, random: &random)
            }
            texts[indicator.id] = text ?? ""
            let isNumber = text.map { $0.contains(where: { $0.isNumber }) } ?? false
            if isNumber { values[indicator.id] = number }
        }
        self.edition = edition
        self.texts = texts
        self.values = values
        let cells = form.cells.map {
            Cell(indicator: $0.id, state: .text, raw: texts[$0.id]!, place: CellPlace(table: 0, row: 0, column: 0))
        }
        year = min(edition.reportYears.upperBound, edition.reportYears.lowerBound + 1)
        draft = ReportDraft(
            title: "清镇市\(year)年政府信息公开工作年度报告", forms: [FilledForm(edition: edition, cells: cells)],
            prose: [1: ["本报告的数据统计期限为\(year)年1月1日至12月31日。"] + Self.sentences(edition, numbers), 5: ["公开内容需要更加及时。"], 6: ["本年度没有收取信息处理费。"]],
            labels: labels)
    }

    /// Mostly small counts, many zeros, now and then a large one.
    private static func count(using random: inout SeededGenerator) -> Int {
        switch Int.random(in: 0..<10, using: &random) {
        case 0..<5: 0
        case 5..<8: Int.random(in: 1...9, using: &random)
        case 8: Int.random(in: 10...199, using: &random)
        default: Int.random(in: 200...99_999, using: &random)
        }
    }

    private static func balance(form: Form, numbers: inout [String: ExactDecimal], random: inout SeededGenerator) {
        func number(_ id: String) -> Int { Int(numbers[id]!.description)! }
        let table = form.tables.first { $0.section == .applications }!
        let outcomes = table.rows.map(\.id).filter { $0.hasPrefix("outcome.") && $0 != "outcome.total" }
        let applicants = Applicant.parts.map(\.rawValue)
        for applicant in applicants {
            let total = outcomes.reduce(0) { $0 + number("\($1).\(applicant)") }
            let out = number("applications.carried_out.\(applicant)")
            let carriedIn = Int.random(in: 0...(total + out), using: &random) / 3
            numbers["outcome.total.\(applicant)"] = ExactDecimal("\(total)")
            numbers["applications.carried_in.\(applicant)"] = ExactDecimal("\(carriedIn)")
            numbers["applications.received.\(applicant)"] = ExactDecimal("\(total + out - carriedIn)")
        }
        for row in table.rows {
            numbers["\(row.id).total"] = ExactDecimal("\(applicants.reduce(0) { $0 + number("\(row.id).\($1)") })")
        }
        for block in form.tables where block.section == .remedies {
            let id = block.rows[0].id
            let sum = ["upheld", "corrected", "other", "pending"].reduce(0) { $0 + number("\(id).\($1)") }
            numbers["\(id).total"] = ExactDecimal("\(sum)")
        }
    }

    /// Makes every running total of the Fujian form one to which the year's value was added.
    private static func accumulate(_ form: Form, _ numbers: inout [String: ExactDecimal], random: inout SeededGenerator) {
        for row in form.tables[0].rows {
            let value = numbers[row.id]!
            guard let whole = value.integer else {
                numbers["\(row.id).cumulative"] = value
                continue
            }
            numbers["\(row.id).cumulative"] = ExactDecimal(whole + count(using: &random))
        }
    }

    /// Makes parts no larger than their wholes, and changes no larger than what they are taken from.
    private static func confine(_ edition: Edition, _ numbers: inout [String: ExactDecimal]) {
        for rule in IdentityCatalog.of(edition).filter(\.isExact).flatMap(\.rules) where rule.relation != .equals && rule.terms.count == 2 {
            let (first, second) = (rule.terms[0], rule.terms[1])
            guard first.lag == 0, second.lag == 0, let one = numbers[first.variable]?.integer, let other = numbers[second.variable]?.integer else {
                continue
            }
            if rule.relation == .atMost, second.coefficient == -1, one > other { numbers[first.variable] = ExactDecimal(other) }
            if rule.relation == .atLeast, second.coefficient == 1, one + other < 0 { numbers[second.variable] = ExactDecimal(-one) }
        }
    }

    /// Sentences that repeat figures of the tables, as every report has them.
    private static func sentences(_ edition: Edition, _ numbers: [String: ExactDecimal]) -> [String] {
        func number(_ id: String) -> String { numbers[id]!.description }
        if edition.hasStatutoryTables {
            return [
                "本年共收到政府信息公开申请\(number("applications.received.total"))件，办结\(number("outcome.total.total"))件，"
                    + "结转下年度继续办理\(number("applications.carried_out.total"))件。"
            ]
        }
        let stem = numbers["stats.disclosed.total"] == nil ? "legacy" : "stats"
        return ["全年主动公开政府信息\(number("\(stem).disclosed.total"))条。"]
    }

    /// Makes the totals of a list what the exact rules of its edition say; totals of totals come last.
    private static func addUp(_ edition: Edition, _ numbers: inout [String: ExactDecimal]) {
        let rules = IdentityCatalog.localSystem(edition).rules
        for _ in 0..<3 {
            for rule in rules {
                guard let total = rule.terms.first(where: { $0.coefficient == -1 }), rule.terms.count(where: { $0.coefficient != 1 }) == 1 else {
                    continue
                }
                let parts = rule.terms.filter { $0.coefficient == 1 }.compactMap { numbers[$0.variable] }
                let scale = parts.map(\.scale).max() ?? 0
                let sum = parts.reduce(Int64(0)) { sum, part in
                    sum + (scale..<scale + (scale - part.scale)).reduce(part.mantissa) { mantissa, _ in mantissa * 10 }
                }
                numbers[total.variable] = ExactDecimal(mantissa: sum, scale: scale)
            }
        }
    }

    /// A number as people write it; `nil` for a blank.
    private static func notation(_ number: ExactDecimal, kind: Indicator.Kind, random: inout SeededGenerator) -> String? {
        let plain = number.description
        if plain == "0" {
            switch Int.random(in: 0..<8, using: &random) {
            case 0: return nil
            case 1: return ["/", "-", "—", "－", "无", "——"].randomElement(using: &random)!
            case 2: return "０"
            default: return plain
            }
        }
        switch Int.random(in: 0..<6, using: &random) {
        case 0: return String(plain.map { $0.isNumber ? Character(UnicodeScalar(0xFF10 + UInt32($0.wholeNumberValue!))!) : $0 })
        case 1 where kind == .change && !plain.hasPrefix("-"): return "+\(plain)"
        case 2 where plain.hasPrefix("-"): return ["−", "—", "－"].randomElement(using: &random)! + plain.dropFirst()
        case 3 where plain.count > 3 && !plain.contains(".") && !plain.contains("-"):
            return plain.dropLast(3) + ["," as Character, "，"].randomElement(using: &random)!.description + plain.suffix(3)
        default: return plain
        }
    }
}
