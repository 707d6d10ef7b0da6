/// The Guizhou annex.
enum GzAnnex2019Checks {
    static let text = ListChecks.staffAndResponses("gz") + own

    private static let own = """
        gz.channels_ge_total: stats.disclosed.via_gazette + stats.disclosed.via_website + stats.disclosed.via_weibo \
        + stats.disclosed.via_wechat + stats.disclosed.via_app + stats.disclosed.via_other >= stats.disclosed.total soft
            # Channels add up to at least the total | 各渠道之和不小于主动公开信息数
            # subset: 相同信息记1条
        gz.opinions: stats.consultation.opinions_rejected <= stats.consultation.opinions
            # Opinions rejected are part of those collected | 不予采纳意见不多于征集到的意见
            # subset: 其中
        gz.supervisor_opinions: stats.supervisors.opinions_adopted <= stats.supervisors.opinions
            # Opinions adopted are part of those made | 采纳的监督意见不多于提出的
            # subset: 其中
        gz.rounds: if stats.consultation.decisions = 0 then stats.consultation.opinions = 0 soft
            # Without consultations there are no opinions | 没有征集则没有意见
            # heuristic: 合理性
        native gz.text_total: text("主动公开信息N条") = stats.disclosed.total
            # Items disclosed in the prose agree with the annex | 正文主动公开信息数与附表一致
            # narrative: 常见写法
        native gz.text_channels: text("门户网站发布N条", "政务微信N条", "政务微博N条") = stats.disclosed.via_website / via_wechat / via_weibo
            # Items by channel in the prose agree with the annex | 正文各渠道信息数与附表一致
            # narrative: 常见写法
        """
}
