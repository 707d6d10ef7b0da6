public import Analyses
public import ArgumentParser
import Disclosure
import Reporting

/// Compares bodies.
struct RankCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rank",
        abstract: "Bodies compared with their peers on one indicator, one ratio or an index, with intervals and ranges of ranks.",
        discussion: """
            Kinds of body are never mixed, a blank is never 0, and a body with too few cases is not ranked.
            Ratios: \(Ratio.all.map(\.id).joined(separator: ", ")); days_late: days from the deadline to publication.

            Filters select rows of the answer: whom a body is compared with is said by --peers and --only.

              analyze rank --on disclosure_rate --year 2024 --movement 2023
              analyze rank --on received --per population 10000
              analyze rank --on "granted / concluded" --within 福建省
              analyze rank --on index.json --normalize zscore --aggregate geometric --leave-one-out
            """)

    @OptionGroup(title: "What is read") var input: InputOptions
    @OptionGroup(title: "Which part of it") var selection: SelectionOptions
    @OptionGroup(title: "How it is printed") var output: OutputOptions

    @Option(
        help: ArgumentHelp(
            "An indicator, concept or ratio by id or Chinese name, two with a slash between (\"a / b\"), or the JSON file of an index.",
            valueName: "id|ratio|a / b|index.json"))
    var on: String

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp(
            "Count per this indicator, of the reports or of an imported panel that has the body's region code or name; a number behind it is per how many of it.",
            valueName: "id [n]"))
    var per: [String] = []

    @OptionGroup var population: PopulationOptions
    @OptionGroup var correction: CorrectionOptions

    @Option(
        help: "Whom a body is compared with: \(RankOptions.Peers.general.map(\.name).joined(separator: ", ")), or an attribute of an imported panel.")
    var peers: RankOptions.Peers = .level

    @Option(
        name: .customLong("min-n"),
        help:
            "Smallest denominator with which a body is ranked, \(OptionRanges.cases.text); by default \(RankOptions.usualMinimum) for what has one.")
    var minN: Int?

    @Option(help: "Confidence of intervals and of ranges of ranks, \(OptionRanges.level.text).")
    var level: Double = 0.95

    @Option(help: "Draws behind the ranges of ranks, \(OptionRanges.draws.text).")
    var draws: Int = 1000

    @Option(
        help: ArgumentHelp(
            "Counts: spread of yearly counts beyond Poisson, φ of the variance 1/count + φ of their logarithm; \(OptionRanges.dispersion.text); by default learned from other years.",
            valueName: "phi"))
    var dispersion: Double?

    @Option(
        help: ArgumentHelp(
            "Say how a body moved among its peers since this year, and whether by more than chance; \(OptionRanges.year.text).", valueName: "year"))
    var movement: Int?

    @Option(help: ArgumentHelp("Give the probability of being among the first K, \(OptionRanges.places.text).", valueName: "k"))
    var top: Int?

    @Flag(name: .customLong("rank-probabilities"), help: "Give the probability of every rank (json, jsonl).")
    var rankProbabilities = false

    @Flag(help: "Say where each body stands against the limits of chance.")
    var funnel = false

    @Option(help: "Index: \(IndexAnalysis.Normalization.allCases.map(\.rawValue).joined(separator: ", ")).")
    var normalize: IndexAnalysis.Normalization = .minmax

    @Option(help: ArgumentHelp("Index: equal, entropy, critic, pca, or a JSON file with a list of numbers.", valueName: "weights"))
    var weights: String?

    @Option(help: "Index: \(IndexAnalysis.Aggregation.allCases.map(\.rawValue).joined(separator: ", ")).")
    var aggregate: IndexAnalysis.Aggregation = .arithmetic

    @Flag(name: .customLong("leave-one-out"), help: "Index: give the ranks without each of its indicators.")
    var leaveOneOut = false

    @Flag(help: "Index: give what its ranks hang on, as Sobol shares of normalization, weights and aggregation.")
    var sensitivity = false

    func validate() throws {
        try OptionRanges.level.check("--level", level)
        try OptionRanges.cases.check("--min-n", minN)
        try OptionRanges.draws.check("--draws", draws)
        try OptionRanges.dispersion.check("--dispersion", dispersion)
        try OptionRanges.year.check("--movement", movement)
        try OptionRanges.places.check("--top", top)
        if per.count > 2 { throw ValidationError(zh: "--per：一个指标，其后至多一个数", en: "--per: an indicator, and a number behind it at most") }
        if per.count == 2 { try OptionRanges.exposure.check("--per \(per[0])", Double(per[1]) ?? .nan) }
        if isIndex {
            if !per.isEmpty { throw ValidationError(zh: "--per：指数在各指标中用键 per 说明", en: "--per: an index says it of its indicators, with the key per") }
            if movement != nil {
                throw ValidationError(
                    zh: "--movement：只用于一个指标或比率；指数没有偶然性的模型", en: "--movement: of one indicator or ratio; an index has no model of chance")
            }
        }
        if selection.year.contains(where: { $0.years.count > 1 }) || selection.year.count > 1 {
            throw ValidationError(zh: "--year：排名只按一个年度", en: "--year: bodies are ranked on one year")
        }
    }

    func run() async throws {
        var files = input.files
        if on.hasSuffix(".json") { files.add(settings: on) }
        files.add(settings: weights)
        let destination = try output.destination(keeping: files)
        let loaded = try await input.load(output)
        let chosen = try selection.selection(in: loaded.corpus)
        let numbers = try correction.numbers(of: loaded, output)
        let corpus = try population.part(of: numbers?.corpus ?? loaded.corpus)
        let year = selection.year.first?.years.lowerBound
        let ranking = try ranking(corpus, year: year).selecting { chosen.includes(corpus.bodies[$0], former: corpus.formerBodies($0)) }
        var table = ResultTable.rank(ranking)
        if year == nil, !ranking.rows.isEmpty {
            let said = LocalizedText(
                zh: "所排的是 \(ranking.year) 年，即有报告的最后一年；其他年度用 --year。",
                en: "The year is \(ranking.year), the last with a report; --year names another.")
            table.notes.insert(said, at: 0)
        }
        if let numbers { table.notes.append(numbers.note) }
        try destination.emit(
            table, command: "rank", inputs: loaded.inputs,
            parameters: selection.parameters + [
                ResultField("on", .text(on)), ResultField("per", .texts(per)), ResultField("only", .texts(population.only)),
                correction.parameter,
                ResultField("peers", .text(peers.name)), ResultField("min_n", .integer(minN)),
                ResultField("level", .number(level)), ResultField("draws", .integer(draws)), ResultField("funnel", .flag(funnel)),
                ResultField("dispersion", .number(dispersion)), ResultField("movement", .integer(movement)), ResultField("top", .integer(top)),
                ResultField("normalize", .text(normalize.rawValue)), ResultField("weights", .text(weights)),
                ResultField("aggregate", .text(aggregate.rawValue)),
            ])
        try loaded.finish()
    }

    private func ranking(_ corpus: Corpus, year: Int?) throws -> Ranking {
        let definition = isIndex ? try IndexFile(path: on).definition() : nil
        let exposure = per.first.map { RankOptions.Exposure($0, scale: per.dropFirst().first.flatMap { Double($0) } ?? 1) }
        var options = RankOptions(
            subject: definition?.name ?? on, exposure: exposure, year: year, peers: peers, minimumN: minN, level: level, draws: draws,
            seed: output.seed, funnel: funnel, dispersion: dispersion)
        options.movement = movement
        options.top = top
        options.rankProbabilities = rankProbabilities
        options.leaveOneOut = leaveOneOut
        options.sensitivity = sensitivity
        let chosenWeights = try indexWeights()
        let ranking = try UsageError.unlessEmpty {
            guard let definition else { return try RankAnalysis(options).ranking(of: corpus) }
            return try IndexAnalysis(
                definition, options: options, normalization: normalize, weights: chosenWeights, aggregation: aggregate
            ).ranking(of: corpus)
        }
        if let ranking { return ranking }
        // A part of a cluster's reports may be none: then the result has its columns and no row.
        guard input.stream else { throw UsageError(zh: "没有符合条件的报告", en: "no report is selected") }
        return Ranking(
            subject: on, label: LocalizedText(zh: on, en: on), year: year ?? 0, isFraction: false, descends: true, level: level, rows: [], notes: [])
    }

    private func indexWeights() throws -> IndexAnalysis.Weights {
        switch weights {
        case nil: .definition
        case "equal": .equal
        case "entropy": .entropy
        case "critic": .critic
        case "pca": .pca
        case .some(let file): .own(try IndexFile(path: file).weights())
        }
    }

    private var isIndex: Bool { on.hasSuffix(".json") }
}

