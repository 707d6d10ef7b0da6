/// The municipal form of 2008: sums that the form itself computed.
enum Local2008Checks {
    static let text = """
        l08.channels: legacy.applications.by_person + legacy.applications.by_fax + legacy.applications.by_email + legacy.applications.by_web \
        + legacy.applications.by_letter + legacy.applications.by_other = legacy.applications.received
            # Channels add up to the applications | 各渠道申请之和等于申请总次数
            # structural: 原表自动计算
        l08.refused: legacy.answers.refused.state_secret + legacy.answers.refused.trade_secret + legacy.answers.refused.privacy \
        + legacy.answers.refused.in_process + legacy.answers.refused.security + legacy.answers.refused.other_law = legacy.answers.refused
            # The six grounds add up to the refusals | 六类理由之和等于不予公开答复总数
            # structural: 原表自动计算
        l08.answers: legacy.answers.granted + legacy.answers.partial + legacy.answers.not_gov_info + legacy.answers.not_exist \
        + legacy.answers.not_this_agency + legacy.answers.unclear + legacy.answers.repeat + legacy.answers.refused = legacy.answers.total
            # Answers add up to all answers | 各类答复之和等于答复总数
            # structural: 原表自动计算
        l08.fees: legacy.fees.proactive + legacy.fees.request = legacy.fees.total
            # The two kinds of fees add up | 两类收费之和等于收取费用总数
            # structural: 原表自动计算
        l08.staff: legacy.staff_full_time + legacy.staff_part_time = legacy.staff
            # Full time and part time add up to the staff | 全职与兼职之和等于专职人员数
            # structural: 原表自动计算
        """
}
