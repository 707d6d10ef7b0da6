import Disclosure
import Reporting

/// Help that was asked for, in the language of the run.
enum HelpRequest: Error {
    /// `analyze help config`.
    case settings

    /// Whether a command line asks for help or the version, and nothing is to be run.
    static func isIn(_ arguments: [String]) -> Bool {
        arguments.isEmpty || arguments.first == "help"
            || arguments.prefix { $0 != "--" }.contains {
                ["--help", "-h", "--version", "--experimental-dump-help"].contains($0) || $0.hasPrefix("--generate-")
            }
    }

    /// Whether a command line asks for the page about files of settings.
    static func isForSettings(_ arguments: [String]) -> Bool { Array(withoutLanguage(arguments).prefix(2)) == ["help", "config"] }

    /// The command line without its language, which `help` itself does not take.
    static func withoutLanguage(_ arguments: [String]) -> [String] {
        guard arguments.first == "help" || arguments.first?.hasPrefix("-") == true else { return arguments }
        var kept: [String] = []
        var isValue = false
        for word in arguments {
            defer { isValue = word == "--locale" }
            if isValue || word == "--locale" || word.hasPrefix("--locale=") { continue }
            kept.append(word)
        }
        return kept
    }

    /// The page in place of the parser's own, when a message of the parser is one; else the message.
    static func page(for message: String, language: Language, width: Int) -> String {
        guard message.hasPrefix("OVERVIEW: ") || message.hasPrefix("USAGE: "), let program = CommandDescription.program,
            let usage = message.split(separator: "\n").first(where: { $0.hasPrefix("USAGE: analyze") })
        else { return message }
        let words = usage.split(separator: " ").dropFirst(2).map(String.init)
        let (command, path) = program.command(at: words)
        return String(HelpPage(command: command, path: path, language: language, width: width).text.dropLast())
    }
}
