import Disclosure

/// Splits digits that stand without separators into the cells of a row.
enum GluedCells {
    /// All ways to cut pieces of digits into `count` whole numbers: white space is a border, and no number begins with a zero it does not end with.
    static func splits(_ pieces: [String], count: Int, limit: Int = 100_000) -> [[Int]] {
        let digits = pieces.map { Array($0.utf8) }
        guard digits.allSatisfy({ $0.allSatisfy { $0 >= 48 && $0 <= 57 } && !$0.isEmpty }) else { return [] }
        let total = digits.reduce(0) { $0 + $1.count }
        guard total >= count, pieces.count <= count else { return [] }
        // Digits that stand from a position on, to leave enough for the numbers still to come.
        var results: [[Int]] = []
        var chosen: [Int] = []
        func extend(_ piece: Int, _ position: Int, _ left: Int) {
            if results.count >= limit { return }
            if piece == digits.count {
                if left == 0 { results.append(chosen) }
                return
            }
            guard left > 0 else { return }
            let bytes = digits[piece]
            var value = 0
            var end = position
            while end < bytes.count {
                value = value * 10 + Int(bytes[end] - 48)
                end += 1
                if end - position > 12 { break }
                if end - position > 1 && bytes[position] == 48 { break }
                chosen.append(value)
                if end == bytes.count { extend(piece + 1, 0, left - 1) } else { extend(piece, end, left - 1) }
                chosen.removeLast()
            }
        }
        extend(0, 0, count)
        return results
    }
}

/// Why glued text could not be split.
struct GluedCellsFailure: Error {
    /// The rows with more than one way, with the ways.
    var rows: [(row: FormRow, text: String, candidates: [[Int]])]

    var message: String {
        let parts = rows.prefix(4).map { row, text, candidates in
            let ways = candidates.prefix(4).map { $0.map(String.init).joined(separator: " ") }.joined(separator: " or ")
            return "\(row.label) \(text)" + (ways.isEmpty ? " (no way)" : " (\(ways))")
        }
        return "the cells are glued together and cannot be told apart: " + parts.joined(separator: "; ") + (rows.count > 4 ? "; …" : "")
    }
}
