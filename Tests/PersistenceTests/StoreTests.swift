import ColumnStore
import Disclosure
import FilePaths
import Foundation
import GRDB
import Testing

@testable import Persistence

/// A folder that is gone after the test.
final class TemporaryFolder: Sendable {
    let url: URL
    init() throws {
        url = FileManager.default.temporaryDirectory.appending(path: "store-tests-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }
    deinit { try? FileManager.default.removeItem(at: url) }
    func path(_ name: String) -> String { url.appending(path: name).path }
}

@Suite struct StoreTests {
    let folder: TemporaryFolder
    init() throws { folder = try TemporaryFolder() }

    @Test func aReportComesBackAsItWasPut() throws {
        let store = try Store(creatingAt: folder.path("a.sqlite"))
        for (seed, edition) in Edition.allCases.enumerated() {
            let report = SyntheticReports.report("甲县", year: 2010 + seed, edition: edition, sha256: "\(seed)", seed: UInt64(seed))
            #expect(try store.put(report) == .stored)
            let listed = try #require(try store.reports().last)
            let back = try #require(try store.report(id: listed.id))
            #expect((back == report) == true)
            #expect(listed.cells == report.forms.map(\.cells.count).reduce(0, +) && listed.edition == edition)
        }
        #expect(try store.integrityProblems() == [])
    }

    @Test func sameBytesAreSkippedAndOtherBytesAreANewVersion() throws {
        let store = try Store(creatingAt: folder.path("a.sqlite"))
        let first = SyntheticReports.report("甲县", year: 2021, sha256: "a", seed: 1)
        let second = SyntheticReports.report("甲县", year: 2021, sha256: "b", seed: 2)
        #expect(try store.outcomeOfPutting(first) == .stored)
        #expect(try store.put(first, exactRules: 45, violated: 2) == .stored)
        #expect(try store.put(first) == .unchanged)
        #expect(try store.put(second) == .newVersion(2))
        #expect(try store.put(first) == .unchanged)
        let all = try store.reports(versions: true)
        #expect(all.map(\.isCurrent) == [false, true] && all.map(\.versions) == [2, 2])
        #expect(all[0].exactRules == 45 && all[0].violated == 2)
        let current = try store.reports()
        #expect(current.map(\.source.sha256) == ["b"])
        let contents = try store.loadPanel()
        #expect(contents.reportIDs == [current[0].id])
    }

    @Test func thePanelHoldsTheNumbersOfTheNewestReports() throws {
        let store = try Store(creatingAt: folder.path("a.sqlite"))
        var reports: [Report] = []
        for body in 0..<19 {
            for year in 2019...2023 where (body + year) % 4 != 0 {
                let edition: Edition = year < 2021 ? .fmt2019 : .fmt2021
                reports.append(
                    SyntheticReports.report("县\(body)", year: year, edition: edition, sha256: "\(body)-\(year)", seed: UInt64(body * 10000 + year)))
            }
        }
        try store.put(contentsOf: reports)
        let contents = try store.loadPanel()
        #expect(contents.panel.years == 2019...2023 && contents.bodies.count == 19)
        var expected = Panel(entities: contents.bodies.map(\.key), years: 2019...2023)
        var different = 0
        for report in reports {
            let entity = try #require(contents.panel.entityIndex(report.body.key))
            #expect(contents.forms[entity * 5 + report.year - 2019] == report.forms.map(\.edition))
            for cell in report.forms.flatMap(\.cells) {
                expected.set(cell.indicator, entity: entity, year: report.year, value: cell.value?.doubleValue, state: cell.state.rawValue)
            }
        }
        for variable in expected.variables {
            if contents.panel.column(variable) != expected.column(variable) || contents.panel.states(variable) != expected.states(variable) {
                different += 1
            }
        }
        #expect(different == 0 && Set(contents.panel.variables) == Set(expected.variables))
        #expect(contents.forms[contents.panel.entityIndex("government:520181:县0")! * 5 + 1].isEmpty)
    }

    @Test func anEmptyStoreHasAnEmptyPanel() throws {
        let store = try Store(creatingAt: folder.path("a.sqlite"))
        let contents = try store.loadPanel()
        #expect(contents.bodies.isEmpty && contents.panel.variables.isEmpty)
    }

    @Test func closingLeavesOneFileThatCanBeReadWithoutWriting() throws {
        let path = folder.path("a.sqlite")
        let store = try Store(creatingAt: path)
        try store.put(SyntheticReports.report("甲县", year: 2021, sha256: "a", seed: 1))
        try store.close()
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path) == ["a.sqlite"])
        #expect(try Store(readingAt: path).reports().count == 1)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path) == ["a.sqlite"])
    }

