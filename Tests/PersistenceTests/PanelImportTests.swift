import ColumnStore
import Foundation
import Testing

@testable import Persistence

@Suite struct PanelImportTests {
    @Test func tidyColumnsInAnyOrderWithAttributes() throws {
        let csv = "\u{FEFF}value,type,entity,year,indicator\r\n1.5,\"a \"\"b\"\"\",甲,2020,x\r\n,\"a \"\"b\"\"\",甲,2021,x\r\n-3e2,c,乙,2021,y\r\n"
        let imported = try PanelImport(csv: Array(csv.utf8))
        let panel = imported.panel
        #expect(panel.entities == ["甲", "乙"] && panel.years == 2020...2021 && panel.variables == ["x", "y"])
        #expect(panel.value("x", entity: 0, year: 2020) == 1.5 && panel.value("y", entity: 1, year: 2021) == -300)
        #expect(panel.state("x", entity: 0, year: 2021) == 2 && panel.state("x", entity: 1, year: 2020) == 0)
        #expect(panel.attributes["type"]?[0] == "a \"b\"" && panel.attributes["type"]?[1] == "c")
    }

    @Test func wideByVariableAndByYear() throws {
        let byVariable = try PanelImport(csv: Array("主体;年度;收到;办结;地区\n甲;2020;10;9;东\n甲;2021;12;NA;东\n乙;2021;3;3;西\n".utf8)).panel
        #expect(byVariable.variables == ["收到", "办结"] && byVariable.attributes["地区"]?[1] == "西")
        #expect(byVariable.value("收到", entity: 0, year: 2021) == 12 && byVariable.value("办结", entity: 0, year: 2021) == nil)
        let byYear = try PanelImport(csv: Array("name\tindicator\t2020\t2021年\nA\tx\t1\t2\nA\ty\t3\t\n".utf8)).panel
        #expect(byYear.value("x", entity: 0, year: 2021) == 2 && byYear.value("y", entity: 0, year: 2020) == 3)
    }

    @Test func conflictsAreCountedAndTheFirstValueStands() throws {
        let imported = try PanelImport(
            csv: Array("entity,year,indicator,value,end\nA,2020,x,1,06\nA,2020,x,2,12\nA,2020,x,1,12\nA,2021,x,5,12\n".utf8))
        #expect(imported.conflicts == 1 && imported.panel.value("x", entity: 0, year: 2020) == 1)
        #expect(imported.droppedColumns == ["end"])
    }

    @Test func errorsSayWhere() {
        #expect(throws: PanelImportError.empty) { try PanelImport(csv: Array("entity,year,indicator,value\n".utf8)) }
        #expect(throws: PanelImportError.badYear(line: 2, text: "20")) { try PanelImport(csv: Array("entity,year,indicator,value\nA,20,x,1\n".utf8)) }
        #expect(throws: PanelImportError.notANumber(line: 3, column: "value", text: "many")) {
            try PanelImport(csv: Array("entity,year,indicator,value\nA,2020,x,1\nA,2021,x,many\n".utf8))
        }
        #expect(throws: PanelImportError.self) { try PanelImport(csv: Array("a,b\n1,2\n".utf8)) }
    }

    @Test(arguments: ["0", "-1.25", "123456789012345", "1234567890123456789", "0.1", "1e-7", "+3", "99999.99999", "4.35", "0.000000000000001"])
    func numbersAreReadAsTheStandardLibraryDoes(text: String) {
        let bytes = Array(text.utf8)
        #expect(bytes.withUnsafeBufferPointer { DecimalText.double($0) } == Double(text))
    }

    @Test func aPanelComesBackFromTheStore() throws {
        let folder = try TemporaryFolder()
        let store = try Store(creatingAt: folder.path("a.sqlite"))
        let csv = "entity,year,indicator,value,sector\nA,2020,x,1.25,p\nB,2022,y,,q\nB,2021,x,7,q\n"
        let panel = ImportedPanel(name: "t", panel: try PanelImport(csv: Array(csv.utf8)).panel, rules: "x <= y")
        #expect(try store.put(panel, source: "t.csv", sha256: "1"))
        #expect(try !store.put(panel, source: "t.csv", sha256: "1"))
        #expect(try store.importedPanels().elementsEqual([panel], by: ==) == true)
        #expect(try store.put(panel, source: "t.csv", sha256: "2"))
        #expect(try store.importedPanels().count == 1)
        #expect(try store.integrityProblems() == [])
    }
}
