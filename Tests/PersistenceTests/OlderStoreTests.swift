import ColumnStore
import Disclosure
import Foundation
import GRDB
import TestSupport
import Testing

@testable import Persistence

/// Stores as earlier programs left them: what people have must go on.
@Suite struct OlderStoreTests {
    let folder: TemporaryFolder
    init() throws { folder = try TemporaryFolder() }

    private func copy(_ name: String) throws -> String {
        let path = folder.path(name)
        try FileManager.default.copyItem(
            atPath: ProjectFiles.root.appending(path: "Tests/PersistenceTests/OlderStores/schema-3.store").path, toPath: path)
        return path
    }

    private func check(_ store: Store) throws {
        let reports = try store.reports(versions: true)
        #expect(reports.map(\.year) == [2013, 2018, 2019, 2020, 2021, 2021, 2020] && reports.map(\.version) == [1, 1, 1, 1, 1, 2, 1])
        #expect(reports.filter(\.isCurrent).count == 6 && reports.last?.body.name == "清镇市" && reports.last?.cells == 238)
        let contents = try store.loadPanel()
        #expect(contents.bodies.map(\.name) == ["平潭综合实验区", "清镇市"])
        #expect(contents.panel.value("applications.received.total", entity: 0, year: 2020) == 21)
        let verdicts = try store.verdictRecords()
        #expect(verdicts.map(\.fingerprint) == ["136ce01532d616dc", "297139bc2cf64558"])
        #expect(verdicts.map(\.verdict.note) == ["counted otherwise", "已与填报单位核实"] && verdicts.allSatisfy { $0.isFound && $0.year != nil })
        #expect(try store.findingFingerprints().count == 10)
        let panel = try #require(try store.importedPanels().first)
        #expect(panel.name == "panel" && panel.rules.contains("prev(pending_end)") && panel.panel.entities == ["甲所", "乙所"])
        #expect(panel.panel.value("received", entity: 1, year: 2022) == 7.25 && panel.panel.attributes["level"]?[0] == "county")
        for report in reports { #expect(try store.report(id: report.id)?.year == report.year) }
    }

    @Test func isUpgradedWhenItIsRead() throws {
        let path = try copy("old.sqlite")
        try check(Store(readingAt: path))
        let version = try DatabaseQueue(path: path).read { try Int.fetchOne($0, sql: "PRAGMA user_version") }
        #expect(version == Store.schemaVersion)
        let upgraded = try Store(readingAt: path)
        try check(upgraded)
        #expect(try upgraded.integrityProblems() == [] && upgraded.damage == nil)
    }

    @Test("What was damaged before there were digests is not sealed as sound")
    func damagedBefore() throws {
        let path = try copy("old.sqlite")
        var bytes = try Data(contentsOf: URL(filePath: path))
        for offset in 12 * 4096..<13 * 4096 { bytes[offset] = 0xee }
        try bytes.write(to: URL(filePath: path))
        #expect(throws: StoreError.self) { try Store(creatingAt: path) }
        let after = try Data(contentsOf: URL(filePath: path))
        #expect(after.count == bytes.count, "the store is as it was")
    }
}
