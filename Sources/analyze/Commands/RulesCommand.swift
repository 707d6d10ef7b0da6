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
            """)

    @OptionGroup var output: OutputOptions

    @Option(help: "Only this edition: \(Edition.allCases.map(\.rawValue).joined(separator: ", ")).")
    var edition: EditionArgument?

    @Option(help: "Only rules of this strength: \(Identity.Strength.allCases.map(\.rawValue).joined(separator: ", ")).")
    var strength: String?

    func validate() throws {
        if let strength, Identity.Strength(rawValue: strength) == nil {
            throw ValidationError("unknown strength '\(strength)': \(Identity.Strength.allCases.map(\.rawValue).joined(separator: ", "))")
        }
    }

    func run() throws {
        let destination = try output.destination()
        let rules = IdentityCatalog.standard.filter { identity in
            (edition == nil || identity.edition == edition?.edition) && (strength == nil || identity.strength.rawValue == strength)
        }
        try destination.emit(
            .rules(
                rules.map {
                    RuleSummary(
                        id: $0.id, edition: $0.edition.rawValue, strength: $0.strength.rawValue, expression: $0.expression, label: $0.label)
                }), command: "rules",
            parameters: [ResultField("edition", .text(edition?.edition.rawValue)), ResultField("strength", .text(strength))])
    }
}
