import Disclosure

/// The fixed words of the report page in both languages.
enum ReportPageWords {
    static func words(_ language: Language) -> [String: String] { table.mapValues { $0[language] } }

    static func text(_ key: String, _ language: Language) -> String { table[key]![language] }

    private static func t(_ zh: String, _ en: String) -> LocalizedText { LocalizedText(zh: zh, en: en) }

    private static let table: [String: LocalizedText] = [
        "title": t("政府信息公开年报分析", "Reading the annual disclosure reports"),
        "reports": t("报告", "Reports"), "anomalies": t("异常", "Anomalies"), "trends": t("趋势", "Trends"), "rankings": t("比较", "Comparison"),
        "methods": t("方法", "Methods"), "entity": t("主体", "Entity"), "year": t("年度", "Year"), "edition": t("表格版本", "Edition"),
        "cells": t("单元格", "Cells"), "blank": t("空白", "Blank"), "rules": t("勾稽关系", "Rules checked"), "violated": t("不成立", "Violated"),
        "source": t("来源", "Source"), "cell": t("单元格", "Cell"), "printed": t("原文", "As printed"), "place": t("位置", "Place"),
        "suggestion": t("建议核对", "Suggested"), "readings": t("尝试过的各种读法", "Every reading tried"), "series": t("序列", "Series"),
        "last": t("最近值", "Latest"), "years": t("年份", "Years"), "percent": t("年均变化", "Change a year"), "slope": t("斜率 / 年", "Slope a year"),
        "direction": t("方向", "Direction"), "colon": t("：", ": "),
        "reportsIntro": t(
            "读到的每份报告、所用表格版本、单元格数与空白数；空白不是 0。", "Every report that was read, the edition of its form, its cells and the blank ones; a blank is not 0."),
        "anomaliesIntro": t(
            "按严重程度排列。每条列出有关单元格、其在原文中的位置和依据；“建议核对”不等于定论，原报告未作改动。确定：由勾稽关系推出；有候选：所列单元格中有一处有误；已发现：有误而不知在何处。",
            "Most serious first, each with its cells, where they stand, and the evidence. A suggestion is for checking against the source; nothing was changed. Exact: it follows from the figures. Candidates: one of the cells listed is wrong. Detected: something is wrong, where cannot be told."
        ),
        "noAnomalies": t("没有发现异常。", "Nothing was found."),
        "rankingsIntro": t(
            "实心点为用于排序的值，空心点为原始值，线段为其置信区间；名次后括号内为数据所能支持的名次范围。区间重叠的主体，名次先后不足为凭。",
            "Solid dots are what the order follows, hollow ones the raw values, bars their intervals; the range beside a rank is what the data support. Where intervals overlap, the order proves little."
        ),
        "noRankings": t("没有可以相互比较的主体。", "No bodies that can be compared with each other."),
        "footer": t("本页自足，不向外发出任何请求。", "This page is self-contained and makes no request."),
        "figReports": t("份报告", "reports"), "figBodies": t("个主体", "bodies"), "figCells": t("个单元格", "cells read"),
        "figErrors": t("处错误", "errors"), "figWarnings": t("处警告", "warnings"), "figSeries": t("条可检验序列", "series tested"),
        "figMoving": t("条有明确方向", "with a clear direction"),
    ]

    static func methods(_ language: Language) -> [String] {
        switch language {
        case .zh:
            [
                "勾稽：表三、表四的合计、平衡关系逐格核验；单个错误单元格可由各关系的差额唯一定位并算出应填值。空白单元格视为未知，不作 0 处理。",
                "趋势：同一概念在不同版本表格间口径一致时才连成序列；口径变化与 2024 年行政复议法修订作为已知断点进入模型。给出斜率及区间、Theil–Sen 斜率、Mann–Kendall 检验，并按错误发现率调整。年数少时“未见趋势”不等于没有趋势。",
                "比较：不同类别的主体不混排；分母为 0、空白或数量不足者不排名并说明原因。比例给出 Wilson 区间，计数率给出精确泊松区间。",
                "局限：数字是报告自己的数字。口径（本级或全域）不同的主体，绝对数不可直接比较。",
            ]
        case .en:
            [
                "Identities: every sum and balance of the tables is evaluated cell by cell; a single wrong cell is located by the differences and its value follows. Blank cells are unknown, never 0.",
                "Trends: values of different editions make one series only where they mean the same; changes of definition and the law of 2024 enter as known breaks. Slopes come with intervals, Theil–Sen and Mann–Kendall, adjusted for the number of series. “Uncertain” does not say that there is no trend; “stable” says that a change of more than 5 % a year is ruled out.",
                "Comparison: kinds of body are never mixed; a body without a number, with a denominator of 0 or too few cases is not ranked, with the reason. Proportions have Wilson's interval, rates the exact Poisson one.",
                "Limits: the numbers are the reports' own. Bodies that count themselves alone and bodies that count their whole area cannot be compared by totals.",
            ]
        }
    }
}
