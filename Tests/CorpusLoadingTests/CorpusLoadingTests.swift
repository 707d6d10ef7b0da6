import Analyses
import ColumnStore
import CorpusLoading
import Disclosure
import FilePaths
import Foundation
import Persistence
import Testing

@Suite final class CorpusLoadingTests {
    private let folder = FileManager.default.temporaryDirectory.appending(path: "corpora-\(UUID().uuidString)")

    init() throws { try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true) }

    deinit { try? FileManager.default.removeItem(at: folder) }

    private func path(_ name: String) -> String { folder.appending(path: name).path }

    /// Eight counties; requests grow by a half every year in two of them.
    private func panel(_ name: String) throws -> String {
        var text = "entity,year,received,granted,refused\n"
        for county in 0..<8 {
            for year in 0..<8 {
                let level = county < 2 ? 40 * pow(1.5, Double(year)) : 60 + 7 * Double((year * 5 + county * 3) % 8)
                let (granted, refused) = (Int(level) * 2 / 3, Int(level) - Int(level) * 2 / 3)
                text += "county \(county),\(2015 + year),\(granted + refused),\(granted),\(refused)\n"
            }
        }
        try text.write(toFile: path(name), atomically: true, encoding: .utf8)
        return path(name)
    }

    @Test("A program of twenty lines reads a panel, fits, adjusts and prints")
    func aProgramFromOutside() async throws {
        let lines = try await GrowingCounties.lines(panel: panel("requests.csv"), rules: "received = granted + refused")
        let growing = lines.filter { $0.contains("received") }
        #expect(growing == ["county 0 received: +50 % a year", "county 1 received: +50 % a year"], "\(lines)")
    }

    @Test("The rules of a panel are those of its corpus, and a mistake in them names line and column")
    func rulesOfAPanel() async throws {
        let file = FilePath(try panel("requests.csv"))
        let corpus = try await Corpus(panel: file, rules: "received = granted + refused")
        #expect(corpus.imports[0].rules.count == 1)
        await #expect {
            _ = try await Corpus(panel: file, rules: "received = granted\nreceived = grantd + refused")
        } throws: { error in
            (error as? RuleTextErrors)?.description.contains("line 2, column 12") == true
        }
    }

    @Test("A stored panel is the corpus of its store, and the order of its lines changes nothing")
    func aStore() async throws {
        let lines = try String(contentsOfFile: panel("requests.csv"), encoding: .utf8).split(separator: "\n")
        try ([lines[0]] + lines.dropFirst().reversed()).joined(separator: "\n").write(toFile: path("reversed.csv"), atomically: true, encoding: .utf8)
        var panels: [Panel] = []
        for name in ["requests.csv", "reversed.csv"] {
            let read = try await Corpus(panel: FilePath(path(name)))
            let store = try Store(creatingAt: path(name + ".sqlite"))
            _ = try store.put(ImportedPanel(name: "requests", panel: read.panel, rules: "received = granted + refused", source: name), sha256: name)
            try store.close()
            let corpus = try Corpus(store: path(name + ".sqlite"))
            #expect(corpus.bodies.map(\.name) == (0..<8).map { "county \($0)" })
            #expect(corpus.imports[0].rules.count == 1)
            #expect(corpus.panel.value("received", entity: 0, year: 2015) == 40)
            panels.append(corpus.panel)
        }
        for body in 0..<8 {
            for year in 2015...2022 {
                #expect(panels[0].value("granted", entity: body, year: year) == panels[1].value("granted", entity: body, year: year))
            }
        }
    }

    @Test func thereIsNoCorpusWithoutAStore() {
        #expect(throws: StoreError.notFound(path: path("none.sqlite"))) { _ = try Corpus(store: path("none.sqlite")) }
    }
}
