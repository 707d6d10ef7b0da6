extension RuleLineParser {
    private static let modifiers: Set = ["soft", "error", "warning", "info", "since", "until", "when"]

    /// Whether a modifier stands here.
    var isModifier: Bool { next.map { $0.kind == .name && Self.modifiers.contains($0.text) } ?? false }

    /// What stands behind the body, to the end of the line.
    mutating func modifiers() throws(RuleTextError) -> RuleModifiers {
        var result = RuleModifiers()
        while let token = next {
            guard token.kind == .name else { throw unexpected(token) }
            var isRepeated = false
            switch token.text {
            case "soft":
                isRepeated = result.isSoft
                result.isSoft = true
                position += 1
            case "error", "warning", "info":
                isRepeated = result.severity != nil
                result.severity = RuleModifiers.Severity(rawValue: token.text)
                position += 1
            case "since":
                isRepeated = result.since != nil
                position += 1
                result.since = try year()
            case "until":
                isRepeated = result.until != nil
                position += 1
                result.until = try year()
            case "when":
                isRepeated = !result.demands.isEmpty
                position += 1
                repeat { result.demands.append(try demand()) } while take(word: "and")
            default: throw unexpected(token)
            }
            if isRepeated { throw error(.repeated(token.text), at: token.start) }
        }
        return result
    }

    private mutating func year() throws(RuleTextError) -> Int {
        guard let token = next else { throw error(.incomplete(expected: .year), at: end) }
        guard token.kind == .number, let year = Int(token.text), (1...9999).contains(year) else { throw unexpected(token) }
        position += 1
        return year
    }

    private mutating func demand() throws(RuleTextError) -> RuleModifiers.Demand {
        let attribute = try word(.attribute)
        let isNegated = take(mark: "!=")
        if !isNegated { try expect(mark: "=", .value) }
        return RuleModifiers.Demand(attribute, try word(.value), isNegated: isNegated)
    }

    private mutating func word(_ part: RuleTextError.Part) throws(RuleTextError) -> String {
        guard let token = next else { throw error(.incomplete(expected: part), at: end) }
        guard token.kind != .mark else { throw unexpected(token) }
        position += 1
        return token.text
    }
}
