/// Recognizes a page that is a picture: tables cell by cell, told from their lines, and what stands around them as lines of text.
///
/// The cells of a table are cut out and set under each other, once for characters and once, those that may hold a number, for digits alone: so digits
/// are not taken for characters, and none can stray into a neighboring cell. A cell with ink that neither way reads is a text, never a blank.
struct PageRecognition {
    let page: Int
    let content: FileContent
    let limits: ReadingLimits
    /// What stands in a cell that cannot be read.
    static let unreadable = "[?]"

    /// What was found on a page, from top to bottom, tables not yet numbered.
    struct Result {
        var blocks: [Document.Block] = []
        /// The doubtful cells of each table of the page.
        var doubts: [[Document.Doubt]] = []
        var warnings: [Document.Warning] = []
    }

    /// The page's content; `nil` when the program finds no text.
    func read(_ raster: PageRaster) async throws(ReadingError) -> Result? {
        let rulings = raster.rulings()
        let tables = RuledTable.tables(across: rulings.across, down: rulings.down)
        var text = raster
        text.removeRulings()
        let cleaned = text
        for table in tables {
            text.erase(columns: table.edges.down[0]..<table.edges.down.last! + 1, rows: table.edges.across[0]..<table.edges.across.last! + 1)
        }
        guard let words = try await Recognition.words(of: text.graymap, .page, content: content, limits: limits) else { return nil }
        var result = Result()
        var rest = words[...]
        for table in tables {
            let above = rest.prefix { $0.top < table.edges.across[0] }
            rest = rest.dropFirst(above.count)
            add(Array(above), to: &result)
            try await add(table, cleaned, to: &result)
        }
        add(Array(rest), to: &result)
        return result
    }

    private func add(_ words: [Recognition.Word], to result: inout Result) {
        let (blocks, doubts) = Recognition.arranged(words, page: page)
        let filled = blocks.filter {
            if case .paragraph(let line) = $0 { !PDFReader.isPageNumber(line.text, page: page, atEdge: true) } else { true }
        }
        result.blocks += filled
        result.warnings += doubts
    }

    private func add(_ table: RuledTable, _ raster: PageRaster, to result: inout Result) async throws(ReadingError) {
        let inks = table.cells.map { cell in
            raster.ink(
                columns: cell.columns.lowerBound + 3..<max(cell.columns.lowerBound + 4, cell.columns.upperBound - 2),
                rows: cell.rows.lowerBound + 3..<max(cell.rows.lowerBound + 4, cell.rows.upperBound - 2))
        }
        let filled = inks.indices.filter { inks[$0] != nil }
        let heights = filled.map { inks[$0]!.rows.count }.sorted()
        let line = heights.isEmpty ? 0 : heights[heights.count / 2]
        let short = filled.filter { inks[$0]!.rows.count < 2 * line && inks[$0]!.columns.count < 9 * line }
        let characters = try await texts(filled, inks, raster, .characters)
        let digits = try await texts(short, inks, raster, .digits)
        var rows: [Document.Table.Row] = (0..<table.edges.across.count - 1).map { .init(cells: [], line: $0 + 1, page: page) }
        var doubts: [Document.Doubt] = []
        for (index, cell) in table.cells.enumerated() {
            let reading = inks[index] == nil ? Reading(text: "", confidence: 100) : Self.choice(characters[index], digits[index])
            rows[cell.row].cells.append(.init(text: reading.text, rowSpan: cell.rowSpan, columnSpan: cell.columnSpan, column: cell.column))
            if reading.confidence < Recognition.certainConfidence, reading.text == Self.unreadable || reading.text.contains(where: \.isNumber) {
                doubts.append(
                    .init(table: 0, row: cell.row + 1, column: cell.column + 1, text: reading.text, confidence: max(0, Int(reading.confidence))))
            }
        }
        result.blocks.append(.table(.init(rows: rows, ordinal: 0)))
        result.doubts.append(doubts)
    }

    /// White between the areas of a picture and around them.
    private static let gap = 40

    /// What was read in one area, and how sure the program is of the least certain word.
    struct Reading: Equatable {
        var text: String
        var confidence: Double
    }

    /// The cells set under each other and recognized in one call, by the cell's index.
    private func texts(
        _ cells: [Int], _ inks: [(columns: Range<Int>, rows: Range<Int>)?], _ raster: PageRaster, _ mode: Recognition.Mode
    ) async throws(ReadingError) -> [Int: Reading] {
        guard !cells.isEmpty else { return [:] }
        let areas = cells.map { inks[$0]! }
        let (picture, places) = raster.stacked(areas, gap: Self.gap)
        guard let words = try await Recognition.words(of: picture.graymap, mode, content: content, limits: limits) else { return [:] }
        var found: [Int: Reading] = [:]
        var reach: [Int: ClosedRange<Int>] = [:]
        for word in words {
            let middle = word.top + word.height / 2
            guard let slot = places.firstIndex(where: { $0.lowerBound - 20 <= middle && middle < $0.upperBound + 20 }) else { continue }
            let before = found[cells[slot]] ?? Reading(text: "", confidence: 100)
            found[cells[slot]] = Reading(text: before.text + word.text, confidence: min(before.confidence, word.confidence))
            let extent = min(word.left, word.right)...max(word.left, word.right)
            reach[slot] = reach[slot].map { min($0.lowerBound, extent.lowerBound)...max($0.upperBound, extent.upperBound) } ?? extent
        }
        // Ink beside what was read is a digit that was passed over.
        for (slot, extent) in reach {
            let slack = places[slot].count / 6
            let end = Self.gap + areas[slot].columns.count
            if extent.lowerBound > Self.gap + slack || extent.upperBound < end - slack { found[cells[slot]]?.confidence = 0 }
        }
        return found
    }

    /// Which of the two readings of a cell stands: characters where there are several ideographs, else digits.
    static func choice(_ characters: Reading?, _ digits: Reading?) -> Reading {
        guard var number = digits, number.text.contains(where: \.isNumber) else { return characters ?? Reading(text: unreadable, confidence: 0) }
        if let characters {
            let ideographs = characters.text.unicodeScalars.count { (0x4E00...0x9FFF).contains($0.value) }
            if ideographs > 2 || ideographs == 2 && characters.confidence >= number.confidence { return characters }
            // Two ways that agree leave little doubt, unless one of them passed over ink.
            if characters.text == number.text, characters.confidence > 0, number.confidence > 0 {
                return Reading(text: number.text, confidence: max(characters.confidence, number.confidence))
            }
            if characters.confidence <= 0 || characters.text != number.text && characters.text.allSatisfy({ $0.isNumber || ".,-+".contains($0) }) {
                number.confidence = min(number.confidence, 0)
            }
        }
        while let last = number.text.last, !last.isNumber {
            number.text.removeLast()
            number.confidence = 0
        }
        return number
    }
}
