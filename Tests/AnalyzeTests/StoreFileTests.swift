import Foundation
import TestSupport
import Testing

/// Two programs at once on one store: neither loses anything.
enum StorePairs {
    /// Starts the program; it writes nowhere that anybody looks.
    static func start(_ arguments: [String], in analyze: AnalyzeProgram) throws -> Process {
        let process = Process()
        process.executableURL = AnalyzeProgram.executable
        process.arguments = arguments
        process.currentDirectoryURL = analyze.folder.url
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        return process
    }

    /// Two ingests of different files into a store that is not there yet, again and again.
    static func firstIngests(_ count: Int) throws {
        let analyze = try AnalyzeProgram()
        for name in ["a", "b"] {
            for year in 2022...2023 {
                let city = name == "a" ? "淮安市" : "徐州市"
                try analyze.write("\(name)/\(year).html", SampleReport.consistent(city, year: year, received: 12, granted: 9).html)
            }
        }
        for pair in 0..<count {
            let store = "pair\(pair).sqlite"
            let processes = try ["a", "b"].map { try start(["ingest", $0, "--store", store, "--quiet"], in: analyze) }
            processes.forEach { $0.waitUntilExit() }
            #expect(processes.map(\.terminationStatus) == [0, 0], "pair \(pair)")
            #expect(try analyze("reports", "--store", store, "--format", "json").rows().count == 4, "pair \(pair)")
            let left = try FileManager.default.contentsOfDirectory(atPath: analyze.folder.url.path).filter { $0.hasPrefix(store) }
            #expect(left == [store], "pair \(pair)")
        }
    }

    /// Two programs that both find a store of an older program, one to read, one to write.
    static func upgrades(_ count: Int) throws {
        let analyze = try AnalyzeProgram()
        try analyze.write("new/2023.html", SampleReport.consistent(year: 2023, received: 12, granted: 9).html)
        for pair in 0..<count {
            let store = "old\(pair).sqlite"
            try analyze.write(store, try Data(contentsOf: OlderStore.url))
            let processes = try [
                start(["ingest", "new", "--store", store, "--quiet"], in: analyze),
                start(pair % 2 == 0 ? ["reports", "--store", store] : ["verdict", "136ce01532d616dc", "open", "--store", store], in: analyze),
            ]
            processes.forEach { $0.waitUntilExit() }
            #expect(processes.map(\.terminationStatus) == [0, 0], "pair \(pair)")
            let listed = try analyze("reports", "--versions", "--store", store, "--format", "json").rows()
            #expect(listed.count { $0["format"] as? String != "panel" } == 8, "pair \(pair)")
            #expect(listed.count { $0["format"] as? String == "panel" } == 3, "pair \(pair)")
            #expect(try analyze("verdict", "list", "--store", store, "--format", "json").rows().count == (pair % 2 == 0 ? 2 : 1), "pair \(pair)")
            let check = try analyze("doctor", "--store", store, "--format", "json").rows().first { $0["check"] as? String == "store" }
            #expect(check?["status"] as? String == "ok", "pair \(pair)")
        }
    }
}

/// The store that an older program left.
enum OlderStore {
    static let url = ProjectFiles.root.appending(path: "Tests/PersistenceTests/OlderStores/schema-3.store")
}

@Suite struct StorePairsTests {
    @Test func firstIngests() throws { try StorePairs.firstIngests(5) }
    @Test func upgrades() throws { try StorePairs.upgrades(4) }
}

@Suite struct StorePairsHeavyTests {
    @Test func sixtyFirstIngests() throws { try StorePairs.firstIngests(60) }
    @Test func sixtyUpgrades() throws { try StorePairs.upgrades(60) }
}

/// What is no store, and stores that cannot be written.
@Suite struct StoreFileTests {
    let analyze: AnalyzeProgram
    init() throws {
        analyze = try AnalyzeProgram()
        try analyze.write("in/2023.html", SampleReport.consistent(year: 2023, received: 12, granted: 9).html)
    }

