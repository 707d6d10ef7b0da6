public import Disclosure

/// A command of a notebook, and whether it prints what the page shows.
public struct NotebookCheck: Sendable, Hashable {
    /// What became of it.
    public enum Result: String, Sendable, Hashable, CaseIterable {
        /// It prints what the page shows.
        case same
        /// It prints something else.
        case differs
        /// It is none that notebooks run.
        case refused
    }

    /// The line of the command, from 1.
    public var line: Int
    /// The command.
    public var command: String
    /// What became of it.
    public var result: Result
    /// The first line of the page that differs, or that is more than what was printed.
    public var shown: String?
    /// What was printed in its place.
    public var printed: String?
    /// Why it was not run.
    public var reason: LocalizedText?

    /// A command that was not run.
    public init(line: Int, command: String, refused reason: LocalizedText) {
        (self.line, self.command, result, self.reason) = (line, command, .refused, reason)
    }

    /// A command that was run.
    ///
    /// - Parameters:
    ///   - shown: the output on the page.
    ///   - printed: the output now.
    public init(line: Int, command: String, shown: String, printed: String) {
        (self.line, self.command, result) = (line, command, shown == printed ? .same : .differs)
        guard result == .differs else { return }
        let old = shown.split(separator: "\n", omittingEmptySubsequences: false)
        let new = printed.split(separator: "\n", omittingEmptySubsequences: false)
        let first = zip(old, new).enumerated().first { $1.0 != $1.1 }?.offset ?? min(old.count, new.count)
        self.shown = first < old.count ? String(old[first]) : nil
        self.printed = first < new.count ? String(new[first]) : nil
    }
}

extension ResultTable {
    private static let notebookResults: [String: LocalizedText] = [
        "same": LocalizedText(zh: "一致", en: "same"), "differs": LocalizedText(zh: "不一致", en: "differs"),
        "refused": LocalizedText(zh: "未运行", en: "not run"),
    ]

    /// The result of `analyze notebook run`: one row a command, with the first line that differs.
    public static func notebook(_ checks: [NotebookCheck]) -> ResultTable {
        var table = ResultTable(
            schema: "analyze.notebook/1", title: LocalizedText(zh: "笔记", en: "Notebook"), of: checks,
            columns: [
                .number("line", zh: "行", en: "Line", .plain) { .integer($0.line) },
                .text("result", zh: "结果", en: "Result", codes: notebookResults) { .text($0.result.rawValue) },
                .text("command", zh: "命令", en: "Command") { .text($0.command) },
                .text("shown", zh: "页面上", en: "Page") { .text($0.shown) },
                .text("printed", zh: "现在", en: "Now") { .text($0.printed) },
                .text("reason", zh: "说明", en: "Reason") { .localized($0.reason) },
            ])
        let differing = checks.count { $0.result != .same }
        table.notes = [
            LocalizedText(
                zh: differing == 0 ? "\(checks.count) 条命令的输出与页面一致。" : "\(checks.count) 条命令中有 \(differing) 条与页面不一致。",
                en: differing == 0
                    ? "All \(checks.count) commands print what the page shows."
                    : "\(differing) of \(checks.count) commands do not print what the page shows.")
        ]
        table.whenEmpty = LocalizedText(zh: "这一页没有命令。", en: "The page has no commands.")
        return table
    }
}
