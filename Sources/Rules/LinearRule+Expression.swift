extension LinearRule {
    /// The rule as text, parts on the left and totals on the right: `a + b = total`, with `prev(x)` and `next(x)` for the neighboring years,
    /// `children(x)` for the sum over the members right below and `parent(x)` for the one right above. One that was written otherwise is printed as written.
    public var expression: String { text ?? expression { $0 } }

    /// The rule as text, each variable under the name that it is given.
    public func expression(_ name: (String) -> String) -> String {
        let left = Self.sum(terms.filter { $0.coefficient > 0 }, sign: 1, name)
        var right = Self.sum(terms.filter { $0.coefficient < 0 }, sign: -1, name)
        if constant != 0 || right.isEmpty {
            right = right.isEmpty ? String(constant) : constant < 0 ? "\(right) - \(-constant)" : "\(right) + \(constant)"
        }
        return "\(left.isEmpty ? "0" : left) \(relation.rawValue) \(right)"
    }

    private static func sum(_ terms: [Term], sign: Int, _ name: (String) -> String) -> String {
        terms.map { term in
            let factor = sign * term.coefficient
            let variable = reached(term, name)
            return factor == 1 ? variable : "\(factor) * \(variable)"
        }.joined(separator: " + ")
    }

    private static func reached(_ term: Term, _ name: (String) -> String) -> String {
        var text = name(term.variable)
        for _ in 0..<term.lag.magnitude { text = term.lag < 0 ? "prev(\(text))" : "next(\(text))" }
        switch term.reach {
        case .own, .member: return text
        case .children: return "children(\(text))"
        case .parent: return "parent(\(text))"
        }
    }
}
