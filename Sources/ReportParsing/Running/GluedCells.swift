import Disclosure
import Rules

/// Splits the characters that stand without separators into the cells of a row.
struct GluedCells {
    /// What can stand in the row's cells.
    let slots: [FormRow.Slot]
    /// Whether a cell can have been left blank: it leaves no trace, and no sum speaks against it.
    let allowsBlanks: Bool
    /// The rules within the row.
    private let rules: [RowRule]

    /// A rule over the cells of the row.
    private struct RowRule {
        let relation: LinearRule.Relation
        let constant: Int
        /// The cells that it reads, and what each adds.
        let terms: [(column: Int, coefficient: Int)]
    }

    /// - Parameters: rules: the rules that may speak of the row, in ten-thousandths; those of other rows are left out.
    init(_ slots: [FormRow.Slot], rules: [LinearRule]) {
        self.slots = slots
        allowsBlanks = !rules.contains { rule in
            rule.relation == .equals && rule.terms.contains { term in slots.contains { $0.id == term.variable } }
        }
        let columns = Dictionary(uniqueKeysWithValues: slots.enumerated().map { ($1.id, $0) })
        self.rules = rules.compactMap { rule in
            var coefficients: [Int: Int] = [:]
            for term in rule.terms {
                guard let column = columns[term.variable] else { return nil }
                coefficients[column, default: 0] += term.coefficient
            }
            let terms = coefficients.filter { $0.value != 0 }.sorted { $0.key < $1.key }.map { (column: $0.key, coefficient: $0.value) }
            return RowRule(relation: rule.relation, constant: rule.constant, terms: terms)
        }
    }

    /// Most ways that are listed and most cuts that are tried before a row counts as hopeless.
    private static let limits = (ways: 50_000, cuts: 3_000_000)

    /// One way to cut: the texts of the cells and their numbers, in ten-thousandths.
    struct Way: Hashable {
        var texts: [String] = []
        var values: [Int?] = []
    }

    /// Every way to cut pieces of text into the cells: white space is a border, no number begins with a zero it does not end with, a sign begins
    /// a change, money alone has decimals and a unit, and the row's own rules hold where any way obeys them. `nil` when there are too many.
    func ways(_ pieces: [String]) -> [Way]? {
        if pieces.isEmpty { return [Way(texts: slots.map { _ in "" }, values: slots.map { _ in nil })] }
        guard let lawful = cuts(pieces, obeying: true) else { return nil }
        // A row that adds up in no way is kept with all its ways: the error is the report's.
        return lawful.isEmpty ? cuts(pieces, obeying: false) : lawful
    }

    /// Whether pieces of text can be cut in one way only, whatever they add up to.
    func haveOneWay(_ pieces: [String]) -> Bool { cuts(pieces, obeying: false, most: 1)?.count == 1 }

    /// Cuts from the right, so that a total is known before its parts and bounds them; `nil` when there are more than `most` ways.
    private func cuts(_ pieces: [String], obeying: Bool, most: Int = limits.ways) -> [Way]? {
        let texts = pieces.map { Array($0.utf8) }
        var results: [Way] = []
        var cells = [String](repeating: "", count: slots.count)
        var values = [Int?](repeating: nil, count: slots.count)
        var left = Self.limits.cuts
        func extend(_ piece: Int, _ end: Int, _ open: Int) {
            if left <= 0 || obeying && !canHold(values, from: open) { return }
            if piece < 0 {
                if open == 0 || allowsBlanks {
                    let blanks = [String](repeating: "", count: open)
                    results.append(Way(texts: blanks + cells[open...], values: blanks.map { _ in nil } + values[open...]))
                }
                if results.count > most { left = 0 }
                return
            }
            // Every piece still to come holds at least one cell, and every cell that is not blank at least one character.
            guard open > piece, allowsBlanks || end + texts[..<piece].reduce(0, { $0 + $1.count }) >= open else { return }
            if allowsBlanks {
                cells[open - 1] = ""
                extend(piece, end, open - 1)
            }
            for start in stride(from: end - 1, through: 0, by: -1) {
                left -= 1
                guard let (text, value) = Self.cell(texts[piece][start..<end], slots[open - 1]) else { continue }
                cells[open - 1] = text
                values[open - 1] = value
                if start == 0 { extend(piece - 1, piece > 0 ? texts[piece - 1].count : 0, open - 1) } else { extend(piece, start, open - 1) }
            }
            values[open - 1] = nil
        }
        extend(texts.count - 1, texts.last?.count ?? 0, slots.count)
        return left > 0 ? results.reversed() : nil
    }

    /// Whether the row's rules can still hold when the cells from a column on are known. A mark in a cell leaves its rules undecided.
    private func canHold(_ values: [Int?], from first: Int) -> Bool {
        rules.allSatisfy { rule in
            var sum = -rule.constant
            // Counts and money are not negative: what is not known yet can only add in the direction of its coefficient.
            var (canFall, canRise) = (false, false)
            for term in rule.terms {
                if term.column < first {
                    if term.coefficient < 0 || slots[term.column].kind == .change { canFall = true }
                    if term.coefficient > 0 || slots[term.column].kind == .change { canRise = true }
                } else if let value = values[term.column] {
                    sum += term.coefficient * value
                } else {
                    return true
                }
            }
            switch rule.relation {
            case .equals: return (sum <= 0 || canFall) && (sum >= 0 || canRise)
            case .atMost: return sum <= 0 || canFall
            case .atLeast: return sum >= 0 || canRise
            }
        }
    }

    /// Values are held in ten-thousandths, so that money adds up exactly beside counts.
    static let unit = 10_000

    /// A text as the whole content of a cell, with its number; `nil` when it cannot be.
    private static func cell(_ bytes: ArraySlice<UInt8>, _ slot: FormRow.Slot) -> (text: String, value: Int?)? {
        guard let first = bytes.first, bytes.count <= 24 else { return nil }
        if bytes.allSatisfy({ $0 >= 48 && $0 <= 57 }) {
            guard bytes.count <= 12, first != 48 || bytes.count == 1 else { return nil }
            return (String(decoding: bytes, as: UTF8.self), bytes.reduce(0) { $0 * 10 + Int($1 - 48) } * unit)
        }
        let text = String(decoding: bytes, as: UTF8.self)
        if text == "/" || text == "-" { return (text, nil) }
        let isSigned = first == 43 || first == 45
        guard !isSigned || slot.kind == .change, let digit = bytes.dropFirst(isSigned ? 1 : 0).first, digit >= 48 && digit <= 57 else { return nil }
        guard case .number(let number, let unit, []) = NumberToken.parse(text), !isSigned || number.mantissa != 0 else { return nil }
        guard slot.isAmount || number.isInteger && unit == .none && !bytes.contains(46) else { return nil }
        guard let value = NumberToken.value(number, unit: unit, indicatorUnit: slot.unit) else { return nil }
        return (text, value.scaledUp(by: 4)?.integer.flatMap { $0.magnitude < 1 << 55 ? $0 : nil })
    }
}
