/// Numbers of the prose against the tables. The detectors of the same ids read the prose and try every reading.
enum NarrativeIdentities {
    static func of(_ edition: Edition) -> [Identity] {
        entries.map { entry in
            Identity(
                entry.id, edition, .narrative, entry.expression, label: LocalizedText(zh: entry.zh, en: entry.en), source: entry.source)
        }
    }

    private struct Entry {
        let id, expression, zh, en, source: String
    }

    private static func outcome(_ row: String, _ words: String, _ english: String) -> Entry {
        Entry(
            id: "text.outcome.\(row)", expression: "text(\"\(words) N 件\") = outcome.\(row).total", zh: "正文“\(words)”与表格一致",
            en: "The number \(english) in the prose agrees with the table", source: "常见写法")
    }

    private static let entries: [Entry] =
        [
            Entry(
                id: "text.received",
                expression:
                    "text(\"收到|受理|新收 … 申请 … N 件\") in {applications.received.total, applications.received.total + applications.carried_in.total}",
                zh: "正文收到申请数等于新收，或新收加结转", en: "Received in the prose is received, or received and carried in", source: "收办 = 新收 + 结转；受理 = 新收"),
            Entry(
                id: "text.closed",
                expression: "text(\"答复|办结 N 件\") in {outcome.total.total, outcome.total.total - applications.carried_in.total}",
                zh: "正文答复数等于（七）总计，或减去结转", en: "Answered in the prose is the total of outcomes, with or without those carried in", source: "常见写法"),
            Entry(
                id: "text.carried_out", expression: "text(\"结转下年度|顺延到下年度|转下年度办理 N 件\") = applications.carried_out.total",
                zh: "正文结转下年度数与表格一致", en: "Carried out in the prose agrees with the table", source: "常见写法"),
            Entry(
                id: "text.carried_in", expression: "text(\"上年(度)结转 N 件\") = applications.carried_in.total", zh: "正文上年结转数与表格一致",
                en: "Carried in in the prose agrees with the table", source: "常见写法"),
        ]
        + [
            ("granted", "予以公开", "granted"), ("partial", "部分公开", "granted in part"), ("denied", "不予公开", "denied"),
            ("unable", "无法提供", "that could not be provided"), ("not_processed", "不予处理", "not processed"),
            ("other_handling", "其他处理", "handled otherwise"),
        ].map { outcome($0, $1, $2) }
        + [
            Entry(
                id: "text.review", expression: "text(\"行政复议 N 件\") in {review.total, review.total - review.pending}",
                zh: "正文行政复议数等于总计，或减去尚未审结", en: "Reviews in the prose are all, or all but the pending ones", source: "有的正文不计尚未审结"),
            Entry(
                id: "text.litigation",
                expression:
                    "text(\"行政诉讼 N 件\") in {litigation.direct.total + litigation.after_review.total, same - pending, litigation.direct.total}",
                zh: "正文行政诉讼数与表格一致", en: "Lawsuits in the prose agree with the table", source: "有的正文不计尚未审结，或只计直接起诉"),
            Entry(
                id: "text.channels", expression: "sum(text channels 网络|信函|当面|传真|其他) = text(\"收到申请 N 件\")", zh: "各渠道申请之和等于收到申请数",
                en: "The channels add up to the applications", source: "正文自身"),
            Entry(
                id: "text.applicant_types",
                expression:
                    "text(\"自然人 N 件\") in {applications.received.natural_person, applications.received.natural_person + applications.carried_in.natural_person}",
                zh: "正文自然人申请数与表格一致", en: "Applications by natural persons agree with the table", source: "新收，或新收加结转"),
            Entry(
                id: "text.share", expression: "text(\"占 p%\") = round(numerator / denominator, 2) within 0.01 pp (0.05 pp warning)",
                zh: "正文占比重算一致", en: "Shares in the prose are right", source: "重算"),
            Entry(
                id: "text.growth", expression: "text(\"同比增长|下降 g%\") = current / prev(current) - 1 within 0.05 pp", zh: "正文同比重算一致",
                en: "Growth in the prose is right", source: "以上年报告重算"),
            Entry(
                id: "text.parts", expression: "text(\"共 N 条，其中 a … b … c …\") : a+b+c = N when the list is exhaustive", zh: "正文分项之和等于总数",
                en: "Parts listed in the prose add up", source: "分项完整时"),
        ]
}
