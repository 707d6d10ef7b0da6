import Analyses
import ArgumentParser
import Disclosure
import FilePaths
import Output
import Persistence
import ReportParsing
import Reporting

/// Writes everything as a page.
struct ReportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report", abstract: "Reports, findings, trends and rankings of the selection as a page to hand over.",
        discussion: """
            One file that works from disk, or a folder (a name that ends in a slash, or a folder that is there): an index and a page a body, which need no script.
            Without -o the page is report.html.

              analyze report
              analyze report --entity 平潭综合实验区 --locale zh -o pingtan.html
              analyze report --within 江苏省 -o jiangsu/
              analyze report --since january.html -o february.html
            """)

    @OptionGroup(title: "What is read") var input: InputOptions
    @OptionGroup(title: "Which part of it") var selection: SelectionOptions
    @OptionGroup var cache: CacheOption
    @OptionGroup var roster: RosterOption
    @OptionGroup(title: "How it is printed") var output: OutputOptions

    @Option(help: ArgumentHelp("What bodies are ranked on; repeatable.", valueName: "id|ratio"))
    var on: [String] = ["substantive_disclosure_rate", "conclusion_rate"]

    @Option(
        name: .customLong("min-n"),
        help:
            "Smallest denominator with which a body is ranked, \(OptionRanges.cases.text); by default \(RankOptions.usualMinimum) for what has one.")
    var minN: Int?

    @Option(help: "The page's heading.")
    var title: String?

    @Option(help: "A date that the page bears, YYYY-MM-DD; by default none: the same data make the same page on any day.")
    var date: String?

    @Option(help: ArgumentHelp("An earlier page, one file or a folder: the new one says what changed since.", valueName: "page"))
    var since: String?

    func validate() throws {
        try OptionRanges.cases.check("--min-n", minN)
        if let date, !Self.isDate(date) { throw ValidationError(zh: "--date \(date)：应为 YYYY-MM-DD", en: "--date \(date): a day as YYYY-MM-DD") }
    }

    func run() async throws {
        var files = input.files
        files.add(settings: roster.expected)
        let place = try PageDestination(output, keeping: files)
        let expected = try roster.file
        // Before anything is worked out: what cannot be compared with costs no work. It may be written over afterwards: it is read by then.
        let before = try since.map(Self.record)
        let loaded = try await input.load(output)
        let chosen = try selection.selection(in: loaded.corpus, and: expected?.bodies ?? [])
        let corpus = loaded.corpus.selecting(chosen)
        let judged = try JudgedFindings(in: loaded, expected: expected, cache: cache, output: output)
        var contents = PageContents(
            subjects: on, minimumN: minN, title: title, date: date, seed: output.seed, patterns: selection.patterns, options: options)
        contents.expected = expected
        var content = try contents.content(loaded, judged, chosen, part: corpus, links: place.links)
        content.before = before
        try place.write(ReportPage(language: output.language), content)
        try loaded.finish()
    }

    /// What the person chose, in words.
    private var options: [PageContents.Choice] {
        [
            .init(name: LocalizedText(zh: "主体", en: "bodies"), values: selection.entity),
            .init(name: LocalizedText(zh: "地区", en: "regions"), values: selection.within),
            .init(name: LocalizedText(zh: "年份", en: "years"), values: selection.year.map(\.text)),
            .init(name: LocalizedText(zh: "指标", en: "indicators"), values: selection.indicator),
        ]
    }

    /// What the earlier page or folder of pages shows.
    private static func record(_ path: String) throws -> PageRecord {
        let inFolder = PageDestination.isFolder(path)
        let file = try TextFile(path: inFolder ? path + (path.hasSuffix("/") ? "" : "/") + PageRecord.file : path)
        do {
            return inFolder ? try PageRecord(record: file.utf8) : try PageRecord(page: file.utf8)
        } catch {
            throw UsageError(zh: "--since \(path)：\(error.reason.zh)", en: "--since \(path): \(error.reason.en)")
        }
    }

    private static func isDate(_ text: String) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.map(\.utf8.count) == [4, 2, 2], parts.allSatisfy({ $0.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } }),
            let month = Int(parts[1]), let day = Int(parts[2])
        else { return false }
        return (1...12).contains(month) && (1...31).contains(day)
    }
}
