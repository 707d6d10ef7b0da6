import ColumnStore
import Disclosure
import FilePaths
import Foundation
import Testing

@testable import PanelReading

@Suite struct JSONPanelTests {
    private func read(_ text: String) async throws -> PanelTable { try await PanelFile(Data(text.utf8), path: "p.json").panel() }

    @Test(arguments: [
        #"[{"entity": "A", "year": 2020, "x": 12}, {"entity": "A", "year": 2021, "y": 0.1, "x": null}]"#,
        #"{"schema": "s/1", "inputs": [{"path": "p"}], "rows": [{"entity": "A", "year": 2020, "x": 12}, {"entity": "A", "year": 2021, "x": null, "y": 1e-1}], "notes": []}"#,
        "{\"entity\": \"A\", \"year\": 2020, \"x\": 12}\r\n{\"entity\": \"A\", \"year\": 2021, \"y\": 0.1}\n",
    ])
    func recordsOfEveryShape(text: String) async throws {
        let panel = try await read(text).panel
        #expect(panel.variables == ["x", "y"] && panel.value("x", entity: 0, year: 2020) == 12 && panel.value("y", entity: 0, year: 2021) == 0.1)
    }

    @Test func numbersAndTextsAreWhatIsWritten() async throws {
        let records =
            #"[{"entity": "\u4e59\u53bf \ud83d\ude00 \"q\" \/", "year": 2020, "x": 9007199254740993}, {"entity": "B", "year": 2020, "x": 1e400}]"#
        let table = try await read(records)
        #expect(table.panel.entities == ["乙县 😀 \"q\" /", "B"])
        #expect(table.oddCells.map(\.kind) == [.rounded, .outOfRange])
    }

    @Test(arguments: [
        #"[{"a": "#, #"[{"a" 1}]"#, #"[{"a": 1}"#, #"{"a": tru}"#, #"[{"a": "\x"}]"#, #"{"rows": [1]}"#, #"{"a": 1} 2"#, #"[{"a": --1}]"#, "{}",
    ])
    func damageIsSaid(text: String) async {
        await #expect(throws: PanelTableError.self) { try await read(text) }
    }

    @Test func depthIsLimited() async {
        await #expect(throws: PanelTableError.self) { try await read("{\"a\": " + String(repeating: "[", count: 100_000)) }
        await #expect(throws: PanelTableError.self) { try await read(String(repeating: "[{\"a\": ", count: 100_000)) }
    }

    @Test func aLineThatBeginsWithABracketIsNoJSON() async throws {
        let table = try await read("[Table 1]\nentity,year,x\nA,2020,1\n")
        #expect(table.panel.variables == ["x"])
    }
}
