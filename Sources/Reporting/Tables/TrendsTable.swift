public import Analyses
import Disclosure

extension ResultTable {
    /// The result of `analyze trends`.
    public static func trends(_ rows: [TrendRow], options: TrendOptions) -> ResultTable {
        ResultTable(
            schema: "analyze.trends/2", title: LocalizedText(zh: "趋势", en: "Trends"), of: rows, columns: trendColumns(rows),
            notes: trendNotes(rows, options))
    }

    static let directions: [String: LocalizedText] = [
        "rising": LocalizedText(zh: "上升", en: "rising"), "falling": LocalizedText(zh: "下降", en: "falling"),
        "stable": LocalizedText(zh: "平稳", en: "stable"), "uncertain": LocalizedText(zh: "不能确定", en: "uncertain"),
    ]

    static let uncertaintyReasons: [String: LocalizedText] = [
        "too_few_years": LocalizedText(zh: "年份太少", en: "too few years"), "not_fitted": LocalizedText(zh: "无法拟合", en: "no fit"),
        "no_percentage": LocalizedText(zh: "没有百分比", en: "no percentage"),
        "many_tests": LocalizedText(zh: "多重检验调整后不显著", en: "not after correction for many tests"),
        "wide_interval": LocalizedText(zh: "区间太宽", en: "interval too wide"),
    ]

    static let trendScales: [String: LocalizedText] = [
        "log": LocalizedText(zh: "对数", en: "logarithm"), "mean": LocalizedText(zh: "相对均值", en: "over the mean"),
        "units": LocalizedText(zh: "原值", en: "units"),
    ]

    static let shapes: [String: LocalizedText] = [
        "none": LocalizedText(zh: "无变化", en: "none"), "trend": LocalizedText(zh: "趋势", en: "trend"), "step": LocalizedText(zh: "台阶", en: "step"),
        "both": LocalizedText(zh: "趋势加台阶", en: "trend and step"),
    ]

