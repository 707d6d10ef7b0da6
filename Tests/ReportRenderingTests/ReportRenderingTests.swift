import Disclosure
import Foundation
import TestSupport
import Testing

@testable import ReportRendering

@Suite struct ReportRenderingTests {
    /// A form in which every cell's text is its own ordinal.
    private func numbered(_ edition: Edition) -> FilledForm {
        let cells = Form.of(edition).cells.enumerated().map { index, indicator in
            Cell(indicator: indicator.id, state: .text, raw: "\(index + 1)", place: CellPlace(table: 0, row: 0, column: 0))
        }
        return FilledForm(edition: edition, cells: cells)
    }

    @Test(arguments: Edition.allCases)
    func everyCellOfAFormIsPrintedOnceInTheFormsOrder(edition: Edition) {
        let layouts = FormLayout(form: numbered(edition), labels: [:]).tables
        let printed = layouts.flatMap { $0.rows.flatMap { $0.filter { $0.indicator != nil }.map(\.text) } }
        #expect(printed == (1...Form.of(edition).cells.count).map(String.init))
    }

    @Test(arguments: Edition.allCases)
    func spansFillTheGridWithoutHolesOrOverlaps(edition: Edition) {
        for table in FormLayout(form: numbered(edition), labels: [:]).tables {
            var covered = [[Int]](repeating: [Int](repeating: 0, count: table.columnCount), count: table.rows.count)
            for (index, (row, starts)) in zip(table.rows, table.startColumns).enumerated() {
                for (cell, start) in zip(row, starts) {
                    for line in index..<index + cell.rowSpan { for column in start..<start + cell.columnSpan { covered[line][column] += 1 } }
                }
            }
            #expect(covered.allSatisfy { $0.allSatisfy { $0 == 1 } })
        }
    }

    @Test func theSameDraftAlwaysGivesTheSameBytes() throws {
        let draft = ReportDraft(title: "甲县2022年政府信息公开工作年度报告", forms: [numbered(.fmt2021)], prose: [1: ["收到申请15件。"]])
        for rendering in Renderings.all {
            let bytes = try rendering.bytes(of: draft)
            #expect(bytes == (try rendering.bytes(of: draft)), "\(rendering.name)")
            #expect(bytes.count > 1000, "\(rendering.name)")
        }
    }

    @Test func labelsCanBeReplacedByVariants() throws {
        let draft = ReportDraft(
            title: "题", forms: [numbered(.fmt2019)], labels: ["made": "本年制作数量", "t4.litigation.direct.pending": "尚未审计"])
        let page = String(decoding: try HTMLRendering().bytes(of: draft), as: UTF8.self)
        #expect(page.contains("本年制作数量") && !page.contains("本年新制作数量"))
        #expect(page.components(separatedBy: "尚未审计").count == 2 && page.components(separatedBy: "尚未审结").count == 3)
    }

    @Test func theBundledReportsAreTheFiguresSetAnew() throws {
        struct Entry: Decodable {
            var file: String
            var format: String
            var archive: Member?
            struct Member: Decodable { var file: String }
        }
        let datasets = ProjectFiles.root.appending(path: "datasets")
        let entries = try JSONDecoder().decode([Entry].self, from: Data(contentsOf: datasets.appending(path: "figures/reports.json")))
        let fresh = FileManager.default.temporaryDirectory.appending(path: "typeset-\(ProcessInfo.processInfo.processIdentifier)")
        try FileManager.default.createDirectory(at: fresh, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: fresh) }
        try FileManager.default.copyItem(at: datasets.appending(path: "figures"), to: fresh.appending(path: "figures"))
        let process = Process()
        process.executableURL = ProjectFiles.built("typeset")
        process.arguments = [fresh.path]
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        for entry in entries {
            let own = "\(entry.file).\(try #require(Renderings.named(entry.format)).fileExtension)"
            let file = "reports/" + (entry.archive.map { "\($0.file).zip" } ?? own)
            let committed = try Data(contentsOf: datasets.appending(path: file))
            #expect(try Data(contentsOf: fresh.appending(path: file)) == committed, "\(file) is stale: run `make typeset`")
        }
    }
}
