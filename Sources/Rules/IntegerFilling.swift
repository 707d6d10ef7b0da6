/// Whole values for the unknown cells of a record with which every rule holds: branch and bound over their intervals.
///
/// Interval propagation narrows first. What stays open is split at the preferred value, which is tried before what lies below and above it.
/// - Complexity: one propagation a node, at most `nodeLimit` nodes.
struct IntegerFilling {
    enum Outcome {
        /// A value for every variable of the rules; whether those asked for could have no others.
        case filled([Int?], isUnique: Bool)
        case infeasible
        /// Not decided within the limit.
        case undecided
    }

    private let imputation: BlankImputation
    private let variables: [Int]
    private var nodesLeft: Int

    init(_ system: RuleSystem, rules: [Int], nodeLimit: Int = 400) {
        imputation = BlankImputation(system, rules: rules)
        variables = Set(rules.flatMap { system.terms[$0].map(\.variable) }).sorted()
        nodesLeft = nodeLimit
    }

    /// Fills the unknown cells of `record`, with the values of `preferred` where they can be had, else the smallest.
    /// - Parameter wanted: the variables whose values matter; the others need only be possible.
    mutating func fill(_ record: [Int?], preferring preferred: [Int?], wanted: [Int]) -> Outcome {
        // Without unknown cells the rules have been evaluated already.
        if variables.allSatisfy({ record[$0] != nil }) { return .filled(record, isUnique: true) }
        guard let bounds = imputation.bounds(record) else { return .infeasible }
        return branch(bounds, preferred, isUnique: wanted.allSatisfy { bounds[$0].value != nil })
    }

    private mutating func branch(_ bounds: [BlankImputation.Bounds], _ preferred: [Int?], isUnique: Bool) -> Outcome {
        guard nodesLeft > 0 else { return .undecided }
        nodesLeft -= 1
        guard let open = narrowest(bounds) else { return .filled(bounds.map(\.value), isUnique: isUnique) }
        let (low, high) = (bounds[open].low, bounds[open].high)
        let wish = min(max(preferred[open] ?? low ?? high ?? 0, low ?? .min), high ?? .max)
        var parts = [BlankImputation.Bounds(low: wish, high: wish)]
        if low.map({ $0 < wish }) ?? true { parts.append(.init(low: low, high: wish - 1)) }
        if high.map({ $0 > wish }) ?? true { parts.append(.init(low: wish + 1, high: high)) }
        var isUndecided = false
        for part in parts {
            var narrowed = bounds
            narrowed[open] = part
            guard imputation.propagate(&narrowed) else { continue }
            switch branch(narrowed, preferred, isUnique: isUnique) {
            case .filled(let values, let isUnique): return .filled(values, isUnique: isUnique)
            case .infeasible: continue
            case .undecided: isUndecided = true
            }
        }
        return isUndecided ? .undecided : .infeasible
    }

    /// The open variable with the smallest range; one without an end comes last.
    private func narrowest(_ bounds: [BlankImputation.Bounds]) -> Int? {
        var best: (variable: Int, width: Int)?
        for variable in variables where bounds[variable].value == nil {
            let width: Int
            if let low = bounds[variable].low, let high = bounds[variable].high {
                let (difference, overflow) = high.subtractingReportingOverflow(low)
                width = overflow ? .max : difference
            } else {
                width = .max
            }
            if best == nil || width < best!.width { best = (variable, width) }
        }
        return best?.variable
    }
}
