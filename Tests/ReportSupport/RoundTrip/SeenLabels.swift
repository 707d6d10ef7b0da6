public import Disclosure

/// Wordings of labels that were seen on real reports, by what they replace in a draft: a row's or column's id, or the official label.
public enum SeenLabels {
    /// All wordings that can stand on the form of an edition.
    public static func variants(_ edition: Edition) -> [(replaces: String, wordings: [String])] {
        switch edition {
        case .fmt2019: statutory + form2019
        case .fmt2021: statutory + form2021
        case .gzAnnex2019: annex + lostUnits(edition)
        case .stats2014: lostUnits(edition)
        default: []
        }
    }

    /// A choice of them: about half of the labels in another wording than the official one.
    public static func draw(_ edition: Edition, using generator: inout SeededGenerator) -> [String: String] {
        var labels: [String: String] = [:]
        let hasLostUnits = Bool.random(using: &generator)
        for (replaced, wordings) in variants(edition) {
            // Units are lost together or not at all.
            guard replaced.hasSuffix(".unit") ? hasLostUnits : Bool.random(using: &generator) else { continue }
            labels[replaced] = wordings.randomElement(using: &generator)
        }
        return labels
    }

    /// Headers as a page sets them that has no room: one character under the other.
    private static func vertical(_ label: String) -> String { label.map(String.init).joined(separator: "\n") }

    private static let statutory: [(String, [String])] =
        ["一", "五", "六", "八", "九"].map { ("第二十条第（\($0)）项", ["第二十条第(\($0))项", "第二十条 第（\($0)）项"]) }
        + [
            ("balance", ["(本列)数据的勾稽关系为:第一项加第二项之和,等于第三项加第四项之和"]),
            ("organizations", ["法人或者其他组织"]),
            ("enterprise", ["商业 企业", "商 业 企\n业"]),
            ("legal_service", ["法 律 服 务\n机构"]),
            ("三、本年度办理结果", [vertical("三、本年度办理结果")]),
            ("outcome.partial", ["（二）部分公开", "(二)部分公开（区分处理）", "部分公开"]),
            ("outcome.denied.security_stability", ["3.“危及三安全一稳定”", "3.危及三安全一稳定", "3.危及\"三安全一稳定\""]),
            ("outcome.denied.process_info", ["6．属于四类 过程性信息"]),
            ("outcome.denied.enforcement_file", ["7.属于行政执法案件", "7、属于行政执法案卷"]),
            ("outcome.total", ["(七)总计", "七、总计", "总计(7)"]),
            ("applications.carried_out", ["四、结转下一年度继续办理", "结转下一年继续办理"]),
            ("t4.litigation.direct.pending", ["尚未审计"]),
            ("t4.review.upheld", ["结 果\n维持", vertical("结果维持")]),
            ("litigation.direct", ["未经审议直接起诉"]),
            ("二、主动公开政府信息情况", ["二、行政机关主动公开政府信息情况"]),
            ("三、收到和处理政府信息公开申请情况", ["三、行政机关收到和处理政府信息公开申请情况"]),
            ("四、政府信息公开行政复议、行政诉讼情况", ["四、因政府信息公开工作被申请行政复议、提起行政诉讼情况"]),
            ("五、存在的主要问题及改进情况", ["五、政府信息公开工作存在的主要问题及改进情况"]),
            ("行政事业性收费", ["行政事业型收费"]),
        ]

    private static let form2019: [(String, [String])] = [
        ("made", ["本年制作数量", "本年新\n制作数量", "本年新"]),
        ("newly_disclosed", ["本年新\n公开数量", "本年新"]),
        ("disclosed_total", ["对外公开\n总数量"]),
        ("规章", ["规章(设区的市、自治州人民政府应提供相关数据)"]),
        ("规范性文件", ["规范性文件（行政机关制定发布的）"]),
        ("items_prev", ["上一年项目数量(指2019年事项数)"]),
        ("items_change", ["本年增/减(减用负值表示,如-8)"]),
        ("decisions", ["处理决定数量(指2020年办件量)"]),
        ("content", ["信息"]),
    ]

    private static let form2021: [(String, [String])] = [
        ("行政规范性文件", ["规范性文件"]),
        ("in_force", ["现行有效件数 (历史累计)"]),
        ("amount", ["本年收费金额(单位:万元)"]),
        ("outcome.other_handling.overdue_correction", ["1、申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请", "逾期不补正"]),
        ("outcome.other_handling.overdue_fee", ["逾期不缴费", "逾期未缴费"]),
        ("outcome.other_handling.misc", ["3.其他原因", "其他"]),
    ]

    private static let annex: [(String, [String])] = [
        ("stats.org.staff_part_time", ["2.兼职人员数"]),
        ("stats.disclosed.total", ["（一）主动公开政府信息数（不同渠道和方式公开相同信息计1条）"]),
    ]

    /// Pages that drop cells of one character lose the units.
    private static func lostUnits(_ edition: Edition) -> [(String, [String])] {
        Form.of(edition).tables.flatMap(\.rows).filter { $0.unit.count == 1 }.map { ("\($0.id).unit", [""]) }
    }
}
