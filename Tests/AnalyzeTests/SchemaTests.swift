import Foundation
import TestSupport
import Testing

/// The schemas in `docs/schemas`: they are what the program prints, every command has one, and every result follows its own.
///
/// `UPDATE_SCHEMAS=1 swift test --filter SchemaTests`, or `make schemas`, writes them anew.
@Suite struct SchemaTests {
    let analyze: AnalyzeProgram
    init() throws { analyze = try AnalyzeProgram() }

    private static let folder = ProjectFiles.root.appending(path: "docs/schemas")
    /// Files there that no result is held against: what a person writes.
    private static let written: Set<String> = ["index.json"]

    private func names() throws -> [String] {
        try analyze("schema", "--format", "json").rows().map { try #require($0["name"] as? String) }
    }

    @Test func theFilesAreWhatTheProgramPrints() throws {
        let names = try names()
        #expect(Set(names).count == names.count && names.count > 20)
        for name in names {
            let printed = try analyze("schema", name)
            #expect(printed.status == 0, "\(printed.errors)")
            let file = Self.folder.appending(path: "\(name).json")
            if ProcessInfo.processInfo.environment["UPDATE_SCHEMAS"] == "1" {
                try printed.output.write(to: file)
                continue
            }
            #expect(try Data(contentsOf: file) == printed.output, "docs/schemas/\(name).json is stale: make schemas")
        }
        let there = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path).filter { $0.hasSuffix(".json") }
        #expect(Set(there).subtracting(names.map { $0 + ".json" }) == Self.written)
    }

    /// Commands that print no table of rows: a page, a picture, an address, reports, a stream.
    private static let withoutRows: Set<String> = ["report", "simulate", "read", "plot", "serve"]

    @Test func everyCommandWithJSONHasASchema() throws {
        let described = Set(try analyze("schema", "--format", "json").rows().compactMap { $0["command"] as? String })
        for command in try CommandTree.leaves(analyze) where command.options.contains("format") {
            let name = command.path.joined(separator: " ")
            if Self.withoutRows.contains(name) { continue }
            // The members of `verdict` are one command to a program.
            #expect(described.contains(name) || described.contains(command.path[0]), "\(name) has no schema: add it to ResultSchemas")
        }
    }

    @Test func theSchemaOfABadNameIsSuggested() throws {
        let run = try analyze("schema", "trend")
        #expect(run.status == 2 && run.errors.contains("trends"))
    }

    @Test func everySchemaSaysWhatItsKeysMean() throws {
        for name in try names() {
            let schema = try #require(
                try JSONSerialization.jsonObject(with: Data(contentsOf: Self.folder.appending(path: "\(name).json"))) as? [String: Any])
            let rows = (((schema["properties"] as? [String: Any])?["rows"] as? [String: Any])?["items"]) as? [String: Any]
            let properties = try #require(rows?["properties"] as? [String: [String: Any]])
            #expect(!properties.isEmpty)
            for (key, property) in properties { #expect((property["description"] as? String)?.isEmpty == false, "\(name).\(key)") }
            // Rows have no other keys, but for those of a panel's own columns.
            #expect(name == "export" || rows?["additionalProperties"] as? Bool == false)
        }
    }
}

/// The commands of the program, as its own dump of the help tells them.
struct CommandTree {
    struct Leaf {
        let path: [String]
        let options: Set<String>
    }

    static func leaves(_ analyze: AnalyzeProgram) throws -> [Leaf] {
        let dump = try analyze("--experimental-dump-help").json()
        let root = try #require(dump["command"] as? [String: Any])
        var found: [Leaf] = []
        func walk(_ command: [String: Any], _ path: [String]) {
            let children = (command["subcommands"] as? [[String: Any]] ?? []).filter { $0["commandName"] as? String != "help" }
            let arguments = command["arguments"] as? [[String: Any]] ?? []
            let names = arguments.flatMap { ($0["names"] as? [[String: Any]] ?? []).compactMap { $0["name"] as? String } }
            if children.isEmpty { found.append(Leaf(path: path, options: Set(names))) }
            for child in children { walk(child, path + [child["commandName"] as? String ?? ""]) }
        }
        walk(root, [])
        return found
    }
}

