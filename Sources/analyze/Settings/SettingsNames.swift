/// What a file of settings and the environment can give.
enum SettingsNames {
    /// Options that are given for all commands at once, in the order of the page about them.
    static let general = ["store", "locale", "entity-map", "whole-only", "jobs", "seed", "quiet", "no-color", "bom", "no-pager", "pager", "no-cache"]
    private static let flags: Set<String> = ["whole-only", "quiet", "no-color", "bom", "no-pager", "no-cache"]

    /// Whether a general option is one without a value.
    static func isFlag(_ name: String) -> Bool { flags.contains(name) }

    /// The variable of a general option: `ANALYZE_NO_CACHE`.
    static func variable(_ name: String) -> String { "ANALYZE_" + name.uppercased().replacing("-", with: "_") }

    /// The options of a command that can be given beforehand: not those that name one result, nor those that take any number of words.
    static func options(of command: CommandDescription) -> [CommandDescription.Argument] {
        var options = command.visible
        if let name = command.defaultSubcommand, let member = command.members.first(where: { $0.commandName == name }) { options += member.visible }
        return options.filter { option in
            option.kind != "positional" && option.parsingStrategy != "upToNextOption"
                && !["help", "version", "output", "stream"].contains(option.preferredName?.name ?? "")
        }
    }
}
