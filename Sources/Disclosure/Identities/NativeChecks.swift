/// A check that no line of rules can say: it reads prose, compares bodies, or doubts how a file was read. The program's code carries it out.
public struct DeclaredCheck: Sendable, Hashable {
    /// The id of its findings; `*` at the end stands for what follows.
    public let id: String
    /// What is checked, in a sentence.
    public let label: LocalizedText

    /// Whether findings of a rule are of this check.
    public func covers(_ rule: String) -> Bool { id.hasSuffix("*") ? rule.hasPrefix(id.dropLast()) : rule == id }
}

extension DeclaredCheck {
    /// The checks of the code whose ids are not among the identities of an edition: the registry.
    public static let all: [DeclaredCheck] = [
        check("blank.total", "分项有数而总计空白", "A total is blank although its parts are filled in"),
        check("mark.policy", "表格中以符号代数", "Marks stand where the form asks for numbers"),
        check(
            "domain.*", "各格的数为非负整数（金额可有小数），且不超出可能的数量",
            "Cells hold whole numbers that are not negative, amounts aside, and no larger than anything could be"),
        check("t2.stock_not_accumulated.*", "对外公开总数不只是本年新公开数", "The public stock is more than the documents of the year"),
        check("fj.cumulative_blank", "历年累计空白而可以推算", "A running total is blank that follows from the years beside it"),
        check("y2y.disclosed_total_slip.*", "对外公开总数与上年相差恰为一处笔误", "One slip of digits makes the public stock balance with last year's"),
        check("text.*", "正文中的数与表格一致，正文前后一致", "Numbers of the prose agree with the tables, and with each other"),
        check("format.reading.*", "读取文件时存疑之处", "Doubts of how the file was read"),
        check("format.recognition", "扫描件文字识别的把握", "How surely a scan was recognized"),
        check("format.late", "在规定期限内公布", "The report was published in time"),
        check("format.template_text", "未删除的填报说明", "Instructions of the template were left in"),
        check("format.unfilled", "模板中未填写的空位", "Gaps of the template were left open"),
        check("edition.contents", "表格内容与版式相符", "The contents are those of the form"),
        check("edition.document", "所引格式文件与版式相符", "The document that is cited prescribes the form"),
        check("edition.year", "版式适用于报告年度", "The form is that of the report's year"),
        check("year.conflict", "报告各处所写年度一致", "The report names one year"),
        check("year.untitled", "标题写明年度", "The title names the year"),
        check("duplicate.*", "文字和数据不是照抄", "Prose and figures are not copied"),
        check("panel.contradicting_rows", "同一格没有几个不同的数", "A cell of a panel has one value"),
        check("panel.halved_duplicate", "重复行不是把一个数分作两半", "A row that stands twice is not one figure in halves"),
        check("panel.repeated_rows", "面板中没有重复行", "No row of a panel stands twice"),
        check("panel.level_shift", "序列中没有水平突变", "A series counts the same thing throughout"),
        check("panel.outlier", "数值与往年和同类相符", "Values are what the body's years and its peers let expect"),
        check("panel.repeated_value", "数值不与上年雷同", "Values do not repeat last year's"),
    ]

    private static func check(_ id: String, _ zh: String, _ en: String) -> DeclaredCheck {
        DeclaredCheck(id: id, label: LocalizedText(zh: zh, en: en))
    }
}
