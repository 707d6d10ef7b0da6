public import Disclosure

/// Why a command of a notebook is not run.
public enum NotebookError: Error, Sendable, Hashable {
    /// A sign that means nothing here.
    case notUnderstood(String)
    /// A program that notebooks do not use.
    case program(String)
    /// A command of `analyze` that does not end, or runs notebooks itself.
    case subcommand(String)
    /// An option of a program that can write or start something.
    case option(String, of: String)
    /// A place outside the folder in which the page is run.
    case outside(String)
    /// The program is not there or does not start.
    case notStarted(String)

    /// What was wrong, in a sentence without a stop.
    public var message: LocalizedText {
        switch self {
        case .notUnderstood(let sign):
            LocalizedText(zh: "笔记中的命令不支持“\(sign)”", en: "commands of notebooks know no \(sign)")
        case .program(let name):
            LocalizedText(
                zh: "笔记只运行 analyze 与 \(NotebookTool.names)，不运行 \(name)", en: "notebooks run analyze and \(NotebookTool.names), not \(name)")
        case .subcommand(let name): LocalizedText(zh: "笔记中不能运行 analyze \(name)", en: "notebooks do not run analyze \(name)")
        case .option(let option, let name): LocalizedText(zh: "笔记中的 \(name) 不支持 \(option)", en: "\(name) has no \(option) in notebooks")
        case .outside(let path):
            LocalizedText(zh: "笔记只写在自己的文件夹中，不写 \(path)", en: "a notebook writes into its own folder only, not to \(path)")
        case .notStarted(let name): LocalizedText(zh: "无法运行 \(name)", en: "\(name) cannot be run")
        }
    }
}
