public import Analyses
public import Disclosure
public import Output

/// Everything about a selection as a page to hand over: what there is, what was found, every body with its reports, trends, comparison, methods.
///
/// One file, or a folder with a page a body. No request leaves it; it works from disk, reads in light and dark, on a telephone and on paper. In the one file the bodies
/// are packed, and a small script of its own shows them when they are asked for; the pages of a folder need no script. The same content gives the same bytes.
public struct ReportPage: Sendable {
    /// What the page is made of. Bodies are named by their positions in the corpus.
    public struct Content: Sendable {
        /// The heading; `nil` for the general one.
        public var title: LocalizedText?
        /// The bodies, years and reports.
        public var corpus: Corpus
        /// The findings, most serious first.
        public var findings: [Finding] = []
        /// The trends, strongest first.
        public var trends: [TrendRow] = []
        /// The options that the trends were made with.
        public var trendOptions = TrendOptions()
        /// The rankings.
        public var rankings: [Ranking] = []
        /// What the store, or whoever read it, knows of a report.
        public var facts: @Sendable (Report) -> ReportFacts = { _ in ReportFacts() }
        /// Files that could not be read.
        public var unread: [UnreadFile] = []
        /// Who should have reported; `nil` when nobody said so.
        public var expected: Expectations?
        /// The page that this one is compared with; `nil` for none.
        public var before: PageRecord?
        /// How the page was made.
        public var making: PageMaking
        /// How sources are named.
        public var links: SourceLinks

        /// What a page is made of; everything else is filled in.
        public init(corpus: Corpus, making: PageMaking, links: SourceLinks) {
            self.corpus = corpus
            self.making = making
            self.links = links
        }
    }

    /// What is known of a report beside what is in it.
    public struct ReportFacts: Sendable, Hashable {
        /// Versions that there are of it.
        public var versions: Int?
        /// Exact identities that could be evaluated.
        public var exactRules: Int?
        /// Exact identities that do not hold.
        public var violated: Int?

        /// What is known of a report.
        public init(versions: Int? = nil, exactRules: Int? = nil, violated: Int? = nil) {
            self.versions = versions
            self.exactRules = exactRules
            self.violated = violated
        }
    }

    /// A file that could not be read.
    public struct UnreadFile: Sendable, Hashable {
        /// Its path, as it is shown.
        public var path: String
        /// Why.
        public var reason: LocalizedText

        /// A file with the reason.
        public init(path: String, reason: LocalizedText) {
            self.path = path
            self.reason = reason
        }
    }

    /// How many of each stand in the page itself; the others are behind a click, and the page says how many.
    public struct Limits: Sendable, Hashable {
        /// Findings that the one file shows without script, and the index of a folder.
        public var findings = 200
        /// Findings on each further page of a folder.
        public var findingsPerPage = 1000
        /// Rows up to which a table behind a click stands in the one file as it is.
        public var rowsUnpacked = 200
        /// Files that were read, up to which they are listed with their digests; those of reports stand beside the reports in any case.
        public var inputs = 300
        /// Bodies up to which the map of coverage has a row for each.
        public var bodiesInMap = 250
        /// Series drawn at either end: the strongest rising and the strongest falling.
        public var series = 9
        /// Bodies drawn at either end of a ranking.
        public var ranked = 15

        /// The usual limits.
        public init() {}
    }

    /// The language.
    public let language: Language
    /// How many of each stand in the page itself.
    public let limits: Limits

    /// A page in a language.
    public init(language: Language, limits: Limits = Limits()) {
        self.language = language
        self.limits = limits
    }

    /// SHA-256 of lines of text, as 64 hexadecimal digits.
    public static func digest(of lines: [String]) -> String { PackedPart.hexadecimalHash(lines.joined(separator: "\n")) }

    /// Bodies that are packed together: enough that the packer finds what they share, few enough that one is opened at once.
    static let bodiesInBlock = 8

    /// Writes the page as one file.
    ///
    /// - Parameter progress: called with the number of bodies done.
    /// - Throws: what the provider of the reports throws, and ``OutputError``.
    /// - Complexity: O(cells + findings + series); packed bodies are held, reports are not.
    public func write(_ content: Content, to sink: any ByteSink, progress: (Int) -> Void = { _ in }) throws {
        try sink.write(page(PageBuilder(content, language: language, limits: limits, isFolder: false), progress: progress))
    }

    /// The page as a desk for the person who decides about its findings: with what `analyze serve` adds, and the content policy of it.
    ///
    /// What was decided is not in it: the script asks the server.
    ///
    /// - Throws: what the provider of the reports throws.
    public func desk(_ content: Content, _ desk: PageDesk) throws -> (html: [UInt8], policy: String) {
        var content = content
        for index in content.findings.indices { content.findings[index].verdict = .open }
        let builder = PageBuilder(content, language: language, limits: limits, isFolder: false, desk: desk)
        return (Array(try page(builder).utf8), builder.policy(hasScript: true))
    }

    private func page(_ builder: PageBuilder, progress: (Int) -> Void = { _ in }) throws -> String {
        let packer = BlockPacker()
        var block = PackedBlock()
        for index in builder.bodies.indices {
            block.append(try builder.body(index))
            if block.count == Self.bodiesInBlock {
                packer.pack(block)
                block = PackedBlock()
            }
            progress(index + 1)
        }
        packer.pack(block)
        return builder.singlePage(packedBodies: packer.packed)
    }

    /// The page as one text.
    ///
    /// - Throws: what the provider of the reports throws.
    public func html(_ content: Content) throws -> String {
        let sink = MemorySink()
        try write(content, to: sink)
        return sink.text
    }

    /// Writes the page as a folder: `index.html`, a page for each body, more pages of findings where there are many, and
    /// the record that later pages are compared with.
    ///
    /// - Parameters:
    ///   - isKept: whether a file that stands there must stay.
    ///   - progress: called with the number of bodies done.
    /// - Throws: what the provider of the reports throws, and ``OutputError``. The folder is to be committed by the caller.
    public func write(
        _ content: Content, to folder: OutputFolder, isKept: (_ path: String) -> Bool = { _ in false }, progress: (Int) -> Void = { _ in }
    ) throws {
        let builder = PageBuilder(content, language: language, limits: limits, isFolder: true)
        for index in builder.bodies.indices {
            let page = builder.bodyPage(try builder.body(index), title: builder.bodies[index].name)
            try folder.write(builder.bodies[index].file, isKept: isKept) { try $0.write(page) }
            progress(index + 1)
        }
        if let inputs = builder.inputPage() { try folder.write(PageBuilder.inputFile, isKept: isKept) { try $0.write(inputs) } }
        for (number, page) in builder.findingPages().enumerated() {
            try folder.write(PageBuilder.findingFile(number), isKept: isKept) { try $0.write(page) }
        }
        let record = builder.recordText
        try folder.write(PageRecord.file, isKept: isKept) { try $0.write(record) }
        try folder.write("index.html", isKept: isKept) { try $0.write(builder.indexPage()) }
    }
}
