import FilePaths
import Testing

@testable import DocumentReading

/// What people do not see of a page is not read, and said; what stands above the line is a mark.
@Suite struct HTMLVisibilityTests {
    private func read(_ body: String, head: String = "", includingHidden: Bool = false) async throws -> (texts: [[String]], hidden: Bool) {
        let page = "<html><head><title>t</title>\(head)</head><body>\(body)</body></html>"
        let document = try await DocumentReaders.read(bytes: Array(page.utf8), path: "a.html", includingHidden: includingHidden)
        let texts = document.blocks.flatMap { block -> [[String]] in
            switch block {
            case .paragraph(let paragraph): [[paragraph.text]]
            case .table(let table): table.rows.map { $0.cells.map(\.text) }
            }
        }
        return (texts, document.warnings.contains { $0.subject == .hidden })
    }

    private static let row = "<tr><td>1</td><td>2</td></tr>"

    @Test(arguments: [
        "<tr style='display:none'><td>8</td><td>9</td></tr>", "<tr STYLE=\"color:red; DISPLAY : None !important\"><td>8</td></tr>",
        "<tr hidden><td>8</td></tr>", "<tr hidden=\"hidden\"><td>8</td></tr>", "<tr class='x gone'><td>8</td></tr>", "<tr id=off><td>8</td></tr>",
        "<tr><td class=gone>8</td></tr>", "<tr style=\"display:none\"><td>8<table><tr><td>7</td></tr></table></td></tr>",
    ])
    func whatIsHiddenIsLeftOut(hidden: String) async throws {
        let head = "<style>.gone, #off { display: none } @media print { td { display: none } } .shown { color: red }</style>"
        let found = try await read("<table>\(Self.row)\(hidden)\(Self.row)</table>", head: head)
        #expect(found.texts.filter { !$0.isEmpty } == [["1", "2"], ["1", "2"]])
        #expect(found.hidden)
    }

    @Test func aHiddenPlaceStaysBlank() async throws {
        let found = try await read("<table><tr><td>1</td><td style='visibility:hidden'>8</td><td>2</td></tr></table>")
        #expect(found.texts == [["1", "", "2"]])
        #expect(found.hidden)
    }

    @Test func rulesBehindWhatTheySpeakOfHold() async throws {
        let found = try await read("<table>\(Self.row)<tr class='late'><td>8</td></tr></table><style>tr.late{display:none}</style>")
        #expect(found.texts == [["1", "2"]])
    }

    @Test func theElementsOwnStyleOverrulesTheRules() async throws {
        let found = try await read(
            "<table><tr class=gone style='display:table-row'><td>1</td><td>2</td></tr></table>", head: "<style>.gone{display:none}</style>")
        #expect(found.texts == [["1", "2"]])
        #expect(!found.hidden)
    }

    @Test func menusAndThePageItselfAreNoRemark() async throws {
        let found = try await read("<ul style='display:none'><li>首页</li></ul><p>甲</p>", head: "<style>body{display:none}</style>")
        #expect(found.texts == [["甲"]])
        #expect(!found.hidden)
    }

    @Test func everythingIsReadWhenAskedFor() async throws {
        let found = try await read("<table>\(Self.row)<tr hidden><td>8</td><td>9</td></tr></table>", includingHidden: true)
        #expect(found.texts == [["1", "2"], ["8", "9"]])
    }

    @Test(arguments: [
        ("93<sup>1</sup>", "93¹"), ("93 <sup> 12 </sup>", "93 ¹²"), ("5<sup>*</sup>", "5*"), ("5<sup>注1</sup>件", "5[注1]件"),
        ("5<sup>[3]</sup>", "5[3]"), ("5<sup>①</sup>", "5①"), ("5<sup>(1)</sup>", "5⁽¹⁾"), ("5<sub>2</sub>", "5₂"),
        ("5<span style='vertical-align:super;font-size:8pt'>1</span>", "5¹"), ("5<span class=up>1</span>", "5¹"),
        ("5<sup><a href='#n'>1</a></sup>", "5¹"),
        ("5<sup></sup>", "5"),
    ])
    func whatStandsAboveTheLineIsAMark(cell: String, text: String) async throws {
        let found = try await read("<table><tr><td>1</td><td>\(cell)</td></tr></table>", head: "<style>.up{vertical-align:super}</style>")
        #expect(found.texts == [["1", text]])
    }
}
