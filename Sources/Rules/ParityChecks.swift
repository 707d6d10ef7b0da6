/// The equalities of a system as parity checks on the errors of a record, from which variables are eliminated one by one.
///
/// With the true record x − e, each equality says Σ coefficient · e = s, where s is its syndrome on x. A variable that is wrong, or unknown, is
/// *freed*: its error is eliminated from the checks by integer pivoting. What is left says whether the freed variables can explain the rest.
struct ParityChecks: Sendable {
    /// One check: Σ coefficient · e(variable) = syndrome.
    struct Check: Sendable {
        var terms: [RuleSystem.Term]
        var syndrome: Int
    }

    /// A freed variable with the check that determines its error from those freed after it; `nil` when nothing determines it.
    struct Pivot: Sendable {
        let variable: Int
        let check: Check?
    }

    private(set) var checks: [Check]
    private(set) var pivots: [Pivot] = []

    /// The equalities among `rules` on a record; an unknown value stands as 0 and is freed. A rule that leaves the range of 64 bits is left out.
    init(_ system: RuleSystem, rules: [Int], record: [Int?]) {
        checks = rules.filter { system.rules[$0].relation == .equals && system.fits($0, in: record) }.map { rule in
            let row = system.terms[rule]
            let sum = row.reduce(-system.rules[rule].constant) { $0 + $1.coefficient * (record[$1.variable] ?? 0) }
            return Check(terms: row, syndrome: sum)
        }
        var unknown: [Int] = []
        for check in checks { unknown += check.terms.map(\.variable).filter { record[$0] == nil } }
        for variable in Set(unknown).sorted() { free(variable) }
    }

    /// Whether every check that is left is satisfied.
    var areSatisfied: Bool { checks.allSatisfy { $0.syndrome == 0 } }

    /// Frees a variable: eliminates its error from the checks.
    mutating func free(_ variable: Int) {
        var best: (index: Int, size: Int, magnitude: Int)?
        for (index, check) in checks.enumerated() {
            guard let coefficient = Self.coefficient(of: variable, in: check) else { continue }
            let magnitude = Int(coefficient.magnitude)
            if best.map({ (magnitude, check.terms.count) < ($0.magnitude, $0.size) }) ?? true {
                best = (index, check.terms.count, magnitude)
            }
        }
        guard let best else {
            pivots.append(Pivot(variable: variable, check: nil))
            return
        }
        let pivot = checks.remove(at: best.index)
        let factor = Self.coefficient(of: variable, in: pivot)!
        pivots.append(Pivot(variable: variable, check: pivot))
        checks = checks.compactMap { check in
            guard let coefficient = Self.coefficient(of: variable, in: check) else { return check }
            return Self.combine(check, times: factor, minus: pivot, times: coefficient)
        }
    }

    /// The errors of the freed variables, by back substitution.
    /// - Returns: each freed variable with its error, in the order in which they were freed, `nil` where nothing determines it; `nil` altogether
    ///   when an error would not be a whole number.
    func solve() -> [(variable: Int, error: Int?)]? {
        var errors: [Int: Int] = [:]
        var undetermined: Set<Int> = []
        for pivot in pivots.reversed() {
            guard let check = pivot.check else {
                undetermined.insert(pivot.variable)
                continue
            }
            var right = check.syndrome
            var factor = 0
            var isOpen = false
            for term in check.terms {
                if term.variable == pivot.variable {
                    factor = term.coefficient
                } else if undetermined.contains(term.variable) {
                    isOpen = true
                } else if let error = errors[term.variable] {
                    let (product, overflow) = term.coefficient.multipliedReportingOverflow(by: error)
                    let (rest, borrow) = right.subtractingReportingOverflow(product)
                    if overflow || borrow { isOpen = true } else { right = rest }
                }
            }
            if isOpen {
                undetermined.insert(pivot.variable)
            } else {
                guard right % factor == 0 else { return nil }
                errors[pivot.variable] = right / factor
            }
        }
        return pivots.map { ($0.variable, errors[$0.variable]) }
    }

    /// The coefficient of a variable in a check; `nil` when it is not in it.
    static func coefficient(of variable: Int, in check: Check) -> Int? {
        var low = 0
        var high = check.terms.count
        while low < high {
            let middle = (low + high) / 2
            if check.terms[middle].variable < variable { low = middle + 1 } else { high = middle }
        }
        return low < check.terms.count && check.terms[low].variable == variable ? check.terms[low].coefficient : nil
    }

    /// `one · a − other · b` in lowest terms; `nil` when nothing is left of it, or when its numbers no longer fit (one check less is weaker, not wrong).
    private static func combine(_ one: Check, times a: Int, minus other: Check, times b: Int) -> Check? {
        guard let syndrome = difference(one.syndrome, a, other.syndrome, b) else { return nil }
        var terms: [RuleSystem.Term] = []
        terms.reserveCapacity(one.terms.count + other.terms.count)
        var i = 0
        var j = 0
        while i < one.terms.count || j < other.terms.count {
            let left = i < one.terms.count ? one.terms[i].variable : .max
            let right = j < other.terms.count ? other.terms[j].variable : .max
            let coefficient = difference(left <= right ? one.terms[i].coefficient : 0, a, right <= left ? other.terms[j].coefficient : 0, b)
            guard let coefficient else { return nil }
            if coefficient != 0 { terms.append(.init(variable: min(left, right), coefficient: coefficient)) }
            if left <= right { i += 1 }
            if right <= left { j += 1 }
        }
        if terms.isEmpty && syndrome == 0 { return nil }
        let divisor = terms.reduce(Int(syndrome.magnitude)) { greatestCommonDivisor($0, Int($1.coefficient.magnitude)) }
        guard divisor > 1 else { return Check(terms: terms, syndrome: syndrome) }
        return Check(
            terms: terms.map { .init(variable: $0.variable, coefficient: $0.coefficient / divisor) }, syndrome: syndrome / divisor)
    }

    private static func difference(_ x: Int, _ a: Int, _ y: Int, _ b: Int) -> Int? {
        let (left, leftOverflow) = x.multipliedReportingOverflow(by: a)
        let (right, rightOverflow) = y.multipliedReportingOverflow(by: b)
        let (result, overflow) = left.subtractingReportingOverflow(right)
        return leftOverflow || rightOverflow || overflow ? nil : result
    }

    private static func greatestCommonDivisor(_ a: Int, _ b: Int) -> Int {
        var (a, b) = (a, b)
        while b != 0 { (a, b) = (b, a % b) }
        return a
    }
}
