import ArgumentParser
import Disclosure
import Reporting
import Rules

/// What the parser says of a command line that it cannot take, in the language of the run: the mistake, the option's help, and where the rest of the help is.
struct ParserMessage {
    /// The mistake in the parser's words.
    let sentence: String
    /// The command's words behind `analyze`.
    let path: [String]
    let language: Language

    /// - Parameters:
    ///   - sentence: the parser's short message.
    ///   - whole: its full message, whose usage names the command.
    init(_ sentence: String, whole: String, language: Language) {
        (self.sentence, self.language) = (Self.withoutFarSuggestion(sentence), language)
        let usage = whole.split(separator: "\n").first { $0.hasPrefix("Usage: analyze") } ?? ""
        path = CommandDescription.program?.command(at: usage.split(separator: " ").dropFirst(2).map(String.init)).path ?? []
    }

    /// The sentence without a suggestion that has little in common with what was typed: of three letters, one.
    private static func withoutFarSuggestion(_ sentence: String) -> String {
        guard let match = sentence.wholeMatch(of: /(Unknown option '-*(.+?)')\. Did you mean '-*(.+)'\?/),
            EditDistance.nearest(to: String(match.2), among: [String(match.3)]) == nil
        else { return sentence }
        return String(match.1)
    }

    /// The lines of the message.
    var lines: String {
        let name = (["analyze"] + path).joined(separator: " ")
        var lines = ["analyze: " + (language == .zh ? Self.chinese(sentence) ?? sentence : sentence)]
        if let help { lines.append("  " + help) }
        lines.append(language == .zh ? "用法见 \(name) --help" : "For the usage: \(name) --help")
        return lines.joined(separator: "\n")
    }

    /// The help of the option or argument that the sentence is about.
    private var help: String? {
        guard let program = CommandDescription.program else { return nil }
        let command = program.command(at: path).command
        guard !sentence.hasPrefix("Unknown option"),
            let argument = command.visible.first(where: { argument in
                // As it is quoted: '--level <level>', or '<path> ...'.
                sentence.contains("'\(argument.key)") && (argument.kind != "positional" || !sentence.contains("is invalid for '--"))
            })
        else { return nil }
        let text = language == .zh ? ChineseHelp.text(argument.key, of: path) : nil
        return (text ?? argument.abstract).map { "\(argument.key)  \($0)" }
    }

    /// The parser's sentence in Chinese; `nil` for one that is not known: it is a sentence of this program then, in the language of the run already.
    static func chinese(_ sentence: String) -> String? {
        if let match = sentence.wholeMatch(of: /Unknown option '(.+?)'(?:\. Did you mean '(.+)'\?)?/) {
            return "没有选项 \(match.1)" + (match.2.map { "，是否为 \($0)？" } ?? "")
        }
        if let match = sentence.wholeMatch(of: /Missing expected argument '(.+)'/) { return "缺少 \(match.1)" }
        if let match = sentence.wholeMatch(of: /Missing one of: (.+)/) { return "缺少其中之一：\(match.1)" }
        if let match = sentence.wholeMatch(of: /Missing value for '(.+)'/) { return "\(match.1) 缺少值" }
        if let match = sentence.wholeMatch(of: /Unexpected argument '((?s).*)'/) { return "多余的参数“\(match.1)”" }
        if let match = sentence.wholeMatch(of: /(\d+) unexpected arguments: ((?s).*)/) { return "\(match.1) 个多余的参数：\(match.2)" }
        if let match = sentence.wholeMatch(of: /The value '((?s).*)' is invalid for '(.+?)'((?s).*)/) {
            // A few stand in the sentence, many in lines of their own.
            let rest = match.3.trimmingPrefix(". Please provide one of ")
            let isList = match.3.contains("\n")
            let choices =
                isList
                ? rest.split(separator: "\n").dropFirst().map { $0.trimmingPrefix("  - ") } : rest.matches(of: /'([^']+)'/).map(\.1)
            return "“\(match.1)”不能用于 \(match.2)" + (choices.isEmpty ? "" : "，可用的是 \(choices.joined(separator: "、"))")
        }
        return sentence == "Missing required subcommand." ? "缺少子命令" : nil
    }
}

extension ValidationError {
    /// A command line that cannot be, in the language of the run.
    init(zh: String, en: String) { self.init(LocalizedText(zh: zh, en: en)[.ofInvocation]) }
}
