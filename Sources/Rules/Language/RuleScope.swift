/// The variables that rules may speak of.
///
/// A name over several lines of a header is one name with blanks: rules find it by that.
public struct RuleScope: Sendable {
    /// The variables, in the order in which suggestions are looked for and patterns are filled.
    public let variables: [String]
    private let known: Set<String>
    private let folded: [String: String]

    /// The variables of a panel, or of a form.
    public init(_ variables: [String]) {
        self.variables = variables
        known = Set(variables)
        var folded: [String: String] = [:]
        for variable in variables where !variable.utf8.allSatisfy(RuleLexer.isNameByte) && variable.contains(where: \.isWhitespace) {
            folded[Self.fold(variable)] = folded[Self.fold(variable)] ?? variable
        }
        self.folded = folded
    }

    /// The variable of a name as a rule writes it; `nil` when there is none.
    func variable(_ name: String) -> String? { known.contains(name) ? name : folded[Self.fold(name)] }

    /// The nearest variable to a name that is none.
    func suggestion(for name: String) -> String? { EditDistance.nearest(to: name, among: variables).map(Self.fold) }

    /// The name with every run of white space as one blank.
    static func fold(_ name: String) -> String { name.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
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
