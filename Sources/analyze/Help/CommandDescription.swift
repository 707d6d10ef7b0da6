import ArgumentParser
import Foundation

/// What the parser knows of a command: its own dump of the help, the one source of the English help, of the names that a file of settings may have, and of the man page.
struct CommandDescription: Decodable {
    /// An argument or option.
    struct Argument: Decodable {
        struct Name: Decodable {
            let kind: String
            let name: String

            /// With its dashes.
            var text: String { (kind == "long" ? "--" : "-") + name }
        }

        let kind: String
        let shouldDisplay: Bool
        let sectionTitle: String?
        let isOptional: Bool
        let isRepeating: Bool
        let parsingStrategy: String
        let names: [Name]?
        let preferredName: Name?
        let valueName: String?
        let defaultValue: String?
        let abstract: String?

        /// What catalogs call it: the long option with its dashes, or an argument in angle brackets.
        var key: String { preferredName?.text ?? "<\(valueName ?? "")>" }
        /// Whether it is an option without a value.
        var isFlag: Bool { kind == "flag" }
    }

    let commandName: String
    let abstract: String?
    let discussion: String?
    let defaultSubcommand: String?
    let subcommands: [CommandDescription]?
    let arguments: [Argument]?

    /// The members, but for the parser's own `help`.
    var members: [CommandDescription] { (subcommands ?? []).filter { $0.commandName != "help" } }
    /// What can be given.
    var visible: [Argument] { (arguments ?? []).filter(\.shouldDisplay) }

    /// The whole program.
    static let program: CommandDescription? = {
        struct Dump: Decodable { let command: CommandDescription }
        return try? JSONDecoder().decode(Dump.self, from: Data(Analyze._dumpHelp().utf8)).command
    }()

    /// The command at the longest path that the words begin with, and that path.
    func command(at words: some Sequence<String>) -> (command: CommandDescription, path: [String]) {
        var (command, path): (CommandDescription, [String]) = (self, [])
        for word in words {
            guard let member = command.members.first(where: { $0.commandName == word }) else { break }
            (command, path) = (member, path + [word])
        }
        return (command, path)
    }
}
