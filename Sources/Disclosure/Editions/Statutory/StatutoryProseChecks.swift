/// Numbers of the prose against the tables. The detectors of the same ids read the prose and try every reading.
enum StatutoryProseChecks {
    static let text =
        """
        native text.received: text("收到|受理|新收 … 申请 … N 件") in {applications.received.total, applications.received.total + applications.carried_in.total}
            # Received in the prose is received, or received and carried in | 正文收到申请数等于新收，或新收加结转
            # narrative: 收办 = 新收 + 结转；受理 = 新收
        native text.closed: text("答复|办结 N 件") in {outcome.total.total, outcome.total.total - applications.carried_in.total}
            # Answered in the prose is the total of outcomes, with or without those carried in | 正文答复数等于（七）总计，或减去结转
            # narrative: 常见写法
        native text.carried_out: text("结转下年度|顺延到下年度|转下年度办理 N 件") = applications.carried_out.total
            # Carried out in the prose agrees with the table | 正文结转下年度数与表格一致
            # narrative: 常见写法
        native text.carried_in: text("上年(度)结转 N 件") = applications.carried_in.total
            # Carried in in the prose agrees with the table | 正文上年结转数与表格一致
            # narrative: 常见写法

        """
        + [
            ("granted", "予以公开", "granted"), ("partial", "部分公开", "granted in part"), ("denied", "不予公开", "denied"),
            ("unable", "无法提供", "that could not be provided"), ("not_processed", "不予处理", "not processed"),
            ("other_handling", "其他处理", "handled otherwise"),
        ].map { row, words, english in
            """
            native text.outcome.\(row): text("\(words) N 件") = outcome.\(row).total
                # The number \(english) in the prose agrees with the table | 正文“\(words)”与表格一致
                # narrative: 常见写法

            """
        }.joined() + """
            native text.review: text("行政复议 N 件") in {review.total, review.total - review.pending}
                # Reviews in the prose are all, or all but the pending ones | 正文行政复议数等于总计，或减去尚未审结
                # narrative: 有的正文不计尚未审结
            native text.litigation: text("行政诉讼 N 件") in {litigation.direct.total + litigation.after_review.total, same - pending, litigation.direct.total}
                # Lawsuits in the prose agree with the table | 正文行政诉讼数与表格一致
                # narrative: 有的正文不计尚未审结，或只计直接起诉
            native text.channels: sum(text channels 网络|信函|当面|传真|其他) = text("收到申请 N 件")
                # The channels add up to the applications | 各渠道申请之和等于收到申请数
                # narrative: 正文自身
            native text.applicant_types: text("自然人 N 件") in {applications.received.natural_person, applications.received.natural_person + applications.carried_in.natural_person}
                # Applications by natural persons agree with the table | 正文自然人申请数与表格一致
                # narrative: 新收，或新收加结转
            native text.share: text("占 p%") = round(numerator / denominator, 2) within 0.01 pp (0.05 pp warning)
                # Shares in the prose are right | 正文占比重算一致
                # narrative: 重算
            native text.growth: text("同比增长|下降 g%") = current / prev(current) - 1 within 0.05 pp
                # Growth in the prose is right | 正文同比重算一致
                # narrative: 以上年报告重算
            native text.parts: text("共 N 条，其中 a … b … c …") : a+b+c = N when the list is exhaustive
                # Parts listed in the prose add up | 正文分项之和等于总数
                # narrative: 分项完整时
            """
}
