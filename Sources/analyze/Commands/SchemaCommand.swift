import ArgumentParser
import Disclosure
import Output
import Reporting
import Rules

/// Prints what programs may rely on.
struct SchemaCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema", abstract: "The JSON Schema of a command's result: keys, types, codes, what each means.",
        discussion: """
            Without a name all are listed. With a name the schema (draft 2020-12) is written; the name is that in "schema" of a result: trends of
            analyze.trends/2.

              analyze schema
              analyze schema trends -o trends.schema.json
            """)

    /// The list without rows.
    static let layout = ResultTable(
        schema: "analyze.schemas/1", title: LocalizedText(zh: "结果的结构", en: "Schemas of results"),
        columns: [
            .text("name", zh: "名称", en: "Name"), .text("schema", zh: "结构与版本", en: "Schema"), .text("command", zh: "命令", en: "Command"),
            .text("rows", zh: "每行的内容（英文）", en: "Rows"),
        ])

    @Argument(help: ArgumentHelp("The name of a schema.", valueName: "name"))
    var name: String?

    @OptionGroup(title: "How it is printed") var output: OutputOptions

    func run() throws {
        let schemas = try ResultSchemas.all()
        guard let name else {
            let table = Self.layout.filled(
                with: schemas.map { [.text($0.name), .text($0.id), .text($0.command), .text($0.description)] })
            return try output.destination().emit(table, command: "schema")
        }
        guard let schema = schemas.first(where: { $0.name == name || $0.id == name }) else {
            let known = schemas.map(\.name)
            let near = EditDistance.nearest(to: name, among: known)
            throw UsageError(
                zh: "没有结构“\(name)”，" + (near.map { "是否为 \($0)？" } ?? "可用的是 \(known.joined(separator: ", "))"),
                en: "there is no schema \"\(name)\"; " + (near.map { "did you mean \($0)?" } ?? "there are \(known.joined(separator: ", "))"))
        }
        try output.destination(formats: WritableFormats(tables: OutputFormats.all.filter { $0.name == "json" })).emit(schema.text)
    }
}
