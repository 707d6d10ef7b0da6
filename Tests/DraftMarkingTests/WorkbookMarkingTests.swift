import ReportSupport
import FilePaths
import Disclosure
import DocumentReading
import Foundation
import Testing

@testable import DraftMarking

/// Notes in workbooks: each at its cell, and nothing else changed.
@Suite struct WorkbookMarkingTests {
    /// What a cell of the sheet shows.
    private func shown(_ reference: String, _ members: [String: [UInt8]]) throws -> String {
        let sheet = try MarkedFile.text(members["xl/worksheets/sheet1.xml"])
        guard let cell = try Regex("<c r=\"\(reference)\"([^>/]*)>(.*?)</c>").firstMatch(in: sheet) else { return "" }
        let value = String(cell.output[2].substring ?? "").replacing(/<[^>]*>/, with: "")
        guard cell.output[1].substring?.contains("t=\"s\"") == true, let number = Int(value) else { return value }
        let strings = try MarkedFile.text(members["xl/sharedStrings.xml"]).matches(of: /<si>(.*?)<\/si>/)
        return String(strings[number].1).replacing(/<[^>]*>/, with: "")
    }

    private func notes(_ members: [String: [UInt8]]) throws -> [(reference: String, text: String)] {
        try MarkedFile.text(members["xl/comments1.xml"]).matches(of: /(?s)<comment ref="([A-Z]+\d+)"[^>]*>(.*?)<\/comment>/).map {
            (String($0.1), String($0.2).replacing(/<[^>]*>/, with: ""))
        }
    }

    @Test(arguments: [Edition.fmt2021, .fmt2019, .stats2014])
    func eachNoteStandsAtItsCellAndNothingElseChanges(edition: Edition) async throws {
        let file = try await MarkedFile("xlsx", edition: edition, filling: .blanks)
        let cells = file.cells(every: 4)
        let marked = try await file.marked(cells.map { DraftRemark(place: $0.place, lines: ["[\($0.raw)]"]) })
        #expect(marked.positions.allSatisfy { $0 == .cell })
        let (before, after) = (try MarkedFile.members(file.bytes), try MarkedFile.members(marked.bytes))
        let notes = try notes(after)
        #expect(notes.count == cells.count)
        for note in notes {
            let content = try shown(note.reference, after)
            #expect(note.text == "[\(content)]", "\(note.reference)")
        }
        let drawing = try MarkedFile.text(after["xl/drawings/vmlDrawing1.vml"])
        let boxes = drawing.matches(of: /<x:Row>(\d+)<\/x:Row><x:Column>(\d+)<\/x:Column>/).map { box in
            CellReference.text(row: Int(box.1)! + 1, column: Int(box.2)! + 1)
        }
        #expect(boxes == notes.map(\.reference))
        let added: Set = ["xl/comments1.xml", "xl/drawings/vmlDrawing1.vml", "xl/worksheets/_rels/sheet1.xml.rels"]
        let edited = added.union(["xl/worksheets/sheet1.xml", "[Content_Types].xml"])
        #expect(Set(after.keys) == Set(before.keys).union(added))
        for (name, content) in before where !edited.contains(name) { #expect(after[name] == content, "\(name)") }
        let sheet = try MarkedFile.text(after["xl/worksheets/sheet1.xml"])
        let old = try MarkedFile.text(before["xl/worksheets/sheet1.xml"])
        #expect(sheet.replacing(/<legacyDrawing [^>]*\/>/, with: "") == old)
        #expect(try await MarkedFile.readsAlike(file.bytes, marked.bytes))
    }

    @Test func notesThatAreThereStayAndAreAddedTo() async throws {
        let file = try await MarkedFile("xlsx")
        let cells = file.cells(every: 20)
        let once = try await file.marked([DraftRemark(place: cells[0].place, lines: ["first"])]).bytes
        let twice = try await MarkedFile("xlsx", bytes: once).marked([
            DraftRemark(place: cells[0].place, lines: ["second"]), DraftRemark(place: cells[1].place, lines: ["third"]),
            DraftRemark(place: nil, lines: ["whole"]),
        ])
        let members = try MarkedFile.members(twice.bytes)
        let notes = try notes(members)
        #expect(notes.map(\.text) == ["first\n\nsecond", "third", "whole"] && notes[2].reference == "A1")
        let drawing = try MarkedFile.text(members["xl/drawings/vmlDrawing1.vml"])
        let shapes = drawing.matches(of: /_x0000_s(\d+)/).map { String($0.1) }
        #expect(shapes.count == 3 && Set(shapes).count == 3)
        #expect(try MarkedFile.text(members["xl/worksheets/sheet1.xml"]).components(separatedBy: "<legacyDrawing ").count == 2)
    }

    @Test func hostileWordsAreWords() async throws {
        let file = try await MarkedFile("xlsx")
        let marked = try await file.marked([DraftRemark(place: file.cells(every: 9)[1].place, lines: ["</t><evil/>&\"_x0041_\u{1}", "=1+1"])])
        let text = try MarkedFile.text(try MarkedFile.members(marked.bytes)["xl/comments1.xml"])
        #expect(text.contains("&lt;/t&gt;&lt;evil/&gt;&amp;&quot;_x005F_x0041_\n=1+1"))
        #expect(try await MarkedFile.readsAlike(file.bytes, marked.bytes))
    }

    @Test func theTieStandsWhereTheSchemaWantsIt() async throws {
        let file = try await MarkedFile("xlsx")
        var sheet = try MarkedFile.text(try MarkedFile.members(file.bytes)["xl/worksheets/sheet1.xml"])
        sheet = sheet.replacing("</worksheet>", with: "<pageSetup orientation=\"portrait\"/><tableParts count=\"0\"/><extLst/></worksheet>")
        let bytes = try #require(OfficeZip.rewritten(file.bytes, [("xl/worksheets/sheet1.xml", Array(sheet.utf8))]))
        let marked = try await MarkedFile("xlsx", bytes: bytes).marked([DraftRemark(place: nil, lines: ["whole"])])
        let after = try MarkedFile.text(try MarkedFile.members(marked.bytes)["xl/worksheets/sheet1.xml"])
        #expect(after.contains(/<pageSetup [^>]*\/><legacyDrawing [^>]*\/><tableParts/))
    }
}
