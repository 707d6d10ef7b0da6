import Disclosure

/// The fixed words of the page in both languages.
enum ReportPageWords {
    static func words(_ language: Language) -> [String: String] { table.mapValues { $0[language] } }

    static func text(_ key: String, _ language: Language) -> String { table[key]![language] }

    private static func t(_ zh: String, _ en: String) -> LocalizedText { LocalizedText(zh: zh, en: en) }

    private static let table: [String: LocalizedText] = [
        "title": t("政府信息公开年报分析", "Reading the annual disclosure reports"),
        "skip": t("跳到正文", "Skip to the content"), "sections": t("各部分", "Sections"), "back": t("← 返回全部主体", "← All bodies"),
        "overview": t("概览", "Overview"), "findings": t("异常", "Findings"), "bodies": t("主体", "Bodies"), "trends": t("趋势", "Trends"),
        "comparison": t("比较", "Comparison"), "methods": t("方法与来源", "Methods and sources"),
        "coverage": t("报告覆盖情况", "Coverage"), "coverageCaption": t("各主体各年有无报告", "Reports there are, by body and year"),
        "read": t("已读取", "read"), "sparse": t("已读取，过半空白", "read, mostly blank"), "gone": t("无报告", "no report"),
        "bad": t("文件无法读取", "file not readable"), "unasked": t("名单上没有", "not on the roster"),
        "unreadCaption": t("无法读取的文件", "Files that could not be read"), "file": t("文件", "File"), "reason": t("原因", "Reason"),
        "editions": t("各年所用表格", "Editions of the form by year"), "edition": t("表格版本", "Edition"),
        "findingsByKind": t("异常的类别与年份", "Findings by kind and year"), "total": t("合计", "Total"), "region": t("地区", "Region"),
        "noRegion": t("未定地区", "no region"),
        "findingsIntro": t(
            "按严重程度排列。“值 → 建议”供对照原文核对，不是定论，原报告未作改动。点开一条，可见各种改法、涉及的单元格及其位置和依据。",
            "Most serious first. “Value → suggestion” is for checking against the source; nothing was changed. A finding opens with its alternatives, its cells with their places, and the evidence."
        ),
        "search": t("搜索", "Search"), "severity": t("程度", "Severity"), "kind": t("类别", "Kind"), "entity": t("主体", "Body"), "year": t("年度", "Year"),
        "message": t("说明", "Message"), "change": t("值 → 建议", "Value → suggestion"), "verdict": t("裁定", "Verdict"), "groupBy": t("分组", "Group by"),
        "groupNone": t("不分组", "nothing"), "rule": t("规则", "Rule"), "clear": t("清除", "Clear"), "any": t("全部", "All"),
        "countFindings": t("显示 {shown} 条，符合条件 {found} 条，共 {total} 条。", "{shown} shown of {found} that match; {total} in all."),
        "countBodies": t("{shown} / {total} 个主体", "{shown} of {total} bodies"),
        "countSeries": t("显示 {shown} 条，符合条件 {found} 条，由强到弱。", "{shown} shown of {found} that match, strongest first."),
        "more": t("再显示 {next} 条（还有 {left} 条）", "Show {next} more ({left} left)"),
        "noAnomalies": t("没有发现异常。", "Nothing was found."), "cell": t("单元格", "Cell"), "printed": t("原文", "As printed"), "place": t("位置", "Place"),
        "cellsOf": t("涉及的单元格", "The cells it speaks of"), "suggestion": t("建议核对", "Suggested"),
        "readings": t("依据与各种算法", "Evidence and every reading tried"),
        "colon": t("：", ": "), "regionCode": t("区划代码", "Region"), "bodyKind": t("类型", "Kind"), "reports": t("报告", "Reports"),
        "missingYears": t("缺报告的年份", "Years without a report"), "figErrorsShort": t("错误", "Errors"), "figWarningsShort": t("警告", "Warnings"),
        "figInfosShort": t("提示", "Remarks"), "series": t("各年数值与趋势", "Series and trends"),
        "seriesCaption": t("虚竖线为口径变化；“年均变化”下为其区间。", "Dotted lines are known breaks; below the change a year stands its interval."),
        "seriesName": t("指标", "Series"), "shape": t("走势", "Shape"), "last": t("最近值", "Latest"), "years": t("年份", "Years"),
        "percent": t("年均变化", "Change a year"),
        "direction": t("方向", "Direction"), "dataTable": t("数据表", "Data table"), "ranks": t("名次", "Ranks"),
        "ranksCaption": t("名次范围是数据所能支持的。", "The range of ranks is what the data support."), "indicator": t("指标", "Indicator"),
        "rank": t("名次", "Rank"),
        "rankRange": t("名次范围", "Range of ranks"), "value": t("数值", "Value"), "peers": t("同类", "Peers"),
        "movement": t("与上年相比", "Since the year before"),
        "interval": t("区间", "Interval"), "funnel": t("漏斗图位置", "In the funnel"), "remark": t("说明", "Remark"), "everyone": t("全部主体", "all bodies"),
        "ungrouped": t("未分组", "no group"), "evidence": t("认定依据", "Why this body and year"), "what": t("项目", "What"), "takenFor": t("认定", "Taken for"),
        "seenIn": t("依据", "Seen in"), "words": t("原文", "Words"), "source": t("来源", "source"), "otherCells": t("正文中的数字", "Numbers of the prose"),
        "trendCaption": t("每个指标的序列数，按方向", "Series of each indicator by direction"), "seriesCount": t("序列", "Series"),
        "noTrends": t("没有可分析的序列。", "There is no series."), "seriesOf": t("指标", "Indicator"), "strongest": t("全部指标", "All indicators"),
        "notAfterCorrection": t("多重校正后不显著", "not significant after correction"),
        "rankingsIntro": t(
            "名次后的范围是数据所能支持的名次；范围重叠的主体，先后不足为凭。不同类别的主体不混排。",
            "The range beside a rank is what the data support. Where ranges overlap, the order proves little. Kinds of body are never mixed."),
        "noRankings": t("没有可以相互比较的主体。", "No bodies that can be compared with each other."),
        "plotSeries": t("圆点为报告中的数值，竖虚线为口径变化。", "Dots are the values of the reports, dotted upright lines known breaks."),
        "plotForecast": t("色带为预测区间，虚线为预测值。", "The band is the interval of the forecast, the dashed line its middle."),
        "funnelCaption": t(
            "漏斗图：各主体的值与分母。实线为 95%、虚线为 99.8% 控制限；线内的差别可由偶然解释。",
            "Funnel: values against denominators. Solid lines are limits of 95 %, dashed ones of 99.8 %: chance explains what lies within."),
        "notJudged": t("未作判断的", "What was not judged"), "cite": t("如何引用", "How to cite"), "madeCaption": t("本页是怎样作出的", "How this page was made"),
        "item": t("项目", "Item"), "program": t("程序", "Program"), "command": t("命令", "Command"), "date": t("日期", "Date"),
        "dataUntil": t("数据中最晚的发布日期", "Latest publication in the data"), "seed": t("随机种子", "Seed"),
        "inputDigest": t("全部输入的摘要", "Digest of all inputs"),
        "rulesDigest": t("全部规则的摘要", "Digest of all rules"), "inputs": t("读取的文件", "What was read"),
        "footer": t("本页自足，不向外发出任何请求。", "This page is self-contained and makes no request."),
        "noScript": t(
            "未启用脚本：此页可见概览、最严重的异常和主体名单。要不用脚本看各主体的表格，请用 analyze report -o 文件夹/ 生成。",
            "Without scripts this page shows the overview, the most serious findings and the list of bodies. For the tables of each body without scripts, make a folder: analyze report -o FOLDER/."
        ),
        "figReports": t("份报告", "reports"), "figBodies": t("个主体", "bodies"), "figCells": t("个单元格", "cells read"),
        "figErrors": t("处错误", "errors"), "figWarnings": t("处警告", "warnings"), "figSeries": t("条可检验序列", "series tested"),
        "figMoving": t("条有明确方向", "with a clear direction"),
    ]

