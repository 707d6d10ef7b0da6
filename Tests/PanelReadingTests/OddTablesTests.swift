import ColumnStore
import Disclosure
import Foundation
import TestSupport
import Testing

@testable import PanelReading

/// Tables in which something looks like what it is not: codes like numbers, letters like digits, a second table like the first.
@Suite struct OddTablesTests {
    private func read(_ text: String, _ reader: PanelTableReader = PanelTableReader()) throws -> PanelTable { try reader.read(Array(text.utf8)) }

    private func says(_ table: PanelTable, _ words: String) -> Bool { table.notes.contains { $0.en.contains(words) } }

    /// Whatever the codes are called, with one year or several, whether they change or not.
    @Test(arguments: [
        ("region_code", "110105", "110106", "220104"), ("行政区划代码", "350128", "350182", "220104"), ("FIPS", "1001", "1001", "13003"),
        ("iso_num", "004", "004", "250"), ("ISO 3166-1 numeric", "4", "4", "250"), ("Country Code", "4", "4", "8"), ("id", "17", "18", "23"),
        ("邮政编码", "100020", "100021", "350400"), ("key", "004", "004", "840"), ("school_id", "9", "9", "12"),
    ])
    func codesAreNoQuantities(name: String, one: String, later: String, other: String) throws {
        for text in [
            "entity,\(name),year,n\nA,\(one),2019,12\nA,\(later),2020,13\nB,\(other),2019,15\nB,\(other),2020,16\n",
            "entity,\(name),year,n\nA,\(one),2019,12\nB,\(other),2019,15\n",
        ] {
            // One year alone tells numbers of one length only from the name or the zeros.
            let table = try read(text)
            #expect(table.panel.variables == ["n"], "\(name): \(table.panel.variables)")
            #expect(says(table, "“\(name)” is a column of codes"))
        }
        let numbers = try read("entity,\(name),year,n\nA,4,2019,12\nB,8,2019,15\n", PanelTableReader(columns: [.number: [name]]))
        #expect(numbers.panel.variables.contains(name) && !says(numbers, "of codes"))
    }

    @Test func quantitiesWithNamesLikeCodesAreQuantities() throws {
        let table = try read("entity,year,covid,paid,share_code\nA,2019,12,3,0.5\nA,2020,13,4,0.25\nB,2019,15,5,0.125\n")
        #expect(table.panel.variables == ["covid", "paid", "share_code"])
    }

    @Test func lettersThatLookLikeDigitsAreNoFlags() throws {
        let table = try read("entity,year,n\nA,2019,1O\nA,2020,15\nA,2021,12p\nA,2022,1 o\nA,2023,7l\nA,2024,8\n")
        #expect(table.oddCells.filter { $0.kind == .text }.map(\.raw) == ["1O", "7l"] && table.panel.value("n", entity: 0, year: 2019) == nil)
        #expect(table.panel.value("n", entity: 0, year: 2021) == 12 && table.panel.value("n", entity: 0, year: 2022) == 1)
    }

    @Test func aSecondTableIsNotReadIntoTheFirst() throws {
        for between in ["", "\n", "Table 2\n"] {
            let table = try read("entity,year,n\nA,2019,12\nA,2020,15\n\(between)entity,year,m\nA,2019,3\nB,2020,4\n")
            #expect(table.panel.value("n", entity: 0, year: 2019) == 12 && table.panel.entities == ["A"] && table.repetitions.isEmpty)
            let first = between == "" ? 4 : 5
            #expect(table.unreadLines == [first] && says(table, "lines \(first) to \(first + 2) are not read"), "\(table.notes)")
        }
        let wider = try read("entity,year,n\nA,2019,12\nA,2020,15\n\nTable 2\nentity,year,m,k\nA,2019,3,5\nA,2020,4,6\n")
        #expect(wider.panel.value("n", entity: 0, year: 2019) == 12 && wider.panel.variables == ["n"] && wider.unreadLines == [6])
        let years = try read("council,2019,2020\nX,1,2\ncouncil,2019,2020\nY,3,4\n")
        #expect(years.panel.entities == ["X", "Y"] && says(years, "Repeated headers"))
        let otherYears = try read("council,2019,2020\nX,1,2\ncouncil,2019,2021\nY,3,4\n")
        #expect(otherYears.panel.entities == ["X"] && otherYears.unreadLines == [3])
        let tidy = try read("entity,year,indicator,value\nA,2019,x,12\nentity,year,indicator,value\nA,2020,x,13\n")
        #expect(tidy.numberCount == 2 && tidy.unreadLines.isEmpty)
    }

