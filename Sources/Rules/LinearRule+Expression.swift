extension LinearRule {
    /// The rule as text, parts on the left and totals on the right: `a + b = total`, with `prev(x)` and `next(x)` for the neighboring years.
    public var expression: String {
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
            let variable =
                switch term.lag {
                case 0: term.variable
                case -1: "prev(\(term.variable))"
                case 1: "next(\(term.variable))"
                default: "shift(\(term.variable), \(term.lag))"
                }
            return factor == 1 ? variable : "\(factor) * \(variable)"
        }.joined(separator: " + ")
    }
}
