import Foundation
import TestSupport
import Testing

/// What is left when the program is ended from outside while another one reads a file for it: nothing.
@Suite struct SignalHeavyTests {
    let analyze: AnalyzeProgram
    init() throws { analyze = try AnalyzeProgram() }

    /// The processes whose parent is another one.
    private func children(of parent: pid_t) -> [pid_t] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return names.compactMap { pid_t($0) }.filter { process in
            guard let status = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8) else { return false }
            // Behind the name in brackets, which may hold anything: the state, and the number of the parent.
            guard let rest = status.split(separator: ")").last else { return false }
            let fields = rest.split(separator: " ")
            return fields.count > 1 && pid_t(String(fields[1])) == parent
        }
    }

    private func isAlive(_ process: pid_t) -> Bool {
        guard let status = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8) else { return false }
        return !status.contains(") Z ")
    }

    @Test("A run that is ended by any signal leaves no program running and no temporary file", arguments: [SIGINT, SIGTERM, SIGHUP, SIGKILL])
    func nothingIsLeftBehind(_ ending: Int32) throws {
        try analyze.write("in/bomb.pdf", Data(PDFBomb.file(depth: 9, copies: 20)))
        try FileManager.default.createDirectory(at: analyze.folder.url.appending(path: "temporary"), withIntermediateDirectories: true)
        let process = Process()
        process.executableURL = AnalyzeProgram.executable
        process.arguments = ["ingest", "in", "--quiet"]
        process.currentDirectoryURL = analyze.folder.url
        let temporary = analyze.folder.url.appending(path: "temporary").path
        process.environment = ["PATH": "/usr/bin:/bin", "TMPDIR": temporary, "LANG": "C.UTF-8"]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        var readers: [pid_t] = []
        // One for the lines of the pages, one for the places of the words: both draw for ever.
        for _ in 0..<2000 where readers.count < 2 {
            usleep(5000)
            readers = children(of: process.processIdentifier)
        }
        #expect(readers.count == 2)
        #expect(try FileManager.default.contentsOfDirectory(atPath: temporary).isEmpty)
        kill(process.processIdentifier, ending)
        // Somebody who reads a file waits no longer than its program: the first Ctrl-C lets the report at hand be stored, the second one does not.
        if ending == SIGINT {
            usleep(100_000)
            if process.isRunning { kill(process.processIdentifier, ending) }
        }
        process.waitUntilExit()
        for _ in 0..<400 where readers.contains(where: isAlive) { usleep(5000) }
        #expect(!readers.contains(where: isAlive))
        #expect(try FileManager.default.contentsOfDirectory(atPath: temporary).isEmpty)
    }

    @Test("What an outside program has started itself ends with it", arguments: [SIGINT, SIGTERM])
    func grandchildren(_ ending: Int32) throws {
        let folder = analyze.folder.url.path
        // Programs may write no file: what they have started is known by a time that nobody else sleeps.
        let time = "600.\(getpid())\(ending)"
        try analyze.write("bin/pdftotext", "#!/bin/bash\n/bin/sleep \(time) &\n/bin/sleep \(time)\n")
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder + "/bin/pdftotext")
        try analyze.write("in/bomb.pdf", Data(PDFBomb.file(depth: 2, copies: 2)))
        let process = Process()
        process.executableURL = AnalyzeProgram.executable
        process.arguments = ["ingest", "in", "--quiet"]
        process.currentDirectoryURL = analyze.folder.url
        process.environment = ["PATH": folder + "/bin:/usr/bin:/bin", "LANG": "C.UTF-8"]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        func sleepers() -> [pid_t] {
            let processes = ((try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []).compactMap { pid_t($0) }
            return processes.filter { process in
                (try? String(contentsOfFile: "/proc/\(process)/cmdline", encoding: .utf8))?.split(separator: "\0").dropFirst().first == time[...]
            }
        }
        // Two programs read a file, and each starts two.
        for _ in 0..<20_000 where sleepers().count < 4 { usleep(5000) }
        #expect(sleepers().count == 4 && sleepers().allSatisfy(isAlive))
        kill(process.processIdentifier, ending)
        usleep(100_000)
        if process.isRunning { kill(process.processIdentifier, ending) }
        process.waitUntilExit()
        for _ in 0..<4000 where sleepers().contains(where: isAlive) { usleep(5000) }
        #expect(!sleepers().contains(where: isAlive))
    }
}
