import Foundation
import TestSupport
import Testing

/// No name that somebody wrote acts on the terminal, forges a line or hides, from any command in any format; and the reports of such names are read.
@Suite struct HostileNamesHeavyTests {
    let analyze: AnalyzeProgram
    init() throws {
        analyze = try AnalyzeProgram()
        _ = try HostileNames(analyze)
    }

    @Test("Reports of hostile names are read, and what they print acts neither on a terminal nor in a pipe of messages")
    func reading() throws {
        let run = try analyze("ingest", "in", "--entity-map", "map.csv", "--format", "json", "--quarantine", "q")
        #expect(run.status == 3)
        let rows = try run.rows()
        let stored = rows.filter { ["stored", "new_version"].contains($0["status"] as? String) }
        #expect(stored.count == HostileNames.texts.count, "\(rows.map { "\($0["path"]!) \($0["status"]!) \($0["reason"]!)" })")
        #expect(rows.count { $0["status"] as? String == "quarantined" } == 2)
        // A message is one line, in a file or a pipe as well.
        let errors = try analyze("reports", "in").errors
        #expect(PseudoTerminal.acting(Array(errors.utf8)).isEmpty && errors.split(separator: "\n").count == 2, "\(errors)")
        // Machine formats keep the bytes.
        let sources = try analyze("reports", "--format", "json").rows().compactMap { $0["source"] as? String }
        #expect(
            sources.contains { $0.contains("\u{1B}[2J红") && $0.contains("\\xB1\\xA8\\xFF") } && sources.contains { $0.contains("行\nanalyze: 假的一行") })
        #expect(try analyze("reports", "--format", "csv").text.contains("反\u{202E}fdp"))
    }

    @Test(
        "Each command on a terminal",
        arguments: [
            ["ingest", "in", "--entity-map", "map.csv"], ["reports", "in", "--entity-map", "map.csv", "--format", "csv"],
            ["cells", "in", "--format", "tsv"],
            ["cells", "in/2\u{1B}]52;c;cm0=\u{7}夹.html", "--indicator", "outcome.denied.*.*"], ["anomalies", "in"],
            ["anomalies", "in", "--format", "json"],
            ["show", "淮安市", "in"], ["show", "淮安市", "in", "--format", "md"], ["rank", "in", "--on", "received", "--entity-map", "map.csv"],
            ["report", "in", "--entity-map", "map.csv", "-o", "-"], ["export", "in", "--format", "csv"], ["trends", "no\u{1B}]0;x\u{7}where"],
            ["trends", "in", "--entity", "没有\u{9B}\u{202E}\nanalyze: x"], ["reports", "in", "--format", "\u{1B}[31m\nx"],
            ["trends", "in", "--within", "\u{7}\u{1B}"],
            ["import", "panel\u{1B}[5m.csv", "--rules", "broken\u{1B}[5m.txt"], ["verdict", "\u{1B}]0;x\u{7}", "confirmed"], ["--\u{1B}[31m"],
        ])
    func onTerminal(_ arguments: [String]) throws {
        guard let shown = try analyze.onTerminal(arguments + ["--quiet"]) else { return }
        #expect(shown.bytes.count > 10)
        let acting = PseudoTerminal.acting(shown.bytes, hasTabs: arguments.contains("tsv"))
        #expect(acting.isEmpty, "\(arguments): \(acting.prefix(3))")
        #expect(![4, 6, 11].contains(shown.status & 0x7F) || shown.status < 128)
        #expect(!String(decoding: shown.bytes, as: UTF8.self).contains("覆盖\t表"), "\(arguments): a name brought its own tab")
        let lines = String(decoding: shown.bytes, as: UTF8.self).split(whereSeparator: \.isNewline)
        #expect(!lines.contains { $0.hasPrefix("analyze: 假的一行") || $0.hasPrefix("analyze: x") }, "\(arguments): a name forged a line")
    }

    @Test("A panel of hostile names: stored, analysed and shown")
    func panel() throws {
        #expect(try analyze("import", "panel\u{1B}[5m.csv", "--rules", "rules.txt", "--quiet").status == 0)
        let finding = try #require(try analyze("anomalies", "--format", "json").rows().first)
        #expect(try analyze("verdict", "\(finding["fingerprint"]!)", "dismissed", "--note", "注\u{1B}[31m\u{202E}\n假").status == 0)
        for arguments in [
            ["anomalies", "--rules", "rules.txt"], ["trends", "--by", "region"], ["trends", "--format", "html"], ["rank", "--on", "a"], ["cells"],
            ["verdict", "list"],
            ["doctor"], ["reports"], ["report", "-o", "-"], ["export", "--format", "tsv"],
        ] {
            guard let shown = try analyze.onTerminal(arguments + ["--quiet"]) else { return }
            let acting = PseudoTerminal.acting(shown.bytes)
            #expect(acting.isEmpty, "\(arguments): \(acting.prefix(3))")
        }
    }

    @Test("A page shows hostile names as text: nothing runs, nothing turns")
    func page() throws {
        #expect(try analyze("report", "in", "--entity-map", "map.csv", "-o", "page.html", "--quiet").status == 3)
        let page = try String(contentsOf: analyze.folder.url.appending(path: "page.html"), encoding: .utf8)
        #expect(page.contains("\\u{202E}fdp") && page.components(separatedBy: "<script>").count == 2)
        #expect(PseudoTerminal.acting(Array(page.utf8)).isEmpty)
    }
}