    /// The second column of a year is no February.
    @Test func aYearThatStandsTwiceInTheHeaderIsOneYear() throws {
        let table = try read("entity,2019,2019,2020\nA,1,2,3\nB,4,4,6\n")
        #expect(table.panel.years == 2019...2020 && table.repetitions.map(\.isIdentical) == [false, true])
        #expect(says(table, "is called “2019 (2)”") && !says(table, "several periods"))
    }

    @Test func textsOfSpreadsheetsAreUnwrapped() throws {
        let table = try read("entity,code,year,n\n\"=\"\"A 1\"\"\",=\"00123\",2019,=\"12\"\nB,=\"00124\",2020,\"=\"\"15\"\"\"\n")
        #expect(table.panel.entities == ["A 1", "B"] && table.panel.attributes["code"]?[0] == "00123")
        #expect(table.panel.value("n", entity: 0, year: 2019) == 12 && table.panel.value("n", entity: 1, year: 2020) == 15)
        let zeros = try read("entity,key,year,n\nA,=\"00123\",2019,1\nB,=\"00124\",2020,2\n")
        #expect(zeros.panel.variables == ["n"] && zeros.panel.attributes["key"]?[1] == "00124")
    }

    /// As databases write tabs and line ends between tabs; where a backslash begins no escape, all of them are themselves.
    @Test func escapesOfDatabases() throws {
        let escaped = try read("entity\tyear\tn\tnote\nA \\\\ B\t2020\t1\tone\\ntwo\nC\t2020\t\\N\tthree\\tfour\n")
        #expect(escaped.panel.entities == ["A \\ B", "C"] && says(escaped, "escapes"))
        #expect(escaped.panel.attributes["note"]?[0] == "one two" && escaped.panel.state("n", entity: 1, year: 2020) != 0)
        let paths = try read("entity\tyear\tn\nC:\\new\t2020\t1\nD:\\old\t2020\t2\n")
        #expect(paths.panel.entities == ["C:\\new", "D:\\old"] && !says(paths, "escapes"))
    }

    @Test func aPointThatMayBeBothIsSaid() throws {
        let table = try read("entity,year,n\nA,2019,1.234\nA,2020,12.500\nB,2019,3\n")
        #expect(table.panel.value("n", entity: 0, year: 2019) == 1.234 && says(table, "“1.234” of “n” can be read in two ways: the point"))
        let chosen = try read("entity,year,n\nA,2019,1.234\nA,2020,12.500\nB,2019,3\n", PanelTableReader(decimal: .comma))
        #expect(chosen.panel.value("n", entity: 0, year: 2020) == 12_500 && !says(chosen, "two ways"))
        let clear = try read("entity,year,n\nA,2019,1.234\nA,2020,0.500\nB,2019,3.001\n")
        #expect(!says(clear, "two ways"))
    }

    @Test func whatDigitsDoNotSayIsSaid() throws {
        #expect(says(try read("entity,year,n\nA,2019,3.2万\nA,2020,15\n"), "multiplied out, as “3.2万”"))
        #expect(says(try read("entity,year,n\nA,2019,(14)\nA,2020,15\n"), "negative, as “(14)”"))
        #expect(says(try read("entity,year,n\nA,2019,4.5%\nA,2020,15%\n"), "“n” is in %"))
        #expect(says(try read("entity,year,n\nA,2019,4\nTotal,2019,4\n"), "“Total”: read as an entity like the others"))
        #expect(says(try read("entity,year,n\nA,2562,4\nA,2563,4\n"), "no calendar is converted"))
    }
}
