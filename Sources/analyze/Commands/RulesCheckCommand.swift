import Analyses
import ArgumentParser
import ColumnStore
import Disclosure
import FilePaths
import Foundation
import PanelReading
import Persistence
import Reporting
import Rules

/// Checks a file of rules.
struct RulesCheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "What the rules of a file say of each other, and how they stand on a panel.",
        discussion: """
            Named are lines that contradict each other, lines that follow from others, inequalities that can hold as equalities only, bounds and single values
            that follow. With --on, each rule's records that pass, fail, do not apply and cannot be told are counted.

              analyze rules check courts.rules
              analyze rules check courts.rules --on courts.csv

            Exit status: 1 when lines contradict each other; 2 when the file cannot be read as rules, with every mistake by line and column.
            """)

    @Argument(help: "The file of rules, one a line.")
    var file: String

    @Option(help: ArgumentHelp("The panel that the rules are about: a CSV file, or the name of a panel in the store.", valueName: "panel"))
    var on: String?

    @OptionGroup var store: StoreOption
    @OptionGroup(title: "How it is printed") var output: OutputOptions

    func run() async throws {
        var files = FilesOfRun()
        files.add(store: store.path)
        files.add(settings: file)
        files.add(settings: on)
        let destination = try output.destination(keeping: files)
        let text = try RuleFile.text(file)
        var panel: Panel?
        if let on { panel = try await self.panel(on) }
        let rules = try RuleFile.rules(text, source: file, variables: panel?.variables)
        let check = RuleSetCheck(rules)
        let counts = panel.map { panel in
            let corpus = Corpus(panel: panel, rules: rules)
            return RuleCounts.of(rules, bodies: Array(corpus.bodies.indices), in: corpus)
        }
        var table = ResultTable.rulesCheck(check, counts: counts)
        if let panel { table.notes += RuleNotes(in: Corpus(panel: panel, rules: check.consistent)).notes }
        try destination.emit(
            table, command: "rules check", inputs: [.init(path: file, sha256: nil)],
            parameters: [ResultField("file", .text(file)), ResultField("on", .text(on))])
        if !check.contradictions.isEmpty { throw ExitStatus.findings }
    }

    /// The panel of a file, or of that name in the store.
    private func panel(_ name: String) async throws -> Panel {
        FileManager.default.fileExists(atPath: name) ? try await panel(ofFile: name) : try storedPanel(name)
    }

    private func panel(ofFile path: String) async throws -> Panel {
        do {
            let source = try await PanelFile(path: FilePath(argument: path))
            let table = try source.panel(PanelTableReader())
            return table.panel
        } catch {
            output.complain(LocalizedText(zh: "\(path)：\(error.text.zh)", en: "\(path): \(error.text.en)"))
            throw ExitStatus.unreadable
        }
    }

    private func storedPanel(_ name: String) throws -> Panel {
        let panels = try store.open().importedPanels()
        guard let found = panels.first(where: { $0.name == name }) else {
            throw UsageError(zh: "没有文件“\(name)”，库中也没有这个面板", en: "there is no file “\(name)”, and no panel of that name in the store")
        }
        return found.panel
    }
}
