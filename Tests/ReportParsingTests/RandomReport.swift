import Disclosure
import ReportRendering

/// Deterministic random numbers (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64
    init(seed: UInt64) { state = seed }
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

/// Filled forms with random figures whose sums are true, and label variants seen on real reports.
enum RandomReport {
    /// A form in which all sums of Tables 3 and 4 hold; `blanks` puts blanks and marks in place of some figures.
    static func form(_ edition: Edition, blanks: Bool, using generator: inout SeededGenerator) -> FilledForm {
        var values: [String: Int] = [:]
        let indicators = Form.of(edition).cells
        for indicator in indicators {
            let large = indicator.table == "t3" ? 60 : indicator.table == "t4" ? 90 : 9000
            let isZero = UInt8.random(in: 0..<10, using: &generator) < 6
            values[indicator.id] = isZero ? 0 : Int.random(in: 1...large, using: &generator)
        }
        if edition.hasStatutoryTables { balance(&values, indicators) }
        let cells = indicators.map { indicator -> Cell in
            let place = CellPlace(table: 0, row: 0, column: 0)
            let value = values[indicator.id]!
            if blanks {
                switch UInt8.random(in: 0..<20, using: &generator) {
                case 0, 1, 2: return Cell(indicator: indicator.id, state: .blank, raw: "", place: place)
                case 3:
                    return Cell(indicator: indicator.id, state: .notApplicable, raw: ["/", "—", "无"].randomElement(using: &generator)!, place: place)
                default: break
                }
            }
            switch indicator.kind {
            case .money:
                let yuan = value * 100 + Int.random(in: 0..<100, using: &generator)
                if indicator.id == "disclosure.procurement.amount" {
                    let inYuan = Bool.random(using: &generator)
                    let number = ExactDecimal(mantissa: Int64(yuan), scale: 2)
                    return Cell(
                        indicator: indicator.id, state: .number, value: inYuan ? number.scaledDown(by: 4)! : number,
                        raw: number.description + (inYuan ? "元" : "万元"), place: place)
                }
                let number = ExactDecimal(mantissa: Int64(yuan), scale: 2)
                return Cell(indicator: indicator.id, state: .number, value: number, raw: number.description, place: place)
            case .change:
                let signed = Bool.random(using: &generator) ? value : -value
                let raw = signed > 0 && Bool.random(using: &generator) ? "+\(signed)" : "\(signed)"
                return Cell(indicator: indicator.id, state: .number, value: ExactDecimal(signed), raw: raw, place: place)
            default: return Cell(indicator: indicator.id, state: .number, value: ExactDecimal(value), raw: "\(value)", place: place)
            }
        }
        return FilledForm(edition: edition, cells: cells)
    }

    private static func balance(_ values: inout [String: Int], _ indicators: [Indicator]) {
        let outcomes = Set(
            indicators.map(\.id).filter { $0.hasPrefix("outcome.") && !$0.hasPrefix("outcome.total") }.map {
                $0.split(separator: ".").dropLast().joined(separator: ".")
            })
        let parts = Applicant.parts.map(\.rawValue)
        for column in parts {
            let sum = outcomes.reduce(0) { $0 + values["\($1).\(column)"]! }
            values["outcome.total.\(column)"] = sum
            values["applications.carried_in.\(column)"] = min(values["applications.carried_in.\(column)"]!, sum)
            values["applications.received.\(column)"] =
                sum + values["applications.carried_out.\(column)"]! - values["applications.carried_in.\(column)"]!
        }
        for row in outcomes.union(["outcome.total", "applications.received", "applications.carried_in", "applications.carried_out"]) {
            values["\(row).total"] = parts.reduce(0) { $0 + values["\(row).\($1)"]! }
        }
        for block in ["review", "litigation.direct", "litigation.after_review"] {
            values["\(block).total"] = ["upheld", "corrected", "other", "pending"].reduce(0) { $0 + values["\(block).\($1)"]! }
        }
    }

    /// Some of the label variants that real reports showed, by the official label.
    static func variants(_ edition: Edition, using generator: inout SeededGenerator) -> [String: String] {
        let seen: [(String, [String])] = [
            ("made", edition == .fmt2019 ? ["本年制作数量", "本年新"] : ["本年制发件数"]), ("行政事业性收费", ["行政事业型收费"]),
            ("outcome.denied.security_stability", ["3.“危及三安全一稳定”", "3.危及三安全一稳定"]),
            ("outcome.denied.enforcement_file", ["7.属于行政执法案件", "7、属于行政执法案卷"]),
            ("outcome.partial", ["（二）部分公开", "(二)部分公开（区分处理）"]), ("outcome.total", ["(七)总计", "七、总计"]),
            ("applications.carried_out", ["四、结转下一年度继续办理"]), ("规章", ["规章（设区的市、自治州人民政府应提供相关数据）"]),
            ("outcome.denied.process_info", ["6．属于四类 过程性信息"]),
        ]
        var labels: [String: String] = [:]
        for (label, options) in seen where Bool.random(using: &generator) { labels[label] = options.randomElement(using: &generator) }
        return labels
    }
}