    @Test func aTransactionThatFailsLeavesNothing() throws {
        let path = folder.path("a.sqlite")
        let store = try Store(creatingAt: path)
        try store.put(SyntheticReports.report("甲县", year: 2021, sha256: "a", seed: 1))
        struct Interruption: Error {}
        let reports = (0..<3).lazy.map { index in SyntheticReports.report("乙县", year: 2020 + index, sha256: "z\(index)", seed: 3) }
        #expect(throws: StoreError.self) {
            try store.transaction { transaction in
                try transaction.delete(.cells, where: "TRUE", [])
                throw Interruption()
            }
        }
        #expect(try store.reports().count == 1)
        #expect(try store.integrityProblems() == [])
        try store.put(contentsOf: reports)
        #expect(try store.reports().count == 4)
    }

    @Test func otherFilesAreRefused() throws {
        let text = folder.path("text.sqlite")
        try Data("no database at all, but some text that is long enough to have a header of a hundred bytes in it, or so".utf8).write(
            to: URL(filePath: text))
        #expect(throws: StoreError.notAStore(path: text)) { try Store(readingAt: text) }
        #expect(throws: StoreError.notFound(path: folder.path("none"))) { try Store(readingAt: folder.path("none")) }
        // What a first run leaves that was stopped before it wrote anything.
        let empty = folder.path("empty.sqlite")
        try Data().write(to: URL(filePath: empty))
        #expect(throws: StoreError.notFound(path: empty)) { try Store(readingAt: empty) }
        #expect(throws: Never.self) { try Store(creatingAt: empty) }
        #expect(throws: Never.self) { try Store(readingAt: empty) }
        let foreign = folder.path("foreign.sqlite")
        try DatabaseQueue(path: foreign).write { db in try db.execute(sql: "CREATE TABLE t (x)") }
        #expect(throws: StoreError.notAStore(path: foreign)) { try Store(creatingAt: foreign) }
        let newer = folder.path("newer.sqlite")
        try Store(creatingAt: newer).transaction { transaction in
            transaction.setVersion(999)
            try transaction.db.execute(sql: "PRAGMA user_version = 999")
        }
        #expect(throws: StoreError.newerSchema(path: newer, found: 999, supported: Store.schemaVersion)) { try Store(readingAt: newer) }
        // A header that contradicts the tables is damage, and is said to be.
        let header = folder.path("header.sqlite")
        try Store(creatingAt: header).write { db in try db.execute(sql: "PRAGMA user_version = 999") }
        #expect(try Store(readingAt: header).damage != nil)
    }

    /// A store of the first program: readable at once, with what later programs added.
    @Test func anOlderStoreIsBroughtUpToDate() throws {
        let path = folder.path("old.sqlite")
        let queue = try DatabaseQueue(path: path)
        try queue.write { db in
            try db.execute(sql: StoreSchema.migrations[0])
            try db.execute(sql: "INSERT INTO panel VALUES (1, 'p', 'p.csv', 'x', 2020, 2020, '[\"A\"]', '')")
            try db.execute(sql: "PRAGMA application_id = \(StoreSchema.applicationID); PRAGMA user_version = 1")
        }
        try queue.close()
        let panels = try Store(readingAt: path).importedPanels()
        #expect(panels.map(\.panel.entities) == [["A"]] && panels[0].repetitions.isEmpty && panels[0].source == "p.csv")
    }

    @Test func damageIsSaidNotRead() throws {
        let path = folder.path("a.sqlite")
        let store = try Store(creatingAt: path)
        try store.put(SyntheticReports.report("甲县", year: 2021, sha256: "a", seed: 1))
        try store.put(SyntheticReports.report("乙县", year: 2021, sha256: "b", seed: 2))
        try store.write { db in try db.execute(sql: "UPDATE report_cells SET packed = substr(packed, 1, 120) WHERE report_id = 1") }
        #expect(throws: StoreError.self) { try store.loadPanel() }
        #expect(throws: StoreError.self) { try store.report(id: 1) }
        let reader = try Store(readingAt: path)
        #expect(reader.damage == nil)
        #expect(try reader.loadPanel().bodies.map(\.name) == ["乙县"])
        #expect(reader.damage?.reports.map(\.body.name) == ["甲县"] && reader.damage?.reports.map(\.source.path) == ["in/甲县-2021.html"])
        #expect(try reader.report(id: 1) == nil && reader.report(id: 2) != nil)
        try store.write { db in try db.execute(sql: "PRAGMA foreign_keys = OFF; DELETE FROM report_cells WHERE report_id = 1") }
        let problems = try store.integrityProblems()
        #expect(problems == ["rows of table report_cells are missing or there twice", "report 1 is not whole"])
    }

    @Test func verdictsAndFindingsAreRemembered() throws {
        let path = folder.path("a.sqlite")
        let store = try Store(creatingAt: path)
        try store.setVerdicts([("f1", StoredVerdict(verdict: "confirmed", note: "确认"))])
        try store.setVerdicts([("f1", StoredVerdict(verdict: "dismissed", note: ""))])
        let finding = StoredFinding(
            fingerprint: "f1", kind: "identity", rule: "t3.balance.total", severity: "error", entity: "甲县", regionCode: nil, year: 2021,
            messageChinese: "不平", messageEnglish: "unbalanced", detail: "{}")
        try store.replaceFindings([finding])
        try store.replaceFindings([finding])
        try store.close()
        let again = try Store(readingAt: path)
        #expect(try again.verdicts() == ["f1": StoredVerdict(verdict: "dismissed", note: "")])
        #expect(try again.findingFingerprints() == ["f1"])
    }

    @Test("A log that a stopped writer left is folded in by the next reader, and writing goes on beside a reader")
    func leftLogIsFolded() throws {
        let path = folder.path("w.sqlite")
        let stopped = try Store(creatingAt: path)
        try stopped.put(SyntheticReports.report("甲县", year: 2021, sha256: "a", seed: 1))
        // What a crash leaves behind: the file and its log, without the end that folds them together.
        let copy = folder.path("c.sqlite")
        for ending in ["", "-wal"] { try FileManager.default.copyItem(atPath: path + ending, toPath: copy + ending) }
        try stopped.close()
        let reader = try Store(readingAt: copy)
        #expect(try reader.reports().count == 1)
        #expect(!FileManager.default.fileExists(atPath: copy + "-wal"))
        #expect(try Store(readingAt: copy).reports().count == 1)
        let writer = try Store(creatingAt: copy)
        try writer.replaceFindings([])
        try writer.close()
        #expect(try reader.reports().count == 1)
    }

    @Test("A verdict keeps what it was about when the finding is gone, and can be taken back")
    func verdictsKeepTheirFinding() throws {
        let store = try Store(creatingAt: folder.path("v.sqlite"))
        let finding = StoredFinding(
            fingerprint: "f1", kind: "identity", rule: "t3.balance.total", severity: "error", entity: "甲县", regionCode: nil, year: 2021,
            messageChinese: "不平", messageEnglish: "unbalanced", detail: "{}")
        try store.setVerdicts([("f1", StoredVerdict(verdict: "confirmed", note: "n")), ("f0", StoredVerdict(verdict: "dismissed", note: ""))])
        try store.replaceFindings([finding])
        try store.replaceFindings([])
        let records = try store.verdictRecords()
        #expect(records.map(\.fingerprint) == ["f0", "f1"] && records.allSatisfy { !$0.isFound })
        #expect(records[1].entity == "甲县" && records[1].year == 2021 && records[1].messageEnglish == "unbalanced")
        #expect(records[0].entity == "" && records[0].year == nil)
        try store.setVerdicts([("f1", nil)])
        #expect(try store.verdicts().keys.sorted() == ["f0"])
    }
}

