import Analyses
import ColumnStore
import Disclosure
import FilePaths

/// Puts a page together: first body after body, then what is told of all of them.
///
/// Reports are asked for once, by ``body(_:)``; what the other parts need of them is kept.
final class PageBuilder {
    /// A body as the lists and maps of the page show it.
    struct Entry {
        let name: String
        let key: String
        let code: String?
        /// Level and kind, in words.
        let kind: String
        /// The file of its page in a folder.
        let file: String
        /// What there is of each year of the corpus.
        var states: [State]
        var reports = 0
        var findings: [Int] = []
    }

    /// What there is of a body and year.
    enum State: String, CaseIterable {
        case read
        /// A report of which more than half of the cells are blank.
        case sparse
        /// No report.
        case gone
        /// A file whose name speaks of it could not be read.
        case bad
        /// No report, and none that a list of who should have reported asks for.
        case unasked
    }

    let content: ReportPage.Content
    let language: Language
    let limits: ReportPage.Limits
    let isFolder: Bool
    /// What makes the page a desk; `nil` for a page to hand over.
    let desk: PageDesk?
    var bodies: [Entry] = []
    /// The rows of the trends of each body.
    var series: [[Int]] = []
    /// The body of each row of the trends.
    private(set) var bodyOfTrend: [Int?] = []
    /// The place of each row of the trends among those of its body.
    private(set) var placeOfTrend: [Int] = []
    let trendLabels: TrendLabels
    let layouts: [SheetLayout]
    private(set) var ranks: [[(ranking: Int, row: Int)]] = []
    let bodyOfFinding: [Int]

    // What was seen while the bodies were made.
    var cells = 0
    var editions: [Edition: [Int: Int]] = [:]
    var lastPublication: String?
    var reportDigests: [String] = []
    /// The reports by the positions of their bodies, each with its digest.
    var reportsSeen: [(body: Int, year: Int, digest: String)] = []
    /// Long tables that the one file carries packed.
    private(set) var packedTables: [String] = []

    init(_ content: ReportPage.Content, language: Language, limits: ReportPage.Limits, isFolder: Bool, desk: PageDesk? = nil) {
        (self.content, self.language, self.limits, self.isFolder, self.desk) = (content, language, limits, isFolder, desk)
        trendLabels = TrendLabels(content.trends)
        layouts = Edition.allCases.map { SheetLayout($0, language) }
        var entries = content.corpus.bodies.map { Self.entry($0, language, years: content.corpus.years.count) }
        // A finding whose body is not in the corpus still has a page.
        var strangers: [String: Int] = [:]
        let awaited = Dictionary((content.expected?.reports ?? []).map { (Self.identity($0.body.name, $0.body.regionCode), $0.body) }) { first, _ in
            first
        }
        bodyOfFinding = content.findings.map { finding in
            if let body = finding.body, content.corpus.bodies.indices.contains(body) { return body }
            let identity = Self.identity(finding.entity, finding.regionCode)
            if let known = strangers[identity] { return known }
            let body =
                awaited[identity]
                ?? Body(name: finding.entity, kind: .unknown, level: .unknown, regionCode: finding.regionCode)
            entries.append(Self.entry(body, language, years: content.corpus.years.count))
            strangers[identity] = entries.count - 1
            return entries.count - 1
        }
        for (index, body) in bodyOfFinding.enumerated() { entries[body].findings.append(index) }
        bodies = entries
        defer { markUnasked() }
        series = Array(repeating: [], count: bodies.count)
        var positions: [String: Int] = [:]
        for (index, body) in content.corpus.bodies.enumerated() where positions[Self.identity(body.name, body.regionCode)] == nil {
            positions[Self.identity(body.name, body.regionCode)] = index
        }
        for (index, row) in content.trends.enumerated() {
            let body = positions[Self.identity(row.entity, row.regionCode)] ?? positions[Self.identity(row.entity, nil)]
            bodyOfTrend.append(body)
            placeOfTrend.append(body.map { series[$0].count } ?? 0)
            if let body { series[body].append(index) }
        }
        ranks = Array(repeating: [], count: bodies.count)
        for (number, ranking) in content.rankings.enumerated() {
            for (position, row) in ranking.rows.enumerated() where ranks.indices.contains(row.body) { ranks[row.body].append((number, position)) }
        }
    }

