import Foundation
import Testing

/// How the program ends, situation by situation, as a shell sees it.
struct ExitSituation: Sendable, CustomTestStringConvertible {
    var name: String
    /// What the shell runs; `$A` is the program.
    var script: String
    var status: Int32
    /// Lines on stderr; `nil` where it does not matter.
    var lines: Int?

    init(_ name: String, _ script: String, _ status: Int32, lines: Int? = nil) {
        self.name = name
        self.script = script
        self.status = status
        self.lines = lines
    }

    var testDescription: String { name }
}

extension AnalyzeProgram {
    /// Runs a script of the shell in the folder, with the program as `$A`.
    func bash(_ script: String) throws -> Run {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["--default-signal=PIPE", "/bin/bash", "-c", script]
        process.currentDirectoryURL = folder.url
        process.environment = ["A": Self.executable.path, "LANG": "C.UTF-8", "PATH": "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin", "HOME": "/"]
        let files = [folder.url.appending(path: ".out"), folder.url.appending(path: ".err")]
        for file in files { try Data().write(to: file) }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: files[0])
        process.standardError = try FileHandle(forWritingTo: files[1])
        try process.run()
        process.waitUntilExit()
        return Run(
            status: process.terminationReason == .exit ? process.terminationStatus : 128 + process.terminationStatus,
            output: try Data(contentsOf: files[0]), errors: String(decoding: try Data(contentsOf: files[1]), as: UTF8.self))
    }
}

@Suite struct ExitStatusHeavyTests {
    private let analyze: AnalyzeProgram

    init() throws {
        analyze = try AnalyzeProgram()
        for year in 2022...2024 {
            try analyze.write("in/\(year).html", SampleReport.consistent(year: year, received: year - 2000, granted: 9).html)
        }
        var wrong = SampleReport.consistent(year: 2024, received: 10, granted: 4)
        wrong.cells["outcome.total.total"] = "18"
        try analyze.write("wrong.html", wrong.html)
        try analyze.write("map.csv", "path,entity,region_code,year\nnone.html,淮安市,320800,2023\n")
        try analyze.write("noise.html", "no report at all")
        try analyze.write("notes.txt", "no store")
        try analyze.write("panel.csv", "entity,year,indicator,value\na,2020,x,1\na,2021,x,2\n")
        try analyze.write("bad.csv", "entity,year\na,2020\n")
        #expect(try analyze("ingest", "in", "--quiet").status == 0)
    }

