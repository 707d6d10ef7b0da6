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
        #expect(await reason(container(["[Content_Types].xml", "ppt/presentation.xml"])) == .unsupported(.presentation))
        #expect(await reason([0x1F, 0x8B, 8] + Array(repeating: 3, count: 90)) == .unsupported(.archive))
        #expect(await reason(Array("PK\u{3}\u{4}broken".utf8)) == .damaged(format: "ZIP container", .noDirectory))
        func compound(_ stream: String) -> [UInt8] {
            let name: [UInt8] = stream.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
            return [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1] + name
        }
        #expect(await reason(compound("PowerPoint Document")) == .unsupported(.presentation))
        #expect(await reason(compound("EncryptedPackage")) == .encrypted(format: "file"))
    }

    @Test("An old office file is read through LibreOffice, or the line that installs it is said")
    func oldOfficeFiles() async {
        let text = "{\\rtf1\\ansi {\\b title}\\par 12\\par}"
        do {
            let document = try await DocumentReaders.read(bytes: Array(text.utf8), path: "a.rtf")
            #expect(document.format == "rtf")
            #expect(document.blocks.count == 2)
        } catch {
            #expect(error.reason == .missingProgram("LibreOffice", install: OutsideProgram.libreOffice.installation))
        }
    }
}
