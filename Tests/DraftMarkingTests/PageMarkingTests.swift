import ReportSupport
import FilePaths
import Disclosure
import DocumentReading
import Foundation
import TestSupport
import Testing

@testable import DraftMarking

/// Marks in web pages: each at its cell, and nothing else changed.
@Suite struct PageMarkingTests {
    private static var added: Regex<Substring> { /(?s)<style>\n\[data-check\].*<\/aside>\n/ }
    private static var attributes: Regex<Substring> { #/ data-check="\d+" title="[^"]*"/# }

    @Test(arguments: [Edition.fmt2021, .fmt2019, .stats2014])
    func eachMarkStandsAtItsCellAndNothingElseChanges(edition: Edition) async throws {
        let file = try await MarkedFile("html", edition: edition, filling: .blanks)
        let cells = file.cells(every: 4)
        let marked = try await file.marked(cells.map { DraftRemark(place: $0.place, lines: ["[\($0.raw)]"]) })
        #expect(marked.positions.allSatisfy { $0 == .cell })
        let page = String(decoding: marked.bytes, as: UTF8.self)
        let found = page.matches(of: /<td data-check="\d+" title="\[([^"]*)\]"[^>]*>(.*?)<\/td>/)
        #expect(found.count == cells.count)
        for mark in found {
            let shown = mark.2.replacing("&nbsp;", with: "")
            let title = mark.1.replacing(/&#x([0-9A-F]+);/) { String(UnicodeScalar(UInt32($0.1, radix: 16)!)!) }
            #expect(title.replacing("\u{A0}", with: "") == shown)
        }
        #expect(page.replacing(Self.added, with: "").replacing(Self.attributes, with: "") == String(decoding: file.bytes, as: UTF8.self))
        #expect(try await MarkedFile.readsAlike(file.bytes, marked.bytes))
    }

    @Test func hostileWordsAreWordsInEveryEncoding() async throws {
        let file = try await MarkedFile("html")
        let national = try #require(String(decoding: file.bytes, as: UTF8.self).replacing("utf-8", with: "gb18030").gb18030)
        let marked = try await MarkedFile("html", bytes: national).marked([
            DraftRemark(place: file.cells(every: 9)[1].place, lines: ["\"><script>alert('恶')</script>"]),
            DraftRemark(place: nil, lines: ["</aside><img src=x>"]),
        ])
        let inserted = String(decoding: marked.bytes, as: UTF8.self)
        #expect(!inserted.contains("<script>") && !inserted.contains("<img") && inserted.contains("&lt;script&gt;alert(&#39;&#x6076;&#39;)"))
        #expect(try await MarkedFile.readsAlike(national, marked.bytes))
    }

    @Test func markupThatIsNoCellIsPassedOver() async throws {
        let page = """
            <html><head><title><td>x</td></title><script>var a = "<td>";</script></head><body><!-- <td>no</td> -->
            <table><tr><td title="old" class='a>b'>收到</td><TH data-a=1>3</TH><td>4<tr><td>办理<td><table><tr><td>5</td></tr></table></td><td>6</td></table></body></html>
            """
        let remarks = [(1, 2, "3"), (1, 3, "4"), (2, 1, "办理"), (2, 3, "6")].map { row, column, text in
            DraftRemark(place: CellPlace(table: 1, row: row, column: column), lines: [text])
        }
        let marked = try await DraftMarking.marked(Array(page.utf8), path: "draft", remarks: remarks, words: MarkedFile.words)
        #expect(marked.positions == [.cell, .cell, .cell, .cell])
        let text = String(decoding: marked.bytes, as: UTF8.self)
        for (title, content) in [("3", "3"), ("4", "4"), ("&#x529E;&#x7406;", "办理"), ("6", "6")] {
            let pattern = try Regex("title=\"\(title)\"[^>]*>\(content)")
            #expect(text.contains(pattern), "\(content)")
        }
    }
}
