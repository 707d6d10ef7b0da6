import Analyses
import ArgumentParser
import Disclosure
import FilePaths
import Persistence
import Reporting

/// Compares two reports of a body.
struct DiffCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff", abstract: "What changed in a body's report, cell by cell: between versions of a year, or between two years.",
        discussion: """
            With one year, its last two versions are compared; with two years, the newest version of each. Files named behind the years are read
            instead of the store, several for one year as versions in the order given. Cells of different forms are compared only where they count the
            same thing. The prose is compared by the Jaccard index of its five-character shingles, figures left out.

              analyze diff 清镇市 2020
              analyze diff 平潭综合实验区 2021 2022 reports/ --format json
            """)

    @Argument(help: "The body, by name or region code.")
    var entity: String

    @Argument(help: ArgumentHelp("The year or two years, then files or folders to read instead of the store.", valueName: "year|path"))
    var rest: [String]

    @Option(help: ArgumentHelp("Which versions of the year are compared; by default the last two.", valueName: "v..w"))
    var versions: YearRange?

    @Option(help: ArgumentHelp("Only these indicators or concepts; * stands for one part of an id; repeatable.", valueName: "id"))
    var indicator: [String] = []

    @Option(help: ArgumentHelp("Only bodies within this region, by name or code, where several have the name.", valueName: "name|code"))
    var within: [String] = []

    @Flag(help: "Also the cells that stayed as they were.")
    var all = false

    @OptionGroup var entityMap: EntityMapOption
    @OptionGroup var store: StoresOption
    @OptionGroup(title: "How it is printed") var output: OutputOptions

    /// The numbers that `rest` begins with.
    private var years: [Int] { rest.prefix { $0.count == 4 && Int($0) != nil }.prefix(2).compactMap { Int($0) } }

    func validate() throws {
        if years.isEmpty { throw ValidationError(zh: "请说明哪一年：analyze diff \(entity) 2024", en: "say which year: analyze diff \(entity) 2024") }
        if versions != nil && years.count == 2 {
            throw ValidationError(
                zh: "--versions 只与一个年度合用：两个年度比较各自的最新版", en: "--versions goes with one year: two years are compared by their newest versions")
        }
    }

    func run() async throws {
        let input = InputOptions.reading(rest.dropFirst(years.count).map(FilePath.init(argument:)), store: store, .mapped(by: entityMap))
        let destination = try output.destination(keeping: input.files)
        let history = try await ReportHistory.load(input, output)
        var filter = SelectionOptions()
        (filter.entity, filter.within, filter.year, filter.indicator) = ([entity], within, [], indicator)
        let (before, after) = try pair(history.versions(of: filter.selection()))
        let comparison = ReportComparison(before.report, after.report)
        let table = ResultTable.diff(comparison, before: before, after: after, showsAll: all) { cell in
            guard all || cell.change != .same else { return false }
            return [cell.before, cell.after].contains { side in side.map { filter.includes($0.cell.indicator, edition: $0.edition) } ?? false }
        }
        try destination.emit(
            table, command: "diff", inputs: history.inputs,
            parameters: [
                ResultField("entity", .text(entity)), ResultField("years", .list(years.map { .integer($0) })),
                ResultField("versions", .text(versions?.text)), ResultField("within", .texts(within)), ResultField("indicator", .texts(indicator)),
                ResultField("all", .flag(all)),
            ])
        try history.finish()
    }

    /// The two reports that were asked for.
    private func pair(_ found: [ReportHistory.Version]) throws -> (ComparedReport, ComparedReport) {
        if years.count == 2 {
            let newest = try years.map { year in try choose(found, year) { $0.last } }
            return (newest[0], newest[1])
        }
        let ofYear = found.filter { $0.year == years[0] }
        guard let last = ofYear.last else { throw missing(years[0]) }
        if let versions {
            return (
                try choose(found, years[0]) { $0.first { $0.number == versions.years.lowerBound } },
                try choose(found, years[0]) { $0.first { $0.number == versions.years.upperBound } }
            )
        }
        guard ofYear.count > 1 else {
            throw UsageError(
                zh: "“\(entity)” \(years[0]) 年只有一版报告；要与另一年比较，请给出两个年度",
                en: "there is one version of the report of \(entity) for \(years[0]); name two years to compare years")
        }
        return (try ofYear[ofYear.count - 2].compared(), try last.compared())
    }

    private func choose(
        _ found: [ReportHistory.Version], _ year: Int, _ which: ([ReportHistory.Version]) -> ReportHistory.Version?
    ) throws -> ComparedReport {
        guard let version = which(found.filter { $0.year == year }) else { throw missing(year) }
        return try version.compared()
    }

    private func missing(_ year: Int) -> UsageError {
        UsageError(
            zh: "没有“\(entity)” \(year) 年的报告\(versions.map { "（版次 \($0.text)）" } ?? "")",
            en: "there is no report of \(entity) for \(year)\(versions.map { " in versions \($0.text)" } ?? "")")
    }
}
