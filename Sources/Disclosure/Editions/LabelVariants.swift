/// Other wordings of row labels that have been seen on real reports, beside the official ones of the forms.
///
/// Widths, white space, quotation marks, numbering and bracketed glosses need no entry: readers normalize them away.
public enum LabelVariants {
    /// Variants by the id of the form's row.
    public static let rows: [String: [String]] = [
        "disclosure.normative_docs": ["规范性文件", "行政规范性文件"],
        "disclosure.fees": ["行政事业型收费", "行政事业性收费项目"],
        "disclosure.other_services": ["其他对外管理服务", "其他对外管理事项"],
        "disclosure.procurement": ["政府集中采购项目", "集中采购"],
        "applications.received": ["本年新收政府信息公开申请", "新收政府信息公开申请数量", "本年度新收政府信息公开申请数量"],
        "applications.carried_in": ["上年结转政府信息公开申请", "上年度结转政府信息公开申请数量"],
        "outcome.denied.security_stability": ["三安全一稳定", "危及三安全一稳定"],
        "outcome.denied.enforcement_file": ["属于行政执法案件"],
        "outcome.other_handling.overdue_correction": ["逾期不补正", "申请人无正当理由逾期不补正"],
        "outcome.other_handling.overdue_fee": ["逾期不缴费", "逾期未缴费", "申请人逾期未按收费通知要求缴纳费用"],
        "outcome.other_handling.misc": ["其他", "其他原因"],
        "outcome.total": ["总计", "合计"],
        "applications.carried_out": ["结转下一年度继续办理", "结转下一年继续办理", "结转下年继续办理"],
        "stats.org.staff_part_time": ["兼职人员数", "兼职人数"],
        "legacy.disclosed.total": ["主动公开信息数", "主动公开文件数", "主动公开政府信息数"],
        "legacy.disclosed.via_website": ["网站公开", "政府网站公开数", "政府网站公开", "网站公开数"],
        "legacy.disclosed.via_gazette": ["政府公报公开", "政府公报公开数"],
        "legacy.applications.received": ["受理依申请公开信息总数", "受理政府信息依申请公开总数"],
        "legacy.applications.by_other": ["其它形式申请数", "其他形式申请数"],
        "legacy.answers.total": ["对申请的答复数", "对申请的答复总数"],
        "legacy.answers.refused": ["否决公开答复数", "不予公开答复数"],
        "legacy.appeal.total": ["行政申诉数", "行政申诉、举报数", "接受行政诉讼、举报数"],
    ]
}
