public import Analyses
public import ArgumentParser
import Disclosure
import Reporting

/// Follows series over the years.
struct TrendsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trends", abstract: "The trend of every series, with intervals, p-values and what many tests make of them.",
        discussion: """
            Series of different editions of the form are joined only where the concept says that they mean the same.
            --entity, --within and --indicator select rows; every number comes from all bodies of the store, or of the part that --only says. --year, --from and --to set the
            years. --event adds a date to the known ones; with --by it has an effect beside those of other dates and against what it did not concern.

              analyze trends --entity 平潭综合实验区 --indicator received
              analyze trends --within 江苏省 --sort q --limit 20 --format json
              analyze trends --on "granted / concluded" --only level=county
              analyze trends --indicator received --per population 10000
              analyze trends --indicator received --by year-effects --event 2019 --format json
            """)

    @OptionGroup(title: "What is read") var input: InputOptions
    @OptionGroup(title: "Which part of it") var selection: SelectionOptions
    @OptionGroup(title: "How it is printed") var output: OutputOptions

    @Option(
        help: ArgumentHelp(
            "An indicator, concept or ratio by id or Chinese name, or two with a slash between (\"a / b\"): a is counted per b.",
            valueName: "id|a / b"))
    var on: String?

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp(
            "Count per this indicator, of the reports or of an imported panel that has the body's region code or name; a number behind it is per how many of it.",
            valueName: "id [n]"))
    var per: [String] = []

    @OptionGroup var population: PopulationOptions
    @OptionGroup var correction: CorrectionOptions

    @Option(
        help: ArgumentHelp(
            "First year after an event: a known date of every series, \(OptionRanges.year.text); with --by its effect, placebo dates and controls.",
            valueName: "year"))
    var event: Int?

    @Option(help: ArgumentHelp("With --event and --by: the bodies that it concerned; the others are the controls.", valueName: "attribute=value"))
    var exposed: String?

    @Option(help: "\(TrendOptions.Model.allCases.map(\.rawValue).joined(separator: ", ")).")
    var model: TrendOptions.Model = .auto

    @Option(help: "Confidence of intervals, \(OptionRanges.level.text); a direction is told at 1 − level.")
    var level: Double = 0.95

    @Option(help: "Correction for many series: bh, by or none.")
    var fdr: TrendOptions.FalseDiscovery = .bh

    @Option(help: "What one row is about: \(TrendOptions.Unit.named.map(\.name).joined(separator: ", ")), or an attribute: all bodies of one value.")
    var by: TrendOptions.Unit = .series

    @Option(name: .customLong("min-points"), help: "Fewest years with a number, \(OptionRanges.points.text).")
    var minPoints: Int = 5

    @Option(help: "Stable is what changes by less than this many percent a year for certain, \(OptionRanges.percent.text).")
    var stable: Double = 5

    @Option(help: "First year of the trends, \(OptionRanges.year.text).")
    var from: Int?

    @Option(help: "Last year of the trends, \(OptionRanges.year.text).")
    var to: Int?

    @Option(help: "Years to forecast beyond the last, \(OptionRanges.forecast.text).")
    var forecast: Int = 0

    @Option(help: "q, slope, percent or entity.")
    var sort: TrendOptions.Order = .q

    @Option(help: "Print only the first rows, \(OptionRanges.limit.text).")
    var limit: Int?

    func validate() throws {
        try OptionRanges.level.check("--level", level)
        try OptionRanges.points.check("--min-points", minPoints)
        try OptionRanges.percent.check("--stable", stable)
        try OptionRanges.year.check("--from", from)
        try OptionRanges.year.check("--to", to)
        if let from, let to, from > to { throw ValidationError(zh: "--from \(from) 晚于 --to \(to)", en: "--from \(from) is after --to \(to)") }
        try OptionRanges.forecast.check("--forecast", forecast)
        try OptionRanges.year.check("--event", event)
        if per.count > 2 { throw ValidationError(zh: "--per：一个指标，其后至多一个数", en: "--per: an indicator, and a number behind it at most") }
        if per.count == 2 { try OptionRanges.exposure.check("--per \(per[0])", Double(per[1]) ?? .nan) }
        if on != nil, !selection.indicator.isEmpty {
            throw ValidationError(zh: "--on 已说明分析什么，不能再用 --indicator", en: "--on says of what; --indicator would say it again")
        }
        if let exposed {
            if !exposed.contains("=") { throw ValidationError(zh: "--exposed \(exposed)：应为“属性=值”", en: "--exposed \(exposed): attribute=value") }
            if event == nil || by == .series { throw ValidationError(zh: "--exposed：须与 --event 和 --by 合用", en: "--exposed: with --event and --by") }
        }
        try OptionRanges.limit.check("--limit", limit)
    }

    func run() async throws {
        let destination = try output.destination(keeping: input.files)
        let loaded = try await input.load(output)
        var chosen = try selection.selection(in: loaded.corpus)
        let numbers = try correction.numbers(of: loaded, output)
        let whole = numbers?.corpus ?? loaded.corpus
        let corpus = try population.part(of: whole)
        let trait = try trait(in: corpus)
        let subject = try subject(in: loaded.corpus)
        if case .attribute(let name) = by, loaded.corpus.attribute(name) == nil {
            let named = TrendOptions.Unit.named.map(\.name)
            let known = LocalizedText.list((named + loaded.corpus.attributeNames.filter { !named.contains($0) }))
            throw UsageError(zh: "--by：没有“\(name)”，可用的是 \(known.zh)", en: "--by: there is no \"\(name)\"; there are \(known.en)")
        }
        if from != nil || to != nil {
            let window = (from ?? OptionRanges.year.lowest)...(to ?? OptionRanges.year.highest)
            chosen.years = chosen.years.isEmpty ? [window] : chosen.years.filter { $0.overlaps(window) }.map { $0.clamped(to: window) }
            if chosen.years.isEmpty { throw UsageError(zh: "--year 与 --from、--to 没有共同的年份", en: "--year and --from, --to have no year in common") }
        }
        var options = TrendOptions(
            model: model, level: level, falseDiscovery: fdr, unit: by, minimumPoints: minPoints, forecastYears: forecast, order: sort,
            indicators: subject.indicators, stablePercent: stable)
        (options.exposure, options.event, options.exposed) = (subject.exposure, event, trait)
        let rows = TrendAnalysis(options).rows(in: corpus, selecting: chosen, exposuresOf: whole)
        var table = ResultTable.trends(rows, options: options)
        if let numbers { table.notes.append(numbers.note) }
        if let limit { table.limit(to: limit) }
        try destination.emit(
            table, command: "trends", inputs: loaded.inputs,
            parameters: selection.parameters + [
                ResultField("on", .text(on)), ResultField("per", .texts(per)), ResultField("only", .texts(population.only)),
                correction.parameter,
                ResultField("event", .integer(event)), ResultField("exposed", .text(exposed)),
                ResultField("model", .text(model.rawValue)), ResultField("level", .number(level)), ResultField("fdr", .text(fdr.rawValue)),
                ResultField("by", .text(by.name)), ResultField("min_points", .integer(minPoints)),
                ResultField("stable", .number(stable)), ResultField("from", .integer(from)), ResultField("to", .integer(to)),
                ResultField("forecast", .integer(forecast)), ResultField("sort", .text(sort.rawValue)), ResultField("limit", .integer(limit)),
            ])
        try loaded.finish()
    }

    /// What is followed, and per what it is counted.
    private func subject(in corpus: Corpus) throws -> TrendSubject {
        try UsageError.unlessUnknown {
            let subject = try on.map { try TrendSubject($0, in: corpus) } ?? TrendSubject(selection.patterns)
            guard let name = per.first else { return subject }
            if subject.exposure != nil { throw UsageError(zh: "--per：--on 已有分母", en: "--per: --on has a denominator already") }
            let scale = per.dropFirst().first.flatMap { Double($0) } ?? 1
            return try TrendSubject(subject.indicators, per: RankOptions.Exposure(name, scale: scale), in: corpus)
        }
    }

    /// The bodies that the event concerned.
    private func trait(in corpus: Corpus) throws -> TrendOptions.BodyTrait? {
        guard let sides = exposed?.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init) else { return nil }
        guard let values = corpus.attribute(sides[0]) else {
            let known = LocalizedText.list(corpus.attributeNames)
            throw UsageError(
                zh: "--exposed：没有属性“\(sides[0])”，可用的是 \(known.zh)", en: "--exposed: there is no attribute \"\(sides[0])\"; there are \(known.en)")
        }
        guard corpus.bodies.indices.contains(where: { values($0) == sides[1] }) else {
            throw UsageError(zh: "没有主体符合 --exposed \(sides[0])=\(sides[1])", en: "no body has --exposed \(sides[0])=\(sides[1])")
        }
        return TrendOptions.BodyTrait(sides[0], sides[1])
    }
}

extension TrendOptions.Model: ExpressibleByArgument {}
extension TrendOptions.FalseDiscovery: ExpressibleByArgument {}
extension TrendOptions.Unit: ExpressibleByArgument {
    /// The unit of a name, or of an attribute.
    public init?(argument: String) {
        guard !argument.isEmpty else { return nil }
        self.init(argument)
    }
}
extension TrendOptions.Order: ExpressibleByArgument {}