    private static let situations: [ExitSituation] = [
        // Nothing is wrong.
        .init("a result", "$A cells >/dev/null", 0, lines: 0), .init("help", "$A --help >/dev/null", 0, lines: 0),
        .init("version", "$A --version", 0, lines: 0), .init("a result into a file", "$A cells -o out.csv", 0, lines: 0),
        .init("a result on stdout by another name", "$A cells -o /dev/stdout | grep -q entity || $A cells -o - --format csv | grep -q entity", 0),
        .init("a result into a process", "$A cells --format csv -o >(cat >copy.csv); sleep 0.2; grep -q entity copy.csv", 0),
        .init("a result into nothing", "$A cells -o /dev/null", 0, lines: 0),
        .init("a result into a pipe with a name", "mkfifo p; (cat p >/dev/null) & $A cells -o p", 0, lines: 0),
        .init("findings, and nobody asked", "$A anomalies wrong.html >/dev/null", 0),
        // Findings.
        .init("findings at the severity", "$A anomalies wrong.html --fail-on error >/dev/null", 1),
        .init("findings below the severity", "$A anomalies in --fail-on error >/dev/null", 0),
        .init("something is missing", "$A doctor --store none.sqlite >/dev/null", 1),
        // Usage.
        .init("no such command", "$A frobnicate", 2), .init("no such option", "$A cells --frobnicate", 2),
        .init("no such format", "$A cells --format docx", 2),
        .init("an ending that cannot be written", "$A cells -o out.docx", 2, lines: 1), .init("a folder as file", "$A cells -o in", 2, lines: 1),
        .init("an empty name", "$A cells -o ''", 2, lines: 1), .init("onto the store", "$A cells -o analyze.sqlite --format csv", 2, lines: 1),
        .init("onto an input", "$A cells in -o in/2022.html", 2, lines: 1), .init("no such input", "$A cells nowhere", 2, lines: 1),
        .init("no such body", "$A show 无此市", 2, lines: 1), .init("a number out of range", "$A trends --level 1", 2),
        .init("no store, and none named", "cd in; $A cells", 2, lines: 1),
        .init("sqlite into a stream", "$A export -o /dev/null --format sqlite", 2, lines: 1),
        // Input.
        .init("no such store", "$A cells --store none.sqlite", 3, lines: 1),
        .init("another file as store", "$A cells --store notes.txt", 3, lines: 1),
        .init("a file that is no report", "$A cells in noise.html >/dev/null", 3),
        .init("a file that is no report, into the store", "$A ingest noise.html --store s >/dev/null", 3),
        .init("a panel without values", "$A import bad.csv --store s", 3),
        // Standard output.
        .init("stdout closed", "$A cells >&-", 74, lines: 1), .init("stdout full", "$A cells >/dev/full", 74, lines: 1),
        .init("stdout full, json", "$A cells --format json >/dev/full", 74, lines: 1),
        .init("stdout full, arrow", "$A cells --format arrow >/dev/full", 74, lines: 1),
        .init("stdout full, xlsx", "$A cells --format xlsx >/dev/full", 74, lines: 1), .init("help, stdout closed", "$A --help >&-", 74, lines: 1),
        .init("help, stdout full", "$A trends --help >/dev/full", 74, lines: 1),
        .init("version, stdout full", "$A --version >/dev/full", 74, lines: 1),
        .init("page, stdout full", "$A report in -o - >/dev/full", 74, lines: 1), .init("show, stdout closed", "$A show 淮安市 >&-", 74, lines: 1),
        .init("ingest, stdout closed", "$A ingest in --store s >&- && false; [ $? = 74 ] && $A doctor --store s >/dev/null", 0),
        .init("stdout closed, result into a file", "$A cells -o out.csv >&-", 0, lines: 0),
        .init("a full device", "$A cells -o /dev/full", 74, lines: 1),
        .init("findings, stdout full", "$A anomalies wrong.html --fail-on error >/dev/full", 74),
        // A reader that goes away.
        .init("the reader goes away", "$A indicators | head -1 >/dev/null; exit ${PIPESTATUS[0]}", 141, lines: 0),
        .init("the reader goes away, its signal ignored", "trap '' PIPE; $A indicators | head -1 >/dev/null; exit ${PIPESTATUS[0]}", 74, lines: 0),
        .init("the reader goes away, json", "trap '' PIPE; $A cells --format json | head -1 >/dev/null; exit ${PIPESTATUS[0]}", 74, lines: 0),
        // Standard error.
        .init("stderr closed, nothing to say", "$A cells 2>&- >/dev/null", 0),
        .init("stderr closed, a remark lost", "$A cells in --entity-map map.csv 2>&- >/dev/null", 74),
        .init("stderr full, a remark lost", "$A cells in --entity-map map.csv 2>/dev/full >/dev/null", 74),
        .init("stderr closed, usage", "$A cells --frobnicate 2>&-", 2), .init("stderr closed, unreadable", "$A cells noise.html 2>&- >/dev/null", 3),
        .init("everything closed", "$A cells <&- >&- 2>&-", 74), .init("stdin closed", "$A cells <&- >/dev/null", 0, lines: 0),
        .init(
            "ingest with everything closed leaves the store whole", "$A ingest in --store s <&- >&- 2>&-; $A doctor --store s >/dev/null", 0, lines: 0
        ),
        // Places that cannot be written.
        .init("no such folder", "$A cells -o none/out.csv", 74, lines: 1),
        .init("a folder that takes no files", "$A cells -o /proc/out.csv", 74, lines: 1),
        .init("a file as folder", "$A cells -o notes.txt/out.csv", 74, lines: 1),
        .init("links in a circle", "ln -s l l; $A cells -o l", 74, lines: 1),
        .init("a folder of reports in place of a file", "$A simulate notes.txt --bodies 1", 74, lines: 1),
        .init("quarantine in place of a file", "$A ingest noise.html --store s --quarantine notes.txt >/dev/null", 74, lines: 1),
        .init("a name that is too long", "$A cells -o $(printf 'x%.0s' {1..300}).csv", 74, lines: 1),
    ]

