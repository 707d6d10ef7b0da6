import PanelReading
import ColumnStore

extension ChineseHelp {
    private static func names<Code: RawRepresentable<String> & CaseIterable>(_: Code.Type) -> String {
        Code.allCases.map(\.rawValue).joined(separator: "、")
    }

    /// The commands that keep the store, and what goes into and out of it.
    static let keeping: [String: Command] = [
        "verdict": Command(
            "记住异常属实或已排除。", "裁定按异常的指纹存于库中，重新运行或报告有了新版次后仍然有效。",
            examples: """
                analyze verdict 3f9c0a7d1b2e4f58 confirmed --note 已与填报单位核实
                analyze verdict 3f9c0a7d open              撤回裁定
                analyze verdict list                       全部裁定，包括异常已不存在的
                analyze anomalies -o findings.xlsx         一次裁定多条：填写 verdict 一列……
                analyze verdict import findings.xlsx       ……再读回
                """),
        "verdict set": Command(
            "裁定一条异常；verdict 后直接给出指纹时即此。",
            examples: """
                analyze verdict 3f9c0a7d1b2e4f58 confirmed --note 已与填报单位核实
                analyze verdict 3f9c0a7d dismissed         没有其他异常以这几位开头时，前几位即可
                """,
            [
                "<fingerprint>": "异常的指纹，如 analyze anomalies 所示，或其前几位。", "<verdict>": "confirmed（属实）、dismissed（排除），或 open（撤回裁定）。", "--note": "理由。",
                "--author": "裁定人；否则取环境变量 $ANALYZE_AUTHOR。",
            ]),
        "verdict list": Command(
            "全部裁定，附所裁定的异常。",
            examples: """
                analyze verdict list
                analyze verdict list -o verdicts.csv       供另一个库用 analyze verdict import 读入
                """),
        "verdict import": Command(
            "从工作簿或 CSV 文件读入裁定，列为 fingerprint、verdict，有备注时还有 note。",
            "各行要么全部读入，要么全不读入。其他列不管，所以可以在 analyze anomalies 的表中填写后读回；写 open 或不填的行撤回以前的裁定。裁定和列名也可用中文：属实、排除、待定。工作簿取有这些列的第一张表；analyze anomalies 的工作簿中，裁定可从下拉列表中选择。",
            ["<file>": "表格文件。"]),
        "export": Command(
            "把所选的数字写成一个整齐的文件：csv、tsv、json、jsonl、md、html、xlsx、arrow 或 sqlite。",
            "表格上的每个单元格一行，空白是没有数值的行。不论多少行都随读随写；工作簿中超过 1,048,575 行的部分接在后面的工作表中，另附一张宽表：每个主体每年一行，每个指标一列；其中空格表示填报为空白，灰格表示表样上没有这一格。"),
        "import": Command(
            "把任何由主体、年份和指标构成的面板存入库。",
            """
            CSV、TSV、XLSX、含表格的网页、Arrow（文件或流；- 为标准输入）、JSON 和 JSON 行；可以是长表（entity、year、indicator、value），也可以是宽表（每个指标或每年一列）。\
            其他列作为主体、指标、年份或单元格的文字保存；不是数字的内容按行和列列出。--dry-run 说明每列的读法，不存任何内容。规则每行一条，说明各行应满足什么，一并保存：

              pending_end   = pending_start + received - processed
              pending_start = prev(pending_end)
              upheld + corrected <= total                      soft
            """,
            [
                "<file>": "文件；- 为标准输入。", "--rules": "各行应满足的恒等式，每行一条。", "--name": "面板在库中的名称；默认为文件名。",
                "--period": "一年有几个期间时，取什么代表全年：\(names(PanelTableReader.Combination.self))。",
                "--span": "2019/20 这样跨年的期间归入哪一年：start 或 end。",
                "--column": "从名称或内容看不出时，指明一列是什么：\(names(ColumnRole.self))；可重复。", "--decimal": "小数点，全部列或某一列：“,”或“.”；可重复。",
                "--kind": "一个指标是哪种量：\(names(VariableDescription.Kind.self))；可重复。", "--encoding": "文本的编码，识别不对时指明：GB18030、Big5、CP1252 等。",
                "--table": "工作簿或网页中的第几个表，从 1 起；默认为最大的表。", "--dry-run": "说明每列的读法，不存任何内容。",
            ]),
        "forget": Command(
            "从库中移出一个主体的报告，或来自某个文件或文件夹的报告。",
            """
            移出的内容仍然保留，但没有命令使用；--undo 使其恢复，重新读入其文件也会恢复。一年有几版时，使用余下的最新一版。--purge 把字节从库中彻底清除，\
            一年的各版都不在时，连同其裁定和异常一起清除；否则裁定保留。面板用名称或其文件指明。
            """,
            [
                "<entity|path>": "主体的名称或区划代码，文件或文件夹，或面板。", "--year": "只移出这一年或这些年的报告；可重复。", "--purge": "彻底清除字节，包括以前移出的。",
                "--undo": "恢复已移出的内容。", "--dry-run": "只说明将会做什么。",
            ]),
        "backup": Command(
            "把库的副本写入新文件；其他程序正在写库时也可以。", "副本逐行检查后才取得文件名。已有的文件从不覆盖，损坏的库不复制。", ["<file>": "要写的文件；不得已经存在。"]),
        "merge": Command(
            "把几个库的全部内容写成一个新库：报告及其各版次、裁定、面板。",
            """
            几个库都有的内容只留一份。有不一致时以后面的库为准，并列出：同一主体同一年度的不同字节（都保留，作为不同版次）、不同的裁定、同名的不同面板。读取的命令可以直接使用几个库：\
            --store a.sqlite --store b.sqlite。
            """,
            [
                "<store>": "各个库，后面的为准。", "--output": "新库；不得已经存在。", "--format": "table、csv、tsv、json、jsonl、md 或 html：不一致之处在标准输出中的格式。",
                "--locale": "zh 或 en：标签和提示所用的语言；默认由 LANG 决定。", "--quiet": "不在标准错误输出中作说明。",
            ]),
        "doctor": Command(
            "版本、BLAS 和线程、外部程序、库是否完好；缺少什么时退出状态为 1。",
            "--repair 把损坏的库中完好的内容写入新库，损坏的报告如果原文件还在且字节相同则重新读入，再以新库取代损坏的库，后者保存为 FILE.damaged-1。",
            ["--repair": "修复库：保留完好的，能重新读入的重新读入。", "--clear-cache": "清除对库的分析算出并存于库旁的内容。", "--dry-run": "与 --repair 合用：只说明将会做什么。"]),
        "schema": Command(
            "命令结果的 JSON Schema：键、类型、代码及各自的含义。", "不给名称时列出全部；给出名称时写出其结构（draft 2020-12）。名称即结果中 schema 的名称：analyze.trends/2 的名称是 trends。",
            ["<name>": "结构的名称。"]),
    ]
}
