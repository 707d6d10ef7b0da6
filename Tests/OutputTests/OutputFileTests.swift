import Foundation
import Output
import Testing

/// A folder of its own, gone with it.
final class Folder {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appending(path: "output-tests-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    func path(_ name: String) -> String { url.appending(path: name).path }
    func text(_ name: String) throws -> String { try String(contentsOfFile: path(name), encoding: .utf8) }
    func put(_ name: String, _ text: String) throws { try Data(text.utf8).write(to: url.appending(path: name)) }
    var names: [String] { get throws { try FileManager.default.contentsOfDirectory(atPath: url.path).sorted() } }
    func permissions(_ name: String) throws -> Int? {
        (try FileManager.default.attributesOfItem(atPath: path(name))[.posixPermissions] as? NSNumber)?.intValue
    }
}

@Suite struct OutputFileTests {
    private let folder: Folder

    init() throws { folder = try Folder() }

    private func open(_ name: String) throws -> OutputFile { try OutputFile(OutputTarget(path: folder.path(name))) }

    @Test func theOldFileStaysUntilTheNewOneIsWhole() throws {
        try folder.put("a.csv", "old")
        let file = try open("a.csv")
        try file.write(String(repeating: "x", count: 200_000))
        #expect(try folder.text("a.csv") == "old")
        try file.commit()
        #expect(try folder.text("a.csv").utf8.count == 200_000)
        #expect(try folder.names == ["a.csv"])
    }

    @Test func whatIsNotCommittedNeverWas() throws {
        try folder.put("a.csv", "old")
        do {
            let (replaced, new) = (try open("a.csv"), try open("b.csv"))
            try replaced.write("half")
            try new.write("half")
        }
        #expect(try folder.text("a.csv") == "old")
        #expect(try folder.names == ["a.csv"])
    }

    @Test func leftoversOfDeadRunsGoAndThoseOfLiveOnesStay() throws {
        let dead = ".a.csv.0123456789abcdef.analyze-partial"
        for name in [dead, ".a.csv.0123.analyze-partial", ".b.csv.0123456789abcdef.analyze-partial", ".a.csv.0123456789abcdef.partial"] {
            try folder.put(name, "half")
        }
        let live = try open("a.csv")
        #expect(!(try folder.names.contains(dead)))
        let other = try open("a.csv")
        try other.write("other")
        try other.commit()
        try live.write("live")
        try live.commit()
        #expect(try folder.text("a.csv") == "live")
        #expect(
            try folder.names == [
                ".a.csv.0123.analyze-partial", ".a.csv.0123456789abcdef.partial", ".b.csv.0123456789abcdef.analyze-partial", "a.csv",
            ])
    }

    @Test func aLinkStaysAndItsFileIsWritten() throws {
        try folder.put("real.csv", "old")
        try FileManager.default.createSymbolicLink(atPath: folder.path("link.csv"), withDestinationPath: "real.csv")
        try FileManager.default.createSymbolicLink(atPath: folder.path("dangling.csv"), withDestinationPath: "made.csv")
        for name in ["link.csv", "dangling.csv"] {
            let file = try open(name)
            try file.write(name)
            try file.commit()
        }
        #expect(try folder.text("real.csv") == "link.csv")
        #expect(try folder.text("made.csv") == "dangling.csv")
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: folder.path("link.csv")) == "real.csv")
    }

    @Test func permissionsAreKept() throws {
        try folder.put("secret.csv", "old")
        try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: folder.path("secret.csv"))
        let file = try open("secret.csv")
        try file.write("new")
        let partial = try #require(try folder.names.first { $0.hasSuffix(".analyze-partial") })
        #expect(try folder.permissions(partial) == 0o600, "nobody else reads it before it has its permissions")
        try file.commit()
        #expect(try folder.permissions("secret.csv") == 0o640)
    }

    @Test func aNameAsLongAsFileSystemsAllowIsWritten() throws {
        let name = String(repeating: "长", count: 83) + ".csv"
        let file = try open(name)
        try file.write("x")
        try file.commit()
        #expect(try folder.text(name) == "x")
    }

    @Test func whatIsNoFileIsRefusedBeforeAnythingIsOpened() throws {
        try FileManager.default.createDirectory(atPath: folder.path("sub"), withIntermediateDirectories: true)
        for (path, expected) in [
            ("", OutputError.unsuitable(path: "", .noName)), (folder.path("sub"), .unsuitable(path: folder.path("sub"), .folder)),
            (folder.url.path + "/new/", .unsuitable(path: folder.url.path + "/new/", .folder)),
            (folder.path("none/a.csv"), .failed(path: folder.path("none/a.csv"), code: ENOENT)),
        ] {
            #expect(throws: expected) { try OutputTarget(path: path) }
        }
        try FileManager.default.createSymbolicLink(atPath: folder.path("loop"), withDestinationPath: "loop")
        #expect(throws: OutputError.failed(path: folder.path("loop"), code: ELOOP)) { try OutputTarget(path: folder.path("loop")) }
        #expect(try folder.names == ["loop", "sub"])
    }

    @Test func aFullDeviceIsAnError() throws {
        let file = try OutputFile(OutputTarget(path: "/dev/full"))
        try file.write("x")
        #expect(throws: OutputError.failed(path: "/dev/full", code: ENOSPC)) { try file.commit() }
    }

    @Test func aPipeTakesWhatIsWritten() throws {
        let path = folder.path("pipe")
        #expect(mkfifo(path, 0o600) == 0)
        let reader = Foundation.open(path, O_RDONLY | O_NONBLOCK)
        defer { close(reader) }
        let file = try OutputFile(OutputTarget(path: path))
        try file.write("through")
        try file.commit()
        var bytes = [UInt8](repeating: 0, count: 16)
        #expect(read(reader, &bytes, 16) == 7)
        #expect(String(decoding: bytes.prefix(7), as: UTF8.self) == "through")
    }

    @Test func theSameFileIsKnownByEveryName() throws {
        try folder.put("store.sqlite", "store")
        try FileManager.default.linkItem(atPath: folder.path("store.sqlite"), toPath: folder.path("hard.csv"))
        try FileManager.default.createSymbolicLink(atPath: folder.path("soft.csv"), withDestinationPath: "store.sqlite")
        try folder.put("other.csv", "store")
        for name in ["store.sqlite", "hard.csv", "soft.csv", "../\(folder.url.lastPathComponent)/store.sqlite"] {
            #expect(try OutputTarget(path: folder.path(name)).isSame(as: folder.path("store.sqlite")), "\(name)")
        }
        #expect(!(try OutputTarget(path: folder.path("other.csv")).isSame(as: folder.path("store.sqlite"))))
        #expect(try OutputTarget(path: folder.path("new.sqlite")).isSame(as: folder.path("./new.sqlite")), "a store that is not there yet")
        #expect(!(try OutputTarget(path: folder.path("new.csv")).isSame(as: folder.path("new.sqlite"))))
    }
}
