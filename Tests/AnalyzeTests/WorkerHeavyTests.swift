import Foundation
import Testing

/// `read` and `--stream`: what a document holds goes through a pipe and comes out as the same answers.
@Suite struct WorkerHeavyTests {
    let analyze: AnalyzeProgram
    init() throws {
        analyze = try AnalyzeProgram()
        for (body, name) in ["淮安市", "徐州市", "盐城市"].enumerated() {
            for year in 2021...2024 {
                let report = SampleReport.consistent(name, year: year, received: 40 + 7 * (year - 2020) + body, granted: 9 + body)
                try analyze.write("in/\(name)/\(year).html", report.html)
            }
        }
        var broken = SampleReport.consistent("淮安市", year: 2020, received: 40, granted: 9)
        broken.cells["outcome.total.total"] = "41"
        broken.cells["remedies.review.total"] = "——"
        try analyze.write("in/淮安市/2020.html", broken.html)
        try analyze.write("in/blank.html", "")
    }

    /// A document as `read --frames` takes it.
    private func frame(_ name: String, _ content: Data) -> Data {
        func number(_ value: Int, _ count: Int) -> Data { Data((0..<count).reversed().map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }) }
        return number(name.utf8.count, 4) + Data(name.utf8) + number(content.count, 8) + content
    }

    /// The documents of `in/` as frames, in some order.
    private func frames(reversed: Bool = false) throws -> Data {
        let folder = analyze.folder.url
        let listed = FileManager.default.enumerator(atPath: folder.appending(path: "in").path)?.compactMap { $0 as? String } ?? []
        let names = listed.filter { $0.hasSuffix(".html") }.sorted()
        return try (reversed ? names.reversed() : names).reduce(into: Data()) { stream, name in
            stream += frame("in/\(name)", try Data(contentsOf: folder.appending(path: "in/\(name)")))
        }
    }

    @Test func framesTarAndFilesGiveTheSameStream() throws {
        try analyze.write("frames", frames())
        let files = try analyze("read", "in")
        #expect(files.status == 0 && !files.output.isEmpty, "\(files.errors)")
        let framed = try analyze.shell("$ANALYZE read --frames <frames")
        #expect(framed.status == 0 && framed.errors.isEmpty && framed.output == files.output)
        for packing in ["", "z"] {
            let tar = try analyze.shell("tar --sort=name -c\(packing) in | $ANALYZE read --tar")
            #expect(tar.status == 0 && tar.output == files.output, "\(tar.errors)")
        }
    }

    @Test(arguments: [
        ["trends", "--min-points", "3"], ["anomalies"], ["rank", "--on", "received", "--min-n", "1"], ["cells"], ["reports"],
        ["trends", "--by", "region", "--min-points", "3"],
    ])
    func aStreamAnswersAsTheFilesDo(command: [String]) throws {
        let direct = try analyze(command + ["in", "--format", "jsonl", "--quiet"])
        try analyze.write("stream.arrows", analyze("read", "in").output)
        try analyze.write("frames", frames(reversed: true))
        try analyze.write("other.arrows", analyze.shell("$ANALYZE read --frames <frames").output)
        for stream in ["stream.arrows", "other.arrows"] {
            let streamed = try analyze.shell("$ANALYZE \(command.joined(separator: " ")) --stream --format jsonl --quiet <\(stream)")
            #expect(streamed.status == 0 && streamed.text == direct.text && !direct.text.isEmpty, "\(command) \(streamed.errors)")
        }
        let arrows = try analyze.shell("$ANALYZE \(command.joined(separator: " ")) --stream --quiet <stream.arrows")
        #expect(arrows.status == 0 && arrows.output.prefix(4) == Data([0xFF, 0xFF, 0xFF, 0xFF]))
    }

    @Test func whatCannotBeReadIsARowAndNoStatus() throws {
        var stream = frame("bad.pdf", Data("%PDF-1.7 nothing".utf8)) + frame("none", Data())
        stream +=
            frame("zip", Data("PK\u{3}\u{4}".utf8)) + frame("good.html", Data(SampleReport.consistent(year: 2023, received: 9, granted: 4).html.utf8))
        try analyze.write("frames", stream)
        let run = try analyze.shell("$ANALYZE read --frames <frames >s.arrows && $ANALYZE reports --stream --format json <s.arrows")
        #expect(run.status == 0 && run.errors.isEmpty)
        #expect(try run.rows().compactMap { $0["year"] as? Int } == [2023])
        let text = String(decoding: try Data(contentsOf: analyze.folder.url.appending(path: "s.arrows")), as: UTF8.self)
        #expect(["bad.pdf", "error", "damaged", "empty"].allSatisfy(text.contains))
    }

    @Test func anEmptyStreamHasColumnsAndNoRows() throws {
        let read = try analyze.shell("$ANALYZE read --frames </dev/null")
        #expect(read.status == 0 && String(decoding: read.output, as: UTF8.self).contains("region_code"))
        for command in ["trends", "anomalies", "rank --on received"] {
            for input in ["</dev/null", "<empty.arrows"] {
                try analyze.write("empty.arrows", read.output)
                let run = try analyze.shell("$ANALYZE \(command) --stream \(input)")
                #expect(run.status == 0 && String(decoding: run.output, as: UTF8.self).contains("entity"), "\(command) \(run.errors)")
            }
        }
    }

    @Test func aStreamThatIsNoneIsSaid() throws {
        let whole = try frames()
        try analyze.write("cut", whole.dropLast(1))
        try analyze.write("noise", Data([0xEE, 0xEE, 0xEE, 0xEE, 1, 2, 3]))
        for (line, status) in [
            ("read --frames <cut", Int32(3)), ("read --frames <noise", 3), ("read --tar <noise", 3), ("trends --stream <noise", 2),
            ("trends --stream <in/blank.html", 0), ("trends --stream in", 2), ("read", 2), ("read in --frames", 2), ("read --frames --tar", 2),
        ] {
            let run = try analyze.shell("$ANALYZE \(line) >out")
            #expect(run.status == status && (status == 0) == run.errors.isEmpty, "\(line): \(run.status) \(run.errors)")
        }
        // What came before the place where it breaks is there.
        let run = try analyze.shell("$ANALYZE read --frames <cut >s.arrows; $ANALYZE reports --stream --format json <s.arrows")
        #expect(try run.rows().count == 12)
    }
}
