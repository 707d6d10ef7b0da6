import ArgumentParser
import ColumnStore
import Disclosure
import DocumentReading
import Foundation
import Persistence
import Reporting

/// Puts a panel from elsewhere into the store.
struct ImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Put any panel of entities, years and indicators into the store.",
        discussion: """
            The CSV is tidy (entity, year, indicator, value; other columns are attributes of the entity) or wide (a column for each indicator, or
            for each year). Rules say one a line what its rows obey:

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

    @OptionGroup var store: StoreOption
    @OptionGroup var output: OutputOptions

    func run() throws {
        let bytes = try Self.read(file)
        let digest = SHA256Digest.hexadecimal(of: bytes)
        let imported: PanelImport
        do {
            imported = try PanelImport(csv: bytes)
        } catch {
            output.complain(LocalizedText(zh: "\(file)：\(error.description)", en: "\(file): \(error.description)"))
            throw ExitStatus.unreadable
        }
        let ruleText = try rules.map { String(decoding: try Self.read($0), as: UTF8.self) } ?? ""
        let panel = ImportedPanel(
            name: name ?? URL(filePath: file).deletingPathExtension().lastPathComponent, panel: imported.panel, rules: ruleText)
        try ImportedRules.check(panel)
        let target = try Store(creatingAt: store.path)
        let isNew = try target.put(panel, source: file, sha256: digest)
        try target.close()
        try output.emit(
            table(imported, name: panel.name, isNew: isNew), command: "import", inputs: [.init(path: file, sha256: digest)],
            parameters: [ResultField("store", .text(store.path)), ResultField("rules", .text(rules)), ResultField("name", .text(panel.name))])
    }

    private func table(_ imported: PanelImport, name: String, isNew: Bool) -> ResultTable {
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
                .number("values", zh: "数值", en: "Values", .plain), .text("attributes", zh: "属性", en: "Attributes"),
            ],
            rows: [
                [
                    .text(name), .text(isNew ? "stored" : "unchanged"), .integer(panel.entities.count), .integer(panel.years.lowerBound),
                    .integer(panel.years.upperBound), .integer(panel.variables.count), .integer(numbers), .texts(panel.attributes.keys.sorted()),
                ]
            ])
        if imported.conflicts > 0 {
            table.notes.append(
                LocalizedText(
                    zh: "\(imported.conflicts) 个单元格有多个不同数值，取第一个。",
                    en: "\(imported.conflicts) cells are given several different values; the first is used."))
        }
        if !imported.droppedColumns.isEmpty {
            let names = imported.droppedColumns.joined(separator: ", ")
            table.notes.append(LocalizedText(zh: "各年不同的文字列未保留：\(names)", en: "Columns of text that change from year to year are left out: \(names)"))
        }
        return table
    }

    private static func read(_ path: String) throws -> [UInt8] {
        guard let data = FileManager.default.contents(atPath: path) else { throw UsageError(zh: "无法读取 \(path)", en: "cannot read \(path)") }
        return [UInt8](data)
    }
}
