import Analyses
public import ArgumentParser
import ColumnStore
import Disclosure
import FilePaths
import Foundation
public import PanelReading
import Persistence
import Reporting
import Rules

/// Puts a panel from elsewhere into the store.
struct ImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Put any panel of entities, years and indicators into the store.",
        discussion: """
            CSV, TSV, XLSX, a page with a table, Arrow (file or stream; - for standard input), JSON and JSON lines: tidy (entity, year, indicator, value)
            or wide (a column for each indicator, or for each year). Other columns are kept as texts of the entities, indicators, years or cells; what is no number is listed with
            line and column. --dry-run says how every column is read and stores nothing. Rules say one a line what the rows obey; they are kept:

              pending_end   = pending_start + received - processed
              pending_start = prev(pending_end)
              upheld + corrected <= total                      soft

              analyze import oia.csv --dry-run
              analyze import courts.csv --rules courts.rules --name courts
            """)

    @Argument(help: "The file; - for standard input.")
    var file: String

    @Option(help: ArgumentHelp("The identities that the rows obey, one a line.", valueName: "file"))
    var rules: String?

    @Option(help: "The panel's name in the store; by default that of the file.")
    var name: String?

    @Option(
        name: [.customLong("period"), .customLong("combine")],
        help:
            "What stands for the year when it has several periods: \(PanelTableReader.Combination.allCases.map(\.rawValue).joined(separator: ", ")).")
    var period: PanelTableReader.Combination = .last

    @Option(help: "Under which of its years a span such as 2019/20 is put: start or end.")
    var span: PanelTableReader.SpanYear = .start

    @Option(
        help: ArgumentHelp(
            "What a column is, where it is not told from its name or content: \(ColumnRole.allCases.map(\.rawValue).joined(separator: ", ")); repeatable.",
            valueName: "role=name"))
    var column: [String] = []

    @Option(help: ArgumentHelp("The decimal mark, of all columns or of one: “,” or “.”; repeatable.", valueName: "mark|name=mark"))
    var decimal: [String] = []

    @Option(
        help: ArgumentHelp(
            "What kind of quantity an indicator is: \(VariableDescription.Kind.allCases.map(\.rawValue).joined(separator: ", ")); repeatable.",
            valueName: "indicator=kind"))
    var kind: [String] = []

    @Option(help: "The encoding of a text, where it is not told rightly: GB18030, Big5, CP1252, ….")
    var encoding: String?

    @Option(help: "Which table of a workbook or page, from 1; by default the largest.")
    var table: Int?

    @Flag(name: .customLong("dry-run"), help: "Say how each column is read and store nothing.")
    var dryRun = false

    @OptionGroup var store: StoreOption
    @OptionGroup(title: "How it is printed") var output: OutputOptions

    func validate() throws {
        _ = try columns()
        _ = try decimals()
        _ = try kinds()
        if let table, table < 1 { throw ValidationError(zh: "--table \(table)：从 1 起", en: "--table \(table): from 1") }
    }

    func run() async throws {
        var files = FilesOfRun()
        files.add(store: store.path)
        files.add(settings: file)
        files.add(settings: rules)
        let destination = try output.destination(keeping: files)
        let source: PanelFile
        var imported: PanelTable
        do {
            let (decimal, decimals) = try decimals()
            source = try await PanelFile(path: FilePath(argument: file), encoding: encoding, table: table)
            imported = try source.panel(
                PanelTableReader(columns: columns(), combination: period, decimal: decimal, decimals: decimals, spanYear: span))
        } catch let error as PanelTableError {
            output.complain(LocalizedText(zh: "\(file)：\(error.text.zh)", en: "\(file): \(error.text.en)"))
            throw ExitStatus.unreadable
        }
        try describe(&imported.panel)
        let ruleText = try rules.map(RuleFile.text) ?? ""
        let panel = ImportedPanel(
            name: name ?? ownName, panel: imported.panel,
            rules: ruleText,
            repetitions: imported.repetitions, source: file)
        let parsed = try check(ruleText, imported.panel)
        let parameters = [
            ResultField("store", .text(store.path)), ResultField("rules", .text(rules)), ResultField("name", .text(panel.name)),
            ResultField("combine", .text(period.rawValue)), ResultField("span", .text(span.rawValue)), ResultField("column", .texts(column)),
            ResultField("decimal", .texts(decimal)), ResultField("kind", .texts(kind)), ResultField("dry_run", .flag(dryRun)),
        ]
        let result: ResultTable
        if dryRun {
            result = .columns(of: imported)
        } else {
            let target = try Store(creatingAt: store.path)
            let isNew = try target.put(panel, sha256: source.sha256, reading: reading)
            try target.close()
            result = .imported(imported, name: panel.name, isNew: isNew)
        }
        let contradictions = RuleNotes.contradictions(RuleSetCheck(parsed, contradictionsOnly: true))
        for note in contradictions { output.complain(LocalizedText(zh: "\(rules ?? "")：\(note.zh)", en: "\(rules ?? ""): \(note.en)")) }
        try destination.emit(result, command: "import", inputs: [.init(path: file, sha256: source.sha256)], parameters: parameters)
        if !imported.unreadLines.isEmpty { throw ExitStatus.unreadable }
    }

    /// The file's name without its ending.
    private var ownName: String {
        if file == "-" { return "stdin" }
        let name = FilePath(argument: file).name.shown
        guard let point = name.lastIndex(of: "."), point > name.startIndex else { return name }
        return String(name[..<point])
    }

    /// How the file was read, where there was a choice: the same bytes read in another way are another panel.
    private var reading: String {
        var parts = [period.rawValue] + column
        if span != .start { parts.append("span=" + span.rawValue) }
        parts += decimal.map { "decimal=" + $0 } + kind.map { "kind=" + $0 }
        if let encoding { parts.append("encoding=" + encoding) }
        if let table { parts.append("table=\(table)") }
        return parts.joined(separator: " ")
    }

    /// The rules of the file, every one of which the panel can have.
    private func check(_ ruleText: String, _ panel: Panel) throws -> [Rule] {
        let parsed = try RuleFile.rules(ruleText, source: rules ?? "", variables: panel.variables)
        if let reaching = parsed.first(where: { $0.reachesOverMembers }), ImportedPart.parents(of: panel, names: panel.entities).isEmpty {
            throw UsageError(
                zh: "\(rules ?? "")：第\(reaching.line)行用到 children 或 parent，而 \(file) 没有写明上级的列（parent 或 上级）",
                en:
                    "\(rules ?? ""): line \(reaching.line) speaks of children or a parent, but \(file) has no column “parent” with the entity right above"
            )
        }
        return parsed
    }

    /// Says of the indicators what kind of quantity they are.
    private func describe(_ panel: inout Panel) throws {
        for (name, kind) in try kinds() {
            guard panel.column(name) != nil else {
                throw UsageError(
                    zh: "--kind \(name)：没有这个指标；有 \(panel.variables.prefix(20).joined(separator: "、"))",
                    en: "--kind \(name): there is no such indicator; there are \(panel.variables.prefix(20).joined(separator: ", "))")
            }
            var description = panel.description(of: name)
            description.kind = kind
            panel.describe(name, as: description)
        }
    }

    private func columns() throws -> [ColumnRole: [String]] {
        var columns: [ColumnRole: [String]] = [:]
        for text in column {
            let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
            if parts.count == 2, let role = ColumnRole(rawValue: parts[0]) {
                columns[role, default: []].append(parts[1])
            } else if let mark = text.lastIndex(of: "="), mark > text.startIndex,
                let role = ColumnRole(rawValue: String(text[text.index(after: mark)...]))
            {
                columns[role, default: []].append(String(text[..<mark]))
            } else {
                let known = ColumnRole.allCases.map { $0.rawValue + "=name" }.joined(separator: ", ")
                throw ValidationError(zh: "--column \(text)：应为 \(known)", en: "--column \(text): \(known)")
            }
        }
        return columns
    }

    private func decimals() throws -> (all: DecimalMark?, columns: [String: DecimalMark]) {
        var all: DecimalMark?
        var columns: [String: DecimalMark] = [:]
        for text in decimal {
            guard let mark = text.last.flatMap({ DecimalMark(rawValue: String($0)) }), text.count == 1 || text.dropLast().last == "=" else {
                throw ValidationError(zh: "--decimal \(text)：应为“,”或“.”，或对某一列写成 NAME=,", en: "--decimal \(text): “,” or “.”, or NAME=, for one column")
            }
            if text.count == 1 { all = mark } else { columns[String(text.dropLast(2))] = mark }
        }
        return (all, columns)
    }

    private func kinds() throws -> [(name: String, kind: VariableDescription.Kind)] {
        try kind.map { text in
            guard let mark = text.lastIndex(of: "="), let kind = VariableDescription.Kind(rawValue: String(text[text.index(after: mark)...])) else {
                let known = VariableDescription.Kind.allCases.map(\.rawValue).joined(separator: "|")
                throw ValidationError(zh: "--kind \(text)：应为 indicator=\(known)", en: "--kind \(text): indicator=\(known)")
            }
            return (String(text[..<mark]), kind)
        }
    }
}

extension PanelTableReader.Combination: ExpressibleByArgument {}
extension PanelTableReader.SpanYear: ExpressibleByArgument {}
