import Foundation
import Output

/// Runs the commands of pages and gives what they print.
///
/// ```swift
/// let runner = NotebookRunner(root: "/home/me/project", analyze: "/usr/bin/analyze")
/// let outcomes = try runner.run(notebook)
/// ```
/// A page has a folder of its own, in which the members of `root` can be read and nothing of them be written; its commands share one store. Only `analyze` and the
/// programs of the list are run, without a shell. The environment is always the same: English of 120 columns, unless a command says otherwise.
public struct NotebookRunner: Sendable {
    /// What became of a step.
    public enum Outcome: Sendable, Hashable {
        /// What it printed on standard output; bytes that are no UTF-8 are replaced.
        case printed(String)
        /// Why it was not run.
        case refused(NotebookError)
    }

    private let root: String
    private let analyze: String

    /// A runner of pages about a folder, with a build of `analyze`; both as absolute paths.
    public init(root: String, analyze: String) {
        (self.root, self.analyze) = (root, analyze)
    }

    /// Runs the steps of a page one after the other; one that is refused does not keep the next from being run.
    ///
    /// - Parameter progress: is told how many steps are done.
    /// - Returns: as many outcomes as steps.
    /// - Throws: `OutputError` when the folder or a file in it cannot be written, ``Interruption/Requested`` between two steps.
    public func run(_ notebook: Notebook, progress: (Int) -> Void = { _ in }) throws -> [Outcome] {
        let commands = notebook.steps.map { step in Result { () throws(NotebookError) in try NotebookLine(step.command) } }
        let folder = try NotebookFolder(root: root, without: Self.written(by: commands))
        var session = NotebookSession(folder: folder.path, analyze: analyze)
        var outcomes: [Outcome] = []
        for command in commands {
            try Interruption.check()
            do throws(NotebookError) {
                outcomes.append(.printed(try session.run(try command.get())))
            } catch {
                outcomes.append(.refused(error))
            }
            if let failure = session.failure { throw failure }
            progress(outcomes.count)
        }
        return outcomes
    }

    /// The first parts of the relative paths that the page writes.
    private static func written(by commands: [Result<NotebookLine, NotebookError>]) -> Set<String> {
        var names: Set<String> = []
        for pipeline in commands.compactMap({ try? $0.get() }).flatMap(\.pipelines) {
            let targets = [pipeline.target].compactMap { $0 }.map(plain)
            let written = pipeline.stages.flatMap { stage -> [String] in
                let words = stage.words.map(plain)
                return words.first == "analyze" ? NotebookWrites.paths(of: Array(words.dropFirst())) : []
            }
            for path in targets + written { if let first = path.split(separator: "/").first { names.insert(String(first)) } }
        }
        return names
    }

    /// A word whose variables are left out: only its relative beginning matters.
    private static func plain(_ word: NotebookLine.Word) -> String {
        word.map { if case .text(let text) = $0 { text } else { "" } }.joined()
    }
}
