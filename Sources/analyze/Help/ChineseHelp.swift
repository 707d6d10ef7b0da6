import Disclosure
import Reporting

/// The help in Chinese: the texts of every command, argument and option that English has in the declarations of the commands.
///
/// A test walks all commands and names what has no Chinese text here.
struct ChineseHelp {
    /// The texts of one command.
    struct Command {
        /// One sentence about the command.
        let abstract: String
        /// What is said before the examples.
        let discussion: String
        /// The examples where they have remarks behind them; empty where they are those of the English help.
        let examples: String
        /// The texts of its own options by name with their dashes, and of its arguments by name in angle brackets.
        let options: [String: String]

        init(_ abstract: String, _ discussion: String = "", examples: String = "", _ options: [String: String] = [:]) {
            (self.abstract, self.discussion, self.examples, self.options) = (abstract, discussion, examples, options)
        }
    }

    /// The texts of a command by its path without `analyze`: `rules check`; empty for the program.
    static func command(_ path: [String]) -> Command? { commands[path.joined(separator: " ")] }

    /// The text of an option or argument of a command.
    static func text(_ name: String, of path: [String]) -> String? { command(path)?.options[name] ?? common[name] }

    /// Headings of groups of options.
    static let sections = [
        "What is read": "读取什么", "Which part of it": "选取哪些", "How it is printed": "如何输出", "How it is shown": "如何显示", "Arguments": "参数",
        "Options": "选项", "Subcommands": "子命令",
        "Usage": "用法", "Examples": "示例",
    ]

    /// Options that mean the same in every command that has them.
    private static let common = [
        "--help": "显示帮助。", "--version": "显示版本。", "<path>": "直接读取的报告，文件或文件夹；不给则使用库。",
        "--store": "库文件；默认取环境变量 $ANALYZE_STORE，再默认为 ./analyze.sqlite。", "--entity-map": "CSV（path,entity,region_code,year），指明某些文件是谁的报告。",
        "--whole-only": "表格不足一半的文件不予采用，而不是取其一部分。", "--stream": "从标准输入读取报告，即 analyze read 写出的 Arrow 流；除非另行指定，结果也写成 Arrow 流。",
        "--entity": "只看这个主体，给出名称或区划代码；可重复。", "--within": "只看这个区域内的主体，给出名称或代码；可重复。",
        "--year": "只看这一年或这些年，\(OptionRanges.year.chineseText)；可重复。", "--indicator": "只看这些指标、概念或比率；* 代表编号中的一段；可重复。",
        "--format": "table、csv、tsv、json、jsonl、md、html、xlsx、arrow 或 arrows（流）；默认为表格，或由 -o 的扩展名决定。", "--output": "写入文件。",
        "--locale": "zh 或 en：标签、提示和报告所用的语言；默认由 LANG 决定。", "--seed": "一切随机数的种子，从 0 到 18446744073709551615；同样的输入和种子得到同样的字节。",
        "--quiet": "不显示进度条，也不在标准错误输出中作说明。", "--no-color": "不用颜色（也可设 NO_COLOR 或 TERM=dumb）。", "--bom": "CSV 以字节顺序标记开头，供 Excel 使用。",
        "--no-pager": "在终端上不用分页程序。", "--corrected": "裁定属实的差错不计入，或改用应有的值；注释说明有多少。", "--no-cache": "全部重新计算，库旁边不保存任何内容。",
        "--only": "只在某属性取此值的主体之间比较：level、kind、region_code，或所导入面板的属性；可重复。",
    ]

    private static let commands = reading.merging(judging) { $1 }.merging(keeping) { $1 }
}

extension OptionRange {
    /// The range in Chinese words, for the help.
    var chineseText: String { "从 \(lowest.description) 到 \(highest.description)" }
}
