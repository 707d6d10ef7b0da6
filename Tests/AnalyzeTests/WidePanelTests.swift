import Disclosure
import Foundation
import Output
import Testing

@testable import Reporting

/// The wide sheet of `export -o panel.xlsx`: a row a body and year, a column an indicator.
@Suite struct WidePanelTests {
    private let analyze: AnalyzeProgram

    init() throws { analyze = try AnalyzeProgram() }

    /// The cells of a sheet by their place, such as `B2`; those that are only coloured are `shaded`.
    private func sheet(_ number: Int, of file: String) throws -> (cells: [String: String], xml: String) {
        let xml = try analyze.shell("unzip -p \(file) xl/worksheets/sheet\(number).xml").text
        var cells: [String: String] = [:]
        for piece in xml.components(separatedBy: "<c r=\"").dropFirst() {
            let (place, rest) = (piece.prefix { $0 != "\"" }, piece.components(separatedBy: "</c>")[0])
            // A number stands in a <v>, a text in a <t>, and what is only coloured in neither.
            let value = ["<v>", "<t>"].compactMap { mark in rest.range(of: mark).map { rest[$0.upperBound...].prefix { $0 != "<" } } }.first
            cells[String(place)] = rest.hasSuffix("/>") || value == nil ? "shaded" : value!.replacingOccurrences(of: "&lt;", with: "<")
        }
        return (cells, xml)
    }

    private func inRow(_ row: Int, _ cells: [String: String]) -> [String] {
        cells.filter { $0.key.drop(while: \.isLetter) == String(row) }.map(\.value)
    }
    private func inColumn(_ column: String, _ cells: [String: String]) -> Int { cells.keys.count { $0.prefix(while: \.isLetter) == column } }

    private static let panel = """
        entity,region_code,year,indicator,value,state
        甲县,110101,2020,received,5,number
        甲县,110101,2020,cost,,blank
        甲县,110101,2020,share,..,text
        乙县,110102,2021,received,0.25,number
        乙县,110102,2021,share,<5,bound
        """

    @Test("Numbers are numbers, marks stay, blanks are empty, what is not there at all is grey")
    func statesAreKeptApart() throws {
        try analyze.write("p.csv", Self.panel)
        #expect(try analyze("import", "p.csv").status == 0)
        #expect(try analyze("export", "-o", "p.xlsx", "--locale", "zh").status == 0)
        let (cells, xml) = try sheet(2, of: "p.xlsx")
        #expect(["A1", "B1", "C1", "F1", "G1", "H1"].map { cells[$0] } == ["主体", "年度", "区划代码", "cost", "received", "share"], "\(cells)")
        #expect(["A2", "B2", "C2", "F2", "G2", "H2"].map { cells[$0] } == ["甲县", "2020", "110101", nil, "5", ".."], "\(cells)")
        #expect(["A3", "B3", "F3", "G3", "H3"].map { cells[$0] } == ["乙县", "2021", "shaded", "0.25", "<5"], "\(cells)")
        #expect(xml.contains("<c r=\"G2\"><v>5</v></c>"), "a number is no text")
        #expect(xml.contains("xSplit=\"2\" ySplit=\"1\"") && xml.contains("state=\"frozen\"") && xml.contains("<autoFilter ref=\"A1:E3\"/>"))
        #expect(try analyze.shell("unzip -p p.xlsx xl/workbook.xml").text.contains("<sheet name=\"宽表\""))
    }

