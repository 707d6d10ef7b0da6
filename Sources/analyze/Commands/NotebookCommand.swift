import ArgumentParser
import Disclosure
import FilePaths
import Foundation
import Notebooks
import Output
import Reporting

/// What is done with notebooks.
struct NotebookCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "notebook", abstract: "Pages with commands and what these print.",
        discussion: """
              analyze notebook run notebooks-md/01-first-look.md
              analyze notebook run own.md -o own.md
            """, subcommands: [NotebookRunCommand.self])
}

/// Runs the commands of a page.
struct NotebookRunCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Run the commands of a page and say which print something else than the page shows.",
        discussion: """
            A page is Markdown: in a block fenced as console, a line that begins with "$ " is a command, and the lines below it are its output. The
            commands run in a folder of their own, in which the members of the working folder can be read and none be written. Only analyze is run, and
            through pipes \(NotebookTool.names).

            Exit status 1 when something differs. -o writes the page anew, with what the commands print now.

              analyze notebook run notebooks-md/01-first-look.md
              analyze notebook run own.md -o own.md
            """)

    @Argument(help: "The page.")
    var file: String

    @OptionGroup(title: "How it is printed") var output: OutputOptions

    func run() throws {
        let notebook = Notebook(try TextFile(path: file).text)
        let page = try output.output.map { try OutputTarget(path: FilePath(argument: $0)) }
        var printing = output
        printing.output = nil
        let destination = try printing.destination()
        let progress = ProgressBar(total: notebook.steps.count, isQuiet: output.quiet)
        let runner = NotebookRunner(root: FileManager.default.currentDirectoryPath, analyze: try Self.program())
        let outcomes = try runner.run(notebook) { progress.set(to: $0) }
        progress.finish()
        let checks = zip(notebook.steps, outcomes).map { step, outcome in
            switch outcome {
            case .printed(let text): NotebookCheck(line: step.line, command: step.command, shown: step.output, printed: text)
            case .refused(let error): NotebookCheck(line: step.line, command: step.command, refused: error.message)
            }
        }
        if let page { return try write(notebook, outcomes, checks, to: page) }
        try destination.emit(.notebook(checks), command: "notebook run", parameters: [ResultField("file", .text(file))])
        if checks.contains(where: { $0.result != .same }) { throw ExitStatus.findings }
    }

    /// Writes the page anew, unless one of its commands was refused.
    private func write(_ notebook: Notebook, _ outcomes: [NotebookRunner.Outcome], _ checks: [NotebookCheck], to target: OutputTarget) throws {
        if let refused = checks.first(where: { $0.result == .refused }), let reason = refused.reason {
            throw UsageError(zh: "\(file) 第 \(refused.line) 行：\(reason.zh)", en: "\(file), line \(refused.line): \(reason.en)")
        }
        let printed = outcomes.map { if case .printed(let text) = $0 { text } else { "" } }
        let page = try OutputFile(target)
        try page.write(notebook.text(showing: printed))
        try page.commit()
        let changed = checks.count { $0.result == .differs }
        output.remark(
            LocalizedText(
                zh: "\(checks.count) 条命令，更新 \(changed) 条", en: "\(checks.count) commands, \(changed) of them with another output than before"))
    }

    /// This program.
    private static func program() throws -> String {
        if let path = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe") { return path }
        throw UsageError(zh: "无法确定本程序的位置", en: "where this program is cannot be told")
    }
}
