import DocumentReading
import FilePaths
import ReportParsing
import Testing

/// Files that are no reports are named with their reason; none stops the others.
struct BadFilesTests {
    private func reason(_ bytes: [UInt8], path: String = "x.html") async -> String {
        let outcomes = await ReportFile.read(bytes: bytes, path: FilePath(path))
        guard outcomes.count == 1, case .failure(let quarantine) = outcomes[0].result else { return "stored" }
        return quarantine.code
    }

    @Test("An empty file")
    func empty() async {
        #expect(await reason([]) == "empty")
        #expect(await reason(Array(" \n\t".utf8)) == "empty")
    }

    @Test("A picture called .html")
    func picture() async {
        // Without a program that recognizes text, that is what is missing.
        #expect(["image", "needs_ocr"].contains(await reason([0xFF, 0xD8, 0xFF, 0xE0] + [UInt8](repeating: 7, count: 4096))))
    }

    @Test("A broken PDF")
    func brokenPDF() async {
        #expect(await reason(Array("%PDF-1.7\n1 0 obj <</Type /Catalog".utf8), path: "x.pdf") == "damaged")
    }

    @Test("A page of 2 MB without a report")
    func longPage() async {
        var page = "<html><head><title>新闻</title></head><body>"
        while page.utf8.count < 2_000_000 { page += "<p>这是一段与报告无关的文字，写满整页，共有 12 个栏目。</p><table><tr><td>甲</td><td>3</td></tr></table>" }
        #expect(await reason(Array((page + "</body></html>").utf8)) == "no_form")
    }

    @Test("A binary of no known format")
    func binary() async {
        var bytes: [UInt8] = []
        var state: UInt32 = 7
        for _ in 0..<5000 {
            state = state &* 1_664_525 &+ 1_013_904_223
            bytes.append(UInt8(state >> 24))
        }
        #expect(await reason(bytes) == "unknown_format")
    }

    @Test("A file that is not there, and a folder")
    func missing() async {
        for path in ["/nonexistent/report.html", "/"] {
            let outcomes = await ReportFile.read(path: FilePath(path))
            guard case .failure(let quarantine) = outcomes[0].result else {
                Issue.record("read \(path)")
                continue
            }
            #expect(quarantine.code == "unreadable")
        }
    }
}
