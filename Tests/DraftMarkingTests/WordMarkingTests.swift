import ReportSupport
import FilePaths
import Disclosure
import DocumentReading
import Foundation
import Testing

@testable import DraftMarking

/// Comments in Word documents: each at its cell, and nothing else changed.
@Suite struct WordMarkingTests {
    private static var inserted: Regex<Substring> {
        /<w:commentRange(?:Start|End) w:id="\d+"\/>|<w:r><w:commentReference w:id="\d+"\/><\/w:r>/
    }

    /// The words between the ends of each comment's range, by the comment's own words.
    private func marks(_ members: [String: [UInt8]]) throws -> [(comment: String, marked: String)] {
        let document = try MarkedFile.text(members["word/document.xml"])
        let comments = try MarkedFile.text(members["word/comments.xml"])
        return try comments.matches(of: /<w:comment [^>]*w:id="(\d+)"[^>]*>(.*?)<\/w:comment>/).map { match in
            let range = try #require(
                try Regex("<w:commentRangeStart w:id=\"\(match.1)\"/>(.*?)<w:commentRangeEnd w:id=\"\(match.1)\"/>").firstMatch(in: document))
            let content = String(range.output[1].substring ?? "")
            return (String(match.2).replacing(/<[^>]*>/, with: ""), content.replacing(/<[^>]*>/, with: ""))
        }
    }

    @Test(arguments: [Edition.fmt2021, .fmt2019, .stats2014])
    func eachCommentStandsAtItsCellAndNothingElseChanges(edition: Edition) async throws {
        let file = try await MarkedFile("docx", edition: edition, filling: .blanks)
        let cells = file.cells(every: 5)
        let marked = try await file.marked(cells.map { DraftRemark(place: $0.place, lines: ["[\($0.raw)]"]) })
        #expect(marked.positions.allSatisfy { $0 == .cell })
        let (before, after) = (try MarkedFile.members(file.bytes), try MarkedFile.members(marked.bytes))
        let found = try marks(after)
        #expect(found.count == cells.count)
        for mark in found { #expect(mark.comment == "[\(mark.marked)]") }
        let edited: Set = ["word/document.xml", "[Content_Types].xml", "word/comments.xml", "word/_rels/document.xml.rels"]
        #expect(Set(after.keys) == Set(before.keys).union(edited))
        for (name, content) in before where !edited.contains(name) { #expect(after[name] == content, "\(name)") }
        // Blank paragraphs had to be opened; but for them the part is the old one with the comments in it.
        let stripped = try MarkedFile.text(after["word/document.xml"]).replacing(Self.inserted, with: "").replacing("<w:p></w:p>", with: "<w:p/>")
        let old = try MarkedFile.text(before["word/document.xml"])
        #expect(stripped == old)
        #expect(try await MarkedFile.readsAlike(file.bytes, marked.bytes))
    }

    @Test func aDocumentWithCommentsKeepsThem() async throws {
        let file = try await MarkedFile("docx")
        let cells = file.cells(every: 20)
        let once = try await file.marked([DraftRemark(place: cells[0].place, lines: ["first"])]).bytes
        let again = try await MarkedFile("docx", bytes: once)
        let twice = try await again.marked([
            DraftRemark(place: cells[1].place, lines: ["second"]), DraftRemark(place: nil, lines: ["whole"]),
            DraftRemark(place: cells[1].place, lines: ["third"]),
        ])
        #expect(twice.positions == [.cell, .document, .cell])
        let found = try marks(MarkedFile.members(twice.bytes))
        #expect(found.map(\.comment) == ["first", "secondthird", "whole"])
        #expect(found[0].marked == cells[0].raw && found[1].marked == cells[1].raw && found[2].marked.contains("年度报告"))
        let relationships = try MarkedFile.text(try MarkedFile.members(twice.bytes)["word/_rels/document.xml.rels"])
        #expect(relationships.components(separatedBy: "/comments\"").count == 2)
    }

    @Test func hostileWordsAreWords() async throws {
        let file = try await MarkedFile("docx")
        let hostile = "</w:t></w:r><w:script>&\"'\u{1}\u{FFFE}]]>"
        let marked = try await file.marked([DraftRemark(place: file.cells(every: 9)[1].place, lines: [hostile])])
        let comments = try MarkedFile.text(try MarkedFile.members(marked.bytes)["word/comments.xml"])
        #expect(comments.contains("&lt;/w:t&gt;&lt;/w:r&gt;&lt;w:script&gt;&amp;&quot;&#39;]]&gt;") && !comments.contains("<w:script>"))
        #expect(try await MarkedFile.readsAlike(file.bytes, marked.bytes))
    }

    @Test func otherPrefixesAndNestedTablesAreFollowed() async throws {
        let cell = "<x:tc><x:tcPr/><x:p><x:pPr><x:jc x:val=\"left\"/></x:pPr><x:r><x:t>1</x:t></x:r></x:p></x:tc>"
        let inner = "<x:tbl><x:tr>\(cell)\(cell.replacing(">1<", with: ">2<"))</x:tr></x:tbl>"
        let main =
            "<?xml version=\"1.0\"?><x:document xmlns:x=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><x:body><x:p><x:r><x:t>t</x:t></x:r></x:p>"
            + "<x:tbl><x:tr><x:tc>\(inner)<x:p/></x:tc><x:tc><x:p/></x:tc></x:tr></x:tbl></x:body></x:document>"
        let plain = try await MarkedFile("docx").bytes
        let bytes = try #require(OfficeZip.rewritten(plain, [("word/document.xml", Array(main.utf8))]))
        let marked = try await DraftMarking.marked(
            bytes, path: "draft", remarks: [DraftRemark(place: CellPlace(table: 1, row: 1, column: 2), lines: ["two"])], words: MarkedFile.words)
        #expect(marked.positions == [.cell])
        let text = try MarkedFile.text(try MarkedFile.members(marked.bytes)["word/document.xml"])
        #expect(text.contains(/<w:commentRangeStart [^>]*\/><x:r><x:t>2<\/x:t><\/x:r><w:commentRangeEnd/))
        #expect(try await MarkedFile.readsAlike(bytes, marked.bytes))
    }

    @Test func whatCannotBeMarkedIsSaid() async throws {
        let text = Array("一、申请 1\n二、办理 2\n".utf8)
        await #expect(throws: DraftMarkingError.format("text")) {
            try await DraftMarking.marked(text, path: "draft", remarks: [], words: MarkedFile.words)
        }
    }
}
