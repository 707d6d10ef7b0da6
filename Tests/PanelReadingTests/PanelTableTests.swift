import Analyses
import ColumnStore
import Disclosure
import Foundation
import Rules
import TestSupport
import Testing

@testable import PanelReading

@Suite struct PanelTableTests {
    /// What is wrong in a panel and nothing else.
    private func findings(_ table: PanelTable, rules: [Rule] = []) throws -> [Finding] {
        try AnomalyAnalysis().findings(in: Corpus(panel: table.panel, rules: rules, repetitions: table.repetitions))
    }

    private func imported(_ text: String) throws -> PanelTable { try PanelTableReader().read(Array(text.utf8)) }

    @Test func tidyRowsInAnyOrderOfColumns() throws {
        let result = try imported(
            "value,Year,kind,entity,indicator\n12,2020,city,甲市,received\n\"1,250\",2021,city,甲市,received\n,2021,county,乙县,received\n/,2020,county,乙县,received\n"
        )
        let panel = result.panel
        #expect(panel.entities == ["甲市", "乙县"] && panel.years == 2020...2021)
        #expect(panel.value("received", entity: 0, year: 2020) == 12)
        #expect(panel.value("received", entity: 0, year: 2021) == 1250)
        #expect(panel.state("received", entity: 1, year: 2021) == 2 && panel.state("received", entity: 1, year: 2020) == 3)
        #expect(panel.attributes["kind"]?[1] == "county")
        #expect(result.numberCount == 2 && result.repetitions.isEmpty)
    }

    /// One body of six moves to another class: the class stays an attribute, with the latest year's value wherever it stands in the file.
    @Test func anAttributeThatChangesKeepsItsLatestValue() throws {
        var rows = ["entity,year,indicator,value,class,remark", "f,2021,x,1,new,r1", "f,2020,x,1,old,r2"]
        for (index, name) in ["a", "b", "c", "d", "e"].enumerated() {
            rows += ["\(name),2020,x,1,old,s\(index)", "\(name),2021,x,1,old,t\(index)"]
        }
        let result = try imported(rows.joined(separator: "\n"))
        #expect(result.panel.attributes["class"]?[0] == "new" && result.panel.attributes["class"]?[1] == "old")
        #expect(result.changingAttributes.map(\.name) == ["class"] && result.changingAttributes.map(\.entities) == [1])
        #expect(result.ignoredColumns == [] && result.panel.details["remark"]?.scope == .entityYear)
        #expect(result.panel.detail("remark", variable: "x", entity: 0, year: 2020) == "r2")
        // What the class was before is kept too.
        #expect(result.panel.detail("class", variable: "x", entity: 0, year: 2020) == "old")
    }

