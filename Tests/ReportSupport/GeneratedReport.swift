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
            default: numbers[indicator.id] = ExactDecimal("\(Self.count(using: &random))")
            }
        }
        if edition.hasStatutoryTables { Self.balance(form: form, numbers: &numbers, random: &random) } else { Self.addUp(edition, &numbers) }
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
        let year = min(edition.reportYears.upperBound, edition.reportYears.lowerBound + 1)
        draft = ReportDraft(
            title: "清镇市\(year)年政府信息公开工作年度报告", forms: [FilledForm(edition: edition, cells: cells)],
            prose: [1: ["本报告的数据统计期限为\(year)年1月1日至12月31日。"], 5: ["公开内容需要更加及时。"], 6: ["本年度没有收取信息处理费。"]],
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
        let table = form.tables.first { $0.id == "t3" }!
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
        for block in form.tables where block.table == "t4" {
            let id = block.rows[0].id
            let sum = ["upheld", "corrected", "other", "pending"].reduce(0) { $0 + number("\(id).\($1)") }
            numbers["\(id).total"] = ExactDecimal("\(sum)")
        }
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
