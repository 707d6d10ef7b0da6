import Disclosure
import Statistics

/// Why a body is not ranked, or with what reservation.
enum RankNotes {
    static let notAsked = LocalizedText(zh: "该版本表格无此项", en: "the form does not ask for it")
    static let notInPanel = LocalizedText(zh: "面板中没有这一列", en: "the panel has no such column")

    /// A panel has no value for a year.
    static func noRow(_ year: Int) -> LocalizedText { LocalizedText(zh: "面板中没有 \(year) 年的数值", en: "the panel has no value for \(year)") }

    /// What stands in a cell of a panel from elsewhere that is no number; `nil` for a blank one.
    static func missing(_ state: CellState?, raw: String?) -> LocalizedText? {
        switch state {
        case .notApplicable:
            raw.map { LocalizedText(zh: "面板中标为“\($0)”", en: "marked “\($0)” in the panel") }
                ?? LocalizedText(zh: "面板中标为不适用", en: "marked not applicable in the panel")
        case .bound: LocalizedText(zh: "面板中只有界限\(raw.map { "“\($0)”" } ?? "")", en: "the panel has only bounds\(raw.map { " “\($0)”" } ?? "")")
        case .text: LocalizedText(zh: "面板中为文字\(raw.map { "“\($0)”" } ?? "")", en: "the panel has a text\(raw.map { " “\($0)”" } ?? "")")
        case .absent, .number, .blank, nil: nil
        }
    }

    static let unknownDay = LocalizedText(zh: "报告中没有发布日期", en: "the report bears no day of publication")
    static let zeroDenominator = LocalizedText(zh: "分母为 0", en: "the denominator is 0")
    static let negativeDenominator = LocalizedText(zh: "分母为负", en: "the denominator is negative")

    /// The panel of the denominator has no entity for the body.
    static func notJoined(_ denominator: LocalizedText) -> LocalizedText {
        LocalizedText(zh: "导入的面板中没有该主体的“\(denominator.zh)”", en: "the imported panel has no \(denominator.en) for it")
    }

    static let fewPeers = LocalizedText(zh: "同类主体太少，不作收缩", en: "too few peers to shrink towards")

