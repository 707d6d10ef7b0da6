import ColumnStore
import Disclosure
import FilePaths
import Testing

@testable import Persistence

/// Stores of parts are one store: what they hold, and where they differ.
@Suite struct StoreMergeTests {
    let folder: TemporaryFolder
    init() throws { folder = try TemporaryFolder() }

    private static let reports: [Report] = (0..<4).flatMap { body in
        (2019...2023).filter { ($0 + body) % 3 != 0 }.map { year in
            SyntheticReports.report(
                ["甲县", "乙县", "丙县", "丁县"][body], year: year, edition: year < 2021 ? .fmt2019 : .fmt2021, sha256: "\(body)-\(year)",
                seed: UInt64(100 * body + year))
        }
    }

    private func store(_ name: String, _ reports: some Sequence<Report>) throws -> String {
        let store = try Store(creatingAt: folder.path(name))
        try store.put(contentsOf: reports)
        try store.close()
        return folder.path(name)
    }

    private func contents(_ store: Store) throws -> [Report] { try store.reports(versions: true).compactMap { try store.report(id: $0.id) } }

    @Test(arguments: [true, false]) func partsReadAsOneStoreAreTheWhole(byYear: Bool) throws {
        let whole = try Store(readingAt: store("whole.sqlite", Self.reports))
        let parts = Dictionary(grouping: Self.reports) { byYear ? String($0.year) : $0.body.name }.sorted { $0.key < $1.key }
        let paths = try parts.enumerated().map { try store("part\($0.offset).sqlite", $0.element.value) }
        for order in [paths, paths.reversed()] {
            let merged = try Store(readingAt: order)
            #expect(merged.conflicts.isEmpty && merged.damage == nil && merged.sources == order)
            #expect((try contents(merged) == contents(whole)) == true)
            let (one, other) = (try merged.loadPanel(), try whole.loadPanel())
            #expect(one.bodies == other.bodies && one.forms == other.forms && one.panel.variables == other.panel.variables)
            for variable in other.panel.variables {
                for series in other.bodies.indices {
                    let (a, b) = (one.panel.column(variable)!.series(series), other.panel.column(variable)!.series(series))
                    #expect(a.elementsEqual(b), "\(variable)")
                }
            }
            #expect(try merged.integrityProblems() == [])
        }
    }

    @Test func whatTwoStoresHaveIsThereOnce() throws {
        let a = try store("a.sqlite", Self.reports.prefix(6))
        let b = try store("b.sqlite", Self.reports.dropFirst(3))
        let merged = try Store(readingAt: [a, b, a])
        #expect(merged.conflicts.isEmpty)
        #expect(try merged.reports(versions: true).count == Self.reports.count)
    }

    @Test func otherBytesOfAYearAreAVersionAndListed() throws {
        let first = SyntheticReports.report("甲县", year: 2021, sha256: "first", seed: 1)
        let second = SyntheticReports.report("甲县", year: 2021, sha256: "second", seed: 2)
        let a = try store("a.sqlite", [first])
        let b = try store("b.sqlite", [second])
        let merged = try Store(readingAt: [a, b])
        #expect(
            merged.conflicts == [
                MergeConflict(
                    kind: .version, store: b, entity: "甲县", year: 2021, subject: second.source.path.shown, kept: "second", replaced: "first")
            ])
        #expect(try merged.reports().map(\.source.sha256) == ["second"])
        #expect(try merged.reports(versions: true).map(\.version) == [1, 2])
        #expect(try Store(readingAt: [b, a]).reports().map(\.source.sha256) == ["first"])
    }

    @Test func aReportThatWasTakenOutStaysSoUnlessAnotherStoreUsesIt() throws {
        let report = SyntheticReports.report("甲县", year: 2021, sha256: "x", seed: 1)
        let (a, b) = (try store("a.sqlite", [report]), try store("b.sqlite", [report]))
        let writer = try Store(creatingAt: a)
        try writer.forget(reports: Set(writer.reports().map(\.id)))
        try writer.close()
        #expect(try Store(readingAt: [a, a]).reports().isEmpty)
        #expect(try Store(readingAt: [a, b]).reports().count == 1)
        #expect(try Store(readingAt: [b, a]).reports().count == 1)
    }

    @Test func theLaterVerdictHoldsAndTheOtherIsListed() throws {
        let paths = try ["confirmed", "dismissed"].map { verdict in
            let path = try store("\(verdict).sqlite", Self.reports.prefix(1))
            let writer = try Store(creatingAt: path)
            try writer.setVerdicts([
                ("0123456789abcdef", StoredVerdict(verdict: verdict, note: "asked")),
                ("fedcba9876543210", StoredVerdict(verdict: "dismissed", note: "")),
            ])
            try writer.close()
            return path
        }
        let merged = try Store(readingAt: paths)
        #expect(try merged.verdicts()["0123456789abcdef"]?.verdict == "dismissed")
        #expect(try merged.verdicts().count == 2)
        #expect(merged.conflicts.map(\.kind) == [.verdict] && merged.conflicts.first?.replaced == "confirmed: asked")
    }

    @Test func panelsOfOneNameAreComparedByContent() throws {
        func panel(_ value: Double) -> ImportedPanel {
            var panel = Panel(entities: ["甲"], years: 2020...2021)
            panel.set("x", entity: 0, year: 2020, value: value, state: CellState.number.rawValue)
            return ImportedPanel(name: "p", panel: panel, rules: "", repetitions: [], source: "p.csv")
        }
        let paths = try [1.0, 2.0].map { value in
            let path = try store("\(value).sqlite", [])
            let writer = try Store(creatingAt: path)
            try writer.put(panel(value), sha256: "\(value)")
            try writer.close()
            return path
        }
        let merged = try Store(readingAt: paths)
        #expect(merged.conflicts.map(\.kind) == [.panel])
        #expect(try merged.importedPanels().map { $0.panel.column("x")!.series(0).first! } == [2])
        #expect(try Store(readingAt: [paths[0], paths[0]]).conflicts.isEmpty)
    }
}
