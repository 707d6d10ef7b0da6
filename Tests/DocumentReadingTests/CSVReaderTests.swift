import FilePaths
import TestSupport
import Testing

@testable import DocumentReading

@Suite struct CSVReaderTests {
    private func texts(_ file: String) async throws -> [[String]] {
        let document = try await DocumentReaders.read(bytes: Array(file.utf8), path: "a")
        #expect(document.format == "csv")
        return document.blocks.flatMap { block -> [[String]] in
            switch block {
            case .paragraph(let paragraph): [[paragraph.text]]
            case .table(let table): table.rows.map { $0.cells.map(\.text) }
            }
        }
    }

    @Test func quotesFollowTheStandard() async throws {
        #expect(try await texts("a,\"b\"\"c\",\"d\ne\"\r\n1,\"2,5\",3\r\n") == [["a", "b\"c", "d\ne"], ["1", "2,5", "3"]])
    }

    @Test(arguments: ["\t", ";", ","])
    func theSeparatorIsToldFromTheRows(separator: String) async throws {
        let file = "题\n" + [["甲", "1", ""], ["乙", "", "2"], ["丙", "3", "4"]].map { $0.joined(separator: separator) }.joined(separator: "\n")
        #expect(try await texts(file) == [["题"], ["甲", "1", ""], ["乙", "", "2"], ["丙", "3", "4"]])
    }

    @Test func aSeparatorLineIsNoRow() async throws { #expect(try await texts("sep=;\na;1\nb;2\n") == [["a", "1"], ["b", "2"]]) }

    @Test func aQuoteThatNeverEndsIsToldOf() async throws {
        let document = try await DocumentReaders.read(bytes: Array("a,b\n1,2\n3,\"4\n5,6\n".utf8), path: "a")
        #expect(document.warnings == [.openQuote])
    }

    @Test func proseWithCommasIsText() async throws {
        let document = try await DocumentReaders.read(bytes: Array("one, two and three.\nNo comma here.\nA, b, c, d.\n".utf8), path: "a")
        #expect(document.format == "text")
    }

    @Test func gb18030IsDecoded() async throws {
        let bytes = try #require(["甲,1", "乙,2"].joined(separator: "\n").gb18030)
        let document = try await DocumentReaders.read(bytes: bytes, path: "a")
        guard case .table(let table) = document.blocks[0] else { throw ReadingError(path: "", reason: .empty) }
        #expect(table.rows.map { $0.cells.map(\.text) } == [["甲", "1"], ["乙", "2"]])
    }
}
