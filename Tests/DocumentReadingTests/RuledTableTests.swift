import Testing

@testable import DocumentReading

@Suite struct RuledTableTests {
    /// A page with lines, each given by its ends.
    private func page(_ lines: [(x1: Int, y1: Int, x2: Int, y2: Int)], ink: [(x: Int, y: Int)] = []) throws -> PageRaster {
        let (width, height) = (400, 400)
        var pixels = [UInt8](repeating: 255, count: width * height)
        for line in lines { for y in line.y1...line.y2 { for x in line.x1...line.x2 { pixels[y * width + x] = 0 } } }
        for spot in ink { for y in spot.y..<spot.y + 8 { for x in spot.x..<spot.x + 5 { pixels[y * width + x] = 40 } } }
        return try #require(PageRaster(graymap: Array("P5 \(width) \(height) 255\n".utf8) + pixels))
    }

    @Test func cellsAndTheirSpansFollowFromTheLines() throws {
        // Two rows of three columns; the first cell spans two columns, the last both rows. Lines are two pixels thick.
        let raster = try page([
            (20, 50, 320, 51), (20, 100, 220, 101), (20, 150, 320, 151), (20, 50, 21, 151), (120, 100, 121, 151), (220, 50, 221, 151),
            (320, 50, 321, 151),
        ])
        let lines = raster.rulings()
        let tables = RuledTable.tables(across: lines.across, down: lines.down)
        let table = try #require(tables.first)
        #expect(tables.count == 1)
        #expect(table.cells.map { [$0.row, $0.column, $0.rowSpan, $0.columnSpan] } == [[0, 0, 1, 2], [0, 2, 2, 1], [1, 0, 1, 1], [1, 1, 1, 1]])
    }

    @Test func tablesUnderEachOtherAreTwoAndAFrameIsNone() throws {
        func box(_ top: Int, divided: Bool) -> [(x1: Int, y1: Int, x2: Int, y2: Int)] {
            [(20, top, 320, top), (20, top + 60, 320, top + 60), (20, top, 20, top + 60), (320, top, 320, top + 60)]
                + (divided ? [(170, top, 170, top + 60)] : [])
        }
        let lines = try page(box(20, divided: true) + box(120, divided: false) + box(220, divided: true)).rulings()
        let tables = RuledTable.tables(across: lines.across, down: lines.down)
        #expect(tables.map(\.cells.count) == [2, 2])
        #expect(tables.map { $0.edges.across[0] } == [20, 220])
    }

    @Test func inkIsFoundAndSetUnderEachOther() throws {
        let raster = try page([], ink: [(50, 60), (200, 70)])
        let first = try #require(raster.ink(columns: 0..<100, rows: 0..<400))
        let second = try #require(raster.ink(columns: 150..<500, rows: -5..<400))
        #expect(first.columns == 50..<55 && first.rows == 60..<68 && second.columns == 200..<205)
        #expect(raster.ink(columns: 300..<400, rows: 0..<400) == nil)
        let (picture, rows) = raster.stacked([first, second], gap: 10)
        #expect(rows == [10..<18, 28..<36] && picture.width == 25 && picture.height == 46)
        #expect(picture.ink(columns: 0..<25, rows: 20..<46)?.columns == 10..<15)
    }

    @Test func ofTwoReadingsTheOneThatFitsTheCellStands() {
        func reading(_ text: String, _ confidence: Double) -> PageRecognition.Reading { .init(text: text, confidence: confidence) }
        func choice(_ characters: PageRecognition.Reading?, _ digits: PageRecognition.Reading?) -> PageRecognition.Reading {
            PageRecognition.choice(characters, digits)
        }
        #expect(choice(reading("双", 20), reading("53", 96)) == reading("53", 96))
        #expect(choice(reading("规章", 95), reading("47", 0)) == reading("规章", 95))
        #expect(choice(reading("行政许可", 90), nil) == reading("行政许可", 90))
        #expect(choice(reading("64", 70), reading("64", 60)) == reading("64", 70))
        #expect(choice(reading("96171.6", 90), reading("961716", 95)) == reading("961716", 0))
        #expect(choice(reading("2", 90), reading("2", 0)) == reading("2", 0))
        #expect(choice(nil, reading("12.", 95)) == reading("12", 0))
        #expect(choice(nil, nil).text == PageRecognition.unreadable)
    }

    @Test func aTableGoesOnOverThePages() {
        func page(_ texts: [String], doubt: Int? = nil, before: [Document.Block] = []) -> PageRecognition.Result {
            let rows = texts.enumerated().map { Document.Table.Row(cells: [.init(text: $1), .init(text: "0", column: 1)], line: $0 + 1) }
            var result = PageRecognition.Result(blocks: before + [.table(.init(rows: rows, ordinal: 0))])
            result.doubts = [doubt.map { [.init(table: 0, row: $0, column: 2, text: "0", confidence: 10)] } ?? []]
            return result
        }
        var pages = RecognizedPages()
        pages.append(page(["a", "b"], doubt: 1))
        pages.append(page(["c"], doubt: 1))
        pages.append(page(["d"], doubt: 1, before: [.paragraph(.init(text: "x", line: 1))]))
        let document = pages.document
        #expect(document.blocks.count == 3)
        #expect(document.doubts.map { [$0.table, $0.row] } == [[1, 1], [1, 3], [2, 1]])
    }
}
