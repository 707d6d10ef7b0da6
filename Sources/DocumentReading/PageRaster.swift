/// A page in shades of gray, as `pdftoppm -gray` writes it (portable graymap, binary).
struct PageRaster {
    private(set) var width: Int
    private(set) var height: Int
    private(set) var pixels: [UInt8]

    /// Reads a graymap; `nil` when the bytes are none.
    init?(graymap bytes: [UInt8]) {
        guard bytes.starts(with: Array("P5".utf8)) else { return nil }
        var index = 2
        func number() -> Int? {
            while index < bytes.count, bytes[index] <= 32 { index += 1 }
            var value = 0
            let start = index
            while index < bytes.count, bytes[index] >= 48, bytes[index] <= 57, value < 1 << 20 {
                value = value * 10 + Int(bytes[index] - 48)
                index += 1
            }
            return index > start ? value : nil
        }
        guard let width = number(), let height = number(), number() == 255, width > 0, height > 0 else { return nil }
        index += 1
        guard width * height <= bytes.count - index else { return nil }
        (self.width, self.height) = (width, height)
        pixels = Array(bytes[index..<index + width * height])
    }

    /// The graymap.
    var graymap: [UInt8] { Array("P5\n\(width) \(height)\n255\n".utf8) + pixels }

    /// A dark line across or down the page: its row or column, and the pixels from `start` to before `end` along it.
    struct Ruling: Hashable {
        var position: Int
        var start: Int
        var end: Int
    }

    /// The lines of tables: dark runs longer than a line of characters is high, across and down.
    func rulings() -> (across: [Ruling], down: [Ruling]) {
        let shortest = max(40, height / 35)
        return pixels.withUnsafeBufferPointer { pixels in
            var across: [Ruling] = []
            var down: [Ruling] = []
            for row in 0..<height { Self.runs(row, row * width, 1, width, shortest, pixels, &across) }
            for column in 0..<width { Self.runs(column, column, width, height, shortest, pixels, &down) }
            return (across, down)
        }
    }

    /// Turns the lines of tables white: recognition takes them for characters.
    mutating func removeRulings() {
        let (across, down) = rulings()
        // Anti-aliased edges go with the line.
        for line in across { erase(columns: line.start - 1..<line.end + 1, rows: line.position - 1..<line.position + 2) }
        for line in down { erase(columns: line.position - 1..<line.position + 2, rows: line.start - 1..<line.end + 1) }
    }

    /// Turns an area white; what lies outside the page is left out.
    mutating func erase(columns: Range<Int>, rows: Range<Int>) {
        let (columns, rows) = (columns.clamped(to: 0..<width), rows.clamped(to: 0..<height))
        pixels.withUnsafeMutableBufferPointer { pixels in
            for row in rows { for column in columns { pixels[row * width + column] = 255 } }
        }
    }

    /// The smallest area within `columns` and `rows` that holds all that is dark; `nil` when nothing is.
    func ink(columns: Range<Int>, rows: Range<Int>) -> (columns: Range<Int>, rows: Range<Int>)? {
        let (columns, rows) = (columns.clamped(to: 0..<width), rows.clamped(to: 0..<height))
        var (left, right, top, bottom) = (Int.max, Int.min, Int.max, Int.min)
        pixels.withUnsafeBufferPointer { pixels in
            for row in rows {
                for column in columns where pixels[row * width + column] < Self.dark {
                    (left, right) = (min(left, column), max(right, column))
                    (top, bottom) = (min(top, row), max(bottom, row))
                }
            }
        }
        return left <= right ? (left..<right + 1, top..<bottom + 1) : nil
    }

    /// Areas of the page under each other, one below the other with white around them, and the rows each takes.
    func stacked(_ areas: [(columns: Range<Int>, rows: Range<Int>)], gap: Int) -> (picture: PageRaster, rows: [Range<Int>]) {
        let widest = areas.map(\.columns.count).max() ?? 0
        let total = areas.reduce(gap) { $0 + $1.rows.count + gap }
        var picture = PageRaster(width: widest + 2 * gap, height: total)
        var places: [Range<Int>] = []
        var top = gap
        for area in areas {
            for (offset, row) in area.rows.enumerated() {
                let source = row * width + area.columns.lowerBound
                let target = (top + offset) * picture.width + gap
                picture.pixels.replaceSubrange(target..<target + area.columns.count, with: pixels[source..<source + area.columns.count])
            }
            places.append(top..<top + area.rows.count)
            top += area.rows.count + gap
        }
        return (picture, places)
    }

    private init(width: Int, height: Int) {
        (self.width, self.height) = (width, height)
        pixels = [UInt8](repeating: 255, count: width * height)
    }

    /// What is darker than this belongs to a line or a character.
    private static let dark: UInt8 = 160

    private static func runs(
        _ position: Int, _ start: Int, _ step: Int, _ count: Int, _ shortest: Int, _ pixels: UnsafeBufferPointer<UInt8>, _ found: inout [Ruling]
    ) {
        var run = 0
        for index in 0...count {
            if index < count && pixels[start + index * step] < dark {
                run += 1
                continue
            }
            if run >= shortest { found.append(Ruling(position: position, start: index - run, end: index)) }
            run = 0
        }
    }
}
