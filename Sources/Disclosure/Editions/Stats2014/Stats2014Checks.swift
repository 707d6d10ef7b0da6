/// The statistics of 2014: children of totals, parts of wholes, plausibility.
enum Stats2014Checks {
    static let text = sums + ListChecks.staffAndResponses("s14") + parts + plausibility

    private static let sums = """
        s14.by_channel: stats.applications.by_person + stats.applications.by_fax + stats.applications.by_web + stats.applications.by_letter = stats.applications.received
            # Channels add up to the applications received | 各渠道申请之和等于收到申请数
            # structural: 编号的下级指标
        s14.closed: stats.applications.closed_on_time + stats.applications.closed_extended = stats.applications.closed
            # On time and extended add up to closed | 按时与延期办结之和等于办结数
            # structural: 编号的下级指标
        s14.answers: stats.answers.already_public + stats.answers.granted + stats.answers.partial + stats.answers.refused \
        + stats.answers.not_this_agency + stats.answers.not_exist + stats.answers.told_to_amend + stats.answers.other_channel = stats.answers.total
            # The eight answers add up to all answers | 八类答复之和等于申请答复数
            # structural: 编号的下级指标
        s14.refused: stats.answers.refused.state_secret + stats.answers.refused.trade_secret + stats.answers.refused.privacy \
        + stats.answers.refused.security_stability + stats.answers.refused.not_gov_info + stats.answers.refused.other_law = stats.answers.refused
            # The six grounds add up to the refusals | 六类理由之和等于不同意公开答复数
            # structural: 编号的下级指标
        s14.review: stats.review.upheld + stats.review.corrected + stats.review.other = stats.review.total
            # Results add up to the reviews | 三类结果之和等于行政复议数量
            # structural: 编号的下级指标
        s14.litigation: stats.litigation.upheld + stats.litigation.corrected + stats.litigation.other = stats.litigation.total
            # Results add up to the lawsuits | 三类结果之和等于行政诉讼数量
            # structural: 编号的下级指标

        """

    private static let parts = """
        s14.norm_le_total: stats.disclosed.normative_docs <= stats.disclosed.total
            # Normative documents are part of what is disclosed | 主动公开规范性文件不多于主动公开信息
            # subset: 其中
        s14.norm_le_made: stats.disclosed.normative_docs <= stats.normative_docs_made soft
            # Normative documents disclosed are not more than made | 主动公开规范性文件不多于制发总数
            # heuristic: 旧文件可以后公开
        s14.channels_ge_total: stats.disclosed.via_gazette + stats.disclosed.via_website + stats.disclosed.via_weibo \
        + stats.disclosed.via_wechat + stats.disclosed.via_other >= stats.disclosed.total soft
            # Channels add up to at least the total | 各渠道之和不小于主动公开信息数
            # subset: 同一信息在总数中计一次
        s14.channel_le_total: max(stats.disclosed.via_*) <= stats.disclosed.total soft
            # No channel exceeds the total | 任一渠道不大于主动公开信息数
            # subset: 每个渠道是一部分信息

        """

    private static let plausibility = """
        s14.closed_vs_answers: stats.answers.total >= stats.applications.closed soft
            # Answers are at least the applications closed | 答复数不小于办结数
            # heuristic: 一件申请可有几种答复
        native s14.closed_le_received: stats.applications.closed <= stats.applications.received + carried (not printed)
            # Closed is at most received and carried in | 办结数不大于收到数加结转
            # heuristic: 本版式没有结转行
        s14.trainees: if stats.training.classes = 0 then stats.training.trainees = 0 soft
            # Without classes there are no trainees | 没有培训班则没有受训人员
            # heuristic: 合理性
        s14.budget_unit: stats.org.budget <= 10000 soft
            # The budget is in units of 10,000 yuan | 专项经费单位为万元
            # heuristic: 元与万元混淆
        """
}