    /// Bodies are compared within a class; one without a class is not ranked, and a class that does not exist is named.
    @Test func entitiesAreRankedWithinAnAttribute() throws {
        let table = try imported(
            "entity,year,indicator,value,class\na,2020,x,3,one\nb,2020,x,5,one\nc,2020,x,9,two\ntotal,2020,x,17,\n")
        let corpus = Corpus(panel: table.panel)
        let rows = try RankAnalysis(RankOptions(subject: "x", peers: .attribute("class"))).ranking(of: corpus).rows
        let ranked = rows.filter { $0.rank != nil }
        #expect(ranked.map(\.entity) == ["b", "a", "c"] && ranked.map(\.rank) == [1, 2, 1] && ranked.map(\.peers) == ["one", "one", "two"])
        #expect(rows.first { $0.entity == "total" }?.reason?.en == "not ranked: no class")
        #expect(throws: RankingError.unknownPeers("size", attributes: ["class"])) {
            try RankAnalysis(RankOptions(subject: "x", peers: .attribute("size"))).ranking(of: corpus)
        }
        #expect(try RankAnalysis(RankOptions(subject: "x")).ranking(of: corpus).rows.allSatisfy { $0.peers == "all" })
    }

    /// Names, cells given twice, lines without names, blank lines and ends of lines of every kind come out the same, however many pieces are read.
    @Test(arguments: ["\n", "\r\n", "\r"])
    func piecesGiveTheSamePanel(lineEnd: String) throws {
        var lines = ["entity,year,indicator,half,value"]
        for row in 0..<400 {
            let entity = row % 37 == 5 ? "" : "body \(row * 7 % 9)"
            let year = 2010 + row % 6
            lines.append("\(entity),\(year),i\(row * 5 % 11),\(year)-H\(row % 2 + 1),\(row % 13 == 0 ? "NA" : String(row % 4))")
            if row % 50 == 49 { lines.append("") }
        }
        let bytes = Array(lines.joined(separator: lineEnd).utf8)
        let whole = try PanelTableReader().read(DelimitedRecords(bytes), pieces: 1)
        #expect(!whole.repetitions.isEmpty && !whole.namelessLines.isEmpty)
        for count in [2, 3, 7, 1000] {
            let table = try PanelTableReader().read(DelimitedRecords(bytes), pieces: count)
            #expect(table.panel == whole.panel)
            #expect(table.repetitions == whole.repetitions)
            #expect(table.namelessLines == whole.namelessLines)
            #expect(table.numberCount == whole.numberCount)
        }
        let damaged = Array((lines + ["b,20x,i1,2011-H1,1"]).joined(separator: lineEnd).utf8)
        let left = try PanelTableReader().read(TableBytes(damaged), pieces: 5)
        #expect(left.unreadLines == [lines.count + 1] && left.panel == whole.panel)
    }

    @Test func wideTablesByIndicatorAndByYear() throws {
        let one = try imported("entity,year,received,closed,remark\na,2020,5,4,x\na,2021,6,,y\n")
        #expect(one.panel.variables == ["received", "closed"])
        #expect(one.panel.value("received", entity: 0, year: 2021) == 6 && one.panel.value("closed", entity: 0, year: 2021) == nil)
        #expect(one.panel.detail("remark", variable: "closed", entity: 0, year: 2021) == "y" && one.ignoredColumns == [])
        let other = try imported("entity,indicator,2020,2021\na,received,5,6\na,closed,4,\n")
        #expect(other.panel.value("received", entity: 0, year: 2021) == 6 && other.panel.value("closed", entity: 0, year: 2020) == 4)
    }

    @Test func fieldsAreQuotedAsTheStandardHasIt() throws {
        let table = try DelimitedRecords(Array("\u{FEFF}a,b\r\n\"x,\"\"y\"\"\r\nz\",2\r\n,\"\"".utf8))
        #expect(table.header == ["a", "b"])
        var records: [[String]] = []
        var lines: [Int] = []
        try table.forEach { record in
            records.append(record.texts)
            lines.append(record.line)
        }
        #expect(records == [["x,\"y\"\r\nz", "2"], ["", ""]])
        #expect(lines == [2, 4])
    }

    @Test(arguments: [
        ("entity,year\n1,2020\n", PanelTableError.missingColumn(role: .number, name: "value", found: ["entity", "year"])), ("", .empty),
        ("entity,2020\n1,\"2\n", .openQuote(line: 2)), ("entity,year,indicator,value\n", .noRecords),
        ("entity,indicator,value\na,b,1\n", .missingColumn(role: .year, name: "year", found: ["entity", "indicator", "value"])),
        ("entity,year,indicator,value\na,20x,b,1\n", .badYear(line: 2, column: "year", text: "20x")),
        ("entity,year,indicator,value\na,2020,b,1\na,2021,b,1\u{0}2\n", .nullByte(line: 3, column: 11, offset: 50)),
        ("entity,year,indicator,value\na,1020,b,1\na,2021,b,2\n", .implausibleYears(first: 1020, last: 2021)),
    ])
    func mistakesAreReportedWithTheirLine(text: String, error: PanelTableError) {
        #expect(throws: error) { try imported(text) }
    }

    @Test func aHalvedTotalIsToldFromOtherContradictions() throws {
        let result = try imported(
            """
            entity,year,period_end,indicator,value
            a,2015,2015-12-31,handled,349.5
            a,2016,2016-06-30,handled,699
            a,2016,2016-06-30,handled,349.5
            a,2016,2016-12-31,handled,261
            b,2016,2016-06-30,handled,10
            b,2016,2016-06-30,handled,11
            b,2016,2016-12-31,handled,12
            """)
        #expect(result.periodColumn == "period_end")
        #expect(result.repetitions.count == 2)
        #expect(result.repetitions[0].half?.whole == 699 && result.repetitions[0].kept == 349.5)
        #expect(result.repetitions[1].half == nil && result.repetitions[1].kept == 11)
        // The last period of the year stands for the year.
        #expect(result.panel.value("handled", entity: 0, year: 2016) == 261)
        let findings = try findings(result)
        #expect(findings.map(\.rule) == ["panel.halved_duplicate", "panel.contradicting_rows"])
        #expect(findings[0].mechanism == .halvedDuplicate && findings[0].certainty == .exact)
        #expect(findings[0].suggestions.map { $0.to.description } == ["349.5"])
    }

    @Test func aRowThatStandsTwiceIsSaid() throws {
        func rules(_ second: Int) throws -> [String] {
            try findings(imported("entity,year,indicator,value\na,2015,handled,5\na,2016,handled,9\na,2016,handled,\(second)\nb,2016,handled,7"))
                .map(\.rule)
        }
        #expect(try rules(9) == ["panel.repeated_rows"])
        #expect(try rules(8) == ["panel.contradicting_rows"])
    }

    /// The closing stock of 2021 breaks the balance of its own year and the opening of the next: one finding, located by both.
    @Test func rulesOfTextAreCheckedOverAllYearsTogether() throws {
        let table = try imported("entity,year,start,received,done,end\na,2020,5,10,12,3\na,2021,3,8,9,5\na,2022,2,8,7,3\n")
        let rules = try RuleText.parse("end = start + received - done\nstart = prev(end)\ndone <= received soft", variables: table.panel.variables)
        let findings = try findings(table, rules: rules)
        #expect(
            findings.map { "\($0.year) \($0.rule) \($0.severity.rawValue)" }.sorted() == [
                "2020 done <= received warning", "2021 done <= received warning", "2021 end + done = start + received error",
            ])
        let broken = try #require(findings.first { $0.severity == .error })
        #expect(broken.certainty == .exact && broken.observed == 5 && broken.expected == 2)
        #expect(broken.cells.map(\.indicator) == ["end"] && broken.suggestions.map(\.to.description) == ["2"])
    }

    @Test func otherDelimitersNamesAndCodes() throws {
        let byIndicator = try imported("主体;年度;编码;收到;办结;地区\n甲;2020;7;10;9;东\n甲;2021;7;12;NA;东\n乙;2021;8;3;3;西\n乙;2020;8;0;0;西\n").panel
        #expect(byIndicator.variables == ["收到", "办结"] && byIndicator.attributes["地区"]?[1] == "西" && byIndicator.attributes["编码"]?[0] == "7")
        #expect(byIndicator.value("收到", entity: 0, year: 2021) == 12 && byIndicator.value("办结", entity: 0, year: 2021) == nil)
        let byYear = try imported("name\tindicator\t2020\t2021年\nA\tx\t1\t2\nA\ty\t3\t\n").panel
        #expect(byYear.value("x", entity: 0, year: 2021) == 2 && byYear.value("y", entity: 0, year: 2020) == 3)
        let one = try imported("entity,2020,2021\nA,1,2\n").panel
        #expect(one.variables == ["value"] && one.value("value", entity: 0, year: 2021) == 2)
        let named = try PanelTableReader(columns: [.entity: ["who"], .year: ["FY"]]).read(Array("who,fy,indicator,value\nA,2020,x,1\n".utf8)).panel
        #expect(named.entities == ["A"] && named.years == 2020...2020)
    }

    @Test func periodsAreCombinedAsAsked() throws {
        let text = "entity,year,end,indicator,value\na,2020,2020-06,x,3\na,2020,2020-12,x,5\n"
        for (combination, value) in [(PanelTableReader.Combination.last, 5.0), (.first, 3), (.sum, 8), (.mean, 4), (.max, 5)] {
            let result = try PanelTableReader(combination: combination).read(Array(text.utf8))
            #expect(result.panel.value("x", entity: 0, year: 2020) == value && result.repetitions.isEmpty)
        }
    }

    @Test(arguments: ["0", "-1.25", "123456789012345", "1234567890123456789", "0.1", "1e-7", "+3", "99999.99999", "4.35", "0.000000000000001"])
    func numbersAreReadAsTheStandardLibraryDoes(text: String) {
        let value: Double? =
            switch Array(text.utf8).withUnsafeBufferPointer({ NumberText.read($0) }) {
            case .number(let number, _): number
            default: if case .number(let number) = NumberReading(text, decimal: .point).content { number } else { nil }
            }
        #expect(value == Double(text))
    }

    /// One entity stays at nothing while all others rise, another grows sixfold while all others stay: only the second changes its level.
    @Test func aSeriesThatStaysHasKeptItsLevel() throws {
        var rows = ["entity,year,indicator,value"]
        for year in 2014...2023 {
            for entity in 0..<12 {
                let wobble = (entity * 7 + year * 3) % 5
                rows.append("e\(entity),\(year),published,\(entity == 3 ? (year % 4 == 0 ? 30 : 0) : year < 2019 ? wobble : 60 + wobble)")
                rows.append("e\(entity),\(year),handled,\((entity == 5 && year >= 2019 ? 600 : 100) + wobble)")
            }
        }
        let shifts = try findings(imported(rows.joined(separator: "\n"))).filter { $0.mechanism == .levelShift }
        #expect(shifts.map { "\($0.entity) \($0.cells[0].indicator) \($0.year)" } == ["e5 handled 2019"])
        #expect(shifts.first?.expected == 102 && shifts.first?.observed == 602)
    }

    /// The statistics of New Zealand: annual totals of the first two years were divided by two and stand beside the total, and the Police began to
    /// count another way in 2018/19.
    @Test(.enabled(if: SharedMaterial.isAvailable))
    func theRealPanelIsReadAndItsFaultsAreNamed() throws {
        let bytes = try Data(contentsOf: SharedMaterial.root!.appending(path: "panels/nz_oia_2015_2023.csv"))
        let result = try PanelTableReader().read(bytes)
        #expect(
            result.panel.entities.count == 133 && result.panel.years == 2015...2023 && result.numberCount == 14_380
                && result.namelessLines.count == 12)
        let findings = try findings(result)
        let halved = findings.filter { $0.mechanism == .halvedDuplicate }
        #expect(Set(halved.map(\.year)) == [2016, 2017])
        #expect(halved.count { $0.year == 2016 } > 100 && halved.count { $0.year == 2017 } > 100)
        let police = findings.filter { $0.entity == "New Zealand Police" && $0.mechanism == .levelShift }
        #expect(police.contains { $0.year == 2019 && $0.cells[0].indicator == "OIA_RequestsHandled" })
    }
}
