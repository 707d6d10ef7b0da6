import Analyses
public import ArgumentParser
import ColumnStore
import Disclosure
import DocumentReading
import Foundation
public import Persistence
import Reporting
import Rules

/// Puts a panel from elsewhere into the store.
struct ImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Put any panel of entities, years and indicators into the store.",
        discussion: """
            The CSV is tidy (entity, year, indicator, value; other columns are attributes of the entity) or wide (a column for each indicator, or
            for each year). A column of dates tells the periods of a year. Rules say one a line what its rows obey; they are kept with the panel:

              pending_end   = pending_start + received - processed
              pending_start = prev(pending_end)
              upheld + corrected <= total                      soft

              analyze import oia.csv
              analyze import courts.csv --rules courts.rules --name courts
            """)

    @Argument(help: "The CSV file.")
    var file: String

    @Option(help: ArgumentHelp("The identities that the rows obey, one a line.", valueName: "file"))
    var rules: String?

    @Option(help: "The panel's name in the store; by default that of the file.")
    var name: String?

    @Option(
        help:
            "What stands for the year when it has several periods: \(PanelTableReader.Combination.allCases.map(\.rawValue).joined(separator: ", ")).")
    var combine: PanelTableReader.Combination = .last

    @Option(
        help: ArgumentHelp(
            "The name of a column, where it is not the usual one: entity, year, indicator or value; repeatable.", valueName: "role=name"))
    var column: [String] = []

    @OptionGroup var store: StoreOption
    @OptionGroup var output: OutputOptions

    func validate() throws { _ = try columns() }

    func run() throws {
        var files = FilesOfRun()
        files.add(store: store.path)
        files.add(settings: file)
        files.add(settings: rules)
        let destination = try output.destination(keeping: files)
        let content = try TextFile(path: file)
        let digest = SHA256Digest.hexadecimal(of: content.bytes)
        let imported: PanelTable
        do {
            imported = try PanelTableReader(columns: columns(), combination: combine).read(content.utf8)
        } catch let error as PanelTableError {
            output.complain(LocalizedText(zh: "\(file)：\(error.chinese)", en: "\(file): \(error.description)"))
            throw ExitStatus.unreadable
        }
        let ruleText = try rules.map(RuleFile.text) ?? ""
        let panel = ImportedPanel(
            name: name ?? URL(filePath: file).deletingPathExtension().lastPathComponent, panel: imported.panel, rules: ruleText,
            repetitions: imported.repetitions, source: file)
        let parsed = try RuleFile.rules(ruleText, source: rules ?? "", variables: panel.panel.variables)
        if let reaching = parsed.first(where: { $0.rule.reachesOverMembers }),
            ImportedPart.parents(of: imported.panel, names: imported.panel.entities).isEmpty
        {
            throw UsageError(
                zh: "\(rules ?? "")：第\(reaching.line)行用到 children 或 parent，而 \(file) 没有写明上级的列（parent 或 上级）",
                en:
                    "\(rules ?? ""): line \(reaching.line) speaks of children or a parent, but \(file) has no column “parent” with the entity right above"
            )
        }
        let target = try Store(creatingAt: store.path)
        let isNew = try target.put(panel, sha256: digest, reading: ([combine.rawValue] + column).joined(separator: " "))
        try target.close()
        try destination.emit(
            table(imported, name: panel.name, isNew: isNew), command: "import", inputs: [.init(path: file, sha256: digest)],
            parameters: [
                ResultField("store", .text(store.path)), ResultField("rules", .text(rules)), ResultField("name", .text(panel.name)),
                ResultField("combine", .text(combine.rawValue)), ResultField("column", .texts(column)),
            ])
    }

    private func columns() throws -> [PanelTableReader.Role: String] {
        var columns: [PanelTableReader.Role: String] = [:]
        for text in column {
            let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2, let role = PanelTableReader.Role(rawValue: parts[0]) else {
                throw ValidationError("--column \(text): \(PanelTableReader.Role.allCases.map { $0.rawValue + "=name" }.joined(separator: ", "))")
            }
            columns[role] = parts[1]
        }
        return columns
    }

    private func table(_ imported: PanelTable, name: String, isNew: Bool) -> ResultTable {
        let panel = imported.panel
        let numbers = panel.variables.reduce(0) { $0 + panel.column($1)!.validCount }
        var table = ResultTable(
            schema: "analyze.import/1", title: LocalizedText(zh: "导入", en: "Import"),
            columns: [
                .text("name", zh: "名称", en: "Name"),
                .text(
                    "status", zh: "状态", en: "Status",
                    codes: ["stored": LocalizedText(zh: "已入库", en: "stored"), "unchanged": LocalizedText(zh: "未变", en: "unchanged")]),
                .number("entities", zh: "主体", en: "Entities", .plain), .number("first_year", zh: "起", en: "From", .plain),
                .number("last_year", zh: "止", en: "To", .plain), .number("indicators", zh: "指标", en: "Indicators", .plain),
                .number("values", zh: "数值", en: "Values", .plain), .text("period", zh: "期间列", en: "Period"),
                .number("repeated", zh: "重复", en: "Repeated", .plain), .text("attributes", zh: "属性", en: "Attributes"),
            ],
            rows: [
                [
                    .text(name), .text(isNew ? "stored" : "unchanged"), .integer(panel.entities.count), .integer(panel.years.lowerBound),
                    .integer(panel.years.upperBound), .integer(panel.variables.count), .integer(numbers), .text(imported.periodColumn),
                    .integer(imported.repetitions.count), .texts(panel.attributes.keys.sorted()),
                ]
            ])
        let contradicting = imported.repetitions.count { !$0.isIdentical }
        if contradicting > 0 {
            table.notes.append(
                LocalizedText(
                    zh: "\(contradicting) 个单元格在同一期有多个不同数值，见 analyze anomalies --kind duplicate。",
                    en: "\(contradicting) cells are given several different values for one period: see analyze anomalies --kind duplicate."))
        }
        if imported.periodColumn != nil {
            table.notes.append(
                LocalizedText(
                    zh: "一年有多期，年度值取法：\(combine.rawValue)（--combine）。",
                    en: "A year has several periods; what stands for it: \(combine.rawValue) (--combine)."))
        }
        if !imported.namelessLines.isEmpty {
            let lines = imported.namelessLines.prefix(5).map(String.init).joined(separator: ", ") + (imported.namelessLines.count > 5 ? " …" : "")
            table.notes.append(
                LocalizedText(
                    zh: "\(imported.namelessLines.count) 行缺主体或指标，未导入：第 \(lines) 行。",
                    en: "\(imported.namelessLines.count) lines without an entity or an indicator are left out: \(lines)."))
        }
        for (name, entities) in imported.changingAttributes {
            table.notes.append(
                LocalizedText(
                    zh: "\(entities) 个主体的“\(name)”前后不同，以最近年份为准。",
                    en: "\(name) changes within \(entities == 1 ? "one entity" : "\(entities) entities"); that of the latest year is kept."))
        }
        if !imported.ignoredColumns.isEmpty {
            let names = imported.ignoredColumns.joined(separator: ", ")
            table.notes.append(LocalizedText(zh: "未使用的列：\(names)", en: "Columns that are neither key nor value nor attribute: \(names)"))
        }
        return table
    }
}

extension PanelTableReader.Combination: ExpressibleByArgument {}