    static func methods(_ language: Language) -> [String] {
        switch language {
        case .zh:
            [
                "勾稽：各表的合计与平衡关系逐格核验；只有一个单元格有误时，可由各关系的差额定位并算出应填值。空白单元格视为未知，不作 0 处理。“有多种可能”指所列单元格中有一处有误，“未能定位”指有误而不知在何处。",
                "趋势：同一概念在不同版本表格间口径一致时才连成序列；口径变化与 2024 年行政复议法修订作为已知断点进入模型。给出斜率及区间、Theil–Sen 斜率、Mann–Kendall 检验，并按错误发现率调整。年数少时看不出趋势，不等于没有趋势。",
                "比较：不同类别的主体不混排；分母为 0、空白或过小者不排名，并说明原因。比例给出 Wilson 区间，计数率给出精确泊松区间。",
                "局限：数字是报告自己的数字。口径（本级或全辖区）不同的主体，绝对数不可直接比较。",
            ]
        case .en:
            [
                "Identities: every sum and balance of the tables is evaluated cell by cell. A single wrong cell is located by the differences, and its value follows. Blank cells are unknown, never 0. “Candidates” means that one of the cells listed is wrong, “detected” that something is wrong and where cannot be told.",
                "Trends: values of different editions make one series only where they mean the same; changes of definition and the law of 2024 enter as known breaks. Slopes come with intervals, Theil–Sen and Mann–Kendall, adjusted for the number of series. With few years, “none shown” does not say that there is no trend.",
                "Comparison: kinds of body are never mixed. A body without a number, with a denominator of 0 or too few cases is not ranked, with the reason. Proportions have Wilson's interval, rates the exact Poisson one.",
                "Limits: the numbers are the reports' own. Bodies that count themselves alone and bodies that count their whole area cannot be compared by totals.",
            ]
        }
    }
}
