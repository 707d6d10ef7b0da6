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
            --entity, --within and --indicator select rows; every number comes from all bodies of the store. --year, --from and --to set the years.

              analyze trends --entity 平潭综合实验区 --indicator received
              analyze trends --within 江苏省 --sort q --limit 20 --format json
            """)

    @OptionGroup(title: "What is read") var input: InputOptions
    @OptionGroup(title: "Which part of it") var selection: SelectionOptions
    @OptionGroup(title: "How it is printed") var output: OutputOptions

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
        try OptionRanges.limit.check("--limit", limit)
    }

    func run() async throws {
        let destination = try output.destination(keeping: input.files)
        let loaded = try await input.load(output)
        var chosen = try selection.selection(in: loaded.corpus)
        if case .attribute(let name) = by, loaded.corpus.attribute(name) == nil {
            let named = TrendOptions.Unit.named.map(\.name)
            let known = (named + loaded.corpus.attributeNames.filter { !named.contains($0) }).joined(separator: ", ")
            throw UsageError(zh: "--by：没有“\(name)”，可用的是 \(known)", en: "--by: there is no \"\(name)\"; there are \(known)")
        }
        if from != nil || to != nil {
            let window = (from ?? OptionRanges.year.lowest)...(to ?? OptionRanges.year.highest)
            chosen.years = chosen.years.isEmpty ? [window] : chosen.years.filter { $0.overlaps(window) }.map { $0.clamped(to: window) }
            if chosen.years.isEmpty { throw UsageError(zh: "--year 与 --from、--to 没有共同的年份", en: "--year and --from, --to have no year in common") }
        }
        let options = TrendOptions(
            model: model, level: level, falseDiscovery: fdr, unit: by, minimumPoints: minPoints, forecastYears: forecast, order: sort,
            indicators: selection.patterns, stablePercent: stable)
        var table = ResultTable.trends(TrendAnalysis(options).rows(in: loaded.corpus, selecting: chosen), options: options)
        if let limit { table.limit(to: limit) }
        try destination.emit(
            table, command: "trends", inputs: loaded.inputs,
            parameters: selection.parameters + [
                ResultField("model", .text(model.rawValue)), ResultField("level", .number(level)), ResultField("fdr", .text(fdr.rawValue)),
                ResultField("by", .text(by.name)), ResultField("min_points", .integer(minPoints)),
                ResultField("stable", .number(stable)), ResultField("from", .integer(from)), ResultField("to", .integer(to)),
                ResultField("forecast", .integer(forecast)), ResultField("sort", .text(sort.rawValue)), ResultField("limit", .integer(limit)),
            ])
        try loaded.finish()
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
