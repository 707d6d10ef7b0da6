import Foundation
import TestSupport
import Testing

/// What `analyze plot` promises.
@Suite struct PlotCommandTests {
    let analyze: AnalyzeProgram
    init() throws {
        analyze = try AnalyzeProgram()
        try analyze.write("panel.csv", "entity,year,num,den\nA,2020,5,10\nB,2020,30,60\nC,2020,7,9\nA,2021,6,10\nB,2021,20,60\nC,2021,7,9\n")
        #expect(try analyze("import", "panel.csv", "--quiet").status == 0)
    }

    @Test(arguments: ["trends", "series", "ranks", "funnel", "coverage"])
    func everyKindIsDrawn(kind: String) throws {
        let run = try analyze("plot", kind, "--on", "num / den", "--peers", "all", "--min-n", "1", "--locale", "en")
        if kind == "funnel" {
            // Three bodies are too few for limits.
            #expect(run.status == 2 && run.errors.contains("there is nothing to draw") && run.output.isEmpty)
        } else {
            #expect(run.status == 0 && run.text.hasPrefix("<svg ") && run.text.hasSuffix("</svg>\n"), "\(run.errors)")
            #expect(try analyze("plot", kind, "--on", "num / den", "--peers", "all", "--min-n", "1", "--locale", "en").output == run.output)
        }
    }

    @Test func whatCannotBeWrittenIsRefused() throws {
        let run = try analyze("plot", "coverage", "-o", "x.pdf", "--locale", "en")
        #expect(run.status == 2 && run.errors.contains("there are svg, png"))
        #expect(try analyze("plot", "pie").status == 2)
        #expect(try analyze("plot", "ranks", "--on", "nonsense").status == 2)
        #expect(try analyze("plot", "ranks", "--year", "2019..2020").status == 2)
    }

    /// Where the rasterizer is installed there is a picture, else one line says what to install, and no file is left.
    @Test func pixelsComeFromAnOutsideProgram() throws {
        let run = try analyze("plot", "coverage", "-o", "x.png", "--locale", "en")
        let file = analyze.folder.url.appending(path: "x.png")
        if run.status == 0 {
            #expect(try Data(contentsOf: file).starts(with: [0x89, 0x50, 0x4E, 0x47]))
        } else {
            #expect(run.status == 2 && run.errors.contains("PNG needs rsvg-convert: apt-get install librsvg2-bin"))
            #expect(!FileManager.default.fileExists(atPath: file.path))
        }
    }
}

/// What `analyze notebook run` promises.
@Suite struct NotebookCommandTests {
    let analyze: AnalyzeProgram
    init() throws { analyze = try AnalyzeProgram() }

    private static let page = "# A page\n\n```console\n$ echo a | tr a b\nb\n$ echo c\nd\nmore\n```\nThe end.\n"

    @Test func whatDiffersIsSaidAndWrittenAnew() throws {
        try analyze.write("page.md", Self.page)
        let run = try analyze("notebook", "run", "page.md", "--format", "json", "--locale", "en")
        #expect(run.status == 1)
        let schema = try JSONSchema(try Data(contentsOf: ProjectFiles.root.appending(path: "docs/schemas/notebook.json")))
        #expect(schema.mistakes(in: try run.json()).isEmpty)
        let rows = try run.rows()
        #expect(rows.map { $0["result"] as? String } == ["same", "differs"])
        #expect(rows[1]["line"] as? Int == 6 && rows[1]["shown"] as? String == "d" && rows[1]["printed"] as? String == "c")
        #expect(try analyze("notebook", "run", "page.md", "-o", "page.md", "--quiet").status == 0)
        let text = try String(contentsOf: analyze.folder.url.appending(path: "page.md"), encoding: .utf8)
        #expect(text == Self.page.replacing("d\nmore\n", with: "c\n"))
        #expect(try analyze("notebook", "run", "page.md").status == 0)
    }

    @Test func aCommandThatIsNotRunIsSaidAndKeepsThePage() throws {
        try analyze.write("page.md", "```console\n$ touch x\n```\n")
        let run = try analyze("notebook", "run", "page.md", "--locale", "en")
        #expect(run.status == 1 && run.text.contains("not run") && run.text.contains("not touch"))
        let written = try analyze("notebook", "run", "page.md", "-o", "new.md", "--locale", "en")
        #expect(written.status == 2 && written.errors.contains("page.md, line 2"))
        #expect(!FileManager.default.fileExists(atPath: analyze.folder.url.appending(path: "new.md").path))
    }

    @Test func aPageWithoutCommandsIsFine() throws {
        try analyze.write("page.md", "Words.\n")
        #expect(try analyze("notebook", "run", "page.md").status == 0)
        #expect(try analyze("notebook", "run", "absent.md").status == 2)
    }
}
