import Disclosure
import Reporting

/// `analyze help config`: files of settings, the environment, and what goes before what.
enum SettingsPage {
    /// The page; the names in it are those that are read.
    static func text(_ language: Language) -> String {
        let rows = SettingsNames.general.map { name -> (String, String) in
            let text = (language == .zh ? meanings[name]?.zh : meanings[name]?.en) ?? ""
            return ("\(name) = \(SettingsNames.isFlag(name) ? "true" : example[name] ?? "…")", "\(SettingsNames.variable(name))  \(text)")
        }
        let width = (rows.map { TextWrapping.width(of: $0.0) }.max() ?? 0) + 2
        let table = rows.map { "  " + $0.0 + String(repeating: " ", count: width - TextWrapping.width(of: $0.0)) + $0.1 }.joined(separator: "\n")
        return language == .zh ? chinese(table) : english(table)
    }

    private static let example = [
        "store": "\"reports.sqlite\"", "locale": "\"zh\"", "entity-map": "\"entities.csv\"", "jobs": "4", "seed": "1", "pager": "\"less -FRX\"",
    ]

    private static let meanings: [String: LocalizedText] = [
        "store": LocalizedText(zh: "库文件", en: "the store"), "locale": LocalizedText(zh: "语言：zh 或 en", en: "the language: zh or en"),
        "entity-map": LocalizedText(zh: "指明文件是谁的报告", en: "whose reports files are"),
        "whole-only": LocalizedText(zh: "不读不足一半的表格", en: "no parts of forms"), "jobs": LocalizedText(zh: "同时读取的文件数", en: "files at the same time"),
        "seed": LocalizedText(zh: "随机数的种子", en: "seed of everything random"), "quiet": LocalizedText(zh: "不作说明", en: "no remarks"),
        "no-color": LocalizedText(zh: "不用颜色", en: "no colours"), "bom": LocalizedText(zh: "CSV 以字节顺序标记开头", en: "byte order mark in CSV"),
        "no-pager": LocalizedText(zh: "不用分页程序", en: "no pager"), "pager": LocalizedText(zh: "分页程序；其次取 $PAGER", en: "the pager; else $PAGER"),
        "no-cache": LocalizedText(zh: "全部重新计算", en: "work everything out anew"),
    ]

    private static func english(_ table: String) -> String {
        """
        Settings: options that need not be typed each time.

        What holds, the first that says anything:
          1. the option on the command line
          2. the environment variable
          3. analyze.toml in the working folder
          4. $XDG_CONFIG_HOME/analyze/analyze.toml, else ~/.config/analyze/analyze.toml

        The file is TOML. What stands before the first table holds for every command
        that has the option:

        \(table)

        A table holds for one command and goes before what holds for all; its keys are
        the command's long options. Lists are for options that can be repeated:

          [trends]
          level = 0.9
          indicator = ["received", "disclosed"]

          [rules.check]
          format = "json"

        A variable of an option without a value is 1 or 0; 0 takes back what a file says.
        A key that is no option, and a value that the option does not take, is an error
        with file, line and key (exit status 2). Help is printed all the same.
        """ + "\n"
    }

    private static func chinese(_ table: String) -> String {
        """
        设置：不必每次都写的选项。

        依次取最先给出的：
          1. 命令行上的选项
          2. 环境变量
          3. 当前文件夹中的 analyze.toml
          4. $XDG_CONFIG_HOME/analyze/analyze.toml，未设时为 ~/.config/analyze/analyze.toml

        文件用 TOML 写。第一个表之前的内容，对有该选项的每个命令都有效：

        \(table)

        表只对一个命令有效，并且优先于对全部命令的设置；键是该命令的长选项。可重复的
        选项可以写成列表：

          [trends]
          level = 0.9
          indicator = ["received", "disclosed"]

          [rules.check]
          format = "json"

        没有取值的选项，其环境变量为 1 或 0；0 取消文件中的设置。键不是选项，或选项不
        接受其值时，报错并指明文件、行和键（退出状态 2）。帮助照常显示。
        """ + "\n"
    }
}
