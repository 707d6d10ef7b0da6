import Testing

@testable import DocumentReading

@Suite struct RecognitionTests {
    @Test func wordsBecomeLinesWithColumnsAndDoubts() {
        func word(_ text: String, _ confidence: Int, line: Int, left: Int) -> String {
            "5\t1\t1\t1\t\(line)\t1\t\(left)\t10\t30\t30\t\(confidence)\t\(text)"
        }
        let table = [
            "level\tpage", word("予以", 95, line: 1, left: 0), word("公开", 90, line: 1, left: 35), word("12", 96, line: 1, left: 300),
            word("8", 41, line: 1, left: 400), word("部分", 9, line: 2, left: 0),
        ]
        let (blocks, doubts) = Recognition.arranged(Recognition.words(of: Array(table.joined(separator: "\n").utf8)), page: 3)
        #expect(blocks == [.paragraph(.init(text: "予以公开  12  8", line: 1, page: 3)), .paragraph(.init(text: "部分", line: 2, page: 3))])
        #expect(doubts == [.uncertainWord("8", page: 3, line: 1, confidence: 41)])
    }

    @Test func rulingsAreRemovedAndCharactersStay() throws {
        let (width, height) = (200, 120)
        var pixels = [UInt8](repeating: 255, count: width * height)
        for column in 10..<190 { pixels[50 * width + column] = 0 }
        for row in 5..<115 { pixels[row * width + 100] = 0 }
        for row in 20..<35 { pixels[row * width + 40] = 0 }
        var raster = try #require(PageRaster(graymap: Array("P5 \(width) \(height) 255\n".utf8) + pixels))
        raster.removeRulings()
        #expect(raster.pixels[50 * width + 60] == 255 && raster.pixels[80 * width + 100] == 255)
        #expect(raster.pixels[25 * width + 40] == 0)
        #expect(PageRaster(graymap: Array("P5 99999 99999 255\n".utf8)) == nil)
    }
}