    @Test("Reports of several forms: the labels of the forms, in the language; cells that a form has not are grey")
    func reports() throws {
        let reports = try analyze("simulate", "in", "--bodies", "3", "--years", "2019..2022", "--errors", "0")
        #expect(reports.status == 0)
        #expect(try analyze("export", "in", "-o", "p.csv").status == 0)
        let text = try String(contentsOf: analyze.folder.url.appending(path: "p.csv"), encoding: .utf8)
        let lines = text.split(whereSeparator: \.isNewline).dropFirst()
        let fields = lines.map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
        let numbers = fields.filter { $0.last == "number" }
        let (indicators, rows) = (Set(fields.map { $0[6] }), Set(fields.map { [$0[0], $0[4]] }))
        for locale in ["zh", "en"] {
            #expect(try analyze("export", "in", "-o", "\(locale).xlsx", "--locale", locale).status == 0)
            let (cells, xml) = try sheet(2, of: "\(locale).xlsx")
            let headings = inRow(1, cells)
            #expect(headings.count == indicators.count + 5 && Set(headings).count == headings.count, "no two columns of one name")
            #expect(inColumn("A", cells) == rows.count + 1)
            #expect(xml.components(separatedBy: "\"><v>").count - 1 == numbers.count + rows.count, "every number, and the years")
            #expect(cells.values.contains("shaded"))
            #expect(locale == "zh" ? headings.contains { $0.contains("总计（件）") } : headings.allSatisfy { !$0.contains("（") })
            // What was not selected is no column and no row.
            #expect(try analyze("export", "in", "-o", "part.xlsx", "--locale", locale, "--year", "2022", "--indicator", "received").status == 0)
            let part = try sheet(2, of: "part.xlsx").cells
            let bodies = Set(fields.filter { $0[4] == "2022" }.map { $0[0] })
            #expect(part["F1"] != nil && part["G1"] == nil && inColumn("B", part) == bodies.count + 1)
        }
    }

    @Test("The workbook comes back cell by cell, with one indicator or many", arguments: [[], ["--indicator", "received"]])
    func roundTrip(filter: [String]) throws {
        #expect(try analyze("simulate", "in", "--bodies", "3", "--years", "2019..2022", "--errors", "0.5").status == 0)
        #expect(try analyze(["export", "in", "-o", "p.xlsx"] + filter).status == 0)
        #expect(try analyze(["export", "in", "-o", "p.csv"] + filter).status == 0)
        #expect(try analyze("import", "p.xlsx").status == 0)
        #expect(try analyze("export", "-o", "q.csv").status == 0)
        // Entity, year, form, indicator, value, state: what a cell is.
        func cells(_ name: String) throws -> Set<[String]> {
            let text = try String(contentsOf: analyze.folder.url.appending(path: name), encoding: .utf8)
            return Set(
                text.split(whereSeparator: \.isNewline).dropFirst().map { line in
                    let fields = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
                    return [0, 4, 5, 6, 10, 11].map { fields[$0] }
                })
        }
        let (one, two) = (try cells("p.csv"), try cells("q.csv"))
        #expect(one.count >= 3 && one == two, "\(one.subtracting(two).prefix(3)) became \(two.subtracting(one).prefix(3))")
    }

    @Test("What has more columns or rows than a sheet holds goes on in further sheets, each with its keys")
    func furtherSheets() throws {
        struct Wide: WideSheet {
            let title = LocalizedText(zh: "宽", en: "wide")
            let keys = ResultColumn.bodyAndYear
            let frozen = 2
            let indicators = (0..<5).map { WideIndicator(label: LocalizedText(zh: "i\($0)", en: "i\($0)"), unit: nil) }
            func forEachRow(_ body: ([ResultValue], [WideValue]) throws -> Void) rethrows {
                for row in 0..<5 {
                    try body([.text("e\(row)"), .integer(2020), .null, .null, .null], (0..<5).map { .number(Double(100 * row + $0)) })
                }
            }
        }
        let book = try Workbook()
        try XLSXFormat(rowsPerSheet: 4, columnsPerSheet: 8).write(Wide(), .en, to: book)
        let sink = MemorySink()
        try book.finish(to: sink)
        try analyze.write("w.xlsx", Data(sink.bytes))
        var seen: Set<Int> = []
        for number in 1...4 {
            let cells = try sheet(number, of: "w.xlsx").cells
            #expect(cells["A1"] == "Entity" && cells["F1"]?.hasPrefix("i") == true)
            for (place, value) in cells where "FGH".contains(place.first!) && !place.hasSuffix("1") { #expect(seen.insert(Int(value)!).inserted) }
        }
        #expect(seen.count == 25)
    }
}
