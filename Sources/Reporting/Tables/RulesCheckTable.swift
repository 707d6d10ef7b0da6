public import Analyses
import Disclosure
public import Rules

extension ResultTable {
    /// The result of `analyze rules check`: what the lines say of each other, then each line with its counts on a panel.
    ///
    /// Rows have a `kind`: `contradiction`, `redundant`, `implied`, `equality`, `fixed`, `bound`, `undecided`, and `rule` for the counts of one line.
    public static func rulesCheck(_ check: RuleSetCheck, counts: [RuleCounts]?) -> ResultTable {
        var table = ResultTable(
            schema: "analyze.rules_check/1", title: LocalizedText(zh: "规则检查", en: "Check of rules"),
            columns: [
                .text("kind", zh: "类别", en: "Kind", codes: kinds, tints: ["contradiction": .red, "redundant": .yellow, "implied": .yellow]),
                .text("lines", zh: "行", en: "Lines"),
                .text("message", zh: "说明", en: "Message"),
                .text("variable", zh: "指标", en: "Variable", .machine),
                .text("low", zh: "下限", en: "Low", .machine), .text("high", zh: "上限", en: "High", .machine),
                .text("because", zh: "依据的行", en: "Because", .machine), .text("rules", zh: "规则", en: "Rules", .machine),
            ])
        if counts != nil {
            table.columns += [
                .number("pass", zh: "成立", en: "Pass", .plain), .number("fail", zh: "不成立", en: "Fail", .plain),
                .number("vacuous", zh: "不适用", en: "Vacuous", .plain), .number("unknown", zh: "无从核对", en: "Unknown", .plain),
            ]
        }
        let empty = [ResultValue](repeating: .null, count: counts == nil ? 0 : 4)
        for remark in check.remarks {
            if case .notLinear = remark { continue }
            table.append(row(remark, check) + empty)
        }
        if let counts {
            for (rule, count) in zip(check.rules, counts) {
                table.append([
                    .text("rule"), .list([.integer(rule.line)]), .text(rule.text), .null, .null, .null, .null, .texts([rule.id]),
                    .integer(count.pass), .integer(count.fail), .integer(count.vacuous), .integer(count.unknown),
                ])
            }
        }
        let conditional = check.remarks.count { if case .notLinear = $0 { true } else { false } }
        if conditional > 0 {
            table.notes.append(
                LocalizedText(
                    zh: "\(conditional)行不是线性规则（条件、商、区间等），只在数据上逐条核对。",
                    en:
                        "\(conditional) line\(conditional == 1 ? " is" : "s are") not linear (conditions, quotients and the like): judged on records only."
                ))
        }
        table.whenEmpty = LocalizedText(
            zh: "\(check.rules.count)条规则，没有矛盾，也没有多余。", en: "\(check.rules.count) rules: no contradiction, and none follows from the others.")
        return table
    }

    private static let kinds: [String: LocalizedText] = [
        "contradiction": LocalizedText(zh: "矛盾", en: "contradiction"), "redundant": LocalizedText(zh: "多余", en: "redundant"),
        "implied": LocalizedText(zh: "可由他行推出", en: "implied"), "equality": LocalizedText(zh: "实为等式", en: "equality"),
        "fixed": LocalizedText(zh: "只有一个值", en: "one value"), "bound": LocalizedText(zh: "界限", en: "bound"),
        "undecided": LocalizedText(zh: "未能判定", en: "undecided"), "rule": LocalizedText(zh: "规则", en: "rule"),
    ]

    private static func row(_ remark: RuleSetCheck.Remark, _ check: RuleSetCheck) -> [ResultValue] {
        func lines(_ rules: [Int]) -> ResultValue { .list(rules.map { .integer(check.rules[$0].line) }) }
        func named(_ rules: [Int], _ separator: String = ", ") -> String { rules.map { String(check.rules[$0].line) }.joined(separator: separator) }
        func values(
            _ kind: String, _ rules: [Int], zh: String, en: String, variable: String? = nil, low: Rational? = nil, high: Rational? = nil,
            because: [Int] = []
        ) -> [ResultValue] {
            [
                .text(kind), lines(rules), .localized(LocalizedText(zh: zh, en: en)), .text(variable), .text(low?.description),
                .text(high?.description), because.isEmpty ? .null : lines(because), .texts(rules.map { check.rules[$0].id }),
            ]
        }
        func english(_ rules: [Int]) -> String { (rules.count == 1 ? "line " : "lines ") + named(rules) }
        func text(_ rule: Int) -> String { check.rules[rule].text }
        switch remark {
        case .contradiction(let rules):
            let note = RuleNotes.sentence(rules.map { check.rules[$0] })
            return values("contradiction", rules, zh: note.zh, en: note.en)
        case .redundant(let rule, let because):
            return values(
                "redundant", [rule], zh: "\(text(rule))：由第\(named(because, "、"))行即知",
                en: "\(text(rule)): \(english(because)) make\(because.count == 1 ? "s" : "") sure of it",
                because: because)
        case .implied(let rule, let because):
            return values(
                "implied", [rule], zh: "\(text(rule))：可由第\(named(because, "、"))行推出", en: "\(text(rule)): follows from \(english(because))",
                because: because)
        case .equality(let rule, let because):
            return values(
                "equality", [rule], zh: "\(text(rule))：只能取等号（第\(named(because, "、"))行）",
                en: "\(text(rule)): can hold as an equality only, by \(english(because))", because: because)
        case .fixed(let variable, let value, let because):
            return values(
                "fixed", because, zh: "\(variable) 只能是 \(value)", en: "\(variable) can only be \(value)", variable: variable, low: value, high: value,
                because: because)
        case .bound(let variable, let low, let high, let because):
            let ends = [low.map { "\($0) <= " } ?? "", variable, high.map { " <= \($0)" } ?? ""].joined()
            return values(
                "bound", because, zh: "可知 \(ends)", en: "it follows that \(ends)", variable: variable, low: low, high: high, because: because)
        case .undecided(let rule):
            return values(
                "undecided", [rule], zh: "\(text(rule))：超出运算范围，未能判定",
                en: "\(text(rule)): could not be decided within exact arithmetic and the work allowed")
        case .notLinear(let rule): return values("undecided", [rule], zh: text(rule), en: text(rule))
        }
    }
}
