import Disclosure
import Statistics

/// Why a body is not ranked, or with what reservation.
enum RankNotes {
    static let notAsked = LocalizedText(zh: "该版本表格无此项", en: "the form does not ask for it")
    static let zeroDenominator = LocalizedText(zh: "分母为 0", en: "the denominator is 0")
    static let fewPeers = LocalizedText(zh: "同类主体太少，不作收缩", en: "too few peers to shrink towards")

    /// What comes first, and whether that is better.
    static func order(_ subject: RankSubject) -> LocalizedText {
        switch subject {
        case .ratio(let ratio) where ratio.direction == .higherIsBetter:
            LocalizedText(zh: "第 1 名数值最高（越高越好）。", en: "Rank 1 has the highest value: higher is better.")
        case .ratio(let ratio) where ratio.direction == .lowerIsBetter:
            LocalizedText(zh: "第 1 名数值最低（越低越好）。", en: "Rank 1 has the lowest value: lower is better.")
        default: LocalizedText(zh: "第 1 名数值最高；高低无优劣之分。", en: "Rank 1 has the highest value; neither high nor low is better.")
        }
    }

    /// Whom a body is compared with.
    static func peers(_ peers: RankOptions.Peers) -> LocalizedText {
        switch peers {
        case .all: LocalizedText(zh: "仅在同类主体之间比较。", en: "Compared among bodies of one kind.")
        case .level: LocalizedText(zh: "仅在同类同级主体之间比较。", en: "Compared among bodies of one kind and level.")
        case .province: LocalizedText(zh: "仅在同省同类同级主体之间比较。", en: "Compared among bodies of one kind and level in a province.")
        case .attribute(let name):
            LocalizedText(zh: "仅在“\(name)”相同的主体之间比较。", en: "Compared among bodies of the same \(name).")
        case .prefecture: LocalizedText(zh: "仅在同市同类同级主体之间比较。", en: "Compared among bodies of one kind and level in a prefecture.")
        }
    }

    /// Entities of a panel that has neither kinds nor levels.
    static let allEntities = LocalizedText(zh: "全部主体一并比较。", en: "Compared among all entities.")

    static let tooManyPeers = LocalizedText(
        zh: "同组主体超过 \(RankRanges.mostBodies) 个，不计算名次范围", en: "no range of ranks: more than \(RankRanges.mostBodies) peers")
    static let noErrorModel = LocalizedText(zh: "此值无抽样误差模型，不给出名次范围", en: "no range of ranks: the value has no model of chance")

    static let indexOrder = LocalizedText(
        zh: "第 1 名指数最高。名次范围为随机权重下十次有九次落入的名次。", en: "Rank 1 has the highest index. Ranges hold the rank under nine in ten random weightings.")
    static let noSensitivity = LocalizedText(zh: "此合成方法不计算权重敏感性", en: "no range of ranks: weights are varied for means only")

    /// An index lacks one of its indicators.
    static func lacking(_ indicator: String, _ reason: LocalizedText?) -> LocalizedText {
        LocalizedText(zh: "\(indicator)：\(reason?.zh ?? "")", en: "\(indicator): \(reason?.en ?? "")")
    }

    /// Why no index could be computed for a group.
    static func noIndex(_ error: EstimationError) -> LocalizedText {
        switch error {
        case .tooFewObservations(let needed, let found):
            LocalizedText(zh: "同组只有 \(found) 个可比主体，指数至少需要 \(needed) 个", en: "an index needs \(needed) comparable peers, \(found) found")
        case .noVariation(let value):
            LocalizedText(zh: "有一项指标各主体都是 \(value)，无法标准化", en: "an indicator is \(value) for all peers: nothing to normalize")
        case .invalidValue:
            LocalizedText(
                zh: "几何平均需要正值：请改用 goalposts、rank 或 zscore", en: "a geometric mean needs positive values: normalize by goalposts, rank or zscore")
        case .constantAbscissa, .rankDeficient, .notConverged, .solver:
            LocalizedText(zh: "无法计算指数：\(error.description)", en: "no index: \(error.description)")
        }
    }

    static func noReport(_ year: Int) -> LocalizedText { LocalizedText(zh: "\(year) 年无报告", en: "no report for \(year)") }

    static func blank(_ indicators: [String]) -> LocalizedText {
        let names = indicators.prefix(3).map { Catalog.standard.indicators($0).last?.labels ?? LocalizedText(zh: $0, en: $0) }
        let more = indicators.count > 3 ? " …" : ""
        return LocalizedText(
            zh: "空白或非数字：\(names.map(\.zh).joined(separator: "、"))\(more)",
            en: "blank or not a number: \(names.map(\.en).joined(separator: ", "))\(more)")
    }

    static func withoutAttribute(_ name: String) -> LocalizedText {
        LocalizedText(zh: "没有“\(name)”，不排名", en: "not ranked: no \(name)")
    }

    static func belowMinimum(n: Double, minimum: Int) -> LocalizedText {
        LocalizedText(zh: "n = \(Int(n))，少于 \(minimum)，不排名", en: "not ranked: n = \(Int(n)) is below \(minimum)")
    }

    static func outOfRange(_ value: Double) -> LocalizedText {
        LocalizedText(zh: "分子大于分母，表中数字有误", en: "the part exceeds the whole (\(value)): the figures cannot be right")
    }
}
