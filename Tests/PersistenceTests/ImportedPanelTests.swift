import ColumnStore
import Disclosure
import Foundation
import PanelReading
import TestSupport
import Testing

@testable import Persistence

@Suite struct ImportedPanelTests {
    private func imported(_ text: String) throws -> PanelTable { try PanelTableReader().read(Array(text.utf8)) }

    @Test func aPanelComesBackFromTheStore() throws {
        let folder = try TemporaryFolder()
        let store = try Store(creatingAt: folder.path("a.sqlite"))
        let table = try imported("entity,year,indicator,value,sector\nA,2020,x,1.25,p\nA,2020,x,2.5,p\nB,2022,y,,q\nB,2021,x,7,q\n")
        let panel = ImportedPanel(name: "t", panel: table.panel, rules: "x <= y", repetitions: table.repetitions, source: "t.csv")
        #expect(table.repetitions.count == 1)
        #expect(try store.put(panel, sha256: "1"))
        #expect(try !store.put(panel, sha256: "1"))
        #expect(try store.importedPanels().elementsEqual([panel], by: ==) == true)
        #expect(try store.put(panel, sha256: "1", reading: "sum"))
        #expect(try store.put(panel, sha256: "2"))
        #expect(try store.importedPanels().count == 1)
        #expect(try store.integrityProblems() == [])
    }

    /// Flags, marks, bounds, units, kinds and texts of every scope are kept as they are.
    @Test func whatStandsBesideTheNumbersComesBackFromTheStore() throws {
        let folder = try TemporaryFolder()
        let store = try Store(creatingAt: folder.path("a.sqlite"))
        var table = try imported(
            """
            entity,year,indicator,value,edition,note,class
            A,2020,x,12 p,old,,one
            A,2021,x,<5,new,seen,one
            B,2020,x,: c,old,,two
            B,2021,x,7,new,,two
            A,2020,share,4.5%,old,,one
            A,2021,share,**,new,,one
            """)
        table.panel.describe("x", as: VariableDescription(unit: nil, kind: .count, label: "X"))
        #expect(table.panel.remark("x", entity: 0, year: 2021) == CellRemark(raw: "<5", low: 0, high: 4, line: 3))
        #expect(table.panel.description(of: "share").unit == "%" && table.panel.details["edition"]?.scope == .year)
        let panel = ImportedPanel(name: "t", panel: table.panel, source: "t.csv")
        try store.put(panel, sha256: "1")
        let back = try #require(try store.importedPanels().first)
        #expect(back == panel && back.panel.description(of: "x").kind == .count)
        #expect(back.panel.remark("x", entity: 1, year: 2020)?.flag == "c")
    }
}
