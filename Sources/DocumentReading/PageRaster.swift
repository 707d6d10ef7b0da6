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

    /// Turns the lines of tables white: dark runs longer than a line of characters is high, across or down. Recognition takes them for characters.
    mutating func removeRulings() {
        let shortest = max(40, height / 35)
        let width = width
        let height = height
        pixels.withUnsafeMutableBufferPointer { pixels in
            var ruling = [Bool](repeating: false, count: pixels.count)
            for row in 0..<height { Self.mark(start: row * width, step: 1, count: width, shortest: shortest, pixels: pixels, into: &ruling) }
            for column in 0..<width { Self.mark(start: column, step: width, count: height, shortest: shortest, pixels: pixels, into: &ruling) }
            // Anti-aliased edges go with the line.
            for row in 0..<height {
                for column in 0..<width where ruling[row * width + column] {
                    for near in max(0, row - 1)...min(height - 1, row + 1) {
                        pixels[near * width + column] = 255
                        if column > 0 { pixels[near * width + column - 1] = 255 }
                        if column + 1 < width { pixels[near * width + column + 1] = 255 }
                    }
                }
            }
        }
    }

    private static func mark(
        start: Int, step: Int, count: Int, shortest: Int, pixels: UnsafeMutableBufferPointer<UInt8>, into ruling: inout [Bool]
    ) {
        var run = 0
        for position in 0...count {
            if position < count && pixels[start + position * step] < 160 {
                run += 1
                continue
            }
            if run >= shortest { for back in 1...run { ruling[start + (position - back) * step] = true } }
            run = 0
        }
    }
}
