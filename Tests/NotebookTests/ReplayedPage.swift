import Disclosure
import Foundation
import Notebooks
import TestSupport
import Testing

/// A page of the project whose commands are run by the tests, as `analyze notebook run` does it.
struct ReplayedPage: Sendable, CustomTestStringConvertible {
    /// Its path from the root of the project.
    var path: String

    var testDescription: String { path }

    /// The pages below a folder that have commands to run.
    static func all(below folder: String) -> [ReplayedPage] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: ProjectFiles.root.appending(path: folder).path)) ?? []
        return names.filter { $0.hasSuffix(".md") }.sorted().map { ReplayedPage(path: "\(folder)/\($0)") }
            .filter { page in (try? page.notebook)?.steps.isEmpty == false }
    }

    private var url: URL { ProjectFiles.root.appending(path: path) }

    var notebook: Notebook {
        get throws { Notebook(try String(contentsOf: url, encoding: .utf8)) }
    }

    /// Runs the commands and compares; with `UPDATE_NOTEBOOKS=1` in the environment the page is written anew instead: read the difference before you commit it.
    func replay() throws {
        let notebook = try notebook
        let outcomes = try NotebookRunner(root: ProjectFiles.root.path, analyze: ProjectFiles.built("analyze").path).run(notebook)
        var outputs: [String] = []
        for (step, outcome) in zip(notebook.steps, outcomes) {
            switch outcome {
            case .printed(let text): outputs.append(text)
            case .refused(let error): Issue.record("\(path):\(step.line): \(error.message.en)")
            }
        }
        guard outputs.count == notebook.steps.count else { return }
        if ProcessInfo.processInfo.environment["UPDATE_NOTEBOOKS"] == "1" {
            try notebook.text(showing: outputs).write(to: url, atomically: true, encoding: .utf8)
        } else {
            for (step, output) in zip(notebook.steps, outputs) { #expect(output == step.output, "\(path):\(step.line): \(step.command)") }
        }
    }
}
