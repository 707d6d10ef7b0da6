import ArgumentParser
import Disclosure
import Reporting

/// Prints the catalog.
struct IndicatorsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "indicators", abstract: "The catalog: every cell of every edition of the form.",
        discussion: """
              analyze indicators --edition fmt2021 --indicator 'outcome.**'
              analyze indicators --format json
            """)

    @OptionGroup(title: "How it is printed") var output: OutputOptions

    @Option(help: ArgumentHelp("Only these indicators or concepts; repeatable.", valueName: "id"))
    var indicator: [String] = []

    @Option(help: "Only this edition: \(Edition.allCases.map(\.rawValue).joined(separator: ", ")).")
    var edition: EditionArgument?

    func run() throws {
        let destination = try output.destination()
        var filter = SelectionOptions()
        filter.indicator = indicator
        filter.entity = []
        filter.within = []
        filter.year = []
        let chosen = Catalog.standard.indicators.filter { entry in
            (edition == nil || edition?.edition == entry.edition) && filter.includes(entry.id, edition: entry.edition)
        }
        try destination.emit(
            .indicators(
                chosen, concept: { Concept.of($0.id, edition: $0.edition)?.id },
                direction: { Direction.of($0.id)?.rawValue }),
            command: "indicators",
            parameters: [ResultField("indicator", .texts(indicator)), ResultField("edition", .text(edition?.edition.rawValue))])
    }
}

/// An edition on the command line.
struct EditionArgument: ExpressibleByArgument {
    let edition: Edition

    init?(argument: String) {
        guard let edition = Edition(rawValue: argument) else { return nil }
        self.edition = edition
    }
}
