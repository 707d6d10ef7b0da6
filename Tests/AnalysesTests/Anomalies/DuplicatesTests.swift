import ColumnStore
import Disclosure
import FilePaths
import Testing

@testable import Analyses

@Suite struct DuplicatesTests {
    private static let sentences = (0..<60).map { index in
        "第\(index)部分由\("甲乙丙丁戊己庚辛壬癸".map(String.init)[index % 10])科牵头，\("春夏秋冬晨昏".map(String.init)[index % 6])季推进\("东西南北中".map(String.init)[index % 5])片区第\("一二三四五六七八九".map(String.init)[index % 9])类事项的\("梳理核对公示归档反馈".map(String.init)[index % 10])工作并形成台账"
    }

    private func report(_ name: String, _ code: String, _ year: Int, prose: [String], figures: [Int] = []) -> Report {
        let ids = Form.of(.fmt2021).cells.filter { $0.kind == .flow }.map(\.id)
        let cells = zip(ids, figures).map { id, value in
            Cell(
                indicator: id, state: .number, value: ExactDecimal(value), raw: String(value),
                place: CellPlace(table: 1, row: 1, column: 1))
        }
        return Report(
            body: Body(name: name, kind: .government, level: .county, regionCode: code), year: year, title: name,
            forms: [FilledForm(edition: .fmt2021, cells: cells)],
            passages: prose.enumerated().map { Passage(section: 1, text: $1, paragraph: $0 + 1) },
            source: ReportSource(path: FilePath("\(code)_\(year)"), sha256: String(repeating: "0", count: 64), format: "text"))
    }

    @Test func numbersAndYearsDoNotCount() {
        let one = ShingleSet(["2022年收到申请15件，办结14件。"])
        let other = ShingleSet(["2023年收到申请１２０件, 办结 118 件"])
        #expect(one.similarity(other) == 1 && !one.hashes.isEmpty)
        #expect(ShingleSet(["收到"]).hashes.isEmpty)
    }

    @Test func similarPairsAreThoseOfAllComparisons() {
        var state: UInt64 = 1
        func next() -> UInt64 {
            state &+= 1
            return ShingleSet.mix(state)
        }
        var sets: [ShingleSet] = []
        for _ in 0..<60 {
            let base = (0..<300).map { _ in next() }
            sets.append(ShingleSet(hashes: base))
            sets.append(ShingleSet(hashes: Array(base.prefix(280)) + (0..<20).map { _ in next() }))
        }
        let found = SimilarPairs(threshold: 0.8).pairs(sets) { _, _ in true }
        var all: [SimilarPairs.Pair] = []
        for first in sets.indices {
            for second in sets.indices where second > first {
                let similarity = sets[first].similarity(sets[second])
                if similarity >= 0.8 { all.append(.init(first: first, second: second, similarity: similarity)) }
            }
        }
        #expect(found == all && found.count == 60)
    }

    @Test func copiedProseIsFoundInOwnAndInSiblingsReports() throws {
        let own = Array(Self.sentences.prefix(30))
        let other = own.map { String($0.reversed()) }
        let corpus = Corpus(reports: [
            report("甲县", "320801", 2021, prose: own), report("甲县", "320801", 2022, prose: own.map { $0.replacing("2021", with: "2022") }),
            report("乙县", "320802", 2022, prose: Array(own.prefix(29)) + ["乙县另有一项工作"]), report("丙县", "320803", 2022, prose: other),
            report("丁县", "410101", 2022, prose: own),
        ])
        let findings = try CopiedProseDetector().findings(in: corpus)
        #expect(
            findings.map { "\($0.entity) \($0.year) \($0.rule)" }.sorted() == [
                "乙县 2022 duplicate.prose_sibling", "甲县 2022 duplicate.prose_own",
            ])
        #expect(findings.allSatisfy { $0.kind == .duplicate && ($0.observed ?? 0) >= 0.8 })
    }

    @Test func copiedFiguresAreFoundAndOrdinaryOnesAreNot() throws {
        let first = (0..<20).map { 100 + 37 * $0 }
        let second = first.enumerated().map { $0 < 4 ? $1 + 5 : $1 }
        let third = first.map { $0 * 2 + 1 }
        let corpus = Corpus(reports: [
            report("甲县", "320801", 2021, prose: [], figures: first), report("甲县", "320801", 2022, prose: [], figures: second),
            report("甲县", "320801", 2023, prose: [], figures: third), report("乙县", "320802", 2023, prose: [], figures: third.map { $0 + 2 }),
        ])
        let findings = try CopiedFiguresDetector().findings(in: corpus)
        #expect(findings.map { "\($0.entity) \($0.year)" } == ["甲县 2022"])
        #expect(findings.first?.rule == "duplicate.figures_own" && findings.first?.mechanism == .copiedFromLastYear)
        #expect(findings.first?.cells.count == 8)
    }
}
