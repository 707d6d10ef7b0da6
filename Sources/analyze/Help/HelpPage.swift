import Disclosure
import Reporting

/// The help of a command as it is printed: the same page in both languages, the command's own options before those that many commands have.
struct HelpPage {
    let command: CommandDescription
    /// The command's words behind `analyze`.
    let path: [String]
    let language: Language
    /// Columns of a line.
    var width = 80

    /// Options that stand with those of a group although the command declares them apart, and the group.
    private static let groups = [
        "--store": "What is read", "--entity-map": "What is read", "--whole-only": "What is read", "--stream": "What is read",
        "--no-cache": "How it is printed",
        "--help": "How it is printed", "--version": "How it is printed",
    ]
    /// The groups that many commands have, in the order in which they are printed.
    private static let order = ["What is read", "Which part of it", "How it is printed"]
    private static let indentation = 2
    private static let column = 26

    private var isChinese: Bool { language == .zh }
    private var chinese: ChineseHelp.Command? { isChinese ? ChineseHelp.command(path) : nil }

    /// The page.
    var text: String {
        var parts: [String] = []
        if let abstract = chinese?.abstract ?? command.abstract, !abstract.isEmpty { parts.append(wrapped(abstract, 0)) }
        let (discussion, examples) = discussion
        if !discussion.isEmpty { parts.append(discussion) }
        parts.append(heading("Usage") + "\n  " + usage)
        if !examples.isEmpty { parts.append(heading("Examples") + "\n" + examples) }
        if !command.members.isEmpty { parts.append(heading("Subcommands") + "\n" + entries(command.members.map(summary))) }
        let arguments = command.visible.filter { $0.kind == "positional" }
        if !arguments.isEmpty { parts.append(heading("Arguments") + "\n" + entries(arguments.map(entry))) }
        let options = command.visible.filter { option in
            if option.kind == "positional" { return false }
            if case .none = OutputHelp.meaning(of: option.key, for: path) { return false }
            return true
        }
        let own = options.filter { group(of: $0) == nil }
        if !own.isEmpty { parts.append(heading("Options") + "\n" + entries(own.map(entry))) }
        for name in Self.order {
            let members = options.filter { group(of: $0) == name }
            if !members.isEmpty { parts.append(heading(name) + "\n" + entries(members.map(entry))) }
        }
        if path.isEmpty {
            parts.append(
                isChinese
                    ? "analyze help 命令 显示各命令的帮助；analyze help config 说明设置文件和环境变量。"
                    : "analyze help COMMAND tells of a command, analyze help config of settings.")
        }
        return parts.joined(separator: "\n\n") + "\n"
    }

    private func heading(_ title: String) -> String { isChinese ? (ChineseHelp.sections[title] ?? title) + "：" : title + ":" }

    private func group(of option: CommandDescription.Argument) -> String? { option.sectionTitle ?? Self.groups[option.key] }

    private var usage: String {
        var words = ["analyze"] + path
        let hasOptions = command.visible.contains { $0.kind != "positional" && $0.isOptional }
        if hasOptions { words.append(isChinese ? "[选项]" : "[options]") }
        for argument in command.visible where argument.kind == "positional" || !argument.isOptional {
            var word = argument.kind == "positional" ? argument.key : "\(argument.key) <\(argument.valueName ?? "")>"
            if argument.isRepeating { word += " ..." }
            words.append(argument.isOptional ? "[\(word)]" : word)
        }
        if !command.members.isEmpty { words.append(isChinese ? "<子命令>" : "<subcommand>") }
        return words.joined(separator: " ")
    }

    /// The paragraphs, and the examples: lines of the declaration that are set in.
    private var discussion: (String, String) {
        let lines = (command.discussion ?? "").split(separator: "\n", omittingEmptySubsequences: false)
        let isExample = { (line: Substring) in line.hasPrefix("  analyze ") || line.hasPrefix("  tar ") }
        let examples = lines.filter(isExample).joined(separator: "\n")
        guard let chinese else { return (paragraphs(of: lines.filter { !isExample($0) }.joined(separator: "\n")), examples) }
        // Examples are the same in both languages, but for remarks behind them.
        let own = chinese.examples.split(separator: "\n").map { "  " + $0 }.joined(separator: "\n")
        return (paragraphs(of: chinese.discussion), own.isEmpty ? examples : own)
    }

    /// Paragraphs filled to the width; lines that are set in stay as they are.
    private func paragraphs(of text: String) -> String {
        var parts: [String] = []
        var open: [Substring] = []
        func close() {
            if !open.isEmpty { parts.append(wrapped(open.joined(separator: isChinese ? "" : " "), 0)) }
            open = []
        }
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("  ") {
                close()
                parts.append(String(line))
            } else if line.allSatisfy(\.isWhitespace) {
                close()
                if parts.last?.isEmpty == false { parts.append("") }
            } else {
                open.append(line)
            }
        }
        close()
        while parts.last == "" { parts.removeLast() }
        return parts.joined(separator: "\n")
    }

    private func summary(_ member: CommandDescription) -> (String, String) {
        let text = isChinese ? ChineseHelp.command(path + [member.commandName])?.abstract : nil
        return (member.commandName, text ?? member.abstract ?? "")
    }

    private func entry(_ argument: CommandDescription.Argument) -> (String, String) {
        let names = (argument.names ?? []).sorted { ($0.kind == "short" ? 0 : 1) < ($1.kind == "short" ? 0 : 1) }.map(\.text).joined(separator: ", ")
        let label = argument.kind == "positional" ? argument.key : argument.isFlag ? names : "\(names) <\(argument.valueName ?? "")>"
        var text = (isChinese ? ChineseHelp.text(argument.key, of: path) : nil) ?? argument.abstract ?? ""
        if case .own(let own) = OutputHelp.meaning(of: argument.key, for: path) { text = own[language] }
        if let value = argument.defaultValue, !argument.isFlag { text += isChinese ? "（默认：\(value)）" : " (default: \(value))" }
        return (label, text)
    }

    private func entries(_ entries: [(label: String, text: String)]) -> String {
        entries.map { label, text in
            let lines = TextWrapping.lines(of: text, width: width - Self.column)
            let start = String(repeating: " ", count: Self.indentation) + label
            let room = Self.column - TextWrapping.width(of: start)
            let pad = String(repeating: " ", count: Self.column)
            guard room >= 2, let first = lines.first else { return ([start] + lines.map { pad + $0 }).joined(separator: "\n") }
            return ([start + String(repeating: " ", count: room) + first] + lines.dropFirst().map { pad + $0 }).joined(separator: "\n")
        }.joined(separator: "\n")
    }

    private func wrapped(_ text: String, _ indentation: Int) -> String {
        TextWrapping.lines(of: text, width: width - indentation).map { String(repeating: " ", count: indentation) + $0 }.joined(separator: "\n")
    }
}
