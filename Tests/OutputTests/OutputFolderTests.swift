import Foundation
import Output
import Testing

@Suite struct OutputFolderTests {
    private let folder: Folder

    init() throws { folder = try Folder() }

    private func names(in name: String) throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: folder.path(name)).sorted() }

    @Test func aNewFolderIsThereWithAllItsFilesOrNotAtAll() throws {
        let files = try OutputFolder(path: folder.path("a/b"))
        try files.write("1.html") { try $0.write("one") }
        try files.write("2.html") { try $0.write(String(repeating: "x", count: 100_000)) }
        #expect(!FileManager.default.fileExists(atPath: folder.path("a/b")))
        try files.commit()
        #expect(try names(in: "a/b") == ["1.html", "2.html"])
        #expect(try names(in: "a") == ["b"])
        #expect(try folder.text("a/b/1.html") == "one")
    }

    @Test func filesOfAFolderThatIsThereTakeTheirPlacesTogether() throws {
        try FileManager.default.createDirectory(atPath: folder.path("out"), withIntermediateDirectories: true)
        try folder.put("out/1.html", "old")
        try folder.put("out/kept.txt", "kept")
        let files = try OutputFolder(path: folder.path("out"))
        try files.write("1.html") { try $0.write("new") }
        #expect(try folder.text("out/1.html") == "old")
        try files.commit()
        #expect(try folder.text("out/1.html") == "new")
        #expect(try names(in: "out") == ["1.html", "kept.txt"])
    }

    @Test func whatIsNotCommittedNeverWas() throws {
        do {
            let files = try OutputFolder(path: folder.path("out"))
            try files.write("1.html") { try $0.write("new") }
        }
        #expect(try folder.names.isEmpty)
        let leftover = ".out.0123456789abcdef.analyze-partial"
        try FileManager.default.createDirectory(atPath: folder.path(leftover), withIntermediateDirectories: true)
        try folder.put(leftover + "/1.html", "half")
        let files = try OutputFolder(path: folder.path("out"))
        #expect(!(try folder.names.contains(leftover)))
        try files.commit()
        #expect(try folder.names == ["out"])
    }

    @Test func whatMustStayIsNotWrittenOver() throws {
        try FileManager.default.createDirectory(atPath: folder.path("out"), withIntermediateDirectories: true)
        try folder.put("out/panel.csv", "precious")
        let files = try OutputFolder(path: folder.path("out"))
        #expect(throws: OutputError.self) { try files.write("panel.csv", isKept: { _ in true }) { try $0.write("new") } }
        files.discard()
        #expect(try folder.text("out/panel.csv") == "precious")
        #expect(throws: OutputError.failed(path: folder.path("out/panel.csv"), code: ENOTDIR)) {
            try OutputFolder(path: folder.path("out/panel.csv"))
        }
    }

    @Test func scratchFilesHaveNoName() throws {
        let scratch = try ScratchFile()
        let handle = try #require(FileHandle(forWritingAtPath: scratch.path))
        try handle.write(contentsOf: Data("bytes".utf8))
        try handle.close()
        let memory = MemorySink()
        try scratch.copy(to: memory)
        #expect(memory.text == "bytes")
    }
}
