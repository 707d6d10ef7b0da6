import Disclosure
import Foundation
import GRDB
import Testing

@testable import Persistence

/// The trials: bits flipped and pages overwritten at places drawn with a fixed seed.
enum DamageTrials {
    static func run(_ truth: StoreTruth, bits: Int, pages: Int, in folder: TemporaryFolder, seed: UInt64) throws -> [StoreTruth.Answer: Int] {
        var generator = SeededGenerator(state: seed)
        var answers: [StoreTruth.Answer: Int] = [:]
        let path = folder.path("damaged.sqlite")
        for trial in 0..<bits + pages {
            try truth.copy(to: path) { bytes in
                if trial < bits {
                    bytes[Int.random(in: bytes.indices, using: &generator)] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
                } else {
                    let page = Int.random(in: 0..<bytes.count / 4096, using: &generator)
                    for offset in 0..<4096 { bytes[page * 4096 + offset] = UInt8.random(in: .min ... .max, using: &generator) }
                }
            }
            let answer = truth.answer(of: path)
            answers[answer, default: 0] += 1
            if case .wrong(let what) = answer { Issue.record("trial \(trial): \(what)") }
            if answer == .refused { Issue.record("trial \(trial): nothing could be read") }
            if answer != .right {
                let examination = try Store.examine(path)
                #expect(examination.damage != nil && !examination.problems.isEmpty, "trial \(trial)")
            }
        }
        return answers
    }
}

@Suite struct StoreDamageTests {
    let folder: TemporaryFolder
    init() throws { folder = try TemporaryFolder() }

    @Test("A flipped bit or an overwritten page never gives a wrong number, name, year or verdict without a word")
    func sample() throws {
        let truth = try StoreTruth(bodies: 4, years: 2019...2021, in: folder)
        let answers = try DamageTrials.run(truth, bits: 24, pages: 8, in: folder, seed: 7)
        #expect(answers[.said, default: 0] > 8, "\(answers)")
    }

    @Test("Page by page: whatever page is overwritten, the rest is read, the first one included")
    func everyPage() throws {
        let truth = try StoreTruth(bodies: 1, years: 2020...2021, in: folder)
        let path = folder.path("damaged.sqlite")
        for page in 0..<truth.count / 4096 {
            try truth.copy(to: path) { bytes in for offset in 0..<4096 { bytes[page * 4096 + offset] = 0x5a } }
            let answer = truth.answer(of: path)
            #expect(answer == .said || answer == .right, "page \(page): \(answer)")
        }
    }

    @Test("Second copies bring back names and verdicts; a store cut in two is read as far as it goes")
    func secondCopies() throws {
        let truth = try StoreTruth(bodies: 3, years: 2019...2021, in: folder)
        let path = folder.path("damaged.sqlite")
        try truth.copy(to: path) { _ in }
        let store = try Store(creatingAt: path)
        try store.write { db in
            try db.execute(sql: "PRAGMA foreign_keys = OFF; DELETE FROM verdict; DELETE FROM report; UPDATE body SET name = '别县'; DELETE FROM layout")
        }
        try store.close()
        #expect(truth.answer(of: path) == .said)
        let damage = try #require(try Store.examine(path).damage)
        #expect(damage.isWhole && damage.restored > 10, "\(damage)")
        try truth.copy(to: path) { $0.removeSubrange($0.count / 2..<$0.count) }
        #expect(truth.answer(of: path) == .said)
    }

    @Test("Repair keeps what is whole, brings back what can be read anew, and leaves the damaged file beside the store")
    func repair() async throws {
        let truth = try StoreTruth(bodies: 4, years: 2019...2021, in: folder)
        let path = folder.path("damaged.sqlite")
        try truth.copy(to: path) { _ in }
        #expect(try await Store.repair(path, rereading: { _ in nil }) == nil)
        let whole = try Store(readingAt: path)
        let (first, second) = (try #require(try whole.report(id: 2)), try #require(try whole.report(id: 5)))
        try whole.close()
        let store = try Store(creatingAt: path)
        try store.write { db in
            try db.execute(
                sql: "UPDATE report_cells SET packed = x'00' WHERE report_id IN (2, 5); UPDATE report_prose SET packed = x'01' WHERE report_id = 3")
        }
        try store.close()
        let result = try #require(try await Store.repair(path) { lost in lost.id == 2 ? first : lost.id == 5 ? second : nil })
        #expect(result.damage.reports.map(\.id).sorted() == [2, 3, 5] && result.broughtBack.map(\.id).sorted() == [2, 5])
        #expect(result.kept == path + ".damaged-1" && FileManager.default.fileExists(atPath: result.kept))
        let mended = try Store(readingAt: path)
        #expect(try mended.integrityProblems() == [])
        #expect(try mended.report(id: 2) == first && mended.report(id: 5) == second && mended.report(id: 3) == nil)
        #expect(mended.damage == nil)
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: folder.url.path).sorted() == [
                "damaged.sqlite", "damaged.sqlite.damaged-1", "sound.sqlite",
            ])
    }

    @Test("A log that cannot be folded is read as it is, up to its last whole commit")
    func imageWithLog() throws {
        let path = folder.path("logged.sqlite")
        let writer = try Store(creatingAt: path)
        try writer.put(SyntheticReports.report("甲县", year: 2021, sha256: "a", seed: 1))
        try writer.put(SyntheticReports.report("乙县", year: 2021, sha256: "b", seed: 2))
        let copy = folder.path("copy.sqlite")
        for ending in ["", "-wal"] { try FileManager.default.copyItem(atPath: path + ending, toPath: copy + ending) }
        try writer.close()
        let image = try DatabaseImage(path: copy)
        var found = Salvage.Rows(image)
        #expect(found.of(.report).count == 2 && found.of(.body).count == 2)
        // Cut in the middle of the last commit: what was committed before stands.
        let log = try Data(contentsOf: URL(filePath: copy + "-wal"))
        try log.dropLast(100).write(to: URL(filePath: copy + "-wal"))
        found = Salvage.Rows(try DatabaseImage(path: copy))
        #expect(found.of(.report).count == 1)
    }
}

/// The whole trial: a store of 300 reports.
@Suite struct StoreDamageHeavyTests {
    @Test func twoHundredBitsAndTwentyPages() throws {
        let folder = try TemporaryFolder()
        let truth = try StoreTruth(bodies: 54, years: 2019...2023, in: folder)
        let answers = try DamageTrials.run(truth, bits: 200, pages: 20, in: folder, seed: 2024)
        print("damaged stores: \(answers)")
        #expect(answers[.said, default: 0] > 50, "\(answers)")
    }
}
