import CLibArchive
import FilePaths
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

@testable import DocumentReading

/// RAR, 7z, tar and packed single files: members as they come, within the limits, and what is bad stops nothing before it.
@Suite struct StreamedArchiveTests {
    private static let members = [("甲县/2022.txt", "first"), ("乙县/2022.html", "second"), ("__MACOSX/._a", "junk"), ("乙县/2022_files/a.js", "own")]

    /// An archive written by the library.
    private static func packed(_ format: Int32, filter: Int32, _ members: [(name: String, text: String)]) -> [UInt8] {
        // Names in Unicode, whatever the place the tests run in.
        let before = uselocale(ArchiveNames.unicode)
        defer { _ = uselocale(before) }
        let archive = archive_write_new()
        archive_write_set_format(archive, format)
        archive_write_add_filter(archive, filter)
        var bytes = [UInt8](repeating: 0, count: 1 << 20)
        var used = 0
        archive_write_open_memory(archive, &bytes, bytes.count, &used)
        for member in members {
            let entry = archive_entry_new()
            archive_entry_set_pathname(entry, member.name)
            archive_entry_set_size(entry, Int64(member.text.utf8.count))
            archive_entry_set_filetype(entry, 0o100000)
            archive_entry_set_perm(entry, 0o644)
            archive_write_header(archive, entry)
            _ = Array(member.text.utf8).withUnsafeBytes { archive_write_data(archive, $0.baseAddress, $0.count) }
            archive_entry_free(entry)
        }
        archive_write_close(archive)
        archive_write_free(archive)
        return Array(bytes[..<used])
    }

    private func found(_ bytes: [UInt8], path: FilePath = "all", limits: ReadingLimits = .standard) -> [String] {
        SourceFiles(bytes: bytes, path: path, limits: limits).map { found in
            switch found {
            case .success(let file): "\(file.path)=\(String(decoding: file.bytes.prefix(8), as: UTF8.self))"
            case .failure(let error): "\(error.path)!\(error.code)"
            }
        }
    }

    @Test(arguments: [
        (ARCHIVE_FORMAT_TAR_USTAR, ARCHIVE_FILTER_NONE), (ARCHIVE_FORMAT_TAR_USTAR, ARCHIVE_FILTER_GZIP),
        (ARCHIVE_FORMAT_TAR_USTAR, ARCHIVE_FILTER_XZ),
    ])
    func membersOfTapes(format: Int32, filter: Int32) {
        #expect(found(Self.packed(format, filter: filter, Self.members)) == ["all/甲县/2022.txt=first", "all/乙县/2022.html=second"])
    }

    @Test func membersOfSevenZip() {
        let plain = [("a/2022.txt", "first"), ("甲县/2022.txt", "second")]
        #expect(found(Self.packed(ARCHIVE_FORMAT_7ZIP, filter: ARCHIVE_FILTER_NONE, plain)) == ["all/a/2022.txt=first", "all/甲县/2022.txt=second"])
    }

    @Test func aSinglePackedFileGoesByItsOwnName() {
        let bytes = Self.packed(ARCHIVE_FORMAT_RAW, filter: ARCHIVE_FILTER_GZIP, [("x", "report")])
        #expect(found(bytes, path: "city/2022.html.gz") == ["city/2022.html.gz/2022.html=report"])
    }

    /// A RAR file (version 5) with one stored member.
    private static func rar(_ name: String, _ text: String) -> [UInt8] {
        func little(_ value: UInt32) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) } }
        func checksum(_ bytes: [UInt8]) -> UInt32 {
            ~bytes.reduce(0xFFFF_FFFF as UInt32) { crc, byte in
                (0..<8).reduce(crc ^ UInt32(byte)) { value, _ in value & 1 == 1 ? value >> 1 ^ 0xEDB8_8320 : value >> 1 }
            }
        }
        func header(_ content: [UInt8]) -> [UInt8] {
            let sized = [UInt8(content.count)] + content
            return little(checksum(sized)) + sized
        }
        let data = Array(text.utf8)
        let size = UInt8(data.count)
        let file = [2, 2, size, 4, size, 0] + little(checksum(data)) + [0, 1, UInt8(name.utf8.count)] + Array(name.utf8)
        return [0x52, 0x61, 0x72, 0x21, 0x1A, 7, 1, 0] + header([1, 0, 0]) + header(file) + data + header([5, 0, 0])
    }

    @Test func membersOfRAR() { #expect(found(Self.rar("乙县/2023.txt", "rared")) == ["all/乙县/2023.txt=rared"]) }

    @Test func whatLeadsOutIsRefusedAndStopsNothing() {
        let bytes = Self.packed(ARCHIVE_FORMAT_TAR_USTAR, filter: ARCHIVE_FILTER_NONE, [("../x", "a"), ("/abs", "b"), ("ok.txt", "fine")])
        #expect(found(bytes) == ["all/../x!outside_folder", "all//abs!outside_folder", "all/ok.txt=fine"])
    }

    @Test func limitsHold() {
        let large = String(repeating: "0", count: 200_000)
        let bytes = Self.packed(ARCHIVE_FORMAT_TAR_USTAR, filter: ARCHIVE_FILTER_GZIP, [("a.txt", "first"), ("b.txt", large), ("c.txt", "third")])
        var limits = ReadingLimits.standard
        limits.fileBytes = 100_000
        #expect(found(bytes, limits: limits) == ["all/a.txt=first", "all/b.txt!beyond_limit", "all/c.txt=third"])
        limits = .standard
        limits.archiveBytes = 100_000
        #expect(found(bytes, limits: limits).first == "all/a.txt=first")
        #expect(found(bytes, limits: limits).last?.hasSuffix("!beyond_limit") == true)
        limits = .standard
        limits.archiveMembers = 1
        #expect(
            found(bytes, limits: limits) == ["all/a.txt=first", "all/b.txt!beyond_limit"]
                || found(bytes, limits: limits) == ["all/a.txt=first", "all!beyond_limit"])
        limits = .standard
        limits.archiveDepth = 0
        #expect(found(bytes, limits: limits) == ["all!beyond_limit"])
    }

    @Test func whatIsWholeBeforeTheDamageIsRead() {
        let bytes = Self.packed(ARCHIVE_FORMAT_TAR_USTAR, filter: ARCHIVE_FILTER_NONE, [("a.txt", "first"), ("b.txt", "second")])
        let cut = found(Array(bytes[..<1300]))
        #expect(cut.first == "all/a.txt=first")
        #expect(cut.count == 2 && cut[1].contains("!"))
    }
}
