import DocumentReading
import FilePaths
import ReportParsing
import ReportSupport
import Testing

@testable import ReportRendering

/// Files made to do harm get a clear reason and cost little.
struct HostileFilesTests {
    private func codes(_ bytes: [UInt8], limits: ReadingLimits = .standard) async -> [String] {
        await ReportFile.read(bytes: bytes, path: "hostile", limits: limits).map { outcome in
            if case .failure(let quarantine) = outcome.result { quarantine.code } else { "stored" }
        }
    }

    private func word(_ body: String) throws -> [UInt8] {
        try ZipContainer.pack([(name: "[Content_Types].xml", content: "<Types/>"), (name: "word/document.xml", content: body)])
    }

    @Test("A member that unpacks to far more than it is packed")
    func bomb() async throws {
        let bytes = try ZipContainer.pack([(name: "a.html", content: String(repeating: "0", count: 4 << 20))])
        #expect(await codes(bytes) == ["beyond_limit"])
    }

    @Test("Names that lead out of the archive")
    func traversal() async throws {
        let bytes = try ZipContainer.pack([(name: "../../etc/passwd", content: "x"), (name: "/tmp/x.html", content: "x")])
        #expect(await codes(bytes) == ["outside_folder", "outside_folder"])
    }

    @Test("Archives within archives end at the limit")
    func nestedArchives() async throws {
        var limits = ReadingLimits()
        limits.archiveMembers = 3
        let many = try ZipContainer.pack((0..<5).map { (name: "\($0).txt", content: "x") })
        #expect(await codes(many, limits: limits) == ["beyond_limit"])
    }

    @Test("Entities do not expand")
    func entities() async throws {
        var declarations = "<!ENTITY a0 \"" + String(repeating: "x", count: 100) + "\">"
        for level in 1..<12 { declarations += "<!ENTITY a\(level) \"" + String(repeating: "&a\(level - 1);", count: 10) + "\">" }
        let body = "<!DOCTYPE d [\(declarations)]><w:document xmlns:w='w'><w:body><w:p><w:r><w:t>&a11;</w:t></w:r></w:p></w:body></w:document>"
        let result = await codes(try word(body))
        #expect(result != ["stored"])
    }

    @Test("Elements deeper than the limit")
    func depth() async throws {
        let body = String(repeating: "<w:p xmlns:w='w'>", count: 5000)
        #expect(await codes(try word(body)) == ["beyond_limit"])
        #expect(await codes(Array(("<html>" + String(repeating: "<table><tr><td>", count: 5000)).utf8)) == ["beyond_limit"])
    }

    @Test("Millions of tiny cells")
    func cells() async {
        var limits = ReadingLimits()
        limits.elements = 10_000
        let page = "<html><table><tr>" + String(repeating: "<td>1", count: 30_000)
        #expect(await codes(Array(page.utf8), limits: limits) == ["beyond_limit"])
    }

    @Test("A line without end, and one of NUL bytes")
    func lines() async {
        var limits = ReadingLimits()
        limits.lineCharacters = 10_000
        #expect(await codes(Array(String(repeating: "x", count: 50_000).utf8), limits: limits) == ["beyond_limit"])
        #expect(await codes([UInt8](repeating: 0, count: 100_000)) == ["empty"])
    }

    @Test("A container cut off anywhere", arguments: [10, 40, 100, 200])
    func truncated(length: Int) async throws {
        let bytes = Array(try word("<w:document xmlns:w='w'><w:body/></w:document>").prefix(length))
        let result = await codes(bytes)
        #expect(result.count == 1 && result != ["stored"])
    }

    @Test("A file beyond the limit of bytes")
    func large() async {
        var limits = ReadingLimits()
        limits.fileBytes = 1000
        #expect(await codes([UInt8](repeating: 65, count: 1001), limits: limits) == ["beyond_limit"])
    }

    @Test("Random bytes behind every signature end in a reason")
    func randomBytes() async {
        var generator = SeededGenerator(seed: 11)
        let openings: [[UInt8]] = [
            Array("<html><table>".utf8), Array("<table><tr><td>第二十条".utf8), [0x50, 0x4B, 3, 4], [0xFF, 0xFE], Array("a,b,c\n1,2,3\n".utf8), [],
        ]
        for opening in openings {
            for _ in 0..<20 {
                let noise = (0..<Int.random(in: 1...400, using: &generator)).map { _ in UInt8.random(in: 0...255, using: &generator) }
                #expect(await codes(opening + noise).allSatisfy { $0 != "stored" })
            }
        }
    }
}
