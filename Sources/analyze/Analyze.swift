import ArgumentParser
import Disclosure
import DocumentReading
import Output
import Reporting

/// The command line: every sub-command is one file of `Commands/`.
@main
struct Analyze: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "analyze", abstract: "Statistics on the annual disclosure reports of Chinese public bodies.",
        discussion: """
            Reads the reports as published (HTML, PDF, text), keeps them in a store, and says what they show and what is wrong in them.

              analyze ingest reports/            read a folder of reports into ./analyze.sqlite
              analyze anomalies --fail-on error  what is wrong in them; exit status 1 when there are errors

            Exit status: 0 fine; 1 findings at or above --fail-on; 2 usage; 3 some input could not be read; 70 a defect in the program;
            74 something could not be written; 130 interrupted.
            """,
        version: Version.current,
        subcommands: [
            IngestCommand.self, ReadCommand.self, ReportsCommand.self, ShowCommand.self, CellsCommand.self, IndicatorsCommand.self, RulesCommand.self,
            DiffCommand.self, TrendsCommand.self, AnomaliesCommand.self, RankCommand.self, ReportCommand.self, ServeCommand.self,
            SimulateCommand.self, CheckCommand.self, NoticesCommand.self, VerdictCommand.self, ExportCommand.self, ImportCommand.self,
            ForgetCommand.self, BackupCommand.self, MergeCommand.self, DoctorCommand.self, PlotCommand.self, NotebookCommand.self,
            SchemaCommand.self,
        ])

    /// Parses and runs, with the exit status of this program's contract instead of the parser's (64 for usage).
    static func main() async {
        StandardStreams.prepare()
        Interruption.install(saying: LocalizedText(zh: "analyze: 已中断", en: "analyze: interrupted")[.ofInvocation], ending: OutsideProgram.endAll)
        do {
            var command = try CommandLineWords.command()
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch {
            ExitStatus.exit(for: error)
        }
        ExitStatus.exitAfterSuccess()
    }
}
