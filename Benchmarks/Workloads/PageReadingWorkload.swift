import Disclosure
import DocumentReading
import FilePaths
import Foundation
import ReportParsing

/// The cells of a report as web pages are published: 112 KB, nearly all of it inline styles. Places, labels, body, year and checks included.
struct PageReadingWorkload: Workload {
    let id: String
    /// Pages that one execution reads, one after the other.
    let pageCount: Int

    var title: String { "\(pageCount) pages of 112 KB HTML, one core: every cell with its place, body, year, exact checks" }

    func prepare(in folder: URL) throws -> PreparedWorkload {
        let plain = try String(contentsOf: ReleaseBuild.root.appending(path: "datasets/reports/pingtan_2021.html"), encoding: .utf8)
        let page = Self.styled(plain, bytes: 112 << 10)
        try Data(page.utf8).write(to: folder.appending(path: "page.html"))
        try "\(pageCount)\n".write(to: folder.appending(path: "pages.txt"), atomically: true, encoding: .ascii)
        let reading = PageReading(page: Array(page.utf8), count: pageCount)
        return PreparedWorkload(
            repetitions: 15,
            run: { reading.run() },
            results: { [ResultColumn(name: "cells", values: reading.applications)] },
            limit: Limit(name: "every byte once") { reading.scan() },
            peers: [
                Peer(name: "lxml", interpreter: .python, script: "w7a_lxml.py"),
                Peer(name: "selectolax", interpreter: .python, script: "w7a_selectolax.py"),
                Peer(name: "pandas.read_html", interpreter: .python, script: "w7a_pandas.py"),
            ])
    }

    /// Gives every cell the paragraph and the style that word processors leave, until the page has its size.
    private static func styled(_ page: String, bytes: Int) -> String {
        let style = "border:1px solid windowtext;padding:0 7px;font-family:宋体;font-size:14px;text-align:center;vertical-align:middle;line-height:24px"
        var text = page.replacing("<tr>", with: "<tr style=\"height:32px;page-break-inside:avoid\">")
        let cells = text.ranges(of: "<td").count
        let room = max(0, bytes - text.utf8.count) / max(1, cells) - 12
        let attribute = String(String(repeating: style + ";", count: room / style.utf8.count + 1).prefix(max(0, room - 24)))
        text = text.replacing("<td", with: "<td style=\"\(attribute)\"")
        return text
    }
}

/// Reads a page again and again on one thread.
final class PageReading: @unchecked Sendable {
    private let page: [UInt8]
    private let count: Int
    private let parser = ReportParser()
    private var report: Report?
    private var total = 0

    init(page: [UInt8], count: Int) {
        self.page = page
        self.count = count
    }

    func run() {
        let done = DispatchSemaphore(value: 0)
        Task {
            for _ in 0..<count {
                let outcomes = await ReportFile.read(bytes: page, path: "page_2021.html", parser: parser)
                guard case .success(let reports)? = outcomes.first?.result else { continue }
                report = reports.first
                total += reports[0].exactIdentities().evaluated
            }
            done.signal()
        }
        done.wait()
    }

    /// Touches every byte.
    func scan() {
        for _ in 0..<count { total &+= page.withUnsafeBytes { bytes in bytes.reduce(0) { $0 &+ ($1 == 60 ? 1 : 0) } } }
    }

    /// The cells of Table 3 in the form's order.
    var applications: [Double] {
        (report?.forms.first?.cells ?? []).filter { $0.indicator.hasPrefix("applications.") || $0.indicator.hasPrefix("outcome.") }
            .map { $0.value?.doubleValue ?? .nan }
    }
}
