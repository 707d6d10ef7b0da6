import ColumnStore
import Disclosure
import Foundation
import TestSupport
import Testing

@testable import PanelReading

/// Tables as offices publish them: nothing is dropped, nothing misread, and whatever was decided is said.
@Suite struct PublishedTablesTests {
    private func read(_ text: String, _ reader: PanelTableReader = PanelTableReader()) throws -> PanelTable { try reader.read(Array(text.utf8)) }

    private func says(_ table: PanelTable, _ words: String) -> Bool { table.notes.contains { $0.en.contains(words) } }

    @Test func aCommaThatMayBeBothIsSaidAndCanBeChosen() throws {
        let text = "entity,year,applications,rate\nA,2019,41,\"1,125\"\nA,2020,42,\"1,250\"\nB,2019,43,\"2,375\"\nB,2020,44,\"2,500\"\n"
        let open = try read(text)
        #expect(open.panel.value("rate", entity: 0, year: 2020) == 1250 && says(open, "can be read in two ways") && says(open, "--decimal ,"))
        let chosen = try read(text, PanelTableReader(decimal: .comma))
        #expect(chosen.panel.value("rate", entity: 0, year: 2020) == 1.25 && chosen.panel.value("applications", entity: 1, year: 2020) == 44)
        #expect(!says(chosen, "two ways"))
        let one = try read(text, PanelTableReader(decimals: ["rate": .comma]))
        #expect(one.panel.value("rate", entity: 1, year: 2019) == 2.375)
    }

    /// One number that can be read in one way only decides for its column, also over the plain points of groups.
    @Test func theWholeColumnTellsTheDecimalMark() throws {
        let table = try read("name;year;cost;rate\nA;2019;1.234;1,5\nA;2020;1.234,75;2,25\nB;2019;17;1,125\nB;2020;2.500.000;0,5\n")
        #expect(table.panel.value("cost", entity: 0, year: 2019) == 1234 && table.panel.value("cost", entity: 0, year: 2020) == 1234.75)
        #expect(table.panel.value("cost", entity: 1, year: 2020) == 2_500_000 && table.panel.value("rate", entity: 1, year: 2019) == 1.125)
        #expect(says(table, "decimal commas"))
    }

    @Test func linesAroundTheTableAreNamedAndLeftOut() throws {
        let table = try read(
            "\"Extracted on 2025-01-06\"\n\nentity;year;applications;answered;\nPlant A;2015;50;49;\nPlant A;2016;55;50;\nPlant B;2015;33;31;\nPlant B;2016;40;;\n\n\"Source: register; figures rounded.\"\n"
        )
        #expect(table.panel.entities == ["Plant A", "Plant B"] && table.panel.variables == ["applications", "answered"] && table.numberCount == 7)
        #expect(says(table, "Lines before the header are left out: 1 “Extracted on 2025-01-06”") && says(table, "9 “Source: register"))
        #expect(table.unreadLines == [])
    }

    @Test func flagsOfStatisticalOfficesAreKeptBesideTheirNumbers() throws {
        let table = try read(
            "freq,unit,geo\\TIME_PERIOD\t2019 \t2020 \t2021 \nA,NR,AT\t995 \t1055 b\t1043 \nA,NR,BE\t1196 bu\t: \t1213 p\nA,NR,DK\t: c\t1475 e\t: z\n"
        )
        let panel = table.panel
        #expect(panel.entities == ["AT", "BE", "DK"] && panel.years == 2019...2021 && panel.attributes["unit"]?[0] == "NR")
        #expect(panel.value("value", entity: 0, year: 2020) == 1055 && panel.remark("value", entity: 0, year: 2020)?.flag == "b")
        #expect(panel.value("value", entity: 1, year: 2019) == 1196 && panel.remark("value", entity: 1, year: 2019)?.flag == "bu")
        let missing = [(1, 2020, ":"), (2, 2019, ": c"), (2, 2021, ": z")]
        for (entity, year, raw) in missing {
            #expect(panel.state("value", entity: entity, year: year) == CellState.notApplicable.rawValue)
            #expect(panel.remark("value", entity: entity, year: year)?.raw == raw)
        }
        #expect(panel.remark("value", entity: 2, year: 2019)?.flag == "c" && panel.remark("value", entity: 2, year: 2021)?.flag == "z")
    }

