import Analyses
public import ArgumentParser
import Disclosure
import DocumentReading
import Output
public import Reporting

/// Draws a result.
struct PlotCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plot", abstract: "A picture of trends, series, ranks, a funnel or the coverage, as SVG or PNG.",
        discussion: """
            The charts are those of the page of `analyze report`. What is drawn: \(PlotKind.allCases.map(\.rawValue).joined(separator: ", ")).
            A name behind it is a report, a folder or, without any, the store is read. PNG is made by rsvg-convert (\(OutsideProgram.rsvgConvert.installation)).

              analyze plot trends -o trends.svg
              analyze plot series --entity 平潭综合实验区 --indicator received --forecast 2 -o received.png
              analyze plot funnel --on disclosure_rate --year 2024 -o funnel.svg
              analyze plot coverage reports/ -o coverage.svg
            """)

    /// The most series of either direction in a picture of trends, and of ranks at either end of a group.
    private static let most = (trends: 6, ranks: 30)

    @Argument(help: ArgumentHelp("What is drawn: \(PlotKind.allCases.map(\.rawValue).joined(separator: ", ")).", valueName: "kind"))
    var kind: PlotKind

    @OptionGroup(title: "What is read") var input: InputOptions
    @OptionGroup(title: "Which part of it") var selection: SelectionOptions
    @OptionGroup(title: "How it is printed") var output: OutputOptions

    @Option(help: ArgumentHelp("Ranks and funnel: an indicator, concept or ratio, or two with a slash between.", valueName: "id|ratio|a / b"))
    var on: String = "substantive_disclosure_rate"

    @Option(help: "Ranks and funnel: whom a body is compared with, as for rank.")
    var peers: RankOptions.Peers = .level

    @Option(
        name: .customLong("min-n"),
        help:
            "Ranks and funnel: smallest denominator with which a body is ranked, \(OptionRanges.cases.text); by default \(RankOptions.usualMinimum) for what has one."
    )
    var minN: Int?

    @Option(help: "Trends and series: what one is about, as for trends.")
    var by: TrendOptions.Unit = .series

    @Option(help: "Trends and series: years to forecast beyond the last, \(OptionRanges.forecast.text).")
    var forecast: Int = 0

    @Option(help: "Series: how many are drawn at most, \(OptionRanges.limit.text).")
    var limit: Int = 12

    func validate() throws {
        try OptionRanges.cases.check("--min-n", minN)
        try OptionRanges.forecast.check("--forecast", forecast)
        try OptionRanges.limit.check("--limit", limit)
        if kind == .ranks || kind == .funnel, selection.year.contains(where: { $0.years.count > 1 }) || selection.year.count > 1 {
            throw ValidationError(zh: "--year：排名只按一个年度", en: "--year: bodies are ranked on one year")
        }
    }

    func run() async throws {
        let destination = try output.destination(keeping: input.files, formats: .pictures)
        let isPixels = destination.formatName == WritableFormats.png
        // Before anything is read: what is missing costs no work.
        if isPixels { try Self.checkRasterizer(destination) }
        let loaded = try await input.load(output)
        guard let picture = try picture(of: loaded.corpus) else {
            throw UsageError(zh: "没有可以画的内容", en: "there is nothing to draw")
        }
        if isPixels {
            let bytes = try Self.pixels(picture)
            try destination.write { try $0.write(bytes) }
        } else {
            try destination.emit(picture.svg)
        }
        try loaded.finish()
    }

    private func picture(of corpus: Corpus) throws -> PlotDocument? {
        let chosen = try selection.selection(in: corpus)
        switch kind {
        case .coverage: return try PlotDocument.coverage(corpus.selecting(chosen, keepingYears: true), language: output.language)
        case .ranks, .funnel:
            var options = RankOptions(
                subject: on, year: selection.year.first?.years.lowerBound, peers: peers, minimumN: minN, seed: output.seed, funnel: kind == .funnel)
            options.movement = nil
            guard let ranking = try UsageError.unlessEmpty({ try RankAnalysis(options).ranking(of: corpus) }) else { return nil }
            let selected = ranking.selecting { chosen.includes(corpus.bodies[$0], former: corpus.formerBodies($0)) }
            return kind == .funnel
                ? PlotDocument.funnel(selected, language: output.language)
                : PlotDocument.ranks(selected, ends: Self.most.ranks, language: output.language)
        case .trends, .series:
            let options = TrendOptions(unit: by, forecastYears: forecast, indicators: selection.patterns)
            let rows = TrendAnalysis(options).rows(in: corpus, selecting: chosen)
            return kind == .trends
                ? PlotDocument.trends(rows, options: options, each: Self.most.trends, language: output.language)
                : PlotDocument.series(rows, options: options, limit: limit, language: output.language)
        }
    }

    private static func checkRasterizer(_ destination: ResultDestination) throws {
        if destination.target.isTerminal {
            throw UsageError(zh: "png 不是文本，不能显示在终端上：请用 -o 写入文件", en: "png is no text for a terminal: write it to a file with -o")
        }
        let program = OutsideProgram.rsvgConvert
        if program.path == nil {
            throw UsageError(
                zh: "写 PNG 需要 \(program.name)：\(program.installation)；SVG 不需要", en: "PNG needs \(program.name): \(program.installation); SVG does not"
            )
        }
    }

    /// The picture in pixels, two for each of the drawing.
    private static func pixels(_ picture: PlotDocument) throws -> [UInt8] {
        let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47]
        guard let bytes = OutsideProgram.rsvgConvert.bytes(of: Array(picture.svg.utf8), ["--zoom=2", "--format=png"]), bytes.starts(with: signature)
        else {
            throw UsageError(zh: "rsvg-convert 未能转换图片：请改用 SVG", en: "rsvg-convert could not convert the picture: write SVG instead")
        }
        return bytes
    }
}

extension PlotKind: ExpressibleByArgument {}

extension WritableFormats {
    /// The name of pictures in pixels.
    static let png = "png"
    /// Pictures.
    static let pictures = WritableFormats(tables: [], own: [("svg", ["svg"]), (png, ["png"])])
}
