import ArgumentParser
import Disclosure
import Reporting

/// Prints the rules.
struct RulesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rules", abstract: "The identities and plausibility rules of every edition.",
        discussion: """
              analyze rules --edition fmt2021 --strength official
              analyze rules --format csv -o rules.csv
              analyze rules check own.rules --on panel.csv      what rules of one's own say of each other
            """, subcommands: [RulesCheckCommand.self])

    @OptionGroup(title: "How it is printed") var output: OutputOptions

    @Option(help: "Only this edition: \(Edition.allCases.map(\.rawValue).joined(separator: ", ")).")
    var edition: EditionArgument?

    @Option(help: "Only rules of this strength: \(Identity.Strength.allCases.map(\.rawValue).joined(separator: ", ")).")
    var strength: String?

    func validate() throws {
        if let strength, Identity.Strength(rawValue: strength) == nil {
            let known = LocalizedText.list(Identity.Strength.allCases.map(\.rawValue))
            throw ValidationError(zh: "--strength \(strength)：可用的是 \(known.zh)", en: "unknown strength '\(strength)': \(known.en)")
        }
    }

    func run() throws {
        let destination = try output.destination()
        let rules = IdentityCatalog.standard.filter { identity in
            (edition == nil || identity.edition == edition?.edition) && (strength == nil || identity.strength.rawValue == strength)
        }
        // Checks of the code belong to no edition, and are plausibility at most.
        let native = edition == nil && (strength ?? Identity.Strength.soft.rawValue) == Identity.Strength.soft.rawValue ? DeclaredCheck.all : []
        try destination.emit(
            .rules(
                rules.map {
                    RuleSummary(
                        id: $0.id, edition: $0.edition.rawValue, strength: $0.strength.rawValue, expression: $0.expression, label: $0.label)
                }
                    + native.map {
                        RuleSummary(id: $0.id, edition: nil, strength: Identity.Strength.soft.rawValue, expression: "native", label: $0.label)
                    }),
            command: "rules",
            parameters: [ResultField("edition", .text(edition?.edition.rawValue)), ResultField("strength", .text(strength))])
    }
}
