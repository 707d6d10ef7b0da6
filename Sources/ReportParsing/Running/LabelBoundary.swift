import Disclosure

/// Where a value ends and what is printed before the next label begins: a code, 其中, a numbering (`3410` + `20 其中：1.同意公开答复数`).
struct LabelBoundary {
    /// Where the text before the label ends when all that belongs to the label is left out.
    private(set) var end: Int
    /// The digit of the label's numbering, where one stands.
    private var numeral: Unicode.Scalar?
    /// Whether the code that the form prints with the label stands before it.
    private(set) var hasCode = false

    private let row: FormRow

    /// Whether the numbering is one that the form prints.
    var isNumbered: Bool { numeral.map { row.digits.contains($0) } ?? false }

    /// - Parameters: start: where the label's key begins in the folded text.  lowest: how far back its boundary can lie.
    init(_ text: [Unicode.Scalar], row: FormRow, start: Int, after lowest: Int) {
        self.row = row
        end = start
        func ends(with words: String) -> Bool {
            let scalars = Array(words.unicodeScalars)
            return end - scalars.count >= lowest && text[(end - scalars.count)..<end].elementsEqual(scalars)
        }
        if end - 2 >= lowest, ".、,".unicodeScalars.contains(text[end - 1]), ("0"..."9").contains(text[end - 2]) {
            numeral = text[end - 2]
            end -= 2
        } else if end > lowest, text[end - 1] == ")", let opening = text[max(lowest, end - 4)..<end].lastIndex(of: "(") {
            end = opening
        } else if end - 2 >= lowest, text[end - 1] == "、" {
            let numerals = text[lowest..<(end - 1)].reversed().prefix { "一二三四五六七八九十".unicodeScalars.contains($0) }.count
            if numerals > 0 { end -= numerals + 1 }
        }
        for word in ["其中:", "其中"] where ends(with: word) {
            end -= word.unicodeScalars.count
            break
        }
        if let code = row.printedCode, ends(with: code) {
            hasCode = true
            end -= 2
        }
    }

    /// How many of the digits before each label may be the label's own: none where its numbering and code stand as the form prints them, or where
    /// the text prints them nowhere.
    static func doubtfulDigits(_ boundaries: [LabelBoundary]) -> [Int] {
        func areMost(_ condition: (LabelBoundary) -> Bool, of whole: [LabelBoundary]) -> Bool { whole.count(where: condition) * 2 > whole.count }
        let numbers = areMost({ $0.isNumbered }, of: boundaries.filter { !$0.row.digits.isEmpty })
        let codes = areMost({ $0.hasCode }, of: boundaries.filter { $0.row.code != nil })
        return boundaries.map { boundary in
            // A code that stands where it should bounds the numbering behind it.
            if boundary.hasCode { return 0 }
            var digits = 0
            if numbers, !boundary.row.digits.isEmpty, !boundary.isNumbered { digits += 2 }
            if codes, boundary.row.code != nil, !boundary.hasCode { digits += 3 }
            return digits
        }
    }
}