    @Test func namesWithBlanksOfAllKindsAreOneAndDigitsOfAllWidthsNumbers() throws {
        let table = try read("地区,年度,指标,数值\n甲县,2014,申请,１２０\n甲县\u{3000},2015,申请,\"1,045\"\n 甲县\u{A0},2016,申请,１，０４６\n乙县,2014,申请,98\n")
        #expect(table.panel.entities == ["甲县", "乙县"])
        #expect(table.panel.value("申请", entity: 0, year: 2014) == 120 && table.panel.value("申请", entity: 0, year: 2016) == 1046)
        let accents = try read("entity,year,x\n\u{E9}cole,2020,1\ne\u{301}cole,2021,2\n")
        #expect(accents.panel.entities == ["école"] && accents.numberCount == 2)
    }

    @Test(arguments: [
        ("2010/11", 2010, 2011), ("2010-11", 2010, 2011), ("2010–2011", 2010, 2011), ("2019–2021", 2019, 2021), ("FY2020", 2020, 2020),
        ("2019年度", 2019, 2019),
        ("二〇二一年", 2021, 2021), ("２０１９", 2019, 2019), ("2019.0", 2019, 2019), ("2019 [YR2019]", 2019, 2019), ("FY 2019/20", 2019, 2020),
        ("FY19", 2019, 2019),
    ])
    func yearsAsPeopleWriteThem(text: String, start: Int, end: Int) throws {
        for (span, year) in [(PanelTableReader.SpanYear.start, start), (.end, end)] {
            let table = try read("entity,year,indicator,value\nA,\(text),x,3\n", PanelTableReader(spanYear: span))
            #expect(table.panel.years == year...year && table.panel.value("x", entity: 0, year: year) == 3)
            if start != end { #expect(says(table, "is put under \(year)")) }
        }
    }

    @Test(arguments: [
        ("2019Q1", "2019-Q2"), ("2019年一季度", "2019年第二季度"), ("2019-01", "2019-02"), ("2019M01", "2019M02"), ("Jan 2019", "Feb 2019"),
        ("2019年上半年", "2019年下半年"), ("31/01/2019", "28/02/2019"), ("20190131", "20190228"), ("2019/1/31", "2019/2/28"), ("2019H1", "2019H2"),
    ])
    func periodsWithinYearsAreSummedOnlyWhenAsked(one: String, other: String) throws {
        let text = "entity,time,x\nA,\(one),3\nA,\(other),5\n"
        let last = try read(text)
        #expect(last.panel.years == 2019...2019 && last.panel.value("x", entity: 0, year: 2019) == 5, "\(last.notes)")
        #expect(says(last, "what stands for it: last") && last.repetitions.isEmpty)
        #expect(try read(text, PanelTableReader(combination: .sum)).panel.value("x", entity: 0, year: 2019) == 8)
    }

    /// `2010-11` is a fiscal year where all follow each other, else a month.
    @Test func pairsAreToldFromMonthsByTheWholeColumn() throws {
        let months = try read("entity,year,x\nA,2010-10,1\nA,2010-11,2\nA,2010-12,4\n")
        #expect(months.panel.years == 2010...2010 && months.panel.value("x", entity: 0, year: 2010) == 4)
        let years = try read("entity,year,x\nA,2010-11,1\nA,2011-12,2\n")
        #expect(years.panel.years == 2010...2011)
    }

    @Test func suppressionMarksBoundsUnitsAndMoney() throws {
        let table = try read(
            """
            entity,year,requests,granted,refusal_rate,cost
            North,2020,20,9,4.0%,0
            North,2021,12,**,12.5%,"$1,234.56"
            South,2020,21,10,4.5%,100
            South,2021,*,3,-,"(987.65)"
            East,2020,22,11,5.0%,200
            East,2021,1-9,1,,$0.00
            West,2020,23,12,5.5%,300
            West,2021,<5,0,8.25 %,n.a.
            Isles,2020,25,14,6.5%,500
            Isles,2021,17 r,9,3.0‰,£12
            Centre,2021,(D),,…,—
            """)
        let panel = table.panel
        #expect(panel.variables == ["requests", "granted", "refusal_rate", "cost"])
        #expect(panel.value("cost", entity: 0, year: 2021) == 1234.56 && panel.value("cost", entity: 1, year: 2021) == -987.65)
        #expect(panel.value("refusal_rate", entity: 3, year: 2021) == 8.25 && panel.description(of: "refusal_rate").unit == "%")
        #expect(panel.value("refusal_rate", entity: 4, year: 2021) == 0.3 && panel.value("requests", entity: 4, year: 2021) == 17)
        #expect(panel.remark("requests", entity: 2, year: 2021) == CellRemark(raw: "1-9", low: 1, high: 9, line: 7))
        #expect(panel.remark("requests", entity: 3, year: 2021) == CellRemark(raw: "<5", low: 0, high: 4, line: 9))
        #expect(panel.state("requests", entity: 3, year: 2021) == CellState.bound.rawValue)
        #expect(panel.state("granted", entity: 0, year: 2021) == CellState.notApplicable.rawValue)
        // Pounds among dollars are no dollars.
        #expect(
            panel.value("cost", entity: 4, year: 2021) == nil && table.oddCells.contains { $0.kind == .otherUnit && $0.raw == "£12" && $0.line == 11 }
        )
        let listed = Set(table.oddCells.map { "\($0.line) \($0.column)" })
        #expect(
            listed.isSuperset(of: [
                "3 granted", "5 requests", "5 refusal_rate", "7 requests", "9 requests", "9 cost", "11 requests", "11 cost", "12 requests",
                "12 refusal_rate", "12 cost",
            ]))
        #expect(says(table, "line 3, column “granted”: “**”"))
    }

    @Test(arguments: [
        ("1 234,5", 1234.5), ("1.234,56", 1234.56), ("1'234.5", 1234.5), ("1\u{202F}234", 1234), ("−12", -12), ("12-", -12), ("△3", -3),
        ("(14)", -14), ("（14）", -14),
        ("$(12)", -12), ("€ (1,234.5)", -1234.5), ("1.2×10^3", 1200), ("5 x 10^-2", 0.05), ("1.5e3", 1500), ("3.2万", 32000), ("1.5亿", 150_000_000),
        ("12件", 12), ("93¹", 93), ("12*", 12), ("12 [1]", 12), ("12(p)", 12),
        ("1,23,456", 123_456), ("+7", 7),
        (" 8 ", 8), ("0,5", 0.5), (".5", 0.5), ("12%", 12), ("￥1,200", 1200), ("约12", 12), ("1,234,567.8", 1_234_567.8),
    ])
    func numbersAsPeopleWriteThem(text: String, value: Double) throws {
        let table = try read("entity\tyear\tindicator\tvalue\nA\t2020\tx\t\(text)\n")
        #expect(table.panel.value("x", entity: 0, year: 2020) == value, "\(table.oddCells) \(table.notes.map(\.en))")
    }

    @Test(arguments: ["12:30", "1 2", "abc", "2020-01-01", "1.2.3", "12,34", "--5", "5 apples", "0x1F", "inf", "1,2,3"].filter { $0 != "12,34" })
    func whatIsNoNumberIsText(text: String) throws {
        let table = try read("entity\tyear\tindicator\tvalue\nA\t2020\tx\t\(text)\nA\t2021\tx\t5\n")
        #expect(table.panel.value("x", entity: 0, year: 2020) == nil && table.oddCells.map(\.raw) == [text] && table.oddCells[0].line == 2)
    }

    @Test func numbersBeyondTheMachineAreSaid() throws {
        let table = try read(
            "entity,year,x\nA,2019,1e400\nA,2020,1e-400\nA,2021,9007199254740993\nA,2022,9007199254740992\nA,2023,100000000000000000000\n")
        #expect(table.panel.value("x", entity: 0, year: 2019) == nil && table.panel.value("x", entity: 0, year: 2020) == nil)
        #expect(table.oddCells.map(\.kind) == [.outOfRange, .outOfRange, .rounded])
        #expect(table.panel.value("x", entity: 0, year: 2023) == 1e20)
    }

    @Test func headersOverSeveralRowsAndLines() throws {
        let lines = try read("entity,year,\"requests\n(received)\",note\nA,2020,35,\nA,2021,25,\n")
        #expect(lines.panel.variables == ["requests (received)"] && lines.ignoredColumns == ["note"])
        let merged = try read("entity,year,requests,,appeals,\n,,received,closed,received,closed\nA,2020,1,2,3,4\nA,2021,5,6,7,8\n")
        #expect(merged.panel.variables == ["requests received", "requests closed", "appeals received", "appeals closed"])
        #expect(merged.panel.value("appeals received", entity: 0, year: 2021) == 7 && says(merged, "lines 1 to 2"))
        // Years over the names of indicators, as published tables of several years have them.
        let years = try read(",2019,,2020,\n地区,受理,办结,受理,办结\n甲,1,2,3,4\n乙,5,6,7,8\n")
        #expect(years.panel.value("办结", entity: 1, year: 2019) == 6 && years.panel.value("受理", entity: 0, year: 2020) == 3)
        let worded = try read("地区,2019年度,,2020年度,\n,受理,办结,受理,办结\n甲,1,2,3,4\n")
        #expect(worded.panel.value("受理", entity: 0, year: 2020) == 3 && worded.panel.entities == ["甲"])
        // The line of dashes of a table set in bars is none of its records.
        let bars = try read("| entity | year | x |\n|---|:-:|---:|\n| A | 2019 | 1 |\n| B | 2020 | 2 |\n")
        #expect(bars.unreadLines == [] && bars.panel.value("x", entity: 1, year: 2020) == 2)
        // Years with the marks of provisional figures and of footnotes are years.
        let marked = try read("county,2018,2019r,2020 (p),2021*\nAdams,1,2,3,4\nBrown,5,6,..,8\n")
        #expect(marked.panel.years == 2018...2021 && (2018...2021).map { marked.panel.value("value", entity: 0, year: $0) } == [1, 2, 3, 4])
        #expect(marked.columns.suffix(4).map(\.numbers) == [2, 2, 1, 2])
        let allMarked = try read("county,2019r,2020p\nAdams,1,2\nBrown,3,4\n")
        #expect(allMarked.panel.value("value", entity: 1, year: 2020) == 4)
        let doubled = try read("entity,year,x,x\nA,2020,1,2\n")
        #expect(doubled.panel.variables == ["x", "x (2)"] && says(doubled, "is called “x (2)”"))
    }

    @Test func raggedDamagedAndRepeatedLines() throws {
        let table = try read("entity,year,x,y\nA,2020,1,2\nA,2021,3\nA,2022,1,5,7\nentity,year,x,y\nB,2020,\"4\"4,1\nB,2021,5,6,,\n")
        #expect(table.panel.value("x", entity: 0, year: 2021) == 3 && table.panel.value("y", entity: 0, year: 2021) == nil)
        #expect(table.panel.value("x", entity: 1, year: 2021) == 5 && table.unreadLines == [4, 6])
        #expect(says(table, "1 line with more fields") && says(table, "Repeated headers") && says(table, "fewer fields"))
    }

    @Test func yearsInHeadersOfEveryKind() throws {
        let worldBank = try read("Country Name,Series,2019 [YR2019],2020 [YR2020]\nChad,a,1,..\nChad,b,3,4\n")
        #expect(
            worldBank.panel.value("b", entity: 0, year: 2020) == 4
                && worldBank.panel.state("a", entity: 0, year: 2020) == CellState.notApplicable.rawValue)
        let stems = try read("district,received_2019,received_2020,closed_2019,closed_2020\nX,1,2,3,4\n")
        #expect(stems.panel.value("closed", entity: 0, year: 2019) == 3 && stems.panel.value("received", entity: 0, year: 2020) == 2)
        let fiscal = try read("council,2019/20,2020/21\nX,1,2\n")
        #expect(fiscal.panel.years == 2019...2020)
    }

    @Test func whatExcelAndRWrite() throws {
        #expect(try read("sep=;\nentity;year;x\nA;2020;1,5\n").panel.value("x", entity: 0, year: 2020) == 1.5)
        let rows = try read(",entity,year,x\n0,A,2020,5\n1,A,2021,6\n2,B,2020,7\n")
        #expect(rows.panel.variables == ["x"] && says(rows, "numbers of the rows"))
        let shifted = try read("entity year x\n".replacingOccurrences(of: " ", with: ",") + "1,A,2020,5\n2,A,2021,6\n")
        #expect(shifted.panel.entities == ["A"] && shifted.panel.value("x", entity: 0, year: 2021) == 6)
        let codes = try read("entity,code,year,x\nA,01001,2020,5\nA,01001,2021,6\nB,01003,2020,7\nB,01003,2021,7\n")
        #expect(codes.panel.attributes["code"]?[1] == "01003" && codes.panel.variables == ["x"])
        // Digits of one length that never change are a key; quantities that do not change are quantities.
        let constant = try read("entity,key,staff,year,x\nA,1001,3,2020,5\nA,1001,3,2021,6\nB,1003,0,2020,7\nB,1003,0,2021,7\n")
        #expect(constant.panel.attributes["key"]?[1] == "1003" && constant.panel.variables == ["staff", "x"])
        // Suppressed counts alone are an indicator, classes of age are not.
        let bounds = try read("entity,few,ages,year,x\nA,<5,0-14,2020,5\nB,<5,65+,2020,7\n")
        #expect(bounds.panel.variables == ["few", "x"] && bounds.panel.attributes["ages"] != nil)
    }

    @Test func twoBodiesOfOneNameAreToldApartByTheirRegion() throws {
        let table = try read(
            "entity,region_code,year,indicator,value\n朝阳区,110105,2020,x,1\n朝阳区,220104,2020,x,2\n朝阳区,110105,2021,x,3\n海淀区,110108,2020,x,4\n")
        #expect(table.panel.entities.sorted() == ["朝阳区 (110105)", "朝阳区 (220104)", "海淀区"].sorted() && table.repetitions.isEmpty)
        #expect(table.panel.value("x", entity: table.panel.entityIndex("朝阳区 (220104)")!, year: 2020) == 2)
    }

    @Test func entitiesWithoutAUsualNameAreToldFromTheirContentAndSaid() throws {
        let table = try read("who,fy,amount\nA,2020,5\nB,2020,6\n")
        #expect(table.panel.entities == ["A", "B"] && says(table, "“who” is taken for it (--column entity=NAME"))
        let given = try read("who,which,fy,amount\nA,K,2020,5\nA,L,2020,6\n", PanelTableReader(columns: [.entity: ["which"]]))
        #expect(given.panel.entities == ["K", "L"] && given.panel.attributes["who"]?[0] == "A")
    }

    @Test func aPanelThatNoMemoryHoldsIsRefusedWithItsSize() {
        var text = "entity,year,indicator,value\n"
        for row in 0..<30_000 { text += "e\(row),\(1600 + row % 400),i\(row),1\n" }
        #expect { try read(text) } throws: { error in
            guard case PanelTableError.tooLarge(30_000, 400, 30_000, _) = error else { return false }
            return true
        }
    }

    /// Letters that multiply are part of the number beside money, and make no number where they may be a flag or a metre.
    @Test func lettersThatMultiply() throws {
        let money = try read("entity,year,cost\nA,2020,$1.2m\nB,2020,$350k\nA,2021,$0.5bn\nB,2021,$ 7 K\n")
        let costs = [(0, 2020), (1, 2020), (0, 2021), (1, 2021)].map { money.panel.value("cost", entity: $0, year: $1) }
        #expect(costs == [1_200_000, 350_000, 500_000_000, 7000])
        #expect(says(money, "multiplied out, as “$1.2m”"))
        let behind = try read("entity;year;cost\nA;2020;2,5 Mrd. €\nB;2020;350k EUR\n")
        #expect(behind.panel.value("cost", entity: 0, year: 2020) == 2_500_000_000 && behind.panel.value("cost", entity: 1, year: 2020) == 350_000)
        let bare = try read("entity,year,n\nA,2020,12k\nB,2020,1.2 mio\nA,2021,7\nB,2021,8\nC,2021,9\nC,2020,1055 b\n")
        #expect(bare.panel.value("n", entity: 0, year: 2020) == nil && bare.panel.value("n", entity: 1, year: 2020) == nil)
        #expect(bare.panel.value("n", entity: 2, year: 2020) == 1055)
        #expect(try read("entity,year,n\nA,2020,$5b\nB,2020,$6\nC,2020,$7\n").panel.value("n", entity: 0, year: 2020) == nil)
    }

    @Test func roughNumbersAreNoUnits() throws {
        let rough = try read("单位,年度,受理\n甲局,2020,50余件\n甲局,2021,60件左右\n乙局,2020,7件\n乙局,2021,30多件\n")
        #expect([(0, 2020), (0, 2021), (1, 2020), (1, 2021)].map { rough.panel.value("受理", entity: $0, year: $1) } == [50, 60, 7, 30])
        #expect(rough.oddCells.count == 3 && !says(rough, "余 like"))
    }

    @Test func signsThatRepeatTheLineAboveAreNamed() throws {
        let ditto = try read("county,year,n\nAdams,2019,10\n〃,2020,12\n同上,2021,13\n")
        #expect(says(ditto, "where it repeats the line above"))
        let comma = try read("entity;year;share;n\nA;2020;12,5;1.000\nB;2020;8,5;2.500\n")
        #expect(says(comma, "“1.000” of “n” can be read in two ways"))
    }
}
