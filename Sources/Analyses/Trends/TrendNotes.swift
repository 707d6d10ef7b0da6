import Disclosure
import Statistics

/// The reasons and reservations that rows of trends carry.
enum TrendNotes {
    static let constant = LocalizedText(zh: "各年数值相同", en: "the same value in every year")
    static let noPercentOfTheilSen = LocalizedText(
        zh: "Theil–Sen 斜率不换算为百分比", en: "Theil–Sen slopes are not expressed in percent")
    static let noForecastOfTheilSen = LocalizedText(zh: "Theil–Sen 模型不作预测", en: "no forecast from the Theil–Sen model")
    static let breaksDisregarded = LocalizedText(
        zh: "Theil–Sen 与 Mann–Kendall 未考虑断点", en: "Theil–Sen and Mann–Kendall disregard the break")

    static let noEvents = LocalizedText(zh: "各年合计为 0", en: "no event in any year")
    static let exactTest = LocalizedText(zh: "事件数很少，用精确条件检验", en: "a handful of events: exact conditional test")
    static let infiniteSlope = LocalizedText(zh: "数值全在首年或末年，斜率无限", en: "all events in the first or last year: the slope has no finite value")
    static let lineForBreaks = LocalizedText(zh: "序列内有断点，改用带台阶的最小二乘直线", en: "a break inside: least-squares line with a step instead")
    static let lineForAmounts = LocalizedText(zh: "非计数，改用最小二乘直线", en: "not a count: least-squares line instead")
    static let noPercentOfPanel = LocalizedText(
        zh: "比率或可为负的数值，不计算百分比", en: "no growth in percent of ratios and of what can be negative")
    static let noRobustOfPanel = LocalizedText(
        zh: "面板模型不给出 Theil–Sen 与 Mann–Kendall", en: "no Theil–Sen and Mann–Kendall from the panel model")
    static let fewSeriesToShrink = LocalizedText(zh: "序列太少，不收缩斜率", en: "too few series to shrink slopes")

    static func yearsCount(bodies: Int, years: Int) -> LocalizedText {
        LocalizedText(
            zh: "\(bodies) 个主体，\(years) 年", en: "\(bodies) bodies, \(years) years")
    }

    /// A step that was found and is in the model.
    static func foundStep(year: Int, probability: Double) -> LocalizedText {
        let percent = Int((100 * probability).rounded(.down))
        return LocalizedText(
            zh: "\(year) 年起水平改变（由数据搜出，后验概率 \(percent)%），斜率与年均变化为前后两段之内的变化",
            en:
                "another level from \(year) on (found in the numbers, posterior probability \(percent) %): slope and percentage are those within the two segments"
        )
    }

    static let differingBodies = LocalizedText(
        zh: "各主体趋势不同，误差按主体计算", en: "bodies differ in their trends: the error is that of bodies")

    /// A step at a date that nothing but the numbers speaks for.
    static func searchedStep(year: Int, probability: Double) -> LocalizedText {
        let percent = Int((100 * probability).rounded(.down))
        return LocalizedText(
            zh: "各主体在 \(year) 年共同改变水平的后验概率为 \(percent)%", en: "a common step in \(year) has posterior probability \(percent) %")
    }

    /// How many times the error of years is the one that takes bodies as independent.
    static func independentBodies(ratio: Double) -> LocalizedText {
        let tenths = (ratio * 10).rounded() / 10
        return LocalizedText(
            zh: "同一年的主体受共同冲击，误差按年份计算，为“各主体相互独立”时的 \(tenths) 倍",
            en: "bodies of a year share its shocks: the error is that of years, \(tenths) times what it would be with bodies as independent")
    }

    static func fewBodies(needed: Int, found: Int) -> LocalizedText {
        LocalizedText(zh: "面板模型需要 \(needed) 个主体，只有 \(found) 个", en: "a panel model needs \(needed) bodies, \(found) found")
    }

    static func coverage(_ inside: Int, _ of: Int, level: Double) -> LocalizedText {
        LocalizedText(
            zh: "逐一留出末年检验：\(of) 条同指标序列中 \(inside) 条落入预测区间",
            en: "leaving the last year out: \(inside) of \(of) series of the indicator fell into the interval")
    }

    static func tooFew(needed: Int, found: Int, empty: Int) -> LocalizedText {
        LocalizedText(
            zh: "需要 \(needed) 年的数值，只有 \(found) 年" + (empty > 0 ? "（另有 \(empty) 年空白或非数字）" : ""),
            en: "\(needed) years with a number needed, \(found) found"
                + (empty > 0 ? " (\(empty) more blank or not a number)" : ""))
    }

    static func former(_ former: BodyRegister.Former) -> LocalizedText {
        let code = former.body.regionCode.map { " \($0)" } ?? ""
        return LocalizedText(zh: "至 \(former.lastYear) 年为\(former.body.name)\(code)", en: "until \(former.lastYear) as \(former.body.name)\(code)")
    }

    static func withoutExposure(_ years: Int) -> LocalizedText {
        LocalizedText(
            zh: "\(years) 年没有可除的分母，未计入", en: "\(years) year\(years == 1 ? "" : "s") without what the numbers are counted per, left out")
    }

    static func empty(_ years: Int) -> LocalizedText {
        LocalizedText(
            zh: "\(years) 年空白或非数字，未作 0 计", en: "\(years) year\(years == 1 ? "" : "s") blank or not a number, not counted as 0")
    }

    static func noPercent(_ series: YearlySeries) -> LocalizedText {
        LocalizedText(zh: "有小于 0 的年份，不计算百分比", en: "no growth in percent: a year is below 0")
    }

    static func reason(_ error: EstimationError) -> LocalizedText {
        switch error {
        case .tooFewObservations(let needed, let found):
            LocalizedText(zh: "此模型需要 \(needed) 年的数值，只有 \(found) 年", en: "the model needs \(needed) years, \(found) found")
        case .rankDeficient: LocalizedText(zh: "年份不足以同时估计趋势与断点", en: "too few years to tell the trend from the breaks")
        case .constantAbscissa, .noVariation, .invalidValue, .notConverged, .solver:
            LocalizedText(zh: "无法拟合：\(error.description)", en: "no fit: \(error.description)")
        }
    }
}
