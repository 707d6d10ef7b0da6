import Analyses
import ColumnStore
import Disclosure
import Foundation
import Rules
import TestSupport
import Testing

@testable import Persistence

@Suite struct PanelTableTests {
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

    @Test func wideTablesByIndicatorAndByYear() throws {
        let one = try imported("entity,year,received,closed,remark\na,2020,5,4,x\na,2021,6,,y\n")
        #expect(one.panel.variables == ["received", "closed"])
        #expect(one.panel.value("received", entity: 0, year: 2021) == 6 && one.panel.value("closed", entity: 0, year: 2021) == nil)
        #expect(one.ignoredColumns == ["remark"])
        let other = try imported("entity,indicator,2020,2021\na,received,5,6\na,closed,4,\n")
        #expect(other.panel.value("received", entity: 0, year: 2021) == 6 && other.panel.value("closed", entity: 0, year: 2020) == 4)
    }

    @Test func fieldsAreQuotedAsTheStandardHasIt() throws {
        let table = try DelimitedRecords(Array("\u{FEFF}a,b\r\n\"x,\"\"y\"\"\r\nz\",2\r\n,\"\"".utf8))
        #expect(table.header == ["a", "b"])
        #expect(table.records == [["x,\"y\"\r\nz", "2"], ["", ""]])
        #expect(table.lines == [2, 4])
    }

    @Test(arguments: [
        ("a,b\n1\n", PanelTableError.unequalFields(line: 2, expected: 2, found: 1)), ("", .empty), ("a,b\n1,\"2\n", .openQuote(line: 2)),
        ("a,b\nx\"y,2\n", .strayQuote(line: 2)), ("entity,indicator,value\n", .noRecords),
        ("entity,indicator,value\na,b,1\n", .missingColumn(name: "year", found: ["entity", "indicator", "value"])),
        ("entity,year,indicator,value\na,20x,b,1\n", .badYear(line: 2, text: "20x")),
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
        let findings = PanelAnomalies().findings(in: result.panel, repetitions: result.repetitions)
        #expect(findings.map(\.rule) == ["panel.halved_duplicate", "panel.contradicting_rows"])
        #expect(findings[0].mechanism == .halvedDuplicate && findings[0].certainty == .exact)
        #expect(findings[0].suggestions.map { $0.to.description } == ["349.5"])
    }

    @Test func rulesOfTextAreCheckedOnThePanel() throws {
        let panel = try imported("entity,year,start,received,done,end\na,2020,5,10,12,3\na,2021,3,8,9,5\na,2022,2,8,7,3\n").panel
        let rules = try RuleText.parse("end = start + received - done\nstart = prev(end)\ndone <= received soft", variables: panel.variables)
        let findings = PanelAnomalies(rules: rules).findings(in: panel)
        #expect(
            findings.map { "\($0.year) \($0.rule) \($0.severity.rawValue)" }.sorted() == [
                "2020 done <= received warning", "2021 done <= received warning", "2021 end + done = start + received error",
                "2022 start = prev(end) error",
            ])
        let broken = findings.first { $0.year == 2021 && $0.severity == .error }
        #expect(broken?.observed == 14 && broken?.expected == 11)
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
        let findings = PanelAnomalies().findings(in: result.panel, repetitions: result.repetitions)
        let halved = findings.filter { $0.mechanism == .halvedDuplicate }
        #expect(Set(halved.map(\.year)) == [2016, 2017])
        #expect(halved.count { $0.year == 2016 } > 100 && halved.count { $0.year == 2017 } > 100)
        let police = findings.filter { $0.entity == "New Zealand Police" && $0.mechanism == .levelShift }
        #expect(police.contains { $0.year == 2019 && $0.cells[0].indicator == "OIA_RequestsHandled" })
    }
}