    private func names() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: analyze.folder.url.path).filter { !$0.hasPrefix(".std") }.sorted()
    }

    @Test("What is no file is refused as a store by reader and writer alike, nothing is made, nothing waits")
    func oddPaths() throws {
        #expect(mkfifo(analyze.folder.url.appending(path: "pipe").path, 0o600) == 0)
        try analyze.write("folder/x", "")
        let before = try names()
        for (path, status) in [(":memory:", 2), ("", 2), ("file:x", 2), ("folder", 2), ("pipe", 2), ("/dev/null", 2), ("in/2023.html", 3)] {
            for arguments in [["reports"], ["ingest", "in"], ["anomalies"], ["verdict", "list"], ["backup", "copy.sqlite"], ["forget", "淮安市"]] {
                let run = try analyze(arguments + ["--store", path])
                #expect(run.status == Int32(status), "\(arguments) --store '\(path)': \(run.errors)")
                #expect(run.errors.split(separator: "\n").count == 1 && run.output.isEmpty, "\(arguments) --store '\(path)': \(run.errors)")
            }
        }
        #expect(try names() == before)
        try analyze.write("empty.sqlite", "")
        #expect(try analyze("reports", "--store", "empty.sqlite").status == 3)
        #expect(try analyze("ingest", "in", "--store", "empty.sqlite", "--quiet").status == 0)
    }

    @Test("A store of a newer program, and one that is cut in two, are said to be so")
    func newerAndTruncated() throws {
        #expect(try analyze("ingest", "in", "--quiet").status == 0)
        let url = analyze.folder.url.appending(path: "analyze.sqlite")
        let whole = try Data(contentsOf: url)
        try analyze.write("cut.sqlite", whole.prefix(whole.count / 2))
        let cut = try analyze("cells", "--store", "cut.sqlite", "--format", "json")
        #expect(cut.status == 3 && cut.errors.contains("damaged"), "\(cut.errors)")
        let writer = try analyze("ingest", "in", "--store", "cut.sqlite", "--rehash")
        #expect(writer.status == 3 && writer.errors.contains("doctor --repair"), "\(writer.errors)")
        var newer = whole
        newer[63] = 99
        newer[60] = 0
        try analyze.write("newer.sqlite", newer)
        // The version in the header alone may be damage; the tables say the same as before.
        #expect(try analyze("reports", "--store", "newer.sqlite").status == 3)
    }

    @Test("A damaged report is named and left out, the rest goes on, and doctor --repair brings it back from its file")
    func damageAndRepair() throws {
        try analyze.write("in/2022.html", SampleReport.consistent(year: 2022, received: 31, granted: 17).html)
        try analyze.write("in/2021.html", SampleReport.consistent(year: 2021, received: 29, granted: 11).html)
        #expect(try analyze("ingest", "in", "--quiet").status == 0)
        let sound = try analyze("cells", "--format", "json").rows()
        let url = analyze.folder.url.appending(path: "analyze.sqlite")
        var bytes = [UInt8](try Data(contentsOf: url))
        // The packed cells of 2022: number of cells, then the codes; 31 is among the numbers behind them.
        let place = try #require(
            bytes.indices.first { bytes[$0...].starts(with: [1, 200, 0]) && bytes[$0..<min($0 + 180, bytes.count)].contains(31) })
        let number = try #require(bytes[place...].firstIndex(of: 31))
        bytes[number] = 32
        try Data(bytes).write(to: url)
        for arguments in [
            ["cells"], ["anomalies"], ["trends"], ["rank", "--on", "received"], ["reports"], ["export", "-o", "panel.csv"],
            ["report", "-o", "page.html"],
        ] {
            let run = try analyze(arguments)
            #expect(run.status == 3, "\(arguments) \(run.errors)")
            #expect(run.errors.contains("2022") && run.errors.contains("in/2022.html"), "\(arguments) \(run.errors)")
        }
        let rest = try analyze("cells", "--format", "json").rows()
        #expect(rest.count == 400 && rest.allSatisfy { $0["year"] as? Int != 2022 })
        let check = try analyze("doctor", "--format", "json")
        #expect(check.status == 1)
        #expect(try check.rows().contains { $0["check"] as? String == "report" && ($0["note"] as? String)?.contains("still there") == true })
        #expect(try analyze("doctor", "--repair", "--dry-run", "--format", "json").rows().first?["status"] as? String == "restored")
        let repair = try analyze("doctor", "--repair", "--format", "json")
        #expect(repair.status == 0, "\(repair.errors)")
        #expect(try repair.rows().map { $0["status"] as? String } == ["restored"])
        #expect(try NSArray(array: analyze("cells", "--format", "json").rows()).isEqual(to: sound))
        #expect(try names().contains("analyze.sqlite.damaged-1"))
        #expect(try analyze("doctor", "--repair").text.contains("sound"))
    }

    @Test("Analyses answer as usual where nothing can be written: file, folder, and a log that was left behind")
    func readOnly() throws {
        try analyze.write("in/2022.html", SampleReport.consistent(year: 2022, received: 31, granted: 17).html)
        #expect(try analyze("ingest", "in", "--quiet").status == 0)
        let commands = [
            ["anomalies"], ["cells"], ["show", "淮安市", "2023"], ["trends"], ["rank", "--on", "received"], ["reports"], ["verdict", "list"],
        ]
        let expected = try commands.map { try analyze($0).output }
        let folder = analyze.folder.url.appending(path: "locked")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try FileManager.default.copyItem(at: analyze.folder.url.appending(path: "analyze.sqlite"), to: folder.appending(path: "analyze.sqlite"))
        try FileManager.default.copyItem(at: OlderStore.url, to: folder.appending(path: "older.sqlite"))
        let logged = try storeWithLog("killed", in: folder)
        let unwritable = try Unwritable(folder)
        defer { unwritable.release() }
        for (command, answer) in zip(commands, expected) {
            let run = try unwritable.run(command + ["--store", "analyze.sqlite"], in: folder, analyze)
            #expect(run.status == 0 && run.output == answer, "\(command): \(run.status) \(run.errors)")
        }
        let older = try unwritable.run(["reports", "--versions", "--format", "jsonl", "--store", "older.sqlite"], in: folder, analyze)
        // Seven reports, and three years of entities of its panel.
        #expect(older.status == 0 && older.text.split(separator: "\n").count == 10, "\(older.errors)")
        let killed = try unwritable.run(["cells", "--format", "csv", "--store", logged.name], in: folder, analyze)
        #expect(killed.status == 0 && killed.output == logged.cells, "\(killed.errors)")
        let writer = try unwritable.run(["verdict", "297139bc2cf64558", "open", "--store", "analyze.sqlite"], in: folder, analyze)
        #expect(writer.status == 74 || writer.status == 2, "\(writer.status) \(writer.errors)")
        let left = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        #expect(left == ["analyze.sqlite", "killed.sqlite", "killed.sqlite-wal", "older.sqlite"])
    }

    /// A store whose writer was killed: the file, and a log with reports that are nowhere else, without its index.
    private func storeWithLog(_ name: String, in folder: URL) throws -> (name: String, cells: Data) {
        for index in 0..<120 {
            try analyze.write(
                "many/\(index).html",
                SampleReport.consistent(index % 2 == 0 ? "淮安市" : "徐州市", year: 2008 + index % 17, received: 20 + index, granted: 9).html)
        }
        let process = try StorePairs.start(["ingest", "many", "--jobs", "1", "--quiet", "--store", "k.sqlite"], in: analyze)
        let log = analyze.folder.url.appending(path: "k.sqlite-wal").path
        for _ in 0..<3000 {
            if let size = try? FileManager.default.attributesOfItem(atPath: log)[.size] as? Int, size > 300_000 { break }
            usleep(10_000)
        }
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        for ending in ["", "-wal"] {
            try FileManager.default.copyItem(
                at: analyze.folder.url.appending(path: "k.sqlite" + ending), to: folder.appending(path: "\(name).sqlite" + ending))
        }
        let cells = try analyze("cells", "--format", "csv", "--store", "k.sqlite")
        #expect(cells.status == 0 && cells.output.count > 10_000, "\(cells.errors)")
        return ("\(name).sqlite", cells.output)
    }

    @Test(
        "A log or journal that cannot be made beside the store is a write that failed: 74, and nothing is changed",
        arguments: ["-wal", "-journal"])
    func logThatCannotBeMade(ending: String) throws {
        let analyze = try AnalyzeProgram()
        try analyze.write("in/2022.html", SampleReport.consistent(year: 2022, received: 12, granted: 9).html)
        try analyze.write("more/2023.html", SampleReport.consistent(year: 2023, received: 13, granted: 9).html)
        try analyze.write("courts.csv", "entity,year,indicator,value\nA,2021,x,1\nA,2022,x,2\n")
        #expect(try analyze("ingest", "in", "--quiet").status == 0)
        let store = analyze.folder.url.appending(path: "analyze.sqlite")
        let before = try Data(contentsOf: store)
        let obstacle = analyze.folder.url.appending(path: "analyze.sqlite\(ending)")
        try FileManager.default.createDirectory(at: obstacle, withIntermediateDirectories: false)
        for arguments in [["ingest", "more", "--quiet"], ["forget", "in"], ["import", "courts.csv"]] {
            let run = try analyze(arguments)
            #expect(run.status == 74 && run.errors.contains("analyze.sqlite"), "\(arguments): \(run.status) \(run.errors)")
        }
        #expect(try Data(contentsOf: store) == before)
        #expect(try analyze("reports", "--format", "json").rows().count == 1)
        try FileManager.default.removeItem(at: obstacle)
        #expect(try analyze("ingest", "more", "--quiet").status == 0)
    }

    @Test("Analyses answer as usual on a full disk, a log that cannot be folded there included; what writes says 74 and changes nothing")
    func fullDisk() throws {
        #expect(try analyze("ingest", "in", "--quiet").status == 0)
        let disk = analyze.folder.url.appending(path: "disk")
        let copies = analyze.folder.url.appending(path: "copies")
        for folder in [disk, copies] { try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true) }
        try FileManager.default.copyItem(at: analyze.folder.url.appending(path: "analyze.sqlite"), to: copies.appending(path: "a.sqlite"))
        try FileManager.default.copyItem(at: OlderStore.url, to: copies.appending(path: "old.sqlite"))
        let logged = try storeWithLog("k", in: copies)
        let script = """
            mount -t tmpfs -o size=8m none disk || exit 99
            cp copies/* disk/
            dd if=/dev/zero of=disk/rest bs=4096 2>/dev/null
            cd disk
            "$0" cells --format csv --store k.sqlite >../killed.csv || exit 11
            "$0" anomalies --format csv --store a.sqlite --quiet >../full.csv || exit 12
            "$0" reports --store old.sqlite >../old.txt || exit 13
            "$0" ingest ../many --store a.sqlite --quiet >../ingest.txt 2>../ingest.err; [ $? = 74 ] || exit 14
            "$0" reports --format csv --store a.sqlite >../after.csv || exit 15
            """
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/unshare")
        process.arguments = ["-m", "/bin/sh", "-c", script, AnalyzeProgram.executable.path]
        process.currentDirectoryURL = analyze.folder.url
        process.environment = ["LANG": "C.UTF-8", "PATH": "/usr/bin:/bin:/usr/sbin:/sbin"]
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        // Where nothing may be mounted there is no full disk to try.
        guard ![1, 99].contains(process.terminationStatus) else { return }
        #expect(process.terminationStatus == 0)
        func text(_ name: String) throws -> Data { try Data(contentsOf: analyze.folder.url.appending(path: name)) }
        #expect(try text("killed.csv") == logged.cells)
        #expect(try text("full.csv") == analyze("anomalies", "--format", "csv", "--quiet").output)
        #expect(try text("after.csv") == analyze("reports", "--format", "csv").output)
        #expect(try String(decoding: text("ingest.err"), as: UTF8.self).split(separator: "\n").count == 1)
    }
}

