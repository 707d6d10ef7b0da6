public import Disclosure

extension ResultTable {
    /// The result of `analyze indicators`.
    ///
    /// - Parameter concept: the id of the concept that a cell of an edition belongs to; `nil` when it belongs to none.
    /// - Parameter direction: whether more is better, for the indicators where that can be said; `nil` elsewhere.
    public static func indicators(
        _ indicators: [Indicator], concept: (Indicator) -> String?, direction: (Indicator) -> String? = { _ in nil }
    ) -> ResultTable {
        ResultTable(
            schema: "analyze.indicators/1", title: LocalizedText(zh: "指标目录", en: "Catalog of indicators"),
            columns: [
                .text("id", zh: "指标", en: "Id"),
                .text("label", zh: "名称", en: "Official label"),
                .text("label_en", zh: "英文名称", en: "English label"),
                .text("edition", zh: "版本", en: "Edition", codes: Codes.editions),
                .text("table", zh: "表", en: "Table", .extra),
                .text("unit", zh: "单位", en: "Unit", codes: Codes.units),
                .text("kind", zh: "性质", en: "Kind", .extra, codes: Codes.indicatorKinds),
                .text("concept", zh: "序列", en: "Concept", .extra),
                .text("direction", zh: "方向", en: "Direction", .extra),
            ],
            rows: indicators.map { indicator in
                [
                    .text(indicator.id), .text(indicator.label), .text(indicator.labelEnglish), .text(indicator.edition.rawValue),
                    .text(indicator.section.rawValue), .text(indicator.unit),
                    .text(indicator.kind.rawValue), .text(concept(indicator)), .text(direction(indicator)),
                ]
            })
    }
}
