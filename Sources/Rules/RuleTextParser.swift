/// Parses one line of rules.
struct LineParser {
    private let characters: [Character]
    private let line: Int
    private var position = 0

    init(_ characters: [Character], line: Int) {
        self.characters = characters
        self.line = line
    }

    mutating func statement(known: Set<String>?, variables: [String]) throws(RuleTextError) -> RuleText.Statement? {
        skipSpace()
        guard position < characters.count, characters[position] != "#" else { return nil }
        let name = try label()
        var terms: [LinearRule.Term] = []
        var constant = 0
        let start = position
        try sum(sign: 1, &terms, &constant, known, variables)
        guard let relation = try relation() else { throw error(.noRelation, at: position < characters.count ? position : start) }
        try sum(sign: -1, &terms, &constant, known, variables)
        let isSoft = try ending()
        let merged = Self.merged(terms)
        guard !merged.isEmpty else { throw error(.noVariables, at: start) }
        let unnamed = LinearRule(name ?? "-", merged, relation, -constant)
        let rule = name == nil ? LinearRule(unnamed.expression, merged, relation, -constant) : unnamed
        return RuleText.Statement(rule: rule, isSoft: isSoft, line: line)
    }

    // MARK: Parts of a line

    /// A name before a colon, if there is one before any relation.
    private mutating func label() throws(RuleTextError) -> String? {
        let begin = position
        guard let colon = characters[position...].firstIndex(where: { $0 == ":" || $0 == "：" || $0 == "#" || $0 == "=" }),
            characters[colon] == ":" || characters[colon] == "："
        else { return nil }
        let name = String(characters[begin..<colon]).trimmingSpace
        guard !name.isEmpty else { throw error(.unexpected(":"), at: colon) }
        position = colon + 1
        return name
    }

    private mutating func sum(
        sign: Int, _ terms: inout [LinearRule.Term], _ constant: inout Int, _ known: Set<String>?, _ variables: [String]
    ) throws(RuleTextError) {
        var isFirst = true
        while true {
            skipSpace()
            var factor = sign
            if position < characters.count, let own = Self.sign(characters[position]) {
                factor *= own
                position += 1
                skipSpace()
            } else if !isFirst {
                return
            }
            try term(factor, &terms, &constant, known, variables)
            isFirst = false
        }
    }

    private mutating func term(
        _ factor: Int, _ terms: inout [LinearRule.Term], _ constant: inout Int, _ known: Set<String>?, _ variables: [String]
    ) throws(RuleTextError) {
        guard position < characters.count, characters[position] != "#" else {
            throw error(.incomplete(expected: .term), at: position)
        }
        var factor = factor
        if characters[position].isNumber {
            let number = try wholeNumber()
            skipSpace()
            guard position < characters.count, characters[position] == "*" || characters[position] == "×" else {
                constant += factor * number
                return
            }
            position += 1
            skipSpace()
            factor *= number
        }
        var term = try variable(known, variables)
        skipSpace()
        // The number may stand behind as well: received * 2.
        if position < characters.count, characters[position] == "*" || characters[position] == "×" {
            position += 1
            skipSpace()
            guard position < characters.count, characters[position] != "#" else { throw error(.incomplete(expected: .number), at: position) }
            guard characters[position].isNumber else { throw unexpected() }
            let begin = position
            let (product, overflow) = factor.multipliedReportingOverflow(by: try wholeNumber())
            guard !overflow, product.magnitude < 1_000_000_000_000 else {
                throw error(.notWhole(String(characters[begin..<position])), at: begin)
            }
            factor = product
        }
        guard factor != 0 else { return }
        term.coefficient = factor
        terms.append(term)
    }

    private static let functions = ["prev", "next", "children", "parent"]

    /// A variable, alone or within functions: whose value it is, of which year.
    private mutating func variable(_ known: Set<String>?, _ variables: [String]) throws(RuleTextError) -> LinearRule.Term {
        let (name, begin) = try identifier()
        skipSpace()
        guard position < characters.count, characters[position] == "(" else {
            try check(name, at: begin, known, variables)
            return LinearRule.Term(name)
        }
        guard Self.functions.contains(name) else {
            throw error(.unknownFunction(name, suggestion: EditDistance.nearest(to: name, among: Self.functions)), at: begin)
        }
        position += 1
        skipSpace()
        var term = try variable(known, variables)
        skipSpace()
        guard position < characters.count else { throw error(.incomplete(expected: .closingBracket), at: position) }
        guard characters[position] == ")" else { throw unexpected() }
        position += 1
        switch name {
        case "prev": term.lag -= 1
        case "next": term.lag += 1
        default:
            guard term.reach == .own else { throw error(.reachesTwice, at: begin) }
            term.reach = name == "children" ? .children : .parent
        }
        return term
    }