    private static func trendColumns(_ rows: [TrendRow]) -> [TableColumn<TrendRow>] {
        [
            .text("entity", zh: "主体", en: "Entity", codes: PeerNames.codes(rows.map(\.entity))) { .text($0.entity) },
            .text("region_code", zh: "区划代码", en: "Region", .machine) { .text($0.regionCode) },
            .text("indicator", zh: "指标", en: "Indicator", .extra) { .text($0.indicator) },
            .text("label", zh: "名称", en: "Label") { .localized($0.label) },
            .text("unit", zh: "单位", en: "Unit", .extra, codes: Codes.units) { .text($0.unit) },
            .text("editions", zh: "版本", en: "Editions", .machine, codes: Codes.editions) { .texts($0.editions.map(\.rawValue)) },
            .number("first_year", zh: "起", en: "From", .plain) { .integer($0.firstYear) },
            .number("last_year", zh: "止", en: "To", .plain) { .integer($0.lastYear) },
            .number("n", zh: "年数", en: "n", .plain) { .integer($0.n) },
            .number("mean", zh: "均值", en: "Mean", .general, .extra) { .number($0.mean) },
            .text("model", zh: "模型", en: "Model", .extra, codes: Codes.models) { .text($0.model?.rawValue) },
            .text("scale", zh: "尺度", en: "Scale", .machine, codes: trendScales) { .text($0.model?.scale.rawValue) },
            .number("slope", zh: "斜率/年", en: "Slope/yr") { .number($0.slope) },
            .number("standard_error", zh: "标准误", en: "Error", .general, .machine) { .number($0.standardError) },
            .number("standard_error_independent_bodies", zh: "标准误（主体独立）", en: "Error, bodies independent", .general, .machine) {
                .number($0.standardErrorOfIndependentBodies)
            },
            .number("slope_low", zh: "下限", en: "Low", .general, .extra) { .number($0.slopeLow) },
            .number("slope_high", zh: "上限", en: "High", .general, .extra) { .number($0.slopeHigh) },
            .number("percent_per_year", zh: "年均变化", en: "Change/yr", .percent(1)) { .number($0.percentPerYear) },
            .number("percent_low", zh: "下限", en: "Low", .percent(1), .extra) { .number($0.percentLow) },
            .number("percent_high", zh: "上限", en: "High", .percent(1), .extra) { .number($0.percentHigh) },
            .number("statistic", zh: "统计量", en: "Statistic", .general, .machine) { .number($0.statistic) },
            .number("df", zh: "自由度", en: "df", .general, .machine) { .number($0.degreesOfFreedom) },
            .number("p_value", zh: "p", en: "p", .probability) { .number($0.pValue) },
            .number("q_value", zh: "q", en: "q", .probability) { .number($0.qValue) },
            .number("q_selected", zh: "q（所选）", en: "q selected", .probability, .machine) { .number($0.qSelected) },
            .number("local_false_sign", zh: "方向误判率", en: "False sign", .probability, .machine) { .number($0.localFalseSign) },
            .text("direction", zh: "方向", en: "Direction", codes: directions, tints: ["uncertain": .dim, "stable": .dim]) {
                .text($0.direction.rawValue)
            },
            .text("reason", zh: "原因", en: "Reason", .extra, codes: uncertaintyReasons) { .text($0.reason?.rawValue) },
            .text("shape", zh: "形状", en: "Shape", .machine, codes: shapes) { .text($0.shape?.rawValue) },
            .number("shape_probability", zh: "形状概率", en: "Shape probability", .probability, .machine) { .number($0.shapeProbability) },
            .number("step_year", zh: "台阶年", en: "Step", .plain, .machine) { .integer($0.stepYear) },
            .number("theil_sen", zh: "Theil–Sen", en: "Theil–Sen", .general, .extra) { .number($0.theilSen) },
            .number("theil_sen_low", zh: "下限", en: "Low", .general, .machine) { .number($0.theilSenLow) },
            .number("theil_sen_high", zh: "上限", en: "High", .general, .machine) { .number($0.theilSenHigh) },
            .number("kendall_s", zh: "S", en: "S", .plain, .machine) { .integer($0.kendallS) },
            .number("kendall_p", zh: "MK p", en: "MK p", .probability, .extra) { .number($0.kendallP) },
            .number("shrunken_slope", zh: "收缩斜率", en: "Shrunken", .general, .machine) { .number($0.shrunkenSlope) },
            .text("breaks", zh: "断点", en: "Breaks", .machine) { row in
                .list(
                    row.breaks.map {
                        .object([
                            ResultField("year", .integer($0.year)), ResultField("kind", .text($0.kind.rawValue)),
                            ResultField("p_value", .number($0.pValue)), ResultField("q_value", .number($0.qValue)),
                            ResultField("percent", .number($0.percent)), ResultField("probability", .number($0.probability)),
                        ])
                    })
            },
            .text("event", zh: "事件", en: "Event", .machine) { $0.event.map(ResultTable.event) ?? .null },
            .text("forecast", zh: "预测", en: "Forecast", .machine) { row in
                .list(
                    row.forecast.map {
                        .object([
                            ResultField("year", .integer($0.year)), ResultField("mean", .number($0.mean)), ResultField("low", .number($0.low)),
                            ResultField("high", .number($0.high)),
                        ])
                    })
            },
            .text("points", zh: "各年", en: "Years") { row in
                .list(
                    row.points.map { point in
                        let interval =
                            point.low == nil ? [] : [ResultField("low", .number(point.low)), ResultField("high", .number(point.high))]
                        let sides =
                            point.denominator == nil
                            ? [] : [ResultField("numerator", .number(point.numerator)), ResultField("denominator", .number(point.denominator))]
                        return .object([ResultField("year", .integer(point.year)), ResultField("value", .number(point.value))] + interval + sides)
                    })
            },
            .text("note", zh: "说明", en: "Note", .extra) { .localized($0.note) },
            .text("official_label", zh: "正式名称", en: "Official label", .machine) { .text($0.label.zh) },
        ]
    }

    private static func trendNotes(_ rows: [TrendRow], _ options: TrendOptions) -> [LocalizedText] {
        let tested = rows.count { $0.pValue != nil }
        guard tested > 0 else { return [] }
        let alpha = NumberStyle.significant(1 - options.level, 3)
        let adjusted = options.falseDiscovery != .none
        let name = options.falseDiscovery == .by ? "Benjamini–Yekutieli" : "Benjamini–Hochberg"
        let stable = NumberStyle.significant(options.stablePercent, 3)
        let family =
            options.unit == .series
            ? LocalizedText(zh: "在同一指标全部主体的检验中经 \(name) 调整后", en: "adjusted by \(name) over all bodies of the indicator, selected or not")
            : LocalizedText(zh: "对 \(tested) 个检验经 \(name) 调整后", en: "adjusted over \(tested) tests by \(name)")
        var notes = [
            LocalizedText(
                zh: "方向判断：" + (adjusted ? family.zh + " q ≤ \(alpha)" : "p ≤ \(alpha)（未作多重检验调整）")
                    + " 时为上升或下降；否则年均变化的区间在 ±\(stable)% 以内为平稳；其余不能确定。",
                en: "Rising or falling when " + (adjusted ? "q ≤ \(alpha), \(family.en)" : "p ≤ \(alpha), not adjusted")
                    + "; otherwise stable when the interval of the yearly change lies within ±\(stable) %; otherwise uncertain.")
        ]
        if rows.contains(where: { $0.n == 5 && $0.kendallP != nil }) {
            notes.append(
                LocalizedText(
                    zh: "5 年序列的 Mann–Kendall 检验，双侧 p 最小为 0.017。", en: "With 5 years the smallest two-sided Mann–Kendall p is 0.017."))
        }
        return notes
    }
}
