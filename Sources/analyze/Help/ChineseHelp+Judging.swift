import Analyses
import Disclosure
import DocumentReading
import Reporting

extension ChineseHelp {
    private static func names<Code: RawRepresentable<String> & CaseIterable>(_: Code.Type) -> String {
        Code.allCases.map(\.rawValue).joined(separator: "、")
    }

    private static let expected = "应当报告的主体名单，CSV（entity,region_code,year）：没有的每份报告列为一条异常。"
    private static let minimum = "可排名的最小分母，\(OptionRanges.cases.chineseText)；有分母的指标默认为 \(RankOptions.usualMinimum)。"

    /// The commands that say what the numbers show and what is wrong with them.
    static let judging: [String: Command] = [
        "trends": Command(
            "每个序列的趋势，附区间、p 值和多重检验的调整。",
            """
            不同版本表格的序列，只有概念表明含义相同时才连接。--entity、--within 和 --indicator 只选取行，每个数都由库中全部主体算出；--year、--from 和 --to 指定年份。
            --only 使其他主体不参与计算。--event 使已知日期多一个；与 --by 合用时，给出该日期的影响，并与其他日期的影响和未涉及的主体对照。
            """,
            [
                "--on": "指标、概念或比率的编号或中文名，或中间用斜线隔开的两个（\"a / b\"）：按 b 计 a。",
                "--per": "按这个指标平均，它可以在报告中，也可以在有该主体区划代码或名称的导入面板中；其后的数字表示按多少计。",
                "--event": "事件后的第一年，\(OptionRanges.year.chineseText)：作为每个序列的已知日期；与 --by 合用时给出其影响、安慰剂日期和对照。",
                "--exposed": "与 --event 和 --by 合用：事件所涉及的主体，其余为对照。",
                "--model": "模型：\(names(TrendOptions.Model.self))。", "--level": "区间的置信水平，\(OptionRanges.level.chineseText)；方向按 1 − level 判断。",
                "--fdr": "多个序列的校正方法：bh、by 或 none。",
                "--by": "一行是什么：\(TrendOptions.Unit.named.map(\.name).joined(separator: "、"))，或一个属性：取同一值的全部主体。",
                "--min-points": "至少要有多少年有数，\(OptionRanges.points.chineseText)。",
                "--stable": "每年变化确定小于百分之多少算作平稳，\(OptionRanges.percent.chineseText)。", "--from": "趋势的第一年，\(OptionRanges.year.chineseText)。",
                "--to": "趋势的最后一年，\(OptionRanges.year.chineseText)。", "--forecast": "向后预测几年，\(OptionRanges.forecast.chineseText)。",
                "--sort": "排序：q、slope、percent 或 entity。", "--limit": "只输出前多少行，\(OptionRanges.limit.chineseText)。",
            ]),
        "anomalies": Command(
            "报告中有什么差错或可能的差错：最严重的在前，各附单元格和依据。", "使用库时显示对以往异常的裁定；已排除的不计入 --fail-on。",
            [
                "--kind": "只看这一类；可重复：\(names(Finding.Kind.self))。", "--min-severity": "最低程度：error、warning 或 info。",
                "--fdr": "所列统计性异常中预期误报的比例，\(OptionRanges.falseDiscoveryRate.chineseText)；超过 \(AnomalyDetectors.warningRate) 的列为 info。",
                "--rules": "自己的规则，每行一条，针对报告和面板的指标。",
                "--sort": "severity：最严重的在前；confidence：最有把握的在前。", "--group-by": "按规则、主体或年度归并异常，给出条数。",
                "--verdict": "只看作此裁定的异常；可重复：open（未裁定）、confirmed（属实）、dismissed（已排除）。",
                "--fail-on": "有这种程度以上的异常时，退出状态为 1。", "--explain": "一条异常尝试过的全部读法，附数字。",
                "--expected": expected,
            ]),
        "rank": Command(
            "把主体与同类在一个指标、一个比率或一个指数上相比，附区间和名次范围。",
            """
            不同种类的主体从不混在一起，空白从不当作 0，案件太少的主体不排名。比率：\(Ratio.all.map(\.id).joined(separator: "、"))；days_late：晚于期限公布的天数。

            筛选只选取结果中的行；与谁比较由 --peers 和 --only 决定。
            """,
            [
                "--on": "指标、概念或比率的编号或中文名，中间用斜线隔开的两个（\"a / b\"），或指数的 JSON 文件。",
                "--per": "按这个指标平均，它可以在报告中，也可以在有该主体区划代码或名称的导入面板中；其后的数字表示按多少计。",
                "--peers": "与谁比较：\(RankOptions.Peers.general.map(\.name).joined(separator: "、"))，或导入面板的一个属性。", "--min-n": minimum,
                "--level": "区间和名次范围的置信水平，\(OptionRanges.level.chineseText)。", "--draws": "名次范围所用的抽样次数，\(OptionRanges.draws.chineseText)。",
                "--dispersion": "计数：各年计数超出泊松分布的离散程度，即其对数方差 1/count + φ 中的 φ；\(OptionRanges.dispersion.chineseText)；默认由其他年份估计。",
                "--movement": "说明主体自这一年以来名次的变动，以及是否超出偶然；\(OptionRanges.year.chineseText)。",
                "--top": "给出居于前 K 名的概率，\(OptionRanges.places.chineseText)。", "--rank-probabilities": "给出每个名次的概率（json、jsonl）。",
                "--funnel": "说明每个主体相对于偶然界限的位置。", "--normalize": "指数：\(names(IndexAnalysis.Normalization.self))。",
                "--weights": "指数：equal、entropy、critic、pca，或列出各权重的 JSON 文件。", "--aggregate": "指数：\(names(IndexAnalysis.Aggregation.self))。",
                "--leave-one-out": "指数：给出逐一去掉各指标后的名次。", "--sensitivity": "指数：名次取决于什么，即标准化、权重和合成方法的 Sobol 份额。",
            ]),
        "report": Command(
            "所选的报告、异常、趋势和排名，汇成一个可以交给别人的页面。",
            """
            单个文件可直接从磁盘打开；给出文件夹（名称以斜线结尾，或已有的文件夹）时，写成一个索引和每个主体一页，不需要脚本。不给 -o 时写入 report.html。
            """,
            [
                "--on": "主体按什么排名；可重复。", "--min-n": minimum, "--title": "页面的标题。",
                "--expected": expected,
                "--since": "以前写出的页面，单个文件或文件夹；新页面说明此后有何变化。",
                "--date": "页面上的日期，YYYY-MM-DD；默认没有：同样的数据在任何一天得到同样的页面。",
            ]),
        "serve": Command(
            "在浏览器中打开库的页面，用鼠标或按键裁定异常。",
            """
            给出一个地址，在浏览器中打开；只答复本机，直到按 Ctrl-C。可以确认或排除异常并附理由，核对待公布的报告，试用规则；每项裁定先写入库再答复，其他窗口和同时运行的 \
            ingest 都能看到。
            """,
            [
                "--expected": expected, "--port": "本机回环地址上的端口；0 为任一空闲端口。", "--read-only": "只显示，什么也不写。", "--author": "裁定人；否则取环境变量 $ANALYZE_AUTHOR。",
                "--on": "主体按什么排名；可重复。", "--title": "页面的标题。",
            ]),
        "plot": Command(
            "趋势、序列、排名、漏斗图或报告齐缺的图，SVG 或 PNG。",
            """
            图与 analyze report 的页面中的相同。可画：\(PlotKind.allCases.map(\.rawValue).joined(separator: "、"))。其后的名称是报告或文件夹；不给则读取库。\
            PNG 由 rsvg-convert 转换（\(OutsideProgram.rsvgConvert.installation)）。
            """,
            [
                "<kind>": "画什么：\(LocalizedText.list(PlotKind.allCases.map(\.rawValue)).zh)。", "--on": "排名和漏斗图：指标、概念或比率，或中间用斜线隔开的两个。",
                "--peers": "排名和漏斗图：与谁比较，同 rank。",
                "--min-n": "排名和漏斗图：" + minimum, "--by": "趋势和序列：一行是什么，同 trends。",
                "--forecast": "趋势和序列：向后预测几年，\(OptionRanges.forecast.chineseText)。", "--limit": "序列：最多画多少个，\(OptionRanges.limit.chineseText)。",
            ]),
        "check": Command(
            "公布之前核对一份报告：哪里有什么差错。",
            """
            凡一份报告能核对的都核对；有上年报告时（--previous，或有库时取自库），也核对两年之间的衔接。用 -o 给出与原件相同的扩展名时，写出同一文件，在每个有异常的单元格加批注\
            （Word 批注、Excel 批注、网页标记），其余不变；-o 用其他扩展名则写清单。有错误时退出状态为 1。
            """, ["<draft>": "待公布的报告：Word、Excel、网页，或其他可读取的格式。", "--previous": "上年的报告；默认取自库（有库时）。"]),
        "notices": Command(
            "给每个有异常的主体写一封函：现填什么，与什么对照，问题，以及填写答复的地方。",
            """
            未裁定的异常请对方说明；已属实的另列，请对方更正；已排除的不写。函是 Word 文件，用 --format html 则为网页；其他格式是标准输出中清单的格式。自己的模板用 Mustache：\
            一个网页，或文字中含有 {{…}} 的 Word 文件。--print-template 写出自带的模板（docs/check.md 列出其字段）。
            """,
            [
                "--min-severity": "请对方说明的最低程度：error、warning 或 info。", "--template": "代替自带模板的 Mustache 模板：网页或 .docx。",
                "--print-template": "把自带的模板写入 -o 所给的文件，然后结束。",
            ]),
    ]
}
