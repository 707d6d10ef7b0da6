import FilePaths
import Foundation
import TestSupport
import Testing

@testable import DocumentReading

@Suite struct SourceFilesTests {
    /// A folder for one test, removed after it.
    private func withFolder(_ body: (URL) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "sources-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try body(folder)
    }

    private func found(_ paths: [String], below root: URL, limits: ReadingLimits = .standard) -> [String] {
        SourceFiles(paths.map { FilePath($0) }, limits: limits).map { found in
            switch found {
            case .success(let file):
                String(file.path.shown.dropFirst(root.path.count + 1)) + "=" + String(decoding: file.bytes.prefix(8), as: UTF8.self)
            case .failure(let error): String(error.path.shown.dropFirst(root.path.count + 1)) + "!" + error.code
            }
        }
    }

    private func member(_ name: [UInt8], _ content: String, flags: UInt16 = 0, attributes: UInt32 = 0) -> OfficeFile.Member {
        .init(name: name, content: Array(content.utf8), flags: flags, attributes: attributes)
    }

    @Test func membersOfArchivesAreFilesWithNamesInEitherEncoding() throws {
        try withFolder { folder in
            let gbk = try #require("联通/甲县.txt".gb18030)
            let inner = OfficeFile.stored([member(Array("乙镇.txt".utf8), "inner")])
            let city = OfficeFile.stored([
                member(gbk, "gbk"), member(Array("丙区/报告.txt".utf8), "utf8", flags: 1 << 11), member(Array("__MACOSX/._x".utf8), "junk"),
                .init(name: Array("deep.zip".utf8), content: inner), member(Array("win\\dir\\a.txt".utf8), "win"),
            ])
            try Data(city).write(to: folder.appending(path: "city.zip"))
            try Data("plain".utf8).write(to: folder.appending(path: "b.txt"))
            #expect(
                found([folder.path], below: folder) == [
                    "b.txt=plain", "city.zip/deep.zip/乙镇.txt=inner", "city.zip/win/dir/a.txt=win", "city.zip/丙区/报告.txt=utf8",
                    "city.zip/联通/甲县.txt=gbk",
                ])
        }
    }

    @Test func namesAndLinksThatLeadOutAreRefusedAndStopNothing() throws {
        try withFolder { folder in
            let bad = OfficeFile.stored([
                member(Array("../../etc/passwd".utf8), "x"), member(Array("/abs".utf8), "x"), member(Array("C:\\win".utf8), "x"),
                member(Array("link".utf8), "/etc/passwd", attributes: 0o120777 << 16), member(Array("ok.txt".utf8), "fine"),
                member(Array("secret.txt".utf8), "x", flags: 1),
            ])
            try Data(bad).write(to: folder.appending(path: "bad.zip"))
            let reports = folder.appending(path: "reports")
            try FileManager.default.createDirectory(at: reports, withIntermediateDirectories: true)
            try Data("a".utf8).write(to: reports.appending(path: "a.txt"))
            try FileManager.default.createSymbolicLink(atPath: reports.appending(path: "in").path, withDestinationPath: "a.txt")
            try FileManager.default.createSymbolicLink(atPath: reports.appending(path: "loop").path, withDestinationPath: ".")
            try FileManager.default.createSymbolicLink(atPath: reports.appending(path: "out").path, withDestinationPath: "/etc/hostname")
            #expect(mkfifo(reports.appending(path: "pipe").path, 0o600) == 0)
            #expect(found([reports.path], below: folder) == ["reports/a.txt=a", "reports/out!outside_folder", "reports/pipe!unreadable"])
            let archive = found([folder.appending(path: "bad.zip").path], below: folder)
            #expect(archive.count { $0.hasSuffix("!outside_folder") } == 4)
            #expect(archive.contains("bad.zip/ok.txt=fine"))
            #expect(archive.contains("bad.zip/secret.txt!encrypted"))
        }
    }

    @Test func bombsCostNoMoreThanTheirBounds() throws {
        try withFolder { folder in
            var limits = ReadingLimits()
            limits.fileBytes = 3 << 20
            limits.archiveBytes = 5 << 20
            limits.archiveMembers = 50
            let zeros = [UInt8](repeating: 0, count: 2 << 20)
            func write(_ name: String, _ bytes: [UInt8]) throws -> String {
                let file = folder.appending(path: name)
                try Data(bytes).write(to: file)
                return file.path
            }
            let ratio = try write("ratio.zip", OfficeFile.zip([(Array("a".utf8), zeros)]))
            #expect(found([ratio], below: folder, limits: limits) == ["ratio.zip/a!beyond_limit"])
            limits.archiveRatio = 100_000
            let large = try write("large.zip", OfficeFile.zip([(Array("a".utf8), zeros + zeros)]))
            #expect(found([large], below: folder, limits: limits) == ["large.zip/a!beyond_limit"])
            let total = try write("total.zip", OfficeFile.zip((0..<9).map { (Array("m\($0)".utf8), zeros) }))
            #expect(found([total], below: folder, limits: limits).map { String($0.suffix(13)) }.last == "!beyond_limit")
            #expect(found([total], below: folder, limits: limits).count == 3)
            let many = try write("many.zip", OfficeFile.stored((0..<60).map { member(Array("m\($0)".utf8), "x") }))
            #expect(found([many], below: folder, limits: limits) == ["many.zip!beyond_limit"])
            var nested = OfficeFile.stored([member(Array("a.txt".utf8), "x")])
            for _ in 0..<4 { nested = OfficeFile.stored([.init(name: Array("n.zip".utf8), content: nested)]) }
            let deep = try write("deep.zip", nested)
            #expect(found([deep], below: folder, limits: limits) == ["deep.zip/n.zip/n.zip!beyond_limit"])
        }
    }

    @Test func sizesThatLieAreNotReliedOn() throws {
        try withFolder { folder in
            for (stated, code) in [(4_000_000_000 as UInt32, "beyond_limit"), (2, "damaged"), (9, "damaged")] {
                let lie = OfficeFile.stored([.init(name: Array("a".utf8), content: Array("four".utf8), statedSize: stated)])
                try Data(lie).write(to: folder.appending(path: "lie.zip"))
                #expect(found([folder.path], below: folder) == ["lie.zip/a!\(code)"])
            }
        }
    }

    @Test func truncatedArchivesSayWhatIsTheMatter() throws {
        try withFolder { folder in
            let whole = OfficeFile.stored([member(Array("a.txt".utf8), String(repeating: "甲", count: 300))])
            for count in stride(from: 0, to: whole.count, by: 37) {
                try Data(whole.prefix(count)).write(to: folder.appending(path: "cut.zip"))
                #expect(found([folder.path], below: folder).allSatisfy { $0.contains("!") || $0.hasPrefix("cut.zip=") })
            }
        }
    }
}