    /// What comes first, and whether that is better.
    static func order(_ subject: RankSubject) -> LocalizedText {
        switch subject {
        case .ratio(let ratio) where ratio.direction == .higherIsBetter:
            LocalizedText(zh: "第 1 名数值最高（越高越好）。", en: "Rank 1 has the highest value: higher is better.")
        case .ratio(let ratio) where ratio.direction == .lowerIsBetter:
            LocalizedText(zh: "第 1 名数值最低（越低越好）。", en: "Rank 1 has the lowest value: lower is better.")
        case .daysLate:
            LocalizedText(
                zh: "第 1 名发布最早；期限之前发布的天数为负（政府部门 1 月 31 日，其余 3 月 31 日）。",
                en: "Rank 1 was published first; days before the deadline (31 January for departments, else 31 March) are negative.")
        case .quotient(let quotient) where quotient.kind == .proportion:
            LocalizedText(
                zh: "第 1 名比例最高；分子从不大于分母，按二项分布计算区间。",
                en: "Rank 1 has the largest share; the part never exceeds the whole, so that intervals are binomial.")
        case .quotient(let quotient) where quotient.kind == .rate:
            LocalizedText(zh: "第 1 名数值最高；按泊松分布计算区间。", en: "Rank 1 has the highest rate; intervals are Poisson's.")
        case .quotient:
            LocalizedText(
                zh: "第 1 名数值最高；分子不是计数，不给出区间。", en: "Rank 1 has the highest value; what is above is no count, so that there are no intervals.")
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

    /// Where the spread of counts beyond chance comes from.
    static func learnedDispersion(_ phi: Double, bodies: Int) -> LocalizedText {
        let spread = (100 * phi.squareRoot()).rounded()
        return LocalizedText(
            zh: "名次范围计入各主体其他年份显示的超出泊松的年际波动（约 \(Int(spread))%，由\(bodies)个主体估计）。",
            en:
                "Ranges of ranks allow for variation between years beyond Poisson's (about \(Int(spread)) %, learned from other years of \(bodies) bodies)."
        )
    }

    static let unknownDispersion = LocalizedText(
        zh: "其他年份的数据不足，无法得知计数超出泊松的波动，因此不给出名次范围；可用 --dispersion 给出（0 即泊松）。",
        en:
            "No ranges of ranks: without other years nothing tells how much counts vary beyond Poisson. State it with --dispersion (0 is Poisson's)."
    )

    static let unknownSpreadOfShares = LocalizedText(
        zh: "面板只有一年，无法得知比例在年际之间超出偶然的波动，因此不给出名次范围；可用 --dispersion 给出（0 即纯属偶然）。",
        en:
            "No ranges of ranks: with one year nothing tells how much shares vary beyond chance. State it with --dispersion (0 is chance alone)."
    )

    static func statedDispersion(_ phi: Double) -> LocalizedText {
        LocalizedText(zh: "名次范围按给定的离散度 \(phi) 计算。", en: "Ranges of ranks use the stated dispersion of \(phi).")
    }

    /// What is compared with what.
    static func movement(from earlier: Int, to year: Int) -> LocalizedText {
        LocalizedText(
            zh: "位次变动：\(earlier)年与\(year)年均可排名的主体之间相比，扣除全组共同变化，按 Holm 法校正。",
            en: "Movement: \(year) against \(earlier) among bodies ranked in both, less the change that all share, adjusted by Holm's method.")
    }

    static let tooManyPeers = LocalizedText(
        zh: "同组主体超过 \(RankRanges.mostBodies) 个，不计算名次范围", en: "no range of ranks: more than \(RankRanges.mostBodies) peers")
    static let noErrorModel = LocalizedText(zh: "此值无抽样误差模型，不给出名次范围", en: "no range of ranks: the value has no model of chance")

    static let indexOrder = LocalizedText(
        zh: "第 1 名指数最高。随机改变权重，90% 的情形名次在所列范围内。", en: "Rank 1 has the highest index. Ranges hold the rank under nine in ten random weightings.")
    static let indexShrinkage = LocalizedText(
        zh: "比率先按分母大小向同类收缩，再进入指数。", en: "Rates enter the index drawn towards their peers', the more the smaller the denominator.")

    /// Indicators without variation.
    static func constant(_ indicators: [String]) -> LocalizedText {
        LocalizedText(
            zh: "各主体数值相同、权重为 0 的指标：\(indicators.joined(separator: "、"))。",
            en: "The same for all peers, so that it weighs 0: \(indicators.joined(separator: ", ")).")
    }

    /// A geometric mean has no value for this body alone.
    static func notPositive(_ indicator: String, _ normalization: IndexAnalysis.Normalization) -> LocalizedText {
        LocalizedText(
            zh: "\(indicator) 标准化（\(normalization.rawValue)）后不大于 0，几何平均无法计算；可改用 --normalize rank、percentile 或 zscore",
            en:
                "\(indicator) is not above 0 after normalization (\(normalization.rawValue)), which a geometric mean cannot take; --normalize rank, percentile or zscore would rank it"
        )
    }

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
            LocalizedText(zh: "有的数值不是有限数，无法计算指数", en: "no index: a value is not finite")
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

    /// The smallest denominator in force.
    static func minimum(_ minimum: Int) -> LocalizedText {
        LocalizedText(zh: "分母小于 \(minimum) 的不排名（--min-n）。", en: "Bodies with a denominator below \(minimum) are not ranked (--min-n).")
    }

    /// A remark on one group of several.
    static func of(_ group: String, _ remark: LocalizedText) -> LocalizedText {
        LocalizedText(zh: "\(group)：\(remark.zh)", en: "\(group): \(remark.en)")
    }

    /// Bodies to which the panel of the denominator has no entity.
    static func withoutExposure(_ rows: [RankRow], _ subject: RankSubject) -> LocalizedText? {
        guard case .quotient(let quotient) = subject else { return nil }
        let reason = notJoined(quotient.denominator.label)
        let names = rows.filter { $0.reason == reason }.map(\.entity)
        guard !names.isEmpty else { return nil }
        let shown = names.prefix(10)
        let more = names.count > shown.count
        return LocalizedText(
            zh: "\(names.count)个主体没有对应的“\(quotient.denominator.label.zh)”：\(shown.joined(separator: "、"))\(more ? "等" : "")。",
            en: "No \(quotient.denominator.label.en) for \(names.count) bodies: \(shown.joined(separator: ", "))\(more ? " …" : "").")
    }

    static func belowMinimum(n: Double, minimum: Int) -> LocalizedText {
        LocalizedText(zh: "n = \(Int(n))，少于 \(minimum)，不排名", en: "not ranked: n = \(Int(n)) is below \(minimum)")
    }

    static func outOfRange(_ value: Double) -> LocalizedText {
        LocalizedText(zh: "分子大于分母，表中数字有误", en: "the part exceeds the whole (\(value)): the figures cannot be right")
    }
}
