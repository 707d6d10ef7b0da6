extension RuleReference: CustomStringConvertible {
    /// The variable within its steps: `prev(children(x))`.
    public var description: String { steps.reversed().reduce(RuleWords.quoted(name)) { "\($1.rawValue)(\($0))" } }
}

extension RuleGlob: CustomStringConvertible {
    /// The pattern with its exceptions.
    public var description: String { ([pattern] + exceptions).map(RuleWords.pattern).joined(separator: " except ") }
}

extension RuleExpression: CustomStringConvertible {
    /// The expression as it is written, with no more brackets than it needs.
    public var description: String {
        switch self {
        case .number(let number): return number.text
        case .reference(let reference): return reference.description
        case .sum(let terms):
            var text = ""
            for (index, term) in terms.enumerated() {
                text += index == 0 ? (term.isNegative ? "-" : "") : term.isNegative ? " - " : " + "
                text += term.expression.bracketed(inProduct: false)
            }
            return text
        case .product(let factors):
            var text = ""
            for (index, factor) in factors.enumerated() {
                if index > 0 { text += factor.isDivisor ? " / " : " * " }
                text += factor.expression.bracketed(inProduct: true)
            }
            return text
        case .magnitude(let inner): return "abs(\(inner))"
        case .usual(let reference): return "usual(\(reference))"
        case .smallest(let list): return "min(\(list.map(\.description).joined(separator: ", ")))"
        case .largest(let list): return "max(\(list.map(\.description).joined(separator: ", ")))"
        case .total(let glob): return "sum(\(glob))"
        case .smallestOf(let glob): return "min(\(glob))"
        case .largestOf(let glob): return "max(\(glob))"
        }
    }

    private func bracketed(inProduct: Bool) -> String {
        switch self {
        case .sum: "(\(self))"
        case .product: inProduct ? "(\(self))" : description
        default: description
        }
    }
}

extension RuleCondition: CustomStringConvertible {
    /// The condition as it is written, with no more brackets than it needs.
    public var description: String {
        switch self {
        case .comparison(let left, let relation, let right, let tolerance):
            let sides = "\(left) \(relation.rawValue) \(right)"
            switch tolerance {
            case nil: return sides
            case .units(let number): return "\(sides) +- \(number.text)"
            case .percent(let number): return "\(sides) +- \(number.text)%"
            }
        case .within(let value, let range):
            return "\(value) in \(range.includesLow ? "[" : "(")\(range.low), \(range.high)\(range.includesHigh ? "]" : ")")"
        case .test(let test, let reference): return "\(test.rawValue)(\(reference))"
        case .not(let inner):
            switch inner {
            case .test, .not: return "not \(inner)"
            default: return "not (\(inner))"
            }
        case .all(let list):
            return list.map { condition in
                switch condition {
                case .all, .any: "(\(condition))"
                default: condition.description
                }
            }.joined(separator: " and ")
        case .any(let list):
            return list.map { condition in if case .any = condition { "(\(condition))" } else { condition.description } }.joined(separator: " or ")
        }
    }
}

extension RuleCondition.SignedNumber: CustomStringConvertible {
    /// The number with its sign.
    public var description: String { (isNegative ? "-" : "") + number.text }
}

extension RuleBody: CustomStringConvertible {
    /// The body as it is written.
    public var description: String {
        switch self {
        case .holds(let condition): condition.description
        case .implies(let premise, let conclusion): "if \(premise) then \(conclusion)"
        }
    }
}

extension RuleModifiers: CustomStringConvertible {
    /// The modifiers as they are written; empty without any.
    public var description: String {
        var words: [String] = []
        if isSoft { words.append("soft") }
        if let severity { words.append(severity.rawValue) }
        if let since { words.append("since \(since)") }
        if let until { words.append("until \(until)") }
        if !demands.isEmpty {
            words.append(
                "when "
                    + demands.map { "\(RuleWords.quoted($0.attribute)) \($0.isNegated ? "!=" : "=") \(RuleWords.value($0.value))" }.joined(
                        separator: " and "))
        }
        return words.joined(separator: " ")
    }
}

extension Rule: CustomStringConvertible {
    /// The rule as a line of a file, as it was written; reading it again gives the same rule.
    public var description: String {
        let modifiers = modifiers.description
        return (name.map { "\($0): " } ?? "") + body.description + (modifiers.isEmpty ? "" : " \(modifiers)")
    }
}

/// Words that stand for something in a rule, and how names that look like them are written.
enum RuleWords {
    private static let reserved: Set<String> = [
        "if", "then", "and", "or", "not", "in", "except", "soft", "error", "warning", "info", "since", "until", "when", "native",
    ]

    /// A name as it is written: in quotes where it would be read as something else.
    static func quoted(_ name: String) -> String {
        let isBare =
            !name.isEmpty && (name.utf8.allSatisfy(RuleLexer.isNameByte) || name.allSatisfy(RuleLexer.isNameCharacter))
            && !reserved.contains(name) && !(name.first!.isASCII && name.first!.isNumber)
        return isBare ? name : inQuotes(name)
    }

    /// A value of an attribute, which may be a number.
    static func value(_ value: String) -> String { RuleNumber(value) != nil ? value : quoted(value) }

    /// A pattern: bare where it has a star, which quotes would make a letter.
    static func pattern(_ pattern: String) -> String { pattern.contains("*") ? pattern : quoted(pattern) }

    private static func inQuotes(_ name: String) -> String {
        "\"" + RuleScope.fold(name).replacing("\"", with: "\"\"") + "\""
    }
}
