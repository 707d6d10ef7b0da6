import Notebooks
import Testing

/// Pages print what they show.
@Suite struct NotebookTests {
    @Test(arguments: ReplayedPage.all(below: "notebooks-md"))
    func pagePrintsWhatItShows(page: ReplayedPage) throws { try page.replay() }

    @Test func thePagesAreFound() {
        #expect(ReplayedPage.all(below: "notebooks-md").count >= 3)
        #expect(
            Set(ReplayedPage.all(below: "docs").map(\.path)).isSuperset(of: [
                "docs/questions.md", "docs/questions.zh.md", "docs/tutorial.md", "docs/tutorial.zh.md",
            ]))
    }

    /// A page and its Chinese twin run the same commands but for the language.
    @Test(arguments: ["README", "docs/questions", "docs/tutorial"])
    func bothLanguagesRunTheSameCommands(page: String) throws {
        func names(_ path: String) throws -> [String] {
            try ReplayedPage(path: path).notebook.steps.map { step in step.command.split(separator: " ").prefix(2).joined(separator: " ") }
        }
        #expect(try names(page + ".md") == names(page + ".zh.md"))
    }
}

/// The README and the pages of `docs/` with commands: many of them, so that these are not among the quick tests.
@Suite struct DocumentedCommandsHeavyTests {
    @Test(arguments: [ReplayedPage(path: "README.md"), ReplayedPage(path: "README.zh.md")] + ReplayedPage.all(below: "docs"))
    func pagePrintsWhatItShows(page: ReplayedPage) throws { try page.replay() }
}
