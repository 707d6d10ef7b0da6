import FilePaths
import Testing

@testable import DocumentReading

/// Formats that are told and not read say what to do instead.
@Suite struct UnreadFormatsTests {
    private func reason(_ bytes: [UInt8]) async -> ReadingError.Reason? {
        do {
            _ = try await DocumentReaders.read(bytes: bytes, path: "x")
            return nil
        } catch { return error.reason }
    }

    @Test func everyFormatIsToldByItsContent() async {
        func container(_ names: [String]) -> [UInt8] { OfficeFile.stored(names.map { .init(name: Array($0.utf8), content: [65]) }) }
        #expect(await reason([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1] + Array(repeating: 87, count: 4000)) == .unsupported(.binaryOffice))
        #expect(await reason(Array("{\\rtf1\\ansi\\ansicpg936 {\\fonttbl} 1,2\n3,4\n5,6}".utf8)) == .unsupported(.richText))
        #expect(await reason(container(["mimetype", "content.xml"])) == .unsupported(.openDocument))
        #expect(await reason(container(["OFD.xml", "Doc_0/Document.xml"])) == .unsupported(.ofd))
        #expect(await reason(container(["[Content_Types].xml", "ppt/presentation.xml"])) == .unsupported(.presentation))
        #expect(await reason([0x1F, 0x8B] + Array(repeating: 3, count: 90)) == .unsupported(.gzip))
        #expect(await reason(Array("PK\u{3}\u{4}broken".utf8)) == .damaged(format: "ZIP container", .noDirectory))
    }
}
