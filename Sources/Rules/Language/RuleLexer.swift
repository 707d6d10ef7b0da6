/// A word or a mark of a line of rules, with its place.
struct RuleToken: Equatable {
    enum Kind: Equatable {
        /// A run of letters of any script, digits, `_` and `.`.
        case name
        /// A name in double quotes.
        case quoted
        /// A number.
        case number
        /// A mark such as `<=`.
        case mark
    }

    let kind: Kind
    /// A name without its quotes, a mark in its ASCII spelling.
    let text: String
    /// The first character, from 0.
    let start: Int
    /// One after the last.
    let end: Int
}

/// Cuts a line of rules into words and marks. O(characters).
struct RuleLexer {
    private let characters: [Character]
    private let line: Int

    init(_ characters: [Character], line: Int) {
        self.characters = characters
        self.line = line
    }

    /// Marks with the spelling that the parser knows them by, longest first.
    private static let marks: [(spelling: [Character], mark: String)] = [
        ("<=", "<="), (">=", ">="), ("==", "="), ("!=", "!="), ("+-", "+-"), ("≤", "<="), ("≥", ">="), ("≠", "!="), ("±", "+-"), ("=", "="),
        ("<", "<"),
        (">", ">"), ("+", "+"), ("-", "-"), ("−", "-"), ("*", "*"), ("×", "*"), ("/", "/"), ("÷", "/"), ("(", "("), (")", ")"), ("（", "("),
        ("）", ")"),
        ("[", "["), ("]", "]"), (",", ","), ("，", ","), ("%", "%"), (":", ":"), ("：", ":"),
    ].map { (Array($0.0), $0.1) }

    static func isNameCharacter(_ character: Character) -> Bool {
        character.isASCII ? character.utf8.allSatisfy(isNameByte) : character.isLetter || character.isNumber
    }

    /// Whether an ASCII character can be part of a bare name.
    static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"),
            UInt8(ascii: "."):
            true
        default: false
        }
    }

    private static func isDigit(_ character: Character) -> Bool { character.isASCII && character.isNumber }

    /// The name before a colon, if there is one before any relation, and where the rest begins. Colons in quotes are part of a name.
    func label() throws(RuleTextError) -> (name: String?, rest: Int) {
        var position = 0
        var isQuoted = false
        while position < characters.count {
            let character = characters[position]
            if character == "\"", isQuoted || characters[(position + 1)...].contains("\"") { isQuoted.toggle() }
            if !isQuoted {
                if character == "#" || character == "=" { return (nil, 0) }
                if character == ":" || character == "：" { break }
            }
            position += 1
        }
        guard position < characters.count else { return (nil, 0) }
        let name = String(characters[..<position]).trimmingSpace
        guard !name.isEmpty else { throw error(.unexpected(":"), at: position) }
        return (name, position + 1)
    }

    /// The words and marks from a position on, up to a comment, and where they end.
    func tokens(from start: Int) throws(RuleTextError) -> (tokens: [RuleToken], end: Int) {
        var tokens: [RuleToken] = []
        var position = start
        while position < characters.count, characters[position] != "#" {
            let character = characters[position]
            if character.isWhitespace {
                position += 1
            } else if character == "\"" {
                tokens.append(try quoted(&position))
            } else if Self.isNameCharacter(character) {
                tokens.append(word(&position))
            } else {
                tokens.append(try mark(&position))
            }
        }
        return (tokens, position)
    }

    private func quoted(_ position: inout Int) throws(RuleTextError) -> RuleToken {
        let start = position
        var text = ""
        position += 1
        while position < characters.count {
            if characters[position] == "\"" {
                // Two quotation marks in quotes stand for one.
                guard position + 1 < characters.count, characters[position + 1] == "\"" else {
                    position += 1
                    return RuleToken(kind: .quoted, text: text, start: start, end: position)
                }
                position += 1
            }
            text.append(characters[position])
            position += 1
        }
        throw error(.incomplete(expected: .closingQuote), at: characters.count)
    }

    /// A name, or a number with its exponent: `1e-4` is one word.
    private func word(_ position: inout Int) -> RuleToken {
        let start = position
        while position < characters.count, Self.isNameCharacter(characters[position]) { position += 1 }
        let run = String(characters[start..<position])
        guard Self.isDigit(characters[start]) else { return RuleToken(kind: .name, text: run, start: start, end: position) }
        if let last = run.last, last == "e" || last == "E", run.dropLast().allSatisfy({ Self.isDigit($0) || $0 == "." }),
            position + 1 < characters.count,
            characters[position] == "-" || characters[position] == "+", Self.isDigit(characters[position + 1])
        {
            position += 1
            while position < characters.count, Self.isDigit(characters[position]) { position += 1 }
            return RuleToken(kind: .number, text: String(characters[start..<position]), start: start, end: position)
        }
        // 2024_total is a name, 2024 and 1.5.2 are numbers, the second a wrong one.
        let isNumber = run.allSatisfy { Self.isDigit($0) || $0 == "." } || RuleNumber(run) != nil
        return RuleToken(kind: isNumber ? .number : .name, text: run, start: start, end: position)
    }

    private func mark(_ position: inout Int) throws(RuleTextError) -> RuleToken {
        for (spelling, mark) in Self.marks where characters[position...].starts(with: spelling) {
            let start = position
            position += spelling.count
            return RuleToken(kind: .mark, text: mark, start: start, end: position)
        }
        throw error(.unexpected(String(characters[position])), at: position)
    }

    private func error(_ problem: RuleTextError.Problem, at position: Int) -> RuleTextError {
        RuleTextError(line: line, column: position + 1, problem: problem)
    }
}

extension String {
    /// The text without white space at its ends.
    var trimmingSpace: String {
        var text = Substring(self)
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}
