public import Disclosure

extension ResultTable {
    /// The result of `analyze indicators`.
    ///
    /// - Parameter concept: the id of the concept that a cell of an edition belongs to; `nil` when it belongs to none.
    /// - Parameter direction: whether more is better, for the indicators where that can be said; `nil` elsewhere.
    public static func indicators(
        _ indicators: [Indicator], concept: @escaping (Indicator) -> String?, direction: @escaping (Indicator) -> String? = { _ in nil }
    ) -> ResultTable {
        ResultTable(
            schema: "analyze.indicators/1", title: LocalizedText(zh: "指标目录", en: "Catalog of indicators"),
            of: indicators,
            columns: [
                .text("id", zh: "指标", en: "Id") { .text($0.id) },
                .text("label", zh: "名称", en: "Official label") { .text($0.label) },
                .text("label_en", zh: "英文名称", en: "English label") { .text($0.labelEnglish) },
                .text("edition", zh: "版本", en: "Edition", codes: Codes.editions) { .text($0.edition.rawValue) },
                .text("table", zh: "表", en: "Table", .extra) { .text($0.section.rawValue) },
                .text("unit", zh: "单位", en: "Unit", codes: Codes.units) { .text($0.unit) },
                .text("kind", zh: "性质", en: "Kind", .extra, codes: Codes.indicatorKinds) { .text($0.kind.rawValue) },
                .text("concept", zh: "序列", en: "Concept", .extra) { .text(concept($0)) },
                .text("direction", zh: "方向", en: "Direction", .extra, codes: Codes.betterDirections) { .text(direction($0)) },
            ])
    }
}
