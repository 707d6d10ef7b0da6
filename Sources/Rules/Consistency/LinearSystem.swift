/// Linear constraints over real variables, and what follows from them: decided exactly, or not at all.
///
/// By Farkas' lemma a system contradicts itself when a weighted sum of its lines, inequalities with weights that are not negative, says 0 ≤ −1; and a line
/// follows from a system that can hold when a weighted sum says as much or more. The lines with a weight are the reason.
struct LinearSystem {
    /// Σ coefficient · x ≤ bound, or = bound.
    struct Constraint {
        var terms: [(variable: Int, coefficient: Rational)]
        var bound: Rational
        var isEquality: Bool

        /// The same with all signs turned: of an inequality, the opposite direction.
        var turned: Constraint {
            Constraint(terms: terms.map { ($0.variable, $0.coefficient.negated) }, bound: bound.negated, isEquality: isEquality)
        }
    }

    enum Answer: Equatable {
        /// Yes, because of these constraints.
        case follows([Int])
        case no
        case undecided
    }

    let constraints: [Constraint]
    /// The constraints as columns: an equality is two, one of either sign.
    private let columns: [(constraint: Int, sign: Int)]
    private let position: [Int: Int]

    init(_ constraints: [Constraint]) {
        self.constraints = constraints
        var columns: [(Int, Int)] = []
        var position: [Int: Int] = [:]
        for (index, constraint) in constraints.enumerated() {
            columns.append((index, 1))
            if constraint.isEquality { columns.append((index, -1)) }
            for term in constraint.terms where position[term.variable] == nil { position[term.variable] = position.count }
        }
        self.columns = columns
        self.position = position
    }

    /// A set of constraints that cannot hold together, none of which can be left out.
    func contradiction(work: inout Int) -> Answer {
        let matrix = matrix(withBounds: true)
        var right = [Rational](repeating: .zero, count: position.count + 1)
        right[position.count] = Rational(-1)
        let costs = [Rational](repeating: .one, count: columns.count)
        switch RationalSimplex.minimize(costs, columns: matrix, right: right, work: &work) {
        case .optimal(_, let weights): return .follows(support(weights))
        case .infeasible: return .no
        case .unbounded, .undecided: return .undecided
        }
    }

    /// The least upper bound of a sum over the solutions of a system that has some, with its reason; `nil` when there is none.
    func maximum(of terms: [(variable: Int, coefficient: Rational)], work: inout Int) -> (bound: Rational, because: [Int])?? {
        var right = [Rational](repeating: .zero, count: position.count)
        for term in terms {
            guard let row = position[term.variable] else { return .some(nil) }
            guard let sum = right[row].adding(term.coefficient) else { return nil }
            right[row] = sum
        }
        let costs = columns.map { $0.sign > 0 ? constraints[$0.constraint].bound : constraints[$0.constraint].bound.negated }
        switch RationalSimplex.minimize(costs, columns: matrix(withBounds: false), right: right, work: &work) {
        case .optimal(let bound, let weights): return .some((bound, support(weights)))
        case .infeasible: return .some(nil)
        case .unbounded, .undecided: return nil
        }
    }

    /// Whether a constraint follows from a system that can hold.
    func implies(_ target: Constraint, work: inout Int) -> Answer {
        var reasons: Set<Int> = []
        for side in target.isEquality ? [target, target.turned] : [target] {
            guard let answer = maximum(of: side.terms, work: &work) else { return .undecided }
            guard let answer, answer.bound <= side.bound else { return .no }
            reasons.formUnion(answer.because)
        }
        return .follows(reasons.sorted())
    }

    private func matrix(withBounds: Bool) -> [[(row: Int, value: Rational)]] {
        columns.map { column in
            let constraint = constraints[column.constraint]
            func signed(_ value: Rational) -> Rational { column.sign > 0 ? value : value.negated }
            var entries = constraint.terms.map { (row: position[$0.variable]!, value: signed($0.coefficient)) }
            if withBounds, constraint.bound != .zero { entries.append((position.count, signed(constraint.bound))) }
            return entries
        }
    }

    private func support(_ weights: [Rational]) -> [Int] {
        Set(weights.indices.filter { weights[$0] != .zero }.map { columns[$0].constraint }).sorted()
    }
}
