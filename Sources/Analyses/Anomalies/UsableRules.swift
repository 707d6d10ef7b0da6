import ColumnStore
import Disclosure
import Rules

/// The rules of a file as detectors take them: the linear ones to be decoded jointly, those that only warn, and those that are evaluated.
struct UsableRules: Sendable {
    /// A linear rule, with the rule that it is a part of.
    struct Linear: Sendable {
        let rules: [LinearRule]
        let owners: [Rule]

        init(_ rules: [Rule], isCount: (String) -> Bool) {
            var linear: [LinearRule] = []
            var owners: [Rule] = []
            for rule in rules {
                for part in rule.linear(isCount: isCount) {
                    linear.append(part)
                    owners.append(rule)
                }
            }
            self.rules = linear
            self.owners = owners
        }
    }

    let binding: Linear
    let soft: Linear
    let evaluated: [Rule]

    /// Sorts rules.
    /// - Parameter isCount: whether a variable is never negative.
    init(_ rules: [Rule], isCount: (String) -> Bool) {
        let isLinear = rules.map { !$0.linear(isCount: isCount).isEmpty }
        func these(_ include: (Rule, Bool) -> Bool) -> [Rule] { zip(rules, isLinear).filter { include($0.0, $0.1) }.map(\.0) }
        binding = Linear(these { $1 && !$0.isSoft }, isCount: isCount)
        soft = Linear(these { $1 && $0.isSoft }, isCount: isCount)
        evaluated = these { !$1 }
    }

    /// Whether a variable is nowhere negative in a corpus: then it counts as one that never is.
    static func isCount(in corpus: Corpus) -> (String) -> Bool {
        { variable in corpus.panel.column(variable).map { !$0.hasNegative } ?? false }
    }
}

extension SeriesColumn {
    /// Whether any value is below zero.
    var hasNegative: Bool {
        (0..<seriesCount).contains { series in (0..<periodCount).contains { period in (self[series, period] ?? 0) < 0 } }
    }
}

extension Finding.Severity {
    /// The severity that a rule asks for.
    init(_ severity: RuleModifiers.Severity) {
        switch severity {
        case .error: self = .error
        case .warning: self = .warning
        case .info: self = .info
        }
    }
}