    private mutating func identifier() throws(RuleTextError) -> (String, Int) {
        let begin = position
        guard position < characters.count else { throw error(.incomplete(expected: .variable), at: position) }
        if characters[position] == "\"" {
            guard let end = characters[(position + 1)...].firstIndex(of: "\"") else {
                throw error(.incomplete(expected: .closingQuote), at: characters.count)
            }
            position = end + 1
            return (String(characters[(begin + 1)..<end]), begin)
        }
        while position < characters.count, Self.isNameCharacter(characters[position]) { position += 1 }
        guard position > begin else { throw unexpected() }
        return (String(characters[begin..<position]), begin)
    }

    private mutating func wholeNumber() throws(RuleTextError) -> Int {
        let begin = position
        while position < characters.count, characters[position].isNumber || characters[position] == "." { position += 1 }
        let text = String(characters[begin..<position])
        guard let number = Int(text), number < 1_000_000_000_000 else { throw error(.notWhole(text), at: begin) }
        return number
    }

    private mutating func relation() throws(RuleTextError) -> LinearRule.Relation? {
        skipSpace()
        let rest = characters[position...]
        let spellings: [(String, LinearRule.Relation)] = [
            ("<=", .atMost), (">=", .atLeast), ("==", .equals), ("=", .equals), ("≤", .atMost), ("≥", .atLeast),
        ]
        for (spelling, relation) in spellings where rest.starts(with: spelling) {
            position += spelling.count
            return relation
        }
        if let first = rest.first, first != "#" { throw first == "<" || first == ">" ? error(.noRelation, at: position) : unexpected() }
        return nil
    }

    /// What may follow the second sum: `soft`, a comment, nothing.
    private mutating func ending() throws(RuleTextError) -> Bool {
        skipSpace()
        var isSoft = false
        if characters[position...].starts(with: "soft"), position + 4 == characters.count || !Self.isNameCharacter(characters[position + 4]) {
            isSoft = true
            position += 4
            skipSpace()
        }
        if position < characters.count, characters[position] != "#" {
            throw unexpected()
        }
        return isSoft
    }

    // MARK: Characters

    private mutating func skipSpace() { while position < characters.count, characters[position].isWhitespace { position += 1 } }

    private static func sign(_ character: Character) -> Int? {
        switch character {
        case "+": 1
        case "-", "−": -1
        default: nil
        }
    }

    private static func isNameCharacter(_ character: Character) -> Bool {
        character.isLetter || character.isNumber || character == "_" || character == "."
    }

    /// The word, or the mark, that stands where nothing of its kind may.
    private func unexpected() -> RuleTextError {
        let word = characters[position...].prefix(while: Self.isNameCharacter)
        return error(.unexpected(word.isEmpty ? String(characters[position]) : String(word)), at: position)
    }

    private func error(_ problem: RuleTextError.Problem, at position: Int) -> RuleTextError {
        RuleTextError(line: line, column: position + 1, problem: problem)
    }

    private func check(_ name: String, at position: Int, _ known: Set<String>?, _ variables: [String]) throws(RuleTextError) {
        guard let known, !known.contains(name) else { return }
        throw error(.unknownVariable(name, suggestion: EditDistance.nearest(to: name, among: variables)), at: position)
    }

    private static func merged(_ terms: [LinearRule.Term]) -> [LinearRule.Term] {
        var merged: [LinearRule.Term] = []
        for term in terms {
            if let index = merged.firstIndex(where: { $0.variable == term.variable && $0.lag == term.lag && $0.reach == term.reach }) {
                let sum = merged[index].coefficient + term.coefficient
                if sum == 0 { merged.remove(at: index) } else { merged[index].coefficient = sum }
            } else {
                merged.append(term)
            }
        }
        return merged
    }
}

/// The optimal string alignment distance, for suggestions.
public enum EditDistance {
    /// The nearest of several names, when it is no more than a third of the name's length away.
    public static func nearest(to name: String, among names: [String]) -> String? {
        let limit = max(1, name.count / 3)
        let wanted = Array(name.lowercased())
        var best: (name: String, distance: Int)?
        for other in names where abs(other.count - name.count) <= limit {
            let distance = between(wanted, Array(other.lowercased()))
            if distance <= limit && distance < best?.distance ?? .max { best = (other, distance) }
        }
        return best?.name
    }

    /// Insertions, deletions, substitutions and swaps of neighbors that turn one text into the other, no part edited twice.
    static func between(_ one: [Character], _ other: [Character]) -> Int {
        var before: [Int] = []
        var previous = Array(0...other.count)
        for i in 1..<max(one.count + 1, 1) {
            var current = [i] + [Int](repeating: 0, count: other.count)
            for j in 1..<max(other.count + 1, 1) {
                let substitution = previous[j - 1] + (one[i - 1] == other[j - 1] ? 0 : 1)
                current[j] = min(previous[j] + 1, current[j - 1] + 1, substitution)
                if i > 1, j > 1, one[i - 1] == other[j - 2], one[i - 2] == other[j - 1] { current[j] = min(current[j], before[j - 2] + 1) }
            }
            (before, previous) = (previous, current)
        }
        return previous[other.count]
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