    @Test(arguments: situations)
    func endsAsPromised(situation: ExitSituation) throws {
        let run = try analyze.bash(situation.script)
        #expect(run.status == situation.status, "\(situation.script): \(run.errors)")
        if let lines = situation.lines { #expect(run.errors.split(separator: "\n").count == lines, "\(situation.script): \(run.errors)") }
        #expect(try FileManager.default.subpathsOfDirectory(atPath: analyze.folder.url.path).allSatisfy { !$0.hasSuffix(".analyze-partial") })
    }

    /// A file system of 256 KB, of which 16 are left, that goes with the shell; where none may be mounted there is nothing to test.
    @Test func aFullDiskLeavesTheOldFile() throws {
        let mount = "mkdir -p m && mount -t tmpfs -o size=256k tmpfs m && dd if=/dev/zero of=m/filler bs=1k count=240 status=none"
        guard try analyze.bash("unshare -m sh -c '\(mount)' 2>/dev/null").status == 0 else { return }
        for ending in ["csv", "tsv", "json", "jsonl", "md", "html", "xlsx", "arrow", "sqlite"] {
            let old = "echo old > m/x.\(ending)"
            let check = "[ $status = 74 ] && [ \"$(cat m/x.\(ending))\" = old ] && [ -z \"$(ls -A m | grep partial)\" ]"
            let run = try analyze.bash(
                "unshare -m bash -c '\(mount) && \(old); $A export --quiet -o m/x.\(ending); status=$?; \(check) || { echo status $status; ls -A m; exit 1; }'"
            )
            #expect(run.status == 0 && run.errors.split(separator: "\n").count == 1, "\(ending): \(run.text) \(run.errors)")
        }
        let temporary = try analyze.bash(
            "unshare -m bash -c '\(mount); dd if=/dev/zero of=m/more bs=1k count=100 status=none 2>/dev/null; TMPDIR=m $A export -o x.xlsx; status=$?; [ ! -e x.xlsx ] && exit $status'"
        )
        #expect(temporary.status == 74, "temporary files of a workbook: \(temporary.errors)")
        let folder = try analyze.bash(
            "unshare -m bash -c '\(mount); $A simulate m/made --bodies 20 --years 2024 --truth t.csv; status=$?; ls -A m; [ ! -e t.csv ] && exit $status'"
        )
        #expect(folder.status == 74 && folder.text == "filler\n", "\(folder.text) \(folder.errors)")
    }

    @Test func aSignalLeavesNothingHalfWritten() throws {
        // A pipe with a name blocks the writer until a reader comes: a moment at which any command can be interrupted.
        for (signal, status) in [("INT", 130), ("TERM", 143), ("HUP", 129)] as [(String, Int32)] {
            for command in ["cells", "trends", "anomalies in", "report", "export", "reports", "show 淮安市", "rank --on disclosure_rate"] {
                let format = command == "report" ? "" : "--format csv"
                let run = try analyze.bash(
                    "rm -f p; mkfifo p; timeout --preserve-status -s \(signal) 2 $A \(command) \(format) -o p")
                #expect(run.status == status, "\(signal) \(command): \(run.status) \(run.errors)")
            }
        }
        // Ctrl-C on the terminal is not for a job in the background, a signal sent to it is.
        let ignored = try analyze.bash("rm -f p; mkfifo p; (trap '' INT; exec $A cells -o p) & sleep 1; kill -INT $!; wait $!")
        #expect(ignored.status == 130, "\(ignored.errors)")
    }
}
