/// The program of a page (ISO 32000-1, annex A): operands, then the operator that takes them.
enum PDFProgram {
    /// What operators take, in order: `n` a number, `s` a text, `/` a name, `a` an array, `*` anything. An operator of colors takes as many as its color space has.
    private static let takers: [(operands: String, operators: String)] = [
        ("", "b B b* B* f F f* n s S h W W* q Q BT ET T* EMC BI EX"), ("/", "BMC MP CS cs Do gs ri sh"), ("/*", "BDC DP"),
        ("n", "G g i j J M w Tc TL Tr Ts Tw Tz"),
        ("nn", "d0 l m Td TD"), ("nnn", "RG rg"), ("nnnn", "K k v y re"), ("nnnnnn", "c cm Tm d1"), ("an", "d"), ("/n", "Tf"), ("s", "Tj '"),
        ("nns", "\""), ("a", "TJ"),
    ]
    private static let operands = Dictionary(
        uniqueKeysWithValues: takers.flatMap { taker in taker.operators.split(separator: " ").map { (String($0), taker.operands) } })
    private static let colors: Set<String> = ["SC", "sc", "SCN", "scn"]

    /// Whether a program is one: whole texts, known operators, each with what it takes. What stands at its beginning and end may belong to the programs before and behind it.
    static func isWellFormed(_ bytes: [UInt8], in range: Range<Int>) -> Bool {
        var lexer = PDFLexer(bytes, in: range)
        var taken = ""
        var depth = 0
        var isFirst = true
        while let token = lexer.next() {
            switch token {
            case .string(isWhole: false): return false
            case .string: taken += depth == 0 ? "s" : ""
            case .integer, .real: taken += depth == 0 ? "n" : ""
            case .name: taken += depth == 0 ? "/" : ""
            case .arrayStart, .dictionaryStart: depth += 1
            case .arrayEnd, .dictionaryEnd:
                guard depth > 0 || isFirst else { return false }
                depth = max(0, depth - 1)
                if depth == 0 { taken += token == .arrayEnd ? "a" : "*" }
            case .keyword("true"), .keyword("false"), .keyword("null"): taken += depth == 0 ? "*" : ""
            // Between these anything may stand.
            case .keyword("BX"): return true
            case .keyword("ID"):
                guard skipPicture(&lexer, bytes, range) else { return false }
                taken = ""
            case .keyword(let name):
                guard depth == 0, colors.contains(name) || operands[name].map({ fits(taken, $0, isFirst: isFirst) }) == true else { return false }
                taken = ""
                isFirst = false
            }
            guard taken.utf8.count <= 256 else { return false }
        }
        return true
    }

    private static func fits(_ taken: String, _ wanted: String, isFirst: Bool) -> Bool {
        guard taken.utf8.count == wanted.utf8.count || isFirst && taken.utf8.count < wanted.utf8.count else { return false }
        return zip(taken.utf8.reversed(), wanted.utf8.reversed()).allSatisfy { $0 == $1 || $1 == UInt8(ascii: "*") || $0 == UInt8(ascii: "*") }
    }

    /// Skips the bytes of a picture within the program, up to the word `EI` between white space.
    private static func skipPicture(_ lexer: inout PDFLexer, _ bytes: [UInt8], _ range: Range<Int>) -> Bool {
        var place = lexer.position
        while let distance = bytes[place..<range.upperBound].firstPlace(of: Array("EI".utf8)) {
            place += distance + 2
            let isAlone = PDFLexer.isSpace(bytes[place - 3]) && (place == range.upperBound || PDFLexer.isSpace(bytes[place]))
            if isAlone {
                lexer.skip(to: place)
                return true
            }
        }
        return false
    }
}
