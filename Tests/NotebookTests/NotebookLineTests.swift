import Foundation
@testable import Notebooks
import TestSupport
import Testing

/// What a line of a notebook means, and what it may not do.
@Suite struct NotebookLineTests {
    private func run(_ lines: [String], root: String = "/nonexistent") throws -> [NotebookRunner.Outcome] {
        let text = "```console\n" + lines.map { "$ \($0)\n" }.joined() + "```\n"
        return try NotebookRunner(root: root, analyze: ProjectFiles.built("analyze").path).run(Notebook(text))
    }

    @Test func blocksAreReadAndWrittenBack() {
        let text = "# A\n\n```console\n$ echo a\na\n\nb\n$ echo c\n```\n\n```sh\n$ not this\n```\n```console\nbefore\n$ echo d\nd\n```\nend"
        let notebook = Notebook(text)
        #expect(notebook.steps.map(\.command) == ["echo a", "echo c", "echo d"])
        #expect(notebook.steps.map(\.output) == ["a\n\nb\n", "", "d\n"])
        #expect(notebook.steps.map(\.line) == [4, 8, 16])
        #expect(notebook.text(showing: notebook.steps.map(\.output)) == text)
        #expect(notebook.text(showing: ["x", "c\n", ""]).contains("$ echo a\nx\n$ echo c\nc\n```\n"))
    }

    @Test func quotesPipesAndVariables() throws {
        let outcomes = try run([
            #"echo 'a  $?' "b \"c\"" d\ e"#, "echo b a | tr ' ' '\\n' | sort", "grep x /dev/null | cat; echo \"$? ${PIPESTATUS[0]}\"",
            "echo kept > kept.txt; cat kept.txt | wc -l", "cat \"$SCRATCH/kept.txt\"", "echo ''",
        ])
        #expect(outcomes == ["a  $? b \"c\" d e\n", "a\nb\n", "0 1\n", "1\n", "kept\n", "\n"].map { .printed($0) })
    }

    @Test(arguments: [
        "bash -c ls", "rm -rf x", "cat <(ls)", "echo `ls`", "echo $(ls)", "echo $HOME", "ls & ls", "cat *", "echo a >> b", "cat < a", "| cat",
        "cat |", "echo 'a",
        "sort -o x y", "sort --compress-program=sh y", "sort -no x y", "uniq a b", "sed -i s/a/b/ x", "sed --in-place s/a/b/ x", "grep -r a .",
        "tail -f x",
        "echo a > /tmp/b", "echo a > ../b", "analyze report -o /tmp/x.html", "analyze report -o../x.html", "analyze report --output=/tmp/x.html",
        "analyze reports --store ../x.sqlite", "analyze backup /tmp/x", "analyze simulate ../x", "analyze serve", "analyze --quiet notebook run x",
        "analyze ingest /etc", "analyze ingest a/../../b",
    ])
    func whatCouldDoMoreIsRefused(line: String) throws {
        guard case .refused = try run([line])[0] else {
            Issue.record("it was run: \(line)")
            return
        }
    }

    /// GNU sed starts programs and writes files by commands of its scripts.
    @Test(arguments: ["sed '1e echo bad' x", "sed 'w bad' x", "sed 's/a/echo bad/e' x"])
    func aScriptOfSedDoesNotLeaveItsSandbox(line: String) throws {
        let outcomes = try run(["echo a > x", line, "ls"])
        #expect(outcomes[1] == .printed("") && outcomes[2] == .printed("x\n"))
    }

    @Test func theFolderIsReadAndNotWritten() throws {
        let root = FileManager.default.temporaryDirectory.appending(path: "root-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: root) }
        for name in ["kept", "both"] { try Data("old\n".utf8).write(to: root.appending(path: name)) }
        let outcomes = try run(["cat kept", "echo new > both", "cat both", "analyze rules --format csv -o more.csv", "ls"], root: root.path)
        #expect(outcomes[0] == .printed("old\n") && outcomes[2] == .printed("new\n") && outcomes[4] == .printed("both\nkept\nmore.csv\n"))
        #expect(try String(contentsOf: root.appending(path: "both"), encoding: .utf8) == "old\n")
        #expect(try FileManager.default.contentsOfDirectory(atPath: root.path).sorted() == ["both", "kept"])
    }
}
