import Analyses
import ArgumentParser
import Disclosure
import Reporting
import Rules

/// Which part of the reports a command looks at: the same filters everywhere.
struct SelectionOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Only this body, by name or region code; repeatable.", valueName: "name|code"))
    var entity: [String] = []

    @Option(help: ArgumentHelp("Only bodies within this region, by name or code; repeatable.", valueName: "name|code"))
    var within: [String] = []

    @Option(help: ArgumentHelp("Only this year or these years, \(OptionRanges.year.text); repeatable.", valueName: "y|y..z"))
    var year: [YearRange] = []

    @Option(help: ArgumentHelp("Only these indicators, concepts or ratios; * stands for one part of an id; repeatable.", valueName: "id"))
    var indicator: [String] = []

    /// The selection that the options describe.
    ///
    /// - Throws: ``UsageError`` when a region is unknown or its name is borne by several.
    func selection() throws -> CorpusSelection {
        CorpusSelection(entities: entity, regions: try within.map(Self.regionCode), years: year.map(\.years))
    }

    /// The patterns of indicators.
    var patterns: [IndicatorPattern] { indicator.map(IndicatorPattern.init) }

    /// Whether an indicator is wanted, by its id or that of its concept.
    func includes(_ id: String, edition: Edition?) -> Bool {
        if indicator.isEmpty { return true }
        if patterns.contains(where: { $0.matches(id) }) { return true }
        guard let edition, let concept = Concept.of(id, edition: edition) else { return false }
        return patterns.contains { $0.matches(concept.id) || $0.text == concept.label }
    }

    /// The selection that the options describe, of what is there.
    ///
    /// - Parameter expected: bodies that may be asked for although there is nothing of them.
    /// - Throws: ``UsageError`` also when a body was asked for by name and is not there, or an indicator that nothing is called.
    func selection(in corpus: Corpus, and expected: [Body] = []) throws -> CorpusSelection {
        if !indicator.isEmpty {
            let names = SubjectNames(corpus)
            for pattern in patterns where !names.hold(pattern) { throw UsageError.noIndicator(pattern.text, similar: names.near(pattern.text)) }
        }
        for name in entity {
            let one = CorpusSelection(entities: [name])
            if corpus.bodies.indices.contains(where: { one.includes(corpus.bodies[$0], former: corpus.formerBodies($0)) }) { continue }
            if expected.contains(where: { one.includes($0) }) { continue }
            throw UsageError.noBody(name, among: (corpus.bodies + expected).map(\.name))
        }
        return try selection()
    }

    /// The part of a corpus that is selected.
    ///
    /// - Throws: ``UsageError`` when a body was asked for by name and is not there.
    func part(of corpus: Corpus, keepingYears: Bool = false) throws -> Corpus {
        corpus.selecting(try selection(in: corpus), keepingYears: keepingYears)
    }

    /// The part of a corpus that is selected, which may be nothing.
    func selecting(_ corpus: Corpus) throws -> Corpus { corpus.selecting(try selection()) }

    /// The filters as the parameters of a result.
    var parameters: [ResultField] {
        [
            ResultField("entity", .texts(entity)), ResultField("within", .texts(within)), ResultField("year", .texts(year.map(\.text))),
            ResultField("indicator", .texts(indicator)),
        ]
    }

    private static func regionCode(_ name: String) throws -> String {
        let regions = Regions.standard
        if name.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) {
            guard regions.region(code: name) != nil else { throw UsageError(zh: "没有区划代码 \(name)", en: "there is no region \(name)") }
            return name
        }
        if let zone = regions.zone(named: name) { return zone.territory[0] }
        let candidates = regions.candidates(name: name)
        // Of a short name the highest level is meant: 淮安 is the prefecture, not the district.
        let highest = candidates.filter { $0.level == candidates[0].level }
        guard let region = highest.first else { throw UsageError(zh: "没有区划“\(name)”", en: "there is no region \"\(name)\"") }
        guard Set(highest.map { regions.currentCode(of: $0.code) }).count == 1 else {
            let list = highest.map { "\($0.code) \(regions.fullName(of: $0.code) ?? $0.name)" }.joined(separator: ", ")
            throw UsageError(zh: "“\(name)”有多个：\(list)", en: "\"\(name)\" is the name of several regions: \(list)")
        }
        return region.code
    }
}

extension UsageError {
    /// A name that no body has, with those that come near it.
    static func noBody(_ name: String, among names: [String]) -> UsageError {
        var seen: Set<String> = []
        var similar = names.filter { ($0.contains(name) || name.contains($0)) && seen.insert($0).inserted }
        if similar.isEmpty, name.count > 1 {
            // A short name is a name's beginning.
            let beginnings = Dictionary(names.map { (String($0.prefix(name.count)), $0) }) { first, _ in first }
            if let near = EditDistance.nearest(to: name, among: names) { similar = [near] }
            if let near = EditDistance.nearest(to: name, among: beginnings.keys.sorted()).flatMap({ beginnings[$0] }), !similar.contains(near) {
                similar.append(near)
            }
        }
        return UsageError(
            zh: "没有主体“\(name)”" + meant(similar)[.zh], en: "there is no body \"\(name)\"" + meant(similar)[.en])
    }

    /// A name that no indicator, concept or ratio has, with those that come near it.
    static func noIndicator(_ name: String, similar: [String]) -> UsageError {
        UsageError(
            zh: "没有指标“\(name)”" + (similar.isEmpty ? "；`analyze indicators` 列出全部指标" : meant(similar)[.zh]),
            en: "there is no indicator \"\(name)\"" + (similar.isEmpty ? "; `analyze indicators` lists them" : meant(similar)[.en]))
    }

    /// The question that ends a message about a name that nothing has.
    static func meant(_ similar: [String]) -> LocalizedText {
        if similar.isEmpty { return LocalizedText(zh: "", en: "") }
        let few = similar.prefix(5)
        return LocalizedText(zh: "，是否为“\(few.joined(separator: "”“"))”？", en: "; did you mean \(few.joined(separator: " or "))?")
    }
}

/// A year or a range of years: `2020`, `2019..2023`.
struct YearRange: ExpressibleByArgument {
    let text: String
    let years: ClosedRange<Int>

    init?(argument: String) {
        guard let years = Self.parse(argument) else { return nil }
        text = argument
        self.years = years
    }

    private static func parse(_ text: String) -> ClosedRange<Int>? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 1 || parts.count == 3 && parts[1].isEmpty, let first = Int(parts[0]), let last = Int(parts[parts.count - 1]),
            first <= last, first >= OptionRanges.year.lowest, last <= OptionRanges.year.highest
        else { return nil }
        return first...last
    }
}
