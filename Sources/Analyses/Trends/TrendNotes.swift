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

    static func tooFew(needed: Int, found: Int, empty: Int) -> LocalizedText {
        LocalizedText(
            zh: "需要 \(needed) 年的数值，只有 \(found) 年" + (empty > 0 ? "（另有 \(empty) 年空白或非数字）" : ""),
            en: "\(needed) years with a number needed, \(found) found"
                + (empty > 0 ? " (\(empty) more blank or not a number)" : ""))
    }

    static func empty(_ years: Int) -> LocalizedText {
        LocalizedText(
            zh: "\(years) 年空白或非数字，未作 0 计", en: "\(years) year\(years == 1 ? "" : "s") blank or not a number, not counted as 0")
    }

    static func noPercent(_ series: YearlySeries) -> LocalizedText {
        if series.values.contains(where: { $0 <= 0 }) {
            return LocalizedText(zh: "有不大于 0 的年份，不计算百分比", en: "no growth in percent: not every year is above 0")
        }
        return LocalizedText(zh: "合计不足 20，不计算百分比", en: "no growth in percent: the values add up to less than 20")
    }

    static func reason(_ error: EstimationError) -> LocalizedText {
        switch error {
        case .tooFewObservations(let needed, let found):
            LocalizedText(zh: "此模型需要 \(needed) 年的数值，只有 \(found) 年", en: "the model needs \(needed) years, \(found) found")
        case .rankDeficient: LocalizedText(zh: "年份不足以同时估计趋势与断点", en: "too few years to tell the trend from the breaks")
        case .constantAbscissa, .noVariation, .invalidValue, .notConverged:
            LocalizedText(zh: "无法拟合：\(error.description)", en: "no fit: \(error.description)")
        }
    }
}