@Suite struct PackingTests {
    @Test func everyTruncatedBlobIsRefused() throws {
        let report = SyntheticReports.report("甲县", year: 2021, sha256: "a", seed: 9)
        let cells = report.forms[0].cells
        let values = PackedValues.pack(cells)
        let back = try values.withUnsafeBytes { try PackedValues.unpack($0) }
        #expect(zip(back, cells).allSatisfy { $0.state == $1.state && $0.value == $1.value })
        for length in stride(from: 0, to: values.count, by: 7) {
            #expect(throws: StoreError.self) { try values[..<length].withUnsafeBytes { _ = try PackedValues.unpack($0) } }
        }
        let prose = PackedProse.pack(report)
        for length in stride(from: 0, to: prose.count, by: 5) {
            var empty = report
            #expect(throws: StoreError.self) { try prose[..<length].withUnsafeBytes { try PackedProse.unpack($0, into: &empty) } }
        }
    }

    @Test(arguments: [0, 1, -1, 255, 256, -70_000, 1 << 40, -(1 << 40)])
    func numbersOfEverySize(value: Int) throws {
        var writer = ByteWriter()
        writer.signed(value)
        writer.text("文")
        let (number, text) = try writer.bytes.withUnsafeBytes { bytes in
            var reader = ByteReader(bytes)
            return (try reader.signed(), try reader.text())
        }
        #expect(number == value && text == "文")
    }
}
