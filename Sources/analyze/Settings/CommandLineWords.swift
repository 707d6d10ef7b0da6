import ArgumentParser
import Disclosure
import Reporting
import Rules

/// The command line as the parser gets it: what was typed, with what the environment and the files of settings give put behind the command.
enum CommandLineWords {
    /// The command that was asked for.
    ///
    /// - Throws: what the parser throws, a request for help included, and ``UsageError`` for a mistake in the environment or a file of settings.
    static func command() throws -> any ParsableCommand {
        let typed = CommandLineBytes.arguments
        if HelpRequest.isForSettings(typed) { throw HelpRequest.settings }
        try checkName(typed)
        if HelpRequest.isIn(typed) { return try Analyze.parseAsRoot(HelpRequest.withoutLanguage(typed)) }
        let (path, given) = try Settings.given(for: typed)
        if given.isEmpty { return try Analyze.parseAsRoot(typed) }
        func words(_ count: Int) -> [String] { path + given.prefix(count).flatMap(\.words) + typed.dropFirst(path.count) }
        do {
            return try Analyze.parseAsRoot(words(given.count))
        } catch {
            // Whose mistake is it? The first that the parser stumbles over once it is there.
            guard (try? Analyze.parseAsRoot(typed)) != nil else { throw error }
            for count in 1...given.count {
                do { _ = try Analyze.parseAsRoot(words(count)) } catch { throw given[count - 1].mistake(Analyze.message(for: error)) }
            }
            throw error
        }
    }

    /// Refuses a first word that is no command, before the parser takes the options behind it for the mistake.
    private static func checkName(_ typed: [String]) throws {
        let names = Analyze.configuration.subcommands.map { $0._commandName }
        guard let first = typed.first, !first.hasPrefix("-"), !names.contains(first), first != "help" else { return }
        let nearest = EditDistance.nearest(to: first, among: names)
        throw UsageError(
            zh: "没有命令“\(first)”" + (nearest.map { "，是否为 analyze \($0)？" } ?? "；analyze --help 列出全部命令"),
            en: "there is no command \"\(first)\"" + (nearest.map { "; did you mean analyze \($0)?" } ?? "; analyze --help lists them"))
    }
}