extension RankOptions.Peers: ExpressibleByArgument {
    /// One of the general choices, or the name of an attribute.
    public init?(argument: String) { self.init(named: argument) }
    /// What the help shows as the default.
    public var defaultValueDescription: String { name }
}
extension IndexAnalysis.Normalization: ExpressibleByArgument {}
extension IndexAnalysis.Aggregation: ExpressibleByArgument {}

extension UsageError {
    /// The ranking, or `nil` when there is nothing to rank; what the person asked wrongly is thrown as a usage error.
    static func unlessEmpty(_ rank: () throws -> Ranking) throws -> Ranking? {
        do {
            return try unlessUnknown(rank)
        } catch RankingError.noReports {
            return nil
        }
    }

    /// What is worked out; what the person asked wrongly is thrown as a usage error.
    static func unlessUnknown<Result>(_ work: () throws -> Result) throws -> Result {
        do {
            return try work()
        } catch let error as RankingError {
            switch error {
            case .noReports: throw error
            case .unknownSubject(let name, let suggestions):
                let meant = UsageError.meant(suggestions)
                throw UsageError(
                    zh: "没有指标、概念或比率“\(name)”" + meant.zh, en: "there is no indicator, concept or ratio \"\(name)\"" + meant.en)
            case .unknownPeers(let name, let attributes):
                let known = LocalizedText.list((RankOptions.Peers.general.map(\.name) + attributes))
                throw UsageError(zh: "--peers \(name)：可用的是 \(known.zh)", en: "--peers \(name): there are \(known.en)")
            case .badIndex(let reason): throw UsageError(zh: "指数定义有误：\(reason.zh)", en: "the index is wrong: \(reason.en)")
            }
        }
    }
}
