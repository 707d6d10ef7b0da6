public import Disclosure

/// A rule as `analyze rules` lists it.
public struct RuleSummary: Sendable, Hashable {
    /// The rule's id.
    public var id: String
    /// The edition it belongs to; `nil` when it ties several.
    public var edition: String?
    /// `official`, `structural`, `definitional` or `soft`.
    public var strength: String
    /// The rule in the indicators' ids.
    public var expression: String
    /// The rule in the form's words.
    public var label: LocalizedText

    /// A rule.
    public init(id: String, edition: String?, strength: String, expression: String, label: LocalizedText) {
        self.id = id
        self.edition = edition
        self.strength = strength
        self.expression = expression
        self.label = label
    }
}

extension ResultTable {
    /// The result of `analyze rules`.
    public static func rules(_ rules: [RuleSummary]) -> ResultTable {
        ResultTable(
            schema: "analyze.rules/1", title: LocalizedText(zh: "规则", en: "Rules"),
            columns: [
                .text("id", zh: "规则", en: "Id"),
                .text("edition", zh: "版本", en: "Edition", codes: Codes.editions),
                .text(
                    "strength", zh: "效力", en: "Strength",
                    codes: [
                        "official": LocalizedText(zh: "表上印明", en: "official"), "structural": LocalizedText(zh: "表格结构", en: "structural"),
                        "definitional": LocalizedText(zh: "定义", en: "definitional"), "soft": LocalizedText(zh: "参考", en: "soft"),
                    ]),
                .text("expression", zh: "表达式", en: "Expression"),
                .text("label", zh: "说明", en: "Label", .extra),
            ],
            rows: rules.map { [.text($0.id), .text($0.edition), .text($0.strength), .text($0.expression), .localized($0.label)] })
    }
}
