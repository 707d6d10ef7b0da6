extension LinearRule {
    /// The rule as text, parts on the left and totals on the right: `a + b = total`, with `prev(x)` and `next(x)` for the neighboring years,
    /// `children(x)` for the sum over the members right below and `parent(x)` for the one right above. One that was written otherwise is printed as written.
    public var expression: String {
        if let text { return text }
        let left = Self.sum(terms.filter { $0.coefficient > 0 }, sign: 1)
        var right = Self.sum(terms.filter { $0.coefficient < 0 }, sign: -1)
        if constant != 0 || right.isEmpty {
            right = right.isEmpty ? String(constant) : constant < 0 ? "\(right) - \(-constant)" : "\(right) + \(constant)"
        }
        return "\(left.isEmpty ? "0" : left) \(relation.rawValue) \(right)"
    }

    private static func sum(_ terms: [Term], sign: Int) -> String {
        terms.map { term in
            let factor = sign * term.coefficient
            let variable = reached(term)
            return factor == 1 ? variable : "\(factor) * \(variable)"
        }.joined(separator: " + ")
    }

    private static func reached(_ term: Term) -> String {
        var text = term.variable
        for _ in 0..<term.lag.magnitude { text = term.lag < 0 ? "prev(\(text))" : "next(\(text))" }
        switch term.reach {
        case .own, .member: return text
        case .children: return "children(\(text))"
        case .parent: return "parent(\(text))"
        }
    }
}
