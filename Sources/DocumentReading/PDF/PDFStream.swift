/// A stream of a PDF: its dictionary, and where its data are.
struct PDFStream {
    /// What stands between the end of the data, as the dictionary gives it, and the word `endstream`.
    enum Ending {
        /// A line end, as each program writes it everywhere.
        case lineFeed, carriageReturn, both
        /// Nothing, as some programs write it, or because a byte is missing.
        case none
        /// The length is not given, or the word is not there.
        case displaced
    }

    let dictionary: PDFValue
    let data: Range<Int>
    let ending: Ending

    /// Whether the word `endstream` follows where it should.
    var isTerminated: Bool { ending != .displaced }

    /// - Parameters: length: the bytes of its data, as the file gives them.  start: behind the word `stream`.  body: of the object.
    init(_ dictionary: PDFValue, length: Int?, start: Int, body: Range<Int>, of bytes: [UInt8]) {
        self.dictionary = dictionary
        var start = start
        if start < bytes.count, bytes[start] == 13 { start += 1 }
        if start < bytes.count, bytes[start] == 10 { start += 1 }
        let word = Array("endstream".utf8)
        if let length, length >= 0, length <= bytes.count - start {
            let end = start + length
            data = start..<end
            let rest = bytes[end...]
            ending =
                rest.starts(with: word)
                ? .none
                : rest.starts(with: [10] + word)
                    ? .lineFeed : rest.starts(with: [13] + word) ? .carriageReturn : rest.starts(with: [13, 10] + word) ? .both : .displaced
        } else {
            let rest = start..<max(start, body.upperBound)
            data = start..<(bytes[rest].firstPlace(of: word).map { start + $0 } ?? rest.upperBound)
            ending = .displaced
        }
    }

    /// The filter that was applied last; `nil` without one.
    var filter: String? { dictionary["Filter"]?.elements.first?.name }

    /// The content before the predictor of PNG was applied (ISO 32000-1, 7.4.4.4): each row begins with the kind of difference that its bytes are.
    func unpredicted(_ content: [UInt8]) -> [UInt8] {
        guard let parameters = dictionary["DecodeParms"]?.elements.first, let predictor = parameters["Predictor"]?.integer, predictor >= 10,
            let columns = parameters["Columns"]?.integer, 1...4096 ~= columns
        else { return content }
        var result: [UInt8] = []
        var above = [UInt8](repeating: 0, count: columns)
        for start in stride(from: 0, to: content.count, by: columns + 1) {
            guard start + columns < content.count else { break }
            var row = [UInt8](repeating: 0, count: columns)
            for column in 0..<columns {
                let (left, corner) = column > 0 ? (row[column - 1], above[column - 1]) : (0, 0)
                let predicted: UInt8 =
                    switch content[start] {
                    case 1: left
                    case 2: above[column]
                    case 3: UInt8((Int(left) + Int(above[column])) / 2)
                    case 4: Self.nearest(left, above[column], corner)
                    default: 0
                    }
                row[column] = content[start + 1 + column] &+ predicted
            }
            result += row
            above = row
        }
        return result
    }

    /// Of left, above and the corner between them the one nearest to left + above − corner.
    private static func nearest(_ left: UInt8, _ above: UInt8, _ corner: UInt8) -> UInt8 {
        let target = Int(left) + Int(above) - Int(corner)
        return [left, above, corner].min { abs(Int($0) - target) < abs(Int($1) - target) }!
    }
}