/// A folder in which the program may read and not write: for root, who may write everywhere, the program runs as nobody.
private struct Unwritable {
    let folder: URL
    private let asNobody: Bool

    init(_ folder: URL) throws {
        self.folder = folder
        asNobody = getuid() == 0
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) { chmod(folder.appending(path: name).path, 0o444) }
        chmod(folder.path, 0o555)
    }

    func release() { chmod(folder.path, 0o755) }

    func run(_ arguments: [String], in folder: URL, _ analyze: AnalyzeProgram) throws -> AnalyzeProgram.Run {
        let process = Process()
        let program = AnalyzeProgram.executable.path
        process.executableURL = URL(filePath: asNobody ? "/usr/bin/setpriv" : program)
        process.arguments = (asNobody ? ["--reuid=65534", "--regid=65534", "--clear-groups", program] : []) + arguments
        process.currentDirectoryURL = folder
        process.environment = ["LANG": "C.UTF-8", "PATH": "/usr/bin:/bin"]
        let (output, errors) = (analyze.folder.url.appending(path: ".stdout"), analyze.folder.url.appending(path: ".stderr"))
        for file in [output, errors] { _ = FileManager.default.createFile(atPath: file.path, contents: nil) }
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = try FileHandle(forWritingTo: errors)
        try process.run()
        process.waitUntilExit()
        return AnalyzeProgram.Run(
            status: process.terminationStatus, output: try Data(contentsOf: output),
            errors: String(decoding: try Data(contentsOf: errors), as: UTF8.self))
    }
}
