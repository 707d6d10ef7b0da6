import Disclosure

/// Splits digits that stand without separators into the cells of a row.
enum GluedCells {
    /// What a split came to: one way, or several.
    enum Reading {
        case unique([String])
        case ambiguous([[String]])
    }

    /// Most ways that are listed before a row counts as hopeless.
    static let limit = 200_000

    /// All ways to cut pieces of digits into `count` whole numbers: white space is a border, and no number begins with a zero it does not end with.
    static func splits(_ pieces: [String], count: Int) -> [[Int]] {
        let digits = pieces.map { Array($0.utf8) }
        guard digits.allSatisfy({ $0.allSatisfy { $0 >= 48 && $0 <= 57 } && !$0.isEmpty }) else { return [] }
        let total = digits.reduce(0) { $0 + $1.count }
        guard total >= count, pieces.count <= count else { return [] }
        var results: [[Int]] = []
        var chosen: [Int] = []
        func extend(_ piece: Int, _ position: Int, _ left: Int) {
            if results.count >= limit { return }
            if piece == digits.count {
                if left == 0 { results.append(chosen) }
                return
            }
            // Every piece still to come holds at least one number.
            guard left >= digits.count - piece else { return }
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

    /// All ways to cut pieces into the cells of a row of Table 2: a sign begins a number, money may have decimals and a unit, the rest are
    /// whole, and only a change is signed.
    static func splits(_ pieces: [String], into slots: [FormRow.Slot]) -> [[String]] {
        var results: [[String]] = []
        var chosen: [String] = []
        let texts = pieces.map { Array($0) }
        func extend(_ piece: Int, _ position: Int) {
            if results.count >= limit { return }
            if piece == texts.count {
                if chosen.count == slots.count { results.append(chosen) }
                return
            }
            guard slots.count - chosen.count >= texts.count - piece else { return }
            let slot = slots[chosen.count]
            let text = texts[piece]
            for end in stride(from: position + 1, through: text.count, by: 1) {
                let part = String(text[position..<end])
                guard isCell(part, slot) else { continue }
                chosen.append(part)
                if end == text.count { extend(piece + 1, 0) } else { extend(piece, end) }
                chosen.removeLast()
            }
        }
        extend(0, 0)
        return results
    }

    /// Whether a text can be the whole content of a cell.
    private static func isCell(_ text: String, _ slot: FormRow.Slot) -> Bool {
        let digits = text.drop { $0 == "+" || $0 == "-" }
        guard let first = digits.first, first.isNumber else { return text == "/" || text == "-" }
        if digits.count < text.count && slot.kind != .change { return false }
        if first == "0", digits.dropFirst().first?.isNumber == true { return false }
        if digits == "0" && digits.count < text.count { return false }
        switch NumberToken.parse(text) {
        case .number(let value, let unit, _):
            return slot.kind == .money ? true : value.isInteger && unit == .none && !text.contains(".")
        default: return false
        }
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
