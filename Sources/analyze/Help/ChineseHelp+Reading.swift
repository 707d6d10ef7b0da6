import Disclosure
import Notebooks
import ReportRendering

extension ChineseHelp {
    private static let editions = Edition.allCases.map(\.rawValue).joined(separator: "、")

    /// The program, and the commands that read reports and list what is in them.
    static let reading: [String: Command] = [
        "": Command(
            "中国公共机构年度信息公开报告的统计分析。",
            """
            按公布的原样读取报告（HTML、PDF、文本等），存入库中，说明其中的情况和差错。

            退出状态：0 正常；1 有 --fail-on 所指程度以上的异常；2 用法有误；3 有输入无法读取；70 程序缺陷；74 有内容无法写入；130 被中断。
            """,
            examples: """
                analyze ingest reports/            把一个文件夹的报告读入 ./analyze.sqlite
                analyze anomalies --fail-on error  其中有什么差错；有错误时退出状态为 1
                """),
        "ingest": Command(
            "把文件和文件夹中的每份报告读入库。",
            """
            按内容识别文件。大小、时间和 inode 与上次运行相同的文件不再读取（--rehash 重新读取），相同的字节不再存储；同一主体同一年度的其他字节是新的版次。\
            无法读取的文件连同原因列出，不影响其余文件（退出状态 3）。
            """,
            [
                "<path>": "报告：文件或文件夹。", "--dry-run": "只说明将会做什么。",
                "--rehash": "大小、时间和 inode 与上次运行相同的文件也读取。", "--jobs": "同时读取的文件数，\(OptionRanges.jobs.chineseText)；默认每个处理器核心一个。",
                "--quarantine": "把无法读取的文件复制到这里，原因写在旁边。",
            ]),
        "read": Command(
            "把文件的内容作为 Arrow 流写到标准输出：单元格、疑点、正文和依据，每个文件一批。",
            """
            无法读取的文件成为一行 error，不会使运行中止。用 --frames 时文件从标准输入送入，依次为名称的长度（4 字节，高位在前）、名称、内容的长度（8 字节）和内容；\
            用 --tar 时为 tar 归档的成员，可以是压缩的。每个文件读完即写出一批。trends、anomalies、rank 等命令用 --stream 接收这个流。
            """,
            [
                "<path>": "要读取的报告，文件或文件夹。", "--frames": "从标准输入以帧的形式读取文件。", "--tar": "从标准输入读取 tar 归档。", "--locale": "zh 或 en：提示所用的语言；默认由 LANG 决定。",
            ]),
        "reports": Command(
            "列出库中或文件中的报告。", "",
            [
                "--missing": "逐年列出没有报告的主体。", "--expected": "应当报告的主体名单，CSV（entity,region_code,year）：没有的也列出；加 --missing 时只列没有的。",
                "--versions": "列出全部版次，而不只是最新的。",
            ]),
        "show": Command(
            "按表样显示一份报告，异常标在单元格上。", "□ 表示空白单元格；⚠ 后是下方所列异常的序号。", ["<entity>": "主体，给出名称或区划代码。", "<year|path>": "年度（默认为最新），其后是代替库来读取的文件或文件夹。"]),
        "cells": Command(
            "报告和面板的每个单元格，附原文和位置。", "金额以万元计，旁边是原文。空白、不适用和 0 是三回事。"),
        "indicators": Command(
            "指标目录：每一版表格的每个单元格。", "", ["--indicator": "只列这些指标或概念；可重复。", "--edition": "只列这一版：\(editions)。"]),
        "rules": Command(
            "每一版表格的勾稽关系和合理性规则。",
            examples: """
                analyze rules --edition fmt2021 --strength official
                analyze rules --format csv -o rules.csv
                analyze rules check own.rules --on panel.csv      自己的规则彼此有什么关系
                """,
            ["--edition": "只列这一版：\(editions)。", "--strength": "只列这种效力的规则：\(Identity.Strength.allCases.map(\.rawValue).joined(separator: "、"))。"]),
        "rules check": Command(
            "一个文件中的规则彼此有什么关系，在面板上是否成立。",
            """
            列出相互矛盾的行、可由其他行推出的行、只能取等号的不等式，以及推得的界限和唯一取值。给出 --on 时，计数每条规则成立、不成立、不适用和无从核对的记录。

            退出状态：1 有互相矛盾的行；2 文件不能作为规则读取，逐一指出错误所在的行和列。
            """, ["<file>": "规则文件，每行一条。", "--on": "规则所说的面板：CSV 文件，或库中面板的名称。"]),
        "diff": Command(
            "一个主体的报告改了什么，逐格列出：同一年度的两版之间，或两个年度之间。",
            """
            给一个年度时比较其最后两版；给两个年度时比较各自的最新版。年度之后给出的文件代替库来读取，同一年度的几个文件按先后为各版次。不同表格的单元格只有统计口径相同时才比较。\
            正文的比较用去掉数字后五字片段的 Jaccard 系数。
            """,
            [
                "<entity>": "主体，给出名称或区划代码。", "<year|path>": "一个或两个年度，其后是代替库来读取的文件或文件夹。", "--versions": "比较这一年的哪两版；默认为最后两版。",
                "--indicator": "只看这些指标或概念；* 代表编号中的一段；可重复。", "--within": "同名主体有几个时，只看这个区域内的，给出名称或代码。", "--all": "没有改动的单元格也列出。",
            ]),
        "simulate": Command(
            "写出模拟主体的报告，其中的差错及其真值是已知的。",
            """
            除植入的差错外，表格的全部勾稽关系都成立；文件夹旁的 FOLDER.truth.csv 说明哪些单元格有错、怎样错、应为多少。文件夹里只有报告。同样的选项和种子写出同样的字节。
            """,
            [
                "<folder>": "写入的文件夹；没有则新建。", "--bodies": "主体数，\(OptionRanges.bodies.chineseText)。", "--years": "报告年度，Y 或 Y..Z，从 2008 到 2100。",
                "--errors": "有差错的报告所占比例，\(OptionRanges.errors.chineseText)，各种成因合计。",
                "--dated": "每份报告写明公布日期；数字和差错不变。",
                "--format":
                    "panel（一个整齐的 CSV）、mixed（网页 70 %、Word 10 %、Excel 10 %、PDF 5 %、文本 5 %，一个主体一种）或报告的格式：\(Renderings.all.map(\.name).joined(separator: "、"))。",
                "--truth": "哪些单元格有错写到哪里；默认为文件夹旁的 FOLDER.truth.csv。", "--locale": "zh 或 en：标准错误输出中说明所用的语言；默认由 LANG 决定。",
                "--quiet": "不在标准错误输出中作说明。",
            ]),
        "notebook": Command("写有命令及其输出的页面。"),
        "notebook run": Command(
            "运行页面中的命令，并指出哪些命令的输出与页面所示不同。",
            """
            页面是 Markdown：在标为 console 的代码块中，以“$ ”开头的一行是命令，其下是它的输出。命令在单独的文件夹中运行，可以读取当前文件夹中的内容，不能写入。\
            只运行 analyze，以及经管道连接的 \(NotebookTool.names)。

            有不同之处时退出状态为 1。-o 按现在的输出重写页面。
            """, ["<file>": "页面。"]),
    ]
}
