import Foundation
import Testing

/// The pager on a terminal.
@Suite struct PagerTests {
    let analyze: AnalyzeProgram
    init() throws {
        analyze = try AnalyzeProgram()
        try analyze.write("in/a.html", SampleReport.consistent(year: 2023, received: 19, granted: 16).html)
    }

    private func shown(_ environment: [String: String], _ more: String...) throws -> String? {
        guard let run = try analyze.onTerminal(["cells", "in", "--quiet"] + more, environment: environment) else { return nil }
        #expect(run.status == 0)
        return String(decoding: run.bytes, as: UTF8.self)
    }

    @Test func whatThePagerPrintsIsShown() throws {
        guard let text = try shown(["PAGER": "sed 's/^/>/'"]) else { return }
        #expect(text.split(separator: "\n").allSatisfy { $0.hasPrefix(">") } && text.contains("Entity"))
        let own = try #require(try shown(["PAGER": "cat", "ANALYZE_PAGER": "sed 's/^/+/'"]))
        #expect(own.hasPrefix("+"))
    }

    /// A pager that is missing, fails or is killed changes nothing.
    @Test(arguments: ["no-such-pager-anywhere", "exit 3", "kill -9 $$", "false", "cat", "", "  "])
    func aBadPagerChangesNothing(_ pager: String) throws {
        guard let plain = try shown(["PAGER": "sed 's/^/>/'"], "--no-pager") else { return }
        #expect(plain.contains("Entity") && !plain.contains(">"))
        let text = try #require(try shown(["PAGER": pager]))
        #expect(text.hasSuffix(plain), "\(pager): \(text.prefix(200))")
    }

    @Test func aPipeAndAFileHaveNoPager() throws {
        let run = try analyze(["cells", "in", "--quiet"], environment: ["PAGER": "sed 's/^/>/'"])
        #expect(!run.text.contains(">"))
        #expect(try analyze(["cells", "in", "--quiet", "-o", "x.txt"], environment: ["PAGER": "false"]).status == 0)
    }
}