    private static func identity(_ name: String, _ code: String?) -> String { "\(name)\u{1F}\(code ?? "")" }

    private static func entry(_ body: Body, _ language: Language, years: Int) -> Entry {
        let digest = PackedPart.hexadecimalHash(body.key).prefix(8)
        let place = body.regionCode.map { $0.filter { $0.isASCII && $0.isNumber } } ?? "body"
        return Entry(
            name: body.name, key: body.key, code: body.regionCode, kind: kind(of: body, language), file: "\(place)-\(digest).html",
            states: Array(repeating: .gone, count: years))
    }

    /// Level and kind in words: 县级部门.
    static func kind(of body: Body, _ language: Language) -> String { kind(body.kind.rawValue, level: body.level.rawValue, language) }

    static func kind(_ kind: String, level: String?, _ language: Language) -> String {
        let level = level == Body.Level.unknown.rawValue ? nil : level.flatMap { Codes.levels[$0]?[language] ?? $0 }
        let kind = kind == Body.Kind.unknown.rawValue ? nil : Codes.bodyKinds[kind]?[language] ?? kind
        return [level, kind].compactMap { $0 }.joined(separator: language == .zh ? "" : " ")
    }

    /// A word of the page.
    func word(_ key: String) -> String { ReportPageWords.text(key, language) }

    /// A sentence in the language of the page.
    func say(_ zh: String, _ en: String) -> String { language == .zh ? zh : en }

    /// The years, as they are written.
    var span: String {
        let years = content.corpus.years
        return bodies.isEmpty ? "" : years.count == 1 ? "\(years.lowerBound)" : "\(years.lowerBound)–\(years.upperBound)"
    }

    /// A table behind a click. In the one file a long one is packed, and the script shows it.
    ///
    /// - Parameter isForScreen: whether it is left out on paper.
    func details(_ summary: String, _ table: String, rows: Int, isForScreen: Bool = false) -> String {
        let head = "<summary>\(PageText.escaped(summary))</summary>"
        if isFolder || rows <= limits.rowsUnpacked { return "<details\(isForScreen ? " class=\"screen\"" : "")>\(head)\(table)</details>\n" }
        packedTables.append(table)
        return "<details data-part=\"table\(packedTables.count - 1)\">\(head)<div class=\"hold\"></div></details>\n"
    }

    // MARK: Addresses

    /// Where a body is shown, or its report of a year.
    func address(of body: Int, year: Int? = nil) -> String {
        if isFolder { return bodies[body].file + (year.map { "#r-\($0)" } ?? "") }
        return "#body=\(PageText.encoded(bodies[body].key))" + (year.map { "&year=\($0)" } ?? "")
    }

    /// Where a cell is shown in the table as published.
    func address(ofCell indicator: String, year: Int, body: Int) -> String {
        if isFolder { return "#c-\(year)-\(indicator)" }
        return address(of: body, year: year) + "&cell=\(PageText.encoded(indicator))"
    }
}

/// The names of series, with the form where two of one name are not the same.
struct TrendLabels {
    private let doubtful: Set<String>

    init(_ rows: [TrendRow]) {
        var ids: [String: String] = [:]
        var seen: Set<[String]> = []
        var doubtful: Set<String> = []
        for row in rows {
            if let known = ids[row.label.zh], known != row.indicator { doubtful.insert(row.label.zh) }
            ids[row.label.zh] = row.indicator
            // One concept has two series of a body where its editions cannot be joined.
            if !seen.insert([row.label.zh, row.entity, row.regionCode ?? ""]).inserted { doubtful.insert(row.label.zh) }
        }
        self.doubtful = doubtful
    }

    /// The name of a series.
    func label(_ row: TrendRow, _ language: Language) -> String {
        guard doubtful.contains(row.label.zh) else { return row.label[language] }
        let forms = row.editions.compactMap { Codes.editions[$0.rawValue]?[language] }
        let apart = forms.isEmpty ? row.indicator : forms.joined(separator: language == .zh ? "、" : ", ")
        return language == .zh ? "\(row.label.zh)（\(apart)）" : "\(row.label.en) (\(apart))"
    }
}
