import FilePaths
import Foundation
import Testing

@testable import DocumentReading

/// What an outside program is given, and that nothing of it outlives its file.
@Suite struct ChildProcessTests {
    private func run(
        _ name: String, _ arguments: [String], input: [UInt8] = [], limits: ReadingLimits = ReadingLimits()
    ) async throws -> ChildProcess.Output {
        try await OutsideProgram(name: name, packages: "", isRequired: false).run(
            arguments, input: input, content: FileContent(bytes: [1], path: "x"), limits: limits)
    }

    private func shell(_ script: String, limits: ReadingLimits = ReadingLimits()) async throws -> String {
        String(decoding: try await run("sh", ["-c", script], limits: limits).bytes, as: UTF8.self)
    }

    private func isAlive(_ process: pid_t) -> Bool {
        // A process that nobody waits for any more is as good as gone.
        guard let status = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8) else { return false }
        return !status.contains(") Z ")
    }

    /// More than a pipe holds, for a program that reads nothing of it and for one that reads all.
    @Test func aProgramMayLeaveItsInputUnread() async throws {
        let input = [UInt8](repeating: 65, count: 1 << 20)
        let unread = try await run("true", [], input: input)
        #expect(unread.succeeded && unread.bytes.isEmpty)
        let read = try await run("cat", [], input: input)
        #expect(read.succeeded && read.bytes == input)
    }

    @Test func aProgramThatHangsIsEnded() async throws {
        var limits = ReadingLimits()
        limits.childSeconds = 1
        await #expect(throws: ReadingError(path: "x", reason: .beyondLimit(name: "childSeconds", limit: 1))) {
            try await run("sleep", ["60"], limits: limits)
        }
    }

    @Test func aProgramThatPrintsWithoutEndIsEnded() async throws {
        var limits = ReadingLimits()
        limits.childOutputBytes = 100_000
        limits.childSeconds = 10
        await #expect(throws: ReadingError(path: "x", reason: .beyondLimit(name: "childOutputBytes", limit: 100_000))) {
            try await run("yes", [], limits: limits)
        }
        // Of what it says on its standard error the first part is kept, and the rest does not stop it.
        let noisy = try await run("sh", ["-c", "yes | head -c 3000000 >&2; echo done"], limits: limits)
        #expect(noisy.bytes == Array("done\n".utf8) && noisy.messages.utf8.count == 65536)
    }

    @Test func aProgramThatComputesOrAllocatesWithoutEndIsEnded() async throws {
        var limits = ReadingLimits()
        limits.childSeconds = 1
        limits.childBytes = 64 << 20
        await #expect(throws: ReadingError(path: "x", reason: .beyondLimit(name: "childSeconds", limit: 1))) {
            try await run("awk", ["BEGIN { while (1) n++ }"], limits: limits)
        }
        limits.childSeconds = 30
        let output = try await run("awk", ["BEGIN { s = \"x\"; while (1) s = s s }"], limits: limits)
        #expect(!output.succeeded && output.bytes.isEmpty)
    }

    @Test func theEnvironmentIsCleanAndTheFolderIsTheRoot() async throws {
        setenv("ANALYZE_TEST_SECRET", "7", 1)
        let lines = try await shell("env; pwd").split(separator: "\n").map(String.init)
        let names = Set(lines.compactMap { $0.split(separator: "=").first.map(String.init) })
        #expect(names.subtracting(["PWD", "OLDPWD", "SHLVL", "_"]) == ["PATH", "LC_ALL", "TMPDIR", "/"], "\(lines)")
        #expect(lines.contains("PATH=/usr/local/bin:/usr/bin:/bin") && lines.contains("LC_ALL=C.UTF-8"))
        let tesseract = OutsideProgram.tesseract.fullEnvironment
        #expect(tesseract["OMP_THREAD_LIMIT"] == "1" && tesseract.count == 4)
    }

    @Test func noOtherDescriptorIsHandedDown() async throws {
        // Open without the flag that closes it when another program starts.
        let open = Foundation.open("/dev/zero", O_RDONLY)
        defer { close(open) }
        let descriptors = try await shell("ls /proc/$$/fd").split(separator: "\n").compactMap { Int($0) }
        #expect(descriptors.filter { $0 > 2 && $0 < 10 }.isEmpty, "\(descriptors)")
    }

    @Test func itWritesNoFileAndLeavesNoCore() async throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "child-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: file) }
        let output = try await run("sh", ["-c", "echo text > \(file.path); ulimit -c"])
        #expect(String(decoding: output.bytes, as: UTF8.self) == "0\n")
        #expect((try? Data(contentsOf: file))?.isEmpty != false)
    }

    @Test func itHasASessionOfItsOwnAndSignalsAsAtLogin() async throws {
        // Ignored here, and a signal that nothing else in this process cares for.
        signal(SIGUSR2, SIG_IGN)
        defer { signal(SIGUSR2, SIG_DFL) }
        let fields = try await shell("cat /proc/$$/stat; grep SigIgn /proc/$$/status").split(separator: "\n")
        let statistics = try #require(fields.first?.split(separator: " "))
        #expect(statistics[0] == statistics[4] && statistics[0] == statistics[5], "process, group, session: \(statistics)")
        // Writes beyond a file's size are errors, not signals; nothing else is ignored.
        let ignored = try #require(fields.last?.split(whereSeparator: \.isWhitespace).last.flatMap { UInt64($0, radix: 16) })
        #expect(ignored == 1 << UInt64(SIGXFSZ - 1), "\(String(ignored, radix: 16))")
    }

    @Test("What a program starts is ended with it: when it ends, and when its time is over", arguments: ["exit 0", "sleep 60"])
    func theWholeGroupIsEnded(_ ending: String) async throws {
        var limits = ReadingLimits()
        limits.childSeconds = 1
        let note = FileManager.default.temporaryDirectory.appending(path: "child-\(UUID().uuidString)")
        #expect(mkfifo(note.path, 0o600) == 0)
        defer { try? FileManager.default.removeItem(at: note) }
        // Open from the start, so that the program need not wait for a reader, nor the reader for a program that never came.
        let reader = open(note.path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
        defer { close(reader) }
        _ = try? await shell("sleep 61 & echo $! > \(note.path); \(ending)", limits: limits)
        var noted = [UInt8](repeating: 0, count: 64)
        let count = read(reader, &noted, noted.count)
        let process = try #require(
            pid_t(String(decoding: noted.prefix(max(0, count)), as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)))
        for _ in 0..<200 where isAlive(process) { try await Task.sleep(for: .milliseconds(5)) }
        #expect(!isAlive(process))
    }

    /// The program would go on for a day: that the task ends at all is the claim.
    @Test func aCancelledTaskEndsItsProgram() async throws {
        let task = Task { try await run("sleep", ["86400"]) }
        try await Task.sleep(for: .milliseconds(50))
        task.cancel()
        await #expect(throws: ReadingError(path: "x", reason: .interrupted)) { try await task.value }
    }

    @Test func aProgramThatIsNotThereOrNoProgramIsNamed() async throws {
        await #expect(throws: ReadingError(path: "x", reason: .missingProgram("no-such-program", install: "apt-get install "))) {
            try await run("no-such-program", [])
        }
        #expect(OutsideProgram(name: "no-such-program", packages: "", isRequired: false).answer(to: []) == nil)
        #expect(OutsideProgram(name: "echo", packages: "", isRequired: false).answer(to: ["a"]) == "a\n")
    }

    @Test func programsAreLookedForInAbsoluteFoldersAlone() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "path-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder.appending(path: "folder-program"), withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "some-program")
        try Data("#!/bin/sh\n".utf8).write(to: file)
        #expect(OutsideProgram.search("some-program", in: folder.path) == nil, "it is not executable")
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file.path)
        #expect(OutsideProgram.search("some-program", in: folder.path) == file.path)
        #expect(OutsideProgram.search("folder-program", in: folder.path) == nil)
        let relative = String(repeating: "../", count: 40) + folder.path.dropFirst()
        #expect(OutsideProgram.search("some-program", in: ":.:\(relative)") == nil)
        #expect(OutsideProgram.search("sh", in: "") != nil, "the folders of the system are searched without PATH")
    }
}
