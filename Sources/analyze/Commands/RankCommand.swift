public import Analyses
public import ArgumentParser
import Disclosure
import Foundation
import Reporting

/// Compares bodies.
struct RankCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rank",
        abstract: "Bodies compared with their peers on one indicator, one ratio or an index, with intervals and ranges of ranks.",
        discussion: """
            Kinds of body are never mixed, a blank is never 0, and a body with too few cases is not ranked.
            Ratios: \(Ratio.all.map(\.id).joined(separator: ", ")).

              analyze rank --on disclosure_rate --year 2024 --min-n 30
              analyze rank --on index.json --normalize zscore --aggregate geometric
            """)

    @OptionGroup var input: InputOptions
    @OptionGroup var selection: SelectionOptions
    @OptionGroup var output: OutputOptions

    @Option(
        help: ArgumentHelp("An indicator, concept or ratio by id or Chinese name, or the JSON file of an index.", valueName: "id|ratio|index.json"))
    var on: String

    @Option(
        help: "Whom a body is compared with: \(RankOptions.Peers.general.map(\.name).joined(separator: ", ")), or an attribute of an imported panel.")
    var peers: RankOptions.Peers = .level

    @Option(name: .customLong("min-n"), help: "Smallest denominator with which a body is ranked, \(OptionRanges.cases.text).")
    var minN: Int = 1

    @Option(help: "Confidence of intervals and of ranges of ranks, \(OptionRanges.level.text).")
    var level: Double = 0.95

    @Option(help: "Draws behind the ranges of ranks, \(OptionRanges.draws.text).")
    var draws: Int = 1000

    @Flag(help: "Say where each body stands against the limits of chance.")
    var funnel = false

    @Option(help: "Index: \(IndexAnalysis.Normalization.allCases.map(\.rawValue).joined(separator: ", ")).")
    var normalize: IndexAnalysis.Normalization = .minmax

    @Option(help: ArgumentHelp("Index: equal, entropy, critic, pca, or a JSON file with a list of numbers.", valueName: "weights"))
    var weights: String?

    @Option(help: "Index: \(IndexAnalysis.Aggregation.allCases.map(\.rawValue).joined(separator: ", ")).")
    var aggregate: IndexAnalysis.Aggregation = .arithmetic

    func validate() throws {
        try OptionRanges.level.check("--level", level)
        try OptionRanges.cases.check("--min-n", minN)
        try OptionRanges.draws.check("--draws", draws)
        if selection.year.contains(where: { $0.years.count > 1 }) || selection.year.count > 1 {
            throw ValidationError("--year: bodies are ranked on one year")
        }
    }

    func run() async throws {
        var files = input.files
        if on.hasSuffix(".json") { files.add(settings: on) }
        files.add(settings: weights)
        let destination = try output.destination(keeping: files)
        let loaded = try await input.load(output)
        let corpus = try selection.part(of: loaded.corpus, keepingYears: true)
        let year = selection.year.first?.years.lowerBound
        let table = ResultTable.rank(try ranking(corpus, year: year))
        try destination.emit(
            table, command: "rank", inputs: loaded.inputs,
            parameters: selection.parameters + [
                ResultField("on", .text(on)), ResultField("peers", .text(peers.name)), ResultField("min_n", .integer(minN)),
                ResultField("level", .number(level)), ResultField("draws", .integer(draws)), ResultField("funnel", .flag(funnel)),
                ResultField("normalize", .text(normalize.rawValue)), ResultField("weights", .text(weights)),
                ResultField("aggregate", .text(aggregate.rawValue)),
            ])
        try loaded.finish()
    }

    private func ranking(_ corpus: Corpus, year: Int?) throws -> Ranking {
        let definition: IndexDefinition? = on.hasSuffix(".json") ? try Self.decode(on) : nil
        let options = RankOptions(
            subject: definition?.name ?? on, year: year, peers: peers, minimumN: minN, level: level, draws: draws, seed: output.seed, funnel: funnel)
        let chosenWeights = try indexWeights()
        let ranking = try UsageError.unlessEmpty {
            guard let definition else { return try RankAnalysis(options).ranking(of: corpus) }
            return try IndexAnalysis(
                definition, options: options, normalization: normalize, weights: chosenWeights, aggregation: aggregate
            ).ranking(of: corpus)
        }
        guard let ranking else { throw UsageError(zh: "没有符合条件的报告", en: "no report is selected") }
        return ranking
    }

    private func indexWeights() throws -> IndexAnalysis.Weights {
        switch weights {
        case nil: .definition
        case "equal": .equal
        case "entropy": .entropy
        case "critic": .critic
        case "pca": .pca
        case .some(let file): .own(try Self.decode(file))
        }
    }

    private static func decode<Value: Decodable>(_ path: String) throws -> Value {
        guard let data = FileManager.default.contents(atPath: path) else { throw UsageError(zh: "无法读取 \(path)", en: "cannot read \(path)") }
        do {
            return try JSONDecoder().decode(Value.self, from: data)
        } catch {
            throw UsageError(zh: "\(path) 的内容不符合格式：\(error)", en: "\(path) does not say what it must: \(error)")
        }
    }
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
            return try rank()
        } catch let error as RankingError {
            switch error {
            case .noReports: return nil
            case .unknownSubject(let name, let suggestions):
                let hint = suggestions.isEmpty ? "" : " (\(suggestions.joined(separator: ", ")))"
                throw UsageError(zh: "没有指标、概念或比率“\(name)”\(hint)", en: "there is no indicator, concept or ratio \"\(name)\"\(hint)")
            case .unknownPeers(let name, let attributes):
                let known = (RankOptions.Peers.general.map(\.name) + attributes).joined(separator: ", ")
                throw UsageError(zh: "--peers \(name)：可用的是 \(known)", en: "--peers \(name): there are \(known)")
            case .badIndex(let reason): throw UsageError(zh: "指数定义有误：\(reason)", en: "the index does not hold: \(reason)")
            }
        }
    }
}
