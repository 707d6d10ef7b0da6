/// Table 3: applications by applicant. The forms of 2019 and 2021 differ only in （六）其他处理, one row then and three now.
enum ApplicationsTable {
    static let results = ["三、本年度办理结果"]
    private static let denied = results + ["（三）不予公开"]
    private static let unable = results + ["（四）无法提供"]
    private static let notProcessed = results + ["（五）不予处理"]

    private static let head: [FormTable.Row] = [
        .init("applications.received", "一、本年新收政府信息公开申请数量"),
        .init("applications.carried_in", "二、上年结转政府信息公开申请数量", .stock),
        .init("outcome.granted", "（一）予以公开", under: results),
        .init("outcome.partial", "（二）部分公开（区分处理的，只计这一情形，不计其他情形）", under: results),
        .init("outcome.denied.state_secret", "1.属于国家秘密", under: denied),
        .init("outcome.denied.law_forbidden", "2.其他法律行政法规禁止公开", under: denied),
        .init("outcome.denied.security_stability", "3.危及“三安全一稳定”", under: denied),
        .init("outcome.denied.third_party", "4.保护第三方合法权益", under: denied),
        .init("outcome.denied.internal_affairs", "5.属于三类内部事务信息", under: denied),
        .init("outcome.denied.process_info", "6.属于四类过程性信息", under: denied),
        .init("outcome.denied.enforcement_file", "7.属于行政执法案卷", under: denied),
        .init("outcome.denied.admin_query", "8.属于行政查询事项", under: denied),
        .init("outcome.unable.not_held", "1.本机关不掌握相关政府信息", under: unable),
        .init("outcome.unable.needs_creation", "2.没有现成信息需要另行制作", under: unable),
        .init("outcome.unable.still_unclear", "3.补正后申请内容仍不明确", under: unable),
        .init("outcome.not_processed.complaint", "1.信访举报投诉类申请", under: notProcessed),
        .init("outcome.not_processed.repeat", "2.重复申请", under: notProcessed),
        .init("outcome.not_processed.publication", "3.要求提供公开出版物", under: notProcessed),
        .init("outcome.not_processed.abusive_volume", "4.无正当理由大量反复申请", under: notProcessed),
        .init("outcome.not_processed.confirm_or_reissue", "5.要求行政机关确认或重新出具已获取信息", under: notProcessed),
    ]

    private static let foot: [FormTable.Row] = [
        .init("outcome.total", "（七）总计", under: results),
        .init("applications.carried_out", "四、结转下年度继续办理", .stock),
    ]

    static func table(otherHandling: [FormTable.Row]) -> FormTable {
        FormTable(
            "t3", section: .applications, columns: Applicant.allCases.map { .init($0.rawValue, $0.path) }, rows: head + otherHandling + foot)
    }
}