/// A result against the schema that its own `schema` names.
enum ResultCheck {
    /// - Returns: the id of the schema.
    @discardableResult
    static func check(_ run: AnalyzeProgram.Run, sourceLocation: SourceLocation = #_sourceLocation) throws -> String {
        let result = try run.json()
        let id = try #require(result["schema"] as? String, sourceLocation: sourceLocation)
        let name = id.split(separator: ".")[1].split(separator: "/")[0]
        let schema = try JSONSchema(try Data(contentsOf: ProjectFiles.root.appending(path: "docs/schemas/\(name).json")))
        let mistakes = schema.mistakes(in: result)
        #expect(mistakes.isEmpty, "\(id): \(mistakes.joined(separator: "; "))", sourceLocation: sourceLocation)
        return String(name)
    }
}

/// Real results of every command against their schemas: bundled reports, panels and simulated ones, in both languages.
@Suite struct ResultSchemasHeavyTests {
    let analyze: AnalyzeProgram
    init() throws { analyze = try AnalyzeProgram() }

    private static let data = ProjectFiles.root.appending(path: "datasets").path
    private static let reports = data + "/reports"

    private func check(_ arguments: String..., statuses: [Int32] = [0], sourceLocation: SourceLocation = #_sourceLocation) throws -> [String] {
        try ["zh", "en"].map { language in
            let run = try analyze(arguments + ["--format", "json", "--quiet", "--locale", language])
            #expect(statuses.contains(run.status), "\(arguments.joined(separator: " ")): \(run.errors)", sourceLocation: sourceLocation)
            return try ResultCheck.check(run, sourceLocation: sourceLocation)
        }
    }

