import Disclosure
import FilePaths
import Foundation
import GRDB
import Testing

@testable import Persistence

/// The file beside a store: what is found in it is what was kept, whole; nothing depends on it.
@Suite struct AnalysisCacheTests {
    let folder: TemporaryFolder
    let store: String

    init() throws {
        folder = try TemporaryFolder()
        store = folder.path("a.sqlite")
        try Store(creatingAt: store).close()
    }

    private func key(_ number: UInt8) -> [UInt8] { [UInt8](repeating: number, count: 16) }

    @Test func whatIsKeptIsFound() throws {
        let cache = AnalysisCache(besideStore: store)
        #expect(cache.contents == nil && cache.values(layer: 1, keys: [key(1)]).isEmpty)
        #expect(cache.keep(layer: 1, [key(1): [1, 2, 3], key(2): []]))
        #expect(cache.keep(layer: 2, [key(1): [9]]))
        let other = AnalysisCache(besideStore: store)
        #expect(other.values(layer: 1, keys: [key(1), key(2), key(3)]) == [key(1): [1, 2, 3], key(2): []])
        #expect(other.values(layer: 1, keys: [key(1)]) == [key(1): [1, 2, 3]])
        #expect(other.values(layer: 2, keys: [key(1)]) == [key(1): [9]])
        #expect(other.contents?.values == [1: 2, 2: 1])
        // What is not current goes, and only within the layer.
        cache.keep(layer: 1, [key(4): [4]], current: [key(2), key(4)])
        #expect(cache.values(layer: 1, keys: [key(1), key(2), key(4)]) == [key(2): [], key(4): [4]])
        for number in UInt8(10)..<20 { cache.keep(layer: 3, [key(number): [number]], newest: 4) }
        #expect(Set(cache.values(layer: 3, keys: Set((UInt8(10)..<20).map(key))).keys) == Set((UInt8(16)..<20).map(key)))
        #expect(cache.values(layer: 2, keys: [key(1)]) == [key(1): [9]])
        #expect(cache.clear() && !FileManager.default.fileExists(atPath: cache.path) && !cache.clear())
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path) == ["a.sqlite"])
    }

    @Test func theRightsAreThoseOfTheStore() throws {
        chmod(store, 0o600)
        let cache = AnalysisCache(besideStore: store)
        cache.keep(layer: 1, [key(1): [1]])
        var status = stat()
        #expect(stat(cache.path, &status) == 0 && status.st_mode & 0o777 == 0o600)
    }

    @Test func damageIsNotFound() throws {
        let cache = AnalysisCache(besideStore: store)
        cache.keep(layer: 1, [key(1): [1, 2, 3], key(2): [4]])
        try DatabaseQueue(path: cache.path).write { db in
            try db.execute(sql: "UPDATE entry SET packed = x'010204' WHERE key = ?", arguments: [Data(key(1))])
        }
        #expect(cache.values(layer: 1, keys: [key(1), key(2)]) == [key(2): [4]])
        // Rubbish behind the header: nothing is found, and the next run makes the file anew.
        var bytes = try Data(contentsOf: URL(filePath: cache.path))
        for index in 100..<bytes.count { bytes[index] = 0xAB }
        try bytes.write(to: URL(filePath: cache.path))
        #expect(cache.values(layer: 1, keys: [key(2)]).isEmpty && cache.contents == nil)
        #expect(cache.keep(layer: 1, [key(2): [5]]))
        #expect(cache.values(layer: 1, keys: [key(2)]) == [key(2): [5]])
    }

    @Test func whatCannotBeTakenAwayIsSaid() throws {
        let cache = AnalysisCache(besideStore: store)
        try cache.purge()
        cache.keep(layer: 1, [key(1): [1]])
        try cache.purge()
        #expect(!FileManager.default.fileExists(atPath: cache.path))
        // Another program's file is neither taken away nor in the way.
        try Data("somebody's notes".utf8).write(to: URL(filePath: cache.path))
        try cache.purge()
        #expect(FileManager.default.fileExists(atPath: cache.path))
        unlink(cache.path)
        cache.keep(layer: 1, [key(1): [1]])
        let directory = (store as NSString).deletingLastPathComponent
        guard getuid() != 0 else { return }
        chmod(directory, 0o500)
        defer { chmod(directory, 0o700) }
        #expect(throws: StoreError.self) { try cache.purge() }
    }

    @Test("A file of that name that is no cache, and one that a link leads to, stays as it is")
    func foreignFiles() throws {
        let cache = AnalysisCache(besideStore: store)
        try Data("somebody's notes".utf8).write(to: URL(filePath: cache.path))
        #expect(!cache.keep(layer: 1, [key(1): [1]]) && cache.values(layer: 1, keys: [key(1)]).isEmpty && !cache.clear())
        #expect(try String(contentsOfFile: cache.path, encoding: .utf8) == "somebody's notes")
        unlink(cache.path)
        try DatabaseQueue(path: cache.path).write { db in try db.execute(sql: "CREATE TABLE entry (mine)") }
        #expect(!cache.keep(layer: 1, [key(1): [1]]) && !cache.clear())
        #expect(try DatabaseQueue(path: cache.path).read { db in try db.tableExists("entry") })
        unlink(cache.path)
        try FileManager.default.createSymbolicLink(atPath: cache.path, withDestinationPath: folder.path("elsewhere"))
        #expect(!cache.keep(layer: 1, [key(1): [1]]))
        #expect(!FileManager.default.fileExists(atPath: folder.path("elsewhere")))
        #expect(!AnalysisCache(besideStore: folder.path("nowhere/b.sqlite")).keep(layer: 1, [key(1): [1]]))
    }

    @Test("Digests of reports are those of their contents, and a part can be had without the others")
    func digests() throws {
        let writer = try Store(creatingAt: store)
        let first = SyntheticReports.report("甲县", year: 2021, sha256: "a", seed: 1)
        try writer.put(first)
        try writer.put(SyntheticReports.report("乙县", year: 2021, sha256: "b", seed: 2))
        let before = try writer.reportDigests()
        let reader = try Store(readingAt: store)
        let version = try reader.dataVersion()
        #expect(before.count == 2 && before[1] != before[2])
        #expect(try Store(readingAt: store).reportDigests() == before)
        try writer.put(SyntheticReports.report("甲县", year: 2022, sha256: "c", seed: 3))
        let after = try writer.reportDigests()
        #expect(after[1] == before[1] && after[2] == before[2] && after.count == 3)
        #expect(try reader.dataVersion() != version, "another connection wrote")
        let forms = try #require(try writer.report(id: 1, parts: .forms))
        #expect(forms.forms == first.forms && forms.passages.isEmpty)
        let prose = try #require(try writer.report(id: 1, parts: .prose))
        #expect(prose.forms.isEmpty && prose.passages == first.passages && prose.source == first.source)
        #expect(try writer.reports(ids: [2, 9, 1]).map { $0?.body.name } == ["乙县", nil, "甲县"])
        #expect(try writer.reports(ids: []).isEmpty)
    }
}