    @Test func reportsFollowTheirSchemas() throws {
        var seen: Set<String> = []
        func see(_ names: [String]) { seen.formUnion(names) }
        try analyze("ingest", Self.reports, "--quiet")
        try analyze.write("in/note.txt", "no report at all")
        see(try check("ingest", Self.reports, "in", statuses: [3]))
        for options in [[], ["--missing"], ["--versions"]] { see([try ResultCheck.check(analyze(["reports", "--format", "json"] + options))]) }
        see(try check("show", "平潭综合实验区", "2023"))
        see(try check("cells"))
        see(try check("diff", "平潭综合实验区", "2021", "2022"))
        see(try check("trends"))
        see(try check("trends", "--by", "year-effects", "--forecast", "2"))
        see(try check("anomalies"))
        let findings = try analyze("anomalies", "--format", "json").rows()
        for finding in findings.prefix(3) { see(try check("anomalies", "--explain", try #require(finding["fingerprint"] as? String))) }
        for options in [
            ["--on", "disclosure_rate", "--year", "2023"],
            ["--on", "received", "--movement", "2022", "--top", "2", "--rank-probabilities", "--funnel"],
        ] {
            see([try ResultCheck.check(analyze(["rank", "--min-n", "1", "--format", "json"] + options))])
        }
        see(try check("indicators"))
        see(try check("rules"))
        see(try check("check", Self.reports + "/pingtan_2022.docx", statuses: [0, 1]))
        see(try check("notices", "-o", "letters"))
        try analyze.write("page.md", "```console\n$ analyze rules --edition fmt2021 --format csv\n```\n")
        see(try check("notebook", "run", "page.md", statuses: [0, 1]))
        let fingerprint = try #require(findings.first?["fingerprint"] as? String)
        see(try check("verdict", fingerprint, "confirmed", "--note", "x"))
        see(try check("verdict", "list"))
        try analyze.write("verdicts.csv", "fingerprint,verdict\n\(fingerprint),dismissed\n")
        see(try check("verdict", "import", "verdicts.csv"))
        #expect(try analyze("export", "-o", "panel.json").status == 0)
        let exported = try Data(contentsOf: analyze.folder.url.appending(path: "panel.json"))
        see([try ResultCheck.check(.init(status: 0, output: exported, errors: ""))])
        see([try ResultCheck.check(analyze("backup", "copy.sqlite", "--format", "json"))])
        see([try ResultCheck.check(analyze("merge", "analyze.sqlite", "copy.sqlite", "-o", "all.sqlite", "--format", "json"))])
        see(try check("forget", "平潭综合实验区", "--year", "2011", "--dry-run"))
        see(try check("doctor", statuses: [0, 1]))
        see(try check("doctor", "--repair"))
        see(try check("schema"))
        #expect(
            Set(try analyze("schema", "--format", "json").rows().compactMap { $0["name"] as? String }).subtracting(seen) == [
                "rules_check", "import", "import_columns",
            ])
    }

    @Test func panelsFollowTheirSchemas() throws {
        let folder = Self.data + "/simulated_province"
        var seen: Set<String> = []
        seen.formUnion(try check("import", folder + "/panel.csv", "--rules", folder + "/panel.rules", "--dry-run"))
        seen.formUnion(try check("import", folder + "/panel.csv", "--rules", folder + "/panel.rules"))
        seen.formUnion(try check("rules", "check", folder + "/panel.rules", "--on", folder + "/panel.csv"))
        seen.formUnion(try check("rules", "check", folder + "/panel.rules"))
        for command in ["cells", "reports", "trends", "anomalies"] { seen.formUnion(try check(command)) }
        for options in [["--movement", "2022"], ["--funnel", "--top", "3"]] {
            seen.insert(try ResultCheck.check(analyze(["rank", "--on", "granted / concluded", "--peers", "all", "--format", "json"] + options)))
        }
        #expect(seen.isSuperset(of: ["import", "import_columns", "rules_check"]))
        for file in try FileManager.default.contentsOfDirectory(atPath: Self.data + "/panels").sorted() where file.hasSuffix(".csv") {
            _ = try check("import", "\(Self.data)/panels/\(file)", "--dry-run", statuses: [0, 3])
        }
        #expect(try analyze("export", "-o", "panel.json").status == 0)
        let exported = try Data(contentsOf: analyze.folder.url.appending(path: "panel.json"))
        try ResultCheck.check(.init(status: 0, output: exported, errors: ""))
    }

    @Test func simulatedReportsFollowTheirSchemas() throws {
        #expect(try analyze("simulate", "sim", "--bodies", "12", "--years", "2020..2024", "--errors", "0.4", "--quiet").status == 0)
        for command in ["reports", "cells", "trends", "anomalies"] { _ = try check(command, "sim") }
        for options in [["--leave-one-out", "--sensitivity"], []] {
            let indices = try FileManager.default.contentsOfDirectory(atPath: Self.data + "/indices").filter { $0.hasSuffix(".json") }
            for index in indices {
                try ResultCheck.check(
                    analyze(["rank", "sim", "--on", "\(Self.data)/indices/\(index)", "--peers", "all", "--format", "json"] + options))
            }
        }
    }

    /// The schema of the files that a person writes, against those that are bundled.
    @Test func bundledIndicesFollowTheirSchema() throws {
        let schema = try JSONSchema(try Data(contentsOf: ProjectFiles.root.appending(path: "docs/schemas/index.json")))
        let indices = try FileManager.default.contentsOfDirectory(atPath: Self.data + "/indices").filter { $0.hasSuffix(".json") }
        #expect(!indices.isEmpty)
        for index in indices {
            let value = try JSONSerialization.jsonObject(with: Data(contentsOf: URL(filePath: "\(Self.data)/indices/\(index)")))
            #expect(schema.mistakes(in: value).isEmpty, "\(index): \(schema.mistakes(in: value))")
        }
    }
}
